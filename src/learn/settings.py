"""Where the learner's progress lies, and what time it is there; read when called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from learn.errors import UsageError


def home(environ: Mapping[str, str]) -> Path:
    """Return the folder of the learner's progress: LEARN_HOME, or the platform's data folder."""
    if named := environ.get("LEARN_HOME"):
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("learn", appauthor=False))


def now(environ: Mapping[str, str]) -> datetime:
    """Return the moment in local time; LEARN_NOW (ISO 8601) sets the clock, to try things out."""
    if said := environ.get("LEARN_NOW"):
        try:
            return datetime.fromisoformat(said).astimezone()
        except ValueError:
            raise UsageError(f"LEARN_NOW is {said!r}.", hint="Write 2026-11-24T09:00.") from None
    return datetime.now().astimezone()
