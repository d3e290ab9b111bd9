"""Softmax temperature: the same logits, sharper or flatter."""

from __future__ import annotations

import math
from typing import Annotated

from annotated_types import Interval, Len

from learn.demos.result import Bars, Beside, Result, Table

Logits = Annotated[tuple[Annotated[float, Interval(ge=-20, le=20)], ...], Len(2, 8)]


def demo(
    temperature: Annotated[float, Interval(ge=0.05, le=20)] = 1.0,
    logits: Logits = (1.0, 2.0, 3.0),
) -> Result:
    """Divide the logits by T before the softmax, for half of T, T and twice T."""
    import torch
    from torch.nn.functional import cross_entropy

    z = torch.tensor(logits, dtype=torch.float64)  # (n,)
    sharper, flatter = temperature / 2, temperature * 2
    softmax = {T: torch.softmax(z / T, dim=0) for T in (sharper, temperature, flatter)}  # (n,) each
    entropy = {T: -(p * p.clamp_min(1e-300).log()).sum() for T, p in softmax.items()}

    # The loss where the most probable class is the right one, and where the least probable one is.
    best, worst = z.argmax(), z.argmin()
    temperatures = (sharper, temperature, flatter, 100.0)
    if_right = [cross_entropy(z / T, best) for T in temperatures]
    if_wrong = [cross_entropy(z / T, worst) for T in temperatures]

    p = softmax[temperature]
    return Result(
        values={
            "probabilities": p,
            "sharper": softmax[sharper],
            "flatter": softmax[flatter],
            "temperatures": [sharper, temperature, flatter],
            "largest": p.max(),
            "largest_sharper": softmax[sharper].max(),
            "largest_flatter": softmax[flatter].max(),
            "entropy": entropy[temperature],
            "loss_temperatures": temperatures,
            "loss_if_right": if_right,
            "loss_if_wrong": if_wrong,
            "classes": len(logits),
            "log_n": math.log(len(logits)),
        },
        figures=[
            Beside(
                [
                    Bars(
                        title=f"T = {T:g}   H = {entropy[T]:.3f}",
                        bars={f"z{'₁₂₃₄₅₆₇₈'[i]}={zi:g}": p[i] for i, zi in enumerate(logits)},
                        full=1.0,
                        format=".4f",
                    )
                    for T, p in softmax.items()
                ]
            ),
            Table(
                title="",
                columns=["T", "softmax(z / T)", "loss_if_right", "loss_if_wrong"],
                rows=[
                    [f"{T:g}", torch.softmax(z / T, dim=0), right, wrong]
                    for T, right, wrong in zip(temperatures, if_right, if_wrong, strict=True)
                ],
                format=".4f",
            ),
        ],
    )
