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
from importlib import resources
from socket import SHUT_RDWR, socket
from typing import TYPE_CHECKING, Any, TypeVar

from learn.errors import SharingError, UsageError
from learn.sharing import refusals
from learn.sharing.address import SHAPE, VARIABLE, Address
from learn.sharing.columns import AS_TEXT, COLUMNS, READ, fits
from learn.sharing.login import login_options
from learn.sharing.patience import within
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

_AGAIN = ("40001", "40P01")  # serialization failure, deadlock: nothing was done
_ALREADY = ("23505", "42P07", "42710")  # another client was making the same at the same moment
_KNOWN = (
    "select value, row_security_active('learn_review'), current_user, exists (select from pg_roles"
    " where rolname = 'learn_teacher' and pg_has_role(oid, 'usage'))"
    " from learn_setting where key = 'version'"
)
# The digest of a row, and of a day: the local log makes the same of its own (store/digests.py).
_ROW = f"('x' || left(md5({AS_TEXT}), {BITS // 4}))::bit({BITS})::bigint"
_DAYS = (
    f"select day, count(*), mod(sum({_ROW}), {1 << BITS})::bigint from learn_review"
    " where learner = %s and id <> all(%s) group by day"
)


def script(name: str) -> str:
    """Return the text of an SQL file of this package."""
    return resources.files(__package__).joinpath(name).read_text("utf-8")


class Server:
    """One learner's rows on a server; a context manager. Raises SharingError in reader's words.

    Every step has five seconds, and all of them together `total`. An `owner` comes to make the
    tables, so that nothing is asked of them. In a class there are `policies`: who isn't a teacher,
    who `reads_all`, has `own_rows` only.
    """

    own_rows = reads_all = policies = False

    def __init__(
        self,
        address: Address,
        environ: Mapping[str, str],
        total: float = math.inf,
        *,
        owner: bool = False,
    ) -> None:
        self.address, self.owner, self._environ = address, owner, environ
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
        self._ask(self._reached if owner else self._ready)
        self.learner = environ.get("LEARN_LEARNER", "").strip() or self.user

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        if self._db is not None:
            self._db.close()

    def days(self, without: Collection[str] = ()) -> dict[int, Digest]:
        """Return the digest of every learning day, without the rows of some ids."""
        self._as_oneself()
        values = (self.learner, list(without))
        rows = self._ask(lambda db: db.execute(_DAYS, values).fetchall())
        return {day: (size, total) for day, size, total in rows}

    def rows(self, days: Sequence[int]) -> list[Row]:
        """Return the rows of some learning days; in one that is too long, what is so is empty."""
        self._as_oneself()
        sql = f"select {READ} from learn_review where learner = %s and day = any(%s)"
        found: list[Row] = self._ask(
            lambda db: db.execute(sql, (self.learner, list(days))).fetchall()
        )
        return found

    def add(self, rows: Iterable[Row]) -> int:
        """Add rows, all of them or none; those that are there stay as they are.

        Return how many: a row that is too long for a log is not sent.
        """
        self._as_oneself()
        places = ", ".join(["%s"] * (len(FIELDS) + 1))
        sql = (
            f"insert into learn_review (learner, {COLUMNS}) values ({places})"
            " on conflict (learner, id) do nothing"
        )
        values = [(self.learner, *row) for row in rows if fits(row)]

        def insert(db: Connection) -> None:
            with db.transaction(), db.cursor() as cursor:
                cursor.executemany(sql, values)

        self._ask(insert)
        return len(values)

    def do(self, work: Callable[[Connection], T]) -> T:
        """Do in one transaction what may be done again, as an owner's work on tables and roles."""

        def whole(db: Connection) -> T:
            with db.transaction():
                return work(db)

        return self._ask(whole)

    def ask(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a question that changes nothing."""
        return self._ask(lambda db: db.execute(sql, values).fetchall())

    def _reached(self, db: Connection) -> None:
        """Refuse a database that no log can be kept in."""
        if db.info.parameter_status("server_encoding") != "UTF8":
            raise SharingError(
                f"The database {self.address.name} is not in UTF-8.",
                hint="create database … encoding 'UTF8'",
            )
        self.user = db.info.user

    def _ready(self, db: Connection) -> None:
        """Make the tables where there are none; refuse what this program can't keep a log in."""
        self._reached(db)
        try:
            self.is_known(db)
        except self._psycopg.errors.UndefinedTable:
            with db.transaction():
                db.execute(script("postgres.sql"))

    def is_known(self, db: Connection) -> None:
        """Look at the tables; raise SharingError where another version of learn made them."""
        row = db.execute(_KNOWN).fetchone()
        if row is None or row[0] != VERSION:
            raise SharingError(
                f"The log at {self.address.name} is of version {row[0] if row else '?'};"
                f" this learn knows {VERSION}.",
                hint="Install a newer learn-terms; nothing was changed.",
            )
        _, self.policies, user, reads_all = row
        if self.policies:
            self.user = user  # what the policies compare with
        self.reads_all = self.policies and reads_all
        self.own_rows = self.policies and not reads_all

    def _as_oneself(self) -> None:
        """Refuse to be somebody else where the server would too."""
        if self.policies and self.learner != self.user:
            raise refusals.another(self.address.name, self.learner, self.user)

    def _ask(self, work: Callable[[Connection], T]) -> T:
        """Do a step that may be done again; do it again where that can help, a few times."""
        for attempt in range(1, TRIES + 1):
            left = min(PATIENCE, self._until - time.monotonic())
            try:
                return within(max(0.0, left), lambda: work(self._open()))
            except TimeoutError:
                self._abandon()
                raise refusals.unreached(
                    self.address.name, f"no answer within {PATIENCE:g} s", owner=self.owner
                ) from None
            except self._psycopg.Error as error:
                lost = self._db is not None and self._db.closed
                if lost:
                    self._db = None
                if attempt == TRIES or not (lost or error.sqlstate in (*_AGAIN, *_ALREADY)):
                    text = self.address.without_secrets(str(error))
                    raise refusals.refusal(self, text, error.sqlstate) from (
                        error if text == str(error) else None
                    )
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
            given = self._psycopg.conninfo.conninfo_to_dict(self.address.url)
            options = login_options(given, self._environ, self._psycopg.pq.version())
            return self._psycopg.connect(
                self.address.url,
                **options,
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
