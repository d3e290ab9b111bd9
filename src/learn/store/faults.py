"""What SQLite could not do, said for the learner."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from learn.errors import StoreError


@contextlib.contextmanager
def said(path: Path) -> Iterator[None]:
    """Say what SQLite couldn't do in words for the learner."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        for start, message, hint in _FAULTS:
            if name.startswith(start):
                raise StoreError(message.format(path=path), hint) from error
        raise StoreError(f"{path}: {error}.") from error


_FAULTS = (
    ("SQLITE_FULL", "Not saved: the disk is full.", "Earlier answers are safe in {path}."),
    ("SQLITE_READONLY", "{path} can't be written.", "Set LEARN_HOME to a folder that can be."),
    ("SQLITE_CANTOPEN", "{path} can't be opened.", "Set LEARN_HOME to a folder that can be."),
    ("SQLITE_BUSY", "Not saved: another program holds {path}.", "Close it and try again."),
    ("SQLITE_NOTADB", "{path} is not a progress file; it was left as it is.", "Move it away."),
    ("SQLITE_CORRUPT", "{path} is damaged; it was left as it is.", "Move it away, or restore it."),
    ("SQLITE_IOERR", "The disk failed at {path}.", "Earlier answers are as they were."),
)
