"""Take a log out, and merge another one in: logs merge as sets, then the states are replayed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from learn.quiz.cards import slug_of
from learn.store import digests, steps
from learn.store.database import Store
from learn.store.rows import FIELDS, Row, packed, unpacked
from learn.store.sqlite_errors import in_words

_COLUMNS = ", ".join(FIELDS)


@dataclass
class Merge:
    """What a merge came to, or would: rows that are new, known, or have another's id.

    `slugs` are the terms of the new ones, `first` and `last` their times. `taken_back` are the
    answers that stood here until these rows.
    """

    answers: int = 0
    undos: int = 0
    known: int = 0
    clashing: int = 0
    taken_back: int = 0
    cards: set[str] = field(default_factory=set)
    first: str = ""
    last: str = ""

    @property
    def slugs(self) -> set[str]:
        """The terms that the new rows are about."""
        return {slug_of(card) for card in self.cards}

    def add(self, row: Row) -> None:
        """Count a new row."""
        self.undos += row[2] is None
        self.answers += row[2] is not None
        self.cards.add(row[1])
        self.first = min(self.first or row[3], row[3])
        self.last = max(self.last, row[3])


def export(store: Store) -> Iterator[str]:
    """Yield every row of the log, undone ones and undos too, as a line of JSON."""
    with in_words(store.path):
        rows = store._db.execute(f"select {_COLUMNS} from review order by id")
        for row in rows:
            value = dict(zip(FIELDS, row, strict=True))
            yield packed({**value, "detail": unpacked(value["detail"])}) + "\n"


def preview(store: Store, rows: Iterable[Row]) -> Merge:
    """Return what merging these rows would come to; nothing is written."""
    found = Merge()
    with in_words(store.path):
        for row in _new(store, rows, found):
            found.add(row)
    return found


def merge(store: Store, rows: Iterable[Row], step: str = "") -> Merge:
    """Add the rows that the log lacks, and derive the states anew: all of it or nothing.

    `step` is the name of the backup that was made before.
    """
    found, new = Merge(), set[str]()
    with store.writing():
        for row in _new(store, rows, found):
            new.add(row[0])
            found.taken_back += row[9] not in new and store.stands(row[9])
            digests.append(store._db, row)
            found.add(row)
        if found.cards:
            store.rederive(store.scheduler())
            steps.arrived(store._db, new, step)
    return found


def _new(store: Store, rows: Iterable[Row], found: Merge) -> Iterator[Row]:
    """Yield the rows whose ids are new; count the known ones, and those that are of another row."""
    seen: dict[str, int] = {}
    for row in rows:
        key, card, rating, at, *_, undoes = row
        said_here = hash((card, rating, at, undoes))
        known = seen.get(key)
        if known is None:
            sql = "select card, rating, at, undoes from review where id = ?"
            other = store._db.execute(sql, (key,)).fetchone()
            known = hash(other) if other else None
        if known is None:
            seen[key] = said_here
            yield row
        elif known == said_here:
            found.known += 1
        else:
            found.clashing += 1
