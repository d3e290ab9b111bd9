"""What SQLite could not do, said for the learner."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from learn.errors import BusyError, DamagedError, StoreError
from learn.store import backup_files


@contextlib.contextmanager
def in_words(path: Path, lead: str = "") -> Iterator[None]:
    """Say what SQLite couldn't do in words for the learner; `lead` is what came of it."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _fault(error, path, lead) from error
    except UnicodeDecodeError as error:  # the name of a column is no text any more
        raise damaged(path, lead) from error


def _fault(error: sqlite3.DatabaseError, path: Path, lead: str) -> StoreError:
    name = getattr(error, "sqlite_errorname", "")
    broken_text = str(error).startswith("Could not decode to UTF-8")
    if broken_text or name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return damaged(path, lead)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        message = "Another program, or another learn, holds"
        return BusyError(f"{lead}{message} {path}.", "Close it and try again.")
    for start, message, hint in _FAULTS:
        if name.startswith(start):
            return StoreError(lead + message.format(path=path), hint.format(path=path))
    return StoreError(f"{lead}{path}: {error}.")


def damaged(path: Path, lead: str = "") -> DamagedError:
    """Return the error of a progress file that is damaged, or none at all: with the way back."""
    return DamagedError(f"{lead}{path} is damaged; it was left as it is.", way_back(path))


def way_back(path: Path) -> str:
    """Say how to get progress back: what can be read of it, the newest backup, or a new one."""
    backups, repair = backup_files.found(path), "learn doctor --repair saves what can be read."
    if not backups:
        return f"{repair} learn quiz --fresh begins anew, and keeps the damaged file."
    count = "the only backup" if len(backups) == 1 else f"the newest of {len(backups)} backups"
    return f"{repair} learn restore {backups[0].name} brings back {count}."


_FAULTS = (
    ("SQLITE_FULL", "the disk is full.", "Earlier answers are safe in {path}."),
    ("SQLITE_READONLY", "{path} can't be written.", "Set LEARN_HOME to a folder that can be."),
    ("SQLITE_CANTOPEN", "{path} can't be opened.", "Set LEARN_HOME to a folder that can be."),
    ("SQLITE_IOERR", "the disk failed at {path}.", "Earlier answers are as they were."),
)
