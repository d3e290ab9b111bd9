"""Where the learner's progress lies, what time it is there, how much is learnt a day."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from learn.config_file import BOUNDS, KEYS
from learn.errors import StoreError, UsageError

_PATIENCE = 30.0  # seconds


def home(environ: Mapping[str, str]) -> Path:
    """Return the folder of the learner's progress: LEARN_HOME, or the platform's data folder.

    Raises StoreError where nothing says which folder that is.
    """
    if named := environ.get("LEARN_HOME"):
        folder = os.path.expanduser(named)  # noqa: PTH111 - Path raises where there is no home
        if not folder.startswith("~"):
            return Path(folder).absolute()
        raise StoreError(
            f"LEARN_HOME is {named!r}, and there is no such home folder.",
            hint="Set it to a folder that can be written.",
        )
    import platformdirs

    try:
        folder = platformdirs.user_data_dir("learn", appauthor=False)
    except RuntimeError:  # HOME is not set, and the system knows no home of this user
        folder = ""
    if not os.path.isabs(folder):  # noqa: PTH117
        raise StoreError(
            "Progress has no place: there is no home folder.",
            hint="Set HOME, or LEARN_HOME to a folder that can be written.",
        )
    return Path(folder)


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
    """Return how many new cards and cards a day: as given, or LEARN_NEW and LEARN_LIMIT; else 10.

    Raises UsageError where a variable is no number within bounds.
    """
    from learn.records import NEW_A_DAY

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


def now(environ: Mapping[str, str]) -> datetime:
    """Return the moment in local time; LEARN_NOW (ISO 8601) sets the clock, to try things out."""
    if said := environ.get("LEARN_NOW"):
        try:
            return datetime.fromisoformat(said).astimezone()
        except ValueError:
            raise UsageError(f"LEARN_NOW is {said!r}.", hint="Write 2026-11-24T09:00.") from None
    return datetime.now().astimezone()
