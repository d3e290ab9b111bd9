"""The code of a demo: as `learn demo TERM --code` shows it, and bare, to be read for a question."""

from __future__ import annotations

import ast
import inspect
import io
import sys
import textwrap
import tokenize
from collections.abc import Callable, Iterator
from typing import Any


def code(function: Callable[..., Any]) -> str:
    """Return the source of a function and of the helpers it calls, wherever they live.

    Helpers are functions of the same package, in the order in which they are first called; a class,
    such as the optimiser, is known by its name.
    """
    function = inspect.unwrap(function)
    found = {function: _source(function)}
    _add_helpers(found, _source)
    return "\n".join(found.values())


def bare(function: Callable[..., Any], value: str) -> str:
    """Return a function and its helpers as one may be asked what they print.

    It returns one of its values, by itself; nothing else in the code says what comes out: neither
    annotations, docstrings nor comments. Raises ValueError where it returns its values in any other
    way than `return {"name": …}` at its end.
    """
    function = inspect.unwrap(function)
    found = {function: _bare(function, value)}
    _add_helpers(found, _bare)
    return "\n".join(found.values())


def _add_helpers(
    found: dict[Callable[..., Any], str], shown: Callable[[Callable[..., Any]], str]
) -> None:
    """Add the helpers that a function's code calls, those that they call, and so on."""
    for each in (waiting := list(found)):
        package = each.__module__.split(".")[0]
        for helper in _called(each, found[each]):
            if helper not in found and helper.__module__.split(".")[0] == package:
                found[helper] = shown(helper)
                waiting.append(helper)


def _source(function: Callable[..., Any]) -> str:
    return textwrap.dedent(inspect.getsource(inspect.unwrap(function)))


def _bare(function: Callable[..., Any], value: str | None = None) -> str:
    """Return the code without what explains it; with a `value`, all that a call doesn't give."""
    source = _source(function)
    definition = ast.parse(source).body[0]
    assert isinstance(definition, ast.FunctionDef)
    taken, body = definition.args, definition.body
    for each in (*taken.posonlyargs, *taken.args, *taken.kwonlyargs, taken.vararg, taken.kwarg):
        if each is not None:
            each.annotation = None
    lines = _uncommented(source).split("\n")
    first = body[1 if ast.get_docstring(definition) and len(body) > 1 else 0]
    kept = lines[first.lineno - 1 :]
    if value is not None:
        taken.defaults, taken.kw_defaults = [], [None] * len(taken.kwonlyargs)
        kept = lines[first.lineno - 1 : body[-1].lineno - 1]
        kept.append(f"    return {ast.unparse(_returned(body[-1], value))}")
    head = f"def {definition.name}({ast.unparse(taken)}):"
    return "\n".join([head, *filter(None, map(str.rstrip, kept))]) + "\n"


def _returned(last: ast.stmt, value: str) -> ast.expr:
    """Return the expression of one value of those that a function returns."""
    if isinstance(last, ast.Return) and isinstance(last.value, ast.Dict):
        for key, expression in zip(last.value.keys, last.value.values, strict=True):
            if isinstance(key, ast.Constant) and key.value == value:
                return expression
    raise ValueError(f"the function should end in: return {{{value!r}: …}}")


def _uncommented(source: str) -> str:
    lines = source.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    return "\n".join(lines)


def _called(function: Callable[..., Any], source: str) -> Iterator[Callable[..., Any]]:
    """Yield the functions that a function's code names, in the order in which they stand."""
    known = vars(sys.modules[function.__module__])
    (definition,) = ast.parse(source).body
    body = [node for part in definition.body for node in ast.walk(part)]  # type: ignore[attr-defined]
    nodes = [node for node in body if isinstance(node, ast.Name)]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        value = known.get(node.id)
        if inspect.isfunction(value):
            yield inspect.unwrap(value)
