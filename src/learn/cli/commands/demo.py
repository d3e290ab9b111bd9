"""learn demo: an idea as numbers that torch computes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from learn.cli.completion import terms
from learn.cli.options import Json, a_number, with_screen
from learn.errors import UsageError

if TYPE_CHECKING:
    from learn.cli.screen import Screen

Words = Annotated[
    list[str],
    typer.Argument(
        metavar="WORDS... [--PARAMETER VALUE]...",
        help="A term, then the demo's own options: learn demo TERM --help lists them.",
        autocompletion=terms,
    ),
]
Help = Annotated[bool, typer.Option("--help", "-h", help="The options of this demo.")]
Code = Annotated[bool, typer.Option("--code", help="Show the demo's source.")]
Predict = Annotated[bool, typer.Option("--predict", help="Guess a number first, then see.")]
Play = Annotated[bool, typer.Option("--play", help="Turn its knobs with the arrow keys.")]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout",
        min=0.1,
        max=86_400,
        callback=a_number,
        metavar="SECONDS",
        help="Stop after; exit 124.",
    ),
]


@with_screen(glossary=True, lenient=True)
def demo(
    screen: Screen,
    ctx: typer.Context,
    words: Words = [],  # noqa: B006 - typer makes a new list for every call
    predict: Predict = False,
    play: Play = False,
    code: Code = False,
    timeout: Timeout = 60.0,
    help_: Help = False,
    json: Json = False,
) -> None:
    """Run a term's demo: its numbers, its figures, and what to look at.

    \b
      learn demo temperature --temperature 0.5
      learn demo temperature --temperature 0.2,1,5     side by side
      learn demo gap --predict
      learn demo gap --help
    """
    word, given = _split(words)
    if not word and help_:
        typer.echo(ctx.get_help())
        return
    ctx.obj.require_sound()
    from learn.cli.demo_run import Demonstration
    from learn.views.messages import say

    if not word:
        raise UsageError(say(screen.lang, "which_demo"), hint=say(screen.lang, "which_demo_hint"))
    shown = Demonstration(screen, word, given, timeout)
    if help_:
        shown.help()
    elif code:
        shown.code()
    elif play:
        shown.play()
    elif json:
        shown.json()
    else:
        shown.show(predict=predict)
    screen.note()


def _split(words: list[str]) -> tuple[str, dict[str, str]]:
    """Split what follows `learn demo` into the words of a term and its demo's options."""
    term, given, rest = [], {}, iter(words)
    for word in rest:
        if not word.startswith("--") or word == "--":
            term.append(word)
            continue
        name, equals, value = word[2:].partition("=")
        text = value if equals else next(rest, None)
        if text is None or (not equals and text.startswith("--")):
            raise UsageError(f"--{name} needs a value.", hint=f"learn demo {' '.join(term)} --help")
        given[name.replace("-", "_")] = text
    return " ".join(word for word in term if word != "--"), given
