"""learn quiz through the front door: at a terminal with single keys, and in a pipe with lines."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Literal

import pytest

from conftest import Learn, Terminal
from knowing_learner import answer, reply_to, stands, to_question
from learn.glossary.term import Lang
from learn.quiz.cards import KINDS

Start = Callable[..., Terminal]


def answers(folder: Path) -> list[tuple[str, int]]:
    """The answers in the log that stand, in their order: card and rating."""
    with closing(sqlite3.connect(folder / "learn" / "progress.sqlite")) as db:
        return db.execute(
            "select card, rating from review where rating is not null and id not in"
            " (select undoes from review where undoes is not null) order by id"
        ).fetchall()


def study(quiz: Terminal, lang: Lang, count: int, how: Literal["right", "wrong"] = "right") -> None:
    """Answer questions at a terminal, and go on after each feedback."""
    for _ in range(count):
        assert answer(quiz, lang, how)
        press(quiz, "\r")


def press(quiz: Terminal, keys: str) -> None:
    """Press keys, and forget what was shown before."""
    quiz.clear()
    quiz.press(keys)


def reaches(quiz: Terminal, where: str, lang: Lang = "en") -> str:
    """Wait until the quiz stands there; return the screen."""
    while stands(quiz, lang) != where:
        quiz._read(where)
    return quiz.text()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_first_session_of_ten_questions(terminal: Start, tmp_path: Path, lang: Lang) -> None:
    quiz = terminal("quiz", size=(80, 40), LEARN_LANG=lang)
    study(quiz, lang, 10)
    done = {"en": "10 of 10 right", "zh": "答对 10 / 10"}[lang]
    assert "10" in quiz.wait_for(done)
    assert quiz.end() == 0
    assert [rating for _, rating in answers(tmp_path)] == [3] * 10


def test_a_wrong_option_tells_why_and_comes_again(terminal: Start, tmp_path: Path) -> None:
    quiz = terminal("quiz", "temperature", "--kind", "name", size=(80, 60))
    assert to_question(quiz) == "choose"
    reply = reply_to(quiz.text(), "en", "wrong")
    chosen = quiz.text().split(f"\n {reply}  ")[1].split("\n")[0]
    quiz.press(reply)
    screen = reaches(quiz, "graded")
    assert "Not quite" in screen
    assert " ✓  temperature\n" in screen
    assert f" ✗  {chosen}\n" in screen
    assert screen.count("✓") == screen.count("✗") - 1 == 1, "no other option is marked"
    why = [text.split("\n\n")[0] for text in screen.split("✗ Not quite.\n\n")[1:]]
    assert why
    assert chosen.casefold() in why[0].casefold(), "and how it differs"
    assert "comes again" in screen
    quiz.press("\x04")
    assert "1 answer saved" in quiz.wait_for("saved")
    assert quiz.end() == 0
    assert answers(tmp_path) == [("temperature/term", 1)]


def test_d_shows_the_demo_after_an_answer(terminal: Start) -> None:
    quiz = terminal("quiz", "temperature", "--kind", "name", size=(80, 60))
    assert "d demo" in answer(quiz)
    quiz.press("d")
    quiz.wait_for("your guess")
    quiz.press("0.7\r")
    screen = quiz.wait_for("learn demo temperature")
    assert "You said 0.7; it is 0.6652" in screen
    assert "█" in screen
    reaches(quiz, "graded")
    quiz.press("q")
    assert quiz.end() == 0


@pytest.mark.parametrize("presses", [0, 3])
def test_control_c_keeps_every_answer_given(terminal: Start, tmp_path: Path, presses: int) -> None:
    quiz = terminal("quiz", size=(80, 40))
    study(quiz, "en", presses)
    stands(quiz, "en")
    quiz.press("\x03")
    assert quiz.end() == 130
    assert "Traceback" not in quiz.text()
    assert len(answers(tmp_path)) == presses
    assert presses == 0 or f"{presses} answers saved" in quiz.text()


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGHUP])
def test_a_closed_terminal_keeps_every_answer_given(
    terminal: Start, tmp_path: Path, which: signal.Signals
) -> None:
    quiz = terminal("quiz", size=(80, 40))
    study(quiz, "en", 2)
    stands(quiz, "en")
    os.kill(quiz.child.pid, which)
    assert quiz.end() == 128 + which
    assert len(answers(tmp_path)) == 2


def test_lines_are_answers_where_there_is_no_terminal(learn: Learn, tmp_path: Path) -> None:
    three = ("end-to-end", "temperature", "warm-up")
    done = learn("quiz", *three, "--kind", "name", stdin="1\n\nnonsense\n2\nd\n0\n")
    assert done.returncode == 0, done.stderr
    assert [card for card, _ in answers(tmp_path)] == [f"{slug}/term" for slug in three]
    assert "3 answers saved" in done.stdout
    assert done.stderr.count("Type a number from 1 to 4") == 2
    assert "0.0900 0.2447 0.6652" in done.stdout
    assert "\x1b" not in done.stdout


def test_an_end_of_input_ends_with_a_summary(learn: Learn) -> None:
    done = learn("quiz")
    assert done.returncode == 0
    assert re.search(r"new 5 · \d min left", done.stdout)
    assert "Nothing was answered, nothing changed." in done.stdout
    assert "Traceback" not in done.stderr


def test_q_ends_it_and_nothing_is_asked_twice_a_day(learn: Learn, tmp_path: Path) -> None:
    learn("quiz", "--new", "1", "--seed", "1", stdin="1\n2\n3\n4\n" * 8)
    assert [rating for _, rating in answers(tmp_path)][-1] == 3
    again = learn("quiz", "--new", "1")
    assert "1 new term today: that is the daily limit" in again.stdout
    assert "Due" in again.stdout
    asked = learn("quiz", "--new", "2", stdin="q\n")
    assert "new 1 · 1 min left" in asked.stdout
    assert "nothing changed" in asked.stdout


def test_a_quiz_about_named_terms(learn: Learn, tmp_path: Path) -> None:
    learn("quiz", "neck", "head", stdin="1\n" * 30)
    asked = {card.split("/")[0] for card, _ in answers(tmp_path)}
    assert asked == {"neck", "head"}
    assert learn("quiz", "domain", "adaptation", stdin="q\n").returncode == 0
    assert learn("quiz", "nothing").returncode == 1


def test_the_clock_moves_what_is_due(learn: Learn) -> None:
    lines = "1\n2\n3\n4\n" * 8
    learn("quiz", "--new", "1", "--seed", "1", stdin=lines, LEARN_NOW="2026-11-24T09:00")
    today = learn(LEARN_NOW="2026-11-24T10:00").stdout
    later = learn(LEARN_NOW="2026-12-24T09:00").stdout
    assert "due" not in today, today
    assert "1 due" in later


def test_progress_that_cannot_be_kept_is_said_before_the_first_question(
    learn: Learn, tmp_path: Path
) -> None:
    (tmp_path / "learn").write_text("a file where the folder should be")
    done = learn("quiz", stdin="1\n")
    assert done.returncode == 1
    assert "min left" not in done.stdout
    assert "LEARN_HOME" in done.stderr
    assert learn("demo", "temperature").returncode == 0


def test_torch_that_does_not_load_leaves_the_quiz_working(started: Learn, tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise ImportError('libtorch.so is missing')")
    done = started("quiz", stdin="1\nd\n1\n", PYTHONPATH=str(tmp_path))
    assert done.returncode == 0
    assert "pip install" in done.stderr
    assert len(answers(tmp_path)) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_works_without_a_terminal(learn: Learn, tmp_path: Path, kind: str) -> None:
    lines = "?\n" + "1\n" * 12
    done = learn("quiz", "head", "--kind", kind, "--new", "9", stdin=lines)
    assert done.returncode == 0, done.stderr
    assert answers(tmp_path), done.stdout
    assert "Traceback" not in done.stderr


def test_chinese_is_typed_in_a_terminal(terminal: Start, tmp_path: Path) -> None:
    quiz = terminal("quiz", "warm-up", "--kind", "type", LEARN_LANG="zh")
    assert to_question(quiz, "zh") == "type"
    assert "写出它的名称" in quiz.text()
    quiz.press("学习律\x7f率预热\r")
    assert "正确" in reaches(quiz, "graded", "zh")
    quiz.press("q")
    assert quiz.end() == 0
    assert answers(tmp_path) == [("warm-up/term", 3)]


def test_a_near_miss_is_accepted_and_shown(terminal: Start, tmp_path: Path) -> None:
    quiz = terminal("quiz", "bottleneck", "--kind", "type")
    quiz.wait_for("Type its name")
    quiz.press("botleneck\r")
    assert "spelled bottleneck" in reaches(quiz, "graded")
    quiz.press("q")
    assert quiz.end() == 0
    assert answers(tmp_path) == [("bottleneck/term", 2)]


def test_i_was_right_accepts_and_keeps_the_name(
    learn: Learn, terminal: Start, tmp_path: Path
) -> None:
    quiz = terminal("quiz", "bottleneck", "--kind", "type")
    quiz.wait_for("Type its name")
    quiz.press("hourglass\r")
    quiz.wait_for("i I was right")
    quiz.press("i")
    assert "“hourglass” is right from now on." in quiz.wait_for("Graded good")
    quiz.press("q")
    assert quiz.end() == 0
    assert answers(tmp_path)[-1] == ("bottleneck/term", 3)
    again = learn("quiz", "bottleneck", "--kind", "type", "--cram", stdin="Hourglass\nq\n")
    assert "✓ Right." in again.stdout


def test_the_name_of_another_term_is_no_matter_of_dispute(terminal: Start) -> None:
    quiz = terminal("quiz", "neck", "--kind", "type")
    quiz.wait_for("Type its name")
    quiz.press("bottleneck\r")
    assert "I was right" not in reaches(quiz, "graded")
    quiz.press("q")
    assert quiz.end() == 0


def test_a_line_to_type_says_what_else_can_be_typed(terminal: Start) -> None:
    quiz = terminal("quiz", "neck", "temperature", "--kind", "type")
    to_question(quiz)
    also = "Type it, then Enter. Also with Enter: ? hint, q quit. An empty line: don't know."
    assert also in " ".join(quiz.text().split("\n"))
    quiz.press("\r")
    screen = reaches(quiz, "graded")
    assert "The answer: neck" in screen
    assert "Not quite" not in screen, "nothing was said that could be wrong"
    press(quiz, "\r")
    to_question(quiz)
    assert also.replace("hint,", "hint, u undo,") in " ".join(quiz.text().split("\n"))
    quiz.press("q\r")
    assert quiz.end() == 0


def test_dont_know_is_no_wrong_answer_and_a_spoken_one_is_scheduled(terminal: Start) -> None:
    quiz = terminal("quiz", "temperature", "--kind", "name")
    quiz.wait_for("0 don't know")
    quiz.press("0")
    screen = reaches(quiz, "graded")
    assert " ✓  temperature\n" in screen
    assert "✗" not in screen
    assert "Not quite" not in screen
    quiz.press("q")
    assert quiz.end() == 0
    aloud = terminal("quiz", "warm-up", "--kind", "aloud", size=(80, 40))
    aloud.wait_for("Enter compare")
    aloud.press("\r")
    aloud.wait_for("1–3 tick")
    aloud.press("123\r")
    assert "Next in 2 days." in aloud.wait_for("Enter good, next")
    aloud.press("\r")
    aloud.wait_for("Done")


def test_a_plain_terminal_says_its_lines_and_lets_one_compare(
    terminal: Start, tmp_path: Path
) -> None:
    quiz = terminal("quiz", "temperature", "--kind", "name", size=(80, 40), LEARN_PLAIN="1")
    screen = quiz.wait_for("\n>")
    assert "1–4 choose   0 don't know   ? hint   q quit" in screen
    quiz.press(reply_to(screen, "en") + "\r")
    assert quiz.wait_for("Done")
    assert quiz.end() == 0
    aloud = terminal("quiz", "warm-up", "--kind", "aloud", size=(80, 50), LEARN_PLAIN="1")
    assert "Enter compare   q quit" in aloud.wait_for("\n>")
    aloud.press("\r")
    aloud.wait_for("How well did you say it?")
    aloud.press("\r3\r")
    assert "Graded good." in aloud.wait_for("Done")
    assert aloud.end() == 0
    assert answers(tmp_path)[-1] == ("warm-up/term", 3)


def test_an_answer_can_be_taken_back_in_the_session_and_after_it(
    terminal: Start, learn: Learn, tmp_path: Path
) -> None:
    quiz = terminal("quiz", "neck", "--kind", "name", size=(80, 60))
    assert answer(quiz, how="wrong")
    press(quiz, "u")
    assert "Right." in answer(quiz)
    time.sleep(0.4)  # the answer's own key, pressed again at once, is no grade
    quiz.press("4")
    quiz.wait_for("1 answer saved")
    assert quiz.end() == 0
    assert answers(tmp_path) == [("neck/term", 4)]
    assert "about neck (" in learn("undo").stdout
    assert learn("undo").returncode == 1
    assert "0 of" not in learn("quiz", "neck", stdin="q\n").stderr


def test_words_are_no_answer_to_a_question_for_a_number(learn: Learn) -> None:
    stdin = "abc\n1/2\n\nq\n"  # no answer, one, and not known
    done = learn("quiz", "temperature", "--kind", "drawn", "--seed", "1", stdin=stdin)
    assert done.stderr.count("Type a number") == 1
    assert "2 answers saved." in done.stdout


def test_the_end_names_what_to_look_at_and_what_comes_next(learn: Learn) -> None:
    done = learn("quiz", "--new", "14", "--kind", "name", "--seed", "1", stdin="1\n" * 300)
    after = done.stdout.split("To look at again\n")[1]
    assert after.count("learn demo") == 5
    assert re.search(r"^  and \d+ more$", after, re.MULTILINE)
    again = learn("quiz", "--limit", "14", "--new", "99")
    assert re.search(r"^\d+ cards asked today: that is the daily limit", again.stdout, re.MULTILINE)


def test_a_drawn_question_is_computed_when_it_is_asked(learn: Learn) -> None:
    prompts = set()
    for seed in ("1", "2", "3"):
        done = learn("quiz", "gap", "--kind", "drawn", "--seed", seed, stdin="2,512,1,1\nq\n")
        assert done.returncode == 0, done.stderr
        prompts.add(done.stdout.split("min left")[1].split("Not quite")[0])
    assert len(prompts) == 3
