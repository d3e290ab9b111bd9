"""Screens at 80 columns, as golden files: look at each of them as a designer would.

LEARN_GOLDEN=write pytest tests/views/test_screens.py writes them anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Terminal
from far_along import keep
from knowing_learner import reply_to

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
OWN = ("--topic", "golden", "--glossary", str(GOLDEN / "own.yaml"))
SCREENS = {
    "home": (),
    "help": ("--help",),
    "help-zh": ("--help", "--lang", "zh"),
    "quiz-help-zh": ("quiz", "--help", "--lang", "zh"),
    "define-en": ("define", "gap"),
    "define-zh": ("define", "瓶颈", "--lang", "zh"),
    "define-both": ("define", "temperature", "--lang", "both"),
    "define-several": ("define", "ssl"),
    "define-head": ("define", "head"),
    "not-found": ("define", "botleneck"),
    "list-en": ("list", *OWN),
    "list-zh": ("list", "--lang", "zh", *OWN),
    "search-en": ("search", "quokka", *OWN[2:]),
    "search-zh": ("search", "短尾袋鼠", "--lang", "zh", *OWN[2:]),
    "demo-temperature-en": ("demo", "temperature"),
    "demo-temperature-zh": ("demo", "temperature", "--lang", "zh"),
    "demo-temperature-sweep": ("demo", "temperature", "--temperature", "0.2,1,5"),
    "demo-temperature-plain": ("demo", "temperature", "--plain"),
    "demo-gap": ("demo", "gap"),
    "demo-help": ("demo", "temperature", "--help"),
    "demo-refused": ("demo", "temperature", "--temperature", "50"),
}

# The terms of own.yaml, and how far a learner has come with them.
FAR = {"relu": "known", "adam": "met", "residual-connection": "produced"}
FAR_ALONG = {
    "list-far-en": ("list", *OWN),
    "list-far-zh": ("list", "--lang", "zh", *OWN),
    "path-en": ("path", "very-long-name", *OWN[2:]),
    "path-zh": ("path", "very-long-name", "--lang", "zh", *OWN[2:]),
    "path-plain": ("path", "very-long-name", "--plain", *OWN[2:]),
    "path-topic-en": ("path", "golden", *OWN[2:]),
    "path-topic-zh": ("path", "golden", "--lang", "zh", *OWN[2:]),
}

Start = Callable[..., Terminal]


def compare(name: str, screen: str) -> None:
    screen = re.sub(r"all \d+ terms", "all N terms", screen)
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("LEARN_GOLDEN") == "write":
        path.write_text(screen, "utf-8")
    assert screen == path.read_text("utf-8"), f"differs from {path.name}: LEARN_GOLDEN=write"


@pytest.mark.parametrize("name", list(SCREENS))
def test_a_screen_at_80_columns(terminal: Start, name: str) -> None:
    shown = terminal(*SCREENS[name], size=(80, 24))
    shown.end()
    compare(name, shown.text())


@pytest.mark.parametrize("name", ["define-zh", "list-en", "demo-temperature-zh", "quiz-help-zh"])
def test_a_screen_at_40_columns(terminal: Start, name: str) -> None:
    shown = terminal(*SCREENS[name], size=(40, 24))
    shown.end()
    compare(f"{name}-40", shown.text())


COMPUTED = [
    ("predict", "temperature", "en", 80),
    ("picture", "temperature", "en", 80),
    ("picture", "neck", "zh", 40),
    ("print", "global-average-pooling", "en", 80),
    ("print", "head", "zh", 40),
]


@pytest.mark.parametrize(("kind", "term", "lang", "width"), COMPUTED)
def test_a_computed_question_and_its_feedback(
    terminal: Start, kind: str, term: str, lang: str, width: int
) -> None:
    arguments = ("quiz", term, "--kind", kind, "--seed", "2")
    quiz = terminal(*arguments, size=(width, 60), LEARN_LANG=lang)
    quiz.wait_for({"en": "q quit", "zh": "q 退出"}[lang])
    quiz.press("4" if kind == "picture" and term != "neck" else "3" if kind == "picture" else "7\r")
    compare(f"quiz-{kind}-{lang}", quiz.wait_for({"en": "Enter next", "zh": "回车 继续"}[lang]))
    quiz.press("q")
    quiz.end()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_question_its_feedback_and_the_summary(terminal: Start, lang: str) -> None:
    quiz = terminal("quiz", "neck", "--seed", "1", size=(80, 40), LEARN_LANG=lang)
    keys = {"en": ("q quit", "Enter next"), "zh": ("q 退出", "回车 继续")}[lang]
    question = quiz.wait_for(keys[0])
    compare(f"quiz-question-{lang}", question)
    quiz.press(reply_to(question, lang, "wrong"))  # type: ignore[arg-type]
    compare(f"quiz-wrong-{lang}", quiz.wait_for(keys[1]))
    quiz.press("q")
    quiz.end()
    compare(f"quiz-summary-{lang}", quiz.text())


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("name", list(FAR_ALONG))
def test_a_screen_of_a_learner_who_is_on_the_way(
    terminal: Start, tmp_path: Path, name: str, columns: int
) -> None:
    keep(tmp_path / "learn", FAR)
    shown = terminal(*FAR_ALONG[name], size=(columns, 24))
    assert shown.end() == 0
    compare(name if columns == 80 else f"{name}-{columns}", shown.text())


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_lesson(terminal: Start, lang: str, columns: int) -> None:
    shown = terminal("study", "temperature", "neck", size=(columns, 24), LEARN_LANG=lang)
    shown.wait_for({"en": "q quit", "zh": "q 退出"}[lang])
    name = f"lesson-{lang}" if columns == 80 else f"lesson-{lang}-{columns}"
    compare(name, shown.text().lstrip("\n"))
    shown.press("q")
    assert shown.end() == 0
