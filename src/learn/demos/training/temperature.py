"""Softmax temperature: the same logits, sharper or flatter."""

from __future__ import annotations

import math

from learn.demos.kit import (
    Annotated,
    Bars,
    Beside,
    Between,
    F,
    Figure,
    Len,
    Table,
    Values,
    torch,
)

Logits = Annotated[tuple[Annotated[float, Between(-20, 20)], ...], Len(2, 8)]


def demo(
    temperature: Annotated[float, Between(0.05, 20)] = 1.0,
    logits: Logits = (1.0, 2.0, 3.0),
) -> Values:
    """Divide the logits by T before the softmax, for half of T, T and twice T."""
    z = torch.tensor(logits, dtype=torch.float64)  # (n,)
    sharper, flatter = temperature / 2, temperature * 2
    p = {T: torch.softmax(z / T, dim=0) for T in (sharper, temperature, flatter)}  # (n,) each
    entropy = {T: -(q * q.clamp_min(1e-300).log()).sum() for T, q in p.items()}

    shown = {f"{q.max():.4f}" for q in p.values()}

    # The loss where the most probable class is the right one, and where the least probable one is.
    best, worst = z.argmax(), z.argmin()
    temperatures = [sharper, temperature, flatter, 100.0]
    return {
        "probabilities": p[temperature],
        "sharper": p[sharper],
        "flatter": p[flatter],
        "largest": p[temperature].max(),
        "largest_sharper": p[sharper].max(),
        "largest_flatter": p[flatter].max(),
        "spread": z.max() > z.min(),
        "equal": z.max() == z.min(),
        "tiny": z.max() > z.min() and len(shown) == 1,
        "temperatures": temperatures[:3],
        "entropies": list(entropy.values()),
        "entropy": entropy[temperature],
        "loss_temperatures": temperatures,
        "loss_probabilities": [torch.softmax(z / T, dim=0) for T in temperatures],
        "loss_if_right": [F.cross_entropy(z / T, best) for T in temperatures],
        "loss_if_wrong": [F.cross_entropy(z / T, worst) for T in temperatures],
        "classes": len(logits),
        "log_n": math.log(len(logits)),
    }


def figures(v: Values) -> list[Figure]:
    """Draw the three distributions, then the losses at each temperature."""
    names = [f"z{'₁₂₃₄₅₆₇₈'[i]}={z:g}" for i, z in enumerate(v["logits"])]
    distributions = (v["sharper"], v["probabilities"], v["flatter"])
    bars = [
        Bars(f"T = {T:g}   H = {H:.3f}", dict(zip(names, p, strict=True)), full=1.0, format=".4f")
        for T, H, p in zip(v["temperatures"], v["entropies"], distributions, strict=True)
    ]
    losses = ("loss_temperatures", "loss_probabilities", "loss_if_right", "loss_if_wrong")
    rows = zip(*(v[name] for name in losses), strict=True)
    return [
        Beside(bars),
        Table(
            title="",
            columns=["T", "softmax(z / T)", "loss_if_right", "loss_if_wrong"],
            rows=[[f"{T:g}", *row] for T, *row in rows],
            format=".4f",
        ),
    ]


def claim(v: Values) -> float:
    """A lower temperature is sharper and a higher one flatter; the winner stays."""
    winners = {p.index(max(p)) for p in (v["sharper"], v["probabilities"], v["flatter"])}
    steps = (v["largest_sharper"] - v["largest"], v["largest"] - v["largest_flatter"])
    return float(min(steps) if len(winners) == 1 else -1)


CONTROL = {"logits": (2.0, 2.0, 2.0)}  # equal logits stay equal at every temperature
