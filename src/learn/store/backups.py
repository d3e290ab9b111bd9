"""Backups: made by SQLite's backup API, complete and sound before they have their name."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from learn.errors import StoreError
from learn.store import backup_files
from learn.store.connection import connect
from learn.store.soundness import must_be_restorable
from learn.store.sqlite_errors import in_words

_LEFT = 86_400  # seconds after which a half-made copy is one that somebody killed


def make_daily(progress: Path, day: int) -> Path | None:
    """Make the backup of a learning day and take away what is superfluous; None where it is there.

    Raises DamagedError where the progress file is damaged, StoreError where none can be made.
    """
    target = backup_files.daily(progress, day)
    if target.exists():
        return None
    _make(progress, target)
    return target


def keep(progress: Path, at: datetime, label: str) -> Path:
    """Make a backup for a reason, and return where it lies; raise StoreError where it can't be."""
    target = backup_files.labelled(progress, at, label)
    _make(progress, target)
    return target


def _make(progress: Path, target: Path) -> None:
    """Put a copy on the shelf, and thin the shelf out."""
    with _told(target.parent):
        target.parent.mkdir(mode=0o700, exist_ok=True)
    copy(progress, target)
    with contextlib.suppress(OSError):  # what can't be taken away harms nobody
        for each in backup_files.superfluous(backup_files.found(progress)):
            each.path.unlink()
    sweep(target.parent)


def sweep(folder: Path) -> None:
    """Take away half-made copies that somebody killed a while ago."""
    with contextlib.suppress(OSError):
        for left in folder.glob(".progress*.tmp"):
            if left.stat().st_mtime < time.time() - _LEFT:
                left.unlink()


def copy(source: Path, target: Path) -> None:
    """Copy a progress file; the target appears, or is replaced, only by what can be restored.

    Raises DamagedError, RottenError or AlteredError where it can't, StoreError where it can't be
    written.
    """
    temporary = target.with_name(f".{target.name.lstrip('.')}.{os.getpid()}.tmp")
    with _told(target.parent):
        try:
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            _copy_pages(source, temporary)
            sync(temporary)
            temporary.replace(target)
            sync(target.parent)
        finally:
            temporary.unlink(missing_ok=True)


def _copy_pages(source: Path, target: Path) -> None:
    with in_words(source), closing(connect(source, "rw")) as old:
        # What is no database is told of here; and here one waits for a writer, with an end, where
        # the copy by itself would try for ever.
        old.execute("begin")
        old.execute("select count(*) from sqlite_master").fetchone()
        with closing(sqlite3.connect(target, isolation_level=None)) as new:
            new.execute("pragma synchronous = off")  # all of it is synced at the end
            try:
                old.backup(new)
            except sqlite3.OperationalError as error:
                raise StoreError(f"No copy could be made in {target.parent}: {error}.") from error
            new.execute("pragma journal_mode = delete")
            must_be_restorable(new, source)


def sync(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except PermissionError:  # a folder on Windows
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def set_aside(progress: Path, at: datetime) -> Path:
    """Keep a damaged file under another name beside itself, with its journal; return where.

    The file itself stays until another takes its place.
    """
    target = copy_aside(progress, at)
    move_journals(progress, target)
    sync(target.parent)
    return target


def copy_aside(progress: Path, at: datetime) -> Path:
    """Copy a file as it is, whatever is wrong with it, to a free name beside itself."""
    for number in range(1, 1000):
        target = progress.with_name(f"damaged-{at:%Y-%m-%dT%H%M%S}-{number}.sqlite")
        if not target.exists():
            break
    shutil.copy2(progress, target)
    sync(target)
    sync(target.parent)
    return target


def move_journals(progress: Path, target: Path) -> None:
    """Take the journal of a file away from its name: it must never be played into another file."""
    for suffix in ("-journal", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            progress.with_name(progress.name + suffix).replace(
                target.with_name(target.name + suffix)
            )


@contextlib.contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"No copy could be made in {folder}: {error.strerror}.",
            hint="Progress itself is as it was.",
        ) from error
