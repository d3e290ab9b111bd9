"""The fit that comes by itself: once a month, after a quiz."""

from __future__ import annotations

from typing import TYPE_CHECKING

from learn.cli.own_fit import fit_own, how_to_undo
from learn.cli.screen import Screen
from learn.cli.status_line import Waiting
from learn.environment.settings import now
from learn.errors import StoreError
from learn.views.messages import say
from learn.views.page import Page

if TYPE_CHECKING:
    from learn.store import Store


def fit_monthly(screen: Screen, store: Store) -> None:
    """Fit to the learner's own log where the last fit or try is a month ago, and say what came.

    Nothing is said where there is too little to fit to. Ctrl-C leaves all as it was, and what goes
    wrong is a line: the quiz is over, its answers are kept.
    """
    try:
        if not _is_due(screen, store):
            return
        with Waiting(screen, "tune_fitting"):
            found = fit_own(screen, store)
    except KeyboardInterrupt:
        return
    except StoreError as error:
        screen.say(Page(None).text(f"{error.message} {error.hint}".strip(), "warn"))
        return
    if found.trial is None:
        return
    page = Page(screen.width)
    if found.undo:
        page.text("✓ " + say(screen.lang, "monthly_adopted"), "good")
        page.lines += how_to_undo(screen, found.undo).lines
    else:
        page.text(say(screen.lang, "monthly_kept"), "dim")
    screen.print(page)


def _is_due(screen: Screen, store: Store) -> bool:
    """Whether a month has passed; a clock that was set back by as much counts as well."""
    from learn.memory.fsrs import learning_day
    from learn.memory.optimizer import EVERY

    last = store.fitted()
    return last is not None and abs(learning_day(now(screen.environ)) - last) >= EVERY
