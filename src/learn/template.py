"""Sentences of the glossary, filled with the values of a demo: `{largest:.2f}` and nothing more."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from learn.errors import LearnError
from learn.text import shorten

# Numbers only: no characters by their code; and no width or precision that fills the memory.
_SPEC = re.compile(r"([<>^])?[ +-]?#?0?\d{0,2}[,_]?(\.\d{1,2})?[bdeEfFgGoxX%]?")


class TemplateError(LearnError, ValueError):
    """A sentence of the glossary asks for what can't be filled in."""


def _parts(template: str) -> Iterator[tuple[str, str | None, str]]:
    """Yield the text before every `{name:format}`, the name (None at the end), and the format."""
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        raise TemplateError(f"{error}; a brace that is meant is written twice") from None
    for text, name, spec, conversion in parts:
        if name is not None and (not name.isidentifier() or conversion):
            raise TemplateError(f"{{{shorten(name)}}} is not a plain name of a value")
        if spec and not _SPEC.fullmatch(spec):
            raise TemplateError(f"{shorten(spec, 40)!r} is not a format such as .2f")
        yield text, name, spec or ""


def names_in(template: str) -> list[str]:
    """Return the names that a template asks for.

    Raises TemplateError for anything but plain names: no attributes, indexing, conversions.
    """
    return [name for _, name, _ in _parts(template) if name is not None]


def fill(template: str, values: Mapping[str, Any]) -> str:
    """Fill a template.

    A list is written by the format of its elements, a list of whole numbers as a shape. Raises
    TemplateError for a name that has no value or a format that doesn't fit.
    """
    filled = []
    for text, name, spec in _parts(template):
        filled.append(text)
        if name is None:
            continue
        if name not in values:
            known = ", ".join(sorted(values))
            raise TemplateError(f"{{{shorten(name)}}} is no value here; there are {known}")
        try:
            filled.append(write(values[name], spec))
        except (ValueError, TypeError, OverflowError) as error:
            raise TemplateError(f"{{{name}:{spec}}} can't be written: {error}") from None
    return "".join(filled)


def write(value: Any, spec: str = "") -> str:
    """Write a value: a list by its elements, whole numbers in a row as a shape, others plainly."""
    if isinstance(value, (list, tuple)):
        if not spec and value and all(type(item) is int for item in value):
            return "(" + ", ".join(map(str, value)) + ("," if len(value) == 1 else "") + ")"
        nested = any(isinstance(item, (list, tuple)) for item in value)
        parts = [_bracket(item, spec) if nested else write(item, spec) for item in value]
        return ", ".join(parts)
    if isinstance(value, float) and not spec:
        spec = ".4g"
    if isinstance(value, (bool, str)):
        return str(value)
    return format(value, spec).replace("-", "−") if spec else str(value)


def _bracket(item: Any, spec: str) -> str:
    return f"[{', '.join(write(each, spec) for each in item)}]"


def cell(value: Any, spec: str, label: Callable[[str], str]) -> str:
    """Write one cell of a table: a text, a number, a shape, or numbers in a row."""
    if isinstance(value, str):
        return label(value)
    if isinstance(value, list) and not all(type(item) is int for item in value):
        return " ".join(cell(item, spec, label) for item in value)
    return write(value, spec if isinstance(value, float) else "")
