"""One card a term: answers of a log in which each kind had its own card count for it, too."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import Learn, Terminal
from learn.memory.fsrs import Rating
from learn.quiz.cards import present
from learn.store import open_store
from study_log import TODAY, know

EARLIER = Path(__file__).parent / "earlier"
FORMER = ("name", "summary", "type", "aloud", "contrast-head", "contrast-bottleneck")
LATER = {"LEARN_NOW": "2026-10-20T12:00"}
NOTE = "Your progress was brought to the present version."


def rename(path: Path, number: int, card: str) -> None:
    """Let an answer be one to a former card, as an older version of the program kept it."""
    with closing(sqlite3.connect(path)) as db:
        key = db.execute("select id from review order by id limit 1 offset ?", (number,)).fetchone()
        db.execute("update review set card = ?, kind = ? where id = ?", (card, "name", *key))
        db.commit()


def test_former_cards_are_those_of_their_term() -> None:
    assert {present(f"neck/{name}") for name in FORMER} == {"neck/term"}
    for card in ("neck/term", "neck/rule", "neck/contrasting", "type/rule", "a-name/summary-of"):
        assert present(card) == card


def test_answers_to_former_cards_and_new_ones_are_one_history(tmp_path: Path) -> None:
    days = (-20, -15, -10, -5, -4, -2, -1)
    with closing(open_store(tmp_path)) as store:
        for days_before in days:
            know(store, "neck/term", (days_before, Rating.GOOD))
        know(store, "neck/contrasting", (-1, Rating.GOOD))
        know(store, "neck-of-glass/term", (-1, Rating.GOOD))
        states, path = store.states(), store.path
    for number, name in enumerate(FORMER):
        rename(path, number, f"neck/{name}")
    with closing(open_store(tmp_path)) as store:
        scheduler = store.scheduler()
        assert store.states() == store.replayed(scheduler) == states
        assert store.rebuild(scheduler) == states
        assert [each.day for each in store.history("neck/term")] == [
            (TODAY + timedelta(days=each)).toordinal() for each in days
        ]
        assert [row.card for row in store.log("neck/term")] == [
            *(f"neck/{name}" for name in FORMER),
            "neck/term",
        ]
        first = (TODAY + timedelta(days=days[0])).toordinal()
        assert store.asked_on(first) == {"neck/term": True}
        assert store.asked_on(first + 5) == {"neck/term": False}


def test_undo_takes_back_new_answers_and_then_those_to_former_cards(tmp_path: Path) -> None:
    after = []
    with closing(open_store(tmp_path)) as store:
        for days_before in (-9, -6, -3, 0):
            after.append(store.states())
            know(store, "neck/term", (days_before, Rating.GOOD))
        path = store.path
    rename(path, 0, "neck/name")
    rename(path, 1, "neck/contrast-head")
    with closing(open_store(tmp_path)) as store:
        taken = []
        for before in reversed(after):
            last = store.undo(TODAY, store.scheduler())
            assert last is not None
            taken.append(last.card)
            assert store.states() == before
            assert store.replayed(store.scheduler()) == before
        assert taken == ["neck/term", "neck/term", "neck/contrast-head", "neck/name"]
        assert store.undo(TODAY, store.scheduler()) is None


def test_what_was_typed_or_explained_before_is_produced(tmp_path: Path) -> None:
    with closing(open_store(tmp_path)) as store:
        know(store, "neck/term", (-3, Rating.GOOD), kind="type")
        know(store, "head/term", (-3, Rating.AGAIN), kind="type")
        path = store.path
    with closing(sqlite3.connect(path)) as db:
        db.execute("update review set card = replace(card, '/term', '/type')")
        db.commit()
    with closing(open_store(tmp_path)) as store:
        assert store.produced() == {"neck/term"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A learner's folder as the first version left it."""
    folder = tmp_path / "learn"
    folder.mkdir()
    packed = (EARLIER / "progress.sqlite.gz").read_bytes()
    (folder / "progress.sqlite").write_bytes(gzip.decompress(packed))
    shutil.copy(EARLIER / "aliases.tsv", folder)
    return folder


def test_what_became_of_the_cards_is_told_once(learn: Learn, home: Path) -> None:
    with closing(sqlite3.connect(home / "progress.sqlite")) as db:
        rows = db.execute("select distinct card from review").fetchall()
    former = [card for (card,) in rows if present(card) != card]
    names = [card for card in former if card.endswith("/name")]
    done = learn("quiz", stdin="q\n", **LATER)
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stderr.split())
    assert NOTE in said
    assert f"choose the name ({len(names)})" in said
    assert f"tell apart ({sum('/contrast-' in card for card in former)})" in said
    assert f"became {len(set(map(present, former)))} cards, one a term" in said
    answers = json.loads(learn("stats", "--json", **LATER).stdout)["reviews"]
    assert f"All {answers} answers count on" in said
    for command in (("quiz",), (), ("stats",)):
        assert NOTE not in learn(*command, stdin="q\n", **LATER).stderr


def test_what_became_of_the_cards_is_told_in_chinese_at_a_terminal(
    terminal: Callable[..., Terminal], home: Path
) -> None:
    first = terminal(size=(80, 40), LEARN_LANG="zh", **LATER)
    assert first.end() == 0
    text = "".join(first.text().split())
    assert "进度已升级到当前版本" in text
    assert "每个词一张" in text
    assert home.exists()


def test_a_new_file_has_nothing_to_tell(learn: Learn) -> None:
    assert learn("quiz", stdin="q\n").stderr == ""
    assert NOTE not in learn().stderr
