"""A year of single-card terms at equal minutes: our scheduler, SM-2, Leitner's boxes, random order.

No scheduler was tuned to these learners, and the same holds for all:

- Time. Up to so many minutes a day. A right answer takes 12 s, a wrong one and the first one 19 s.
- New terms. In the same order, after what is due, as many as the minutes leave room for, and at
  most `--new` a day. In random order all terms met so far and the day's new ones are shuffled, day
  by day, and asked until the time is up.
- Misses. A missed term is asked again on the same day, three others later, until it is known.
- Grades. A right answer is hard, good or easy with probability 0.224, 0.631, 0.145, whatever the
  memory's state; these, the 12 and the 19 s are about those of the engine's own simulator.

Schedulers: learn.memory.fsrs, with the order of learn.quiz.due, the retention that
learn.quiz.plan.Today.retention asks for, and every 30 days the fit of learn.memory.optimizer to the
log so far; the same never fitted; the same kept at 90 % throughout; SM-2 as published in
1990 (again, hard, good, easy: quality 2, 3, 4, 5), repeating on the day what was missed, and, as
published too, what was hard; three boxes of 1, 3 and 7 days.

Memories: see memories.py.

Known is the sum of the true probabilities of recall, on the day after the last, of all terms; sure
are the terms whose probability is 0.9 or more.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

from memories import Memory

from learn.glossary.term import Term, Text
from learn.memory.fitting import log_of
from learn.memory.fsrs import RETENTION, Card, Rating, Scheduler
from learn.memory.optimizer import EVERY, LEAST, try_fit
from learn.quiz.cards import of_term
from learn.quiz.due import least_remembered
from learn.quiz.plan import BUSY_RETENTION, Today

RIGHT, WRONG = 12.0, 19.0  # seconds
BETWEEN = 3  # other questions before a missed one comes again


class Year(NamedTuple):
    """How long is studied, and how much of what."""

    days: int
    minutes: float
    terms: int
    new: int


class Teacher(Protocol):
    """A way to choose what to ask."""

    def plan(self, day: int, fresh: Sequence[str], chance: random.Random) -> list[str]:
        """Return the cards to ask on a day, in order, `fresh` being new ones that may be."""

    def note(self, card: str, rating: Rating, day: int) -> bool:
        """Take an answer in; return whether the card is to come again on the same day."""

    def close(self, day: int, left: int, waiting: int) -> None:
        """End a day on which `left` of the planned cards had no time; `waiting` were never met."""


@dataclass
class Ours:
    """What `learn quiz` does with the card of a term."""

    fits: bool = True
    busy: float = BUSY_RETENTION  # while new terms wait and the day is full
    calm: float = RETENTION
    scheduler: Scheduler = field(default_factory=Scheduler)
    states: dict[str, Card] = field(default_factory=dict)
    log: list[tuple[str, int, int]] = field(default_factory=list)

    def plan(self, day: int, fresh: Sequence[str], chance: random.Random) -> list[str]:
        if self.fits and day and day % EVERY == 0:
            self._fit()
        return least_remembered(self.states, self.states, day, self.scheduler) + list(fresh)

    def note(self, card: str, rating: Rating, day: int) -> bool:
        state = self.scheduler.review(self.states.get(card), card, rating, day)
        self.states[card] = state
        self.log.append((card, rating, day))
        return state.learning

    def close(self, day: int, left: int, waiting: int) -> None:
        terms: Mapping[str, Term] = {"waiting": _TERM} if waiting else {}
        aim = Today(terms, {}, {}, day, self.scheduler).retention(full=left > 0)
        aim = {BUSY_RETENTION: self.busy, RETENTION: self.calm}.get(aim, aim)
        if aim != self.scheduler.retention:
            self._adopt(replace(self.scheduler, retention=aim))

    def _fit(self) -> None:
        log, current = log_of(self.log), self.scheduler.parameters
        if len(log.scored) >= LEAST and (trial := try_fit(log, current)).wins:
            self._adopt(replace(self.scheduler, parameters=trial.parameters))

    def _adopt(self, scheduler: Scheduler) -> None:
        """Schedule anew what was answered, as the store does."""
        self.scheduler, self.states = scheduler, scheduler.replay(self.log)


_TEXT = Text("", "")
_TERM = Term("waiting", "", _TEXT, _TEXT, _TEXT)


@dataclass
class Item:
    """What SM-2 and Leitner keep of a card."""

    day: int = -1
    due: int = 0
    interval: int = 0
    times: int = 0  # right in a row; with Leitner the box
    ease: float = 2.5


@dataclass
class Dated:
    """A scheduler that keeps a day for each card; what is longest due comes first."""

    items: dict[str, Item] = field(default_factory=dict)

    def plan(self, day: int, fresh: Sequence[str], chance: random.Random) -> list[str]:
        due = [card for card, item in self.items.items() if item.due <= day]
        chance.shuffle(due)
        return sorted(due, key=lambda card: self.items[card].due) + list(fresh)

    def close(self, day: int, left: int, waiting: int) -> None:
        pass


@dataclass
class Sm2(Dated):
    """SM-2: intervals of 1 and 6 days, then times the ease; below a quality again on the day."""

    repeated: int = 3  # below this quality; 4 as published

    def note(self, card: str, rating: Rating, day: int) -> bool:
        item, quality = self.items.setdefault(card, Item()), int(rating) + 1
        if item.day < day:  # repeating on the same day changes nothing
            if quality < 3:
                item.times, item.interval = 0, 1
            else:
                item.times += 1
                grown = math.ceil(item.interval * item.ease)
                item.interval = {1: 1, 2: 6}.get(item.times, grown)
                missing = 5 - quality
                item.ease = max(1.3, item.ease + 0.1 - missing * (0.08 + missing * 0.02))
            item.day, item.due = day, day + item.interval
        return quality < self.repeated


class Leitner(Dated):
    """Three boxes: a right answer moves a card to the next one, a wrong one to the first."""

    def note(self, card: str, rating: Rating, day: int) -> bool:
        item, missed = self.items.setdefault(card, Item()), rating is Rating.AGAIN
        if item.day < day:
            item.times = 0 if missed else min(2, item.times + (item.day >= 0))
            item.day, item.due = day, day + (1, 3, 7)[item.times]
        return missed


@dataclass
class Shuffled:
    """No schedule at all."""

    met: dict[str, None] = field(default_factory=dict)

    def plan(self, day: int, fresh: Sequence[str], chance: random.Random) -> list[str]:
        return chance.sample([*self.met, *fresh], len(self.met) + len(fresh))

    def note(self, card: str, rating: Rating, day: int) -> bool:
        self.met[card] = None
        return rating is Rating.AGAIN

    def close(self, day: int, left: int, waiting: int) -> None:
        pass


TEACHERS: dict[str, Callable[[], Teacher]] = {
    "learn": Ours,
    "learn, never fitted": lambda: Ours(fits=False),
    "learn, 90 % throughout": lambda: Ours(fits=False, busy=RETENTION),
    "SM-2": Sm2,
    "SM-2, hard repeated": lambda: Sm2(repeated=4),
    "Leitner, 3 boxes": Leitner,
    "random order": Shuffled,
}
HEADS = ("known", "sure", "met", "answers per known term", "minutes a day")


def study(teacher: Teacher, memory: Memory, year: Year, chance: random.Random) -> tuple[float, ...]:
    """Study daily; return what stands under HEADS."""
    cards = [of_term(f"term-{number}") for number in range(year.terms)]
    met, answers, spent = 0, 0, 0.0
    for day in range(1, year.days + 1):
        fresh = cards[met : met + year.new]
        queue, again = teacher.plan(day, fresh, chance), list[tuple[int, str]]()
        queue.reverse()
        unmet, seconds, count = set(fresh), 0.0, 0
        while (queue or again) and seconds < 60 * year.minutes:
            missed = again and (not queue or again[0][0] <= count)
            card = again.pop(0)[1] if missed else queue.pop()
            rating = memory.rate(card, day, seconds, chance)
            seconds += WRONG if card in unmet or rating is Rating.AGAIN else RIGHT
            count += 1
            unmet.discard(card)
            if teacher.note(card, rating, day):
                again.append((count + BETWEEN, card))
        # In random order the new ones met need not be the first.
        cards[met : met + len(fresh)] = sorted(fresh, key=unmet.__contains__)
        met += len(fresh) - len(unmet)
        teacher.close(day, len(queue), len(cards) - met)
        answers, spent = answers + count, spent + seconds
    recalls = [memory.recall(card, year.days + 1) for card in cards]
    known, sure = sum(recalls), sum(recall >= 0.9 for recall in recalls)
    return known, sure, met, answers / known, spent / 60 / year.days
