"""Sentences of the glossary, filled with the values of a demo: `{largest:.2f}` and nothing more."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from typing import Any

_parse = string.Formatter().parse


def names_in(template: str) -> list[str]:
    """Return the names that a template asks for.

    Raises ValueError for anything but plain names: no attributes, indexing, positions, conversions.
    """
    names = []
    for _, name, spec, conversion in _parse(template):
        if name is None:
            continue
        if not name.isidentifier() or conversion or "{" in (spec or ""):
            raise ValueError(f"{{{name}}} is not a plain name of a value")
        names.append(name)
    return names


def fill(template: str, values: Mapping[str, Any]) -> str:
    """Fill a template; raise ValueError for a name that has no value or a format that doesn't fit.

    A list is written by the format of its elements, a list of whole numbers as a shape.
    """
    filled = []
    names = iter(names_in(template))
    for text, name, spec, _ in _parse(template):
        filled.append(text)
        if name is None:
            continue
        if next(names) not in values:
            raise ValueError(f"{{{name}}} is no value here; there are {', '.join(sorted(values))}")
        filled.append(write(values[name], spec or ""))
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
