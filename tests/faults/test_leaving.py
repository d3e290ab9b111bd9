"""Leaving a quiz: by a key, by a signal, by the end of the terminal; and coming back to it."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pexpect
import pytest

from conftest import Terminal, environment
from knowing_learner import answer, reply_to, stands, to_question

Start = Callable[..., Terminal]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals of POSIX")

KEYS = {"name": "q quit", "type": "\n>", "aloud": "q quit"}
AT_THE_END = {0: "Nothing was answered", 1: "1 answer saved", 2: "2 answers saved"}


def answers(folder: Path) -> int:
    path = folder / "learn" / "progress.sqlite"
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("select count(rating) from review").fetchone()[0])


def answered(quiz: Terminal, count: int, *, last: bool = False) -> None:
    """Answer so many questions, and wait for the next one, unless there is none."""
    for number in range(count):
        assert answer(quiz)
        if last and number == count - 1:
            return
        quiz.clear()
        quiz.press("\r")
    assert stands(quiz, "en") == "sure"


# 52


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 0), ("q", 0)])
@pytest.mark.parametrize("count", [0, 1, 2])
def test_leaving_at_a_question_says_how_many_were_saved(
    terminal: Start, tmp_path: Path, key: str, code: int, count: int
) -> None:
    quiz = terminal("quiz", "--kind", "name", size=(80, 40))
    answered(quiz, count)
    quiz.press(key)
    assert quiz.end() == code
    assert AT_THE_END[count] in quiz.text()
    assert "Traceback" not in quiz.text()
    assert answers(tmp_path) == count


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 0), ("q", 0)])
def test_and_so_at_the_options(terminal: Start, tmp_path: Path, key: str, code: int) -> None:
    quiz = terminal("quiz", "--kind", "name", size=(80, 40))
    assert to_question(quiz) == "choose"
    quiz.press(key)
    assert quiz.end() == code
    assert AT_THE_END[0] in quiz.text()
    assert answers(tmp_path) == 0


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 0), ("q", 0)])
def test_and_so_at_a_lesson(terminal: Start, tmp_path: Path, key: str, code: int) -> None:
    quiz = terminal("quiz", size=(80, 40))
    assert stands(quiz, "en") == "lesson"
    quiz.press(key)
    assert quiz.end() == code
    assert AT_THE_END[0] in quiz.text()
    assert answers(tmp_path) == 0


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 0), ("q", 0)])
def test_and_so_after_an_answer(terminal: Start, tmp_path: Path, key: str, code: int) -> None:
    quiz = terminal("quiz", "--kind", "name", size=(80, 40))
    assert answer(quiz)
    quiz.press(key)
    assert quiz.end() == code
    assert AT_THE_END[1] in quiz.text()
    assert answers(tmp_path) == 1


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 0), ("q\r", 0)])
@pytest.mark.parametrize("kind", ["type", "aloud"])
def test_and_so_at_a_line_and_at_what_is_said_aloud(
    terminal: Start, key: str, code: int, kind: str
) -> None:
    quiz = terminal("quiz", "neck", "--kind", kind, size=(80, 40))
    quiz.wait_for(KEYS[kind])
    quiz.press(key)
    assert quiz.end() == code
    assert AT_THE_END[0] in quiz.text()
    assert "Traceback" not in quiz.text()


def test_cramming_does_not_say_that_it_saved(terminal: Start) -> None:
    quiz = terminal("quiz", "neck", "--kind", "name", "--cram", size=(80, 40))
    assert answer(quiz)
    quiz.press("\x03")
    assert quiz.end() == 130
    assert "no schedule was touched" in quiz.text().split("Done")[1]
    assert "saved" not in quiz.text()


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 0)])
def test_and_so_at_a_guess(terminal: Start, key: str, code: int) -> None:
    quiz = terminal("quiz", "temperature", "--kind", "name", size=(80, 60))
    assert "d demo" in answer(quiz)
    quiz.press("d")
    quiz.wait_for("your guess")
    quiz.press(key)  # Ctrl-D is no guess: the demo is shown, and the quiz goes on
    if code == 0:
        quiz.wait_for("learn demo temperature")
        quiz.press("\x04")
    assert quiz.end() == code
    assert AT_THE_END[1] in quiz.text()


@pytest.mark.parametrize("pause", [0.0, 0.002, 0.01, 0.05, 0.2])
def test_a_second_control_c_loses_nothing_and_says_nothing(
    terminal: Start, tmp_path: Path, pause: float
) -> None:
    quiz = terminal("quiz", "--kind", "name", size=(80, 40))
    answered(quiz, 1)
    os.kill(quiz.child.pid, signal.SIGINT)
    time.sleep(pause)
    os.kill(quiz.child.pid, signal.SIGINT)
    quiz.end()
    assert quiz.child.exitstatus == 130 or quiz.child.signalstatus == signal.SIGINT
    assert "Traceback" not in quiz.text()
    assert "Exception" not in quiz.text()
    assert answers(tmp_path) == 1


def test_control_c_that_python_drops_is_heard_a_moment_later(tmp_path: Path) -> None:
    """As where it comes in a callback of the import system: here in a finaliser."""
    program = (
        "import signal, sys, time, learn.cli, learn.__main__ as front\n"
        "class Dropping:\n"
        "    def __del__(self):\n"
        "        signal.raise_signal(signal.SIGINT)\n"
        "def run(arguments, environ):\n"
        "    Dropping()\n"
        "    print('dropped', flush=True)\n"
        "    time.sleep(20)\n"
        "    return 0\n"
        "learn.cli.run = run\n"
        "sys.argv = ['learn', 'list']\n"
        "front.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        env=environment(tmp_path),
        timeout=15,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"dropped\n", b"")


@pytest.mark.parametrize("module", ["learn.environment.streams", "learn.errors", "learn.cli"])
def test_control_c_while_its_own_modules_load_is_no_traceback(tmp_path: Path, module: str) -> None:
    program = (
        "import signal, sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name == {module!r}:\n"
        "            signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "sys.argv = ['learn', 'list']\n"
        "from learn.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        env=environment(tmp_path),
        timeout=15,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_control_c_while_it_starts_is_no_traceback(tmp_path: Path) -> None:
    """Python itself takes some 20 ms to begin: there nothing can be done about it."""
    codes = []
    for number in range(30):
        starting = subprocess.Popen(
            [sys.executable, "-m", "learn", ("list", "quiz", "stats")[number % 3]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(tmp_path),
        )
        time.sleep(0.1 + number * 0.02)
        starting.send_signal(signal.SIGINT)
        _, err = starting.communicate(timeout=30)
        codes.append(starting.returncode)
        if b"learn/" in err or starting.returncode != -signal.SIGINT:
            assert b"Traceback" not in err, err
    assert 130 in codes
    assert set(codes) <= {0, 130, -signal.SIGINT}


def changes(descriptor: int, before: list[object]) -> bool:
    """Whether the terminal is in another state soon: the keys are shown a moment before."""
    until = time.monotonic() + 10
    while termios.tcgetattr(descriptor) == before and time.monotonic() < until:
        time.sleep(0.01)
    return termios.tcgetattr(descriptor) != before


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
@pytest.mark.parametrize("kind", ["name", "type"])
def test_a_signal_keeps_the_answers_and_puts_the_terminal_back(
    terminal: Start, tmp_path: Path, which: signal.Signals, kind: str
) -> None:
    quiz = terminal("quiz", "neck", "--kind", "name", size=(80, 40))
    answered(quiz, 1, last=True)
    quiz.press("q")
    assert quiz.end() == 0
    quiz = terminal("quiz", "head", "--kind", kind, size=(80, 40))
    descriptor = os.dup(quiz.child.child_fd)
    before = termios.tcgetattr(descriptor)
    quiz.wait_for(KEYS[kind])
    assert changes(descriptor, before)
    time.sleep(0.3)  # readline shows its prompt a moment before it waits
    os.kill(quiz.child.pid, which)
    assert quiz.end() == 128 + which
    assert termios.tcgetattr(descriptor) == before
    os.close(descriptor)
    assert "Traceback" not in quiz.text()
    assert answers(tmp_path) == 1


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
@pytest.mark.parametrize("when", ["at once", "later"])
def test_a_signal_in_the_playground_gives_the_terminal_back(
    terminal: Start, which: signal.Signals, when: str
) -> None:
    play = terminal("demo", "temperature", "--play", size=(160, 60), loaded=when == "later")
    play.child.logfile_read = said = io.StringIO()
    descriptor = os.dup(play.child.child_fd)
    before = termios.tcgetattr(descriptor)
    if when == "at once":
        play.child.expect_exact("\x1b[?1049h")
    else:
        play.wait_for("learn demo temperature --")
        assert changes(descriptor, before)
    os.kill(play.child.pid, which)
    assert play.end() == 128 + which
    assert termios.tcgetattr(descriptor) == before
    os.close(descriptor)
    # The alternate screen, the mouse's reports, marked pastes.
    for mode in ("1049", "1000", "1003", "2004"):
        on, off = (said.getvalue().rfind(f"\x1b[?{mode}{end}") for end in "hl")
        assert off > on or on < 0, mode
    assert "Traceback" not in said.getvalue()


@pytest.mark.parametrize("key", ["\x03", "\x04", "\x1c", "q"])
def test_every_way_out_leaves_the_terminal_as_it_was(terminal: Start, key: str) -> None:
    quiz = terminal("quiz", "--kind", "name")
    descriptor = os.dup(quiz.child.child_fd)
    before = termios.tcgetattr(descriptor)
    quiz.wait_for("q quit")
    assert changes(descriptor, before)
    quiz.press(key)
    quiz.end()
    assert termios.tcgetattr(descriptor) == before
    os.close(descriptor)


@pytest.mark.parametrize("kind", ["name", "type"])
def test_a_window_that_is_closed_keeps_the_answers_and_ends_it(
    terminal: Start, tmp_path: Path, kind: str
) -> None:
    quiz = terminal("quiz", "--kind", "name", size=(80, 40))
    answered(quiz, 2)
    if kind == "type":
        quiz.press("q")
        quiz.end()
        quiz = terminal("quiz", "head", "--kind", "type", size=(80, 40))
        quiz.wait_for(KEYS[kind])
    quiz.child.ptyproc.fileobj.close()  # as a terminal emulator does: the kernel hangs up
    until = time.monotonic() + 10
    while (goes_on := quiz.child.ptyproc.isalive()) and time.monotonic() < until:
        time.sleep(0.02)
    quiz.child.ptyproc.closed = quiz.child.ptyproc.terminated = True
    assert not goes_on, "it goes on without a terminal"
    assert answers(tmp_path) == 2


class Shell(Terminal):
    """A shell with job control in a real terminal, and `learn` in it."""

    def __init__(self, shell: str, home: Path) -> None:
        super().__init__(["--version"], environment(home), (80, 60))
        self.child.close(force=True)
        env = environment(home, PS1="READY> ", ENV="", HISTFILE="")
        arguments = {"bash": ["--norc", "--noprofile", "-i"], "dash": ["-i"]}[shell]
        self.child = pexpect.spawn(
            shell,
            arguments,
            env=env,  # type: ignore[arg-type]
            dimensions=(60, 80),
            encoding="utf-8",
            timeout=30,
        )
        self.wait_for("READY>")

    def do(self, line: str, until: str = "READY>") -> str:
        """Type a line and wait for what comes; return what is on the screen since."""
        self.screen.reset()
        self.screen.history.top.clear()
        self.press(line + "\r")
        return self.wait_for(until)

    def is_sane(self) -> bool:
        """Whether keys are shown and lines are edited, as a shell's children expect."""
        said = " ".join(self.do("stty -a; echo END=$((40 + 2))", "END=42").split())
        return all(re.search(rf"(?<!-)\b{word}\b", said) for word in ("icanon", "echo", "isig"))


@pytest.fixture(params=["bash", "dash"])
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shell]:
    if not shutil.which(request.param):
        pytest.skip(f"needs {request.param}")
    opened = Shell(request.param, tmp_path)
    yield opened
    opened.child.close(force=True)


@pytest.mark.parametrize("at", ["question", "feedback", "line"])
def test_control_z_and_fg_go_on_where_it_was(shell: Shell, tmp_path: Path, at: str) -> None:
    assert shell.is_sane()
    kind = "type" if at == "line" else "name"
    learn = f"{shlex.quote(sys.executable)} -m learn quiz neck --kind {kind}"
    screen = shell.do(learn, KEYS[kind])
    if at == "feedback":
        assert answer(shell)
    shell.screen.reset()
    shell.press("\x1a")
    shell.wait_for("Stopped")
    time.sleep(0.3)
    assert shell.is_sane()
    shell.do("fg", {"question": "q quit", "feedback": "Enter good, next", "line": "learn quiz"}[at])
    if at == "line":
        shell.press(reply_to(screen, "en") + "\r")
    elif at == "question":
        assert answer(shell)
    shell.wait_for("Enter good, next")
    shell.press("q")
    assert "1 answer saved" in shell.wait_for("saved")
    assert "CODE=0" in shell.do("echo CODE=$?", "CODE=0")
    assert shell.is_sane()
    assert answers(tmp_path) == 1


def test_control_z_between_two_keys_gives_the_terminal_back(shell: Shell, tmp_path: Path) -> None:
    learn = f"{shlex.quote(sys.executable)} -m learn quiz neck --kind name"
    shell.do(learn, "q quit")
    assert answer(shell)
    shell.press("d")
    shell.wait_for("(Enter to skip) >")
    shell.press("\r77")  # two of them ahead, while the demo is computed
    shell.wait_for("torch")
    shell.press("\x1a")
    shell.wait_for("Stopped")
    time.sleep(0.3)
    assert shell.is_sane()
    shell.do("fg", "learn quiz")
    shell.press("q")
    shell.wait_for("1 answer saved")
    assert shell.is_sane()
    assert answers(tmp_path) == 1


def test_keys_pressed_ahead_are_not_shown_and_not_lost(terminal: Start, tmp_path: Path) -> None:
    quiz = terminal("quiz", "neck", "--kind", "name", size=(80, 60))
    quiz.child.logfile_read = said = io.StringIO()
    answered(quiz, 1, last=True)
    quiz.press("d")
    quiz.wait_for("(Enter to skip) >")
    quiz.press("\r")
    quiz.wait_for("torch")  # it takes its time
    quiz.press("777u")  # three that are no keys after the feedback, and one that is
    quiz.wait_for("Taken back.")
    assert "777" not in said.getvalue()
    quiz.press("q")
    assert quiz.end() == 0
    assert answers(tmp_path) == 1


def test_control_z_within_a_demo_stops_it_too(shell: Shell) -> None:
    learn = f"{shlex.quote(sys.executable)} -m learn demo warm-up --plain"
    shell.press(learn + "\r")
    time.sleep(1)
    shell.press("\x1a")
    shell.wait_for("Stopped")
    assert shell.is_sane()
    assert "learn demo warm-up" in shell.do("fg", "learn demo warm-up --")
