"""The log is the truth, and one answer is one transaction."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from learn.errors import StoreError
from learn.memory.fsrs import Card, Rating, Scheduler
from learn.quiz.model import Review
from learn.store import Store, open_store
from learn.store.connection import pragma
from learn.store.integrity import differing
from learn.store.repair import salvage

NOW = datetime(2026, 11, 24, 9, 30, 0, 120_000, tzinfo=UTC)
CARD = Card("gap/term", 2.5, 5.0, 739_900, 739_902)


def a_review(card: str = "gap/term", day: int = 739_900) -> Review:
    return Review(card, Rating.GOOD, NOW, day, 1500, "name", {"reply": "2", "词": "温度"})


def test_what_was_recorded_is_there_when_opened_again(tmp_path: Path) -> None:
    with closing(open_store(tmp_path)) as store:
        key = store.record(a_review(), CARD)
    assert key[14] == "7"
    with closing(open_store(tmp_path)) as store:
        assert store.states() == {"gap/term": CARD}
        assert store.asked_on(739_900) == {"gap/term": True}
        store.record(a_review(day=739_905), CARD)
        assert store.asked_on(739_905) == {"gap/term": False}


def test_the_file_is_set_up_to_lose_nothing(tmp_path: Path) -> None:
    with closing(open_store(tmp_path)) as store:
        settings = {name: pragma(store._db, name) for name in ("synchronous",)}
        mode = store._db.execute("pragma journal_mode").fetchone()[0]
        assert (mode, settings) == ("delete", {"synchronous": 3})
    assert [path.name for path in tmp_path.iterdir()] == ["progress.sqlite"]


def test_an_answer_that_cannot_be_kept_leaves_no_half(tmp_path: Path) -> None:
    with closing(open_store(tmp_path)) as store:
        bad = Card("gap/term", -1.0, 5.0, 1, 1)
        with pytest.raises(StoreError):
            store.record(a_review(), bad)
        assert store.reviews() == 0
        store.record(a_review(), CARD)
        assert store.reviews() == 1


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda db: db.execute("pragma application_id = 7"), "another program"),
        (lambda db: db.execute("create table notes (x)"), "another program"),
    ],
)
def test_a_foreign_database_is_refused_and_left_alone(
    tmp_path: Path, make: object, says: str
) -> None:
    path = tmp_path / "progress.sqlite"
    with closing(sqlite3.connect(path)) as db:
        make(db)  # type: ignore[operator]
        db.commit()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=says):
        open_store(tmp_path)
    assert path.read_bytes() == before


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "progress.sqlite")) as db:
        db.execute("pragma user_version = 99")
    with pytest.raises(StoreError, match="99"):
        open_store(tmp_path)


def test_what_is_no_database_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite"
    path.write_bytes(b"my diary\n" * 1000)
    with pytest.raises(StoreError):
        open_store(tmp_path)
    assert path.read_bytes() == b"my diary\n" * 1000


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="Progress can't be kept"):
        open_store(tmp_path / "file" / "learn")


WRITER = """
import sys
sys.path.insert(0, {here!r})
from pathlib import Path
from test_database import CARD, a_review
from learn.store import open_store
from learn.store.connection import pragma
store = open_store(Path(sys.argv[1]))
n = 0
while True:
    store.record(a_review(f"gap/{{n}}"), CARD)
    n += 1
    print(n, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_kill_at_any_time_loses_no_acknowledged_answer(tmp_path: Path) -> None:
    for number in range(12):
        folder = tmp_path / str(number)
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER.format(here=str(Path(__file__).parent)), str(folder)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.013 * number)
        os.kill(writer.pid, signal.SIGKILL)
        acknowledged = 1 + len(writer.stdout.read().split())
        writer.wait()
        with closing(open_store(folder)) as store:
            assert store.reviews() >= acknowledged
            assert store._db.execute("pragma integrity_check").fetchone()[0] == "ok"


def test_eight_at_once_all_keep_their_answers(tmp_path: Path) -> None:
    here = str(Path(__file__).parent)
    limited = WRITER.replace("while True", "while n < 25").format(here=here)
    writers = [
        subprocess.Popen([sys.executable, "-c", limited, str(tmp_path)], stdout=subprocess.DEVNULL)
        for _ in range(8)
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0] * 8
    with closing(open_store(tmp_path)) as store:
        assert store.reviews() == 200


def test_an_undo_is_a_tombstone_and_survives_a_restart(tmp_path: Path) -> None:
    scheduler = Scheduler()
    first = scheduler.review(None, "gap/term", Rating.GOOD, 739_900)
    second = scheduler.review(first, "gap/term", Rating.AGAIN, 739_903)
    with closing(open_store(tmp_path)) as store:
        store.record(a_review(), first)
        store.record(replace(a_review(day=739_903), rating=Rating.AGAIN), second)
        undone = store.undo(NOW, scheduler)
        assert undone is not None
        assert undone.rating == 1
    with closing(open_store(tmp_path)) as store:
        assert store.states() == {"gap/term": first}
        assert (store.reviews(), store.asked_on(739_903)) == (1, {})
        assert store.undo(NOW, scheduler) is not None
        assert store.states() == {}
        assert store.undo(NOW, scheduler) is None
        count = store._db.execute("select count(*) from review").fetchone()[0]
        assert count == 4


def test_replaying_the_log_gives_exactly_the_same_states(tmp_path: Path) -> None:
    scheduler, chance = Scheduler(), random.Random(5)
    states: dict[str, Card] = {}
    with closing(open_store(tmp_path)) as store:
        for day in range(739_900, 739_960):
            for card in {f"t{chance.randrange(9)}/term" for _ in range(4)}:
                rating = Rating(chance.choice((1, 3, 3, 3, 4)))
                states[card] = scheduler.review(states.get(card), card, rating, day)
                store.record(replace(a_review(card, day), rating=rating), states[card])
        assert store.states() == states
        assert store.rebuild(scheduler) == states
        assert store.states() == states


def test_a_clock_set_back_keeps_the_order_of_a_cards_answers(tmp_path: Path) -> None:
    with closing(open_store(tmp_path)) as store:
        store.record(a_review(), CARD)
        store.record(replace(a_review(), at=NOW - timedelta(days=400), rating=Rating.EASY), CARD)
        assert [each.rating for each in store.log("gap/term")] == [3, 4]
        times = [each.at for each in store.log()]
        assert times == sorted(times)


def test_parameters_and_retention_are_kept_with_the_states_that_follow_from_them(
    tmp_path: Path,
) -> None:
    tuned = Scheduler((*Scheduler().weights[:20], 0.3), retention=0.8)
    with closing(open_store(tmp_path)) as store:
        assert store.scheduler() == Scheduler()
        assert store.fitted() is None
        for number in range(5):
            day = 739_900 + 4 * number
            card = store.scheduler().review(store.states().get("a/b"), "a/b", Rating.GOOD, day)
            store.record(replace(a_review("a/b", day), at=NOW + timedelta(days=4 * number)), card)
        before = store.states()
        store.adopt(tuned)
        assert store.fitted() == 739_900, "the day of the first answer"
        store.note_fit(739_950)
    with closing(open_store(tmp_path)) as store:
        assert store.scheduler() == tuned
        assert store.fitted() == 739_950
        assert store.states() == tuned.replay(store.answers()) != before
        assert differing(store, store.scheduler()) == []
        path = store.path
    salvage(path, tmp_path / "fresh.sqlite", NOW, [])
    with closing(Store(tmp_path / "fresh.sqlite", NOW)) as store:
        assert (store.scheduler(), store.fitted()) == (tuned, 739_950)
        assert differing(store, store.scheduler()) == []
        store.adopt(Scheduler())
        assert store.states() == before
