"""Heads: one backbone, and for every task a few layers of its own, all trained together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from annotated_types import Interval, Len

from learn.demos.lab import count, reproducible, split_digits
from learn.result import Beside, Grid, Result, Stack, Table

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

    x, y, x_test, y_test = split_digits()  # (1297, 1, 8, 8), (1297,), (500, 1, 8, 8), (500,)
    backbone = _backbone()
    heads = {"class": _head(10, hidden), "parity": _head(1, hidden), "centre": _head(2, hidden)}
    parts = {"backbone": backbone, **heads}
    gradients = _gradients(parts, _losses(backbone, heads, x[:64], y[:64], weights))

    optimizer = torch.optim.Adam([p for part in parts.values() for p in part.parameters()], lr=1e-2)
    for _ in range(steps):
        i = torch.randint(len(x), (64,))
        loss = sum(_losses(backbone, heads, x[i], y[i], weights))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    with torch.no_grad():
        features = backbone(x_test)  # (500, 128)
        logits, odd, centre = (head(features) for head in heads.values())
        predicted, odd = logits.argmax(1), odd[:, 0].sigmoid()  # (500,), (500,)
        truth = _centre(x_test)  # (500, 2)
        unexplained = (centre - truth).pow(2).sum() / (truth - truth.mean(0)).pow(2).sum()
    values = {
        "accuracy_class": (predicted == y_test).float().mean().item(),
        "accuracy_parity": ((odd > 0.5) == (y_test % 2 == 1)).float().mean().item(),
        "r2_centre": 1 - unexplained.item(),
        "feature_shape": list(features.shape),
        "class_shape": list(logits.shape),
        "centre_shape": list(centre.shape),
        "parameters": [count(part) for part in parts.values()],
        "gradients": gradients,
        "reached_by_parity": sum(parity > 0 for _, parity, _ in gradients),
    }
    titles = [f"ŷ={predicted[i]} P(odd)={odd[i]:.2f}" for i in (0, 1)]
    digits = Beside([Grid(titles[i], x_test[i, 0], kind="image", low=0, high=1) for i in (0, 1)])
    return Result(values, [Beside([digits, Stack("", _tables(list(parts), values))])])


def _backbone() -> nn.Sequential:
    """Two convolutions, averaged over the four quarters: an image becomes 128 features."""
    from torch import nn

    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1),  # (N, 16, 8, 8)
        nn.ReLU(),
        nn.MaxPool2d(2),  # (N, 16, 4, 4)
        nn.Conv2d(16, 32, 3, padding=1),  # (N, 32, 4, 4)
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(2),  # (N, 32, 2, 2)
        nn.Flatten(),  # (N, 128)
    )


def _head(outputs: int, hidden: int) -> nn.Module:
    """One linear layer, or two with a hidden layer between them."""
    from torch import nn

    if not hidden:
        return nn.Linear(128, outputs)
    return nn.Sequential(nn.Linear(128, hidden), nn.ReLU(), nn.Linear(hidden, outputs))


def _losses(
    backbone: nn.Module,
    heads: dict[str, nn.Module],
    x: Tensor,
    y: Tensor,
    weights: tuple[float, ...],
) -> list[Any]:
    """Compute the features once, and from them the weighted loss of every head."""
    from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, mse_loss

    features = backbone(x)  # (N, 128)
    logits, odd, centre = (head(features) for head in heads.values())  # (N, 10), (N, 1), (N, 2)
    return [
        weights[0] * cross_entropy(logits, y),
        weights[1] * binary_cross_entropy_with_logits(odd[:, 0], (y % 2).float()),
        weights[2] * mse_loss(centre, _centre(x)),
    ]


def _centre(x: Tensor) -> Tensor:
    """Return the row and the column of the centre of the ink, from the image's own centre."""
    import torch

    ink, place = x[:, 0], torch.arange(8) - 3.5  # (N, 8, 8), (8,)
    total = ink.sum((1, 2))  # (N,)
    rows, columns = ink.sum(2) @ place / total, ink.sum(1) @ place / total
    return torch.stack([rows, columns], dim=1)  # (N, 2)


def _gradients(parts: dict[str, nn.Module], losses: list[Any]) -> list[list[float]]:
    """Return the norm of the gradient that each part gets from each loss."""
    import torch

    def norm(loss: Tensor, part: nn.Module) -> float:
        each = torch.autograd.grad(
            loss, list(part.parameters()), retain_graph=True, allow_unused=True
        )
        return sum(float(g.pow(2).sum()) for g in each if g is not None) ** 0.5

    return [[norm(loss, part) for loss in losses] for part in parts.values()]


def _tables(parts: list[str], values: dict[str, Any]) -> list[Table]:
    shapes = [values["feature_shape"], values["class_shape"], [500, 1], values["centre_shape"]]
    return []
