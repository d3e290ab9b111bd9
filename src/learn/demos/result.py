"""What a demo gives: values by name, and figures of them without colour or terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

Values: TypeAlias = dict[str, Any]  # a bool, number, text, or a list of them, by its name


def plain(value: Any) -> Any:
    """Turn anything with `.tolist()` (a tensor, an array) into plain Python, also within lists."""
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


@dataclass(frozen=True)
class Figure:
    """A picture of numbers. A text in it is a key of the term's `labels`, or stands as it is."""

    def __post_init__(self) -> None:
        for each in fields(self):
            object.__setattr__(self, each.name, plain(getattr(self, each.name)))

    def texts(self) -> Iterator[str]:
        """Every text that a reader of this figure sees."""
        for each in fields(self):
            if each.name not in ("format", "kind"):
                yield from _texts(getattr(self, each.name))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Figure):
        yield from value.texts()
    elif isinstance(value, dict):
        yield from value
        yield from _texts(list(value.values()))
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


@dataclass(frozen=True)
class Bars(Figure):
    """One labelled bar a number; `full` is the number that fills the width (default: the largest).

    `mark` is a number to mark on every bar, such as the accuracy of chance, and `mark_label` says
    what it is. `format` is how the numbers are written.
    """

    title: str
    bars: Mapping[str, Any]
    full: float | None = None
    mark: float | None = None
    mark_label: str = ""
    format: str = ".2f"


@dataclass(frozen=True)
class Curves(Figure):
    """One or more lines over the same x."""

    title: str
    x: Sequence[float] | Any
    lines: Mapping[str, Any]
    x_label: str = ""
    format: str = ".3g"


@dataclass(frozen=True)
class Grid(Figure):
    """A matrix of numbers: `kind` "numbers" writes them, "image" shades them from low to high."""

    title: str
    rows: Any
    kind: str = "numbers"
    low: float | None = None
    high: float | None = None
    format: str = ".2f"


@dataclass(frozen=True)
class Table(Figure):
    """Rows under column heads; a cell is a number or a text, a list of whole numbers a shape."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    format: str = ".4g"


@dataclass(frozen=True)
class Shapes(Figure):
    """How a tensor's shape changes: (what happens, the shape after it), the first one the input."""

    title: str
    steps: Sequence[tuple[str, Any]]


@dataclass(frozen=True)
class Beside(Figure):
    """Figures to compare, side by side where the width allows, one under another where not."""

    figures: Sequence[Figure]


@dataclass(frozen=True)
class Stack(Figure):
    """Figures one under another, under one title."""

    title: str
    figures: Sequence[Figure]
