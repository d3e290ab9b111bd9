"""A demo's result on the screen: figures or words, what to look at, the command for it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from learn.cli.screen import Screen
from learn.demos.result import Beside, Figure, Stack, Table, plain
from learn.glossary.term import Term
from learn.text import in_line
from learn.views import demo as view
from learn.views.page import Page

if TYPE_CHECKING:
    from learn.demos import Run


def show(screen: Screen, term: Term, run: Run) -> None:
    """Write the figures, what to look at, and the command that gives the same again."""
    figures(screen, term, run.figures)
    screen.print(view.look(term, run, screen.lang, screen.width))
    command(screen, term, run.written())


def compare(screen: Screen, term: Term, name: str, runs: Sequence[Run]) -> None:
    """Write the runs of a sweep side by side: their figures, then a table of all single numbers."""
    option = f"--{name.replace('_', '-')}"
    texts = [run.written()[name] for run in runs]
    stacks = [
        Stack(f"{option} {text}", [f for f in run.figures if not isinstance(f, Table)])
        for text, run in zip(texts, runs, strict=True)
    ]
    rows = [
        [key, *(run.values.get(key) for run in runs)]
        for key, value in runs[0].values.items()
        if isinstance(value, (int, float))
    ]
    table = Table("", [option, *texts], [row for row in rows if len(set(row[1:])) > 1])
    figures(screen, term, [Beside(stacks), table])
    screen.print(Page(screen.width).add())
    command(screen, term, {**runs[0].written(), name: ",".join(texts)})


def command(screen: Screen, term: Term, said: dict[str, str]) -> None:
    """Write the command line that gives the same again."""
    screen.print(view.command(term.slug, said, screen.width))


def figures(screen: Screen, term: Term, shown: Iterable[Figure]) -> None:
    """Write figures as pictures on a terminal, in words and numbers elsewhere."""
    label = view.labeller(term, screen.lang)
    if screen.plain or not sys.stdout.isatty():
        from learn.views.figures_as_text import speak

        for figure in shown:
            for line in speak(figure, label, screen.lang):
                sys.stdout.write(in_line(line) + "\n")
        return
    from learn.views.figures import draw

    for number, figure in enumerate(shown):
        if number:
            screen.console.print()
        screen.console.print(draw(figure, screen.columns, label))


def as_json(term: Term, run: Run) -> dict[str, Any]:
    """Return a demo's numbers with the field names of `--json`."""
    return {
        "slug": term.slug,
        "parameters": plain(dict(run.parameters)),
        "values": run.values,
        "look": {lang: view.filled_look(term, run, lang) for lang in ("en", "zh")},
    }
