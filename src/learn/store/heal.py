"""Find a good copy of rows that rotted: in a backup, or wherever else the same rows are.

A copy is good if with it the day's rows come to the digest that was written with them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from learn.errors import StoreError
from learn.store import backup_files, digests
from learn.store.connection import connect
from learn.store.digests import Digest
from learn.store.rows import Row
from learn.store.sqlite_errors import in_words

Rows = dict[str, Row]  # by id


@dataclass(frozen=True)
class Source:
    """Where good copies may be: its name, and what it has of some days."""

    name: str
    rows: Callable[[Sequence[int]], Iterable[Row]]


@dataclass(frozen=True)
class Rotten:
    """A learning day whose rows are not those that were written.

    `changed` are the rows that differ from a good copy, as the copy has them or, of one that has
    no business there, as it is. `source` is empty where no copy is good.
    """

    day: int
    rows: int
    source: str = ""
    good: Rows = field(default_factory=dict)
    changed: Sequence[Row] = ()


def local_sources(progress: Path) -> Iterator[Source]:
    """Yield a progress file itself, whoever its rows say they are of, and its backups.

    A progress file is one learner's: a row of another is the learner's too, but for that word.
    """
    for path in (progress, *(each.path for each in backup_files.found(progress))):
        yield Source(path.name, partial(_read, path))


def _read(path: Path, days: Sequence[int]) -> list[Row]:
    try:
        with in_words(path), closing(connect(path, "ro")) as db:
            return digests.read(db, days, anyone=True)
    except (StoreError, sqlite3.Error):
        return []


def examine(
    written: Mapping[int, Digest],
    here: Sequence[Row],
    days: Sequence[int],
    sources: Iterable[Source],
) -> list[Rotten]:
    """Return what is known of days that rotted, with a good copy of each where there is one."""
    rows: dict[int, Rows] = {day: {} for day in days}
    for row in here:
        if row[4] in rows:
            rows[row[4]][row[0]] = row
    found = {day: Rotten(day, len(rows[day])) for day in days}
    for source in sources:
        left = [day for day in days if not found[day].source]
        if not left:
            break
        theirs: dict[int, Rows] = {day: {} for day in left}
        for row in source.rows(left):
            theirs.get(row[4], {})[row[0]] = row
        for day in left:
            good = _proven(written.get(day), rows[day], theirs[day])
            if good is not None:
                changed = _changed(rows[day], good)
                found[day] = Rotten(day, len(rows[day]), source.name, good, changed)
    return [found[day] for day in days]


def _proven(written: Digest | None, here: Rows, theirs: Rows) -> Rows | None:
    """Return the rows that come to the digest: theirs, with what only is here, or most of it."""
    if written is None or not theirs:
        return None
    only_here = [key for key in here if key not in theirs]
    whole = {**here, **theirs}
    for left_out in ((), *((key,) for key in only_here), only_here):
        rows = {key: row for key, row in whole.items() if key not in left_out}
        if digests.of_rows(rows.values()) == written:
            return rows
    return None


def _changed(here: Rows, good: Rows) -> list[Row]:
    missing = [row for key, row in good.items() if here.get(key) != row]
    return missing or [row for key, row in here.items() if key not in good]


def put_back(db: sqlite3.Connection, days: Iterable[Rotten]) -> None:
    """Put good copies in the place of what is there, in a transaction that is under way."""
    days = [each for each in days if each.source]
    for each in days:
        db.execute("delete from review where day = ?", (each.day,))
    for each in days:
        for row in each.good.values():
            db.execute("delete from review where id = ?", row[:1])
            digests.insert(db, row)
