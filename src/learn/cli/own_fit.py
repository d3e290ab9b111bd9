"""A fit to the learner's own log: tried, and adopted as one step that can be taken back."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from learn.cli.screen import Screen
from learn.environment.settings import now
from learn.errors import StoreError
from learn.views.messages import say
from learn.views.page import Page

if TYPE_CHECKING:
    from learn.memory.fitting import Log, Parameters
    from learn.memory.optimizer import Trial
    from learn.store import Store


@dataclass(frozen=True)
class OwnTrial:
    """What came of a try: the log, what had to be left out of it, and no trial of too short a one.

    `undo` is the backup that was made before where the fit was adopted.
    """

    log: Log
    left_out: int
    trial: Trial | None
    undo: str | None = None


def fit_own(screen: Screen, store: Store) -> OwnTrial:
    """Try a fit to the learner's own log; keep it, and derive the states anew, where it wins."""
    from learn.memory import fitting, optimizer
    from learn.memory.fsrs import can_be

    rows = list(store.answers())
    log = fitting.log_of(row for row in rows if can_be(*row[1:]))
    found = OwnTrial(log, len(rows) - log.reviews, None)
    if len(log.scored) < optimizer.LEAST:
        return found
    trial = optimizer.try_fit(log, store.scheduler().parameters)
    if trial.wins:
        return replace(found, trial=trial, undo=adopt(screen, store, trial.parameters))
    store.note_fit(_today(screen))
    return replace(found, trial=trial)


def adopt(screen: Screen, store: Store, parameters: Parameters) -> str:
    """Keep parameters beside the retention; return the name of the backup that was made before.

    The backup knows of this day already: what is taken back does not come again on the next one.
    """
    from learn.store import backups

    before = store.setting("fitted")
    store.note_fit(_today(screen))
    try:
        undo = backups.keep(store.path, now(screen.environ), "before-tune").name
        store.adopt(replace(store.scheduler(), parameters=parameters))
    except BaseException:
        with contextlib.suppress(StoreError):
            store.note_fit(before)
        raise
    return undo


def _today(screen: Screen) -> int:
    from learn.memory.fsrs import learning_day

    return learning_day(now(screen.environ))


def how_to_undo(screen: Screen, undo: str | None) -> Page:
    """Say how to go back, where something was changed."""
    page = Page(screen.width)
    if undo:
        page.text(say(screen.lang, "tune_undo") + say(screen.lang, "colon").rstrip(), "dim")
        page.text(f"learn restore {undo}", "key", 2)
    return page
