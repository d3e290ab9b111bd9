"""What the environment sets: how long to wait, how much is learnt a day, what time it is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime

from learn.environment.config_file import BOUNDS, KEYS
from learn.errors import UsageError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # where the time of a UUIDv7 begins
NEW_A_DAY = 5  # terms
MINUTES_A_DAY = 15.0
_PATIENCE = 30.0  # seconds


def patience(environ: Mapping[str, str]) -> float:
    """Return the seconds to wait while another program writes: LEARN_LOCK_TIMEOUT, or 30."""
    said = environ.get("LEARN_LOCK_TIMEOUT", "")
    try:
        seconds = float(said or _PATIENCE)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise UsageError(f"LEARN_LOCK_TIMEOUT is {said!r}.", hint="It is seconds, from 0 to 3600.")
    return seconds


def a_day(
    environ: Mapping[str, str], new: int | None = None, limit: int | None = None
) -> tuple[int, int | None]:
    """Return how many new terms and cards a day: as given, or LEARN_NEW and LEARN_LIMIT; else 5.

    Raises UsageError where a variable is no number within bounds.
    """
    new = _count(environ, "new") if new is None else new
    limit = _count(environ, "limit") if limit is None else limit
    return NEW_A_DAY if new is None else new, limit


def _count(environ: Mapping[str, str], key: str) -> int | None:
    (variable, kind, _), (least, most) = KEYS[key], BOUNDS[key]
    if not (said := environ.get(variable)):
        return None
    try:
        count = int(said)
    except ValueError:
        count = -1
    if not least <= count <= most:
        raise UsageError(f"{variable} is {said!r}.", hint=f"It is {kind}.")
    return count


def minutes_a_day(environ: Mapping[str, str]) -> float:
    """Return the minutes of study a day."""
    return float(environ.get("LEARN_MINUTES") or MINUTES_A_DAY)


def retention(environ: Mapping[str, str]) -> float | None:
    """Return the recall to keep cards at."""
    said = environ.get("LEARN_RETENTION") or "auto"
    return None if said == "auto" else float(said)


def now(environ: Mapping[str, str]) -> datetime:
    """Return the moment in local time, not before 1970; LEARN_NOW (ISO 8601) sets the clock.

    Raises UsageError where that is no moment, or TZ no time zone.
    """
    return max(clock(environ), local(EPOCH))


def clock(environ: Mapping[str, str]) -> datetime:
    """Return what the clock says, as `now` does, be it before 1970."""
    said = environ.get("LEARN_NOW")
    try:
        moment = datetime.fromisoformat(said) if said else datetime.now(UTC)
    except ValueError:
        raise UsageError(f"LEARN_NOW is {said!r}.", hint="Write 2026-11-24T09:00.") from None
    return local(moment)


def local(moment: datetime) -> datetime:
    """Return a moment in local time; raise UsageError where there is none."""
    try:
        return moment.astimezone()
    except (ValueError, OverflowError):  # more than a day away, or beyond the years 1 to 9999
        raise UsageError(
            f"{moment:%Y-%m-%d} has no local time with TZ={os.environ.get('TZ', '')!r}.",
            hint="Set TZ to a time zone, such as UTC or Asia/Shanghai.",
        ) from None
