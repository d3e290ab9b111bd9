"""Fit FSRS-6 to a log of reviews, and judge such fits on later reviews that they have not seen.

The protocol, for a learner's own log and for one from elsewhere:

1. The log is in the order of time. Days are whole learning days, which begin at 04:00.
2. A review is *scored* where it is the first of its card on a later learning day than the one
   before it. First reviews and further ones on the same day only change the memory's state.
3. There are three cuts, after 40, 60 and 80 % of the scored reviews, in time. A fit to those before
   a cut is judged on the next 20 %. The optimiser sees each with its card's history before it, and
   nothing later; it goes twenty times through them. Histories of more than 256 reviews are left
   out, and where all of them together have more than about a million reviews, so are whole cards,
   evenly. What it finds is averaged with the defaults, with the weight n / (n + 1000).
4. Every held-out review is predicted from what came before it: by the state that its card's
   history leads to under the parameters, by the mean recall before the cut (constant), or by
   a moving average over all scored reviews before it, which goes on learning.
5. Log loss is the mean of -ln of the probability given to what happened, no probability counting
   as surer than 0.0001, over the held-out reviews of all three cuts. The fits win over a rival if
   their log loss is less by more than 1.645 standard errors of the difference (one-sided 5 %),
   reviews of one card counted as one draw. Rivals are the defaults, and the parameters in use where
   others are: they may have been fitted to some of these reviews, so that they only give way to
   what is clearly better.
6. What is adopted is fitted in the same way to the whole log: to what was judged and to the newest.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from learn.errors import LearnError
from learn.memory.fitting import Log, Parameters, Scored, fit
from learn.memory.fsrs import RETENTION, Scheduler
from learn.memory.scoring import baselines, losses, mean

LEAST = 100  # scored reviews, below which nothing is adopted; of less than 64 it fits little
EVERY = 30  # learning days from one fit that comes by itself to the next
CUTS = (40, 60, 80)  # percent of the scored reviews
SURE = 1.645  # standard errors


class TooFewError(LearnError):
    """A log has no two scored reviews, one to fit to and one to hold out."""


@dataclass(frozen=True)
class Cut:
    """A fit to the scored reviews before a cut; it is judged on the `held_out` ones after it."""

    trained: int
    held_out: int
    parameters: Parameters

    @property
    def end(self) -> int:
        """Which scored review is the first that is not judged here."""
        return self.trained + self.held_out


@dataclass(frozen=True)
class Gain:
    """How much less log loss the fits have than a rival in the mean, and its standard error."""

    mean: float
    error: float

    @property
    def wins(self) -> bool:
        """Whether the fits are better than by luck."""
        return self.mean > SURE * self.error


@dataclass(frozen=True)
class Trial:
    """Fits beside their rivals, on what each cut held out; `parameters` are of the whole log.

    `log_loss` has `constant`, `moving_average`, every rival by its name, and `fitted`.
    """

    reviews: int
    cuts: Sequence[Cut]
    parameters: Parameters
    log_loss: Mapping[str, float]
    gains: Mapping[str, Gain]
    in_use: bool = False

    @property
    def scored(self) -> int:
        """How many reviews were held out."""
        return sum(cut.held_out for cut in self.cuts)

    @property
    def count(self) -> int:
        """How many scored reviews the log has."""
        return self.cuts[-1].end

    @property
    def wins(self) -> bool:
        """Whether the fits win over every rival, on enough reviews, with something new."""
        enough = self.count >= LEAST and not self.in_use
        return enough and all(gain.wins for gain in self.gains.values())

    @property
    def needed(self) -> int | None:
        """After how many more scored reviews another try is worth it; None where the fit wins.

        Those that would make the present gain sure (its error falls with their square root), but
        no more than there are already: a fit to twice as many is another one.
        """
        if self.wins:
            return None
        if self.count < LEAST:
            return LEAST - self.count
        if self.in_use:
            return self.count
        lacking = [_reviews_for(gain, self.count) - self.count for gain in self.gains.values()]
        return min(self.count, max(1, *lacking))


def try_fit(log: Log, current: Parameters = ()) -> Trial:
    """Fit to a log, and score fits to its earlier parts, the defaults and the current parameters.

    Raises TooFewError where the log can't be split.
    """
    if len(log.scored) < 2:
        raise TooFewError("Two reviews must be on a later day than their card's last one.")
    rivals = {"default": Scheduler().weights} | ({"current": current} if current else {})
    cuts = [Cut(first, end - first, fit(log, first)) for first, end in _parts(len(log.scored))]
    outcomes = [each.recalled for each in log.scored]
    lost: dict[str, list[float]] = {}
    for cut in cuts:
        guesses = {
            **baselines(outcomes[: cut.end], RETENTION, cut.trained),
            **{name: predict(log, rival, cut) for name, rival in rivals.items()},
            "fitted": predict(log, cut.parameters, cut),
        }
        for name, guess in guesses.items():
            lost.setdefault(name, []).extend(losses(guess, outcomes[cut.trained : cut.end]))
    held_out, fitted = log.scored[cuts[0].trained :], lost["fitted"]
    gains = {
        name: _gain(held_out, [a - b for a, b in zip(lost[name], fitted, strict=True)])
        for name in rivals
    }
    parameters = fit(log, len(log.scored))
    means = {name: mean(each) for name, each in lost.items()}
    return Trial(log.reviews, cuts, parameters, means, gains, in_use=parameters == current)


def _parts(count: int) -> list[tuple[int, int]]:
    """Return where each cut lies in so many scored reviews, and where its held-out ones end."""
    places = [max(1, count * percent // 100) for percent in CUTS]
    return [(first, end) for first, end in pairwise((*places, count)) if first < end]


def predict(log: Log, parameters: Parameters, cut: Cut) -> list[float]:
    """Return the recall predicted for each review that a cut holds out, from what came before."""
    from fsrs_rs_python import FSRS, FSRSItem

    held_out, scheduler = log.scored[cut.trained : cut.end], Scheduler(parameters)
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
