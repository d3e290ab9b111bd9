"""Repair a progress file: its indexes, its rows from good copies, or a new file of what is left."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from learn.errors import BusyError, DamagedError, StoreError
from learn.store import backups, digests, heal, soundness
from learn.store.connection import connect
from learn.store.database import Store
from learn.store.heal import Rotten, Source
from learn.store.salvage import File, Record
from learn.store.sqlite_errors import in_words


@dataclass
class Repaired:
    """What a repair came to: rows `saved` and `lost`, days with a good copy and without one.

    `kept` is where the damaged file lies now; None where nothing was wrong.
    """

    saved: int = 0
    lost: int = 0
    healed: list[Rotten] = field(default_factory=list)
    unproven: list[Rotten] = field(default_factory=list)
    kept: Path | None = None


def repair(progress: Path, at: datetime, sources: Sequence[Source]) -> Repaired:
    """Make a progress file sound again; what it was lies beside it under another name.

    Indexes are made anew. Where that is not enough, every row that can be read goes into a new
    file. Days that rotted get their good copies. Raises StoreError where it can't be done.
    """
    real = Path(os.path.realpath(progress))
    if not _faults(real):
        return Repaired()
    kept = backups.copy_aside(real, at)
    done = Repaired(kept=kept)
    if not _only_indexes(real):
        return replace(_replace(real, kept, at, sources), kept=kept)
    with closing(Store(real, at)) as store:
        _heal(store, done, sources)
    return done


def _replace(real: Path, kept: Path, at: datetime, sources: Sequence[Source]) -> Repaired:
    """Put what can be saved of a damaged file in its place, which nobody writes to meanwhile."""
    fresh = real.with_name(f".{real.name}.{os.getpid()}-repaired.tmp")
    before = real.stat()
    read = backups.copy_aside(real, at)  # to close the file itself would give up its locks
    with contextlib.ExitStack() as held:
        with contextlib.suppress(StoreError), in_words(real):  # else nobody can write to it
            held.enter_context(closing(connect(real, "rw"))).execute("begin immediate")
        try:
            if real.stat().st_mtime_ns != before.st_mtime_ns:
                raise BusyError(f"{real} was written to meanwhile; it was left as it is.")
            done = salvage(read, fresh, at, sources)
            backups.sync(fresh)
            if os.name == "nt":
                held.close()  # Windows replaces no file that is open
            backups.move_journals(real, kept)
            fresh.replace(real)
            backups.sync(real.parent)
        finally:
            fresh.unlink(missing_ok=True)
            read.unlink()
    return done


def _faults(path: Path) -> soundness.Faults:
    try:
        with in_words(path), closing(connect(path, "rw")) as db:
            return soundness.faults(db)
    except DamagedError as error:
        return soundness.Faults([str(error)])


def _only_indexes(path: Path) -> bool:
    """Make the indexes anew; return whether nothing but they and some rows was wrong."""
    with contextlib.suppress(StoreError), in_words(path), closing(connect(path, "rw")) as db:
        db.execute("reindex")
    found = _faults(path)
    return not (found.damage or found.oddities)


def _heal(store: Store, done: Repaired, sources: Sequence[Source]) -> None:
    """Put good copies in the place of rows that rotted; what has none is kept as it is."""
    db = store._db
    with store.writing():
        db.execute("update review set learner = ?1 where learner <> ?1", (digests.LEARNER,))
        days = digests.rotten(db)
        found = heal.examine(digests.kept(db), digests.read(db), days, sources)
        heal.put_back(db, found)
        done.healed += [each for each in found if each.source]
        done.unproven += [each for each in found if not each.source]
        _leave_out(db, done)
        digests.set_anew(db)
        done.saved = db.execute("select count(*) from review").fetchone()[0]
        store.rederive(store.scheduler())


def _leave_out(db: sqlite3.Connection, done: Repaired) -> None:
    """Take away rows with broken text, of which no copy is good; the old file still has them."""
    for row in digests.read(db):
        if not all(_is_text(value) for value in row if isinstance(value, str)):
            key = row[0].encode("utf-8", "surrogateescape")
            db.execute("delete from review where cast(id as blob) = ?", (key,))
            done.lost += 1


def _is_text(value: str) -> bool:
    """Whether a text is one: SQLite keeps any bytes, and lone surrogates stand for broken ones."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def salvage(damaged: Path, fresh: Path, at: datetime, sources: Sequence[Source]) -> Repaired:
    """Make a new file of every row of a damaged one that can be read, and of the good copies.

    Raises DamagedError where there is none.
    """
    file, done = File(damaged), Repaired()
    rows, others = file.reviews(), file.others()
    written = {day: (size, total) for day, _, size, total in others["digest"]}
    if not rows and not (written and sources):
        text = f"{damaged} holds no answer that can be read; it was left as it is."
        raise DamagedError(text, hint="learn restore lists the backups.")
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with closing(Store(fresh, at)) as store:
        with store.writing():
            for row in rows.values():
                with contextlib.suppress(sqlite3.IntegrityError):  # such as a rating of 9
                    digests.insert(store._db, row)
            _put(store._db, others)
            digests.set_anew(store._db)
            if written:  # else it is of the first version, which had none
                store._db.execute("delete from digest")
                values = [(day, *digest) for day, digest in written.items()]
                store._db.executemany("insert or ignore into digest values (?, ?, ?)", values)
        _heal(store, done, sources)
    expected = sum(size for size, _ in written.values())
    done.lost += max(0, expected - done.saved - done.lost)
    return done


def _put(db: sqlite3.Connection, others: Mapping[str, list[Record]]) -> None:
    """Keep what can be read of the small tables."""
    for table, records in others.items():
        if table == "digest":
            continue
        for record in records:
            values = [value for value in record if value is not None]
            places = ", ".join("?" * len(values))
            with contextlib.suppress(sqlite3.IntegrityError):
                db.execute(f"insert or ignore into {table} values ({places})", values)
