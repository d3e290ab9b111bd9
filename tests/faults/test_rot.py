"""Bits that flip on a disk: they are noticed, named, and mended from a good copy; backups hold."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from damage import Quiz, assert_sound, count, execute, learn, progress_of, study, times
from learn.errors import LearnError
from learn.memory.fsrs import Rating, learning_day
from learn.quiz.model import Review
from learn.store import backup_files, backups, digests, open_store
from learn.store.heal import local_sources
from learn.store.integrity import examine
from learn.store.repair import repair
from learn.store.restore import must_be_whole, restore

DAYS = [{"LEARN_NOW": f"2026-11-{day}T09:00"} for day in (20, 21, 22, 23, 24)]
NOW = DAYS[-1]


def doctor(home: Path, *arguments: str) -> dict[str, Any]:
    done = learn(home, "doctor", "--json", *arguments, **NOW)
    told: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == (1 if told["problems"] else 0)
    return told


def five_days(home: Path) -> Path:
    for day in DAYS:
        study(home, "1", "1", "1", **day)
    return progress_of(home)


def flip(path: Path, what: bytes, bit: int = 0, *, where: int = -1) -> None:
    """Change one bit of one of the places where some bytes lie in a file."""
    data = bytearray(path.read_bytes())
    places = [i for i in range(len(data)) if data.startswith(what, i)]
    data[places[where]] ^= 1 << bit
    path.write_bytes(data)


def broken_index(path: Path) -> None:
    """Flip a bit in the index `review_day`, which a quick check doesn't compare with the rows."""
    with closing(sqlite3.connect(path)) as db:
        sql = "select rootpage from sqlite_master where name = 'review_day'"
        (page,) = db.execute(sql).fetchone()
    data = bytearray(path.read_bytes())
    page_at = (page - 1) * 4096
    data[page_at + 4090] ^= 4
    path.write_bytes(data)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("pragma quick_check").fetchone()[0] == "ok"
        assert db.execute("pragma integrity_check").fetchone()[0] != "ok"


def test_no_backup_is_made_that_restore_would_refuse(tmp_path: Path) -> None:
    path = five_days(tmp_path)
    broken_index(path)
    before = backup_files.found(path)
    quiz = study(tmp_path, "1", LEARN_NOW="2026-11-25T09:00")
    assert quiz.returncode == 1
    assert "learn doctor --repair" in quiz.stderr
    assert learn(tmp_path, "backup", **NOW).returncode == 1
    assert backup_files.found(path) == before
    assert doctor(tmp_path)["damage"]
    told = doctor(tmp_path, "--repair")
    assert (told["damage"], told["problems"], told["repair"]["lost"]) == ([], [], 0)
    assert assert_sound(path.parent) == 15
    assert study(tmp_path, "1", LEARN_NOW="2026-11-25T09:00").returncode == 0
    told = json.loads(learn(tmp_path, "doctor", "--verify-backups", "--json").stdout)
    assert {each["problem"] for each in told["verified"]} == {None}
    assert len(told["verified"]) == len(before) + 1


def test_backups_are_verified_as_restore_would(tmp_path: Path) -> None:
    path = five_days(tmp_path)
    names = [each.name for each in backup_files.found(path)]
    told = doctor(tmp_path, "--verify-backups")
    assert [each["name"] for each in told["verified"]] == names
    assert {each["problem"] for each in told["verified"]} == {None}
    broken_index(backup_files.found(path)[0].path)
    told = doctor(tmp_path, "--verify-backups")
    assert [each["problem"] is None for each in told["verified"]] == [False, *[True] * 3]
    assert names[0] in told["problems"][0]
    assert "3 of 4 backups" in learn(tmp_path, "doctor", "--verify-backups", **NOW).stdout


def test_a_row_that_rots_is_named_and_taken_from_a_backup(tmp_path: Path) -> None:
    path = five_days(tmp_path)
    before = learn(tmp_path, "export").stdout
    flip(path, b"2026-11-22T09:00", bit=0, where=0)  # the time of an answer: 2026 -> 3026
    (day,) = doctor(tmp_path)["rotten"]
    assert (day["day"], day["rows"], len(day["changed"])) == ("2026-11-22", 3, 1)
    assert day["changed"][0]["at"].startswith("2026-11-22T09:00")
    assert day["source"] == "progress-2026-11-24.sqlite"
    said = learn(tmp_path, "doctor", **NOW).stdout
    assert f"2026-11-22: not as it was written: 1 row ({day['changed'][0]['card']})" in said
    quiz = study(tmp_path, "1", LEARN_NOW="2026-11-25T09:00")
    assert quiz.returncode == 0, "the answers of today are kept all the same"
    assert "2026-11-22 are not as they were written" in quiz.stderr
    assert not backup_files.daily(path, datetime(2026, 11, 25).toordinal()).exists()
    done = learn(tmp_path, "doctor", "--repair", "--json", LEARN_NOW="2026-11-25T09:05")
    told = json.loads(done.stdout)
    assert (told["problems"], told["rotten"], told["repair"]["lost"]) == ([], [], 0)
    assert [each["day"] for each in told["repair"]["healed"]] == ["2026-11-22"]
    after = learn(tmp_path, "export").stdout
    assert after.splitlines()[:15] == before.splitlines()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_row_without_a_good_copy_is_kept_and_said(tmp_path: Path, lang: str) -> None:
    study(tmp_path, "1", "1", "1", **NOW)
    path = progress_of(tmp_path)
    flip(path, b"options", bit=0)
    (day,) = doctor(tmp_path)["rotten"]
    assert (day["day"], day["source"], day["changed"]) == ("2026-11-24", None, [])
    done = learn(tmp_path, "doctor", "--repair", "--lang", lang, **NOW)
    assert done.returncode == 0
    assert ("no good copy was found" if lang == "en" else "没有找到完好的副本") in done.stdout
    assert assert_sound(path.parent) == 3
    assert doctor(tmp_path, "--verify-backups")["problems"] == []


def test_a_row_that_says_it_is_another_learners_is_one_that_rotted(tmp_path: Path) -> None:
    path = five_days(tmp_path)
    execute(path, "update review set learner = 'ne' where id = (select min(id) from review)")
    (day,) = doctor(tmp_path)["rotten"]
    assert len(day["changed"]) == 1
    told = doctor(tmp_path, "--repair")
    assert (told["problems"], told["repair"]["lost"]) == ([], 0)
    assert count(tmp_path, "learner = 'me'") == count(tmp_path, "true") == 15


def test_a_destroyed_page_costs_only_what_no_backup_has(tmp_path: Path) -> None:
    home = tmp_path / "learn"
    many_answers(home, 200)
    path = home / "progress.sqlite"
    backups.make_daily(path, BEGIN.toordinal() + 1)
    with path.open("r+b") as file:
        file.seek(4096 * (path.stat().st_size // 4096 // 2))
        file.write(os.urandom(4096))
    told = doctor(tmp_path)
    assert told["damage"]
    repaired = doctor(tmp_path, "--repair")
    assert repaired["problems"] == []
    assert (repaired["repair"]["saved"], repaired["repair"]["lost"]) == (200, 0)
    assert assert_sound(home) == 200
    assert Path(repaired["repair"]["kept"]).exists()


def test_where_nothing_can_be_read_all_comes_from_the_backup(tmp_path: Path) -> None:
    path = five_days(tmp_path)
    learn(tmp_path, "backup", **NOW)
    before = learn(tmp_path, "export").stdout
    with path.open("r+b") as file:
        file.seek(4096)  # the page of all answers, in so small a file
        file.write(os.urandom(4096))
    assert doctor(tmp_path, "--repair")["repair"]["lost"] == 0
    assert learn(tmp_path, "export").stdout == before
    shutil.rmtree(path.parent / "backups")
    path.write_bytes(os.urandom(path.stat().st_size))
    told = doctor(tmp_path, "--repair")
    assert "holds no answer that can be read" in told["problems"][0]
    assert told["damage"]


def test_a_repair_holds_off_a_quiz_that_goes_on(tmp_path: Path) -> None:
    """What it says is saved is in the new file, or it says that the file was replaced."""
    path = five_days(tmp_path)
    quiz = Quiz(tmp_path, LEARN_NOW="2026-11-26T09:00")
    assert quiz.answer()
    execute(path, "create trigger odd after insert on setting begin select 1; end")
    repaired = learn(tmp_path, "doctor", "--repair", "--json", LEARN_NOW="2026-11-26T09:05")
    assert json.loads(repaired.stdout)["problems"] == []
    assert not quiz.answer()
    code, _, err = quiz.end()
    assert code == 1
    assert "was replaced or taken away meanwhile" in err
    assert assert_sound(path.parent) == 15 + quiz.acknowledged


def test_a_link_to_a_progress_file_elsewhere_stays(tmp_path: Path) -> None:
    path = five_days(tmp_path)
    real = tmp_path / "cloud" / "progress.sqlite"
    real.parent.mkdir()
    path.rename(real)
    path.symlink_to(real)
    assert learn(tmp_path, "restore", "2026-11-22", **NOW).returncode == 0
    assert path.is_symlink()
    assert (count(tmp_path), assert_sound(real.parent)) == (6, 6)
    broken_index(real)
    assert doctor(tmp_path, "--repair")["problems"] == []
    assert path.is_symlink()
    assert {each.name.partition("-")[0] for each in real.parent.iterdir()} == {
        "progress.sqlite",
        "damaged",
    }


def test_a_strangers_file_with_a_trigger_is_written_to_only_anew(tmp_path: Path) -> None:
    path = five_days(tmp_path)
    execute(
        path,
        "create trigger gone after insert on review begin"
        " delete from review where id = new.id; end",
    )
    quiz = study(tmp_path, "1", **NOW)
    assert quiz.returncode == 1
    assert "a trigger gone, which learn did not make" in quiz.stderr
    other = tmp_path / "other.sqlite"
    shutil.copy(path, other)
    assert doctor(tmp_path)["oddities"] == ["a trigger gone"]
    assert doctor(tmp_path, "--repair")["problems"] == []
    assert assert_sound(path.parent) == 15
    assert learn(tmp_path, "restore", str(other), **NOW).returncode == 0, "its answers are taken"
    study(tmp_path, "1", **NOW)
    assert assert_sound(path.parent) == 16


def test_added_names_are_in_backups_and_exports_and_no_pipe_is_read(tmp_path: Path) -> None:
    folder = progress_of(tmp_path).parent
    folder.mkdir()
    os.mkfifo(folder / "aliases.tsv")
    home = tmp_path / "learn"
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    with closing(open_store(home, at=at)) as store:
        record(store, "bottleneck/type", at, accepted="hourglass")
        assert store.aliases() == {"bottleneck": ["hourglass"]}
    learn(tmp_path, "backup", **NOW)
    exported = tmp_path / "log.jsonl"
    exported.write_text(learn(tmp_path, "export", **NOW).stdout)
    (kept,) = backup_files.found(progress_of(tmp_path))
    for bring in (("restore", str(kept.path)), ("import", str(exported), "--yes")):
        other = tmp_path / bring[0]
        other.mkdir()
        assert learn(other, *bring, **NOW).returncode == 0
        with closing(open_store(other / "learn", at=at)) as store:
            assert store.aliases() == {"bottleneck": ["hourglass"]}


# ---- random flips ----

BEGIN = datetime(2026, 11, 1, 9, tzinfo=UTC)


def record(store: Any, card: str, at: datetime, **detail: Any) -> None:
    kind, detail = card.rpartition("/")[2], {"reply": "1", **detail}
    review = Review(card, Rating.GOOD, at, learning_day(at), 900, kind, detail)
    before = store.states().get(card)
    store.record(review, store.scheduler().review(before, card, Rating.GOOD, learning_day(at)))


def many_answers(home: Path, count: int) -> None:
    """Make a progress file, twenty answers a day."""
    with closing(open_store(home, at=BEGIN)) as store:
        for number in range(count):
            at = BEGIN + timedelta(days=number // 20, minutes=number % 20)
            record(store, f"term{number % 40}/name", at, options=["a", "b", "c", "d"] * 5)


@dataclass
class Tally:
    changed: int = 0  # flips that change a row, or leave it unreadable
    noticed: int = 0  # of these, told by the doctor
    saved: int = 0  # backups that were said to be saved
    restorable: int = 0  # of these, restored whole
    rows: int = 0  # answers of all the flipped files
    salvaged: int = 0  # with no backup to take a good copy from
    whole: int = 0  # files repaired with nothing lost, with a backup of before


def test_random_flips_are_noticed_and_never_become_a_backup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    many_answers(tmp_path / "sound", 400)
    sound = tmp_path / "sound" / "progress.sqlite"
    rows = rows_of(sound)
    assert isinstance(rows, dict)
    chance, tally, rounds = random.Random(7), Tally(), times(30, 400)
    for number in range(rounds):
        one_flip(tmp_path / str(number), sound, rows, chance, tally)
        shutil.rmtree(tmp_path / str(number))
    with capsys.disabled():
        print(f"\n{rounds} flips: {tally}")
    assert tally.noticed == tally.changed
    assert tally.restorable == tally.saved
    assert tally.whole == rounds
    assert tally.salvaged >= 0.97 * tally.rows


def one_flip(
    home: Path, sound: Path, rows: dict[str, Any], chance: random.Random, tally: Tally
) -> None:
    home.mkdir()
    path = home / "progress.sqlite"
    data = bytearray(sound.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    if rows_of(path) != rows:
        tally.changed += 1
        tally.noticed += is_noticed(path, at)
    try:
        kept = backups.keep(path, at, "by-hand")
    except LearnError:
        pass
    else:
        tally.saved += 1
        must_be_whole(kept)
        restore(home / "restored" / "progress.sqlite", kept, at)
        tally.restorable += rows_of(home / "restored" / "progress.sqlite") == rows
    alone, helped = home / "alone" / "progress.sqlite", home / "helped" / "progress.sqlite"
    for each in (alone, helped):
        each.parent.mkdir()
        shutil.copy(path, each)
    backup_files.folder_of(helped).mkdir()
    backups.copy(sound, backup_files.daily(helped, at.toordinal()))
    for each in (alone, helped):
        with closing(opened(each, at)) as store:
            assert digests.rotten(store._db) == []
        found = rows_of(each)
        assert isinstance(found, dict)
        if each is alone:
            tally.rows += len(rows)
            tally.salvaged += sum(found.get(key) == row for key, row in rows.items())
        else:
            tally.whole += found == rows


def opened(path: Path, at: datetime) -> Any:
    repair(path, at, list(local_sources(path)))
    return open_store(path.parent, at=at)


def is_noticed(path: Path, at: datetime) -> bool:
    try:
        found = examine(path, at)
    except LearnError:
        return True
    return bool(found.damage or found.oddities or found.rotten)


def rows_of(path: Path) -> dict[str, Any] | str:
    """Every row by its id, with all its columns, or why they can't be read."""
    try:
        with closing(sqlite3.connect(path)) as db:
            db.text_factory = bytes
            return {row[0]: row for row in db.execute("select * from review")}
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return str(error)
