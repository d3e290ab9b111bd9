"""Numbered upgrades of a progress file: each in one transaction, with a backup before the first."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from learn.errors import StoreError
from learn.memory.fsrs import Scheduler
from learn.store import backups, card_states, digests, names, schema
from learn.store.connection import APPLICATION_ID, is_own, pragma, transaction
from learn.store.schema import VERSION
from learn.store.soundness import must_be_as_made


def _to_2(db: sqlite3.Connection, path: Path) -> None:
    """Add digests, the order of answers, what came with which step, and added names."""
    schema.make(db)
    db.execute("insert into given (id) select id from review where rating is not null order by id")
    digests.set_anew(db)
    names.bring_over(db, path.with_name(names.OLD_FILE))


def _to_3(db: sqlite3.Connection, path: Path) -> None:
    """Let the questions about a term's name and meaning share one card: replay the log so."""
    row = db.execute("select value from setting where key = 'parameters'").fetchone()
    card_states.derive_anew(db, Scheduler(tuple(json.loads(row[0])) if row else ()))


# From each version to the next. A step may read what lies beside the file; it must not commit.
STEPS: dict[int, Callable[[sqlite3.Connection, Path], None]] = {1: _to_2, 2: _to_3}


def prepare(db: sqlite3.Connection, path: Path, at: datetime) -> int | None:
    """Bring a file to the present version: an empty one is filled, an older one upgraded.

    Returns the version that was upgraded, or None.

    Raises StoreError for another program's file, a newer one, or one too old to be upgraded.
    """
    if not is_own(db, path):
        _create(db, path)
        return None
    must_be_as_made(path, schema.oddities(db))
    version = pragma(db, "user_version")
    if version > VERSION:
        raise StoreError(
            f"{path} is of version {version}; this learn knows {VERSION}.",
            hint="Install a newer learn-terms; nothing was changed.",
        )
    if version == VERSION:
        return None
    _upgrade(db, path, version, at)
    return version


def _create(db: sqlite3.Connection, path: Path) -> None:
    with transaction(db, path, lead=""):
        if is_own(db, path):
            return  # another process was quicker
        schema.make(db)
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute(f"pragma user_version = {VERSION}")


def _upgrade(db: sqlite3.Connection, path: Path, version: int, at: datetime) -> None:
    for number in range(version, VERSION):
        if number not in STEPS:
            raise StoreError(
                f"{path} is of version {version}; this learn has no upgrade from {number}.",
                hint="Nothing was changed.",
            )
    backups.keep(path, at, f"before-upgrade-{version}")
    for number in range(version, VERSION):
        with transaction(db, path, lead=f"Not upgraded to version {number + 1}: "):
            if pragma(db, "user_version") == number:  # else another process was quicker
                STEPS[number](db, path)
                db.execute(f"pragma user_version = {number + 1}")
