"""Figures as rich renderables, fitted to a width; told apart by shape, never by colour alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.measure import Measurement
from rich.table import Table as RichTable
from rich.text import Text

from learn.demos.result import Bars, Beside, Curves, Figure, Grid, Shapes, Stack, Table
from learn.template import write
from learn.views.charts import bars
from learn.views.tables import numbers, table

Label = Callable[[str], str]

_SHADES = " ░▒▓█"
_SERIES = (
    ("braille", "⠤⠒", "cyan"),
    ("•", "•", "yellow"),
    ("×", "×", "magenta"),
    ("+", "+", "green"),
)
_GAP = 3
_CURVE_HEIGHT = 10


def draw(figure: Figure, width: int, label: Label, height: int = _CURVE_HEIGHT) -> RenderableType:
    """Return a figure as it looks in so many columns; `label` translates its texts.

    `height` is that of the lines of a figure which is nothing but lines.
    """
    if isinstance(figure, Beside):
        return _beside(figure, width, label)
    if isinstance(figure, Curves):
        body = _curves(figure, width, label, height)
    else:
        body = _DRAW[type(figure)](figure, width, label)
    title = getattr(figure, "title", "")
    if not title:
        return body
    return Group(Text(label(title), style="bold", overflow="fold"), body)


def _curves(
    figure: Curves, width: int, label: Label, height: int = _CURVE_HEIGHT
) -> RenderableType:
    """Draw lines with plotext, one marker a line, and a legend with the last value of each."""
    from plotext import figure as plot

    plot.clear()
    plot.theme("colorless")
    plot.plot_size(max(20, width), height)
    plot.axes(False, axis=[0, 1], side=1)
    legend: list[Text] = []
    seen: list[tuple[float, float]] = []
    for (marker, sign, color), (name, line) in zip(_SERIES, figure.lines.items(), strict=False):
        points = [(float(a), float(b)) for a, b in zip(figure.x, line, strict=True)]
        points = [point for point in points if all(map(math.isfinite, point))]
        if points:
            signal = plot.signal(*map(list, zip(*points, strict=True)), marker=marker)
            signal.lines()
            plot.draw(signal)
            seen += points
        last = write(float(line[-1]), figure.format)
        said = f"{label(name)} → {last}"
        legend.append(Text.assemble((f"{sign} ", color), said, overflow="fold"))
    for axis, values in enumerate(zip(*seen, strict=True)):
        low, high = min(values), max(values)
        ticks = [low, (low + high) / 2, high]
        if axis == 0 and all(value.is_integer() for value in values):
            ticks[1] = float(math.floor(ticks[1]))  # there is no step 30.5
        digits = ".2g" if axis == 1 and max(map(abs, ticks)) < 100 else ".3g"
        plot.ruler(axis, 0).ticks(ticks, [write(tick, digits) for tick in ticks])
    rows = plot.build().string().rstrip("\n").split("\n")
    picture = Text("\n").join(_paint(Text.from_ansi(row).plain.rstrip()) for row in rows)
    picture.no_wrap = True
    parts: list[RenderableType] = [_legend(legend, width), picture]
    if figure.x_label:
        parts.append(Text(label(figure.x_label), style="dim", justify="center"))
    return Group(*parts)


def _legend(items: Sequence[Text], width: int) -> Text:
    """Put the lines' signs and names in a row, or one under another where they don't fit."""
    gap = "   " if sum(each.cell_len + 3 for each in items) - 3 <= width else "\n"
    return Text(gap, overflow="fold").join(items)


def _paint(row: str) -> Text:
    text = Text(row)
    text.highlight_regex("[\u2800-\u28ff]+", _SERIES[0][2])
    for marker, _, color in _SERIES[1:]:
        text.highlight_regex(f"[{marker}]+", color)
    return text


def _grid(figure: Grid, width: int, label: Label) -> RenderableType:
    rows = figure.rows
    if figure.kind == "numbers":
        return numbers(figure, width)
    flat = [float(value) for row in rows for value in row]
    low = min(flat) if figure.low is None else figure.low
    high = max(flat) if figure.high is None else figure.high
    tones = [[(float(v) - low) / ((high - low) or 1.0) for v in row] for row in rows]
    if len(rows[0]) * 2 <= width and len(rows) <= 12:
        return Text("\n".join("".join(_shade(tone) * 2 for tone in row) for row in tones))
    return _half_blocks(tones)


def _shade(tone: float) -> str:
    return _SHADES[max(0, min(len(_SHADES) - 1, round(tone * (len(_SHADES) - 1))))]


def _half_blocks(tones: Sequence[Sequence[float]]) -> Text:
    """Draw two rows a line: the upper half block in one grey on the other."""
    text = Text()
    for top, bottom in zip(tones[::2], [*tones[1::2], [0.0] * len(tones[0])], strict=False):
        for upper, lower in zip(top, bottom, strict=True):
            text.append(_half(upper, lower), style=f"{_grey(upper)} on {_grey(lower)}")
        text.append("\n")
    text.rstrip()
    return text


def _half(upper: float, lower: float) -> str:
    """Choose the block that shows the pair without colour as well."""
    return {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}[upper >= 0.5, lower >= 0.5]


def _grey(tone: float) -> str:
    level = max(0, min(255, round(tone * 255)))
    return f"rgb({level},{level},{level})"


def _shapes(figure: Shapes, width: int, label: Label) -> RenderableType:
    """Write shapes in a row, broken before an arrow where the line is full."""
    steps = [(label(name), write(list(shape))) for name, shape in figure.steps]
    first = " ".join(filter(None, steps[0]))
    lines = [first]
    for name, shape in steps[1:]:
        pieces = [f" → {name}", f" → {shape}"] if name else [f" → {shape}"]
        if cell_len(" " + "".join(pieces)) <= width:
            pieces = ["".join(pieces)]  # a shape stays with what led to it, if they fit on a line
        for piece in pieces:
            if cell_len(lines[-1] + piece) > width:
                lines.append(" " + piece)
            else:
                lines[-1] += piece
    return Text("\n".join(lines), overflow="fold")


def _beside(figure: Beside, width: int, label: Label) -> RenderableType:
    """Put figures side by side, as many in a row as fit."""
    figures = list(figure.figures)
    for count in range(len(figures), 0, -1):
        share = (width - _GAP * (count - 1)) // count
        if count == 1 or all(_least(each, label) <= share for each in figures):
            break
    rows: list[RenderableType] = []
    for start in range(0, len(figures), count):
        row = figures[start : start + count]
        grid = RichTable.grid(padding=(0, _GAP, 0, 0))
        for each in row:
            grid.add_column(width=min(share, _most(each, label, share)), no_wrap=False)
        grid.add_row(*(draw(each, min(share, _most(each, label, share)), label) for each in row))
        if rows:
            rows.append(Text(""))
        rows.append(grid)
    return Group(*rows)


def _stack(figure: Stack, width: int, label: Label) -> RenderableType:
    parts: list[RenderableType] = []
    for each in figure.figures:
        parts += [draw(each, width, label), Text("")]
    return Group(*parts[:-1])


def _least(figure: Figure, label: Label) -> int:
    """Return the fewest columns in which a figure still looks right."""
    title = cell_len(label(getattr(figure, "title", "")))
    if isinstance(figure, Bars):
        names = max(cell_len(label(name)) for name in figure.bars)
        return max(names + 16, min(title, 24))
    if isinstance(figure, Curves):
        return 36
    if isinstance(figure, Stack):
        return max(_least_of_any(each, label) for each in figure.figures)
    return max(_natural(figure, label), min(title, 24))


def _least_of_any(figure: Figure, label: Label) -> int:
    parts = figure.figures if isinstance(figure, Beside) else [figure]
    return max(_least(each, label) for each in parts)


def _most(figure: Figure, label: Label, share: int) -> int:
    """Return the columns that a figure takes when it may have `share`."""
    if isinstance(figure, (Bars, Curves, Beside, Stack)):
        return share
    return min(share, max(_natural(figure, label), cell_len(label(getattr(figure, "title", "")))))


def _natural(figure: Figure, label: Label) -> int:
    if isinstance(figure, Grid) and figure.kind == "image":
        return len(figure.rows[0]) * 2
    if isinstance(figure, Beside):
        return max(_natural(each, label) for each in figure.figures)
    from rich.console import Console

    console = Console(width=400, color_system=None, legacy_windows=False)
    body = _DRAW[type(figure)](figure, 400, label)
    return Measurement.get(console, console.options, body).maximum


_DRAW: dict[type, Callable[[Any, int, Label], RenderableType]] = {
    Bars: bars,
    Curves: _curves,
    Grid: _grid,
    Table: table,
    Shapes: _shapes,
    Stack: _stack,
}
