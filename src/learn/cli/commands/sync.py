"""learn sync: make the log here and the shared one the same."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import typer

from learn.cli.options import Json, with_screen
from learn.cli.screen import Screen
from learn.views.messages import count_of, say
from learn.views.page import Page

if TYPE_CHECKING:
    from learn.sharing.sync import Synced


@with_screen()
def sync(screen: Screen, json: Json = False) -> None:
    """Exchange answers with the shared log that LEARN_STORE names.

    Each side gets the rows that only the other has; nothing is changed or deleted on either. A
    backup is made before, by which what came can be taken back for good. A quiz does it by itself,
    before and after. You are there who you log in as; where it is no class, LEARN_LEARNER may say
    another name. Exit 1 where the two sides differ afterwards.

    \b
      LEARN_STORE=postgresql://anna@db.example.org/class learn sync

    \b
    Fields of --json: name, learner, sent, fetched, bad, clashing, here {rows, checksum},
      there {rows, checksum}, taken_back, undo (a backup, or null), same.
    """
    from learn.cli.open_store import open_progress
    from learn.cli.quiz_sync import exchange, named

    place = named(screen)
    with closing(open_progress(screen)) as store:
        done = exchange(screen, store, place)
    told = as_json(done, place.name)
    if json:
        screen.json(told)
    else:
        screen.print(_page(screen, done, place.name))
    if not done.same:
        raise typer.Exit(1)


def as_json(done: Synced, name: str) -> dict[str, Any]:
    """Return what an exchange came to with the field names of `--json`."""
    sides = {
        side: dict(zip(("rows", "checksum"), value, strict=True))
        for side, value in (("here", done.here), ("there", done.there))
    }
    counts = {key: getattr(done, key) for key in ("sent", "fetched", "bad", "clashing")}
    rest = {"taken_back": done.taken_back, "undo": done.undo or None, "same": done.same}
    return {"name": name, "learner": done.learner, **counts, **sides, **rest}


def _page(screen: Screen, done: Synced, name: str) -> Page:
    from learn.cli.quiz_sync import differing, fetched

    def rows(count: int) -> str:
        return count_of(lang, "one_row", "rows", count)

    lang, page = screen.lang, Page(screen.width)
    page.text(say(lang, "shared_who", learner=done.learner, name=name), "title")
    page.text(say(lang, "shared_moved", sent=rows(done.sent), fetched=rows(done.fetched)))
    page.lines += fetched(done, screen).lines
    if done.bad:
        page.text(say(lang, "shared_bad", rows=rows(done.bad), name=name), "warn")
    if done.clashing:
        page.text(say(lang, "shared_clashing", rows=rows(done.clashing)), "warn")
    if not done.same:
        page.lines += differing(done, name, screen).lines
        return page
    count, checksum = done.here
    return page.text(say(lang, "shared_same", rows=rows(count), checksum=checksum[:12]), "good")
