"""Make the local log and a shared one the same: each gets the rows that only the other has.

Both sides count and sum up what they have of every learning day; rows travel only for the days
that differ, and afterwards both sides are compared once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import md5
from itertools import groupby, islice

from learn.sharing.postgres import BATCH, Server
from learn.store import merge
from learn.store.database import Store
from learn.store.jsonl import FIELDS, Row, sound
from learn.store.sqlite_errors import in_words

_COLUMNS = ", ".join(FIELDS)
_DAYS = 60  # learning days whose rows are fetched in one step
_DAY = FIELDS.index("day")


@dataclass(frozen=True)
class Synced:
    """What an exchange came to: rows sent, fetched, left out, and what each side has now.

    `bad` rows of the server can't be rows of a log; `clashing` ones have the id of another row
    here. Neither side was changed for them.
    """

    learner: str
    sent: int
    fetched: int
    bad: int
    clashing: int
    here: tuple[int, str]
    there: tuple[int, str]

    @property
    def same(self) -> bool:
        """Whether both sides have the same rows."""
        return self.here == self.there


def sync(
    store: Store,
    server: Server,
    now: datetime,
    *,
    send: bool = True,
    progress: Callable[[int, int], None] = lambda done, days: None,
) -> Synced:
    """Exchange what is missing on either side; nothing is changed or deleted on any.

    Without `send` it is only fetched. `progress` hears how many of the days that differ are done.
    Raises SharingError where the server can't be used; what was sent by then stays.
    """
    here, there = digests(store), server.days()
    differing = sorted(day for day in {**here, **there} if here.get(day) != there.get(day))
    sent = bad = clashing = 0
    new: list[Row] = []
    for start in range(0, len(differing), _DAYS):
        progress(start, len(differing))
        days = differing[start : start + _DAYS]
        theirs = {row[0]: row for row in server.rows([day for day in days if day in there])}
        ours = {row[0]: row for row in _rows(store, days)}
        clashing += sum(ours.get(key, row) != row for key, row in theirs.items())
        for row in [row for key, row in theirs.items() if key not in ours]:
            try:
                new.append(sound(row, now))
            except (ValueError, RecursionError):
                bad += 1
        missing = iter([row for key, row in ours.items() if send and key not in theirs])
        while batch := list(islice(missing, BATCH)):
            server.add(batch)
            sent += len(batch)
    merged = merge.merge(store, new) if new else merge.Merge()
    if differing:
        here, there = digests(store), server.days()
    fetched, clashing = merged.answers + merged.undos, clashing + merged.clashing
    return Synced(server.learner, sent, fetched, bad, clashing, _sum(here), _sum(there))


def digests(store: Store) -> dict[int, tuple[int, str]]:
    """Return what the local log has of every learning day: how many rows, and their checksum."""
    with in_words(store.path):
        rows = store._db.execute(f"select {_COLUMNS} from review order by day, id")
        return {day: _digest(each) for day, each in groupby(rows, key=lambda row: row[_DAY])}


def _digest(rows: Iterator[Row]) -> tuple[int, str]:
    """Return the count and the checksum of rows in the order of their ids, as the server does."""
    whole, count = md5(usedforsecurity=False), 0
    for row in rows:
        text = "|".join("" if value is None else str(value) for value in row)
        whole.update(md5(text.encode(), usedforsecurity=False).hexdigest().encode())
        count += 1
    return count, whole.hexdigest()


def _sum(days: dict[int, tuple[int, str]]) -> tuple[int, str]:
    """Return the count and one checksum of all days."""
    whole = md5(repr(sorted(days.items())).encode(), usedforsecurity=False).hexdigest()
    return sum(count for count, _ in days.values()), whole


def _rows(store: Store, days: list[int]) -> Iterator[Row]:
    with in_words(store.path):
        places = ", ".join("?" * len(days))
        yield from store._db.execute(
            f"select {_COLUMNS} from review where day in ({places}) order by id", days
        )
