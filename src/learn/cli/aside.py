"""A term's demo in the middle of a quiz, computed by the worker."""

from __future__ import annotations

from learn.cli.predict import guessed
from learn.cli.screen import Screen
from learn.cli.waiting import Waiting
from learn.demos.worker import Worker
from learn.errors import LearnError
from learn.glossary.term import Term
from learn.views.page import Page


def aside(screen: Screen, worker: Worker, term: Term) -> None:
    """Show a term's demo at its defaults, after a guess where a person can make one."""
    from learn.cli.show import show

    if term.demo is None:
        return
    try:
        parameters = worker.parameters_of(term.demo.run, "demo")
        values = {name: each.default for name, each in parameters.items()}
        guess = guessed(screen, term, values) if screen.interactive else None
        with Waiting(screen, "running" if worker.ready() else "loading"):
            result = worker.compute(term.demo.run, "demo", values)
        if guess is not None:
            guess.compare(screen, result)
        show(screen, term, result, values)
        screen.print(Page(None).add())
    except LearnError as error:
        screen.say(Page(None).text(f"{error.message} {error.hint}", "warn"))
