"""learn define: what a word means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from learn.cli.completion import words as offered
from learn.cli.options import Json, with_screen

if TYPE_CHECKING:
    from learn.cli.screen import Screen

Words = Annotated[
    list[str],
    typer.Argument(metavar="WORDS...", help="A term, no quotes needed.", autocompletion=offered),
]


@with_screen(glossary=True)
def define(screen: Screen, words: Words, json: Json = False) -> None:
    """Explain a term, by its name, alias, abbreviation or Chinese name.

    \b
      learn define gap
      learn define domain adaptation --lang both
      learn define 温度
    """
    from learn.cli import look_up

    word = " ".join(words)
    found = screen.glossaries.find(word)
    if not found:
        screen.note()
        raise look_up.not_found(screen.glossaries, word, found, screen.shown)
    if json:
        screen.json(look_up.as_json(screen.glossaries, word, found))
    else:
        screen.print(look_up.page_of(screen.glossaries, word, found, screen.shown, screen.width))
    screen.note()
