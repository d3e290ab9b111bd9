"""learn list: every term, by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from learn.cli.options import Json, Topic, with_screen

if TYPE_CHECKING:
    from learn.cli.screen import Screen


@with_screen(glossary=True)
def list_(screen: Screen, topic: Topic = None, json: Json = False) -> None:
    """List the terms, by topic; a circle shows how far each has come.

    \b
      learn list
      learn list --topic transfer
      learn list | cut -f1

    \b
    Fields of --json: those of learn define --json, and mastery: unmet,
      just_met, typed, steady or known; null where the progress can't be read.
    """
    from learn.cli.how_far import how_far
    from learn.cli.selection import entries_of
    from learn.views.term_list import term_list

    entries = screen.glossaries.all() if topic is None else entries_of(screen, topic)
    found = [screen.glossaries.public(entry) for entry in entries]
    formerly = {entry["slug"]: entry.get("formerly", ()) for entry in entries}
    far = how_far(screen, formerly) if json or screen.width is not None else None
    if json:
        named = {slug: each.field for slug, each in (far or {}).items()}
        screen.json([{**each, "mastery": named.get(each["slug"])} for each in found])
    else:
        page = term_list(found, screen.lang, screen.width, far, circles=screen.signs)
        screen.print(page)
    screen.note()
