"""What simulated learners truly remember: three models.

`FSRS-6` has parameters drawn for each learner: initial stabilities times log-normal factors, the
others normal around the defaults with half the spread that the engine's optimiser assumes; first
answers are rated 1 to 4 with probability 0.24, 0.094, 0.495, 0.171; on the day of an answer recall
is 0.8.

`ACT-R` knows no stability (Pavlik and Anderson, Cognitive Science 29, 2005): activation m is the
logarithm of the sum of t^-d over all answers, the decay of each is d = c exp(m before it) + a,
recall is 1 / (1 + exp((T - m) / s)), and time between two days' study counts 0.025 of its length.
Nothing is known at first, and grades tell nothing. Its constants are drawn around (a 0.027, c 0.18,
T -0.145, s 0.11): with these it forgets as an average learner does, namely as FSRS-6's defaults say
after 12 schedules of 1 to 8 days of study, 1 to 365 days later (they differ by 0.04 in the mean).

`ACT-R, laboratory` has the constants of experiments with word pairs over days (0.177, 0.279,
-0.704, 0.0786; Pavlik and Anderson 2008, as others' code quotes them). Stretched to a year they
make learners forget far faster than that, and knowledge hardly ever lasts.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Protocol

from learn.memory.fsrs import Card, Rating, Scheduler

FIRST = (0.24, 0.094, 0.495, 0.171)
PASSED = (0.224, 0.631, 0.145)
SAME_DAY = 0.8
NIGHT = 0.025

# fsrs-rs: the spread of parameters 4 to 20 over learners, and the bounds of its optimiser.
SPREAD = (
    *(0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16),
    *(0.57, 0.25, 1.03, 0.31, 0.32, 0.14, 0.27),
)
LOW = (1, 1e-3, 1e-3, 1e-3, 0, 0, 1e-3, 1e-3, 1e-3, 1e-3, 0, 0, 1, 0, 0, 0, 0.1)
HIGH = (10, 4, 4, 0.75, 4.5, 0.8, 3.5, 5, 0.25, 0.9, 4, 1, 6, 2, 2, 0.8, 0.8)


class Memory(Protocol):
    """What a learner truly remembers; `seconds` is the time since the day's study began."""

    def rate(self, term: str, day: int, seconds: float, chance: random.Random) -> Rating:
        """Answer a question, and change by it."""

    def study(self, term: str, day: int, seconds: float) -> None:
        """Read what is to be learnt, without being asked."""

    def recall(self, term: str, day: int) -> float:
        """Return the probability of recall at the beginning of a day."""


def passed(chance: random.Random) -> Rating:
    """Return the grade of a right answer."""
    return chance.choices((Rating.HARD, Rating.GOOD, Rating.EASY), PASSED)[0]


class Fsrs:
    """A memory that follows FSRS-6 with parameters of its own."""

    def __init__(self, chance: random.Random) -> None:
        default = Scheduler().weights
        whole = math.exp(chance.gauss(0, 0.6))
        first = sorted(each * whole * math.exp(chance.gauss(0, 0.3)) for each in default[:4])
        rest = [
            min(high, max(low, chance.gauss(mean, spread / 2)))
            for mean, spread, low, high in zip(default[4:], SPREAD, LOW, HIGH, strict=True)
        ]
        self.mind = Scheduler((*first, *rest))
        self.cards: dict[str, Card] = {}

    def study(self, term: str, day: int, seconds: float) -> None:
        """Change nothing: what was read before the first answer is in how that is rated."""

    def recall(self, term: str, day: int) -> float:
        card = self.cards.get(term)
        return self.mind.retrievability(card, day) if card else 0.0

    def rate(self, term: str, day: int, seconds: float, chance: random.Random) -> Rating:
        card = self.cards.get(term)
        if card is None:
            rating = chance.choices(tuple(Rating), FIRST)[0]
        else:
            recall = SAME_DAY if card.day == day else self.recall(term, day)
            rating = passed(chance) if chance.random() < recall else Rating.AGAIN
        self.cards[term] = self.mind.review(card, term, rating, day)
        return rating


class Average(Fsrs):
    """A memory of which the engine's default parameters are the truth."""

    def __init__(self, chance: random.Random) -> None:
        self.mind = Scheduler()
        self.cards = {}


class Actr:
    """A memory of traces, each decaying by a power of its age; spacing makes them decay slower."""

    constants = (0.027, 0.18, -0.145, 0.11)

    def __init__(self, chance: random.Random) -> None:
        a, c, threshold, self.noise = self.constants
        self.a, self.c = a * chance.uniform(0.8, 1.2), c * chance.uniform(0.8, 1.2)
        self.threshold = threshold + chance.uniform(-0.1, 0.1)
        self.traces: dict[str, list[tuple[float, float]]] = {}

    def activation(self, term: str, now: float) -> float:
        """Return the logarithm of all traces' strength, minus infinity where there is none."""
        strength = sum((now - at) ** -decay for at, decay in self.traces.get(term, ()))
        return math.log(strength) if strength else -math.inf

    def probability(self, activation: float) -> float:
        """Return the probability that a memory so active is recalled."""
        return 1 / (1 + math.exp(min(700.0, (self.threshold - activation) / self.noise)))

    def recall(self, term: str, day: int) -> float:
        return self.probability(self.activation(term, NIGHT * 86_400 * day))

    def study(self, term: str, day: int, seconds: float) -> None:
        self._trace(term, NIGHT * 86_400 * day + seconds)

    def rate(self, term: str, day: int, seconds: float, chance: random.Random) -> Rating:
        activation = self._trace(term, NIGHT * 86_400 * day + seconds)
        known = chance.random() < self.probability(activation)
        return passed(chance) if known else Rating.AGAIN

    def _trace(self, term: str, now: float) -> float:
        """Add a trace; return the activation before it."""
        activation = self.activation(term, now)
        self.traces.setdefault(term, []).append((now, self.c * math.exp(activation) + self.a))
        return activation


class Laboratory(Actr):
    """The same with constants from an experiment of two weeks."""

    constants = (0.177, 0.279, -0.704, 0.0786)


MEMORIES: dict[str, Callable[[random.Random], Memory]] = {
    "FSRS-6": Fsrs,
    "ACT-R": Actr,
    "ACT-R, laboratory": Laboratory,
}
