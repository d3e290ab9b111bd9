"""End to end: one loss trains the whole network, against stages that are trained apart."""

from __future__ import annotations

import copy
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Literal

from annotated_types import Interval

from learn.demos.kit import accuracy, fit, reproducible, split_digits
from learn.demos.result import Beside, Result, Table

if TYPE_CHECKING:
    from torch import Tensor, nn

Seed = Annotated[int, Interval(ge=0, le=9999)]
Module = Literal["softmax", "ReLU", "sort", "round", "argmax", "straight-through round"]


@reproducible
def demo(
    width: Annotated[int, Interval(ge=2, le=32)] = 2,
    first_stage: Literal["reconstruct", "random"] = "reconstruct",
    steps: Annotated[int, Interval(ge=20, le=1000)] = 400,
    seed: Seed = 0,
) -> Result:
    """Train one network twice from the same weights: stage by stage, and end to end."""
    import torch
    from torch import nn

    x, y, x_test, y_test = split_digits()  # (N, 1, 8, 8), (N,)
    encoder = nn.Sequential(nn.Flatten(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, width))
    classifier = nn.Sequential(nn.Linear(width, 64), nn.ReLU(), nn.Linear(64, 10))
    end_to_end = nn.Sequential(*copy.deepcopy((encoder, classifier)))
    stage_wise = nn.Sequential(encoder, classifier)  # (N, 64) → (N, width) → (N, 10)

    # Stage by stage: the encoder learns a goal of its own, is frozen, then the classifier learns.
    if first_stage == "reconstruct":
        _reconstruct(encoder, x, width, steps)
    encoder.requires_grad_(False)

    networks = {"stage_wise": stage_wise, "end_to_end": end_to_end}
    gradients = {name: _gradients(network, x, y) for name, network in networks.items()}
    for network in networks.values():
        fit(network, x, y, steps=steps, lr=1e-2, batch=128)  # one loss trains all that isn't frozen
    scores = {name: accuracy(network, x_test, y_test) for name, network in networks.items()}
    with torch.no_grad():
        codes = {name: network[0](x_test) for name, network in networks.items()}  # (500, width)

    return Result(
        values={
            **scores,
            "gain": scores["end_to_end"] - scores["stage_wise"],
            "encoder_gradient": gradients["end_to_end"][0],
            "encoder_gradient_frozen": gradients["stage_wise"][0] or 0.0,
        },
        figures=[
            Beside([Table("", [name], [[_map(z, y_test)]]) for name, z in codes.items()]),
            Table(
                title="",
                columns=["", "accuracy", "at_encoder", "at_classifier"],
                rows=[
                    [name, score, *("None" if norm is None else norm for norm in gradients[name])]
                    for name, score in scores.items()
                ],
                format=".3f",
            ),
        ],
    )


def _reconstruct(encoder: nn.Module, x: Tensor, width: int, steps: int) -> None:
    """Train the encoder to keep what a decoder needs to redraw the image; no label is seen."""
    import torch
    from torch import nn

    decoder = nn.Sequential(nn.Linear(width, 64), nn.ReLU(), nn.Linear(64, 64))  # (N, 64)
    optimizer = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], 5e-3)
    for _ in range(steps):
        batch = x[torch.randint(len(x), (128,))]
        loss = nn.functional.mse_loss(decoder(encoder(batch)), batch.flatten(1))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def _gradients(network: nn.Sequential, x: Tensor, y: Tensor) -> list[float | None]:
    """Return the norm of the gradient at the last weights of each part; None where none arrives."""
    from torch.nn.functional import cross_entropy

    network.zero_grad()
    cross_entropy(network(x), y).backward()
    grads = [part[-1].weight.grad for part in network]
    return [None if grad is None else grad.norm().item() for grad in grads]


def _map(z: Tensor, y: Tensor, rows: int = 8, columns: int = 36) -> str:
    """Draw the plane of the codes: at every place the digit most often found there."""
    import torch

    if z.shape[1] > 2:  # its two principal directions
        z = z @ torch.linalg.svd(z - z.mean(0), full_matrices=False).Vh[:2].T  # (N, 2)
    low, high = z.quantile(0.01, dim=0), z.quantile(0.99, dim=0)
    z = ((z - low) / (high - low).clamp(min=1e-9)).clamp(0, 0.999) * torch.tensor([columns, rows])
    found: defaultdict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for (column, row), digit in zip(z.int().tolist(), y.tolist(), strict=True):
        found[row, column][digit] += 1
    most = {where: str(digits.most_common(1)[0][0]) for where, digits in found.items()}
    return "\n".join("".join(most.get((r, c), "·") for c in range(columns)) for r in range(rows))


def cut(
    layers: Annotated[int, Interval(ge=4, le=8)] = 4,
    after: Annotated[int, Interval(ge=0, le=2)] = 1,
) -> Result:
    """Stack layers L0, L1, … and detach the output of one: which of them still get a gradient."""
    import torch
    from torch import nn

    stack = [nn.Linear(3, 3) for _ in range(layers)]
    x = torch.ones(2, 3)
    for i, layer in enumerate(stack):
        x = layer(x).detach() if i == after else layer(x)  # (2, 3)
    x.sum().backward()
    reached = [f"L{i}" for i, layer in enumerate(stack) if layer.weight.grad is not None]
    return Result(values={"reached": reached, "last": layers - 1})


@reproducible
def through(module: Module = "softmax", seed: Seed = 0) -> Result:
    """Put a module between two layers: whether the loss can train the first one through it."""
    import torch
    from torch import nn
    from torch.nn.functional import mse_loss, one_hot

    between: dict[str, Callable[[Tensor], Tensor]] = {
        "softmax": lambda z: z.softmax(1),
        "ReLU": lambda z: z.relu(),
        "sort": lambda z: z.sort(1).values,
        "round": lambda z: z.round(),
        "argmax": lambda z: one_hot(z.argmax(1), 4).float(),
        "straight-through round": lambda z: z + (z.round() - z).detach(),
    }
    first, second = nn.Linear(5, 4), nn.Linear(4, 2)
    y = second(between[module](first(torch.randn(32, 5))))  # (32, 2)
    mse_loss(y, torch.randn(32, 2)).backward()
    grad = first.weight.grad
    return Result(values={"trainable": grad is not None and bool(grad.abs().sum() > 0)})
