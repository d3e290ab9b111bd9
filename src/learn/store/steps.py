"""The big steps: what came with a sync or an import, and how it is taken back for good."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from learn.errors import StoreError
from learn.store import digests
from learn.store.connection import connect
from learn.store.database import Store
from learn.store.sqlite_errors import in_words

_FIT = "-before-tune"  # in the name of the backup before a fit, with which nothing came


def arrived(db: sqlite3.Connection, ids: Iterable[str], step: str) -> None:
    """Note which rows came with a step, in the transaction that adds them."""
    db.executemany("insert or replace into arrived values (?, ?)", ((key, step) for key in ids))


def refused(store: Store) -> set[str]:
    """Return the ids of the rows that were taken back with their step, and don't come again."""
    with in_words(store.path):
        return {key for (key,) in store._db.execute("select id from refused")}


def carry_over(progress: Path, fresh: Path, step: str, at: datetime) -> int | None:
    """Into a backup made before a step, bring what was answered here since; refuse what came.

    Does nothing, and returns None, where the progress file can't be read, or no step began with
    this backup; else it returns how many answers were brought.
    """
    try:
        with in_words(progress), closing(connect(progress, "ro")) as db:
            came = _came(db, step)
            if not came and _FIT not in step:
                return None
            rows = digests.read(db)
            given = {key for (key,) in db.execute("select id from given")}
    except (StoreError, sqlite3.Error):
        return None
    with closing(Store(fresh, at)) as store, store.writing():
        known = {row[0] for row in digests.read(store._db)}
        taken_back = {*came, *(row[0] for row in rows if row[9] in came)}
        new = [row for row in rows if row[0] not in known and row[0] not in taken_back]
        mine = [row for row in new if row[0] in given or row[9] in given]
        for row in mine:
            digests.append(store._db, row)
        answers = [row[0] for row in mine if row[2] is not None]
        store._db.executemany("insert into given (id) values (?)", ((key,) for key in answers))
        values = ((key,) for key in came)
        store._db.executemany("insert or ignore into refused values (?)", values)
        store.rederive(store.scheduler())
    return len(answers)


def _came(db: sqlite3.Connection, step: str) -> Collection[str]:
    """Return the rows that came with a step, and with those after it."""
    try:
        rows = db.execute("select id from arrived where step >= ?", (step,)).fetchall()
    except sqlite3.OperationalError:  # a file of the first version
        return ()
    here = db.execute("select 1 from arrived where step = ?", (step,)).fetchone()
    return {key for (key,) in rows} if here else ()
