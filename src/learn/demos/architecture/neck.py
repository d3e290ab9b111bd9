"""Neck: feature maps of several scales go in, fused ones come out, along the paths there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from annotated_types import Interval

from learn.demos.kit import count, reproducible
from learn.demos.result import Beside, Grid, Result, Stack, Table

if TYPE_CHECKING:
    from torch import Tensor, nn

PATHS = ("apart", "top_down", "both_ways")  # between levels: none, FPN's, and PANet's after it


@reproducible
def demo(
    changed: Literal["C3", "C4", "C5"] = "C5",
    watched: Literal["P3", "P4", "P5"] = "P3",
    path: Literal["top_down", "both_ways"] = "top_down",
    channels: Annotated[int, Interval(ge=1, le=256)] = 64,
    seed: Annotated[int, Interval(ge=0, le=9999)] = 0,
) -> Result:
    """Change one cell of one input, and see which outputs change with it."""
    import torch

    c = _pyramid([64, 128, 256], side=8)  # (1, 64, 8, 8), (1, 128, 4, 4), (1, 256, 2, 2)
    other = [each.clone() for each in c]
    other[int(changed[1]) - 3][:, :, 0, 0] += 1  # the first cell, in all its channels
    layers = _layers([64, 128, 256], channels)

    largest, pictures = {}, {}
    with torch.no_grad():
        for each in PATHS:
            p, q = _neck(c, layers, each), _neck(other, layers, each)  # (1, channels, H, W) each
            change = [(b - a).abs().amax((0, 1)) for a, b in zip(p, q, strict=True)]  # (H, W) each
            largest[each] = [float(maps.max()) for maps in change]  # P3, P4, P5
            pictures[each] = change[int(watched[1]) - 3]

    changes = list(zip(*largest.values(), strict=True))  # P3, P4, P5, each along the three paths
    high = max(float(picture.max()) for picture in pictures.values())
    images = [  # from below 0, so that an unchanged map is faintly seen
        Grid(each, pictures[each], "image", low=-high / 4, high=high) for each in ("apart", path)
    ]
    tables = [_shapes(c, p), _changes(changes)]
    return Result(
        values={
            **dict(zip(PATHS, changes[int(watched[1]) - 3], strict=True)),
            "changes": changes,
            "levels_top_down": sum(change > 0 for change in largest["top_down"]),
            "cells_changed": int((pictures[path] > 0).sum()),
            "shapes": [list(each.shape) for each in p],
            "parameters_top_down": count(layers["lateral"], layers["smooth"]),
            "parameters_both_ways": count(*layers.values()),
        },
        figures=[Beside([Stack(f"|Δ{watched}|", [Beside(images)]), Stack("in_and_out", tables)])],
    )


def _shapes(c: Sequence[Tensor], p: Sequence[Tensor]) -> Table:
    levels = zip("345", c, p, strict=True)
    rows = [[f"C{i}", list(a.shape), f"P{i}", list(b.shape)] for i, a, b in levels]
    return Table("", ["", "input", "", "output"], rows)


def _changes(changes: list[tuple[float, ...]]) -> Table:
    rows = [[f"P{i}", *change] for i, change in enumerate(changes, 3)]
    return Table("", ["max |Δ|", *PATHS], rows, format=".2g")


def _pyramid(widths: Sequence[int], side: int, batch: int = 1) -> list[Tensor]:
    """Make up a backbone's feature maps: at each stage half the side, and other channels."""
    import torch

    return [torch.randn(batch, n, side // 2**i, side // 2**i) for i, n in enumerate(widths)]


def _layers(widths: Sequence[int], channels: int) -> dict[str, nn.ModuleList]:
    """Make the convolutions of a neck: FPN's two kinds, and two more for PANet's path."""
    from torch import nn

    lateral = [nn.Conv2d(width, channels, 1) for width in widths]
    smooth = [nn.Conv2d(channels, channels, 3, padding=1) for _ in widths]
    down = [nn.Conv2d(channels, channels, 3, stride=2, padding=1) for _ in widths[1:]]
    fuse = [nn.Conv2d(channels, channels, 3, padding=1) for _ in widths[1:]]
    kinds = {"lateral": lateral, "smooth": smooth, "down": down, "fuse": fuse}
    return {kind: nn.ModuleList(convolutions) for kind, convolutions in kinds.items()}


def _neck(c: Sequence[Tensor], layers: dict[str, nn.ModuleList], path: str) -> list[Tensor]:
    """Bring all maps to the same channels, and fuse them along the path."""
    from torch.nn.functional import interpolate

    m = [lateral(x) for lateral, x in zip(layers["lateral"], c, strict=True)]
    if path != "apart":
        for i in reversed(range(len(m) - 1)):  # top-down: from the coarsest map to the finest
            m[i] = m[i] + interpolate(m[i + 1], scale_factor=2)
    p = [smooth(x) for smooth, x in zip(layers["smooth"], m, strict=True)]
    if path == "both_ways":
        for i, (down, fuse) in enumerate(zip(layers["down"], layers["fuse"], strict=True)):
            p[i + 1] = fuse(p[i + 1] + down(p[i]))  # bottom-up: back to the coarsest
    return p


@reproducible
def level_shape(
    level: Literal["P3", "P4", "P5"] = "P4",
    channels: Annotated[int, Interval(ge=1, le=256)] = 64,
    side: Annotated[int, Interval(ge=8, le=32)] = 16,
    batch: Annotated[int, Interval(ge=1, le=4)] = 1,
) -> Result:
    """Give the shape of one level of an FPN, and of the maps it is made from."""
    c = _pyramid([32, 64, 128], side, batch)
    p = _neck(c, _layers([32, 64, 128], channels), "top_down")
    shapes = {f"c{i}_shape": list(maps.shape) for i, maps in enumerate(c, 3)}
    return Result({**shapes, "level_shape": list(p[int(level[1]) - 3].shape)})


@reproducible
def levels_changed(
    changed: Literal["C2", "C3", "C4", "C5"] = "C3",
    neck: Literal["FPN", "PANet"] = "FPN",
) -> Result:
    """Change one of four inputs, and name the outputs that change with it."""
    path = {"FPN": "top_down", "PANet": "both_ways"}[neck]
    c, layers = _pyramid([4, 4, 4, 4], side=16), _layers([4, 4, 4, 4], 4)
    other = [x + 1 if f"C{i}" == changed else x for i, x in enumerate(c, 2)]
    pairs = zip(_neck(c, layers, path), _neck(other, layers, path), strict=True)
    return Result({"levels": [f"P{i}" for i, (a, b) in enumerate(pairs, 2) if (a != b).any()]})


def cells_reached(
    source: Literal["C3", "C4", "C5"] = "C5",
    level: Literal["P2", "P3", "P4"] = "P3",
) -> Result:
    """Count the cells that one cell covers after going top-down, before any 3×3 convolution."""
    import torch
    from torch.nn.functional import interpolate

    steps = int(source[1]) - int(level[1])
    cell = (
        torch.ones(1, 1, 1, 1) if steps >= 0 else torch.zeros(1, 1, 1, 1)
    )  # never to coarser ones
    for _ in range(steps):
        cell = interpolate(cell, scale_factor=2)
    return Result({"cells": int(cell.sum())})
