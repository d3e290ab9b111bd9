"""What `learn doctor` finds in a progress file: its structure, its rows, and what is derived."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from learn.errors import DamagedError
from learn.memory.fsrs import LAST_DAY, Card, Scheduler
from learn.quiz.cards import present, slug_of
from learn.store import digests, heal, soundness
from learn.store.card_states import STANDS
from learn.store.connection import connect, is_own, pragma
from learn.store.database import Store
from learn.store.heal import Rotten, Source
from learn.store.rows import utc
from learn.store.schema import VERSION
from learn.store.sqlite_errors import in_words

AHEAD = timedelta(minutes=5)  # what clocks of two machines may differ by
_IS_ROW = (
    "json_valid(detail) and strftime('%s', at) is not null and duration >= 0"
    f" and day between 1 and {LAST_DAY} and (rating is null or rating between 1 and 4)"
)


@dataclass
class Checkup:
    """A progress file as it was found. Counts are of answers that stand, unless said otherwise.

    Where the file is damaged or of a newer version nothing is counted.

    `oddities` are what learn did not make, `rotten` the days whose rows are not those that were
    written. `unsound` rows have a rating, day or time that can't be; `future` ones are later than
    now. `differing` are cards whose state isn't what the log leads to; None where that wasn't
    compared.
    """

    size: int
    damage: list[str] = field(default_factory=list)
    oddities: list[str] = field(default_factory=list)
    rotten: list[Rotten] = field(default_factory=list)
    version: int = 0
    answers: int | None = None
    undone: int | None = None
    cards: list[str] = field(default_factory=list)
    last: str | None = None
    unsound: int = 0
    future: int = 0
    differing: list[str] | None = None

    def orphans(self, known: Collection[str]) -> list[str]:
        """Return the cards of terms that are in no glossary here; their history is kept."""
        return [card for card in self.cards if slug_of(card) not in known]


def examine(path: Path, at: datetime, sources: Iterable[Source] = ()) -> Checkup:
    """Look at a progress file without changing it; raise StoreError where it can't be looked at.

    For rows that rotted a good copy is looked for in `sources`.
    """
    found = Checkup(path.stat().st_size)
    try:
        with in_words(path), closing(connect(path, "rw")) as db:
            is_own(db, path)
            found.version = pragma(db, "user_version")
            faults = soundness.faults(db)
            found.damage, found.oddities = faults.damage, faults.oddities
            if not found.damage and 1 <= found.version <= VERSION:
                _count(db, found, at)
                if faults.rotten:
                    written, here = digests.kept(db), digests.read(db)
                    found.rotten = heal.examine(written, here, faults.rotten, sources)
    except DamagedError as error:
        found.damage = found.damage or [str(error.__cause__ or error)]
    return found


def _count(db: sqlite3.Connection, found: Checkup, at: datetime) -> None:
    def count(where: str, *values: str) -> int:
        return int(db.execute(f"select count(*) from review where {where}", values).fetchone()[0])

    found.answers = answers = count(STANDS)
    found.undone = count("rating is not null") - answers
    found.unsound = count(f"not coalesce({_IS_ROW}, false)")
    found.future = count(f"{STANDS} and at > ?", utc(at + AHEAD))
    found.last = db.execute(f"select max(at) from review where {STANDS}").fetchone()[0]
    cards = db.execute("select distinct card from review order by card")
    found.cards = list(dict.fromkeys(present(card) for (card,) in cards))


def differing(store: Store, scheduler: Scheduler) -> list[str]:
    """Return the cards whose kept state isn't what the log leads to."""
    kept, replayed = store.states(), store.replayed(scheduler)
    return sorted(
        name
        for name in {**kept, **replayed}
        if _essence(kept.get(name)) != _essence(replayed.get(name))
    )


def _essence(card: Card | None) -> tuple[object, ...] | None:
    """Return what two states must share; the last bits of a number may be another machine's."""
    if card is None:
        return None
    numbers = (f"{card.stability:.6g}", f"{card.difficulty:.6g}")
    return (*numbers, card.day, card.due, card.reps, card.lapses, card.learning)


def last_answer(store: Store) -> datetime | None:
    """Return when the last answer that stands was given, as the log says; None without one."""
    sql = f"select at from review where {STANDS} order by id desc limit 1"
    with in_words(store.path):
        row = store._db.execute(sql).fetchone()
    try:
        return datetime.fromisoformat(row[0]) if row else None
    except ValueError:
        return None
