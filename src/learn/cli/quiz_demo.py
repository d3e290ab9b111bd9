"""A term's demo in the middle of a quiz, computed by the worker."""

from __future__ import annotations

from learn import demos
from learn.cli.demo_guess import guessed
from learn.cli.screen import Screen
from learn.cli.status_line import Waiting
from learn.demos import Run
from learn.demos.parameters import settle
from learn.demos.worker import Worker
from learn.errors import LearnError
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
        demo = demos.load(term.demo.run)
        parameters = settle(demo.parameters, term.demo.defaults)
        if asked.compute == "demo":
            parameters |= asked.parameters
        own = asked.compute == "demo" or asked.kind == "picture"  # it was asked for already
        guess = guessed(screen, term, parameters) if screen.interactive and not own else None
        with Waiting(screen, "running" if worker.ready() else "loading"):
            run = Run(demo, parameters, worker.compute(term.demo.run, "demo", parameters))
        if guess is not None:
            guess.compare(screen, run)
        show(screen, term, run)
        screen.print(Page(None).add())
    except LearnError as error:
        screen.say(Page(None).text(f"{error.message} {error.hint}", "warn"))
