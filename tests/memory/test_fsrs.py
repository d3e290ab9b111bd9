"""When a card comes again: whole learning days, steady fuzz, and the forgetting curve of FSRS-6."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from learn.memory.fsrs import (
    LASTING,
    LASTING_RETENTION,
    Card,
    Rating,
    Scheduler,
    fuzzed,
    learning_day,
)

DAY = 739_900
review, retrievability = Scheduler().review, Scheduler().retrievability


def test_a_learning_day_begins_at_four() -> None:
    zone = timezone(timedelta(hours=8))
    late = datetime(2026, 11, 24, 3, 59, tzinfo=zone)
    assert learning_day(late) == datetime(2026, 11, 23).toordinal()
    assert learning_day(late + timedelta(minutes=1)) == datetime(2026, 11, 24).toordinal()


def test_a_learning_day_is_a_day_over_a_change_of_the_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    mornings = [datetime(2026, 10, day, 9, tzinfo=berlin) for day in (24, 25, 26)]
    assert [learning_day(each) - learning_day(mornings[0]) for each in mornings] == [0, 1, 2]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError):
        learning_day(datetime(2026, 11, 24))
    assert learning_day(datetime(2026, 11, 24, 12, tzinfo=UTC))


def test_a_missed_card_stays_due_today_and_a_known_one_goes() -> None:
    missed = review(None, "gap/name", Rating.AGAIN, DAY)
    assert (missed.due, missed.learning, missed.lapses) == (DAY, True, 0)
    known = review(missed, "gap/name", Rating.GOOD, DAY)
    assert known.due > DAY
    assert not known.learning


def test_a_lapse_is_counted_once() -> None:
    card = review(None, "gap/name", Rating.GOOD, DAY)
    lapsed = review(card, "gap/name", Rating.AGAIN, card.due)
    again = review(lapsed, "gap/name", Rating.AGAIN, card.due)
    assert (lapsed.lapses, again.lapses, again.reps) == (1, 1, 3)


def test_better_ratings_wait_longer() -> None:
    first = review(None, "gap/name", Rating.GOOD, DAY)
    due = [
        review(first, "x/name", r, DAY + 10).stability
        for r in (Rating.HARD, Rating.GOOD, Rating.EASY)
    ]
    assert due == sorted(due)


def test_recall_is_ninety_per_cent_after_the_stability_and_falls() -> None:
    card = Card("gap/name", stability=10, difficulty=5, day=DAY, due=DAY + 10)
    assert retrievability(card, DAY) == 1
    assert retrievability(card, DAY + 10) == pytest.approx(0.9, abs=1e-6)
    falling = [retrievability(card, DAY + days) for days in range(100)]
    assert falling == sorted(falling, reverse=True)


def test_a_clock_set_back_does_no_harm() -> None:
    card = Card("gap/name", stability=10, difficulty=5, day=DAY, due=DAY + 10)
    back = review(card, "gap/name", Rating.GOOD, DAY - 30)
    assert back.stability > 0
    assert retrievability(card, DAY - 30) == 1


def test_fuzz_is_the_same_every_time_and_stays_near() -> None:
    for interval in (1.0, 2.3, 3.0, 10.0, 30.0, 400.0):
        days = {fuzzed(interval, f"card:{n}") for n in range(300)}
        assert all(abs(d - interval) <= max(1, 0.16 * interval) for d in days)
        assert fuzzed(interval, "card:7") == fuzzed(interval, "card:7")
    assert len({fuzzed(30.0, f"card:{n}") for n in range(300)}) > 3


def test_a_review_changes_nothing_that_it_was_given() -> None:
    card = review(None, "gap/name", Rating.GOOD, DAY)
    kept = replace(card)
    review(card, "gap/name", Rating.GOOD, DAY + 3)
    assert card == kept


def test_what_lasts_is_kept_at_more_than_a_lower_retention() -> None:
    low, lasting = Scheduler(retention=0.85), Scheduler(retention=LASTING_RETENTION)
    new = low.review(None, "a", Rating.GOOD, 100)
    assert new.due > lasting.review(None, "a", Rating.GOOD, 100).due
    old = Card("a", 2 * LASTING, 5.0, day=100, due=130)
    assert low.review(old, "a", Rating.GOOD, 130) == lasting.review(old, "a", Rating.GOOD, 130)
    assert low.review(old, "a", Rating.AGAIN, 130).learning
