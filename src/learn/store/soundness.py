"""Whether a progress file can be restored: the one check of a backup, of restore and the doctor."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from learn.errors import StoreError
from learn.store import digests, schema
from learn.store.connection import damage, pragma
from learn.store.sqlite_errors import damaged

_WITH_DIGESTS = 2  # the version since which there are some
_NAMED = 3  # days that are told


class RottenError(StoreError):
    """Rows of the review history are not those that were written, though all can be read."""


class AlteredError(StoreError):
    """A progress file has something in it that learn did not make, and that may act on it."""


@dataclass(frozen=True)
class Faults:
    """What is wrong with a file: its structure, what acts on its rows, the days that changed."""

    damage: list[str] = field(default_factory=list)
    oddities: list[str] = field(default_factory=list)
    rotten: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.damage or self.oddities or self.rotten)


def faults(db: sqlite3.Connection) -> Faults:
    """Look at every page, at every table's making and at every day's digest."""
    if broken := damage(db, full=True):
        return Faults(broken)
    has_digests = pragma(db, "user_version") >= _WITH_DIGESTS
    try:
        rotten = digests.rotten(db) if has_digests else []
    except sqlite3.OperationalError as error:  # a table or a column is missing
        return Faults([str(error)])
    return Faults([], schema.oddities(db), rotten)


def must_be_restorable(db: sqlite3.Connection, path: Path) -> None:
    """Raise DamagedError, AlteredError or RottenError, each with the path, for a file at fault."""
    found = faults(db)
    if found.damage:
        raise damaged(path)
    must_be_as_made(path, found.oddities)
    if found.rotten:
        raise RottenError(
            f"{path}: the answers of {days(found.rotten)} are not as they were written.",
            hint="learn doctor says what can be done.",
        )


def must_be_as_made(path: Path, oddities: list[str]) -> None:
    """Raise AlteredError for a file with triggers, or with tables that learn made otherwise."""
    if oddities:
        raise AlteredError(
            f"{path} has {oddities[0]}, which learn did not make; nothing was written.",
            hint="learn doctor --repair makes a new file of its answers, and keeps this one.",
        )


def day_name(number: int) -> str:
    """Return a learning day as a date, or as its number where it is none."""
    return str(date.fromordinal(number) if 0 < number <= date.max.toordinal() else number)


def days(numbers: list[int]) -> str:
    """Return learning days as dates, the first ones of many."""
    named = ", ".join(map(day_name, numbers[:_NAMED]))
    return named + (f" … ({len(numbers)})" if len(numbers) > _NAMED else "")
