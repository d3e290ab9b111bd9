"""The review log and the card states in SQLite: one transaction an answer."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

from learn.errors import StoreError
from learn.records import Review
from learn.schedule import ENGINE, Card, Scheduler
from learn.store import derived
from learn.store.faults import said
from learn.store.log import Logged, utc, uuid7
from learn.text import clean

APPLICATION_ID = 0x4C524E31  # "LRN1"
VERSION = 1
_TICK = timedelta(milliseconds=1)
_INSERT = (
    "insert into review"
    " (id, learner, card, rating, at, day, duration, kind, detail, engine, undoes)"
    " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def open_store(folder: Path) -> Store:
    """Open the progress in a folder, made where it isn't there; raise StoreError if it can't be."""
    path = folder / "progress.sqlite"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with said(path):
            return Store(path)
    except OSError as error:
        raise StoreError(
            f"Progress can't be kept in {folder}: {error.strerror}.",
            hint="Set LEARN_HOME to a folder that can be written.",
        ) from error


class Store:
    """One learner's progress. Every method is one question about it, or one fact added to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.learner = "me"
        self._aliases = path.with_name("aliases.tsv")
        self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
        # DELETE and EXTRA lose no acknowledged review to a power cut, and leave one file to copy.
        self._db.execute("pragma journal_mode = delete")
        self._db.execute("pragma synchronous = extra")
        self._db.execute("pragma foreign_keys = on")
        self._prepare()

    def _prepare(self) -> None:
        version = self._pragma("user_version")
        application = self._pragma("application_id")
        tables = self._db.execute("select count(*) from sqlite_master").fetchone()[0]
        if application != APPLICATION_ID and (application or tables):
            raise StoreError(
                f"{self.path} is another program's file; learn leaves it alone.",
                hint="Set LEARN_HOME to another folder.",
            )
        if version > VERSION:
            raise StoreError(
                f"{self.path} is of version {version}; this learn knows {VERSION}.",
                hint="Install a newer learn-terms; nothing was changed.",
            )
        if tables == 0:
            schema = resources.files(__package__).joinpath("schema.sql").read_text("utf-8")
            with self._writing():
                if not self._db.execute("select count(*) from sqlite_master").fetchone()[0]:
                    for statement in schema.split(";\n"):
                        self._db.execute(statement)
                    self._db.execute(f"pragma application_id = {APPLICATION_ID}")
                    self._db.execute(f"pragma user_version = {VERSION}")

    def _pragma(self, name: str) -> int:
        return int(self._db.execute(f"pragma {name}").fetchone()[0])

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        with said(self.path):
            self._db.execute("begin immediate")
            try:
                yield
                self._db.execute("commit")
            except BaseException:
                # After a full disk SQLite has rolled back by itself.
                if self._db.in_transaction:
                    self._db.execute("rollback")
                raise

    def record(self, review: Review, card: Card) -> str:
        """Keep an answer and the card's new state, both or neither; return the answer's id.

        Where the clock was set back, the answer's time is just after the card's last one.
        """
        with self._writing():
            at = self._not_before(review.card, review.at)
            key = uuid7(at)
            row = (review.card, int(review.rating), utc(at), review.day, review.duration)
            said = (review.kind, json.dumps(review.detail, ensure_ascii=False), ENGINE, None)
            self._db.execute(_INSERT, (key, self.learner, *row, *said))
            derived.keep(self._db, [card])
            derived.mix(self._db, card.name, review.detail.get("picked"))
        return key

    def undo(self, at: datetime, scheduler: Scheduler, key: str | None = None) -> Logged | None:
        """Take back an answer, the last one unless `key` names it, by adding a tombstone.

        Its card's state becomes what the rest of the log leads to. Returns what was taken back.
        """
        with self._writing():
            where = "id = ?" if key else "? is null"
            last = next(self._log(f"{where} order by id desc limit 1", key), None)
            if last is None:
                return None
            self._db.execute("delete from state where card = ?", (last.card,))
            row = (last.card, None, utc(at), last.day, 0, "undo", "{}", ENGINE, last.id)
            self._db.execute(_INSERT, (uuid7(at), self.learner, *row))
            left = self._answers("card = ? order by id", last.card)
            derived.keep(self._db, scheduler.replay(left).values())
            derived.mix(self._db, last.card, last.detail.get("picked"), -1)
        return last

    def log(self, card: str | None = None) -> Iterator[Logged]:
        """Yield every answer that stands, or those to one card, in the order of time."""
        with said(self.path):
            if card is None:
                yield from self._log("true order by id")
            else:
                yield from self._log("card = ? order by id", card)

    def _log(self, where: str, *values: Any) -> Iterator[Logged]:
        rows = self._db.execute(
            "select id, card, rating, at, day, duration, kind, detail from review"
            f" where {derived.STANDS} and {where}",
            values,
        )
        for key, card, rating, at, day, duration, kind, detail in rows:
            yield Logged(key, card, rating, at, day, duration, kind, json.loads(detail))

    def answers(self) -> Iterator[tuple[str, int, int]]:
        """Yield (card, rating, learning day) of every answer that stands, in the order of time."""
        with said(self.path):
            yield from self._answers("true order by id")

    def _answers(self, where: str, *values: Any) -> Iterator[tuple[str, int, int]]:
        sql = f"select card, rating, day from review where {derived.STANDS} and {where}"
        return self._db.execute(sql, values)

    def rebuild(self, scheduler: Scheduler) -> dict[str, Card]:
        """Derive every card's state from the log anew, and keep it; return the states."""
        with self._writing():
            states = scheduler.replay(self._answers("true order by id"))
            self._db.execute("delete from state")
            derived.keep(self._db, states.values())
            derived.remix(self._db)
        return states

    def setting(self, key: str) -> Any:
        """Return a setting kept with the progress, or None."""
        with said(self.path):
            row = self._db.execute("select value from setting where key = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else None

    def set(self, key: str, value: Any) -> None:
        """Keep a setting with the progress."""
        with self._writing():
            self._db.execute(
                "insert or replace into setting values (?, ?)", (key, json.dumps(value))
            )

    def scheduler(self) -> Scheduler:
        """Return the scheduler with the parameters that `learn tune` adopted, if it did."""
        return Scheduler(tuple(self.setting("parameters") or ()))

    def _not_before(self, card: str, at: datetime) -> datetime:
        row = self._db.execute(
            "select at from review where card = ? order by id desc limit 1", (card,)
        ).fetchone()
        last = datetime.fromisoformat(row[0]) if row else at - _TICK
        return max(at, last + _TICK)

    def states(self) -> dict[str, Card]:
        """Return the state of every card that was ever reviewed."""
        with said(self.path):
            return derived.states(self._db)

    def asked_on(self, day: int) -> dict[str, bool]:
        """Return the cards reviewed on a learning day: whether the card was new on that day."""
        undone = "(select undoes from review where undoes is not null)"
        with said(self.path):
            rows = self._db.execute(
                "select card, not exists (select 1 from review as before"
                "  where before.card = review.card and before.day < review.day"
                f" and before.rating is not null and before.id not in {undone})"
                f" from review where day = ? and rating is not null and id not in {undone}"
                " group by card",
                (day,),
            ).fetchall()
        return {card: bool(new) for card, new in rows}

    def mixed_up(self) -> dict[str, list[str]]:
        """Return what was picked instead of each term, the most frequent first."""
        with said(self.path):
            return derived.mixed_up(self._db)

    def aliases(self) -> dict[str, list[str]]:
        """Return the names that the learner has added to terms, from a file of tabs and lines."""
        found: dict[str, list[str]] = {}
        if self._aliases.exists():
            for line in self._aliases.read_text("utf-8", "replace").splitlines():
                slug, tab, name = line.partition("\t")
                if tab and name.strip():
                    found.setdefault(slug, []).append(clean(name.strip()))
        return found

    def add_alias(self, slug: str, name: str) -> None:
        """Keep a name that the learner says is right; it is one line of `aliases.tsv`."""
        with self._aliases.open("a", encoding="utf-8") as file:
            file.write(f"{slug}\t{' '.join(clean(name).split())}\n")

    def reviews(self) -> int:
        """Return how many answers of the log stand."""
        with said(self.path):
            row = self._db.execute("select count(rating) - count(undoes) from review").fetchone()
        return int(row[0])

    def close(self) -> None:
        """Close the file."""
        self._db.close()
