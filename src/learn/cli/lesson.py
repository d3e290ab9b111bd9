"""The lesson of a term: what is shown before its first question, and by learn study."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from learn.cli.quiz_demo import computed
from learn.cli.screen import Screen
from learn.demos.result import Figure
from learn.demos.worker import Worker
from learn.errors import LearnError
from learn.glossary.term import Term
from learn.text import in_line
from learn.views import demo as demo_view
from learn.views import lesson as view
from learn.views.figures_as_text import Label
from learn.views.page import Page

if TYPE_CHECKING:
    from rich.console import RenderableType

AROUND = 4  # rows: the line above a lesson with a blank, and two of keys below


def show_lesson(
    screen: Screen, term: Term, worker: Worker, *, new: bool = True, figure: bool = True
) -> None:
    """Show a term on one screen: its meaning, a figure of its demo, what it is mistaken for.

    Without a `figure` nothing is computed, and nobody waits.
    """
    head = view.head(term, screen.langs, screen.width, new=new)
    screen.print(head)
    sys.stdout.flush()
    figures, sentences = _computed(screen, term, worker) if figure else ([], "")
    look = view.look(sentences, screen.width)
    tail = view.tail(term, screen.langs, screen.width, signs=screen.signs)
    label = demo_view.labeller(term, screen.lang)
    if not screen.draws:
        said = Page(screen.width)
        for line in view.briefly(figures, label, screen.lang):
            said.text(in_line(line))
        below = [said, look, tail]
    else:
        room = screen.rows - AROUND - _height(head) - _height(tail)
        looks = _draw(screen, figures, label, room, _height(look))
        below = [look, tail] if looks else [tail]
    for page in below:
        if page.lines:
            page.lines.insert(0, [])
            screen.print(page)
    screen.print(Page(None).add())


def _draw(screen: Screen, figures: Sequence[Figure], label: Label, room: int, look: int) -> bool:
    """Draw the figure that fits in so many rows; return whether what to look at fits below it."""
    if not figures:
        return look <= room
    from learn.views.figures import draw

    def drawn(figure: Figure) -> RenderableType:
        return draw(figure, screen.columns, label)

    def rows_of(figure: Figure) -> int:
        return len(screen.console.render_lines(drawn(figure), pad=False))

    figure, looks = view.fitting(figures, rows_of, room, look)
    if figure is not None:
        screen.console.print()
        screen.console.print(drawn(figure))
    return looks


def _height(page: Page) -> int:
    """Return the rows of a page, with a blank one beside it."""
    return len(page.lines) + 1 if page.lines else 0


def _computed(screen: Screen, term: Term, worker: Worker) -> tuple[list[Figure], str]:
    """Compute the demo: its figures and what to look at; where that can't be, say why."""
    if term.demo is None:
        return [], ""
    try:
        run = computed(screen, worker, term)
        return run.figures, demo_view.filled_look(term, run, screen.lang)
    except (LearnError, ValueError, KeyError) as error:
        hint = error.hint if isinstance(error, LearnError) else ""
        screen.say(Page(screen.width).text(f"{error} {hint}".strip(), "warn"))
        return [], ""
