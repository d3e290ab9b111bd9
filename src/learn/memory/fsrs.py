"""When to ask again: FSRS-6 with whole learning days."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsrs_rs_python import FSRS

ENGINE = "fsrs-6"
ROLLOVER = timedelta(hours=4)
RETENTION = 0.9
LASTING, LASTING_RETENTION = 21.0, 0.91  # from this stability on, where young memories have less
LAST_DAY = 803_533  # the end of the year 2200
_LONGEST = 36_500


class Rating(IntEnum):
    """How well an answer was known, as FSRS counts it."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True)
class Card:
    """What memory is kept about: its state after the last review, in learning days.

    `stability` is the interval in days after which recall has fallen to 90 %; `difficulty` lies
    between 1 and 10. `day` and `due` are learning days, counted as date ordinals. A card that is
    `learning` was missed and comes again on the same day, until it is known.
    """

    name: str
    stability: float
    difficulty: float
    day: int
    due: int
    reps: int = 1
    lapses: int = 0
    learning: bool = False


def learning_day(now: datetime) -> int:
    """Return the learning day of a moment in local time: a date's ordinal, from 04:00 on.

    Raises ValueError for a time without a time zone.
    """
    if now.tzinfo is None:
        raise ValueError("a moment needs its time zone: use datetime.now().astimezone()")
    return (now.replace(tzinfo=None) - ROLLOVER).toordinal()


@dataclass(frozen=True)
class Scheduler:
    """FSRS-6 with a learner's parameters, and the recall that a card is kept at.

    A retention below the usual one is for young memories, which cost most; keeping a lasting one at
    91 % costs little.
    """

    parameters: tuple[float, ...] = ()
    retention: float = RETENTION

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """The 21 parameters: the learner's, or the engine's defaults."""
        from fsrs_rs_python import DEFAULT_PARAMETERS

        return self.parameters or tuple(DEFAULT_PARAMETERS)

    @cached_property
    def _engine(self) -> FSRS:
        from fsrs_rs_python import FSRS

        return FSRS(list(self.weights))

    def review(self, card: Card | None, name: str, rating: Rating, day: int) -> Card:
        """Return the state of a card after an answer on a learning day; `card` is None when new.

        A missed card stays due today. Otherwise the interval is that after which recall falls to
        the retention, with a little fuzz that depends on nothing but the card's name and its count
        of reviews. A clock set back counts as no time at all, and a further right answer on a day
        never brings the next one nearer.
        """
        from fsrs_rs_python import MemoryState

        memory = MemoryState(card.stability, card.difficulty) if card else None
        day = max(day, card.day) if card else day
        states = self._engine.next_states(memory, self.retention, day - card.day if card else 0)
        state = getattr(states, rating.name.lower())
        interval, stability = state.interval, state.memory.stability
        if self.retention < RETENTION and stability >= LASTING:
            interval = self._engine.next_interval(stability, LASTING_RETENTION, rating)
        reps = card.reps + 1 if card else 1
        missed = rating is Rating.AGAIN
        lapsed = missed and card is not None and not card.learning
        planned = card.due if card and day == card.day else day
        return Card(
            name=name,
            stability=stability,
            difficulty=state.memory.difficulty,
            day=day,
            due=day if missed else max(planned, day + fuzzed(interval, f"{name}:{reps}")),
            reps=reps,
            lapses=(card.lapses if card else 0) + lapsed,
            learning=missed,
        )

    def retrievability(self, card: Card, day: int) -> float:
        """Return the probability of recall on a learning day, by FSRS-6's forgetting curve."""
        return self.recall(card.stability, day - card.day)

    def recall(self, stability: float, days: float) -> float:
        """Return the probability of recall some days after a review that left this stability."""
        decay = -self.weights[20]
        factor = 0.9 ** (1 / decay) - 1
        return float((1 + factor * max(0.0, days) / stability) ** decay)

    def replay(self, answers: Iterable[tuple[str, int, int]]) -> dict[str, Card]:
        """Return the states that a log of (card, rating, learning day) leads to, in its order.

        What can't be an answer is left out.
        """
        states: dict[str, Card] = {}
        for name, rating, day in answers:
            if can_be(rating, day):
                states[name] = self.review(states.get(name), name, Rating(rating), day)
        return states


def can_be(rating: int, day: int) -> bool:
    """Whether a rating exists, and a learning day lies in the years 1 to 2200."""
    return 1 <= rating <= 4 and 1 <= day <= LAST_DAY


def fuzzed(interval: float, seed: str) -> int:
    """Return whole days near an interval: within 15 % up to a week, 10 % to 20 days, 5 % beyond."""
    days = max(1, min(round(interval), _LONGEST))
    if interval < 2.5:
        return days
    spans = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))
    spread = sum(share * max(0.0, min(interval, top) - low) for low, top, share in spans)
    low, high = max(2, round(interval - spread)), min(round(interval + spread), _LONGEST)
    return random.Random(seed).randint(low, max(low, high))
