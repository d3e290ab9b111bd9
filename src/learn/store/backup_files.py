"""The files of backups: what they are called, which of them are there, which are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from learn.errors import StoreError

NAME = "progress.sqlite"
FOLDER = "backups"
KEPT = 10  # of each kind that learn makes before it changes a whole file

_NAME = re.compile(r"progress-(\d{4}-\d\d-\d\d)(?:T(\d{6})-([a-z0-9-]+))?\.sqlite")
_Period = Callable[[date], Hashable]
_PERIODS: tuple[tuple[int, _Period], ...] = (
    (7, lambda day: day),
    (4, lambda day: day.isocalendar()[:2]),
    (12, lambda day: (day.year, day.month)),
)


@dataclass(frozen=True)
class Backup:
    """A backup: the day it was made on; one that is not the day's own has a time and a label."""

    path: Path
    day: date
    time: str = ""
    label: str = ""

    @property
    def name(self) -> str:
        """What `learn restore` calls it."""
        return self.path.name


def is_blank(progress: Path) -> bool:
    """Whether the progress file is missing, or has nothing in it."""
    return not progress.exists() or not progress.stat().st_size


def folder_of(progress: Path) -> Path:
    """Return the folder of the backups of a progress file."""
    return progress.with_name(FOLDER)


def found(progress: Path) -> list[Backup]:
    """Return the backups of a progress file, the newest first; none where they can't be read."""
    try:
        names = [path for path in folder_of(progress).iterdir() if path.is_file()]
    except OSError:
        return []
    backups = [backup for path in names if (backup := backup_at(path)) is not None]
    return sorted(backups, key=lambda each: (each.day, each.time, each.name), reverse=True)


def refuse_a_silent_start(path: Path) -> None:
    """Raise StoreError for a progress file that is missing or empty while there are backups."""
    if is_blank(path) and (backups := found(path)):
        state = "is empty" if path.exists() else "is missing"
        have = "there is a backup" if len(backups) == 1 else f"there are {len(backups)} backups"
        raise StoreError(
            f"{path} {state}, but {have}; nothing was begun anew.",
            hint=f"learn restore {backups[0].name} brings back the newest;"
            " learn quiz --fresh begins anew.",
        )


def backup_at(path: Path) -> Backup | None:
    """Return the backup that a file's name says it is, or None for any other file."""
    match = _NAME.fullmatch(path.name)
    try:
        return Backup(path, date.fromisoformat(match[1]), *match.groups("")[1:]) if match else None
    except ValueError:  # as on 31 February
        return None


def daily(progress: Path, day: int) -> Path:
    """Return where the backup of a learning day lies."""
    return folder_of(progress) / f"progress-{date.fromordinal(day)}.sqlite"


def labelled(progress: Path, at: datetime, label: str) -> Path:
    """Return where a backup made for a reason would lie, a name that is free."""
    for number in range(1, 1000):
        suffix = f"-{number}" if number > 1 else ""
        path = folder_of(progress) / f"progress-{at:%Y-%m-%dT%H%M%S}-{label}{suffix}.sqlite"
        if not path.exists():
            return path
    return path


def superfluous(backups: Iterable[Backup]) -> list[Backup]:
    """Return the backups that are needed no more.

    Of the days' own the newest of 7 days, 4 weeks and 12 months stay, counted over those there
    are, so that a wrong clock takes none away. Of those that learn makes before it changes a
    whole file the newest ten of each kind stay; those made by hand all stay.
    """
    newest = sorted(backups, key=lambda each: (each.day, each.time), reverse=True)
    own = [each for each in newest if not each.label]
    before = [each for each in newest if each.label.startswith("before-")]
    kept = [e for i, e in enumerate(before) if sum(e.label == b.label for b in before[:i]) < KEPT]
    for most, period in _PERIODS:
        first: dict[Hashable, Backup] = {}
        for each in own:
            first.setdefault(period(each.day), each)
        kept += list(first.values())[:most]
    by_hand = [e for e in newest if e.label and not e.label.startswith("before-")]
    return [each for each in newest if each not in kept and each not in by_hand]
