"""The review log and the card states in SQLite: one transaction an answer."""

from __future__ import annotations

import contextlib
import json
import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from learn.errors import StoreError
from learn.schedule import ENGINE, Card
from learn.session import Review

APPLICATION_ID = 0x4C524E31  # "LRN1"
VERSION = 1
_STATE = "card, stability, difficulty, day, due, reps, lapses, learning"


def open_store(folder: Path) -> Store:
    """Open the progress in a folder, made where it isn't there; raise StoreError if it can't be."""
    path = folder / "progress.sqlite"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _said(path):
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
        with _said(self.path):
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
        """Keep an answer and the card's new state, both or neither; return the answer's id."""
        key = _uuid7(review.at)
        row = (
            key,
            self.learner,
            review.card,
            int(review.rating),
            review.at.astimezone(UTC).isoformat(timespec="milliseconds"),
            review.day,
            review.duration,
            review.kind,
            json.dumps(review.detail, ensure_ascii=False),
            ENGINE,
        )
        with self._writing():
            self._db.execute(
                "insert into review (id, learner, card, rating, at, day, duration, kind, detail,"
                " engine) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            self._put(card)
        return key

    def _put(self, card: Card) -> None:
        self._db.execute(
            f"insert or replace into state ({_STATE}) values (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                card.name,
                card.stability,
                card.difficulty,
                card.day,
                card.due,
                card.reps,
                card.lapses,
                int(card.learning),
            ),
        )

    def states(self) -> dict[str, Card]:
        """Return the state of every card that was ever reviewed."""
        with _said(self.path):
            rows = self._db.execute(f"select {_STATE} from state").fetchall()
        cards = (Card(*row) for row in rows)
        return {card.name: replace(card, learning=bool(card.learning)) for card in cards}

    def asked_on(self, day: int) -> dict[str, bool]:
        """Return the cards reviewed on a learning day: whether the card was new on that day."""
        with _said(self.path):
            rows = self._db.execute(
                "select card, not exists (select 1 from review as before"
                "  where before.card = review.card and before.day < review.day and before.rating)"
                " from review where day = ? and rating group by card",
                (day,),
            ).fetchall()
        return {card: bool(new) for card, new in rows}

    def reviews(self) -> int:
        """Return how many answers the log holds."""
        with _said(self.path):
            row = self._db.execute("select count(*) from review where rating").fetchone()
        return int(row[0])

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _uuid7(at: datetime) -> str:
    """Return a UUIDv7 (RFC 9562): 48 bits of Unix time in milliseconds, the rest random."""
    value = int(at.timestamp() * 1000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


@contextlib.contextmanager
def _said(path: Path) -> Iterator[None]:
    """Say what SQLite couldn't do in words for the learner."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        for start, message, hint in _FAULTS:
            if name.startswith(start):
                raise StoreError(message.format(path=path), hint) from error
        raise StoreError(f"{path}: {error}.") from error


_FAULTS = (
    ("SQLITE_FULL", "Not saved: the disk is full.", "Earlier answers are safe in {path}."),
    ("SQLITE_READONLY", "{path} can't be written.", "Set LEARN_HOME to a folder that can be."),
    ("SQLITE_CANTOPEN", "{path} can't be opened.", "Set LEARN_HOME to a folder that can be."),
    ("SQLITE_BUSY", "Not saved: another program holds {path}.", "Close it and try again."),
    ("SQLITE_NOTADB", "{path} is not a progress file; it was left as it is.", "Move it away."),
    ("SQLITE_CORRUPT", "{path} is damaged; it was left as it is.", "Move it away, or restore it."),
    ("SQLITE_IOERR", "The disk failed at {path}.", "Earlier answers are as they were."),
)
