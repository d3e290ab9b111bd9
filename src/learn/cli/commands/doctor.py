"""learn doctor: versions, paths and checks, to be read or pasted in a report."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from learn.cli.open_store import open_progress, progress_file
from learn.cli.options import Json, with_screen
from learn.cli.screen import Screen
from learn.cli.status_line import Waiting
from learn.environment.settings import now
from learn.errors import LearnError, StoreError, UsageError
from learn.glossary.term import Lang as Language
from learn.views import doctor as view
from learn.views.messages import say

if TYPE_CHECKING:
    from learn.store.integrity import Checkup

Full = Annotated[bool, typer.Option("--full", help="Check every page, and replay the whole log.")]
Repair = Annotated[bool, typer.Option("--repair", help="Derive every card's state anew.")]


@with_screen(glossary=True, lenient=True)
def doctor(screen: Screen, full: Full = False, repair: Repair = False, json: Json = False) -> None:
    """Say what is installed, where it lies, and what is wrong.

    Nothing is changed unless asked for. Exit 1 where something is wrong. --repair makes a backup,
    then derives the states of all cards from the log, which it never changes.

    \b
      learn doctor
      learn doctor --full

    \b
    Fields of --json: versions {learn, python, platform, sqlite, torch, fsrs},
      config {path (or null), found}, glossaries, cache {path, bytes}, shared {name} or null,
      progress {path, bytes, version, answers, undone, cards, last} or null,
      backups {path, count, bytes, newest}, full, damage, unsound, future, differing, orphans,
      repaired, notes, problems.
    """
    told = _surroundings(screen)
    _look_at_the_shared_log(screen, told)
    try:
        path = progress_file(screen)
        told["backups"] = _backups(path)
        with Waiting(screen, "doctor_looking"):
            _examine(screen, path, told, full=full, repair=repair)
    except StoreError as error:
        told["problems"].append(f"{error.message} {error.hint}".strip())
    if json:
        screen.json(told)
    else:
        screen.print(view.doctor(told, screen.lang))
    if told["problems"]:
        raise typer.Exit(1)


def _surroundings(screen: Screen) -> dict[str, Any]:
    """Return what is there besides the progress, and room for what is found in it."""
    import platform
    import sqlite3

    from learn import __version__
    from learn.environment import config, paths

    settings = config.load(screen.environ)
    cache = Path(paths.cache_folder(screen.environ))
    return {
        "versions": {
            "learn": __version__,
            "python": platform.python_version(),
            "platform": f"{platform.system()} {platform.machine()}",
            "sqlite": sqlite3.sqlite_version,
            "torch": _version("torch"),
            "fsrs": _version("fsrs-rs-python"),
        },
        "config": {"path": settings.path or None, "found": settings.found},
        "glossaries": [str(place) for place in screen.places],
        "cache": {"path": str(cache), "bytes": _bytes(_inside(cache))},
        "shared": None,
        "progress": None,
        "backups": None,
        "full": False,
        "damage": [],
        "unsound": 0,
        "future": 0,
        "differing": None,
        "orphans": [],
        "repaired": None,
        "notes": [],
        "problems": [f"{fault.message} {fault.hint}" for fault in settings.faults],
    }


def _look_at_the_shared_log(screen: Screen, told: dict[str, Any]) -> None:
    """Say where the shared log lies, without asking it, and whether its password is open."""
    import os

    from learn.cli.quiz_sync import shared
    from learn.environment.config import load

    try:
        place = shared(screen)
    except UsageError as error:
        told["problems"].append(f"{error.message} {error.hint}")
        return
    if place is None:
        return
    told["shared"] = {"name": place.name}
    config = load(screen.environ)
    inside = place.secrets and config.variables.get("LEARN_STORE") == place.url
    if inside and os.name == "posix" and Path(config.path).stat().st_mode & 0o077:
        told["notes"].append(say(screen.lang, "doctor_password", path=config.path))


def _version(package: str) -> str | None:
    """Return what is installed of a package, without importing it."""
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _inside(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_file()]
    except OSError:
        return []


def _bytes(paths: list[Path]) -> int:
    """Return what files take up; one that vanishes meanwhile takes nothing."""
    total = 0
    for path in paths:
        try:
            total += path.stat().st_size
        except OSError:
            continue
    return total


def _backups(progress: Path) -> dict[str, Any]:
    from learn.store import backup_files

    found = backup_files.found(progress)
    return {
        "path": str(backup_files.folder_of(progress)),
        "count": len(found),
        "bytes": _bytes([each.path for each in found]),
        "newest": found[0].name if found else None,
    }


def _examine(screen: Screen, path: Path, told: dict[str, Any], *, full: bool, repair: bool) -> None:
    """Look at the progress file, repair what is derived from it if asked, and say what is wrong."""
    from learn.store.integrity import examine
    from learn.store.restore import is_blank

    if is_blank(path):
        if told["backups"]["count"]:
            told["problems"].append(say(screen.lang, "doctor_lost"))
        return
    found = examine(path, now(screen.environ), full=full)
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
    told |= {"damage": found.damage, "unsound": found.unsound, "future": found.future}
    sound = not found.damage and found.version == _known_version()
    if sound and (full or repair):
        _replay(screen, told, repair=repair)
    told["orphans"] = _orphans(screen, found)
    told["notes"] += _notes(path, screen.lang)
    told["problems"] += view.problems(told, _known_version(), screen.lang)


def _notes(progress: Path, lang: Language) -> list[str]:
    """Return what is worth a word about the folder of the progress, and no fault of the file."""
    import os

    folder, found = progress.parent, []
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        found.append(say(lang, "doctor_open", path=folder))
    if not (os.access(progress, os.W_OK) and os.access(folder, os.W_OK)):
        found.append(say(lang, "doctor_unwritable", path=progress))
    return found


def _known_version() -> int:
    from learn.store.upgrades import VERSION

    return VERSION


def _replay(screen: Screen, told: dict[str, Any], *, repair: bool) -> None:
    """Compare the kept states with those that the log leads to; with `repair`, keep the latter."""
    from learn.store import backups
    from learn.store.integrity import differing

    with closing(open_progress(screen)) as store:
        scheduler = store.scheduler()
        told["differing"] = differing(store, scheduler)
        if repair:
            backups.keep(store.path, now(screen.environ), "before-repair")
            store.rebuild(scheduler)
            told["repaired"] = len(told["differing"])
            told["differing"] = differing(store, scheduler)
            told["backups"] = _backups(store.path)


def _orphans(screen: Screen, found: Checkup) -> list[str]:
    """Return the cards of terms that no glossary here has, now or under a former slug."""
    try:
        terms = screen.glossaries.terms()
    except LearnError:
        return []
    return found.orphans({*terms, *(old for term in terms.values() for old in term.formerly)})
