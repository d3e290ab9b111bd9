"""learn tune: fit the scheduler to what a learner remembers, and adopt the fit if it is better."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from learn.cli.open_store import open_progress
from learn.cli.options import Json, with_screen
from learn.cli.screen import Screen
from learn.cli.status_line import Waiting
from learn.environment.settings import now
from learn.errors import LearnError, UsageError
from learn.views.messages import count_of, say
from learn.views.page import Page

if TYPE_CHECKING:
    from learn.memory.fsrs import Scheduler
    from learn.memory.optimizer import Trial
    from learn.store import Store

From = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE.csv", help="A log from elsewhere; progress is untouched."),
]
Reset = Annotated[bool, typer.Option("--reset", help="Go back to the parameters of FSRS-6.")]


@with_screen()
def tune(screen: Screen, from_: From = None, reset: Reset = False, json: Json = False) -> None:
    """Fit the spacing to your own reviews, if that predicts better.

    FSRS-6 is fitted to the first 80 % of the reviews on a later day than the card's last one. The
    last 20 % are predicted from what came before them, and their log loss decides.

    \b
      learn tune
      learn tune --reset
      learn tune --from reviews.csv --json

    \b
    FILE.csv has the columns card_id, review_time (ms since the epoch, or ISO 8601), review_rating
    (1 to 4), in any order; others are ignored. Days begin at 04:00 in the local time zone (TZ).

    \b
    Fields of --json: reviews, scored, log_loss {constant, moving_average, default, fitted},
      parameters, split {trained, held_out}.
    Of your own reviews also adopted, needed (more reviews, or null), and in log_loss current,
      if you have adopted parameters before; log_loss is null while there are too few reviews.
    With --reset only: reset (whether there was something to go back from). Where something was
      changed, undo is the backup that was made before.
    """
    if from_ is not None and reset:
        raise UsageError("--from and --reset can't go together.", hint="learn tune --help")
    if from_ is not None:
        _foreign(screen, from_, json=json)
        return
    with closing(open_progress(screen)) as store:
        if reset:
            _reset(screen, store, json=json)
        else:
            _own(screen, store, json=json)


def _reset(screen: Screen, store: Store, *, json: bool) -> None:
    """Let the default parameters decide again; every card's state is derived anew."""
    from learn.memory.fsrs import Scheduler

    undo = _adopt(screen, store, Scheduler()) if store.scheduler().parameters else None
    if json:
        screen.json({"reset": undo is not None, "undo": undo})
    else:
        said = say(screen.lang, "tune_reset" if undo else "tune_untuned")
        page = Page(screen.width).text(said)
        page.lines += _undo(screen, undo).lines
        screen.print(page)


def _adopt(screen: Screen, store: Store, scheduler: Scheduler) -> str:
    """Keep a scheduler's parameters; return the name of the backup that was made before."""
    from learn.store import backups

    with Waiting(screen, "tune_fitting"):
        undo = backups.keep(store.path, now(screen.environ), "before-tune").name
        store.adopt(scheduler)
    return undo


def _undo(screen: Screen, undo: str | None) -> Page:
    """Say how to go back, where something was changed."""
    page = Page(screen.width)
    if undo:
        page.text(say(screen.lang, "tune_undo") + say(screen.lang, "colon").rstrip(), "dim")
        page.text(f"learn restore {undo}", "key", 2)
    return page


def _foreign(screen: Screen, path: Path, *, json: bool) -> None:
    """Score a fit to a file; rows that can't be read are told on stderr."""
    from learn.memory import csv_log, optimizer
    from learn.views import tune as view

    with Waiting(screen, "tune_reading"):
        foreign = csv_log.read_csv(path)
    if foreign.bad:
        screen.say(view.faults(Page(None), foreign, screen.lang))
    with Waiting(screen, "tune_fitting"):
        log = optimizer.log_of(foreign.rows)
        try:
            trial = optimizer.try_fit(log)
        except optimizer.TooFewError:
            said = say(screen.lang, "tune_unsplit", count=log.reviews, scored=len(log.scored))
            raise LearnError(said) from None
    if json:
        screen.json(as_json(trial))
    else:
        screen.print(view.foreign(Page(screen.width), trial, screen.lang, pictures=_seen(screen)))


def _own(screen: Screen, store: Store, *, json: bool) -> None:
    """Try a fit to the learner's own log; keep it, and derive the states anew, where it wins."""
    from learn.memory import optimizer
    from learn.memory.fsrs import Scheduler, can_be
    from learn.views import tune as view

    with Waiting(screen, "tune_fitting"):
        rows = [(each.card, each.rating, each.day) for each in store.log()]
        log = optimizer.log_of(row for row in rows if can_be(*row[1:]))
        current = store.scheduler().parameters
        trial = None
        if len(log.scored) >= optimizer.LEAST:
            trial = optimizer.try_fit(log, {"current": current} if current else {})
    undo = _adopt(screen, store, Scheduler(trial.parameters)) if trial and trial.wins else None
    if left_out := len(rows) - log.reviews:
        reviews = count_of(screen.lang, "one_review", "reviews", left_out)
        text = say(screen.lang, "stats_skipped_reviews", reviews=reviews)
        screen.say(Page(None).text(text, "warn"))
    needed = trial.needed if trial else optimizer.LEAST - len(log.scored)
    if json:
        numbers = as_json(trial) if trial else _unfitted(log.reviews)
        screen.json({**numbers, "adopted": undo is not None, "needed": needed, "undo": undo})
    elif trial:
        page = view.own(Page(screen.width), trial, screen.lang, pictures=_seen(screen))
        page.lines += _undo(screen, undo).lines
        screen.print(page)
    else:
        screen.print(view.too_few(Page(screen.width), log, screen.lang))


def _seen(screen: Screen) -> bool:
    """Return whether pictures are of use."""
    return screen.width is not None and not screen.plain


def as_json(trial: Trial) -> dict[str, Any]:
    """Return a trial with the field names of `--json`."""
    return {
        "reviews": trial.reviews,
        "scored": trial.scored,
        "log_loss": dict(trial.log_loss),
        "parameters": [round(each, 6) for each in trial.parameters],
        "split": {"trained": trial.trained, "held_out": trial.scored},
    }


def _unfitted(reviews: int) -> dict[str, Any]:
    return {"reviews": reviews, "scored": 0, "log_loss": None, "parameters": None, "split": None}
