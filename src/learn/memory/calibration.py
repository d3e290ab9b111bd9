"""Predicted recall: against what happened, and in the days to come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from learn.memory.fsrs import Card, Rating, Scheduler
from learn.memory.scoring import baselines, losses, mean

BINS = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)  # of predicted recall
SAMPLE = 10_000  # answers that are replayed at most, at about 10 µs each


class LogEntry(NamedTuple):
    """An answer of a log, which is in the order of time.

    `sure` is what was said before the options were shown, None where nothing was.
    """

    card: str
    rating: int
    day: int
    sure: bool | None = None
    kind: str = ""


@dataclass(frozen=True)
class Bin:
    """Answers predicted to be recalled with `low` to `high`: how many, and both means."""

    low: float
    high: float
    reviews: int
    predicted: float
    actual: float


@dataclass(frozen=True)
class Calibration:
    """Predicted recall against what happened, in `reviews` of the `replayed` answers.

    `log_loss` has the mean log loss of the `scheduler` and of the baselines. It is empty where
    nothing was predicted.
    """

    replayed: int
    reviews: int = 0
    bins: Sequence[Bin] = ()
    log_loss: Mapping[str, float] = field(default_factory=dict)


def recalled(rating: int, sure: bool | None) -> bool:
    """Whether an answer shows recall: a right one does, unless not sure, when it may be luck."""
    return rating > Rating.AGAIN and sure is not False


def sound(log: Iterable[LogEntry], today: int) -> list[LogEntry]:
    """Keep the rows that can be answers: with a rating that there is, on a day that was."""
    return [each for each in log if 1 <= each.rating <= 4 and 0 < each.day <= today]


def predictions(log: Iterable[LogEntry], scheduler: Scheduler) -> Iterator[tuple[float, bool]]:
    """Yield predicted and shown recall of every answer on a later day than the card's last one.

    Each prediction is made from what came before it in the log.
    """
    states: dict[str, Card] = {}
    for name, rating, day, sure, _ in log:
        card = states.get(name)
        if card and day > card.day:
            yield scheduler.retrievability(card, day), recalled(rating, sure)
        states[name] = scheduler.review(card, name, Rating(rating), day)


def calibrate(log: Sequence[LogEntry], scheduler: Scheduler) -> Calibration:
    """Score the scheduler's predictions on the whole histories of some cards."""
    scored = list(predictions(log, scheduler))
    if not scored:
        return Calibration(len(log))
    outcomes = [outcome for _, outcome in scored]
    own = [predicted for predicted, _ in scored]
    guesses = {"scheduler": own, **baselines(outcomes, scheduler.retention)}
    log_loss = {name: mean(losses(each, outcomes)) for name, each in guesses.items()}
    return Calibration(len(log), len(scored), _bins(scored), log_loss)


def _bins(scored: Sequence[tuple[float, bool]]) -> list[Bin]:
    found = []
    for low, high in pairwise(BINS):
        inside = [each for each in scored if low <= each[0] < high or each[0] == high == 1]
        if inside:
            predicted, actual = map(mean, zip(*inside, strict=True))
            found.append(Bin(low, high, len(inside), predicted, actual))
    return found


def curve(
    cards: Collection[Card], scheduler: Scheduler, days: Iterable[int]
) -> list[tuple[int, float, float]]:
    """Return (day, mean recall, recall of the weakest card) without any further review."""
    points = []
    for day in days if cards else ():
        recalls = [scheduler.retrievability(card, day) for card in cards]
        points.append((day, mean(recalls), min(recalls)))
    return points
