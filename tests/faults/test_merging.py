"""Logs from elsewhere: a stranger's file within limits, and one's own in any order."""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from damage import assert_sound, count, learn, progress_of, study, times
from learn.memory.fsrs import Rating, learning_day
from learn.quiz.model import Review
from learn.store import Store, merge, open_store
from learn.store.jsonl import LONGEST_LINE, MOST_BYTES, LogFile
from learn.store.rows import uuid7

NOW = {"LEARN_NOW": "2026-11-24T09:00"}
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def a_row(**changed: Any) -> dict[str, Any]:
    row = {
        "id": uuid7(AT),
        "card": "neck/name",
        "rating": 3,
        "at": "2026-11-20T09:00:00.000+00:00",
        "day": learning_day(AT),
        "duration": 1500,
        "kind": "name",
        "detail": {"reply": "2", "picked": "head"},
        "engine": "fsrs-6",
        "undoes": None,
    }
    return {**row, **changed}


def a_file(home: Path, *lines: object) -> Path:
    path = home / "log.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("".join(f"{text}\n" for text in texts), "utf-8")
    return path


def import_file(home: Path, path: Path, *options: str) -> dict[str, Any]:
    done = learn(home, "import", str(path), "--json", *options, **NOW)
    assert "Traceback" not in done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_dry_run_comes_first_and_changes_nothing(tmp_path: Path) -> None:
    study(tmp_path, "1", "1", **NOW)
    before = progress_of(tmp_path).read_bytes()
    path = a_file(tmp_path, a_row(), a_row(card="head/name", rating=1))
    done = learn(tmp_path, "import", str(path), **NOW)
    assert done.returncode == 0
    assert "New: 2 answers" in done.stdout
    assert "--yes" in done.stdout
    assert progress_of(tmp_path).read_bytes() == before
    told = import_file(tmp_path, path, "--yes")
    assert (told["merged"], told["answers"], told["bad"]) == (True, 2, 0)
    assert assert_sound(tmp_path / "learn") == 4
    assert learn(tmp_path, "restore", told["undo"], **NOW).returncode == 0
    assert assert_sound(tmp_path / "learn") == 2


def test_ids_are_united_and_twice_is_once(tmp_path: Path) -> None:
    one = a_row()
    clash = {**one, "card": "head/name"}
    path = a_file(tmp_path, one, one, clash, a_row())
    assert import_file(tmp_path, path, "--yes")["answers"] == 2
    told = import_file(tmp_path, path, "--yes")
    assert (told["answers"], told["known"], told["clashing"]) == (0, 3, 1)
    assert told["undo"] is None, "no backup for nothing"
    assert assert_sound(tmp_path / "learn") == 2


BAD: dict[str, Callable[[], object]] = {
    "no json": lambda: "{",
    "a list": lambda: "[1]",
    "a number": lambda: "7",
    "deep": lambda: '{"id": ' * 500 + "1" + "}" * 500,
    "very deep": lambda: "[" * (LONGEST_LINE - 1),
    "a field twice": lambda: json.dumps(a_row())[:-1] + ', "rating": 4}',
    "a field more": lambda: a_row(extra=1),
    "a field less": lambda: {k: v for k, v in a_row().items() if k != "engine"},
    "nan": lambda: json.dumps(a_row(duration=float("nan"))),
    "a huge number": lambda: json.dumps(a_row()).replace("1500", "1" * 5000),
    "a huge fraction": lambda: json.dumps(a_row()).replace('"2"', "1e999"),
    "a huge negative fraction": lambda: json.dumps(a_row()).replace('"2"', "[-1e999]"),
    "infinity within": lambda: a_row(detail={"value": float("inf")}),
    "nan within": lambda: a_row(detail={"values": [float("nan")]}),
    "a huge number within": lambda: json.dumps(a_row()).replace('"2"', "7" * 4301),
    "rating 9": lambda: a_row(rating=9),
    "rating true": lambda: a_row(rating=True),
    "rating text": lambda: a_row(rating="3"),
    "rating none": lambda: a_row(rating=None),
    "year 3000": lambda: a_row(at="3000-01-01T00:00:00.000+00:00"),
    "tomorrow's tomorrow": lambda: a_row(
        at="2026-11-26T09:00:00.000+00:00", id=uuid7(datetime(2026, 11, 26, 9, tzinfo=UTC))
    ),
    "year 1969": lambda: a_row(at="1969-12-31T23:59:59.999+00:00"),
    "month 13": lambda: a_row(at="2026-13-01T00:00:00.000+00:00"),
    "another zone": lambda: a_row(at="2026-11-20T09:00:00.000+01:00"),
    "another time's id": lambda: a_row(id=uuid7(AT - timedelta(days=1))),
    "a later day": lambda: a_row(day=learning_day(AT) + 9),
    "day 0": lambda: a_row(day=0),
    "duration below 0": lambda: a_row(duration=-1),
    "duration 1.5": lambda: a_row(duration=1.5),
    "no uuid": lambda: a_row(id="1"),
    "uuid 4": lambda: a_row(id="7b0d5f0a-0000-4000-8000-000000000000"),
    "sql": lambda: a_row(card="x'; drop table review; --/name"),
    "a card without a term": lambda: a_row(card="/name"),
    "a card with a control code": lambda: a_row(card="ne\x1bck/name"),
    "a long card": lambda: a_row(card="a" * 200 + "/name"),
    "an undo with a rating": lambda: a_row(kind="undo", undoes=uuid7(AT)),
    "an undo of nothing": lambda: a_row(kind="undo", rating=None),
    "an answer that undoes": lambda: a_row(undoes=uuid7(AT)),
    "detail a text": lambda: a_row(detail="{}"),
    "detail deep": lambda: a_row(detail=json.loads('{"a": ' * 30 + "1" + "}" * 30)),
    "an overlong line": lambda: a_row(detail={"reply": "x" * LONGEST_LINE}),
    "kind with a space": lambda: a_row(kind="na me"),
}


@pytest.mark.parametrize("name", list(BAD))
def test_what_is_no_row_is_left_out_with_its_line(tmp_path: Path, name: str) -> None:
    path = a_file(tmp_path, a_row(), BAD[name](), a_row())
    source = LogFile(path, datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert len(list(source)) == 2
    assert source.bad == 1
    assert source.faults[0][0] == 2
    assert 0 < len(source.faults[0][1]) <= 200
    assert source.faults[0][1].isprintable()
    assert "set_int_max_str_digits" not in source.faults[0][1]


def test_a_strangers_file_does_no_harm(tmp_path: Path) -> None:
    study(tmp_path, "1", **NOW)
    lines = [make() for make in BAD.values()]
    path = a_file(tmp_path, *lines, a_row(card="no-such-term/name"), a_row())
    done = learn(tmp_path, "import", str(path), "--yes", **NOW)
    assert done.returncode == 0, done.stderr
    assert f"Left out, as no row of a log: {len(lines)} rows" in done.stdout
    assert "no-such-term" in done.stdout
    assert "\x1b" not in done.stdout
    assert assert_sound(tmp_path / "learn") == 3
    assert study(tmp_path, "1", **NOW).returncode == 0


def test_bytes_of_another_encoding_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    good = json.dumps(a_row()).encode()
    path.write_bytes(b"\xef\xbb\xbf" + good + b"\r\n" + "温度".encode("gbk") + b"\n\n" + good)
    source = LogFile(path, datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert len(list(source)) == 2
    assert source.faults == [(2, "is not UTF-8 (byte 0)")]


def test_a_file_over_the_limit_is_refused_unless_it_is_called_large(
    tmp_path: Path,
) -> None:
    path = tmp_path / "log.jsonl"
    with path.open("w") as file:
        while file.tell() <= MOST_BYTES:
            file.write(json.dumps(a_row()) + "\n")
    done = learn(tmp_path, "import", str(path), **NOW)
    assert done.returncode == 1
    assert "larger than 16 MB" in done.stderr
    assert "--large" in done.stderr
    assert import_file(tmp_path, path, "--large")["answers"] > 40_000


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices are POSIX's")
@pytest.mark.parametrize("what", ["pipe", "folder", "device", "missing"])
def test_only_a_regular_file_is_read(tmp_path: Path, what: str) -> None:
    path = tmp_path / "log.jsonl"
    if what == "pipe":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    elif what == "device":
        path = Path("/dev/zero")
    begun = time.monotonic()
    done = learn(tmp_path, "import", str(path), **NOW)
    assert time.monotonic() - begun < 30
    assert done.returncode == 2
    assert str(path) in done.stderr


def test_what_one_types_comes_back_from_an_export(tmp_path: Path) -> None:
    """Also bytes that are no characters, controls, and very long replies."""
    replies = ("温度\x1b[2J", "\udc80\udcff", "x" * 100_000, '"}\n{"', "\u202e", "\x00")
    study(tmp_path, "q")
    with closing(open_store(tmp_path / "learn")) as store:
        for number, reply in enumerate(replies):
            _keep(store, f"gap/type-{number}", AT + timedelta(hours=number), 3, reply[:1000])
    text = learn(tmp_path, "export", str(tmp_path / "log.jsonl"), **NOW)
    assert text.returncode == 0
    other = tmp_path / "other"
    other.mkdir()
    assert import_file(other, tmp_path / "log.jsonl", "--yes")["bad"] == 0
    both = [learn(home, "export", **NOW).stdout for home in (tmp_path, other)]
    assert both[0] == both[1]
    assert both[0].count("\n") == len(replies)


def _keep(store: Store, name: str, at: datetime, rating: int, reply: str = "1") -> str:
    day, scheduler = learning_day(at), store.scheduler()
    card = scheduler.review(store.states().get(name), name, Rating(rating), day)
    detail = {"reply": reply, "picked": "head"} if rating == 1 else {"reply": reply}
    return store.record(Review(name, Rating(rating), at, card.day, 900, "name", detail), card)


def test_an_export_never_overwrites_a_file(tmp_path: Path) -> None:
    study(tmp_path, "1", **NOW)
    path = a_file(tmp_path, "mine")
    assert learn(tmp_path, "export", str(path), **NOW).returncode == 2
    assert learn(tmp_path, "export", str(progress_of(tmp_path)), **NOW).returncode == 2
    assert path.read_text() == "mine\n"
    assert learn(tmp_path, "export", str(tmp_path / "no" / "x"), **NOW).returncode == 1


def diary(folder: Path, chance: random.Random) -> None:
    """Answers of some weeks on one machine, with undos, regrades and a clock that jumps."""
    with closing(open_store(folder)) as store:
        at, keys = AT - timedelta(days=60), list[str]()
        for _ in range(60):
            at += timedelta(hours=chance.choice((-30, 0, 1, 9, 40)))
            name = f"term-{chance.randrange(5)}/{chance.choice(('term', 'which'))}"
            keys.append(_keep(store, name, at, chance.randint(1, 4)))
            if chance.random() < 0.15:
                store.undo(at, store.scheduler(), chance.choice(keys))
            elif chance.random() < 0.1:
                store.undo(at, store.scheduler())


FORMER = ("name", "summary", "type", "aloud", "contrast-neck")


def contents(folder: Path) -> tuple[object, ...]:
    """All that a merge makes: the log, the states, the mix-ups."""
    with closing(open_store(folder)) as store:
        mixed = store._db.execute("select * from mixed where times > 0 order by 1, 2").fetchall()
        return list(merge.export(store)), store.states(), mixed, store.reviews()


@pytest.mark.parametrize("seed", range(times(4, 100)))
def test_logs_merge_to_the_same_in_any_order_and_any_number_of_times(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    lines = list[str]()
    for machine in ("desk", "laptop", "old"):
        diary(tmp_path / machine, chance)
        with closing(open_store(tmp_path / machine)) as store:
            written = list(merge.export(store))
            if machine == "old":  # each kind had a card of its own
                written = [line.replace('/term"', f'/{chance.choice(FORMER)}"') for line in written]
            lines += written
    ends = []
    for order in range(3):
        parts = [chance.sample(lines, chance.randint(1, len(lines))) for _ in range(3)] + [lines]
        chance.shuffle(parts)
        with closing(open_store(tmp_path / f"merged-{order}")) as store:
            for part in parts:
                path = tmp_path / "part.jsonl"
                path.write_text("".join(chance.sample(part, len(part))), "utf-8")
                source = LogFile(path, AT)
                merge.merge(store, source)
                assert source.bad == 0, source.faults
        ends.append(contents(tmp_path / f"merged-{order}"))
        assert_sound(tmp_path / f"merged-{order}")
    assert ends[0] == ends[1] == ends[2]
    assert ends[0][0] == sorted(lines)
    # Also where one of the machines takes in the other's.
    with closing(open_store(tmp_path / "desk")) as store:
        merge.merge(store, LogFile(path, AT))
        path.write_text("".join(lines), "utf-8")
        merge.merge(store, LogFile(path, AT))
    assert contents(tmp_path / "desk") == ends[0]


def test_through_the_front_door_both_machines_come_to_the_same(tmp_path: Path) -> None:
    homes = [tmp_path / name for name in ("desk", "laptop")]
    for number, home in enumerate(homes):
        home.mkdir()
        study(home, "1", "2", "3", LEARN_NOW=f"2026-11-2{number}T09:00")
        learn(home, "undo", LEARN_NOW=f"2026-11-2{number}T10:00")
        learn(home, "export", str(tmp_path / f"{home.name}.jsonl"), **NOW)
    for home, other in (homes, reversed(homes)):
        import_file(home, tmp_path / f"{other.name}.jsonl", "--yes")
        import_file(home, tmp_path / f"{other.name}.jsonl", "--yes")
    logs = [learn(home, "export", **NOW).stdout for home in homes]
    assert logs[0] == logs[1]
    assert [count(home) for home in homes] == [6, 6]
    stats = [json.loads(learn(home, "stats", "--json", **NOW).stdout) for home in homes]
    assert stats[0] == stats[1]
    assert stats[0]["reviews"] == 4
