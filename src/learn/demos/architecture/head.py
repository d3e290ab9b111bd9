"""Heads: one backbone, and for every task a few layers of its own, all trained together."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any, Literal

from annotated_types import Interval, Len

from learn.demos.kit import count, reproducible, split_digits
from learn.demos.result import Beside, Grid, Result, Stack, Table

if TYPE_CHECKING:
    from torch import Tensor, nn

Weights = Annotated[tuple[Annotated[float, Interval(ge=0, le=10)], ...], Len(3, 3)]


@reproducible
def demo(
    steps: Annotated[int, Interval(ge=0, le=400)] = 150,
    weights: Weights = (1.0, 1.0, 1.0),
    hidden: Annotated[int, Interval(ge=0, le=128)] = 0,
    seed: Annotated[int, Interval(ge=0, le=9999)] = 0,
) -> Result:
    """Read the class, odd or even, and the centre of the ink from the same features."""
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, mse_loss

    x, y, x_test, y_test = split_digits()  # (1297, 1, 8, 8), (1297,), (500, 1, 8, 8), (500,)
    targets, (digit, parity, place) = _targets(x, y), _targets(x_test, y_test)
    backbone, heads = _backbone(), [_head(outputs, hidden) for outputs in (10, 1, 2)]
    criteria: list[Any] = [cross_entropy, binary_cross_entropy_with_logits, mse_loss]

    def losses(i: Tensor) -> list[Tensor]:
        features = backbone(x[i])  # (N, 128), computed once for all heads
        tasks = zip(weights, criteria, heads, targets, strict=True)
        return [weight * loss(head(features), t[i]) for weight, loss, head, t in tasks]

    parts = [backbone, *heads]
    gradients = _gradients(parts, losses(torch.arange(64)))
    optimizer = torch.optim.Adam([p for part in parts for p in part.parameters()], lr=1e-2)
    for _ in range(steps):
        loss = torch.stack(losses(torch.randint(len(x), (64,)))).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    with torch.no_grad():
        features = backbone(x_test)  # (500, 128)
        logits, odd, centre = (head(features) for head in heads)  # (500, 10), (500, 1), (500, 2)
    unexplained = (centre - place).pow(2).sum() / (place - place.mean(0)).pow(2).sum()
    values = {
        "features": features.shape[1],
        "accuracy_class": (logits.argmax(1) == digit).float().mean().item(),
        "accuracy_parity": ((odd > 0) == parity).float().mean().item(),
        "r2_centre": 1 - unexplained.item(),
        "shapes": [list(each.shape) for each in (features, logits, odd, centre)],
        "parameters": [count(part) for part in parts],
        "gradients": gradients,
        "reached_by_parity": sum(row[1] > 0 for row in gradients),
    }
    titles = [f"ŷ={logits[i].argmax()} P(odd)={odd[i].sigmoid().item():.2f}" for i in range(2)]
    images = [Grid(title, x_test[i, 0], kind="image") for i, title in enumerate(titles)]
    return Result(values, [Beside([Beside(images), _tables(values)])])


def _backbone() -> nn.Sequential:
    """Two convolutions, averaged over the four quarters: an image becomes 128 features."""
    from torch import nn

    return nn.Sequential(
        *(nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),  # (N, 16, 4, 4)
        *(nn.Conv2d(16, 32, 3, padding=1), nn.ReLU()),  # (N, 32, 4, 4)
        *(nn.AdaptiveAvgPool2d(2), nn.Flatten()),  # (N, 128)
    )


def _head(outputs: int, hidden: int) -> nn.Module:
    """One linear layer, or two with a hidden layer between them."""
    from torch import nn

    linear = nn.Linear(hidden or 128, outputs)  # (N, outputs)
    return nn.Sequential(nn.Linear(128, hidden), nn.ReLU(), linear) if hidden else linear


def _targets(x: Tensor, y: Tensor) -> list[Tensor]:
    """Return what the heads should say: the digit, 1 for odd, and where the ink's centre is."""
    import torch

    ink, at = x[:, 0] / x.sum((1, 2, 3))[:, None, None], torch.arange(8) - 3.5  # (N, 8, 8), (8,)
    centre = torch.stack([ink.sum(2) @ at, ink.sum(1) @ at], dim=1)  # (N, 2)
    return [y, (y % 2).float()[:, None], centre]  # (N,), (N, 1), (N, 2)


def _gradients(parts: list[nn.Module], losses: list[Any]) -> list[list[float]]:
    """Return, for each part, the norm of the gradient that it gets from each loss."""
    import torch

    def norm(part: nn.Module, loss: Tensor) -> float:
        p = list(part.parameters())
        each = torch.autograd.grad(loss, p, retain_graph=True, allow_unused=True)
        return math.sqrt(sum(float(g.pow(2).sum()) for g in each if g is not None))

    return [[norm(part, loss) for loss in losses] for part in parts]


def _tables(values: dict[str, Any]) -> Stack:
    names = ["backbone", "class", "parity", "centre"]
    scores = [f"{values['accuracy_class']:.0%}", f"{values['accuracy_parity']:.0%}"]
    scores = ["", *scores, f"R² {values['r2_centre']:.2f}"]
    rows = zip(names, values["shapes"], values["parameters"], scores, strict=True)
    parts = Table("", ["part", "output", "params", "score"], [list(row) for row in rows])
    norms = [[name, *row] for name, row in zip(names, values["gradients"], strict=True)]
    return Stack("shared", [parts, Table("", ["gradient", *names[1:]], norms, format=".2g")])


@reproducible
def dense_head_shape(
    batch: Annotated[int, Interval(ge=1, le=8)] = 2,
    side: Annotated[int, Interval(ge=1, le=64)] = 16,
    anchors: Annotated[int, Interval(ge=1, le=9)] = 3,
    classes: Annotated[int, Interval(ge=1, le=100)] = 20,
) -> Result:
    """Score every class for some anchors at each place of a feature map."""
    import torch
    from torch import nn

    maps = torch.zeros(batch, 64, side, side)  # (N, C, H, W)
    scores = nn.Conv2d(64, anchors * classes, 1)(maps)  # (N, anchors * classes, H, W)
    return Result({"map_shape": list(maps.shape), "output_shape": list(scores.shape)})


@reproducible
def reached(
    losses: Literal["A", "B", "C", "A+B", "A+C", "B+C"] = "B",
    detached: Literal["A", "B", "C"] = "C",
) -> Result:
    """Backpropagate some losses; one head reads the features cut off from the backbone F."""
    import torch
    from torch import nn

    parts = {name: nn.Linear(4, 4) for name in "FABC"}
    features = parts["F"](torch.ones(8, 4))  # (8, 4)
    for head in losses.split("+"):
        read = features.detach() if head == detached else features
        parts[head](read).pow(2).mean().backward(retain_graph=True)
    got = [name for name, part in parts.items() if part.weight.grad is not None]
    return Result({"reached": got})
