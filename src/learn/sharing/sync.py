"""Make the local log and a shared one the same: each gets the rows that only the other has.

Both sides have a digest of every learning day; rows travel only for the days that differ, and
afterwards both sides are compared once more. What was taken back here with its step stays away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import md5
from itertools import islice

from learn.sharing.postgres import BATCH, Server
from learn.store import backups, digests, merge, steps
from learn.store.database import Store
from learn.store.digests import Digest
from learn.store.jsonl import sound
from learn.store.rows import FIELDS, Row
from learn.store.sqlite_errors import in_words

_COLUMNS = ", ".join(FIELDS)
_DAYS = 60  # learning days whose rows are fetched in one step


@dataclass(frozen=True)
class Synced:
    """What an exchange came to: rows sent, fetched, left out, and what each side has now.

    `bad` rows of the server can't be rows of a log; `clashing` ones have the id of another row
    here. Neither side was changed for them. `taken_back` answers stood here until rows of another
    machine undid them. `undo` is the backup made before rows were fetched, if any were.
    """

    learner: str
    sent: int
    fetched: int
    bad: int
    clashing: int
    here: tuple[int, str]
    there: tuple[int, str]
    taken_back: int = 0
    undo: str = ""

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
    refused = steps.refused(store)
    here, there = _here(store), server.days(refused)
    differing = sorted(day for day in {**here, **there} if here.get(day) != there.get(day))
    sent = bad = clashing = 0
    new: list[Row] = []
    for start in range(0, len(differing), _DAYS):
        progress(start, len(differing))
        days = differing[start : start + _DAYS]
        fetched_rows = server.rows([day for day in days if day in there])
        theirs = {row[0]: row for row in fetched_rows if row[0] not in refused}
        ours = {row[0]: row for row in _rows(store, days)}
        clashing += sum(ours.get(key, row) != row for key, row in theirs.items())
        for row in [row for key, row in theirs.items() if key not in ours]:
            try:
                new.append(sound(row, now))
            except (ValueError, RecursionError):
                bad += 1
        missing = iter([row for key, row in ours.items() if send and key not in theirs])
        while batch := list(islice(missing, BATCH)):
            sent += server.add(batch)
    merged, undo = _merge(store, new, now)
    if differing:
        here, there = _here(store), server.days(refused)
    return Synced(
        server.learner,
        sent,
        merged.answers + merged.undos,
        bad,
        clashing + merged.clashing,
        _sum(here),
        _sum(there),
        merged.taken_back,
        undo,
    )


def _merge(store: Store, new: list[Row], now: datetime) -> tuple[merge.Merge, str]:
    """Merge what was fetched; return what came of it, and the backup that was made before."""
    if not new:
        return merge.Merge(), ""
    undo = backups.keep(store.path, now, "before-sync").name if store.rows() else ""
    return merge.merge(store, new, undo), undo


def _here(store: Store) -> dict[int, Digest]:
    """Return the digests of the local log's days, of its rows as they are now."""
    with in_words(store.path):
        return digests.computed(store._db)


def _sum(days: dict[int, Digest]) -> tuple[int, str]:
    """Return the count and one checksum of all days."""
    whole = md5(repr(sorted(days.items())).encode(), usedforsecurity=False).hexdigest()
    return sum(count for count, _ in days.values()), whole


def _rows(store: Store, days: list[int]) -> Iterator[Row]:
    with in_words(store.path):
        places = ", ".join("?" * len(days))
        yield from store._db.execute(
            f"select {_COLUMNS} from review where day in ({places}) order by id", days
        )
