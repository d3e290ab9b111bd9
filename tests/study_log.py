"""A learner's diary: a log made through real sessions and a real store, with a moved clock."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from knowing_learner import terms
from learn.demos.result import Values
from learn.errors import LearnError
from learn.glossary.term import Term
from learn.memory.fsrs import Rating, Scheduler, learning_day
from learn.quiz.asked import LESSON, Asked
from learn.quiz.judging import Verdict
from learn.quiz.model import Review
from learn.quiz.session import Session
from learn.store import Store, open_store

TODAY = datetime(2026, 11, 24, 9).astimezone()


class NoRunner:
    """A runner without torch: drawn questions are passed over."""

    def compute(self, demo: str, function: str, parameters: Mapping[str, Any]) -> Values:
        raise LearnError("no torch here")

    def ready(self) -> bool:
        return True


@dataclass
class Clock:
    """A clock that goes ten seconds forward whenever it is read."""

    at: datetime

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=10)
        return self.at


def keep(folder: Path, days: Sequence[int], seed: int = 0) -> None:
    """Study on some days before TODAY (0 is today); what is forgotten follows FSRS's own curve.

    A wrong choice is one of the options that are other terms, where there are such. The learner is
    sure of what is recalled, and of nothing else: one guess among the options may be right.
    """
    chance = random.Random(seed)
    scheduler = Scheduler()
    written = {slug: _without_drawn(term) for slug, term in terms().items()}
    with closing(open_store(folder)) as store:
        for before in sorted(days, reverse=True):
            clock = Clock(TODAY - timedelta(days=before))
            session = Session(written, store, clock, chance, NoRunner())
            while (asked := session.next()) is not None:
                if asked.kind == LESSON:
                    session.seen(asked)
                    continue
                card = session.states.get(asked.card)
                day = learning_day(clock())
                recall = scheduler.retrievability(card, day) if card else 0.6
                recalled = chance.random() < recall
                lucky = bool(asked.options) and chance.random() < 1 / len(asked.options)
                verdict = _verdict(asked, recalled or lucky, chance)
                sure = recalled if asked.options else None
                session.answer(asked, "reply", verdict, 9, sure=sure)


def _without_drawn(term: Term) -> Term:
    """Leave out the questions that need a demo: one that fails would hold up those after it."""
    return replace(term, questions=tuple(q for q in term.questions if not q.is_drawn))


def _verdict(asked: Asked, right: bool, chance: random.Random) -> Verdict:
    lures = [option for option in asked.options if option.slug and not option.right]
    return Verdict(right, picked=chance.choice(lures) if lures and not right else None)


def know(store: Store, card: str, *answers: tuple[float, Rating], kind: str = "name") -> None:
    """Keep answers of some days after TODAY."""
    for days, rating in answers:
        at, scheduler = TODAY + timedelta(days=days), store.scheduler()
        state = scheduler.review(store.states().get(card), card, rating, learning_day(at))
        store.record(Review(card, rating, at, learning_day(at), 9000, kind, {"reply": "1"}), state)
