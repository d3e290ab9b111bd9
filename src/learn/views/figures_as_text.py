"""Figures in words and numbers: for pipes, plain terminals and readers of screens aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from learn.demos.result import Bars, Beside, Curves, Figure, Grid, Shapes, Stack, Table
from learn.template import cell, write
from learn.views.messages import say

Label = Callable[[str], str]
_SHOWN = 12  # points of a curve that are said


def speak(figure: Figure, label: Label, lang: str) -> Iterator[str]:
    """Yield a figure as lines of words and numbers."""
    if isinstance(figure, Beside):
        for each in figure.figures:
            yield from speak(each, label, lang)
        return
    title, colon = label(getattr(figure, "title", "")), say(lang, "colon")
    if isinstance(figure, Stack):
        yield title + colon.rstrip()
        for each in figure.figures:
            yield from speak(each, label, lang)
        return
    lines = list(_SPEAK[type(figure)](figure, label, lang))
    if title and len(lines) == 1:
        yield title + colon + lines[0]
        return
    if title:
        yield title + colon.rstrip()
    yield from lines


def _bars(figure: Bars, label: Label, lang: str) -> Iterator[str]:
    said = say(lang, "comma").join(
        f"{label(name)} {write(float(value), figure.format)}" for name, value in figure.bars.items()
    )
    if figure.mark is not None:
        said += f" ({label(figure.mark_label)} {write(float(figure.mark), figure.format)})"
    yield said


def _curves(figure: Curves, label: Label, lang: str) -> Iterator[str]:
    x = list(figure.x)
    step = max(1, (len(x) - 1) // (_SHOWN - 1))
    places = [*range(0, len(x) - 1, step), len(x) - 1]
    for name, line in figure.lines.items():
        points = say(lang, "comma").join(
            say(lang, "point", x=write(x[i]), y=write(line[i], figure.format)) for i in places
        )
        yield label(name) + say(lang, "colon") + points


def _grid(figure: Grid, label: Label, lang: str) -> Iterator[str]:
    spec = figure.format if figure.kind == "numbers" else ".1f"
    for row in figure.rows:
        yield " ".join(write(value, spec if isinstance(value, float) else "") for value in row)


def _table(figure: Table, label: Label, lang: str) -> Iterator[str]:
    for row in figure.rows:
        first, *rest = (cell(value, figure.format, label) for value in row)
        heads = [label(name) for name in figure.columns]
        lead = f"{heads[0]} {first}".strip()
        said = say(lang, "semicolon").join(
            f"{head} {value}".strip() for head, value in zip(heads[1:], rest, strict=True)
        )
        yield lead + say(lang, "colon") + said if said else lead


def _shapes(figure: Shapes, label: Label, lang: str) -> Iterator[str]:
    parts = [f"{label(name)} {write(list(shape))}".strip() for name, shape in figure.steps]
    yield " → ".join(parts)


_SPEAK: dict[type, Callable[[Any, Label, str], Iterator[str]]] = {
    Bars: _bars,
    Curves: _curves,
    Grid: _grid,
    Table: _table,
    Shapes: _shapes,
}
