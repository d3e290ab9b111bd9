"""What `learn doctor` does with the progress: look, compare, verify the backups, repair."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from learn.cli.open_store import open_progress
from learn.cli.quiz_sync import shared
from learn.cli.screen import Screen
from learn.environment.settings import now
from learn.errors import LearnError, StoreError
from learn.glossary.term import Lang
from learn.views import doctor as view
from learn.views.messages import say

if TYPE_CHECKING:
    from learn.store.heal import Rotten, Source
    from learn.store.integrity import Checkup
    from learn.store.rows import Row


def examine(screen: Screen, path: Path, told: dict[str, Any], *, full: bool, repair: bool) -> None:
    """Look at the progress file, repair it if asked, and say what is wrong."""
    from learn.store import backup_files
    from learn.store.integrity import examine as look
    from learn.store.schema import VERSION

    if backup_files.is_blank(path):
        if told["backups"]["count"]:
            told["problems"].append(say(screen.lang, "doctor_lost"))
        return
    if repair:
        try:
            told["repair"] = _repair(screen, path)
        except StoreError as error:
            told["problems"].append(f"{error.message} {error.hint}".strip())
    found = look(path, now(screen.environ), _sources(screen, path))
    told["full"] = full
    told["progress"] = {
        "path": str(path),
        "bytes": found.size,
        "version": found.version,
        "answers": found.answers,
        "undone": found.undone,
        "cards": len(found.cards),
        "last": found.last,
    }
    told |= {"damage": found.damage, "oddities": found.oddities}
    told |= {"unsound": found.unsound, "future": found.future}
    told["rotten"] = [_day(each) for each in found.rotten]
    sound = not (found.damage or found.oddities) and found.version == VERSION
    if sound and (full or repair):
        _replay(screen, told, repair=repair)
    told["orphans"] = _orphans(screen, found)
    told["notes"] += _notes(path, screen.lang)
    told["backups"] = backups_of(path)
    told["problems"] += view.problems(told, VERSION, screen.lang)


def _sources(screen: Screen, path: Path) -> Iterable[Source]:
    """Yield where good copies of rows may be: the backups, then the shared log if there is one."""
    from learn.store import heal

    yield from heal.local_sources(path)
    try:
        place = shared(screen)
    except LearnError:
        return
    if place is None:
        return

    def rows(days: Sequence[int]) -> list[Row]:
        from learn.sharing.postgres import PATIENCE, Server

        try:
            with Server(place, screen.environ, PATIENCE) as server:
                return server.rows(days)
        except LearnError:  # a copy that can't be had is none
            return []

    yield heal.Source(place.name, rows)


def _repair(screen: Screen, path: Path) -> dict[str, Any] | None:
    """Mend the file; return what came of it, or None where nothing was wrong with it."""
    from learn.store.repair import repair

    done = repair(path, now(screen.environ), list(_sources(screen, path)))
    if done.kept is None:
        return None
    return {
        "saved": done.saved,
        "lost": done.lost,
        "healed": [_day(each) for each in done.healed],
        "unproven": [_day(each) for each in done.unproven],
        "kept": str(done.kept),
    }


def _day(rotten: Rotten) -> dict[str, Any]:
    """Return a day that rotted with the field names of `--json`."""
    from learn.store.soundness import day_name

    changed = [{"id": row[0], "card": row[1], "at": row[3]} for row in rotten.changed]
    day, source = day_name(rotten.day), rotten.source or None
    return {"day": day, "rows": rotten.rows, "changed": changed, "source": source}


def _replay(screen: Screen, told: dict[str, Any], *, repair: bool) -> None:
    """Compare the kept states with those that the log leads to; with `repair`, keep the latter."""
    from learn.store import backups
    from learn.store.integrity import differing

    with closing(open_progress(screen)) as store:
        scheduler = store.scheduler()
        told["differing"] = differing(store, scheduler)
        if repair:
            if told["repair"] is None:
                backups.keep(store.path, now(screen.environ), "before-repair")
            store.rebuild(scheduler)
            told["repaired"] = len(told["differing"])
            told["differing"] = differing(store, scheduler)


def verify(screen: Screen, path: Path, told: dict[str, Any]) -> None:
    """Check every backup as restore would, and say which of them can't be restored whole."""
    from learn.store import backup_files
    from learn.store.restore import must_be_whole

    told["verified"] = []
    for backup in backup_files.found(path):
        try:
            answers, problem = must_be_whole(backup.path), None
        except StoreError as error:
            answers, problem = None, error.message
            told["problems"].append(f"{error.message} {say(screen.lang, 'doctor_part')}")
        told["verified"].append({"name": backup.name, "answers": answers, "problem": problem})


def backups_of(path: Path) -> dict[str, Any]:
    """Return where the backups of a progress file lie, how many there are, and the newest."""
    from learn.store import backup_files

    found = backup_files.found(path)
    return {
        "path": str(backup_files.folder_of(path)),
        "count": len(found),
        "bytes": size_of([each.path for each in found]),
        "newest": found[0].name if found else None,
    }


def size_of(paths: Iterable[Path]) -> int:
    """Return what files take up; one that vanishes meanwhile takes nothing."""
    total = 0
    for path in paths:
        try:
            total += path.stat().st_size
        except OSError:
            continue
    return total


def _notes(progress: Path, lang: Lang) -> list[str]:
    """Return what is worth a word about the folder of the progress, and no fault of the file."""
    folder, found = progress.parent, []
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        found.append(say(lang, "doctor_open", path=folder))
    if not (os.access(progress, os.W_OK) and os.access(folder, os.W_OK)):
        found.append(say(lang, "doctor_unwritable", path=progress))
    return found


def _orphans(screen: Screen, found: Checkup) -> list[str]:
    """Return the cards of terms that no glossary here has, now or under a former slug."""
    try:
        terms = screen.glossaries.terms()
    except LearnError:
        return []
    return found.orphans({*terms, *(old for term in terms.values() for old in term.formerly)})
