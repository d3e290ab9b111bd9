"""A quiz session: what to ask next, what an answer means for memory, what to say at the end.

No input and no output: the store, the clock, chance and the lab are given by whoever opens it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from learn.errors import LearnError
from learn.judging import Verdict
from learn.questions import Asked, Lab, ask, kinds_of
from learn.schedule import Card, Rating, Scheduler, learning_day
from learn.term import Term

NEW_A_DAY = 10
_BETWEEN = 3  # other cards before a missed one comes again


@dataclass(frozen=True)
class Review:
    """One answered card, as the log keeps it; `duration` is in milliseconds."""

    card: str
    rating: Rating
    at: datetime
    day: int
    duration: int
    kind: str
    detail: Mapping[str, Any]


class Progress(Protocol):
    """What a session needs of a store."""

    def record(self, review: Review, card: Card) -> str:
        """Keep an answer and the card's new state, both or neither; return the answer's id."""

    def states(self) -> dict[str, Card]:
        """Return the state of every card that was ever reviewed."""

    def asked_on(self, day: int) -> dict[str, bool]:
        """Return the cards reviewed on a day: whether the card was new on that day."""


@dataclass(frozen=True)
class Summary:
    """What a session came to, and what waits: cards due by days from today, new ones left."""

    answered: int
    right: int
    missed: Sequence[Term]
    due: Mapping[int, int]
    new_left: int
    new_today: int


@dataclass
class Session:
    """The queue of one sitting: due cards first, then new ones, missed ones again in between.

    With `only` it is about those terms and puts off none of their cards; without it no two cards
    of one term are asked on one day.
    """

    terms: Mapping[str, Term]
    store: Progress
    now: Callable[[], datetime]
    chance: random.Random
    lab: Lab
    only: Sequence[str] = ()
    new: int = NEW_A_DAY
    scheduler: Scheduler = field(default_factory=Scheduler)
    skipped: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.day = learning_day(self.now())
        self.states = self._current(self.store.states())
        asked = self.store.asked_on(self.day)
        self.new_today = sum(asked.values())
        self._touched = {card.partition("/")[0] for card in asked}
        self._queue = self._plan()
        self._again: list[tuple[int, str]] = []
        self._answers: list[tuple[Asked, bool]] = []

    def _current(self, states: dict[str, Card]) -> dict[str, Card]:
        """Keep the states of cards that exist; a renamed term takes its history along."""
        renamed = {old: term.slug for term in self.terms.values() for old in term.formerly}
        cards = {f"{term.slug}/{kind}" for term in self.terms.values() for kind in kinds_of(term)}
        current = {}
        for name, card in states.items():
            slug, _, kind = name.partition("/")
            now_called = f"{renamed.get(slug, slug)}/{kind}"
            if now_called in cards and (now_called not in current or slug not in renamed):
                current[now_called] = card
        return current

    def _plan(self) -> list[str]:
        """Return today's cards: missed and due ones, the least remembered first, then new ones."""
        chosen = [term for term in self.terms.values() if not self.only or term.slug in self.only]
        slugs = {term.slug for term in chosen}
        due = [
            name
            for name, card in self.states.items()
            if name.partition("/")[0] in slugs and card.due <= self.day
        ]
        due.sort(
            key=lambda name: (self.scheduler.retrievability(self.states[name], self.day), name)
        )
        left = max(0, self.new - self.new_today)
        if self.only:
            return due + [card for _, _, card in self._unseen(chosen)][:left]
        learning = [name for name in due if self.states[name].learning]
        planned = _one_a_term([name for name in due if name not in learning], self._touched)
        taken = self._touched | {name.partition("/")[0] for name in learning + planned}
        fresh = [card for _, _, card in self._unseen(chosen)]
        return learning + planned + _one_a_term(fresh, taken)[:left]

    def _unseen(self, terms: Sequence[Term]) -> list[tuple[int, int, str]]:
        """Return the cards never asked: first the first rung of every term, then the second ones.

        Every third term begins with its summaries, so that a sitting isn't all of one kind.
        """
        found = []
        for place, term in enumerate(terms):
            kinds = kinds_of(term)
            if place % 3 == 2:
                kinds[:2] = kinds[1::-1]
            for rung, kind in enumerate(kinds):
                if f"{term.slug}/{kind}" not in self.states:
                    found.append((rung, place, f"{term.slug}/{kind}"))
        return sorted(found)

    def remaining(self) -> int:
        """Return how many questions are still to come, as far as known."""
        return len(self._queue) + len(self._again)

    def waiting(self) -> tuple[int, int]:
        """Return how many due cards and how many new ones are still to come."""
        due = sum(name in self.states for name in self._queue) + len(self._again)
        return due, self.remaining() - due

    @property
    def answered(self) -> int:
        """How many questions were answered."""
        return len(self._answers)

    def next(self) -> Asked | None:
        """Return the next question, or None at the end; what can't be computed is passed over."""
        while (name := self._take()) is not None:
            slug, _, kind = name.partition("/")
            try:
                return ask(self.terms[slug], kind, self.terms, self.chance, self.lab)
            except (LearnError, ValueError) as error:
                self.skipped.append(f"{name}: {error}")
        return None

    def _take(self) -> str | None:
        if self._again and (not self._queue or self._again[0][0] <= self.answered):
            return self._again.pop(0)[1]
        if not self._queue:
            return None
        if not self.lab.ready():
            # While torch loads, what needs no torch comes first.
            for place, name in enumerate(self._queue):
                if not self._is_drawn(name):
                    return self._queue.pop(place)
        return self._queue.pop(0)

    def _is_drawn(self, name: str) -> bool:
        slug, _, kind = name.partition("/")
        return any(each.id == kind and each.is_drawn for each in self.terms[slug].questions)

    def answer(self, asked: Asked, reply: str, verdict: Verdict, seconds: float) -> Card:
        """Keep an answer at once, and return the card's new state; a missed card comes again.

        Raises StoreError where it can't be kept; then nothing is changed.
        """
        rating = Rating.AGAIN
        if verdict.right:
            rating = Rating.HARD if verdict.near else Rating.GOOD
        now = self.now()
        card = self.scheduler.review(self.states.get(asked.card), asked.card, rating, self.day)
        detail: dict[str, Any] = {"reply": reply}
        if asked.options:
            detail["options"] = [option.slug or option.text.en for option in asked.options]
        if asked.kind == "drawn":
            detail |= {"parameters": dict(asked.parameters), "value": asked.value}
        if verdict.picked:
            detail["picked"] = verdict.picked.slug or verdict.picked.text.en
        elif verdict.meant:
            detail["picked"] = verdict.meant.slug
        duration = max(0, round(seconds * 1000))
        self.store.record(
            Review(asked.card, rating, now, self.day, duration, asked.kind, detail), card
        )
        self.new_today += asked.card not in self.states
        self.states[asked.card] = card
        self._answers.append((asked, verdict.right))
        if card.learning:
            self._again.append((self.answered + _BETWEEN, asked.card))
        return card

    def summary(self) -> Summary:
        """Return what this session came to and what is due when."""
        missed = {asked.term.slug: asked.term for asked, right in self._answers if not right}
        due = Counter(max(0, card.due - self.day) for card in self.states.values())
        return Summary(
            answered=self.answered,
            right=sum(right for _, right in self._answers),
            missed=tuple(missed.values()),
            due=dict(sorted(due.items())),
            new_left=len(self._unseen(list(self.terms.values()))),
            new_today=self.new_today,
        )


def _one_a_term(cards: Sequence[str], taken: set[str]) -> list[str]:
    """Keep the first card of every term that isn't taken."""
    first: dict[str, str] = {}
    for card in cards:
        slug = card.partition("/")[0]
        if slug not in taken:
            first.setdefault(slug, card)
    return list(first.values())
