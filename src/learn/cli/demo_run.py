"""A demo once it is known which: run it, sweep it, explain it, play with it, show its result."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from learn import demos
from learn.cli.demo_guess import asked_before
from learn.cli.screen import Screen
from learn.cli.selection import find_term
from learn.cli.status_line import Waiting
from learn.cli.time_limit import INTERRUPTED, Watchdog
from learn.demos import Demo, Run
from learn.demos.parameters import Parameter, settle
from learn.demos.result import Beside, Figure, Stack, Table, plain
from learn.errors import NotFoundError, UsageError
from learn.glossary.term import Lang, Term
from learn.text import in_line
from learn.views import demo as view
from learn.views.messages import say
from learn.views.page import Page

MOST_RUNS = 8  # of a sweep
ANY_SEED = Parameter("seed", int, 0, 0, 9999)


class Demonstration:
    """A term's demo with the values that were given for its parameters.

    Raises NotFoundError where there is no such term or it has no demo. `help` and `code` need no
    values; the others raise UsageError, before torch is imported, for values out of bounds.
    """

    def __init__(self, screen: Screen, word: str, given: dict[str, str], timeout: float) -> None:
        self.screen, self.given, self.timeout = screen, given, timeout
        self.term = find_term(screen, word)
        if self.term.demo is None:
            said = say(screen.lang, "no_demo", name=self.term.name.in_(screen.lang))
            raise NotFoundError(said, hint=f"learn define {self.term.slug}")
        self.demo = demos.load(self.term.demo.run)

    def help(self) -> None:
        """Print the options, made from the signature."""
        screen = self.screen
        screen.print(view.options(self.term, self.demo.parameters, screen.lang, screen.width))

    def code(self) -> None:
        """Print what computes: the demo's function and the helpers it calls."""
        from learn.demos.code import code

        source = code(self.demo.functions["demo"])
        if not self.screen.colored(sys.stdout):
            sys.stdout.write(source)
            return
        from rich.syntax import Syntax

        self.screen.console.print(Syntax(source, "python", theme="ansi_dark", word_wrap=True))

    def play(self) -> None:
        """Open the playground."""
        _, runs = self._runs()
        if not self.screen.interactive:
            raise UsageError(
                say(self.screen.lang, "play_where"),
                hint=say(self.screen.lang, "play_else", slug=self.term.slug),
            )
        from learn.tui.playground import Playground

        app = Playground(self.term, self.demo, runs[0], self.screen.lang)
        app.run()
        if app.return_code == INTERRUPTED:
            raise KeyboardInterrupt
        if app.return_code:
            raise SystemExit(app.return_code)

    def json(self) -> None:
        """Print the numbers: an object, or a list of them for a sweep."""
        name, runs = self._runs()
        found = [as_json(self.term, self._run(values)) for values in runs]
        self.screen.json(found[0] if name is None else found)

    def show(self, *, predict: bool) -> None:
        """Print the figures and what to look at; ask for a guess before, if wanted."""
        name, runs = self._runs()
        guess = asked_before(self.screen, self.term, runs[0]) if predict else None
        results = [self._run(values) for values in runs]
        if guess is not None:
            guess.compare(self.screen, results[0])
        else:
            self.screen.print(view.head(self.term, self.screen.lang, self.screen.width))
        if name is None:
            show(self.screen, self.term, results[0])
        else:
            compare(self.screen, self.term, name, results)

    def _runs(self) -> tuple[str | None, list[dict[str, Any]]]:
        try:
            return settle_runs(self.term, self.demo, self.given, self.screen.lang)
        except UsageError as error:
            raise view.refused(error, self.screen.lang) from None

    def _run(self, values: dict[str, Any]) -> Run:
        said = say(self.screen.lang, "overrun", seconds=f"{self.timeout:g}")
        key = "running" if "torch" in sys.modules else "loading"
        waiting = Waiting(self.screen, key)
        with Watchdog(self.timeout, f"learn: {said}", waiting.erase), waiting:
            return self.demo.run(**values)


def settle_runs(
    term: Term, demo: Demo, given: dict[str, str], lang: Lang = "en"
) -> tuple[str | None, list[dict[str, Any]]]:
    """Return the values of every run: one, or one for each value of the parameter that is swept.

    A value is given, or the glossary entry's, or the signature's. Raises UsageError as `settle`.
    """
    if "seed" not in demo.parameters and "seed" in given:
        # A demo without chance gives the same for every seed.
        for text in given.pop("seed").split(","):
            ANY_SEED.parse(text)
    said = {**(term.demo.defaults if term.demo else {}), **given}
    swept = [
        name
        for name, text in given.items()
        if "," in text and name in demo.parameters and demo.parameters[name].many is None
    ]
    if not swept:
        return None, [settle(demo.parameters, said)]
    texts = [text.strip() for text in said[swept[0]].split(",") if text.strip()]
    if len(swept) > 1 or not 1 <= len(texts) <= MOST_RUNS:
        raise UsageError(
            say(lang, "one_sweep", most=MOST_RUNS),
            hint=f"learn demo {term.slug} {demo.parameters[swept[0]].option} {','.join(texts[:3])}",
        )
    return swept[0], [settle(demo.parameters, {**said, swept[0]: text}) for text in texts]


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
