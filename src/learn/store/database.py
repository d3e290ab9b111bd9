"""The review log and the card states in SQLite: one transaction an answer."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from learn.errors import StoreError
from learn.memory.fsrs import ENGINE, Card, Scheduler
from learn.quiz.cards import present
from learn.quiz.model import Review
from learn.store import card_states, digests, names, upgrades
from learn.store.card_states import STANDS
from learn.store.connection import TIMEOUT, connect, transaction
from learn.store.reading import Reading
from learn.store.rows import Logged, packed, utc, uuid7
from learn.store.sqlite_errors import in_words

_TICK = timedelta(milliseconds=1)


class Store(Reading):
    """One learner's progress: what can be read of it, and every method here one fact added."""

    def __init__(self, path: Path, at: datetime, timeout: float = TIMEOUT) -> None:
        self.path = path
        self._db = connect(path, timeout=timeout)
        try:
            # DELETE and EXTRA lose no acknowledged review to a power cut, and leave one file.
            self._db.execute("pragma journal_mode = delete")
            self._db.execute("pragma synchronous = extra")
            self.upgraded_from = upgrades.prepare(self._db, path, at)
            self._file = _identity(path)
        except BaseException:
            self._db.close()
            raise

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Do all of a block or nothing, with other writers held off."""
        with transaction(self._db, self.path):
            if _identity(self.path) != self._file:
                raise StoreError(
                    f"Not saved: {self.path} was replaced or taken away meanwhile.",
                    hint="Start again: the file that is there now will be read.",
                )
            yield

    def try_writing(self) -> None:
        """Raise StoreError where an answer could not be kept; nothing is changed."""
        with in_words(self.path):
            self._db.execute("begin immediate")
            try:
                # A real change makes the journal, in the folder that must be writable too.
                self._db.execute("insert or replace into setting values ('probe', '0')")
            finally:
                if self._db.in_transaction:
                    self._db.execute("rollback")

    def record(self, review: Review, card: Card, instead_of: str = "") -> str:
        """Keep an answer and the card's new state, both or neither; return the answer's id.

        With `instead_of` another answer to the same card is taken back in the same transaction.
        Where the clock was set back, the answer's time is just after the card's last one.
        """
        with self.writing():
            if instead_of and (last := next(self._log("id = ?", instead_of), None)):
                self._take_back(last, review.at)
            at = self._not_before(review.card, review.at)
            key = uuid7(at)
            asked = (key, review.card, int(review.rating), utc(at), review.day, review.duration)
            digests.append(self._db, (*asked, review.kind, packed(review.detail), ENGINE, None))
            self._db.execute("insert into given (id) values (?)", (key,))
            names.add(self._db, review.card, review.detail.get("accepted"), key)
            before = card.reps if instead_of else card.reps - 1
            card_states.keep(self._db, self._agreed(card, before))
            card_states.mix(self._db, card.name, review.detail.get("picked"))
        return key

    def _agreed(self, card: Card, before: int) -> Sequence[Card]:
        """Return a card's new state: of the log, where it isn't as often answered as one thought.

        Another quiz may have asked the same card meanwhile.
        """
        row = self._db.execute("select reps from state where card = ?", (card.name,)).fetchone()
        if (row[0] if row else 0) == before:
            return [card]
        return list(self.scheduler().replay(self._answers_to(card.name)).values())

    def _take_back(self, last: Logged, at: datetime) -> None:
        row = (uuid7(at), last.card, None, utc(at), last.day, 0, "undo", "{}", ENGINE, last.id)
        digests.append(self._db, row)
        names.take_back(self._db, last.id)
        card_states.mix(self._db, last.card, last.detail.get("picked"), -1)

    def undo(self, at: datetime, scheduler: Scheduler, key: str | None = None) -> Logged | None:
        """Take back an answer, the one given last here unless `key` names it, by a tombstone.

        Its card's state becomes what the rest of the log leads to. Returns what was taken back.
        """
        with self.writing():
            last = next(self._log("id = ?", key or self._given_last()), None)
            if last is None:
                return None
            self._take_back(last, at)
            card = present(last.card)
            self._db.execute("delete from state where card = ?", (card,))
            card_states.keep(self._db, scheduler.replay(self._answers_to(card)).values())
        return last

    def _given_last(self) -> str:
        """Return the id of the answer that was given last on this machine and stands, or ""."""
        sql = f"select given.id from given join review using (id) where {STANDS} order by number"
        row = self._db.execute(f"{sql} desc limit 1").fetchone()
        return row[0] if row else ""

    def rebuild(self, scheduler: Scheduler) -> dict[str, Card]:
        """Derive every card's state from the log anew, and keep it; return the states."""
        with self.writing():
            return self.rederive(scheduler)

    def rederive(self, scheduler: Scheduler) -> dict[str, Card]:
        """Derive all anew within a transaction that is under way."""
        states = card_states.derive_anew(self._db, scheduler)
        names.derive_anew(self._db)
        return states

    def adopt(self, scheduler: Scheduler) -> None:
        """Keep a scheduler's parameters and retention, and the states that the log leads to."""
        with self.writing():
            self._set("parameters", list(scheduler.parameters))
            self._set("retention", scheduler.retention)
            self.rederive(scheduler)

    def note_fit(self, day: int | None) -> None:
        """Keep the learning day of a fit or try, or with None that there was none."""
        with self.writing():
            self._set("fitted", day)

    def _set(self, key: str, value: object) -> None:
        sql = "insert or replace into setting values (?, ?)"
        self._db.execute(sql, (key, json.dumps(value)))

    def bookmark(self, card: str, *, on: bool) -> None:
        """Bookmark a card, or do so no longer."""
        with self.writing():
            others = self.bookmarked() - {card}
            self._set("bookmarks", sorted({card, *others} if on else others))

    def rest(self, card: str, until: int | None) -> None:
        """Let a card rest until a learning day, or wake it."""
        with self.writing():
            others = {name: day for name, day in self.resting().items() if name != card}
            self._set("resting", {**others, card: until} if until else others)

    def _not_before(self, card: str, at: datetime) -> datetime:
        where, values = card_states.answers_to(card)
        row = self._db.execute(
            f"select at from review where {STANDS} and {where} order by id desc limit 1", values
        ).fetchone()
        with contextlib.suppress(ValueError):  # of a time that is none
            return max(at, datetime.fromisoformat(row[0]) + _TICK) if row else at
        return at

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one that takes its name; None where there is none."""
    try:
        about = path.stat()
    except FileNotFoundError:
        return None
    return about.st_dev, about.st_ino
