"""A log on a PostgreSQL server: rows are added and read, each step in bounded time.

Whatever is asked may be asked again: rows have the ids that their makers gave them, so that after
a connection lost at COMMIT the same rows are sent once more, and are there once.
"""

from __future__ import annotations

import contextlib
import logging
import math
import os
import random
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future
from importlib import resources
from socket import SHUT_RDWR, socket
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from learn.errors import SharingError, UsageError
from learn.sharing.address import SHAPE, VARIABLE, Address
from learn.store.digests import BITS, Digest
from learn.store.rows import FIELDS, Row

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[tuple[Any, ...]]

T = TypeVar("T")
PATIENCE = 5.0  # seconds for each step
VERSION = "1"
TRIES = 5
BATCH = 500  # rows a transaction

_COLUMNS = ", ".join(FIELDS)
_AGAIN = ("40001", "40P01")  # serialization failure, deadlock: nothing was done
_ALREADY = ("23505", "42P07")  # another client was making the tables at the same moment
# The digest of a row, and of a day: the local log makes the same of its own (store/digests.py).
_TEXT = "concat_ws('|', {})".format(", ".join(f"coalesce({name}::text, '')" for name in FIELDS))
_ROW = f"('x' || left(md5({_TEXT}), {BITS // 4}))::bit({BITS})::bigint"
_DAYS = (
    f"select day, count(*), mod(sum({_ROW}), {1 << BITS})::bigint from learn_review"
    " where learner = %s and id <> all(%s) group by day"
)


class Server:
    """One learner's rows on a server; a context manager. Raises SharingError in reader's words.

    Every step has five seconds, and all of them together `total`.
    """

    def __init__(
        self,
        address: Address,
        environ: Mapping[str, str],
        total: float = math.inf,
    ) -> None:
        self.address = address
        self._until = time.monotonic() + total
        self._db: Connection | None = None
        try:
            import psycopg
        except ImportError as error:
            raise SharingError(
                "A shared log needs psycopg, which is not here.",
                hint="pip install 'psycopg[binary]' brings it.",
            ) from error
        # What it logs would be printed; what matters of it is raised as well.
        logging.getLogger("psycopg").addHandler(logging.NullHandler())
        self._psycopg = psycopg
        self._ask(self._ready)
        self.learner = environ.get("LEARN_LEARNER", "").strip() or self._user

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        if self._db is not None:
            self._db.close()

    def days(self, without: Collection[str] = ()) -> dict[int, Digest]:
        """Return the digest of every learning day, without the rows of some ids."""
        values = (self.learner, list(without))
        rows = self._ask(lambda db: db.execute(_DAYS, values).fetchall())
        return {day: (size, total) for day, size, total in rows}

    def rows(self, days: Sequence[int]) -> list[Row]:
        """Return the rows of some learning days."""
        sql = f"select {_COLUMNS} from learn_review where learner = %s and day = any(%s)"
        found: list[Row] = self._ask(
            lambda db: db.execute(sql, (self.learner, list(days))).fetchall()
        )
        return found

    def add(self, rows: Iterable[Row]) -> None:
        """Add rows, all of them or none; those that are there stay as they are."""
        places = ", ".join(["%s"] * (len(FIELDS) + 1))
        sql = (
            f"insert into learn_review (learner, {_COLUMNS}) values ({places})"
            " on conflict (learner, id) do nothing"
        )
        values = [(self.learner, *row) for row in rows]

        def insert(db: Connection) -> None:
            with db.transaction(), db.cursor() as cursor:
                cursor.executemany(sql, values)

        self._ask(insert)

    def ask(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a question that changes nothing."""
        return self._ask(lambda db: db.execute(sql, values).fetchall())

    def _ready(self, db: Connection) -> None:
        """Make the tables where there are none; refuse what this program can't keep a log in."""
        if db.info.parameter_status("server_encoding") != "UTF8":
            raise SharingError(
                f"The database {self.address.name} is not in UTF-8.",
                hint="create database … encoding 'UTF8'",
            )
        self._user = db.info.user
        try:
            row = db.execute("select value from learn_setting where key = 'version'").fetchone()
        except self._psycopg.errors.UndefinedTable:
            schema = resources.files(__package__).joinpath("postgres.sql").read_text("utf-8")
            with db.transaction():
                db.execute(schema)
            return
        if row is None or row[0] != VERSION:
            raise SharingError(
                f"The log at {self.address.name} is of version {row[0] if row else '?'};"
                f" this learn knows {VERSION}.",
                hint="Install a newer learn-terms; nothing was changed.",
            )

    def _ask(self, work: Callable[[Connection], T]) -> T:
        """Do a step that may be done again; do it again where that can help, a few times."""
        for attempt in range(1, TRIES + 1):
            left = min(PATIENCE, self._until - time.monotonic())
            try:
                return within(max(0.0, left), lambda: work(self._open()))
            except TimeoutError:
                self._abandon()
                raise self._unreached(f"no answer within {PATIENCE:g} s") from None
            except self._psycopg.Error as error:
                lost = self._db is not None and self._db.closed
                if lost:
                    self._db = None
                if attempt == TRIES or not (lost or error.sqlstate in (*_AGAIN, *_ALREADY)):
                    text = self.address.without_secrets(str(error))
                    raise self._failed(text) from (error if text == str(error) else None)
            time.sleep(0.05 * 2**attempt * (0.5 + random.random()))
        raise AssertionError

    def _open(self) -> Connection:
        if self._db is None:
            db = self._connect()
            limit = round(PATIENCE * 1000)
            db.execute(f"set statement_timeout = {limit}; set lock_timeout = {limit}")
            self._db = db
        return self._db

    def _connect(self) -> Connection:
        try:
            return self._psycopg.connect(
                self.address.url,
                autocommit=True,
                connect_timeout=round(PATIENCE) + 1,  # `within` ends it first, in our own words
                application_name="learn",
                prepare_threshold=None,  # a pooler may give the next statement another session
            )
        except self._psycopg.ProgrammingError:
            # It may quote a part of a password that isn't written as it must be.
            raise UsageError(f"{VARIABLE} can't be taken apart.", hint=SHAPE) from None

    def _abandon(self) -> None:
        """Wake the thread that still waits for the server, and leave the connection to it."""
        if self._db is not None and not self._db.closed:
            with socket(fileno=os.dup(self._db.fileno())) as line, contextlib.suppress(OSError):
                line.shutdown(SHUT_RDWR)
        self._db = None

    def _failed(self, text: str) -> SharingError:
        first = text.strip().partition("\n")[0]
        reason = first.rpartition(" failed: ")[2].removeprefix("FATAL:").strip()
        return self._unreached(reason or "the connection was lost")

    def _unreached(self, reason: str) -> SharingError:
        return SharingError(
            f"The shared log at {self.address.name} can't be used: {reason}.".replace("..", "."),
            hint="Answers are kept here; learn sync sends them later.",
        )


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return what a piece of work returns; raise TimeoutError where it takes longer.

    Then it is left behind in its thread: a name server or a frozen host answers to no signal.
    """
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:
            done.set_exception(error)

    Thread(target=run, daemon=True).start()
    return done.result(seconds)
