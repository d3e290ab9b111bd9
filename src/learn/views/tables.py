"""Tables as rich renderables; where the columns don't fit, every row is a list of its cells."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table as RichTable
from rich.text import Text

from learn.demos.result import Grid, Table
from learn.template import cell, write

_GAP = 2


def table(figure: Table, width: int, label: Callable[[str], str]) -> RenderableType:
    """Return the rows under their heads, numbers to the right; no word or number is broken."""
    heads = [label(name) for name in figure.columns]
    rows = [[cell(value, figure.format, label) for value in row] for row in figure.rows]
    columns = list(zip(heads, *rows, strict=True))
    if sum(max(map(_longest, column)) + _GAP for column in columns) - _GAP > width:
        return _listed(heads, rows)
    drawn = RichTable(box=None, padding=(0, _GAP, 0, 0), header_style="dim", pad_edge=False)
    for place, head in enumerate(heads):
        right = all(not isinstance(row[place], str) for row in figure.rows)
        drawn.add_column(Text(head), justify="right" if right else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*map(Text, row))
    return drawn


def _longest(text: str) -> int:
    """Return the columns of the longest piece of a text that is not to be broken.

    Chinese may be broken anywhere, but not into slivers; a shape nowhere.
    """
    words = [text] if text.startswith("(") else text.split()
    return max((cell_len(w) if w.isascii() else min(cell_len(w), 8) for w in words), default=0)


def _listed(heads: list[str], rows: list[list[str]]) -> Text:
    """Write every row as its first cell, with the others below it, each after its head."""
    lines = Text(overflow="fold")
    for first, *rest in rows:
        lines.append(f"{heads[0]} {first}".strip() + "\n", style="bold")
        for head, value in zip(heads[1:], rest, strict=True):
            lines.append(f"  {head}".rstrip(), style="dim").append(f" {value}\n")
    lines.rstrip()
    return lines


def numbers(figure: Grid, width: int) -> RenderableType:
    """Return a matrix in columns, or each of its rows as one line that is folded."""
    rows = [[write(value, figure.format) for value in row] for row in figure.rows]
    if sum(max(map(cell_len, column)) + _GAP for column in zip(*rows, strict=True)) > width + _GAP:
        return Text("\n".join(" ".join(row) for row in rows), overflow="fold")
    drawn = RichTable.grid(padding=(0, _GAP, 0, 0))
    for row in rows:
        drawn.add_row(*(Text(value, justify="right") for value in row))
    return drawn
