"""learn tune: fit the scheduler to what a learner remembers, and adopt the fit if it is better."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from learn.cli.open_store import open_progress
from learn.cli.options import Json, with_screen
from learn.cli.own_fit import adopt, fit_own, how_to_undo
from learn.cli.screen import Screen
from learn.cli.status_line import Waiting
from learn.environment.settings import zone_of
from learn.errors import LearnError, UsageError
from learn.views.messages import count_of, say
from learn.views.page import Page

if TYPE_CHECKING:
    from learn.memory.optimizer import Trial
    from learn.store import Store

From = Annotated[
    Path | None,
    typer.Option("--from", metavar="FILE.csv", help="A log from elsewhere; progress is untouched."),
]
Zone = Annotated[
    str | None,
    typer.Option("--tz", metavar="ZONE", help="With --from: whose days, such as Asia/Shanghai."),
]
Reset = Annotated[bool, typer.Option("--reset", help="Go back to the parameters of FSRS-6.")]


@with_screen()
def tune(
    screen: Screen,
    from_: From = None,
    tz: Zone = None,
    reset: Reset = False,
    json: Json = False,
) -> None:
    """Fit the spacing to your own reviews, if that predicts better.

    What counts is a review on a later day than the card's last one. FSRS-6 is fitted to the first
    40, 60 and 80 % of them; each fit predicts the next fifth, and the log loss of all these
    decides. What is adopted is fitted in the same way to all of them. Fits are averaged with the
    defaults: those to n reviews have the weight n / (n + 1000). A quiz does all this by itself once
    a month.

    \b
      learn tune
      learn tune --reset
      learn tune --from reviews.csv --tz Asia/Shanghai --json

    \b
    FILE.csv has the columns card_id, review_time (ms since the epoch, or ISO 8601), review_rating
    (1 to 4), in any order; others are ignored. Days begin at 04:00 in the time zone of --tz, else
    in the local one (TZ): a session that runs past 04:00 there is split.

    \b
    Fields of --json: reviews, scored, log_loss {constant, moving_average, default, fitted},
      parameters, cuts [{trained, held_out, parameters}] (scored is all that was held out).
    Of your own reviews also adopted, needed (more reviews, or null), and in log_loss current,
      if you have adopted parameters before; log_loss is null while there are too few reviews.
    With --reset only: reset (whether there was something to go back from). Where something was
      changed, undo is the backup that was made before.
    """
    if from_ is not None and reset:
        raise UsageError("--from and --reset can't go together.", hint="learn tune --help")
    if tz is not None and from_ is None:
        raise UsageError("--tz goes with --from only.", hint="Your own log has its days.")
    if from_ is not None:
        _foreign(screen, from_, tz, json=json)
        return
    with closing(open_progress(screen)) as store:
        if reset:
            _reset(screen, store, json=json)
        else:
            _own(screen, store, json=json)


def _reset(screen: Screen, store: Store, *, json: bool) -> None:
    """Let the default parameters decide again; every card's state is derived anew."""
    undo = None
    if store.scheduler().parameters:
        with Waiting(screen, "tune_fitting"):
            undo = adopt(screen, store, ())
    if json:
        screen.json({"reset": undo is not None, "undo": undo})
    else:
        said = say(screen.lang, "tune_reset" if undo else "tune_untuned")
        page = Page(screen.width).text(said)
        page.lines += how_to_undo(screen, undo).lines
        screen.print(page)


def _foreign(screen: Screen, path: Path, tz: str | None, *, json: bool) -> None:
    """Score a fit to a file; rows that can't be read are told on stderr."""
    from learn.memory import csv_log, fitting, optimizer
    from learn.views import tune as view

    zone = zone_of(tz) if tz is not None else None
    with Waiting(screen, "tune_reading"):
        foreign = csv_log.read_csv(path, zone)
    if foreign.bad:
        screen.say(view.faults(Page(None), foreign, screen.lang))
    with Waiting(screen, "tune_fitting"):
        log = fitting.log_of(foreign.rows)
        try:
            trial = optimizer.try_fit(log)
        except optimizer.TooFewError:
            said = say(screen.lang, "tune_unsplit", count=log.reviews, scored=len(log.scored))
            raise LearnError(said) from None
    if json:
        screen.json(as_json(trial))
    else:
        page = Page(screen.width)
        screen.print(view.foreign(page, trial, screen.lang, tz, pictures=_seen(screen)))


def _own(screen: Screen, store: Store, *, json: bool) -> None:
    """Fit to the learner's own log, and say what came of it."""
    from learn.memory import optimizer
    from learn.views import tune as view

    with Waiting(screen, "tune_fitting"):
        found = fit_own(screen, store)
    trial, undo = found.trial, found.undo
    if found.left_out:
        reviews = count_of(screen.lang, "one_review", "reviews", found.left_out)
        text = say(screen.lang, "stats_skipped_reviews", reviews=reviews)
        screen.say(Page(None).text(text, "warn"))
    needed = trial.needed if trial else optimizer.LEAST - len(found.log.scored)
    if json:
        numbers = as_json(trial) if trial else _unfitted(found.log.reviews)
        screen.json({**numbers, "adopted": undo is not None, "needed": needed, "undo": undo})
    elif trial:
        page = view.own(Page(screen.width), trial, screen.lang, pictures=_seen(screen))
        page.lines += how_to_undo(screen, undo).lines
        screen.print(page)
    else:
        screen.print(view.too_few(Page(screen.width), found.log, screen.lang))


def _seen(screen: Screen) -> bool:
    """Return whether pictures are of use."""
    return screen.width is not None and not screen.plain


def as_json(trial: Trial) -> dict[str, Any]:
    """Return a trial with the field names of `--json`."""
    return {
        "reviews": trial.reviews,
        "scored": trial.scored,
        "log_loss": dict(trial.log_loss),
        "parameters": _rounded(trial.parameters),
        "cuts": [
            {
                "trained": cut.trained,
                "held_out": cut.held_out,
                "parameters": _rounded(cut.parameters),
            }
            for cut in trial.cuts
        ],
    }


def _rounded(parameters: Sequence[float]) -> list[float]:
    return [round(each, 6) for each in parameters]


def _unfitted(reviews: int) -> dict[str, Any]:
    return {"reviews": reviews, "scored": 0, "log_loss": None, "parameters": None, "cuts": None}
