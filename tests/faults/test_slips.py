"""Slips of the hands: a paste where a key is waited for, and a key that is pressed twice."""

from __future__ import annotations

import io
import json
import os
import readline
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Literal

import pytest

from conftest import Terminal
from knowing_learner import answer, reply_to, stands, to_question
from test_leaving import Shell

Start = Callable[..., Terminal]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")

LINES = "1\r2\r3\r4\r" * 100
ON, OFF = "\x1b[?2004h", "\x1b[?2004l"
REFUSED = "nothing was answered"


def pasted(text: str) -> str:
    """A paste as a terminal marks it."""
    return f"\x1b[200~{text}\x1b[201~"


def log(home: Path) -> list[tuple[int, str]]:
    """The rating and the reply of every answer, also of one that was graded anew."""
    with closing(sqlite3.connect(home / "learn" / "progress.sqlite")) as db:
        rows = db.execute("select rating, detail from review where rating is not null")
        return [(rating, json.loads(detail)["reply"]) for rating, detail in rows]


# 76


@pytest.mark.parametrize("paste", [pasted(LINES), LINES], ids=["marked", "unmarked"])
@pytest.mark.parametrize("kind", ["name", "aloud"])
def test_a_paste_into_a_choice_answers_nothing(
    terminal: Start, tmp_path: Path, paste: str, kind: str
) -> None:
    quiz = terminal("quiz", "--kind", kind, size=(80, 40))
    quiz.wait_for("q quit")
    at = stands(quiz, "en")
    quiz.press(paste)
    quiz.wait_for(REFUSED)
    assert stands(quiz, "en") == at
    if kind == "name":
        to_question(quiz)
        quiz.press(paste)
        quiz.wait_for(REFUSED)
        assert stands(quiz, "en") == "choose"
    quiz.press("q")
    assert quiz.end() == 0
    assert log(tmp_path) == []


@pytest.mark.parametrize("paste", [pasted(LINES), LINES], ids=["marked", "unmarked"])
def test_a_paste_after_an_answer_grades_nothing(
    terminal: Start, tmp_path: Path, paste: str
) -> None:
    quiz = terminal("quiz", "--kind", "name", size=(80, 40))
    assert to_question(quiz) == "choose"
    reply = reply_to(quiz.text(), "en")
    quiz.press(reply)
    quiz.wait_for("Enter good, next")
    quiz.press(paste)
    quiz.wait_for(REFUSED)
    while stands(quiz, "en") != "graded":
        quiz._read("the same card still")
    quiz.press("q")
    assert quiz.end() == 0
    assert log(tmp_path) == [(3, reply)]


@pytest.mark.skipif("libedit" in (readline.__doc__ or ""), reason="libedit knows no pastes")
def test_a_paste_into_a_typed_answer_is_text(terminal: Start, tmp_path: Path) -> None:
    quiz = terminal("quiz", "neck", "--kind", "type", size=(80, 40))
    quiz.wait_for("\n>")
    quiz.press(pasted("one line\rand two"))
    quiz.press(" more\r")
    quiz.wait_for("Enter again, next")
    quiz.press("q")
    assert quiz.end() == 0
    assert log(tmp_path) == [(1, "one line and two more")]


def test_lines_that_a_terminal_does_not_mark_are_no_typed_answer(
    terminal: Start, tmp_path: Path
) -> None:
    quiz = terminal("quiz", "neck", "--kind", "type", size=(80, 40))
    quiz.wait_for("\n>")
    quiz.press("one line\ranother one\rand one more\r")
    quiz.wait_for(REFUSED)
    quiz.press("zzz\r")
    quiz.wait_for("Enter again, next")
    quiz.press("q")
    assert quiz.end() == 0
    assert log(tmp_path) == [(1, "zzz")]


@pytest.mark.parametrize("way", ["q", "\x03", "\x04", signal.SIGTERM, signal.SIGHUP])
def test_pastes_are_marked_until_the_quiz_ends(terminal: Start, way: str | int) -> None:
    quiz = terminal("quiz", "--kind", "name", size=(80, 40))
    quiz.child.logfile_read = said = io.StringIO()
    quiz.wait_for("q quit")
    while ON not in said.getvalue():
        quiz._read(ON)
    if isinstance(way, str):
        quiz.press(way)
    else:
        os.kill(quiz.child.pid, way)
    quiz.end()
    assert said.getvalue().rfind(OFF) > said.getvalue().rfind(ON)


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_the_shell_gets_a_terminal_that_marks_what_it_did_before(tmp_path: Path) -> None:
    shell = Shell("bash", tmp_path)
    shell.press("bind 'set enable-bracketed-paste off'\r")
    shell.do(f"{sys.executable} -m learn quiz neck --kind name", "q quit")
    shell.child.logfile_read = said = io.StringIO()
    shell.press("\x1a")
    shell.wait_for("Stopped")
    assert said.getvalue().rfind(OFF) > said.getvalue().rfind(ON)
    shell.do("fg", "q quit")
    shell.press(pasted(LINES))
    shell.wait_for(REFUSED)
    shell.press("q")
    shell.wait_for("Nothing was answered")
    shell.child.close(force=True)


# 77


@pytest.mark.parametrize("how", ["right", "wrong"])
def test_a_key_pressed_twice_is_no_grade(
    terminal: Start, tmp_path: Path, how: Literal["right", "wrong"]
) -> None:
    quiz = terminal("quiz", "--kind", "name", size=(80, 40))
    assert to_question(quiz) == "choose"
    reply = reply_to(quiz.text(), "en", how)
    quiz.press(reply * 2 + "s")
    quiz.wait_for("It is new to you.")
    while stands(quiz, "en") != "graded":
        quiz._read("the same card still")
    quiz.press("q")
    assert quiz.end() == 0
    assert log(tmp_path) == [(3 if how == "right" else 1, reply)]


def test_enter_pressed_twice_shows_the_options_and_chooses_none(
    terminal: Start, tmp_path: Path
) -> None:
    quiz = terminal("quiz", "--kind", "name", size=(80, 40))
    assert stands(quiz, "en") == "sure"
    quiz.press("\r\r \r")
    assert to_question(quiz) == "choose"
    quiz.press("s")
    quiz.wait_for("It is new to you.")
    assert stands(quiz, "en") == "choose"
    quiz.press("q")
    assert quiz.end() == 0
    assert log(tmp_path) == []


def test_a_missed_answer_is_hard_at_best(terminal: Start, tmp_path: Path) -> None:
    quiz = terminal("quiz", "--kind", "name", size=(80, 40))
    assert "1–2 again, hard" in answer(quiz, how="wrong")
    time.sleep(0.4)
    quiz.press("43s")
    quiz.wait_for("It is new to you.")
    while stands(quiz, "en") != "graded":
        quiz._read("the grade")
    quiz.clear()
    quiz.press("2")
    assert stands(quiz, "en") == "sure", "the grade goes on"
    quiz.press("q")
    assert quiz.end() == 0
    assert sorted(rating for rating, _ in log(tmp_path)) == [1, 2]


@pytest.mark.parametrize("rating", [1, 2, 4])
def test_a_right_answer_still_takes_every_grade(
    terminal: Start, tmp_path: Path, rating: int
) -> None:
    quiz = terminal("quiz", "--kind", "name", size=(80, 40))
    assert "1–4 again … easy" in answer(quiz)
    time.sleep(0.4)
    quiz.clear()
    quiz.press(str(rating))
    assert stands(quiz, "en") == "sure"
    quiz.press("q")
    assert quiz.end() == 0
    assert sorted(rating for rating, _ in log(tmp_path)) == sorted([3, rating])
