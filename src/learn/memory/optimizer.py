"""Fit FSRS-6 to a log of reviews, and judge the fit on later reviews that it has not seen.

The protocol, for a learner's own log and for one from elsewhere:

1. The log is in the order of time. Days are whole learning days, which begin at 04:00.
2. A review is *scored* where it is the first of its card on a later learning day than the one
   before it. First reviews and further ones on the same day only change the memory's state.
3. The first 80 % of the scored reviews, in time, are for training, the last 20 % are held out.
   The optimiser sees the training reviews, each with its card's history before it, and nothing
   later. Histories of more than 256 reviews are left out, and where all of them together have more
   than about five million reviews, so are whole cards, evenly.
4. Every held-out review is predicted from what came before it: by the state that its card's
   history leads to under the parameters, by the mean recall of the training part (constant), or by
   a moving average over all scored reviews before it, which goes on learning.
5. Log loss is the mean of -ln of the probability given to what happened, no probability counting
   as surer than 0.0001. A fit wins over a rival if its mean log loss is less by more than 1.645
   standard errors of the difference (one-sided 5 %), reviews of one card counted as one draw.
6. What is adopted is the very fit that was judged; it is not fitted again on the whole log.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from learn.errors import LearnError
from learn.memory.fsrs import Rating, Scheduler
from learn.memory.scoring import baselines, losses, mean, sample

if TYPE_CHECKING:
    from fsrs_rs_python import FSRSReview

Row = tuple[str, int, int]  # (card, rating, learning day)
Parameters = tuple[float, ...]

LEAST = 100  # scored reviews, below which nothing is adopted; of less than 64 it fits little
TRAINED = 0.8
SURE = 1.645  # standard errors
_LONGEST = 256  # reviews of one history that the optimiser reads
_MOST = 5_000_000  # reviews in all histories together: about three seconds


class TooFewError(LearnError):
    """A log has no two scored reviews, one to fit to and one to hold out."""


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

    @property
    def trained(self) -> int:
        """How many of the scored reviews are for training, in the order of time."""
        return min(max(1, int(TRAINED * len(self.scored))), len(self.scored) - 1)


@dataclass(frozen=True)
class Gain:
    """How much less log loss the fit has than a rival in the mean, and its standard error."""

    mean: float
    error: float

    @property
    def wins(self) -> bool:
        """Whether the fit is better than by luck."""
        return self.mean > SURE * self.error


@dataclass(frozen=True)
class Trial:
    """A fit beside its rivals: `scored` reviews were held out, fitted on the `trained` before.

    `log_loss` has `constant`, `moving_average`, every rival by its name, and `fitted`.
    """

    reviews: int
    trained: int
    scored: int
    parameters: Parameters
    log_loss: Mapping[str, float]
    gains: Mapping[str, Gain]

    @property
    def wins(self) -> bool:
        """Whether the fit wins over every rival, on enough reviews."""
        return self.trained + self.scored >= LEAST and all(g.wins for g in self.gains.values())

    @property
    def needed(self) -> int | None:
        """After how many more scored reviews another try is worth it; None where the fit wins.

        Those that would make the present gain sure (its error falls with their square root), but
        no more than there are already: a fit to twice as many is another one.
        """
        count = self.trained + self.scored
        if self.wins:
            return None
        if count < LEAST:
            return LEAST - count
        lacking = [_reviews_for(gain, count) - count for gain in self.gains.values()]
        return min(count, max(1, *lacking))


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


def try_fit(log: Log, rivals: Mapping[str, Parameters] | None = None) -> Trial:
    """Fit to the earlier part of a log, and score the fit, default FSRS-6 and rivals on the rest.

    Raises TooFewError where the log can't be split.
    """
    if len(log.scored) < 2:
        raise TooFewError("Two reviews must be on a later day than their card's last one.")
    rivals = {"default": Scheduler().weights, **(rivals or {})}
    held_out = log.scored[log.trained :]
    parameters = fit(log) or rivals["default"]
    outcomes = [each.recalled for each in log.scored]
    guesses = {
        **baselines(outcomes, Scheduler().retention, log.trained),
        **{name: predict(log, each) for name, each in (rivals | {"fitted": parameters}).items()},
    }
    lost = {name: losses(each, outcomes[log.trained :]) for name, each in guesses.items()}
    means = {name: mean(each) for name, each in lost.items()}
    gains = {
        name: _gain(held_out, [a - b for a, b in zip(lost[name], lost["fitted"], strict=True)])
        for name in rivals
    }
    return Trial(log.reviews, log.trained, len(held_out), parameters, means, gains)


def fit(log: Log) -> Parameters | None:
    """Return what the engine's optimiser finds on the training part; None where it can't."""
    from fsrs_rs_python import FSRS, FSRSItem

    training = _readable(log.scored[: log.trained])
    items = [FSRSItem(log.histories[card][: place + 1]) for card, place, *_ in training]
    try:
        found = FSRS([]).compute_parameters(items)
    except ValueError:  # as where no card's second day is among them
        return None
    return tuple(found) if all(map(math.isfinite, found)) else None


def _readable(training: Sequence[Scored]) -> list[Scored]:
    """Keep what the optimiser reads: no overlong history, and of too many cards an even choice."""
    short = [each for each in training if each.place < _LONGEST]
    size: dict[str, int] = {}
    for card, place, *_ in short:
        size[card] = size.get(card, 0) + place + 1
    chosen = set(sample(size, _MOST))
    return [each for each in short if each.card in chosen]


def predict(log: Log, parameters: Parameters) -> list[float]:
    """Return the recall predicted for each held-out review, from what came before it."""
    from fsrs_rs_python import FSRS, FSRSItem

    held_out, scheduler = log.scored[log.trained :], Scheduler(parameters)
    cards = list(dict.fromkeys(each.card for each in held_out))
    items = [FSRSItem(log.histories[card]) for card in cards]
    states = FSRS(list(parameters)).historical_memory_state_batch(items)
    states_of = dict(zip(cards, states, strict=True))
    return [
        scheduler.recall(states_of[card][place - 1].stability, days)
        for card, place, days, _ in held_out
    ]


def _gain(reviews: Sequence[Scored], differences: Sequence[float]) -> Gain:
    """Return the mean of differences and its standard error, those of one card taken together."""
    average = mean(differences)
    of_card: dict[str, float] = {}
    for each, difference in zip(reviews, differences, strict=True):
        of_card[each.card] = of_card.get(each.card, 0.0) + difference - average
    cards = len(of_card)
    if cards < 2:
        return Gain(average, math.inf)
    spread = sum(total * total for total in of_card.values()) * cards / (cards - 1)
    return Gain(average, math.sqrt(spread) / len(reviews))


def _reviews_for(gain: Gain, count: int) -> int:
    """Return how many reviews a gain seen with `count` would take to be sure; at most twice."""
    if gain.mean <= 0 or gain.error > 2 * gain.mean:
        return 2 * count
    return math.ceil(count * (SURE * gain.error / gain.mean) ** 2)
