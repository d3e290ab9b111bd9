"""What the environment sets: how long to wait, how much is learnt a day, what time it is."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo

from learn.environment.config_file import BOUNDS, KEYS, RANGES
from learn.errors import UsageError
from learn.text import shorten

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


def retention(environ: Mapping[str, str]) -> float | None:
    """Return the recall that cards are kept at: LEARN_RETENTION; None for "auto", the default.

    Raises UsageError where the variable is neither "auto" nor a number within bounds.
    """
    return None if environ.get("LEARN_RETENTION") == "auto" else _number(environ, "retention")


def minutes_a_day(environ: Mapping[str, str]) -> float:
    """Return how many minutes a day's questions may take: LEARN_MINUTES, or 15.

    Raises UsageError where the variable is no number within bounds.
    """
    minutes = _number(environ, "minutes")
    return MINUTES_A_DAY if minutes is None else minutes


def _number(environ: Mapping[str, str], key: str) -> float | None:
    (variable, kind, _), (least, most) = KEYS[key], RANGES[key]
    if not (said := environ.get(variable)):
        return None
    try:
        number = float(said)
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        raise UsageError(f"{variable} is {said!r}.", hint=f"It is {kind}.")
    return number


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


def zone_of(name: str) -> tzinfo:
    """Return the time zone of a name; raise UsageError where there is none."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, no name of a zone, or a folder of zones
        hint = "Such as UTC or Asia/Shanghai, with capital letters."
        raise UsageError(f"There is no time zone {shorten(name)!r} here.", hint=hint) from None
