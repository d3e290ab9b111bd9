"""How far each term has come, by a glance at the progress: nothing is made or changed for it."""

from __future__ import annotations

from learn.cli.screen import Screen
from learn.errors import StoreError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from learn.glossary.term import Term
    from learn.quiz.mastery import Mastery


def how_far(screen: Screen, terms: Mapping[str, Term]) -> dict[str, Mastery]:
    """Return how far every term has come; raise StoreError where the progress can't be read."""
    from learn.environment.paths import home
    from learn.quiz.cards import current
    from learn.quiz.mastery import masteries
    from learn.store.backup_files import NAME
    from learn.store.glance import glance

    states, produced = glance(home(screen.environ) / NAME)
    return masteries(terms, current(states, terms), produced)


def how_far_if_read(screen: Screen, *, warn: bool = False) -> dict[str, Mastery] | None:
    """Return the same of all terms, or None where the progress can't be read; `warn` says why."""
    try:
        return how_far(screen, screen.glossaries.terms())
    except StoreError as error:
        if warn:
            from learn.views.page import Page

            screen.say(Page(screen.width).text(f"{error.message} {error.hint}".strip(), "warn"))
        return None
