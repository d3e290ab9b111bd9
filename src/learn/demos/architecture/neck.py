"""Neck: feature maps of several scales go in, fused ones come out, along the paths there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from learn.demos.kit import (
    Annotated,
    Beside,
    Between,
    F,
    Figure,
    Grid,
    Seed,
    Stack,
    Table,
    Tensor,
    Values,
    count,
    nn,
    torch,
)

PATHS = ("apart", "top_down", "both_ways")  # between levels: none, FPN's, and PANet's after it


def demo(
    changed: Literal["C3", "C4", "C5"] = "C5",
    watched: Literal["P3", "P4", "P5"] = "P3",
    path: Literal["top_down", "both_ways"] = "top_down",
    channels: Annotated[int, Between(1, 256)] = 64,
    seed: Seed = 0,
) -> Values:
    """Change one cell of one input, and see which outputs change with it."""
    c = _pyramid([64, 128, 256], side=8, seed=seed)  # (1, 64, 8, 8), (1, 128, 4, 4), (1, 256, 2, 2)
    other = [each.clone() for each in c]
    other[int(changed[1]) - 3][:, :, 0, 0] += 1  # the first cell, in all its channels
    torch.manual_seed(seed)
    layers = _layers([64, 128, 256], channels)

    maps, level = {}, int(watched[1]) - 3
    with torch.no_grad():
        for each in PATHS:
            p, q = _neck(c, layers, each), _neck(other, layers, each)  # (1, channels, H, W) each
            maps[each] = [(b - a).abs().amax((0, 1)) for a, b in zip(p, q, strict=True)]  # (H, W)

    largest = {each: [float(change.max()) for change in maps[each]] for each in PATHS}
    return {
        **{each: largest[each][level] for each in PATHS},
        "changes": list(zip(*largest.values(), strict=True)),  # P3, P4, P5, each along the paths
        "levels_top_down": sum(change > 0 for change in largest["top_down"]),
        "cells_changed": (maps[path][level] > 0).sum(),
        "maps": [maps["apart"][level], maps[path][level]],  # (H, W) each
        "input_shapes": [each.shape for each in c],
        "shapes": [each.shape for each in p],
        "parameters_top_down": count(layers["lateral"], layers["smooth"]),
        "parameters_both_ways": count(*layers.values()),
        "finer": watched[1] < changed[1],
        "same": watched[1] == changed[1],
        "coarser": watched[1] > changed[1],
    }


def _pyramid(widths: Sequence[int], side: int, batch: int = 1, seed: int = 0) -> list[Tensor]:
    """Make up a backbone's feature maps: at each stage half the side, and other channels."""
    shapes = [(batch, n, side // 2**i, side // 2**i) for i, n in enumerate(widths)]
    chance = torch.Generator().manual_seed(seed)
    return [torch.randn(shape, generator=chance) for shape in shapes]


def _layers(widths: Sequence[int], channels: int) -> dict[str, nn.ModuleList]:
    """Make the convolutions of a neck: FPN's two kinds, and two more for PANet's path."""
    lateral = [nn.Conv2d(width, channels, 1) for width in widths]
    smooth = [nn.Conv2d(channels, channels, 3, padding=1) for _ in widths]
    down = [nn.Conv2d(channels, channels, 3, stride=2, padding=1) for _ in widths[1:]]
    fuse = [nn.Conv2d(channels, channels, 3, padding=1) for _ in widths[1:]]
    kinds = {"lateral": lateral, "smooth": smooth, "down": down, "fuse": fuse}
    return {kind: nn.ModuleList(convolutions) for kind, convolutions in kinds.items()}


def _neck(c: Sequence[Tensor], layers: dict[str, nn.ModuleList], path: str) -> list[Tensor]:
    """Bring all maps to the same channels, and fuse them along the path."""
    m = [lateral(x) for lateral, x in zip(layers["lateral"], c, strict=True)]
    if path != "apart":
        for i in reversed(range(len(m) - 1)):  # top-down: from the coarsest map to the finest
            m[i] = m[i] + F.interpolate(m[i + 1], size=m[i].shape[2:])
    p = [smooth(x) for smooth, x in zip(layers["smooth"], m, strict=True)]
    if path == "both_ways":
        for i, (down, fuse) in enumerate(zip(layers["down"], layers["fuse"], strict=True)):
            p[i + 1] = fuse(p[i + 1] + down(p[i]))  # bottom-up: back to the coarsest
    return p


def figures(v: Values) -> list[Figure]:
    """Draw where the watched output changes, then the shapes and every output's change."""
    high = max(v[path] for path in PATHS)  # from below 0, so that an unchanged map is faintly seen
    titled = zip(("apart", v["path"]), v["maps"], strict=True)
    images = [Grid(title, rows, "image", low=-high / 4, high=high) for title, rows in titled]
    shapes = enumerate(zip(v["input_shapes"], v["shapes"], strict=True), 3)
    changes = enumerate(v["changes"], 3)
    tables = [
        Table("", ["", "input", "", "output"], [[f"C{i}", a, f"P{i}", b] for i, (a, b) in shapes]),
        Table("", ["max |Δ|", *PATHS], [[f"P{i}", *row] for i, row in changes], format=".2g"),
    ]
    beside = [Stack(f"|Δ{v['watched']}|", [Beside(images)]), Stack("in_and_out", tables)]
    return [Beside(beside)]


def claim(v: Values) -> float:
    """A top-down path leads (by over 0.1) where nothing at all arrives with the levels apart."""
    return float(v["top_down"] - 0.1 if v["apart"] == 0 else -v["apart"])


CONTROL = {"changed": "C3", "watched": "P5"}  # a top-down path leads to no coarser level


def level_shape(
    level: Literal["P3", "P4", "P5"] = "P4",
    channels: Annotated[int, Between(1, 256)] = 64,
    side: Annotated[int, Between(8, 32)] = 16,
    batch: Annotated[int, Between(1, 4)] = 1,
) -> Values:
    """Give the shape of one level of an FPN, and of the maps it is made from."""
    c = _pyramid([32, 64, 128], side, batch)
    p = _neck(c, _layers([32, 64, 128], channels), "top_down")
    shapes = {f"c{i}_shape": maps.shape for i, maps in enumerate(c, 3)}
    return shapes | {"level_shape": p[int(level[1]) - 3].shape}


def levels_changed(
    changed: Literal["C2", "C3", "C4", "C5"] = "C3",
    neck: Literal["FPN", "PANet"] = "FPN",
) -> Values:
    """Change one of four inputs, and name the outputs that change with it."""
    path = {"FPN": "top_down", "PANet": "both_ways"}[neck]
    c, layers = _pyramid([4, 4, 4, 4], side=16), _layers([4, 4, 4, 4], 4)
    other = [x + 1 if f"C{i}" == changed else x for i, x in enumerate(c, 2)]
    pairs = zip(_neck(c, layers, path), _neck(other, layers, path), strict=True)
    return {"levels": [f"P{i}" for i, (a, b) in enumerate(pairs, 2) if (a != b).any()]}


def cells_reached(
    source: Literal["C3", "C4", "C5"] = "C5",
    level: Literal["P2", "P3", "P4"] = "P3",
) -> Values:
    """Count the cells that one cell covers after going top-down, before any 3×3 convolution."""
    steps = int(source[1]) - int(level[1])
    cell = torch.ones(1, 1, 1, 1) * (steps >= 0)  # never to coarser levels
    for _ in range(steps):
        cell = F.interpolate(cell, scale_factor=2)
    return {"cells": int(cell.sum())}
