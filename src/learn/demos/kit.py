"""What many demos need, said once: torch on first use, bounds, the digits, training, figures.

Nothing here is the idea of a term. Whatever draws at random takes a seed and has a generator of its
own, so that what one part of a demo draws never moves another.
"""

from __future__ import annotations

import gzip
import importlib
import math
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated, Any

from annotated_types import Interval, Len

from learn.demos.result import Bars, Beside, Curves, Figure, Grid, Shapes, Stack, Table, Values

__all__ = [
    "Adam",
    "Annotated",
    "Bars",
    "Beside",
    "Between",
    "Curves",
    "F",
    "Figure",
    "Grid",
    "Len",
    "Seed",
    "Shapes",
    "Stack",
    "Table",
    "Tensor",
    "Values",
    "accuracy",
    "cnn",
    "count",
    "digits",
    "few",
    "fit",
    "moved",
    "nn",
    "rotate",
    "torch",
]


class _OnFirstUse(ModuleType):
    """A module that is imported when something of it is first asked for."""

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module(self.__name__), name)


if TYPE_CHECKING:
    import torch
    import torch.nn.functional as F
    from torch import Tensor, nn
else:
    Tensor = Any
    torch, nn, F = map(_OnFirstUse, ("torch", "torch.nn", "torch.nn.functional"))


def Between(low: float, high: float) -> Interval:
    """Bound a number of a demo's signature, both ends included."""
    return Interval(ge=low, le=high)


Seed = Annotated[int, Between(0, 9999)]


_DIGITS = Path(__file__).parent / "uci" / "digits.bin.gz"  # 64 bytes an image, then the labels


def digits(seed: int, test: int = 500) -> tuple[Tensor, ...]:
    """Shuffle and split: x (1297, 1, 8, 8) from 0 to 1, y (1297,), x_test (500, …), y_test."""
    data = torch.frombuffer(bytearray(gzip.decompress(_DIGITS.read_bytes())), dtype=torch.uint8)
    x, y = data[: 1797 * 64].view(1797, 1, 8, 8) / 16, data[1797 * 64 :].long()
    order = torch.randperm(1797, generator=torch.Generator().manual_seed(seed))
    return x[order[test:]], y[order[test:]], x[order[:test]], y[order[:test]]


def few(x: Tensor, y: Tensor, per_class: int) -> tuple[Tensor, Tensor]:
    """Return the first images of each class, with their labels."""
    i = torch.cat([(y == digit).nonzero()[:per_class, 0] for digit in range(10)])
    return x[i], y[i]


def rotate(x: Tensor, degrees: float) -> Tensor:
    """Turn images (N, C, H, W) about their centre, with bilinear interpolation."""
    a = math.radians(degrees)
    turn = torch.tensor([[math.cos(a), -math.sin(a), 0], [math.sin(a), math.cos(a), 0]])
    grid = F.affine_grid(turn.expand(len(x), 2, 3), list(x.shape), align_corners=False)
    return F.grid_sample(x, grid, align_corners=False)


def cnn(side: int) -> nn.Sequential:
    """Return two convolutions and a mean over side × side regions: (N, 32 · side²) features."""
    return nn.Sequential(
        *(nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),  # (N, 16, 4, 4)
        *(nn.Conv2d(16, 32, 3, padding=1), nn.ReLU()),  # (N, 32, 4, 4)
        *(nn.AdaptiveAvgPool2d(side), nn.Flatten()),  # (N, 32 · side²)
    )


class Adam:
    """The optimiser `torch.optim.Adam` at its defaults, without the second that one takes to load.

    Kingma & Ba 2015, arXiv 1412.6980, Algorithm 1. `lr` may be changed between two steps.
    """

    def __init__(self, parameters: Iterable[Tensor], lr: float) -> None:
        self.parameters = [p for p in parameters if p.requires_grad]
        self.lr, self.steps = lr, 0
        self.moments = [(torch.zeros_like(p), torch.zeros_like(p)) for p in self.parameters]

    def step(self, loss: Tensor) -> Any:
        """Backpropagate a loss and move every parameter that it reaches; return the loss."""
        for p in self.parameters:
            p.grad = None
        loss.backward()
        self.steps += 1
        rate, correction = self.lr / (1 - 0.9**self.steps), (1 - 0.999**self.steps) ** 0.5
        with torch.no_grad():
            for p, (mean, square) in zip(self.parameters, self.moments, strict=True):
                if p.grad is not None:
                    mean.lerp_(p.grad, 1 - 0.9)
                    square.mul_(0.999).addcmul_(p.grad, p.grad, value=1 - 0.999)
                    p.addcdiv_(mean, (square.sqrt() / correction).add_(1e-8), value=-rate)
        return loss.item()


def fit(
    model: nn.Module, x: Tensor, y: Tensor, *, steps: int, lr: float, batch: int = 64, seed: int = 0
) -> None:
    """Train what is not frozen by Adam on the cross-entropy of random batches."""
    chance, optimizer = torch.Generator().manual_seed(seed), Adam(model.train().parameters(), lr)
    for _ in range(steps):
        i = torch.randint(len(x), (min(batch, len(x)),), generator=chance)
        optimizer.step(F.cross_entropy(model(x[i]), y[i]))


def accuracy(model: nn.Module, x: Tensor, y: Tensor) -> float:
    """Return the share of inputs that the model, in evaluation mode, puts into the right class."""
    with torch.no_grad():
        return float((model.eval()(x).argmax(1) == y).float().mean())


def count(*modules: nn.Module, trainable: bool = False) -> int:
    """Return the number of parameters, all of them or only those that are not frozen."""
    every = (p for module in modules for p in module.parameters())
    return sum(p.numel() for p in every if p.requires_grad or not trainable)


def moved(before: nn.Module, after: nn.Module) -> float:
    """Return by how much the weight that changed most has changed."""
    pairs = zip(before.parameters(), after.parameters(), strict=True)
    return max(float((p - q).detach().abs().max()) for p, q in pairs)
