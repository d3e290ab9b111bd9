"""learn check: does every term, link, question and demo agree with the others?"""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path
from shlex import quote
from typing import Annotated, Optional

import typer

from learn.cli.options import Color, Json, Lang, Plain
from learn.errors import NotFoundError

Place = Annotated[
    Optional[str],  # noqa: UP045
    typer.Argument(metavar="[PATH]", help="A glossary of your own; else the built-in one."),
]


def check(
    path: Place = None,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
    color: Color = None,
) -> None:
    """Check a glossary: every fault with its file and line.

    Exit 1 where there is a fault; a warning is none.

    \b
      learn check
      learn check my-terms.yaml
    """
    from learn.check.glossary import check as check_places
    from learn.cli.screen import open_screen
    from learn.demos.worker import Worker
    from learn.environment import paths
    from learn.text import shorten
    from learn.views.messages import count_of, say
    from learn.views.page import Page

    screen = open_screen(lang=lang, color=color, plain=plain)
    if path is not None and not os.path.exists(path):  # noqa: PTH110 - Path.exists may raise
        raise NotFoundError(say(screen.lang, "no_path", path=shorten(path)))
    places = [Path(path)] if path is not None else list(screen.places)
    shown = sys.stderr.isatty() and not screen.plain
    builtin = Path(paths.builtin_folder())
    with closing(Worker()) as worker:
        report = check_places(
            places,
            beside=[] if any(builtin.samefile(place) for place in places) else [builtin],
            progress=_progress if shown else lambda _: None,
            runner=worker,
        )
    if shown:
        sys.stderr.write("\r\x1b[2K")
    if json:
        screen.json(report.to_json())
    else:
        page = Page(None)
        for problem in report.problems:
            page.add(("", str(problem)))
        faults, warnings = len(report.faults), len(report.problems) - len(report.faults)
        if faults:
            screen.print(page)
            count = count_of(screen.lang, "problem", "problems", faults)
            screen.say(Page(None).text(count, "bad"))
        else:
            counts = {
                what + "s": count_of(screen.lang, f"check_{what}", f"check_{what}s", count)
                for what, count in (
                    ("term", report.terms),
                    ("question", report.questions),
                    ("demo", report.demos),
                )
            }
            page.text(say(screen.lang, "check_clean", **counts), "good")
            if path is not None and screen.width is not None:
                page.add(("key", f"learn quiz --glossary {quote(path)}"))
            screen.print(page)
        if warnings:
            count = count_of(screen.lang, "warning", "warnings", warnings)
            screen.say(Page(None).text(count, "warn"))
    if report.faults:
        raise typer.Exit(1)


def _progress(slug: str) -> None:
    sys.stderr.write(f"\r\x1b[2K{slug} …")
    sys.stderr.flush()
