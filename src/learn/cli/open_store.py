"""The learner's progress as a command opens it, and what a quiz makes sure of first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from learn.cli.screen import Screen
from learn.cli.status_line import Waiting
from learn.environment.paths import home
from learn.environment.settings import clock, local, now, patience
from learn.errors import BusyError, DamagedError, NotFoundError, StoreError, UsageError
from learn.views.messages import count_of, say
from learn.views.page import Page

if TYPE_CHECKING:
    from pathlib import Path

    from learn.store import Store

Kept = TypeVar("Kept")
_ONE_CARD_A_TERM = 3  # the version since which a term's name and meaning are one card
_LONG_AGO = timedelta(days=400)
_OLDEST = datetime(2000, 1, 1, tzinfo=UTC)  # no clock that is right says less


def open_progress(screen: Screen, *, fresh: bool = False) -> Store:
    """Open the progress, made where there is none; raise StoreError where it can't be."""
    from learn.store import open_store

    environ = screen.environ
    store = open_store(home(environ), at=now(environ), timeout=patience(environ), fresh=fresh)
    if store.upgraded_from is not None and store.upgraded_from < _ONE_CARD_A_TERM:
        _say_what_became_of_cards(screen, store)
    return store


def _say_what_became_of_cards(screen: Screen, store: Store) -> None:
    from learn.store.log_queries import merged

    kinds, terms = merged(store)
    if not kinds:
        return
    lang = screen.lang
    listed = [f"{say(lang, f'kind_{kind}')} ({count})" for kind, count in kinds.items()]
    values = {"cards": say(lang, "comma").join(listed), "answers": store.reviews(), "terms": terms}
    text = say(lang, "cards_merged", **values)
    screen.say(Page(screen.width).text(text, "dim"))


def progress_file(screen: Screen) -> Path:
    """Return where the progress lies, or would."""
    from learn.store.opening import NAME

    return home(screen.environ) / NAME


def existing(screen: Screen) -> Path:
    """Return where the progress lies; raise NotFoundError where there is none yet."""
    from learn.store import backup_files

    path = progress_file(screen)
    if backup_files.is_blank(path) and not backup_files.found(path):
        raise NotFoundError(say(screen.lang, "no_progress", path=path), hint="learn quiz")
    return path


def begin(screen: Screen, store: Store, *, saving: bool = True) -> None:
    """Make sure that answers can be kept, make the day's backup, and say what is odd in time.

    Raises StoreError where answers can't be kept, before the first question.
    """
    from learn.memory.fsrs import LAST_DAY, learning_day
    from learn.store.integrity import last_answer

    at = now(screen.environ)
    day, last = learning_day(at), last_answer(store)
    if day > LAST_DAY:
        raise UsageError(say(screen.lang, "clock_no_year", now=_local(at)))
    if saving:
        store.try_writing()
        if last is not None:
            _back_up(screen, store, day)
    _look_at_the_clock(screen, last, at)


def _back_up(screen: Screen, store: Store, day: int) -> None:
    """Make the day's backup; where there is no room for one the quiz goes on."""
    from learn.store.backups import make_daily

    try:
        with Waiting(screen, "backing_up"):
            make_daily(store.path, day)
    except DamagedError:
        raise
    except StoreError as error:
        screen.say(Page(None).text(f"{error.message} {error.hint}".strip(), "warn"))


def _look_at_the_clock(screen: Screen, last: datetime | None, at: datetime) -> None:
    from learn.store.integrity import AHEAD

    if at < _OLDEST:
        said = _local(clock(screen.environ))
        text = say(screen.lang, "clock_long_ago", clock=said, now=_local(at))
    elif last is None:
        return
    elif last > at + AHEAD:
        text = say(screen.lang, "clock_behind", last=_local(last), now=_local(at))
    elif at - last > _LONG_AGO:
        days = count_of(screen.lang, "one_day", "days", (at - last).days)
        text = say(screen.lang, "clock_ahead", days=days, now=_local(at))
    else:
        return
    screen.say(Page(screen.width).text(text, "warn"))


def _local(moment: datetime) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M}"


def kept(screen: Screen, keep: Callable[[], Kept]) -> Kept:
    """Keep an answer; where another program holds the file, say so and try once more.

    Raises BusyError where it holds on: then the answer isn't saved.
    """
    try:
        return keep()
    except BusyError as error:
        text = say(screen.lang, "once_more", message=error.message)
        screen.say(Page(screen.width).text(text, "warn"))
        return keep()
