"""The code that `learn demo TERM --code` shows: the function and the helpers it calls."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import Any


def code(function: Callable[..., Any]) -> str:
    """Return the source of a function and of the helpers it calls, wherever they live.

    Helpers are functions of the same package, in the order in which they are first called; a class,
    such as the optimiser, is known by its name.
    """
    function = inspect.unwrap(function)
    package = function.__module__.split(".")[0]
    found = {function: _source(function)}
    for each in (waiting := [function]):
        for helper in _called(each):
            if helper not in found and helper.__module__.split(".")[0] == package:
                found[helper] = _source(helper)
                waiting.append(helper)
    return "\n".join(found.values())


def _source(function: Callable[..., Any]) -> str:
    return textwrap.dedent(inspect.getsource(inspect.unwrap(function)))


def _called(function: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """Yield the functions that a function names, in the order in which they stand."""
    known = vars(sys.modules[function.__module__])
    (definition,) = ast.parse(_source(function)).body
    body = [node for part in definition.body for node in ast.walk(part)]  # type: ignore[attr-defined]
    nodes = [node for node in body if isinstance(node, ast.Name)]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        value = known.get(node.id)
        if inspect.isfunction(value):
            yield inspect.unwrap(value)
