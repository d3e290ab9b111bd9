"""Files that are damaged, missing, foreign, newer, older, or hold what can't be."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from damage import assert_sound, count, execute, learn, progress_of, study
from learn.errors import StoreError
from learn.store import backup_files, open_store, upgrades

NOW = {"LEARN_NOW": "2026-11-24T09:00"}
READING = ("quiz", "undo", "stats", "tune", "export", "backup", "doctor")


def begun(home: Path) -> Path:
    """Progress of two days, with the backup that the second one began with."""
    study(home, "1", "1", "1", LEARN_NOW="2026-11-22T09:00")
    study(home, "1", "1", LEARN_NOW="2026-11-23T09:00")
    return progress_of(home)


def garbage(path: Path) -> None:
    path.write_bytes(b"my diary\n" * 1000)


def zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def truncated(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 8192)


def scribbled(path: Path) -> None:
    """The schema is whole, and the pages after it are not."""
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(path.stat().st_size - 4096))


@pytest.mark.parametrize("harm", [garbage, zeros, truncated, scribbled])
def test_a_damaged_file_is_left_as_it_is_with_the_way_back(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    path = begun(tmp_path)
    harm(path)
    before = path.read_bytes()
    for command in READING:
        done = learn(tmp_path, command, stdin="1\n", **NOW)
        assert done.returncode == 1, command
        assert "min left" not in done.stdout
        assert "damaged" in done.stderr + done.stdout, command
        assert "learn restore" in done.stderr + done.stdout, command
        assert "Traceback" not in done.stderr
    named = learn(tmp_path, "quiz", **NOW).stderr
    assert "learn restore progress-2026-11-23.sqlite" in named
    assert path.read_bytes() == before
    assert learn(tmp_path, "restore", "2026-11-23", **NOW).returncode == 0
    assert assert_sound(path.parent) == 3
    # The damaged file is still there, under another name.
    assert [each.read_bytes() for each in path.parent.glob("damaged-*.sqlite")] == [before]
    assert learn(tmp_path, "define", "neck").returncode == 0


def test_without_a_backup_one_may_begin_anew_and_the_file_is_kept(tmp_path: Path) -> None:
    study(tmp_path, "1", **NOW)
    path = progress_of(tmp_path)
    garbage(path)
    before = path.read_bytes()
    done = study(tmp_path, "1", **NOW)
    assert done.returncode == 1
    assert "learn doctor --repair saves what can be read. learn quiz --fresh" in done.stderr
    done = learn(tmp_path, "quiz", "--fresh", stdin="1\n", **NOW)
    assert done.returncode == 0
    assert count(tmp_path) == 1
    assert [each.read_bytes() for each in path.parent.glob("damaged-*.sqlite")] == [before]


def test_begin_anew_never_takes_progress_away(tmp_path: Path) -> None:
    study(tmp_path, "1", **NOW)
    done = learn(tmp_path, "quiz", "--fresh", stdin="1\n", **NOW)
    assert done.returncode == 1
    assert "has 1 answers: it was left as it is" in done.stderr
    assert count(tmp_path) == 1


@pytest.mark.parametrize("lost", ["missing", "empty"])
def test_lost_progress_is_stated_and_nothing_begun_in_silence(tmp_path: Path, lost: str) -> None:
    path = begun(tmp_path)
    path.unlink()
    if lost == "empty":
        path.touch()
    for command in ((), *((each,) for each in READING)):
        done = learn(tmp_path, *command, stdin="1\n", **NOW)
        assert done.returncode == 1, command
        assert "min left" not in done.stdout
        assert lost in done.stderr + done.stdout
        assert "learn restore" in done.stderr + done.stdout
    assert path.exists() == (lost == "empty")
    assert not path.exists() or path.stat().st_size == 0
    shutil.copytree(path.parent, tmp_path / "twin")
    done = learn(tmp_path, "restore", "progress-2026-11-23.sqlite", **NOW)
    assert done.returncode == 0
    assert assert_sound(path.parent) == 3
    env = {**NOW, "LEARN_HOME": str(tmp_path / "twin")}
    assert learn(tmp_path, "quiz", "--fresh", stdin="1\n", **env).returncode == 0
    assert assert_sound(tmp_path / "twin") == 1


def test_an_empty_file_without_backups_is_a_first_start(tmp_path: Path) -> None:
    (tmp_path / "learn").mkdir()
    progress_of(tmp_path).touch()
    assert study(tmp_path, "1").returncode == 0
    assert count(tmp_path) == 1


def test_a_newer_file_is_refused_with_its_version(tmp_path: Path) -> None:
    path = begun(tmp_path)
    execute(path, "pragma user_version = 99")
    before = path.read_bytes()
    for command in READING:
        done = learn(tmp_path, command, stdin="1\n", **NOW)
        assert done.returncode == 1
        assert "of version 99" in done.stderr + done.stdout
    assert path.read_bytes() == before


def _adds_a_table(db: sqlite3.Connection, path: Path) -> None:
    db.execute("create table note (text text not null) strict")


def _fills_it(db: sqlite3.Connection, path: Path) -> None:
    db.execute("insert or replace into setting values ('upgraded', '1')")
    db.execute("insert into note values ('x')")


def _fails(db: sqlite3.Connection, path: Path) -> None:
    _fills_it(db, path)
    db.execute("insert into no_such_table values (1)")


def test_an_older_file_is_backed_up_and_upgraded_step_by_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = begun(tmp_path)
    monkeypatch.setattr(upgrades, "VERSION", 5)
    monkeypatch.setattr(upgrades, "STEPS", {3: _adds_a_table, 4: _fills_it})
    with closing(open_store(path.parent)) as store:
        assert store.reviews() == 5
        assert store.setting("upgraded") == 1
    assert _version(path) == 5
    kept = [each for each in backup_files.found(path) if each.label == "before-upgrade-3"]
    assert [_version(each.path) for each in kept] == [3]
    open_store(path.parent).close()
    assert len(backup_files.found(path)) == 2, "once is enough"


def test_an_upgrade_that_fails_leaves_the_version_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = begun(tmp_path)
    before = _count(path, "setting")
    monkeypatch.setattr(upgrades, "VERSION", 5)
    monkeypatch.setattr(upgrades, "STEPS", {3: _adds_a_table, 4: _fails})
    with pytest.raises(StoreError, match="Not upgraded to version 5"):
        open_store(path.parent)
    assert _version(path) == 4
    assert _count(path, "setting") == before, "half of a step"
    monkeypatch.setattr(upgrades, "STEPS", {3: _adds_a_table, 4: _fills_it})
    with closing(open_store(path.parent)) as store:
        assert store.reviews() == 5


def test_a_kill_within_an_upgrade_leaves_the_file_of_before(tmp_path: Path) -> None:
    path = begun(tmp_path)
    script = (
        "import os, sys; from pathlib import Path; from learn.store import open_store, upgrades\n"
        "def step(db, path):\n"
        "    db.execute('pragma cache_size = 1')\n"
        "    db.execute('update review set engine = engine || zeroblob(9000)')\n"
        "    os.kill(os.getpid(), 9)\n"
        "upgrades.VERSION, upgrades.STEPS = 4, {3: step}\n"
        "open_store(Path(sys.argv[1]))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path.parent)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert assert_sound(path.parent) == 5
    assert _version(path) == 3


def test_a_version_without_an_upgrade_is_refused(tmp_path: Path) -> None:
    path = begun(tmp_path)
    execute(path, "pragma user_version = 0")
    before = path.read_bytes()
    done = study(tmp_path, "1", **NOW)
    assert done.returncode == 1
    assert "no upgrade from 0" in done.stderr
    assert path.read_bytes() == before


def _version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("pragma user_version").fetchone()[0])


def _count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute(f"select count(*) from {table}").fetchone()[0])


@pytest.mark.parametrize("change", ["pragma application_id = 7", "create table notes (x)"])
def test_a_foreign_database_is_refused_and_left_alone(tmp_path: Path, change: str) -> None:
    (tmp_path / "learn").mkdir()
    path = progress_of(tmp_path)
    execute(path, change)
    before = path.read_bytes()
    for command in (*READING, "restore"):
        arguments = ("restore", str(_a_backup(tmp_path))) if command == "restore" else (command,)
        done = learn(tmp_path, *arguments, stdin="1\n", **NOW)
        assert done.returncode == 1, command
        assert "another program's file" in done.stderr + done.stdout
    assert path.read_bytes() == before


def _a_backup(home: Path) -> Path:
    other = home / "other"
    other.mkdir()
    return shutil.copy(begun(other), home / "backup.sqlite")


def test_a_copy_of_the_one_file_is_the_whole_history(tmp_path: Path) -> None:
    path = begun(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert [each.name for each in path.parent.glob("progress*")] == [path.name]
    shutil.copy(path, elsewhere)
    assert assert_sound(elsewhere) == 5
    both = [learn(tmp_path, "export", LEARN_HOME=str(f)).stdout for f in (path.parent, elsewhere)]
    assert both[0] == both[1] != ""


ROW = (
    "insert into review (id, learner, card, rating, at, day, duration, kind, detail, engine)"
    " values ('{id}', 'me', '{card}', {rating}, '{at}', {day}, 1, 'name', '{detail}', 'fsrs-6')"
)
ODD = (
    {"id": "1", "rating": 9},
    {"id": "2", "day": 1_095_000, "at": "3000-01-01T00:00:00.000+00:00"},
    {"id": "3", "day": -5},
    {"id": "4", "at": "yesterday"},
    {"id": "5", "detail": "{no json"},
    {"id": "6", "rating": 0},
)
SOUND = {
    "card": "neck/name",
    "rating": 3,
    "at": "2026-11-20T09:00:00.000+00:00",
    "day": 739_940,
    "detail": "{}",
}


def test_rows_out_of_range_are_left_out_with_a_count(tmp_path: Path) -> None:
    path = begun(tmp_path)
    before = learn(tmp_path, "stats", "--json", **NOW)
    rows = [ROW.format(**{**SOUND, **odd}) for odd in ODD]
    rows.append(ROW.format(**{**SOUND, "id": "7", "card": "no-such-term/name"}))
    execute(path, *rows, unchecked=True)
    for command in (("quiz",), ("stats",), ("stats", "neck"), ("tune",), ("undo",), ("export",)):
        done = learn(tmp_path, *command, stdin="1\nq\n", **NOW)
        assert done.returncode == 0, (command, done.stderr)
        assert "Something went wrong" not in done.stderr
    after = json.loads(learn(tmp_path, "stats", "--json", **NOW).stdout)
    assert after["skipped"]["reviews"] >= 4
    assert "Left out" in learn(tmp_path, "stats", **NOW).stdout
    assert "Left out" in learn(tmp_path, "tune", **NOW).stderr
    done = learn(tmp_path, "doctor", "--json", **NOW)
    told = json.loads(done.stdout)
    assert told["unsound"] == 6
    assert told["orphans"] == ["no-such-term/term"]
    assert before.returncode == 0
    repaired = json.loads(learn(tmp_path, "doctor", "--repair", "--json", **NOW).stdout)
    assert repaired["differing"] == []
    assert count(tmp_path, "id < '8' and length(id) = 1") == 7, "history is never deleted"
