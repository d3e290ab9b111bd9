"""A term's demo in the middle of a quiz, computed by the worker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from learn import demos
from learn.cli.demo_guess import guessed
from learn.cli.screen import Screen
from learn.cli.status_line import Waiting
from learn.demos import Demo, Run
from learn.demos.parameters import settle
from learn.demos.worker import Worker
from learn.errors import LearnError
from learn.glossary.term import Term
from learn.quiz.asked import Asked
from learn.views.page import Page


def aside(screen: Screen, worker: Worker, asked: Asked) -> None:
    """Show the demo of a question's term, after a guess where a person can make one.

    It runs with what the demo's own question was drawn with, else at its defaults. What was just
    predicted or told apart is not asked again.
    """
    from learn.cli.demo_run import show

    term = asked.term
    if term.demo is None:
        return
    try:
        demo, parameters = _settled(term)
        if asked.compute == "demo":
            parameters |= asked.parameters
        own = asked.compute == "demo" or asked.kind == "picture"  # it was asked for already
        guess = guessed(screen, term, parameters) if screen.interactive and not own else None
        run = _computed(screen, worker, demo, parameters)
        if guess is not None:
            guess.compare(screen, run)
        show(screen, term, run)
        screen.print(Page(None).add())
    except LearnError as error:
        screen.say(Page(None).text(f"{error.message} {error.hint}", "warn"))


def computed(screen: Screen, worker: Worker, term: Term) -> Run:
    """Return a run of a term's demo at its defaults; raise LearnError where it can't be computed.

    The term has a demo.
    """
    return _computed(screen, worker, *_settled(term))


def _settled(term: Term) -> tuple[Demo, dict[str, Any]]:
    assert term.demo is not None
    demo = demos.load(term.demo.run)
    return demo, settle(demo.parameters, term.demo.defaults)


def _computed(screen: Screen, worker: Worker, demo: Demo, parameters: Mapping[str, Any]) -> Run:
    with Waiting(screen, "running" if worker.ready() else "loading"):
        return Run(demo, parameters, worker.compute(demo.slug, "demo", parameters))
