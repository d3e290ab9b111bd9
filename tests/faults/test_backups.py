"""Backups: made by themselves, sound or not at all, thinned out, and brought back."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from damage import (
    Quiz,
    assert_sound,
    count,
    execute,
    learn,
    progress_of,
    some_time,
    study,
    times,
    writer,
)
from learn.errors import DamagedError
from learn.store import backup_files, backups
from learn.store.restore import answers_in

DAY = 739_944  # 2026-11-24
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


def names(home: Path) -> list[str]:
    return sorted(each.name for each in (home / "learn" / "backups").glob("*"))


def test_a_quiz_makes_one_backup_a_learning_day(tmp_path: Path) -> None:
    study(tmp_path, "1", "1", LEARN_NOW="2026-11-22T09:00")
    assert not (tmp_path / "learn" / "backups").exists(), "there was nothing to keep yet"
    study(tmp_path, "1", LEARN_NOW="2026-11-22T10:00")
    study(tmp_path, "1", LEARN_NOW="2026-11-22T23:00")
    study(tmp_path, LEARN_NOW="2026-11-23T03:59")  # still the same learning day
    assert names(tmp_path) == ["progress-2026-11-22.sqlite"]
    for command in ("stats", "undo", "export", "doctor"):
        learn(tmp_path, command, LEARN_NOW="2026-11-23T09:00")
    study(tmp_path, "1", LEARN_NOW="2026-11-23T09:00")
    assert names(tmp_path) == ["progress-2026-11-22.sqlite", "progress-2026-11-23.sqlite"]
    folder = tmp_path / "learn" / "backups"
    assert answers_in(folder / "progress-2026-11-22.sqlite") == 2
    assert answers_in(folder / "progress-2026-11-23.sqlite") == 3
    if os.name == "posix":
        assert folder.stat().st_mode & 0o077 == 0


def test_none_is_made_of_a_damaged_file(tmp_path: Path) -> None:
    study(tmp_path, *"1" * 9, LEARN_NOW="2026-11-22T09:00")
    path = progress_of(tmp_path)
    _break_an_index(path)
    before = path.read_bytes()
    done = study(tmp_path, "1", LEARN_NOW="2026-11-23T09:00")
    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert "min left" not in done.stdout
    assert learn(tmp_path, "backup").returncode == 1
    assert names(tmp_path) == []
    assert path.read_bytes() == before
    with pytest.raises(DamagedError):
        backups.make_daily(path, DAY)
    assert names(tmp_path) == []


def _break_an_index(path: Path) -> None:
    """Harm that no query of a quiz meets: a page of an index that it doesn't read."""
    with closing(sqlite3.connect(path)) as db:
        sql = "select rootpage from sqlite_master where name = 'review_undoes'"
        page = db.execute(sql).fetchone()[0]
        size = db.execute("pragma page_size").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x0a" + os.urandom(size - 1))


def test_a_backup_is_whole_while_others_write(tmp_path: Path) -> None:
    process = writer(tmp_path, 0, 0.001)
    assert process.stdout is not None
    try:
        for number in range(times(10, 100)):
            acknowledged = int(process.stdout.readline()) + 1
            made = backups.keep(tmp_path / "progress.sqlite", AT, f"by-hand-{number}")
            assert answers_in(made) >= acknowledged
            folder = tmp_path / f"look-{number}"
            folder.mkdir()
            shutil.copy(made, folder / "progress.sqlite")
            assert_sound(folder)
    finally:
        process.kill()
        process.communicate()


def test_a_kill_within_a_backup_leaves_no_half_one(tmp_path: Path) -> None:
    writer(tmp_path, 300, 0, 50).communicate()
    path = tmp_path / "progress.sqlite"
    with closing(sqlite3.connect(path)) as db:  # some megabytes, so that it takes its time
        db.execute("create table filler as select randomblob(8000000) as x")
        db.commit()
    script = (
        "import sys; from pathlib import Path; from learn.store import backups\n"
        "print('begun', flush=True); day = int(sys.argv[2])\n"
        "while True: day += 1; backups.make_daily(Path(sys.argv[1]), day)\n"
    )
    chance, made = random.Random(37), set[str]()
    for number in range(times(8, 100)):
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(path), str(DAY + 1000 * number)],
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        process.stdout.readline()
        some_time(0.2, chance)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        for each in backup_files.found(path):
            assert answers_in(each.path) == 300
            with closing(sqlite3.connect(each.path)) as db:
                assert db.execute("pragma integrity_check").fetchone()[0] == "ok"
            made.add(each.name)
    assert made


def test_a_backup_held_up_is_given_up(tmp_path: Path) -> None:
    study(tmp_path, "1", LEARN_NOW="2026-11-22T09:00")
    quiz = Quiz(tmp_path, LEARN_NOW="2026-11-22T10:00")
    assert quiz.answer()
    with closing(sqlite3.connect(progress_of(tmp_path), isolation_level=None)) as db:
        db.execute("begin exclusive")
        done = learn(tmp_path, "backup", LEARN_LOCK_TIMEOUT="0.2")
        assert done.returncode == 1
        assert "holds" in done.stderr
    quiz.end()


def test_backups_thin_out_to_days_weeks_and_months() -> None:
    kept = list[backup_files.Backup]()
    start = date(2026, 1, 1)
    for number in range(800):
        today = start + timedelta(days=number)
        kept.append(backup_files.Backup(Path(f"progress-{today}.sqlite"), today))
        gone = backup_files.superfluous(kept)
        kept = [each for each in kept if each not in gone]
        days = [each.day for each in kept]
        assert set(days) >= {today - timedelta(days=n) for n in range(min(7, number + 1))}
        assert len(kept) <= 7 + 4 + 12
    last = start + timedelta(days=799)  # 2028-03-10, a Friday
    weeks = [date(2028, 3, 5), date(2028, 2, 27), date(2028, 2, 20)]  # Sundays
    months = [
        date(2028 if month < 4 else 2027, month, 1) - timedelta(days=1)
        for month in (3, 2, 1, 12, 11, 10, 9, 8, 7, 6, 5)
    ]  # the last days of the eleven before
    expected = {last - timedelta(days=n) for n in range(7)} | {*weeks} | {*months}
    assert {each.day for each in kept} == expected


def test_thinning_spares_what_is_made_by_hand_and_what_is_no_backup(
    tmp_path: Path,
) -> None:
    writer(tmp_path, 3).communicate()
    path = tmp_path / "progress.sqlite"
    by_hand = backups.keep(path, AT, "by-hand")
    (tmp_path / "backups" / "notes.txt").write_text("mine")
    for number in range(60):
        backups.make_daily(path, DAY + number)
    for number in range(14):
        backups.keep(path, AT + timedelta(hours=number), "before-restore")
    found = backup_files.found(path)
    assert by_hand in [each.path for each in found]
    assert (tmp_path / "backups" / "notes.txt").exists()
    assert sum(each.label == "before-restore" for each in found) == backup_files.KEPT
    days = sorted((each.day.toordinal() for each in found if not each.label), reverse=True)
    assert days[:7] == [DAY + 59 - n for n in range(7)]
    assert len(days) <= 7 + 4 + 3
    assert not list((tmp_path / "backups").glob(".*"))


def test_what_a_killed_copy_left_is_swept_up_after_a_day(tmp_path: Path) -> None:
    writer(tmp_path, 3).communicate()
    folder = tmp_path / "backups"
    folder.mkdir()
    for name, hours in ((".progress-2026-11-01.sqlite.7.tmp", 25), (".progress-x.8.tmp", 1)):
        (folder / name).touch()
        os.utime(folder / name, times=(time.time() - 3600 * hours,) * 2)
    backups.make_daily(tmp_path / "progress.sqlite", DAY)
    assert {each.name for each in folder.iterdir()} == {
        "progress-2026-11-24.sqlite",
        ".progress-x.8.tmp",
    }


def test_by_hand_at_any_time_and_to_any_place(tmp_path: Path) -> None:
    assert learn(tmp_path, "backup").returncode == 1
    study(tmp_path, "1", "1")
    told = json.loads(learn(tmp_path, "backup", "--json").stdout)
    assert told["answers"] == 2
    assert Path(told["path"]).parent == tmp_path / "learn" / "backups"
    stick = tmp_path / "USB 盘"
    stick.mkdir()
    assert learn(tmp_path, "backup", str(stick)).returncode == 0
    assert learn(tmp_path, "backup", str(stick / "mine.sqlite")).returncode == 0
    assert [answers_in(path) for path in stick.iterdir()] == [2, 2]
    again = learn(tmp_path, "backup", str(stick / "mine.sqlite"))
    assert again.returncode == 2
    assert "exists already" in again.stderr
    missing = learn(tmp_path, "backup", str(tmp_path / "nowhere" / "x.sqlite"))
    assert missing.returncode == 1
    assert "nowhere" in missing.stderr


def test_a_restore_can_be_undone_by_a_restore(tmp_path: Path) -> None:
    study(tmp_path, "1", "1", LEARN_NOW="2026-11-22T09:00")
    study(tmp_path, "1", LEARN_NOW="2026-11-23T09:00")
    listed = learn(tmp_path, "restore").stdout
    assert listed.startswith("progress-2026-11-23.sqlite\t")
    before = learn(tmp_path, "export").stdout
    told = json.loads(learn(tmp_path, "restore", "2026-11-23", "--json").stdout)
    assert (told["answers"], count(tmp_path)) == (2, 2)
    assert_sound(tmp_path / "learn")
    assert learn(tmp_path, "export").stdout != before
    assert learn(tmp_path, "restore", told["undo"]).returncode == 0
    assert learn(tmp_path, "export").stdout == before
    assert assert_sound(tmp_path / "learn") == 3


def test_of_a_damaged_backup_what_can_be_read_is_restored(tmp_path: Path) -> None:
    study(tmp_path, *"1" * 9)
    path = progress_of(tmp_path)
    before = learn(tmp_path, "export").stdout
    other = tmp_path / "other.sqlite"
    shutil.copy(path, other)
    _break_an_index(other)
    told = json.loads(learn(tmp_path, "restore", str(other), "--json").stdout)
    assert (told["answers"], told["lost"]) == (9, 0), "an index holds nothing of its own"
    assert learn(tmp_path, "export").stdout == before
    assert assert_sound(path.parent) == 9


@pytest.mark.parametrize("fault", ["newer", "foreign", "empty", "text", "missing"])
def test_what_is_no_sound_backup_is_not_restored(tmp_path: Path, fault: str) -> None:
    study(tmp_path, *"1" * 9)
    path = progress_of(tmp_path)
    before = path.read_bytes()
    other = tmp_path / "other.sqlite"
    shutil.copy(path, other)
    if fault == "newer":
        execute(other, "pragma user_version = 9")
    elif fault == "foreign":
        execute(other, "pragma application_id = 1")
    elif fault == "missing":
        other.unlink()
    else:
        other.write_text("" if fault == "empty" else "hello" * 1000)
    done = learn(tmp_path, "restore", str(other))
    assert done.returncode == 1
    assert "other.sqlite" in done.stderr
    assert path.read_bytes() == before
    assert {each.name for each in path.parent.iterdir()} == {"progress.sqlite", "cache"}


def test_a_kill_within_a_restore_leaves_one_of_both_files(tmp_path: Path) -> None:
    writer(tmp_path, 40).communicate()
    path = tmp_path / "progress.sqlite"
    backup = backups.keep(path, AT, "by-hand")
    writer(tmp_path, 20).communicate()
    script = (
        "import sys; from datetime import *; from pathlib import Path\n"
        "from learn.store.restore import restore; print('begun', flush=True)\n"
        "path, one, two = map(Path, sys.argv[1:])\n"
        "while True:\n"
        "    restore(path, one, datetime.now(UTC)); restore(path, two, datetime.now(UTC))\n"
    )
    more = shutil.copy(path, tmp_path / "more.sqlite")
    chance = random.Random(38)
    for _ in range(times(8, 100)):
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(path), str(backup), str(more)],
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        process.stdout.readline()
        some_time(0.1, chance)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        assert assert_sound(tmp_path) in (40, 60)


def test_a_quiz_that_is_open_does_not_write_into_the_file_that_is_gone(
    tmp_path: Path,
) -> None:
    study(tmp_path, "1", "1", LEARN_NOW="2026-11-22T09:00")
    quiz = Quiz(tmp_path, LEARN_NOW="2026-11-23T09:00")
    assert quiz.answer()
    assert learn(tmp_path, "restore", "2026-11-23").returncode == 0
    assert not quiz.answer()
    code, out, err = quiz.end()
    assert code == 1
    assert "was replaced or taken away" in err
    assert "1 answer saved" in out
    assert count(tmp_path) == 2


def test_a_journal_left_behind_is_not_played_into_the_restored_file(
    tmp_path: Path,
) -> None:
    writer(tmp_path, 30).communicate()
    path = tmp_path / "progress.sqlite"
    backup = backups.keep(path, AT, "by-hand")
    script = (
        "import os, sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('pragma cache_size = 1'); db.execute('begin immediate')\n"
        "db.execute('update review set engine = engine || hex(randomblob(5000))')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    journal = tmp_path / "progress.sqlite-journal"
    assert journal.stat().st_size > 0
    path.unlink()
    done = learn(tmp_path, "restore", str(backup), LEARN_HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert not journal.exists()
    assert assert_sound(tmp_path) == 30


def test_two_restores_at_once_leave_a_sound_file(tmp_path: Path) -> None:
    study(tmp_path, "1", "1", LEARN_NOW="2026-11-22T09:00")
    study(tmp_path, "1", LEARN_NOW="2026-11-23T09:00")
    codes = list[int]()

    def restore() -> None:
        codes.append(learn(tmp_path, "restore", "2026-11-23").returncode)

    threads = [threading.Thread(target=restore) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 0 in codes
    assert assert_sound(tmp_path / "learn") == 2
