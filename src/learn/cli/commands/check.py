"""learn check: does every term, link, question and demo agree with the others?"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from learn.cli.options import Json, with_screen
from learn.errors import NotFoundError

if TYPE_CHECKING:
    from learn.check.glossary import Report
    from learn.cli.screen import Screen
    from learn.demos.runner import Runner
    from learn.glossary.problems import Problem

_MOST_JOBS = 4

Place = Annotated[
    str | None,
    typer.Argument(metavar="[PATH]", help="A glossary of your own; else the built-in one."),
]
Demos = Annotated[
    bool, typer.Option("--demos", help="A table of the demos: cost, margin of the claim, control.")
]


@with_screen()
def check(screen: Screen, path: Place = None, demos: Demos = False, json: Json = False) -> None:
    """Check a glossary: every fault with its file and line.

    Exit 1 where there is a fault; a warning is none. Demos are really run, each claim over ten
    seeds; what was run before is remembered until its code changes.

    \b
      learn check
      learn check my-terms.yaml
      learn check --demos
    """
    from learn.check.glossary import check as check_places
    from learn.demos.remembered import Remembered
    from learn.demos.worker import Worker
    from learn.environment import paths
    from learn.text import shorten
    from learn.views.messages import say

    if path is not None and not os.path.exists(path):  # noqa: PTH110 - Path.exists may raise
        raise NotFoundError(say(screen.lang, "no_path", path=shorten(path)))
    places = [Path(path)] if path is not None else list(screen.places)
    shown = sys.stderr.isatty() and not screen.plain
    progress = _progress if shown else lambda _: None
    builtin = Path(paths.builtin_folder())
    kept = Path(paths.cache_folder(screen.environ)) / "runs"
    with ExitStack() as stack:
        workers = [stack.enter_context(closing(Worker())) for _ in range(_jobs())]
        runners = [Remembered(worker, kept) for worker in workers]
        for runner in runners:
            stack.callback(runner.save)
        try:
            if demos:
                if not _print_demos(screen, places, runners[0], progress, json=json):
                    raise typer.Exit(1)
                return
            report = check_places(
                places,
                beside=[] if any(builtin.samefile(place) for place in places) else [builtin],
                progress=progress,
                runners=runners,
            )
        finally:
            if shown:
                sys.stderr.write("\r\x1b[2K")
    if json:
        screen.json(report.to_json())
    else:
        _print_report(screen, report, path)
    if report.faults:
        raise typer.Exit(1)


def _print_report(screen: Screen, report: Report, path: str | None) -> None:
    from learn.views.messages import count_of, say
    from learn.views.page import Page

    page = Page(None)
    in_words: Callable[[Problem], str] = str
    if screen.lang == "zh":
        from learn.views import problems_zh

        in_words = problems_zh.in_words
    for problem in report.problems:
        page.add(("", in_words(problem)))
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


def _print_demos(
    screen: Screen,
    places: list[Path],
    runner: Runner,
    progress: Callable[[str], None],
    *,
    json: bool,
) -> bool:
    """Print what each demo costs and by how much its claim holds; a JSON list for a machine.

    Returns whether every demo keeps within the limits of time and memory; says which doesn't.
    """
    from learn.check.claims import margins
    from learn.demos import load as load_demo
    from learn.demos.cost import MOST_MEBIBYTES, MOST_SECONDS, cost
    from learn.demos.result import Table
    from learn.glossary.load import load
    from learn.views.messages import say
    from learn.views.page import Page
    from learn.views.tables import table

    columns = ("demo", "seconds", "slowest", "mebibytes", "margin", "control")
    rows: list[list[object]] = []
    unbearable = Page(None)
    for slug, entry in sorted(load(places).entries.items()):
        if not entry.get("demo") or entry["demo"].get("run", slug) != slug:
            continue
        progress(slug)
        took, found = cost(slug), margins(load_demo(slug), runner)
        sizes = [took.seconds, took.slowest, took.mebibytes]
        rows.append([slug, *sizes, min(found.claim), max(found.control)])
        if not took.is_bearable:
            limits = {"seconds": f"{MOST_SECONDS:g}", "mebibytes": f"{MOST_MEBIBYTES:g}"}
            said = say(screen.lang, "cost_over", slug=slug, at=took.at, **limits)
            unbearable.text(said, "bad")
    if json:
        screen.json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        heads = [say(screen.lang, f"cost_{name}") for name in columns]
        screen.console.print(table(Table("", heads, rows, format=".3f"), screen.columns, str))
    screen.say(unbearable)
    return not unbearable.lines


def _jobs() -> int:
    """Return how many demos are run at a time: each takes a core and 300 MiB."""
    return max(1, min(_MOST_JOBS, os.cpu_count() or 1))


def _progress(slug: str) -> None:
    sys.stderr.write(f"\r\x1b[2K{slug} …")
    sys.stderr.flush()
