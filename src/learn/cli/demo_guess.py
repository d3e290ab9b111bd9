"""Predict first: the demo asks for a value that it is about to compute, then compares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from learn.cli import keyboard
from learn.cli.screen import Screen
from learn.errors import LearnError
from learn.glossary.term import Prediction, Term
from learn.quiz.judging import same_value
from learn.template import fill
from learn.views import demo as view
from learn.views.messages import say
from learn.views.page import Page

if TYPE_CHECKING:
    from learn.demos import Run


@dataclass(frozen=True)
class Guess:
    """What was guessed, and what about."""

    prediction: Prediction
    reply: str

    def compare(self, screen: Screen, run: Run) -> None:
        """Say how the guess compares with what was computed; nothing where nothing was guessed."""
        if not self.reply.strip():
            return
        if self.prediction.value not in run.values:
            raise LearnError(f"The demo has no value {self.prediction.value!r}.", "learn check")
        value = run.values[self.prediction.value]
        right = same_value(value, self.reply, self.prediction.within)
        key = "guess_right" if right else "guess_wrong"
        text = say(screen.lang, key, guess=self.reply.strip(), value=view.said(value, screen.lang))
        screen.print(Page(screen.width).text(text, "good" if right else "bad").blank())


def asked_before(screen: Screen, term: Term, values: Mapping[str, Any]) -> Guess | None:
    """Show the term, then ask; None where the term has nothing to ask."""
    if term.demo is None or term.demo.predict is None:
        return None
    screen.print(view.head(term, screen.lang, screen.width))
    return guessed(screen, term, values)


def guessed(screen: Screen, term: Term, values: Mapping[str, Any]) -> Guess | None:
    """Ask for the value that the demo is about to compute; an empty line guesses nothing."""
    if term.demo is None or term.demo.predict is None:
        return None
    prediction = term.demo.predict
    question = fill(prediction.ask.in_(screen.lang), values)
    screen.print(Page(screen.width).text(question, "strong"))
    try:
        reply = keyboard.read_line(f"{say(screen.lang, 'your_guess')} > ")
    except KeyboardInterrupt:
        screen.print(Page(None).add())  # or the shell's prompt would follow on the same line
        raise
    screen.print(Page(screen.width).add())
    return Guess(prediction, "" if reply in (None, keyboard.PASTED) else reply)
