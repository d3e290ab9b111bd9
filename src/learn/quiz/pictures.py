"""The pictures of several settings, without what would say which setting each of them is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from learn.demos.result import Beside, Figure, Grid, Stack
from learn.errors import LearnError

_UNWRITTEN = ("format", "kind", "low", "high", "full")  # numbers that a reader doesn't see


def without_answers(
    pictures: Sequence[Sequence[Figure]], values: Sequence[Any], written: Sequence[str]
) -> list[list[Figure]]:
    """Return the figures of each setting that may be shown where the setting is what is asked.

    `values` are the settings, `written` how the command line says them. A figure that is the same
    for all of them is left out, as it says nothing; so is one that holds the setting itself. Where
    a title isn't the same for all, a question mark stands. Raises LearnError where nothing is left.
    """
    kept: list[list[Figure]] = [[] for _ in pictures]
    for together in zip(*pictures, strict=False):
        if any(each != together[0] for each in together):
            for of_one, each in zip(kept, _left(together, values, written), strict=True):
                of_one += [each] if each else []
    if not all(kept):
        raise LearnError("No figure tells the settings apart without naming them.")
    return kept


def _left(
    together: Sequence[Figure], values: Sequence[Any], written: Sequence[str]
) -> Sequence[Figure | None]:
    """Return what is left of one figure at each setting, or of its parts; None where nothing is."""
    together = [_asking(each, together) for each in together]
    parts = [each.figures for each in together if isinstance(each, (Beside, Stack))]
    if len(parts) == len(together) and len({len(each) for each in parts}) == 1:
        rows = [_left(row, values, written) for row in zip(*parts, strict=True)]
        columns = [[each for each in column if each] for column in zip(*rows, strict=True)]
        pairs = zip(together, columns, strict=True)
        return [_with(each, figures=column) if column else None for each, column in pairs]
    for own, value, said in zip(together, values, written, strict=True):
        if _holds(own, value, said) and not all(_holds(each, value, said) for each in together):
            return [None] * len(together)
    return together


def _asking(figure: Figure, together: Sequence[Figure]) -> Figure:
    titles = {getattr(each, "title", "") for each in together}
    return _with(figure, title="?") if len(titles) > 1 and hasattr(figure, "title") else figure


def _with(figure: Any, **changed: Any) -> Figure:
    """Return a figure with other fields, which only some kinds have."""
    other: Figure = replace(figure, **changed)
    return other


def _holds(figure: Figure, value: Any, written: str) -> bool:
    """Whether a reader of this figure sees a setting in it."""
    texts = list(figure.texts())
    parts = written.split(",") if isinstance(value, tuple) else [written]
    if any(_word(written, text) for text in texts) or all(
        any(_word(part, text) for text in texts) for part in parts
    ):
        return True
    one = value[0] if isinstance(value, tuple) and len(value) == 1 else value
    return any(one == number for number in _numbers(figure))


def _word(word: str, text: str) -> bool:
    """Whether a word, or a number, stands in a text by itself."""
    return re.search(rf"(?<![\w.,]){re.escape(word)}(?![\w,]|\.\d)", text) is not None


def _numbers(value: Any) -> Iterator[Any]:
    """Yield the numbers and the lists of numbers that are written in a figure."""
    if isinstance(value, Grid) and value.kind == "image":
        return
    if isinstance(value, Figure):
        for each in fields(value):
            if each.name not in _UNWRITTEN:
                yield from _numbers(getattr(value, each.name))
    elif isinstance(value, dict):
        yield from _numbers(list(value.values()))
    elif isinstance(value, list):
        yield tuple(value) if not any(isinstance(item, (list, dict)) for item in value) else ()
        for item in value:
            yield from _numbers(item)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield value
