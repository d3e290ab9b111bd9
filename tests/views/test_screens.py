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
