"""A connection to a progress file, and what every writer and every check does with one."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from learn.errors import StoreError
from learn.store.sqlite_errors import in_words

APPLICATION_ID = 0x4C524E31  # "LRN1"
TIMEOUT = 30.0  # seconds to wait while another program writes
_MOST = 20  # faults of a damaged file that are told


def connect(
    path: Path, mode: Literal["ro", "rw", "rwc"] = "rwc", timeout: float = TIMEOUT
) -> sqlite3.Connection:
    """Open a file of SQLite: only to read, to write, or made where it isn't there."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)


def pragma(db: sqlite3.Connection, name: str) -> int:
    """Return a number that SQLite keeps of a file or a connection."""
    return int(db.execute(f"pragma {name}").fetchone()[0])


@contextlib.contextmanager
def transaction(db: sqlite3.Connection, path: Path, lead: str = "Not saved: ") -> Iterator[None]:
    """Do all of the block or nothing; a deferred `begin` would fail at once under contention."""
    with in_words(path, lead):
        db.execute("begin immediate")
        try:
            yield
            db.execute("commit")
        except BaseException:
            # After a full disk SQLite has rolled back by itself; where rolling back fails too, the
            # journal does it at the next opening. The first error is the one to tell.
            if db.in_transaction:
                with contextlib.suppress(sqlite3.Error):
                    db.execute("rollback")
            raise


def is_own(db: sqlite3.Connection, path: Path) -> bool:
    """Whether a file is a progress file; False for an empty one. Raises StoreError for others'."""
    application = pragma(db, "application_id")
    tables = db.execute("select count(*) from sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and (application or tables):
        raise StoreError(
            f"{path} is another program's file; learn leaves it alone.",
            hint="Set LEARN_HOME to another folder.",
        )
    return bool(tables)


def damage(db: sqlite3.Connection, *, full: bool = False) -> list[str]:
    """Return what SQLite finds broken in a file's structure.

    Values out of range are no damage: they are left out where they are met.
    """
    check = "integrity_check" if full else "quick_check"
    db.execute("pragma ignore_check_constraints = on")
    try:
        rows = db.execute(f"pragma {check}({_MOST})").fetchall()
    except sqlite3.DatabaseError as error:
        if not getattr(error, "sqlite_errorname", "").startswith(("SQLITE_COR", "SQLITE_NOTADB")):
            raise
        return [str(error)]
    finally:
        db.execute("pragma ignore_check_constraints = off")
    return [str(row[0]) for row in rows if row[0] != "ok"]
