"""Put a backup in the place of the progress file; what was there before is kept."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from learn.errors import DamagedError, NotFoundError, StoreError
from learn.store import backup_files, backups
from learn.store.card_states import STANDS
from learn.store.connection import TIMEOUT, connect, is_own, pragma
from learn.store.sqlite_errors import in_words
from learn.store.upgrades import VERSION


@dataclass(frozen=True)
class Restored:
    """A backup that was restored: how many answers it has, and where the file before it is now.

    `undo` is the name by which that can be restored; a damaged one is only `saved` as it was.
    """

    answers: int
    saved: Path | None = None
    undo: str = ""


def named(progress: Path, word: str) -> Path:
    """Return the backup that a word names: by name, by day, or by path; raise NotFoundError."""
    backups_here = backup_files.found(progress)
    for each in backups_here:
        if word == each.name or (not each.label and word == str(each.day)):
            return each.path
    if (path := Path(word).expanduser()).is_file():
        return path
    newest = f"The newest is {backups_here[0].name}." if backups_here else "There is none yet."
    raise NotFoundError(f"There is no backup {word!r}.", hint=newest)


def answers_in(backup: Path) -> int:
    """Return how many answers a backup holds.

    Raises StoreError for what is no progress file, is damaged, or newer than this learn.
    """
    try:
        with in_words(backup), closing(connect(backup, "ro")) as db:
            if not is_own(db, backup):
                raise StoreError(f"{backup} is empty.")
            if (version := pragma(db, "user_version")) > VERSION:
                raise StoreError(
                    f"{backup} is of version {version}; this learn knows {VERSION}.",
                    hint="Install a newer learn-terms.",
                )
            return int(db.execute(f"select count(*) from review where {STANDS}").fetchone()[0])
    except DamagedError:
        raise _no_use(backup) from None


def restore(progress: Path, backup: Path, at: datetime, timeout: float = TIMEOUT) -> Restored:
    """Replace the progress file by a copy of a backup, at once or not at all.

    The backup is checked in full first. The present file is put on the shelf, or beside itself
    where it is damaged. Raises StoreError, and nothing is changed, where any of it can't be done.
    """
    answers = answers_in(backup)
    fresh = progress.with_name(f".{progress.name}.{os.getpid()}-restored.tmp")
    with _told(progress):
        progress.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        backups.sweep(progress.parent)
        try:
            try:
                backups.copy(backup, fresh, full=True)
            except DamagedError:
                raise _no_use(backup) from None
            with contextlib.ExitStack() as held:
                saved = _save(progress, at, timeout, held)
                if os.name == "nt":
                    held.close()  # Windows replaces no file that is open
                fresh.replace(progress)
                backups.sync(progress.parent)
        finally:
            fresh.unlink(missing_ok=True)
    return Restored(answers, saved, saved.name if saved and backup_files.backup_at(saved) else "")


def _save(progress: Path, at: datetime, timeout: float, held: contextlib.ExitStack) -> Path | None:
    """Save the present file, if there is one, and hold other writers off until `held` ends.

    A quiz that waits for a key meanwhile finds its file replaced before it writes.
    """
    if is_blank(progress):
        _move_journals(progress, progress.with_name(f"left-{progress.name}"))
        return None
    try:
        with in_words(progress):
            db = held.enter_context(closing(connect(progress, "rw", timeout)))
            is_own(db, progress)
            db.execute("pragma journal_mode = delete")
            db.execute("begin immediate")
        return backups.keep(progress, at, "before-restore")
    except DamagedError:
        return set_aside(progress, at)


def is_blank(progress: Path) -> bool:
    """Whether the progress file is missing, or has nothing in it."""
    return not progress.exists() or not progress.stat().st_size


def set_aside(progress: Path, at: datetime) -> Path:
    """Keep a damaged file under another name beside itself, with its journal; return where.

    The file itself stays until another takes its place.
    """
    for number in range(1, 1000):
        target = progress.with_name(f"damaged-{at:%Y-%m-%dT%H%M%S}-{number}.sqlite")
        if not target.exists():
            break
    shutil.copy2(progress, target)
    backups.sync(target)
    _move_journals(progress, target)
    backups.sync(target.parent)
    return target


def _move_journals(progress: Path, target: Path) -> None:
    """Take the journal of a file away from its name: it must never be played into another file."""
    for suffix in ("-journal", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            progress.with_name(progress.name + suffix).replace(
                target.with_name(target.name + suffix)
            )


def _no_use(backup: Path) -> StoreError:
    return StoreError(
        f"{backup} is damaged; nothing was changed.", hint="Try another: learn restore"
    )


@contextlib.contextmanager
def _told(progress: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{progress} can't be replaced: {error.strerror}.", hint="Nothing was changed."
        ) from error
