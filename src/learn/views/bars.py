"""Bars as rich renderables: a line each, or the name above its bar where the width is short."""

from __future__ import annotations

import math
from collections.abc import Callable

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from learn.demos.result import Bars
from learn.template import write
from learn.views.charts import bar, marked

_LEAST = 6  # columns of a bar


def bars(figure: Bars, width: int, label: Callable[[str], str]) -> RenderableType:
    """Return the bars; where a name would leave its bar no room, it has a line of its own."""
    names = [label(name) for name in figure.bars]
    values = [float(value) for value in figure.bars.values()]
    numbers = [write(value, figure.format) for value in values]
    left, right = max(map(cell_len, names)), max(map(len, numbers))
    apart = left > max(8, width - right - 12)
    left = 0 if apart else left
    room = max(_LEAST, width - left - right - 3)
    finite = [value for value in values if math.isfinite(value)]
    high = figure.full if figure.full is not None else max([0.0, *finite, figure.mark or 0.0])
    low = min([0.0, *finite])
    lines = Text(overflow="fold")
    for name, value, number in zip(names, values, numbers, strict=True):
        drawn = _bar(value, low, high, room, figure.mark)
        lines.append(f"{name}\n" if apart else name + " " * (left - cell_len(name)))
        lines.append("  ").append(drawn, style="cyan").append(f" {number:>{right}}\n")
    if figure.mark is not None:
        said = f"╎ {label(figure.mark_label)} {write(float(figure.mark), figure.format)}".strip()
        lines.append(" " * (left + 2) + said, style="dim")
    lines.rstrip()
    return lines


def _bar(value: float, low: float, high: float, room: int, mark: float | None) -> str:
    """Draw a bar from zero to the value on a line of `room` columns from low to high."""
    if not math.isfinite(value):
        return " " * room
    span = (high - low) or 1
    zero = round(-low / span * room)
    if value >= 0:
        drawn = " " * zero + bar(value / (high or 1), room - zero)
    else:
        start = round((value - low) / span * room)
        drawn = (" " * start + "█" * (zero - start)).ljust(room)
    if low < 0 and drawn[zero:].startswith(" "):
        drawn = drawn[:zero] + "│" + drawn[zero + 1 :]
    return drawn if mark is None else marked(drawn, (mark - low) / span)
