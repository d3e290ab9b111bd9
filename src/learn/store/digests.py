"""A digest of every learning day, kept with its rows: a row that changes by itself is noticed.

The digest of a row is the first 60 bits of the MD5 of its fields; that of a day is the sum of its
rows' digests, modulo 2^60. So a row is added to it without the others being read, in any order,
and PostgreSQL computes the same in plain SQL (sharing/postgres.py).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from hashlib import md5
from typing import Any

from learn.errors import StoreError
from learn.store.rows import FIELDS, Row

Digest = tuple[int, int]  # how many rows, and the sum of their digests
BITS = 60
LEARNER = "me"
_MASK = (1 << BITS) - 1
_COLUMNS = ", ".join(FIELDS)
_DAY = FIELDS.index("day")
_INSERT = f"insert into review (learner, {_COLUMNS}) values (?{', ?' * len(FIELDS)})"
_READ = f"select {_COLUMNS} from review where id = ?"


def of_row(row: Sequence[Any]) -> int:
    """Return the digest of one row, its fields in the order of FIELDS."""
    text = "|".join("" if value is None else str(value) for value in row)
    # What rots may be no text any more; it is bytes all the same.
    whole = md5(text.encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest()
    return int(whole[: BITS // 4], 16)


def of_rows(rows: Iterable[Sequence[Any]]) -> Digest:
    """Return how many rows there are, and the sum of their digests."""
    size = total = 0
    for row in rows:
        size, total = size + 1, total + of_row(row)
    return size, total & _MASK


def by_day(rows: Iterable[Sequence[Any]]) -> dict[int, Digest]:
    """Return the digests of the days that rows are of."""
    found: dict[int, Digest] = {}
    for row in rows:
        size, total = found.get(row[_DAY], (0, 0))
        found[row[_DAY]] = size + 1, (total + of_row(row)) & _MASK
    return found


def insert(db: sqlite3.Connection, row: Row) -> None:
    """Put a row into the log; its day's digest is another's business."""
    db.execute(_INSERT, (LEARNER, *row))


def append(db: sqlite3.Connection, row: Row) -> None:
    """Add a row to the log and to the digest of its day, in a transaction that is under way.

    Raises StoreError where the row isn't there afterwards: something else acts on this file.
    """
    insert(db, row)
    if db.execute(_READ, row[:1]).fetchone() != row:
        raise StoreError(
            "Not saved: the file does not keep what is written to it.",
            hint="learn doctor --repair makes a new one of its answers.",
        )
    db.execute(
        "insert into digest values (?1, 1, ?2) on conflict (day)"
        " do update set size = size + 1, sum = (sum + ?2) & ?3",
        (row[_DAY], of_row(row), _MASK),
    )


def set_anew(db: sqlite3.Connection, days: Collection[int] | None = None) -> None:
    """Keep the digests of the rows as they are now, of all days or of some."""
    if days is None:
        db.execute("delete from digest")
        found = computed(db)
    else:
        db.executemany("delete from digest where day = ?", [(day,) for day in days])
        found = {day: each for day, each in computed(db).items() if day in days}
    values = ((day, *digest) for day, digest in found.items())
    db.executemany("insert into digest values (?, ?, ?)", values)


def kept(db: sqlite3.Connection) -> dict[int, Digest]:
    """Return the digests that were written with the rows."""
    return {day: (size, total) for day, size, total in db.execute("select * from digest")}


def computed(db: sqlite3.Connection) -> dict[int, Digest]:
    """Return the digests of the rows as they can be read now."""
    return by_day(read(db))


def rotten(db: sqlite3.Connection) -> list[int]:
    """Return the days whose rows are not those that were written."""
    written, now = kept(db), computed(db)
    return sorted(day for day in {**written, **now} if written.get(day) != now.get(day))


def read(
    db: sqlite3.Connection, days: Collection[int] | None = None, *, anyone: bool = False
) -> list[Row]:
    """Return the learner's rows, or `anyone`'s, of all days or of some.

    Broken text comes as lone surrogates.
    """
    before, db.text_factory = db.text_factory, lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        sql = f"select {_COLUMNS} from review where learner = ? or ?"
        rows = db.execute(sql, (LEARNER, anyone)).fetchall()
    finally:
        db.text_factory = before
    return [row for row in rows if days is None or row[_DAY] in days]
