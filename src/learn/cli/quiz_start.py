"""What a quiz begins with: what is wanted of it, and its session."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from learn.cli.screen import Screen
from learn.cli.selection import kind_of
from learn.environment.settings import a_day, minutes_a_day, now, retention
from learn.quiz.model import SessionOptions
from learn.quiz.session import Session

if TYPE_CHECKING:
    from learn.demos.runner import Runner
    from learn.store import Store


def options_of(
    screen: Screen,
    *,
    only: Sequence[str] = (),
    within: Sequence[str] = (),
    kind: str | None = None,
    new: int | None = None,
    limit: int | None = None,
    minutes: float | None = None,
    bookmarked: bool = False,
    cram: bool = False,
) -> SessionOptions:
    """Return what is wanted of a session; what isn't said is as the settings have it.

    Raises UsageError for a kind that there isn't, or a setting out of its bounds.
    """
    terms, most = a_day(screen.environ, new, limit)
    return SessionOptions(
        only=only,
        within=within,
        kind=kind_of(screen, kind),
        bookmarked=bookmarked,
        new=terms,
        limit=most,
        minutes=minutes_a_day(screen.environ) if minutes is None else minutes,
        from_now=minutes is not None,
        cram=cram,
    )


def start(
    screen: Screen, store: Store, runner: Runner, wanted: SessionOptions, seed: int | None = None
) -> Session:
    """Return the session; the recall that cards are kept at is set anew on the day's first one."""
    first = open_session(screen, store, runner, wanted, seed)
    aim = retention(screen.environ) or first.today.retention(full=first.plan.full)
    if aim == first.scheduler.retention or first.today.asked or wanted.cram:
        return first
    store.adopt(replace(first.scheduler, retention=aim))
    return open_session(screen, store, runner, wanted, seed)


def open_session(
    screen: Screen, store: Store, runner: Runner, wanted: SessionOptions, seed: int | None = None
) -> Session:
    """Return the session as the store has it; nothing is written."""
    return Session(
        terms=screen.glossaries.terms(),
        store=store,
        now=lambda: now(screen.environ),
        chance=random.Random(seed),
        runner=runner,
        wanted=wanted,
        scheduler=store.scheduler(),
    )
