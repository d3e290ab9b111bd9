"""Open a learner's progress; begin anew only where there is none, or where that is asked for."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from learn.errors import DamagedError, StoreError
from learn.store import backup_files, backups
from learn.store.connection import TIMEOUT
from learn.store.database import Store
from learn.store.sqlite_errors import in_words

NAME = backup_files.NAME


def open_store(
    folder: Path, *, at: datetime | None = None, timeout: float = TIMEOUT, fresh: bool = False
) -> Store:
    """Open the progress in a folder, made where it isn't there; raise StoreError if it can't be.

    Where the file is missing, empty or damaged and there are backups, nothing is made without
    `fresh`; a damaged file is kept then too, under another name. `at` is the time now, `timeout`
    the seconds to wait while another program writes.
    """
    path, at = folder / NAME, at or datetime.now().astimezone()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not fresh:
            backup_files.refuse_a_silent_start(path)
            return _open(path, at, timeout)
        return _begin_anew(path, at, timeout)
    except OSError as error:
        raise StoreError(
            f"Progress can't be kept in {folder}: {error.strerror}.",
            hint="Set LEARN_HOME to a folder that can be written.",
        ) from error


def _open(path: Path, at: datetime, timeout: float) -> Store:
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # nobody else's to read
    with in_words(path):
        return Store(path, at, timeout)


def _begin_anew(path: Path, at: datetime, timeout: float) -> Store:
    try:
        store = _open(path, at, timeout)
    except DamagedError:
        real = Path(os.path.realpath(path))
        backups.set_aside(real, at)
        real.unlink()
        return _open(path, at, timeout)
    if answers := store.reviews():
        store.close()
        raise StoreError(
            f"{path} has {answers} answers: it was left as it is.",
            hint="--fresh is for a file that is missing, empty or damaged.",
        )
    return store
