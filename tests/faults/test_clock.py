"""A clock set back, years ahead, over daylight saving, and across time zones."""

from __future__ import annotations

import json
import random
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from damage import assert_sound, count, learn, study, times
from knowing_learner import terms
from learn.memory.fsrs import Card, Rating, Scheduler, learning_day
from learn.quiz.asked import LESSON
from learn.quiz.judging import Verdict
from learn.quiz.model import SessionOptions
from learn.quiz.session import Session
from learn.store import open_store
from study_log import NoRunner

FUTURE = "The last review is in the future"


def states(home: Path) -> dict[str, Card]:
    with closing(open_store(home / "learn")) as store:
        return store.states()


def rows(home: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in learn(home, "export").stdout.splitlines()]


def test_a_clock_set_back_is_told_and_moves_no_due_day(tmp_path: Path) -> None:
    study(tmp_path, "1", "2", "3", "4", LEARN_NOW="2026-11-24T09:00")
    before = states(tmp_path)
    for command in (("quiz",), ()):
        learn(tmp_path, *command, LEARN_NOW="2026-10-01T09:00")
    assert states(tmp_path) == before
    done = study(tmp_path, "1", "2", LEARN_NOW="2026-10-01T09:00")
    assert FUTURE in done.stderr
    assert "2026-11-24 09:00" in done.stderr
    after = states(tmp_path)
    # Nothing that was answered came again, and what was met now doesn't move the rest.
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + 2
    again = study(tmp_path, LEARN_NOW="2026-11-25T09:00")
    assert FUTURE not in again.stderr


def test_a_missed_card_asked_an_hour_before_keeps_the_order_of_its_answers(
    tmp_path: Path,
) -> None:
    study(tmp_path, "0", LEARN_NOW="2026-11-24T09:00")
    [(name, before)] = states(tmp_path).items()
    done = study(tmp_path, "1", "q", LEARN_NOW="2026-11-24T08:00")
    assert FUTURE in done.stderr
    first, second = rows(tmp_path)
    assert [each["detail"]["reply"] for each in (first, second)] == ["0", "1"]
    assert (first["card"], second["card"]) == (name, name)
    assert first["at"] < second["at"] <= "2026-11-24T09:00:01"
    assert first["id"] < second["id"]
    after = states(tmp_path)[name]
    assert (after.reps, after.day >= before.day, after.due >= before.due) == (2, True, True)
    assert_sound(tmp_path / "learn")


def test_however_the_clock_jumps_days_and_dues_never_go_back(tmp_path: Path) -> None:
    chance, now = random.Random(60), datetime(2026, 11, 24, 9, tzinfo=UTC)
    last: dict[str, Card] = {}
    with closing(open_store(tmp_path)) as store:
        for _ in range(times(12, 100)):
            now += timedelta(hours=chance.choice((-800, -30, -1, 0, 1, 20, 30, 50, 100)))
            wanted = SessionOptions(only=["neck", "head", "gap"])
            session = Session(terms(), store, lambda: now, chance, NoRunner(), wanted)  # noqa: B023
            assert store.states() == last, "opening a session changes nothing"
            while (asked := session.next()) is not None and len(session.answers) < 20:
                if asked.kind == LESSON:
                    session.seen(asked)
                    continue
                answer = session.answer(asked, "x", Verdict(chance.random() < 0.7), 5)
                before = last.get(asked.card)
                if before is not None:
                    assert answer.card.day >= before.day
                    # Only what is forgotten comes nearer, and no nearer than the last answer.
                    least = before.due if answer.verdict.right else before.day
                    assert answer.card.due >= least
                last[asked.card] = answer.card
    assert_sound(tmp_path)


def test_a_right_answer_with_the_clock_set_back_brings_no_due_day_nearer() -> None:
    scheduler, moved = Scheduler(), 0
    for seed in range(times(300, 3000)):
        chance, day, card = random.Random(seed), 739_000, None
        name = f"term-{seed}/term"
        for _ in range(chance.randint(1, 6)):
            card = scheduler.review(card, name, Rating(chance.choice((1, 2, 3, 3, 4))), day)
            day = card.due + chance.randint(0, 3)
        assert card is not None
        for rating in (Rating.HARD, Rating.GOOD, Rating.EASY):
            after = scheduler.review(card, name, rating, card.day - 30)
            assert after.due >= card.due
            assert after.day == card.day
            moved += after.due > card.due
    assert moved, "it may well go on"


def test_a_clock_years_ahead_is_told_and_reschedules_nothing_by_itself(
    tmp_path: Path,
) -> None:
    study(tmp_path, "1", "2", "3", "4", LEARN_NOW="2026-11-24T09:00")
    before = states(tmp_path)
    done = study(tmp_path, LEARN_NOW="2036-11-24T09:01")
    assert "3653 days ago" in done.stderr
    assert states(tmp_path) == before
    study(tmp_path, "0", LEARN_NOW="2036-11-24T09:00")
    [moved] = [name for name, card in states(tmp_path).items() if before.get(name) != card]
    # Back in the present: told, and only the one that was answered then is another one now.
    done = study(tmp_path, LEARN_NOW="2026-11-24T10:00")
    assert FUTURE in done.stderr
    assert "learn undo" in done.stderr
    rest = {name: card for name, card in states(tmp_path).items() if name != moved}
    assert rest == {name: card for name, card in before.items() if name != moved}
    undone = learn(tmp_path, "undo", LEARN_NOW="2026-11-24T10:05")
    name = moved.partition("/")[0].replace("-", " ")
    assert f"about {name} (" in undone.stdout
    assert states(tmp_path) == before
    assert FUTURE not in study(tmp_path, LEARN_NOW="2026-11-24T10:10").stderr
    assert_sound(tmp_path / "learn")


def test_a_card_answered_then_can_be_answered_now_once_that_is_taken_back(
    tmp_path: Path,
) -> None:
    study(tmp_path, "0", LEARN_NOW="2036-11-24T09:00")
    learn(tmp_path, "undo", LEARN_NOW="2026-11-24T09:00")
    study(tmp_path, "0", LEARN_NOW="2026-11-24T09:01")
    latest = max(
        rows(tmp_path), key=lambda row: (row["undoes"] is None, row["at"] < "2030", row["at"])
    )
    assert latest["at"].startswith("2026-11-24")
    assert [card.day for card in states(tmp_path).values()] == [datetime(2026, 11, 24).toordinal()]


def test_a_year_that_no_card_can_be_scheduled_in_is_refused(tmp_path: Path) -> None:
    study(tmp_path, "1", LEARN_NOW="2026-11-24T09:00")
    done = study(tmp_path, "1", LEARN_NOW="3000-01-01T09:00")
    assert done.returncode == 2
    assert "3000-01-01" in done.stderr
    assert count(tmp_path) == 1
    assert learn(tmp_path, LEARN_NOW="3000-01-01T09:00").returncode == 0


def test_backups_survive_a_clock_that_was_ahead(tmp_path: Path) -> None:
    for day in ("2026-11-20", "2026-11-21", "2036-01-01", "2026-11-22", "2026-11-23"):
        study(tmp_path, "0", LEARN_NOW=f"{day}T09:00")
    names = sorted(each.name for each in (tmp_path / "learn" / "backups").iterdir())
    assert names == [f"progress-{day}.sqlite" for day in
                     ("2026-11-21", "2026-11-22", "2026-11-23", "2036-01-01")]  # fmt: skip


ZONES = ("America/New_York", "Asia/Shanghai", "Europe/Berlin", "Pacific/Kiritimati", "Pacific/Niue")


def zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        pytest.skip("no time zones on this machine")


@pytest.mark.parametrize(
    ("tz", "moment", "utc", "day"),
    [
        # The clocks of New York go back at 02:00 on 1 November 2026, those of Berlin on 25 October.
        ("America/New_York", "2026-10-31T23:30", "2026-11-01T03:30", "2026-10-31"),
        ("America/New_York", "2026-11-01T03:59", "2026-11-01T08:59", "2026-10-31"),
        ("America/New_York", "2026-11-01T04:00", "2026-11-01T09:00", "2026-11-01"),
        ("America/New_York", "2026-03-08T03:30", "2026-03-08T07:30", "2026-03-07"),
        ("America/New_York", "2026-03-08T04:00", "2026-03-08T08:00", "2026-03-08"),
        ("Europe/Berlin", "2026-10-25T02:30+01:00", "2026-10-25T01:30", "2026-10-24"),
        ("Europe/Berlin", "2026-10-25T04:00", "2026-10-25T03:00", "2026-10-25"),
        ("Asia/Shanghai", "2026-11-24T03:59", "2026-11-23T19:59", "2026-11-23"),
        ("Pacific/Kiritimati", "2026-11-24T10:00", "2026-11-23T20:00", "2026-11-24"),
        ("Pacific/Niue", "2026-11-24T10:00", "2026-11-24T21:00", "2026-11-24"),
    ],
)
def test_the_log_is_in_utc_and_the_day_is_the_local_one(
    tmp_path: Path, tz: str, moment: str, utc: str, day: str
) -> None:
    zone(tz)
    study(tmp_path, "1", TZ=tz, LEARN_NOW=moment)
    [row] = rows(tmp_path)
    assert row["at"] == f"{utc}:00.000+00:00"
    assert row["day"] == datetime.fromisoformat(day).toordinal()


def test_daily_study_over_daylight_saving_counts_whole_days(tmp_path: Path) -> None:
    zone("America/New_York")
    env = {"TZ": "America/New_York"}
    for day in ("10-30", "10-31", "11-01", "11-02"):
        study(tmp_path, "1", LEARN_NOW=f"2026-{day}T21:00", **env)
    days = [row["day"] for row in rows(tmp_path)]
    assert [day - days[0] for day in days] == [0, 1, 2, 3]
    told = json.loads(
        learn(tmp_path, "stats", "--json", LEARN_NOW="2026-11-02T22:00", **env).stdout
    )
    assert told["streak"] == {"current": 4, "longest": 4}


def test_a_flight_asks_nothing_twice_and_warns_of_nothing(tmp_path: Path) -> None:
    zone("Asia/Shanghai")
    env = {"TZ": "Asia/Shanghai", "LEARN_NOW": "2026-11-24T10:00"}
    learn(tmp_path, "quiz", "--seed", "1", stdin="1\n2\n3\n4\n", **env)
    before, then = states(tmp_path), Counter(row["card"] for row in rows(tmp_path))
    missed = {name for name, card in before.items() if card.learning}
    # Two hours later by the sun, on the evening before by the calendar.
    done = study(tmp_path, *"1234", TZ="America/Los_Angeles", LEARN_NOW="2026-11-23T20:00")
    assert FUTURE not in done.stderr
    again = Counter(row["card"] for row in rows(tmp_path))
    assert {name for name, asked in then.items() if again[name] > asked} <= missed
    assert set(before) - missed, "some were right"
    assert again.total() > then.total()
    after = states(tmp_path)
    assert all(after[name].due >= card.due for name, card in before.items() if name not in missed)


@pytest.mark.parametrize("seed", range(times(2, 20)))
def test_a_traveller_is_asked_everything_when_it_is_due_and_nothing_twice(
    tmp_path: Path, seed: int
) -> None:
    """A month of study, once a local day, in another zone whenever one likes."""
    chance, moment = random.Random(seed), datetime(2026, 10, 10, 12, tzinfo=UTC)
    zones, studied = [zone(name) for name in ZONES], -1
    with closing(open_store(tmp_path)) as store:
        for _ in range(60):
            moment += timedelta(hours=chance.choice((6, 11, 24, 26)))
            local = moment.astimezone(chance.choice(zones))
            if (day := learning_day(local)) == studied:
                continue
            studied = day
            wanted = SessionOptions(only=["neck", "head", "bottleneck"], new=5)
            session = Session(terms(), store, lambda: local, chance, NoRunner(), wanted)  # noqa: B023
            before, asked_now = store.states(), Counter[str]()
            while (asked := session.next()) is not None:
                asked_now[asked.card] += 1
                session.answer(asked, "x", Verdict(True), 9)
            assert set(asked_now.values()) <= {1}, "nothing was missed, nothing comes twice"
            due = {name for name, card in before.items() if card.due <= day}
            assert due <= set(asked_now) | {each.split(":")[0] for each in session.skipped}
            assert not {name for name in asked_now if name in before} - due
            assert all(card.due > day for name, card in store.states().items() if name in asked_now)
    assert_sound(tmp_path)


@pytest.mark.parametrize(
    ("clock", "kept"),
    [
        ("1999-12-30T12:00+00:00", "1999-12-30T12:00"),
        ("1970-01-01T12:00+00:00", "1970-01-01T12:00"),
        ("1969-07-20T20:17+00:00", "1970-01-01T00:00"),
        ("0001-01-02T12:00+00:00", "1970-01-01T00:00"),
    ],
)
@pytest.mark.parametrize("tz", ["UTC", "America/New_York", "Pacific/Kiritimati"])
def test_a_clock_of_long_ago_is_told_and_its_answers_are_taken_everywhere(
    tmp_path: Path, clock: str, kept: str, tz: str
) -> None:
    zone(tz)
    done = study(tmp_path, "0", "1", "2", LEARN_NOW=clock, TZ=tz)
    assert done.returncode == 0, done.stderr
    assert f"The clock says {clock[:3]}" in done.stderr or "The clock says 1-01-0" in done.stderr
    found = rows(tmp_path)
    assert len(found) == 3
    assert all(row["at"].startswith(kept) and row["day"] > 700_000 for row in found)
    assert_sound(tmp_path / "learn")
    (tmp_path / "log.jsonl").write_text(learn(tmp_path, "export").stdout, "utf-8")
    other = tmp_path / "other"
    other.mkdir()
    done = learn(other, "import", str(tmp_path / "log.jsonl"), "--yes", "--json", TZ=tz)
    told = json.loads(done.stdout)
    assert (told["answers"], told["bad"]) == (3, 0)
    assert states(other) == states(tmp_path)
    # Once the clock is right, the quiz goes on.
    done = study(tmp_path, "0", LEARN_NOW="2026-11-24T09:00", TZ=tz)
    assert done.returncode == 0
    assert "The clock says" not in done.stderr
    assert all(card.day > 700_000 for card in states(tmp_path).values())
    assert_sound(tmp_path / "learn")
