"""Put a backup in the place of the progress file; what was there before is kept."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from learn.errors import DamagedError, NotFoundError, StoreError
from learn.store import backup_files, backups, steps
from learn.store.card_states import STANDS
from learn.store.connection import TIMEOUT, connect, is_own, pragma
from learn.store.repair import salvage
from learn.store.schema import VERSION
from learn.store.soundness import AlteredError, RottenError, must_be_restorable
from learn.store.sqlite_errors import in_words


@dataclass(frozen=True)
class Restored:
    """A backup that was restored: how many answers it has, and where the file before it is now.

    `undo` is the name by which that can be restored; a damaged one is only `saved` as it was.
    `lost` are the rows of a damaged backup that can't be read; `given` the answers given here
    since the step that was taken back, which stay; None where no step was.
    """

    answers: int
    lost: int = 0
    given: int | None = None
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


def must_be_whole(backup: Path) -> int:
    """Check a backup as restoring it would; return how many answers it has.

    Raises DamagedError, RottenError or AlteredError where only a part of it could be restored.
    """
    answers = answers_in(backup)
    with in_words(backup), closing(connect(backup, "ro")) as db:
        must_be_restorable(db, backup)
    return answers


def restore(progress: Path, backup: Path, at: datetime, timeout: float = TIMEOUT) -> Restored:
    """Replace the progress file by a copy of a backup, at once or not at all.

    The backup is checked in full first; of a damaged one, the rows that can be read are taken. The
    present file is put on the shelf, or beside itself where it is damaged. Raises StoreError, and
    nothing is changed, where any of it can't be done.
    """
    real = Path(os.path.realpath(progress))  # a link stays, what it leads to is replaced
    fresh = real.with_name(f".{real.name}.{os.getpid()}-restored.tmp")
    with _told(progress):
        real.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        backups.sweep(real.parent)
        try:
            answers, lost = _copied(backup, fresh, at)
            with contextlib.ExitStack() as held:
                saved = _save(progress, at, timeout, held)
                given = steps.carry_over(progress, fresh, backup.name, at)
                if os.name == "nt":
                    held.close()  # Windows replaces no file that is open
                fresh.replace(real)
                backups.sync(real.parent)
        finally:
            fresh.unlink(missing_ok=True)
    undo = saved.name if saved and backup_files.backup_at(saved) else ""
    return Restored(answers + (given or 0), lost, given, saved, undo)


def _copied(backup: Path, fresh: Path, at: datetime) -> tuple[int, int]:
    """Copy a backup, or what can be read of it; return how many answers it has, and rows lost."""
    try:
        answers = answers_in(backup)
        backups.copy(backup, fresh)
    except (DamagedError, RottenError, AlteredError):
        try:
            done = salvage(backup, fresh, at, [])
        except DamagedError:
            raise _no_use(backup) from None
        return answers_in(fresh), done.lost
    return answers, 0


def _save(progress: Path, at: datetime, timeout: float, held: contextlib.ExitStack) -> Path | None:
    """Save the present file, if there is one, and hold other writers off until `held` ends.

    A quiz that waits for a key meanwhile finds its file replaced before it writes.
    """
    real = Path(os.path.realpath(progress))
    if backup_files.is_blank(progress):
        backups.move_journals(real, real.with_name(f"left-{real.name}"))
        return None
    try:
        with in_words(progress):
            db = held.enter_context(closing(connect(progress, "rw", timeout)))
            is_own(db, progress)
            db.execute("pragma journal_mode = delete")
            db.execute("begin immediate")
        return backups.keep(progress, at, "before-restore")
    except (DamagedError, RottenError, AlteredError):
        return backups.set_aside(real, at)


def _no_use(backup: Path) -> DamagedError:
    return DamagedError(
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
