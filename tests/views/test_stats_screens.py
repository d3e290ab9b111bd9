"""The screens of `learn stats` as golden files, of a history that no other change moves.

LEARN_GOLDEN=write pytest tests/views/test_stats_screens.py writes them anew.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from rich.console import Console

from learn.cli.screen import Screen
from learn.cli.stats_overview import overview_of
from learn.cli.stats_term import make_room, told_of
from learn.glossary.term import Lang
from learn.memory.fsrs import learning_day
from learn.quiz.outlook import Remaining
from learn.store import Store, open_store
from learn.views.figures import draw
from learn.views.history import forgetting, history
from learn.views.page import width_of
from learn.views.stats_as_text import as_text
from learn.views.stats_details import pictures
from learn.views.stats_overview import one_screen
from made_history import NOW, keep_history, made_terms

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with some months of answers."""
    folder: Path = tmp_path_factory.mktemp("history")
    keep_history(folder)
    with closing(open_store(folder)) as opened:
        yield opened


def compare(name: str, screen: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("LEARN_GOLDEN") == "write":
        path.write_text(screen, "utf-8")
    assert screen == path.read_text("utf-8"), f"differs from {path.name}: LEARN_GOLDEN=write"


def fits(screen: str, width: int) -> bool:
    return max(map(width_of, screen.splitlines())) <= width


def named(form: str, lang: str, width: int) -> str:
    return f"{form}-{lang}" + ("" if width == 80 else f"-{width}")


@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("form", ["stats", "stats-details", "stats-text"])
def test_the_statistics(
    store: Store, form: Literal["stats", "stats-details", "stats-text"], lang: Lang, width: int
) -> None:
    screen = Screen({"LEARN_NOW": f"{NOW:%FT%T}"}, lang, "never", plain=False, places=())
    terms = made_terms()
    found = overview_of(screen, store, terms, all_of_it=form != "stats")
    found = replace(found, waiting=Remaining(5, 0, 0, 4.2))  # what the quiz does may change
    if form == "stats":
        page = one_screen(found, terms, lang, width)
    elif form == "stats-details":
        page = pictures(found, terms, lang, width)
    else:
        page = as_text(found, terms, lang, width, details=True)
    shown = page.render(color=False)
    assert fits(shown, width)
    assert form != "stats" or len(shown.splitlines()) <= 23 + 4 * (width == 40)
    compare(named(form, lang, width), shown)


@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_term(store: Store, lang: Lang, width: int) -> None:
    terms, slug = made_terms(), "architecture-ant"
    told = told_of(store, terms[slug], terms, learning_day(NOW))
    page = history(terms[slug], told, lang, width)
    drawn = io.StringIO()
    console = Console(file=drawn, width=width, color_system=None)
    height = make_room(page)
    console.print(draw(forgetting(told, lang), width, str, height))
    lines = [*page.render(color=False).splitlines(), *drawn.getvalue().splitlines()]
    shown = "".join(line.rstrip() + "\n" for line in lines)
    assert fits(shown, width)
    assert len(lines) <= 22 + 8 * (width == 40), "with a command and the prompt below it"
    compare(named("stats-term", lang, width), shown)
