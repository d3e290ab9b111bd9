"""How a fit is averaged with the defaults, where a log is cut, and what counts as a win."""

from __future__ import annotations

import math

import pytest

from learn.memory.fitting import averaged, fit, log_of
from learn.memory.fsrs import Scheduler
from learn.memory.optimizer import LEAST, Cut, Gain, TooFewError, Trial, try_fit

DEFAULT = Scheduler().weights
FOUND = tuple(2 * each for each in DEFAULT)


def test_a_fit_to_a_thousand_reviews_lies_halfway_to_the_defaults() -> None:
    half = averaged(FOUND, 1000)
    assert half[:4] == pytest.approx([math.sqrt(2) * each for each in DEFAULT[:4]])
    assert half[4:] == pytest.approx([1.5 * each for each in DEFAULT[4:]])


@pytest.mark.parametrize("count", [0, 1, 100, 3000, 10**7])
def test_the_weight_of_a_fit_grows_with_its_reviews(count: int) -> None:
    weight = count / (count + 1000)
    found = averaged(FOUND, count)
    assert found[:4] == pytest.approx([2**weight * each for each in DEFAULT[:4]])
    assert found[4:] == pytest.approx([(1 + weight) * each for each in DEFAULT[4:]])


def test_what_is_no_number_leaves_the_defaults() -> None:
    assert averaged((*FOUND[:20], math.nan), 500) == DEFAULT
    assert averaged((math.inf, *FOUND[1:]), 500) == DEFAULT


def test_nothing_to_fit_to_leaves_the_defaults() -> None:
    log = log_of([("a/name", 3, 1), ("a/name", 3, 2)])
    assert fit(log, 0) == DEFAULT


def a_log(scored: int, cards: int = 7) -> list[tuple[str, int, int]]:
    """Each card's first review on day 1, then so many scored ones in turns."""
    first = [(f"{number}/name", 3, 1) for number in range(cards)]
    turns = ((f"{n % cards}/name", 1 + (n % 5 > 0) * 2, 2 + n // cards) for n in range(scored))
    return [*first, *turns]


@pytest.mark.parametrize(
    ("scored", "cuts"),
    [
        (2, [(1, 1)]),
        (3, [(1, 1), (2, 1)]),
        (5, [(2, 1), (3, 1), (4, 1)]),
        (10, [(4, 2), (6, 2), (8, 2)]),
        (99, [(39, 20), (59, 20), (79, 20)]),
    ],
)
def test_three_cuts_are_each_judged_on_what_comes_next(
    scored: int, cuts: list[tuple[int, int]]
) -> None:
    trial = try_fit(log_of(a_log(scored)))
    assert [(cut.trained, cut.held_out) for cut in trial.cuts] == cuts
    assert (trial.count, trial.scored) == (scored, scored - cuts[0][0])
    assert trial.needed == LEAST - scored
    assert not trial.wins


@pytest.mark.parametrize("scored", [0, 1])
def test_one_scored_review_can_not_be_split(scored: int) -> None:
    with pytest.raises(TooFewError):
        try_fit(log_of(a_log(scored)))


def test_a_day_before_the_last_one_is_no_time_and_the_same_day_is_not_scored() -> None:
    log = log_of([("a/name", 3, 5), ("a/name", 1, 5), ("a/name", 3, 7), ("a/name", 3, 6)])
    assert [(each.place, each.days) for each in log.scored] == [(2, 2)]
    assert (log.reviews, len(log.histories["a/name"])) == (4, 4)


def a_trial(count: int, *gains: Gain, in_use: bool = False) -> Trial:
    rivals = {str(number): gain for number, gain in enumerate(gains)}
    return Trial(count, [Cut(count // 2, count - count // 2, ())], (), {}, rivals, in_use)


def test_a_fit_has_to_be_better_than_by_luck_and_than_every_rival() -> None:
    sure, lucky, worse = Gain(0.01, 0.006), Gain(0.01, 0.0061), Gain(-0.01, 0.001)
    assert a_trial(200, sure).wins
    assert a_trial(200, sure, sure).needed is None
    assert not a_trial(99, sure).wins
    assert not a_trial(200, sure, in_use=True).wins
    for rival in (lucky, worse):
        assert not a_trial(200, sure, rival).wins
    assert a_trial(200, lucky).needed == 2  # its error falls with the root of the count
    assert a_trial(200, sure, worse).needed == 200
    assert a_trial(200, sure, in_use=True).needed == 200
