"""A demo's result on the screen: figures or words, what to look at, the command for it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from learn import demos
from learn.cli.screen import Screen
from learn.demos.result import Beside, Figure, Result, Stack, Table
from learn.glossary.term import Term
from learn.text import in_line
from learn.views import demo as view
from learn.views.page import Page

Values = dict[str, Any]


def show(screen: Screen, term: Term, result: Result, values: Values) -> None:
    """Write the figures, what to look at, and the command that gives the same again."""
    figures(screen, term, result.figures)
    page = view.look(term, result, values, screen.lang, screen.width)
    screen.print(page)
    command(screen, term, {name: _write(term, name, value) for name, value in values.items()})


def compare(screen: Screen, term: Term, name: str, runs: Sequence[tuple[Values, Result]]) -> None:
    """Write the runs of a sweep side by side: their figures, then a table of all single numbers."""
    option = f"--{name.replace('_', '-')}"
    texts = [_write(term, name, values[name]) for values, _ in runs]
    stacks = [
        Stack(f"{option} {text}", [f for f in result.figures if not isinstance(f, Table)])
        for text, (_, result) in zip(texts, runs, strict=True)
    ]
    rows = [
        [key, *(result.values.get(key) for _, result in runs)]
        for key, value in runs[0][1].values.items()
        if isinstance(value, (int, float))
    ]
    table = Table("", [option, *texts], [row for row in rows if len(set(row[1:])) > 1])
    figures(screen, term, [Beside(stacks), table])
    first = runs[0][0]
    said = {key: _write(term, key, value) for key, value in first.items()}
    screen.print(Page(screen.width).add())
    command(screen, term, {**said, name: ",".join(texts)})


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


def as_json(term: Term, result: Result, values: Values) -> dict[str, Any]:
    """Return a demo's numbers with the field names of `--json`."""
    return {
        "slug": term.slug,
        "parameters": {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()},
        "values": dict(result.values),
        "look": {lang: view.filled_look(term, result, values, lang) for lang in ("en", "zh")},
    }


def _write(term: Term, name: str, value: Any) -> str:
    demo = demos.load(term.demo.run if term.demo else term.slug)
    return demo.parameters[name].write(value)
