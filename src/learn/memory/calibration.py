"""Predicted recall: against what happened, and in the days to come."""

from __future__ import annotations

import math
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from learn.memory.fsrs import Card, Rating, Scheduler

LogEntry = tuple[str, int, int]  # (card, rating, learning day); a log is in the order of time

BINS = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)  # of predicted recall
SAMPLE = 10_000  # answers that are replayed at most, at about 10 µs each
_PACE = 0.02  # what one outcome moves the moving average by
_LEAST = 1e-4  # no prediction counts as surer than this


@dataclass(frozen=True)
class Bin:
    """Answers predicted to be right with `low` to `high`: how many, and both means."""

    low: float
    high: float
    reviews: int
    predicted: float
    actual: float


@dataclass(frozen=True)
class Calibration:
    """Predicted recall against what happened, in `reviews` of the `replayed` answers.

    `log_loss` has the mean log loss of the `scheduler`, of a `constant` (the best there is, known
    only afterwards), and of a `moving_average` that begins at the aim and goes a fiftieth of the
    way to each outcome. It is empty where nothing was predicted.
    """

    replayed: int
    reviews: int = 0
    bins: Sequence[Bin] = ()
    log_loss: Mapping[str, float] = field(default_factory=dict)


def sample(states: Mapping[str, Card], most: int = SAMPLE) -> list[str]:
    """Choose cards with about `most` answers together: evenly, and the same ones every time."""
    chosen, answers = [], 0
    for name in sorted(states, key=lambda name: (zlib.crc32(name.encode()), name)):
        if answers >= most:
            break
        chosen.append(name)
        answers += states[name].reps
    return chosen


def sound(log: Iterable[LogEntry], today: int) -> list[LogEntry]:
    """Keep the rows that can be answers: with a rating that there is, on a day that was."""
    return [each for each in log if 1 <= each[1] <= 4 and 0 < each[2] <= today]


def predictions(log: Iterable[LogEntry], scheduler: Scheduler) -> Iterator[tuple[float, bool]]:
    """Yield predicted recall and outcome of every answer on a later day than the card's last one.

    Each prediction is made from what came before it in the log.
    """
    states: dict[str, Card] = {}
    for name, rating, day in log:
        card = states.get(name)
        if card and day > card.day:
            yield scheduler.retrievability(card, day), rating > Rating.AGAIN
        states[name] = scheduler.review(card, name, Rating(rating), day)


def calibrate(log: Sequence[LogEntry], scheduler: Scheduler) -> Calibration:
    """Score the scheduler's predictions on the whole histories of some cards."""
    scored = list(predictions(log, scheduler))
    if not scored:
        return Calibration(len(log))
    constant, average = _mean(outcome for _, outcome in scored), scheduler.retention
    losses: list[tuple[float, float, float]] = []
    for predicted, outcome in scored:
        guesses = (predicted, constant, average)
        losses.append(tuple(_loss(guess, outcome) for guess in guesses))  # type: ignore[arg-type]
        average += _PACE * (outcome - average)
    names = ("scheduler", "constant", "moving_average")
    return Calibration(
        len(log),
        len(scored),
        _bins(scored),
        {
            name: _mean(column)
            for name, column in zip(names, zip(*losses, strict=True), strict=True)
        },
    )


def _loss(predicted: float, outcome: bool) -> float:
    right = predicted if outcome else 1 - predicted
    return -math.log(min(max(right, _LEAST), 1 - _LEAST))


def _bins(scored: Sequence[tuple[float, bool]]) -> list[Bin]:
    found = []
    for low, high in pairwise(BINS):
        inside = [each for each in scored if low <= each[0] < high or each[0] == high == 1]
        if inside:
            predicted, actual = _mean(p for p, _ in inside), _mean(o for _, o in inside)
            found.append(Bin(low, high, len(inside), predicted, actual))
    return found


def _mean(values: Iterable[float]) -> float:
    every = list(values)
    return sum(every) / len(every)


def curve(
    cards: Collection[Card], scheduler: Scheduler, days: Iterable[int]
) -> list[tuple[int, float, float]]:
    """Return (day, mean recall, recall of the weakest card) without any further review."""
    points = []
    for day in days if cards else ():
        recalls = [scheduler.retrievability(card, day) for card in cards]
        points.append((day, _mean(recalls), min(recalls)))
    return points
