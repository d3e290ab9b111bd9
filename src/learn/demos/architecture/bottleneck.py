"""Bottleneck: a narrow middle makes a block cheap, and decides how much of the input survives."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

from annotated_types import Interval, Len

from learn.demos.kit import count, reproducible, split_digits
from learn.demos.result import Bars, Beside, Figure, Grid, Result

if TYPE_CHECKING:
    from torch import Tensor, nn

Channels = Annotated[int, Interval(ge=4, le=512)]
Codes = Annotated[tuple[Annotated[int, Interval(ge=1, le=64)], ...], Len(1, 3)]
Widths = Annotated[tuple[Annotated[int, Interval(ge=1, le=128)], ...], Len(3, 8)]
Seed = Annotated[int, Interval(ge=0, le=9999)]


@reproducible
def demo(
    channels: Channels = 256,
    narrow: Channels = 64,
    codes: Codes = (2, 8, 32),
    digit: Annotated[int, Interval(ge=0, le=9)] = 5,
    seed: Seed = 0,
) -> Result:
    """Follow the width through a ResNet block, then send digits through codes of k numbers."""
    import torch

    images, _, unseen, labels = split_digits()  # drawn first, so that no other option changes them

    # The block: wide, narrow, wide.
    block = _block(channels, narrow)
    shapes, h = [], torch.randn(1, channels, 8, 8)  # (1, C, 8, 8)
    for conv in block:
        h = conv(h)  # (1, M, 8, 8), then (1, M, 8, 8), then (1, C, 8, 8)
        shapes.append(list(h.shape))

    # The code: the best linear autoencoder is the SVD of the training images.
    x, unseen = images.flatten(1), unseen.flatten(1)  # (1297, 64), (500, 64)
    mean = x.mean(0)  # (64,)
    _, _, V = torch.linalg.svd(x - mean, full_matrices=False)  # (64, 64), a direction a row
    rebuilt = {}
    for k in codes:
        code = (unseen - mean) @ V[:k].T  # (500, k): all that gets through
        rebuilt[k] = code @ V[:k] + mean  # (500, 64)
    error = [(rebuilt[k] - unseen).square().mean() for k in codes]
    variance = (mean - unseen).square().mean()  # the error of a code of 0 numbers

    i = (labels == digit).nonzero()[0, 0]  # an unseen image of this digit
    profile = [channels, *(shape[1] for shape in shapes)]
    weights = {
        f"(3×3, {channels}) ×2": count(_plain(channels)),
        f"(3×3, {narrow}) ×2": count(_plain(narrow)),
        "1×1 + 3×3 + 1×1": count(block),
    }
    pictures = {"original": unseen[i]} | {f"k = {k}": rebuilt[k][i] for k in codes}
    return Result(
        values={
            "profile": profile,
            "output_shape": shapes[-1],
            "weights": count(block),
            "weights_plain": count(_plain(channels)),
            "weights_plain_narrow": count(_plain(narrow)),
            "ratio": count(_plain(channels)) / count(block),
            "error": error,
            "kept": [1 - e / variance for e in error],
        },
        figures=_figures(profile, weights, pictures),
    )


def _figures(
    profile: list[int], weights: dict[str, int], pictures: dict[str, Tensor]
) -> list[Figure]:
    """Draw the width of the block and its weights, then a digit through codes of k numbers."""
    layers = ("input", "first_1x1", "3×3", "second_1x1")
    width = Bars("width", dict(zip(layers, profile, strict=True)), format=",.0f")
    return [
        Beside([width, Bars("weights", weights, format=",.0f")]),
        Beside(
            [
                Grid(title, image.view(8, 8), kind="image", low=0, high=1)
                for title, image in pictures.items()
            ]
        ),
    ]


def _block(channels: int, narrow: int) -> nn.Sequential:
    """Return the convolutions of a ResNet bottleneck block: 1×1, 3×3, 1×1."""
    from torch import nn

    return nn.Sequential(
        nn.Conv2d(channels, narrow, 1, bias=False),
        nn.Conv2d(narrow, narrow, 3, padding=1, bias=False),
        nn.Conv2d(narrow, channels, 1, bias=False),
    )


def _plain(channels: int) -> nn.Sequential:
    """Return the two 3×3 convolutions of a basic ResNet block, which keep the width."""
    from torch import nn

    return nn.Sequential(
        nn.Conv2d(channels, channels, 3, padding=1, bias=False),
        nn.Conv2d(channels, channels, 3, padding=1, bias=False),
    )


def block_weights(channels: Channels = 256, narrow: Channels = 64) -> Result:
    """Count the weights of a bottleneck block."""
    return Result({"weights": count(_block(channels, narrow))})


def block_shape(
    batch: Annotated[int, Interval(ge=1, le=8)] = 2,
    channels: Channels = 256,
    narrow: Channels = 64,
    side: Annotated[int, Interval(ge=1, le=28)] = 14,
) -> Result:
    """Send feature maps through a bottleneck block."""
    import torch

    x = torch.zeros(batch, channels, side, side)  # (N, C, H, W)
    y = _block(channels, narrow)(x)  # (N, C, H, W)
    return Result({"input_shape": list(x.shape), "output_shape": list(y.shape)})


@reproducible
def rank_of_chain(widths: Widths = (64, 32, 8, 32, 64), seed: Seed = 0) -> Result:
    """Multiply random matrices of these widths; the rank of the product is what can pass."""
    import torch

    layers = [torch.randn(m, n, dtype=torch.float64) for m, n in pairwise(widths)]
    product = torch.linalg.multi_dot(layers)  # (first width, last width)
    rank = torch.linalg.matrix_rank(product)
    return Result({"chain": "→".join(map(str, widths)), "rank": rank})
