"""A progress file of the first version opens with nothing lost, and its settings still count.

`earlier/` was made by the program as it was before its modules were put into packages: 45 days of
answers of every kind, with undos, other grades, and names that the learner had added.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections import Counter
from contextlib import closing
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from conftest import Learn
from learn.memory.fsrs import Card, Rating
from learn.store import open_store

EARLIER = Path(__file__).parent / "earlier"
LATER = {"LEARN_NOW": "2026-10-20T12:00"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A learner's folder as the first version left it."""
    folder = tmp_path / "learn"
    folder.mkdir()
    for name in ("progress.sqlite", "export.jsonl"):
        (folder / name).write_bytes(gzip.decompress((EARLIER / f"{name}.gz").read_bytes()))
    shutil.copy(EARLIER / "aliases.tsv", folder)
    (folder / "config.toml").write_text('lang = "zh"\nnew = 7\nlimit = 30\n')
    return folder


def test_no_answer_is_lost(learn: Learn, home: Path) -> None:
    done = learn("export", **LATER)
    assert done.returncode == 0, done.stderr
    before = (home / "export.jsonl").read_text("utf-8").splitlines()
    assert len(before) > 600
    assert sorted(done.stdout.splitlines()) == sorted(before)


def test_the_doctor_finds_nothing(learn: Learn, home: Path) -> None:
    done = learn("doctor", "--lang", "en", **LATER)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_was_done_is_as_before(learn: Learn, home: Path) -> None:
    told = json.loads(learn("stats", "--json", **LATER).stdout)
    before = json.loads((EARLIER / "stats.json").read_text("utf-8"))
    for name in ("day", "reviews", "streak", "days", "confusions", "skipped"):
        assert told[name] == before[name], name
    assert told["calibration"]["replayed"] == before["calibration"]["replayed"] == told["reviews"]
    counts = Counter(row["day"] for row in standing(home))
    days = {date.fromisoformat(each["day"]).toordinal(): each["reviews"] for each in told["days"]}
    assert days == counts
    assert sum(counts.values()) == told["reviews"] > 600


def test_recall_is_that_of_the_cards_there_are_now(learn: Learn, home: Path) -> None:
    told = json.loads(learn("stats", "--json", **LATER).stdout)
    outcomes: list[tuple[int, bool]] = []  # days since the card's last answer, whether recalled
    for rows in by_card(standing(home)).values():
        latest = rows[0]["day"]
        for row in rows[1:]:
            if row["day"] > latest:
                outcomes.append((row["day"] - latest, row["rating"] > 1))
                latest = row["day"]
    assert told["recall"]["reviews"] == told["calibration"]["reviews"] == len(outcomes) > 300
    assert told["recall"]["recalled"] == sum(right for _, right in outcomes)
    assert told["recall"]["guessed"] == 0, "nothing was said of sureness then"
    for age in told["retention"]:
        inside = [right for days, right in outcomes if age["first"] <= days <= (age["last"] or 999)]
        assert (age["reviews"], age["recalled"]) == (len(inside), sum(inside))
    assert told["sureness"]["sure"]["answers"] == told["sureness"]["unsure"]["answers"] == 0


def test_every_answer_is_found_in_exactly_one_card(learn: Learn, home: Path) -> None:
    assert learn("stats", **LATER).returncode == 0
    rows = standing(home)
    with closing(open_store(home)) as store:
        states = store.states()
        found = {card: [each.id for each in store.log(card)] for card in states}
    assert sorted(chain.from_iterable(found.values())) == sorted(row["id"] for row in rows)
    expected = {card: [row["id"] for row in of] for card, of in by_card(rows).items()}
    assert found == expected
    assert {card: len(ids) for card, ids in found.items()} == {
        c.name: c.reps for c in states.values()
    }
    former = {row["card"] for row in rows}
    assert len(states) < len(former), "cards of one term became one"
    for card in former:  # no card's answers were divided among two
        ids = {row["id"] for row in rows if row["card"] == card}
        assert sum(bool(ids & set(of)) for of in found.values()) == 1


def test_the_states_are_those_of_a_replay(learn: Learn, home: Path) -> None:
    assert learn("stats", **LATER).returncode == 0
    with closing(open_store(home)) as store:
        states, scheduler = store.states(), store.scheduler()
    expected: dict[str, Card] = {}
    for card, rows in by_card(standing(home)).items():
        state = None
        for row in rows:
            state = scheduler.review(state, card, Rating(row["rating"]), row["day"])
        assert state is not None
        expected[card] = state
    assert states == expected


def test_known_and_due_follow_from_the_states(learn: Learn, home: Path) -> None:
    told = json.loads(learn("stats", "--json", **LATER).stdout)
    with closing(open_store(home)) as store:
        states = store.states()
    typed = {
        row["card"].partition("/")[0]
        for row in standing(home)
        if row["kind"] in ("type", "aloud") and row["rating"] > 1
    }
    own = {name.partition("/")[0]: card for name, card in states.items() if name.endswith("/term")}
    known = {s for s in own if s in typed and own[s].stability >= 21 and not own[s].learning}
    assert sum(topic["known"] for topic in told["topics"]) == told["terms"]["known"] == len(known)
    assert sum(topic["met"] for topic in told["topics"]) == len(own) == 14
    day = date.fromisoformat(told["day"]).toordinal()
    slugs = {card.name.partition("/")[0] for card in states.values() if card.due <= day}
    assert told["due"][0]["cards"] + told["due"][1]["cards"] >= len(slugs) > 0
    soon = sum(card.due < day + 30 for card in states.values())
    assert sum(each["cards"] for each in told["due"]) <= soon


def standing(home: Path) -> list[dict[str, Any]]:
    """The answers of the export that were not taken back, in the order of time."""
    lines = (home / "export.jsonl").read_text("utf-8").splitlines()
    rows = sorted(map(json.loads, lines), key=lambda row: str(row["id"]))
    undone = {row["undoes"] for row in rows if row["kind"] == "undo"}
    assert len(undone) > 40
    return [row for row in rows if row["kind"] != "undo" and row["id"] not in undone]


def by_card(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The answers of each card as it is now: each kind of a term's own had one of its own then."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        slug, name = row["card"].split("/")
        own = row["kind"] in ("written", "drawn")
        assert own or name.startswith(row["kind"])
        found.setdefault(f"{slug}/{name}" if own else f"{slug}/term", []).append(row)
    return found


def test_added_names_and_settings_still_count(learn: Learn, home: Path) -> None:
    done = learn(
        *("quiz", "temperature", "--kind", "type", "--cram"), stdin="softmax heat\nq\n", **LATER
    )
    assert done.returncode == 0, done.stderr
    assert "✓ 正确" in done.stdout  # in Chinese, as the config file asks


def test_the_next_answer_is_kept_beside_the_old_ones(learn: Learn, home: Path) -> None:
    count = len(learn("export", **LATER).stdout.splitlines())
    done = learn("quiz", stdin="1\n1\nq\n", **LATER)
    assert done.returncode == 0, done.stderr
    assert len(learn("export", **LATER).stdout.splitlines()) > count
