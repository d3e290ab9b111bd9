"""learn list: every term, by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from learn.cli.options import Json, Topic, with_screen

if TYPE_CHECKING:
    from learn.cli.screen import Screen


@with_screen(glossary=True)
def list_(screen: Screen, topic: Topic = None, json: Json = False) -> None:
    """List the terms, by topic.

    \b
      learn list
      learn list --topic transfer
      learn list | cut -f1
    """
    from learn.cli.selection import entries_of
    from learn.views.term_list import term_list

    entries = screen.glossaries.all() if topic is None else entries_of(screen, topic)
    found = [screen.glossaries.public(entry) for entry in entries]
    if json:
        screen.json(found)
    else:
        screen.print(term_list(found, screen.lang, screen.width))
    screen.note()
