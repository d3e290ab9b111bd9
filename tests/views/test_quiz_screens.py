"""The cards of a quiz as golden files, each state of one: look at them as a designer would.

LEARN_GOLDEN=write pytest tests/views/test_quiz_screens.py writes them anew.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import Terminal
from knowing_learner import reply_to, stands
from learn.glossary.term import Lang
from views.test_screens import compare

Start = Callable[..., Terminal]
WIDE = [("en", 80), ("zh", 80), ("en", 40), ("zh", 40)]


def until(quiz: Terminal, lang: Lang, *wanted: str) -> str:
    """Wait for one of these states of a card; return the screen."""
    while stands(quiz, lang) not in wanted or not is_whole(quiz):
        quiz._read(" or ".join(wanted))
    return quiz.shown()


def is_whole(quiz: Terminal) -> bool:
    """Whether the screen shows the last of the keys, or the prompt of a line."""
    return quiz.text().rstrip().endswith(("q quit", "q 退出", ">"))


@pytest.mark.parametrize(("lang", "width"), WIDE)
def test_a_choice_and_the_end(terminal: Start, lang: Lang, width: int) -> None:
    quiz = terminal(
        "quiz", "neck", "--kind", "name", "--seed", "1", size=(width, 40), LEARN_LANG=lang
    )
    screens = [until(quiz, lang, "sure")]
    quiz.press("\r")
    screens.append(until(quiz, lang, "choose"))
    quiz.press(reply_to(screens[-1], lang, "wrong"))
    screens.append(until(quiz, lang, "graded"))
    quiz.press("u")
    until(quiz, lang, "sure")
    quiz.press(" ")
    quiz.press(reply_to(until(quiz, lang, "choose"), lang))
    screens.append(until(quiz, lang, "graded"))
    quiz.press("q")
    assert quiz.end() == 0
    screens.append(quiz.shown())
    compare(f"quiz-choice-{lang}-{width}", "~~~\n".join(screens))


@pytest.mark.parametrize(("lang", "width"), WIDE)
def test_typing_and_explaining(terminal: Start, lang: Lang, width: int) -> None:
    screens = []
    quiz = terminal(
        "quiz", "neck", "--kind", "type", "--seed", "1", size=(width, 40), LEARN_LANG=lang
    )
    screens.append(until(quiz, lang, "type"))
    quiz.press("bottleneck\r")
    screens.append(until(quiz, lang, "graded"))
    quiz.press("q")
    assert quiz.end() == 0
    quiz = terminal("quiz", "temperature", "--kind", "aloud", size=(width, 40), LEARN_LANG=lang)
    until(quiz, lang, "compare")
    quiz.press("\r")
    until(quiz, lang, "tick")
    quiz.press("13")
    while quiz.text().count(" ✓  ") < 2 or not is_whole(quiz):
        quiz._read("two points ticked")
    screens.append(quiz.shown())
    quiz.press("\r")
    screens.append(until(quiz, lang, "graded"))
    quiz.press("q")
    assert quiz.end() == 0
    compare(f"quiz-produced-{lang}-{width}", "~~~\n".join(screens))


COMPUTED = [
    ("predict", "temperature", "en", 80),
    ("picture", "temperature", "en", 80),
    ("picture", "neck", "zh", 40),
    ("print", "global-average-pooling", "en", 80),
    ("print", "head", "zh", 40),
]


@pytest.mark.parametrize(("kind", "term", "lang", "width"), COMPUTED)
def test_a_computed_question_and_its_feedback(
    terminal: Start, kind: str, term: str, lang: Lang, width: int
) -> None:
    arguments = ("quiz", term, "--kind", kind, "--seed", "2")
    quiz = terminal(*arguments, size=(width, 60), LEARN_LANG=lang)
    if kind == "picture":
        until(quiz, lang, "sure")
        quiz.press("\r")
        until(quiz, lang, "choose")
        quiz.press("3" if term == "neck" else "4")
    else:
        until(quiz, lang, "type")
        quiz.press("7\r")
    compare(f"quiz-{kind}-{lang}", until(quiz, lang, "graded"))
    quiz.press("q")
    assert quiz.end() == 0
