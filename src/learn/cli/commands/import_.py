"""learn import: merge a log of reviews from elsewhere into one's own."""

from __future__ import annotations

import shlex
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from learn.cli.options import Json, with_screen
from learn.cli.screen import Screen
from learn.cli.status_line import Waiting
from learn.views.messages import count_of, say
from learn.views.page import Page

if TYPE_CHECKING:
    from learn.store.jsonl import LogFile
    from learn.store.merge import Merge

Source = Annotated[Path, typer.Argument(metavar="FILE", help="What learn export wrote.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it; else it is only said what would be done.")]
Large = Annotated[bool, typer.Option("--large", help="Read up to 1 GB instead of 16 MB.")]
_FAULTS = 5  # that are shown


@with_screen(glossary=True)
def import_(
    screen: Screen, file: Source, yes: Yes = False, large: Large = False, json: Json = False
) -> None:
    """Merge a log of reviews into your own.

    Twice, or in another order, comes to the same. Rows are added by their ids, nothing is changed
    or deleted; then every card's state is derived anew. What can't be a row is left out and
    counted. A backup is made before.

    \b
      learn import reviews.jsonl
      learn import reviews.jsonl --yes

    \b
    Fields of --json: file, merged, answers, undos, known, clashing, bad, faults [{line, why}],
      cards, unknown (terms), first, last (UTC), undo (a backup).
    """
    from learn.cli.open_store import open_progress
    from learn.environment.settings import now
    from learn.store import backups, merge
    from learn.store.jsonl import LogFile

    at = now(screen.environ)
    source, undo = LogFile(file.expanduser(), at, large), ""
    with closing(open_progress(screen)) as store:
        with Waiting(screen, "import_reading"):
            found = merge.preview(store, source)
        if yes and found.cards:
            if store.rows():
                undo = backups.keep(store.path, at, "before-import").name
            source = LogFile(file.expanduser(), at, large)
            with Waiting(screen, "import_merging"):
                found = merge.merge(store, source, undo)
    told = as_json(screen, found, source) | {"merged": yes, "undo": undo or None}
    if json:
        screen.json(told)
    else:
        screen.print(_page(screen, told, large=large))
    if source.bad and not (found.cards or found.known):
        raise typer.Exit(1)  # it was no log at all


def as_json(screen: Screen, found: Merge, source: LogFile) -> dict[str, Any]:
    """Return what a merge came to with the field names of `--json`."""
    known = screen.glossaries.terms()
    former = {old for term in known.values() for old in term.formerly}
    return {
        "file": str(source.path),
        "answers": found.answers,
        "undos": found.undos,
        "known": found.known,
        "clashing": found.clashing,
        "bad": source.bad,
        "faults": [{"line": line, "why": why} for line, why in source.faults],
        "cards": len(found.cards),
        "unknown": sorted(found.slugs - set(known) - former),
        "first": found.first or None,
        "last": found.last or None,
    }


def _page(screen: Screen, told: dict[str, Any], *, large: bool) -> Page:
    """Say what was merged, or would be."""
    page, lang = Page(screen.width), screen.lang
    answers = count_of(lang, "one_answer", "many_answers", told["answers"])
    page.text(say(lang, "import_new", answers=answers, undos=told["undos"]), "title")
    if told["cards"]:
        cards = count_of(lang, "one_card", "cards", told["cards"])
        first, last = told["first"][:10], told["last"][:10]
        page.text(say(lang, "import_cards", cards=cards, first=first, last=last), indent=2)
    for key in ("known", "clashing", "bad"):
        if told[key]:
            rows = count_of(lang, "one_row", "rows", told[key])
            style = "" if key == "known" else "warn"
            page.text(say(lang, f"import_{key}", rows=rows), style)
    for fault in told["faults"][:_FAULTS]:
        page.text(say(lang, "tune_fault", **fault), "dim", indent=2)
    if told["unknown"]:
        slugs = say(lang, "comma").join(told["unknown"][:10])
        slugs += " …" if len(told["unknown"]) > 10 else ""
        page.text(say(lang, "import_unknown", slugs=slugs), "warn")
    if not told["cards"]:
        page.text(say(lang, "import_nothing"))
    elif told["merged"]:
        page.text(say(lang, "import_done"))
    key, command = "", ""
    if told["undo"]:
        key, command = "import_undo", f"learn restore {told['undo']}"
    elif not told["merged"] and told["cards"]:
        more = " --large" if large else ""
        key, command = "import_dry", f"learn import {shlex.quote(told['file'])}{more} --yes"
    if key:
        page.text(say(lang, key) + say(lang, "colon").rstrip(), "dim").text(command, "key", 2)
    return page
