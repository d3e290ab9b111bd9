"""Fit FSRS-6 to a log of reviews: what the engine's optimiser finds, averaged with the defaults.

Of n scored reviews the optimiser's parameters have the weight n / (n + 1000), the defaults the
rest; the four initial stabilities are averaged in logarithms. Few reviews so change little.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from learn.memory.fsrs import Rating, Scheduler
from learn.memory.scoring import sample

if TYPE_CHECKING:
    from fsrs_rs_python import FSRSReview

Row = tuple[str, int, int]  # (card, rating, learning day)
Parameters = tuple[float, ...]

EPOCHS = 20  # the engine's five are about fifty steps of Adam, which is too few
PRIOR = 1000  # scored reviews that the defaults count as
_INITIAL = 4  # parameters that are stabilities after a first answer
_LONGEST = 256  # reviews of one history that the optimiser reads
_MOST = 1_000_000  # reviews in all histories together: one to four seconds a fit


class Scored(NamedTuple):
    """A review that counts: its card's history up to it, days since the last, what happened."""

    card: str
    place: int
    days: int
    recalled: bool


@dataclass(frozen=True)
class Log:
    """A log as the engine wants it: the history of every card, and the reviews that count."""

    reviews: int
    histories: Mapping[str, Sequence[FSRSReview]]
    scored: Sequence[Scored]


def log_of(rows: Iterable[Row]) -> Log:
    """Return a log of (card, rating, learning day) in the order of time, as the engine wants it.

    A day before the card's last one counts as no time at all, as in scheduling.
    """
    from fsrs_rs_python import FSRSReview

    histories: dict[str, list[FSRSReview]] = {}
    last: dict[str, int] = {}
    scored: list[Scored] = []
    count = 0
    for card, rating, day in rows:
        history = histories.setdefault(card, [])
        days = max(0, day - last.setdefault(card, day))
        if days:
            scored.append(Scored(card, len(history), days, rating > Rating.AGAIN))
            last[card] = day
        history.append(FSRSReview(rating, days))
        count += 1
    return Log(count, histories, scored)


def fit(log: Log, count: int) -> Parameters:
    """Fit to the first `count` scored reviews, each with its history; the defaults where none is.

    Same-day reviews are in the histories; what comes after those reviews isn't.
    """
    from fsrs_rs_python import FSRS, FSRSItem, TrainingConfig

    training = _readable(log.scored[:count])
    items = [FSRSItem(log.histories[card][: place + 1]) for card, place, *_ in training]
    config = TrainingConfig(num_epochs=EPOCHS, max_seq_len=_LONGEST)
    try:
        found = FSRS([]).compute_parameters(items, training_config=config)
    except ValueError:  # as where no card's second day is among them
        return Scheduler().weights
    return averaged(found, len(training))


def averaged(found: Sequence[float], count: int) -> Parameters:
    """Average parameters fitted to so many scored reviews with the defaults."""
    default, weight = Scheduler().weights, count / (count + PRIOR)
    if not all(map(math.isfinite, found)):
        return default
    pairs = list(zip(found, default, strict=True))
    initial = (a**weight * b ** (1 - weight) for a, b in pairs[:_INITIAL])
    return (*initial, *(weight * a + (1 - weight) * b for a, b in pairs[_INITIAL:]))


def _readable(training: Sequence[Scored]) -> list[Scored]:
    """Keep what the optimiser reads: no overlong history, and of too many cards an even choice."""
    short = [each for each in training if each.place < _LONGEST]
    size: dict[str, int] = {}
    for card, place, *_ in short:
        size[card] = size.get(card, 0) + place + 1
    chosen = set(sample(size, _MOST))
    return [each for each in short if each.card in chosen]
