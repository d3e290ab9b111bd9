"""The answers of a sitting, each kept in the store before the next question."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from learn.memory.fsrs import Card, Rating, Scheduler
from learn.quiz import queue
from learn.quiz.asked import Asked
from learn.quiz.cards import PRODUCED
from learn.quiz.judging import Verdict
from learn.quiz.model import Answer, Progress, Review


@dataclass
class Record:
    """What was answered, and the states that it led to; with `cram` nothing is kept for good."""

    store: Progress
    scheduler: Scheduler
    states: dict[str, Card]
    produced_before: Collection[str]
    cram: bool
    answers: list[Answer] = field(default_factory=list)

    @property
    def produced(self) -> set[str]:
        """The cards that were answered rightly without options, now or ever."""
        right = (each for each in self.answers if each.review.rating is not Rating.AGAIN)
        now = {each.asked.card for each in right if each.asked.kind in PRODUCED}
        return {*self.produced_before, *now}

    def keep(
        self,
        asked: Asked,
        verdict: Verdict,
        review: Review,
        before: Card | None,
        instead_of: str = "",
    ) -> Answer:
        """Keep an answer and its card's state; raise StoreError where that can't be.

        A card that was missed too often rests for a week from then on.
        """
        card = self.scheduler.review(before, asked.card, review.rating, review.day)
        key, rested = "", False
        if not self.cram:
            key = self.store.record(replace(review, day=card.day), card, instead_of)
            self.states[asked.card] = card
            lapsed = card.lapses > (before.lapses if before else 0)
            rested = lapsed and card.lapses % queue.LEECH == 0
        if rested:
            self.store.rest(asked.card, review.day + queue.RESTS)
        return Answer(asked, verdict, review, before, card, key, rested=rested)

    def wake(self, answer: Answer) -> None:
        """Take back the rest that an answer brought its card."""
        if answer.rested:
            self.store.rest(answer.asked.card, None)

    def forget(self, answer: Answer, at: datetime) -> None:
        """Take back an answer with what it caused."""
        if not answer.key:
            return
        self.store.undo(at, self.scheduler, answer.key)
        self.wake(answer)
        if answer.before is None:
            del self.states[answer.asked.card]
        else:
            self.states[answer.asked.card] = answer.before
