"""Whether two pictures look the same to a reader: compared as coarsely as they are drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from learn.demos.result import Bars, Beside, Curves, Figure, Grid, Stack, Table
from learn.template import write

_STEPS = 8  # of a bar or a curve that an eye tells apart
_SHADES = 4


def alike(pictures: Sequence[Sequence[Figure]]) -> Iterator[tuple[int, int]]:
    """Yield each picture that an earlier one looks like, with that one."""
    seen: list[list[Any]] = []
    for place, picture in enumerate(pictures):
        looks = [_looks(figure) for figure in picture]
        if looks in seen:
            yield place, seen.index(looks)
        seen.append(looks)


def _looks(figure: Figure) -> list[Any]:
    """Return what a reader sees of a figure: words, and numbers as far as they are told apart."""
    words = list(figure.texts())
    if isinstance(figure, (Beside, Stack)):
        return [words, *map(_looks, figure.figures)]
    if isinstance(figure, Bars):
        high = figure.full or max(map(abs, figure.bars.values()))
        return [words, _steps(figure.bars.values(), 0, high, _STEPS)]
    if isinstance(figure, Curves):
        lines = list(figure.lines.values())
        flat = [each for line in lines for each in line if math.isfinite(each)]
        low, high = min(flat, default=0), max(flat, default=0)
        return [words, *(_steps(line, low, high, _STEPS) for line in lines)]
    if isinstance(figure, Grid) and figure.kind == "image":
        flat = [each for row in figure.rows for each in row]
        low = min(flat) if figure.low is None else figure.low
        high = max(flat) if figure.high is None else figure.high
        return [words, *(_steps(row, low, high, _SHADES) for row in figure.rows)]
    if isinstance(figure, (Table, Grid)):
        spec = figure.format
        return [words, *([_cell(cell, spec) for cell in row] for row in figure.rows)]
    return [words, figure]


def _steps(numbers: Iterable[float], low: float, high: float, steps: int) -> list[Any]:
    scale = steps / ((high - low) or 1)
    return [round((n - low) * scale) if math.isfinite(n) else str(n) for n in numbers]


def _cell(cell: Any, spec: str) -> str:
    return write(cell, spec if isinstance(cell, float) else "")
