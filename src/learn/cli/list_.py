"""learn list: every term, by topic."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from learn.cli.complete import topics
from learn.cli.options import Color, Glossary, Json, Lang, Plain

Topic = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--topic", metavar="TOPIC", help="Only one topic.", autocompletion=topics),
]


def list_(
    topic: Topic = None,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
    color: Color = None,
    glossary: Glossary = None,
) -> None:
    """List the terms, by topic.

    \b
      learn list
      learn list --topic transfer
      learn list | cut -f1
    """
    from learn.cli.screen import open_screen
    from learn.cli.terms import entries_of
    from learn.views.term_list import term_list

    screen = open_screen(lang=lang, color=color, plain=plain, glossary=glossary)
    entries = screen.glossaries.all() if topic is None else entries_of(screen, topic)
    found = [screen.glossaries.public(entry) for entry in entries]
    if json:
        screen.json(found)
    else:
        screen.print(term_list(found, screen.lang, screen.width))
    screen.note()
