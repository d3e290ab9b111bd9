"""learn list: every term, by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from learn.cli.completion import topics
from learn.cli.options import Json, with_screen

if TYPE_CHECKING:
    from learn.cli.screen import Screen

Topic = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--topic", metavar="TOPIC", help="Only one topic.", autocompletion=topics),
]


@with_screen(glossary=True)
def list_(screen: Screen, topic: Topic = None, json: Json = False) -> None:
    """List the terms, by topic.

    \b
      learn list
      learn list --topic transfer
      learn list | cut -f1
    """
    from learn.cli.terms import entries_of
    from learn.views.term_list import term_list

    entries = screen.glossaries.all() if topic is None else entries_of(screen, topic)
    found = [screen.glossaries.public(entry) for entry in entries]
    if json:
        screen.json(found)
    else:
        screen.print(term_list(found, screen.lang, screen.width))
    screen.note()
