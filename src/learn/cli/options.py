"""The options that several commands share, each said once."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from learn.cli.completion import terms, topics


def a_number(value: float | None) -> float | None:
    """Refuse `nan`, which is within any bounds."""
    if value is not None and math.isnan(value):
        raise typer.BadParameter("nan is no number.")
    return value


Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="en|zh|both", help="Language; else LEARN_LANG or the locale."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Plain = Annotated[bool, typer.Option("--plain", help="Words and numbers only; also LEARN_PLAIN=1.")]
Color = Annotated[
    str | None,
    typer.Option(
        "--color",
        metavar="auto|always|never",
        help="Colour; else LEARN_COLOR. NO_COLOR is respected.",
    ),
]
Glossary = Annotated[
    list[str] | None,
    typer.Option(
        "--glossary", metavar="PATH", help="Add a glossary of your own; also LEARN_GLOSSARY."
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TERM]...", help="Only these terms.", autocompletion=terms),
]
Topic = Annotated[
    str | None,
    typer.Option("--topic", metavar="TOPIC", help="Only one topic.", autocompletion=topics),
]

_COMMON = {"lang": (Lang, None), "plain": (Plain, False), "color": (Color, None)}


def first_line(command: Callable[..., None]) -> str:
    """Return a command's help in short; else it is cut, shorter the narrower the terminal is."""
    return (command.__doc__ or "").split("\n")[0]


def with_screen(
    *, glossary: bool = False, lenient: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the common options, and in their stead a screen as its first parameter.

    `glossary` adds that option too; a `lenient` command runs in spite of a faulty config file.
    """

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        common = {**_COMMON, **({"glossary": (Glossary, None)} if glossary else {})}
        signature = _with_options(function, common)
        wants_context = "ctx" in inspect.signature(function).parameters

        @wraps(function)
        def command(ctx: typer.Context, **given: Any) -> None:
            screen = ctx.obj.screen(**{name: given.pop(name) for name in common}, lenient=lenient)
            if wants_context:
                given["ctx"] = ctx
            function(screen, **given)

        command.__signature__ = signature  # type: ignore[attr-defined]
        command.__annotations__ = {n: p.annotation for n, p in signature.parameters.items()}
        return command

    return decorate


def _with_options(
    function: Callable[..., None], common: dict[str, tuple[Any, Any]]
) -> inspect.Signature:
    """Return what typer reads: a context, the command's own parameters, the common options.

    `--json` stands among the common ones.
    """
    kind = inspect.Parameter.KEYWORD_ONLY
    own = {
        name: each.replace(annotation=eval(each.annotation, function.__globals__), kind=kind)
        for name, each in list(inspect.signature(function).parameters.items())[1:]
        if name != "ctx"
    }
    options = {
        name: inspect.Parameter(name, kind, default=default, annotation=annotation)
        for name, (annotation, default) in common.items()
    }
    lang, json = options.pop("lang"), own.pop("json", None)
    order = [*own.values(), lang, *([json] if json else []), *options.values()]
    context = inspect.Parameter("ctx", kind, annotation=typer.Context)
    return inspect.Signature([context, *order])
