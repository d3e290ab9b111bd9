"""Killed, cut off, closed: no acknowledged answer is lost."""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from conftest import Terminal
from damage import Quiz, assert_sound, count, mounted, some_time, times, writer
from knowing_learner import answer, stands
from learn.memory.fsrs import Rating, Scheduler
from learn.quiz.model import Review
from learn.store import open_store

Start = Callable[..., Terminal]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def test_a_killed_writer_loses_no_acknowledged_answer(tmp_path: Path) -> None:
    chance, acknowledged = random.Random(26), 0
    for _ in range(times(12, 200)):
        process = writer(tmp_path)
        assert process.stdout is not None
        assert process.stdout.readline()
        some_time(0.15, chance)
        os.kill(process.pid, signal.SIGKILL)
        acknowledged += 1 + len(process.stdout.read().splitlines())
        process.wait()
        kept = assert_sound(tmp_path)
        # What was being written at the kill may be there too.
        assert acknowledged <= kept <= acknowledged + 1
        acknowledged = kept


def test_a_killed_quiz_loses_no_acknowledged_answer(tmp_path: Path) -> None:
    chance, acknowledged = random.Random(62), 0
    for number in range(times(4, 40)):
        # Another day each time, so that there is always something to ask.
        now = datetime(2026, 11, 24, 9, tzinfo=UTC) + timedelta(days=2 * number)
        quiz = Quiz(tmp_path, "--new", "999", LEARN_NOW=now.isoformat())
        for _ in range(chance.randint(1, 3)):
            assert quiz.answer()
        quiz.say("1")  # nobody waits for what comes of this one
        some_time(0.03, chance)
        os.kill(quiz.process.pid, signal.SIGKILL)
        acknowledged += quiz.acknowledged
        quiz.end()
        kept = assert_sound(tmp_path / "learn")
        assert acknowledged <= kept <= acknowledged + 1
        acknowledged = kept


def test_a_kill_while_an_answer_is_regraded_leaves_one_of_both(tmp_path: Path) -> None:
    """Taking the old rating back and keeping the new one are one transaction."""
    script = (
        "import os, sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
        "from test_kills import keep_one, regrade; from learn.store import open_store\n"
        "store = open_store(Path(sys.argv[1])); key = keep_one(store)\n"
        "store._db.set_trace_callback(lambda sql: sql.startswith('insert into review')\n"
        "    and \"'undo'\" not in sql and os.kill(os.getpid(), 9))\n"
        "regrade(store, key)\n"
    )
    here = str(Path(__file__).parent)
    paths = os.pathsep.join([here, str(Path(here).parent)])
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), here],
        env={**os.environ, "PYTHONPATH": paths},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert assert_sound(tmp_path) == 1


def keep_one(store: object) -> str:
    card = Scheduler().review(None, "gap/term", Rating.GOOD, 739_900)
    return str(store.record(_review(Rating.GOOD), card))  # type: ignore[attr-defined]


def regrade(store: object, key: str) -> None:
    card = Scheduler().review(None, "gap/term", Rating.AGAIN, 739_900)
    store.record(_review(Rating.AGAIN), card, instead_of=key)  # type: ignore[attr-defined]


def _review(rating: Rating) -> Review:
    return Review("gap/term", rating, datetime(2026, 10, 11, 9, tzinfo=UTC), 739_900, 1, "name", {})


def test_regrading_keeps_the_new_rating_alone(tmp_path: Path) -> None:
    with closing(open_store(tmp_path)) as store:
        regrade(store, keep_one(store))
        assert [each.rating for each in store.log()] == [1]
    assert assert_sound(tmp_path) == 1


def test_a_power_cut_loses_no_acknowledged_answer(tmp_path: Path) -> None:
    """The disk is a loop device; what its image holds at a moment is what a cut would leave."""
    if shutil.which("mkfs.ext4") is None:
        pytest.skip("no mkfs.ext4")
    image, chance = tmp_path / "disk", random.Random(27)
    with image.open("wb") as file:
        file.truncate(32_000_000)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
    with mounted(tmp_path / "mounted", "-o", "loop", str(image)) as folder:
        process = writer(folder / "learn")
        try:
            for _ in range(times(3, 40)):
                _cut(process, image, tmp_path, chance)
        finally:
            process.kill()
            process.communicate()


def _cut(process: subprocess.Popen[str], image: Path, folder: Path, chance: random.Random) -> None:
    """Stop the writer, copy the image, let it go on; the copy has every acknowledged answer."""
    assert process.stdout is not None
    last = int(process.stdout.readline())
    some_time(0.5, chance)
    os.kill(process.pid, signal.SIGSTOP)
    while select.select([process.stdout], [], [], 0.2)[0]:
        last = int(process.stdout.readline())
    left = folder / "left"
    shutil.copy(image, left)
    os.kill(process.pid, signal.SIGCONT)
    with mounted(folder / "after", "-o", "loop", str(left)) as after:
        assert assert_sound(after / "learn") > last


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_keeps_every_graded_card(tmp_path: Path, which: signal.Signals) -> None:
    quiz = Quiz(tmp_path)
    assert all(quiz.answer() for _ in range(3))
    quiz.process.send_signal(which)
    code, _, err = quiz.end()
    assert code == 128 + which
    assert "Traceback" not in err
    assert count(tmp_path) == 3


def test_a_closed_terminal_keeps_every_graded_card(terminal: Start, tmp_path: Path) -> None:
    quiz = terminal("quiz", size=(80, 40))
    for _ in range(2):
        assert answer(quiz)
        quiz.clear()
        quiz.press("\r")
    stands(quiz, "en")
    quiz.child.ptyproc.fileobj.close()  # the window is closed: the other end sees a hang-up
    for _ in range(300):
        if not quiz.child.ptyproc.isalive():
            break
        time.sleep(0.1)
    else:
        pytest.fail("the quiz goes on without its terminal")
    assert count(tmp_path) == 2
    assert assert_sound(tmp_path / "learn") == 2
