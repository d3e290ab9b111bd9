"""The lesson of a term: what is shown before its first question."""

from __future__ import annotations

from learn.cli.screen import Screen
from learn.demos.worker import Worker
from learn.glossary.term import Term
from learn.views.page import Page


def show_lesson(screen: Screen, term: Term, worker: Worker) -> None:
    """Show a term's names and its meaning."""
    screen.print(Page(screen.width).text(term.name.in_(screen.lang), "title"))
    screen.print(Page(screen.width).text(term.summary.in_(screen.lang)).blank())
