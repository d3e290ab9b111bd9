"""Others at the same file, a full disk, a folder that can't be written."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from conftest import environment
from damage import (
    Quiz,
    assert_sound,
    count,
    learn,
    mounted,
    obeying,
    progress_of,
    read_only,
    some_time,
    study,
    times,
    writer,
)

resource = pytest.importorskip("resource", reason="limits are POSIX's")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, limits, permissions")


def test_eight_quizzes_at_human_pace_all_keep_their_answers(tmp_path: Path) -> None:
    answers, done = times(3, 12), list[Quiz]()

    def sit(seed: int) -> None:
        quiz, chance = Quiz(tmp_path, "--new", "999"), random.Random(seed)
        for _ in range(answers):
            some_time(0.4, chance)
            quiz.answer()
        done.append(quiz)

    learn(tmp_path, "list")
    threads = [threading.Thread(target=sit, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ends = [quiz.end() for quiz in done]
    assert [code for code, _, _ in ends] == [0] * 8, ends
    assert [quiz.acknowledged for quiz in done] == [answers] * 8
    # All met the same cards: each state is what all the answers together lead to.
    assert assert_sound(tmp_path / "learn") == 8 * answers


def test_eight_writers_as_fast_as_they_can(tmp_path: Path) -> None:
    answers = times(25, 250)
    writers = [writer(tmp_path, answers, 0, 12) for _ in range(8)]
    acknowledged = [len(process.communicate(timeout=600)[0].splitlines()) for process in writers]
    assert [process.returncode for process in writers] == [0] * 8
    assert acknowledged == [answers] * 8
    assert assert_sound(tmp_path) == 8 * answers


def held(path: Path) -> sqlite3.Connection:
    """Hold a file as a program does that is in the middle of writing it."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("begin exclusive")
    return db


def test_a_lock_that_holds_is_told_and_the_answer_said_to_be_unsaved(
    tmp_path: Path,
) -> None:
    quiz = Quiz(tmp_path, LEARN_LOCK_TIMEOUT="0.3")
    assert quiz.answer()
    with closing(held(progress_of(tmp_path))):
        quiz.say("1")
        assert "holds" in quiz.until("once more", stream="stderr")
        code, out, err = quiz.end()
    assert code == 1
    assert "1 answer saved" in out
    assert f"Not saved: Another program, or another learn, holds {progress_of(tmp_path)}" in err
    assert "Traceback" not in err
    assert assert_sound(tmp_path / "learn") == 1


def test_an_answer_is_kept_in_memory_and_saved_when_the_lock_is_gone(
    tmp_path: Path,
) -> None:
    quiz = Quiz(tmp_path, LEARN_LOCK_TIMEOUT="2")
    assert quiz.answer()
    with closing(held(progress_of(tmp_path))):
        quiz.say("1")
        assert quiz.until("once more", stream="stderr")
    assert quiz.until("Right.", "Not quite.")
    code, out, err = quiz.end()
    assert (code, err) == (0, "")
    assert "2 answers saved" in out
    assert assert_sound(tmp_path / "learn") == 2


def test_a_lock_is_waited_for_at_the_start_too(tmp_path: Path) -> None:
    study(tmp_path, "1")
    with closing(held(progress_of(tmp_path))):
        for command in ("quiz", "undo", "stats", "export", "backup"):
            done = learn(tmp_path, command, LEARN_LOCK_TIMEOUT="0.2")
            assert done.returncode == 1, command
            assert "holds" in done.stderr, command
            assert "min left" not in done.stdout
        assert learn(tmp_path, "undo", LEARN_LOCK_TIMEOUT="soon").returncode == 2
    assert assert_sound(tmp_path / "learn") == 1


def fill(disk: Path) -> None:
    """Write a file until the disk is full."""
    with (disk / "filler").open("wb", buffering=0) as filler, contextlib.suppress(OSError):
        while filler.write(b"x" * 4096):
            pass


def test_a_full_disk_stops_the_session_and_harms_nothing(tmp_path: Path) -> None:
    disk = tmp_path / "learn"
    with mounted(disk, "-t", "tmpfs", "-o", "size=2m", "tmpfs"):
        quiz = Quiz(tmp_path, "--new", "999")
        assert quiz.answer()
        assert quiz.answer()
        fill(disk)
        # It may take some answers until the file must grow, or its journal has no room.
        while quiz.answer():
            pass
        code, out, err = quiz.end()
        assert code == 1
        assert "Not saved: the disk is full." in err
        assert "rollback" not in err
        assert "Traceback" not in err
        assert f"{quiz.acknowledged} answers saved" in out
        assert assert_sound(disk) == quiz.acknowledged
        (disk / "filler").unlink()
        assert study(tmp_path, "1", "1", "q").returncode == 0
        assert assert_sound(disk) == quiz.acknowledged + 2


def test_a_full_disk_from_the_start_is_said_before_the_first_question(
    tmp_path: Path,
) -> None:
    disk = tmp_path / "learn"
    with mounted(disk, "-t", "tmpfs", "-o", "size=1m", "tmpfs"):
        fill(disk)
        done = study(tmp_path, "1")
        assert done.returncode == 1
        assert "min left" not in done.stdout
        assert "the disk is full" in done.stderr
        assert learn(tmp_path, "define", "neck").returncode == 0


def test_no_room_for_a_backup_is_said_and_the_quiz_goes_on(tmp_path: Path) -> None:
    study(tmp_path, "1", "1", LEARN_NOW="2026-11-23T09:00")
    (tmp_path / "learn" / "backups").write_text("a file where the folder should be")
    done = study(tmp_path, "1", "1", LEARN_NOW="2026-11-24T09:00")
    assert done.returncode == 0
    assert "No copy could be made in" in done.stderr
    assert count(tmp_path) == 4


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="prlimit is Linux's")
def test_a_limit_on_file_sizes_is_a_full_disk_too(tmp_path: Path) -> None:
    quiz = Quiz(tmp_path, "--new", "999")
    assert quiz.answer()
    resource.prlimit(quiz.process.pid, resource.RLIMIT_FSIZE, (512, 512))
    assert not quiz.answer()
    code, out, err = quiz.end()
    assert code == 1
    assert "Not saved: the disk failed at" in err
    assert "rollback" not in err
    assert "1 answer saved" in out
    assert assert_sound(tmp_path / "learn") == 1


@pytest.mark.parametrize("begun", [False, True], ids=["empty", "with progress"])
def test_in_a_read_only_folder_all_but_saving_works(tmp_path: Path, begun: bool) -> None:
    folder, prefix = tmp_path / "learn", obeying()
    learn(tmp_path, "list")
    if begun:
        study(tmp_path, "1", "1")
    with read_only(folder):
        done = learn(tmp_path, "quiz", stdin="1\n", prefix=prefix)
        assert done.returncode == 1
        assert "min left" not in done.stdout, "said before the first card"
        assert str(folder) in done.stderr
        assert "LEARN_HOME" in done.stderr
        _all_but_saving(tmp_path, prefix, begun=begun)
    assert not begun or assert_sound(folder) == 2


def test_on_a_read_only_disk_all_but_saving_works(tmp_path: Path) -> None:
    folder = tmp_path / "learn"
    with mounted(folder, "-t", "tmpfs", "-o", "size=4m", "tmpfs"):
        study(tmp_path, "1", "1")
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        done = study(tmp_path, "1")
        assert done.returncode == 1
        assert "min left" not in done.stdout
        assert f"{progress_of(tmp_path)} can't be written" in done.stderr
        _all_but_saving(tmp_path, (), begun=True)


def _all_but_saving(home: Path, prefix: tuple[str, ...], *, begun: bool) -> None:
    for command in (["define", "neck"], ["list"], ["search", "pooling"], ["demo", "gap", "--help"]):
        done = learn(home, *command, prefix=prefix)
        assert (done.returncode, done.stderr) == (0, ""), command
    if begun:
        for command in (["stats"], [], ["export"], ["restore"], ["quiz", "--cram"]):
            done = learn(home, *command, prefix=prefix)
            assert (done.returncode, done.stderr) == (0, ""), command
        doctor = learn(home, "doctor", "--full", prefix=prefix)
        assert doctor.returncode == 0, doctor.stdout
        assert "can't be written" in doctor.stdout


def test_a_demo_runs_in_a_read_only_folder(tmp_path: Path) -> None:
    (tmp_path / "learn").mkdir()
    with read_only(tmp_path / "learn"):
        done = subprocess.run(
            [*obeying(), sys.executable, "-m", "learn", "demo", "temperature"],
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert "0.6652" in done.stdout
