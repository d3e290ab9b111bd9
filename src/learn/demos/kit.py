"""What many demos need: the digits, a reproducible run, a training loop, an accuracy."""

from __future__ import annotations

import functools
import gzip
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from torch import Tensor, nn

P = ParamSpec("P")
R = TypeVar("R")
_DIGITS = Path(__file__).parent / "uci" / "digits.bin.gz"
_COUNT, _SIDE = 1797, 8


def reproducible(function: Callable[P, R]) -> Callable[P, R]:
    """Run a demo from its own `seed`, on one thread, and leave torch's state as it was.

    These networks are so small that threads cost more than they bring, above all on a busy machine;
    and one thread adds up in one order, so that the numbers are the same on any count of cores.
    """
    signature = inspect.signature(function)

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        import torch

        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        threads = torch.get_num_threads()
        with torch.random.fork_rng(devices=[]), torch.enable_grad():
            torch.manual_seed(bound.arguments.get("seed", 0))
            torch.set_num_threads(1)
            try:
                return function(*args, **kwargs)
            finally:
                torch.set_num_threads(threads)

    return run


@functools.cache
def _packed() -> bytes:
    return gzip.decompress(_DIGITS.read_bytes())


def digits() -> tuple[Tensor, Tensor]:
    """Return the 1,797 handwritten digits: images (1797, 1, 8, 8) from 0 to 1, labels (1797,)."""
    import torch

    packed = torch.frombuffer(bytearray(_packed()), dtype=torch.uint8)
    pixels, labels = packed[: _COUNT * _SIDE * _SIDE], packed[_COUNT * _SIDE * _SIDE :]
    return pixels.view(_COUNT, 1, _SIDE, _SIDE) / 16, labels.long()


def split_digits(test: int = 500) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Shuffle the digits and split them: training images and labels, test images and labels."""
    import torch

    x, y = digits()
    order = torch.randperm(len(x))
    return x[order[test:]], y[order[test:]], x[order[:test]], y[order[:test]]


def fit(
    model: nn.Module, x: Tensor, y: Tensor, *, steps: int, lr: float, batch: int = 64
) -> list[float]:
    """Train what is not frozen with Adam on the cross-entropy; return the loss of every step."""
    import torch
    from torch.nn.functional import cross_entropy

    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr)
    losses = []
    for _ in range(steps):
        i = torch.randint(len(x), (min(batch, len(x)),))
        loss = cross_entropy(model(x[i]), y[i])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def accuracy(model: nn.Module, x: Tensor, y: Tensor) -> float:
    """Return the share of images that the model, in evaluation mode, puts into the right class."""
    import torch

    training = model.training
    model.eval()
    with torch.no_grad():
        right = (model(x).argmax(1) == y).float().mean().item()
    model.train(training)
    return float(right)


def rotate(x: Tensor, degrees: float) -> Tensor:
    """Turn images (N, C, H, W) about their centre, with bilinear interpolation."""
    import math

    import torch
    from torch.nn.functional import affine_grid, grid_sample

    a = math.radians(degrees)
    turn = torch.tensor([[math.cos(a), -math.sin(a), 0], [math.sin(a), math.cos(a), 0]])
    grid = affine_grid(turn.expand(len(x), 2, 3), list(x.shape), align_corners=False)
    return grid_sample(x, grid, align_corners=False)


def count(*modules: nn.Module, trainable: bool = False) -> int:
    """Return the number of parameters, all of them or only those that are not frozen."""
    parameters = (p for module in modules for p in module.parameters())
    return sum(p.numel() for p in parameters if p.requires_grad or not trainable)
