"""learn doctor: versions, paths and checks, to be read or pasted in a report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from learn.cli.open_store import progress_file
from learn.cli.options import Json, with_screen
from learn.cli.progress_checkup import backups_of, examine, size_of, verify
from learn.cli.screen import Screen
from learn.cli.status_line import Waiting
from learn.errors import StoreError, UsageError
from learn.views import doctor as view
from learn.views.messages import say

Full = Annotated[bool, typer.Option("--full", help="Replay the whole log too.")]
Repair = Annotated[bool, typer.Option("--repair", help="Mend the progress; it is kept as it was.")]
Verify = Annotated[bool, typer.Option("--verify-backups", help="Check that each can be restored.")]


@with_screen(glossary=True, lenient=True)
def doctor(
    screen: Screen,
    full: Full = False,
    repair: Repair = False,
    verify_backups: Verify = False,
    json: Json = False,
) -> None:
    """Say what is installed, where it lies, and what is wrong.

    Nothing is changed unless asked for. Exit 1 where something is wrong. Every page of the progress
    is checked, and whether each day's answers are those that were written. --repair takes what
    changed from a good copy, in a backup or the shared log; of a damaged file it saves every answer
    that can be read. Then it derives all cards' states from the log. The file as it was is kept.

    \b
      learn doctor
      learn doctor --verify-backups
      learn doctor --repair

    \b
    Fields of --json: versions {learn, python, platform, sqlite, torch, fsrs},
      config {path (or null), found}, glossaries, cache {path, bytes}, shared {name} or null,
      progress {path, bytes, version, answers, undone, cards, last} or null,
      backups {path, count, bytes, newest}, verified [{name, answers, problem}] or null, full,
      damage, oddities, rotten [{day, rows, changed [{id, card, at}], source}], unsound, future,
      differing, orphans, repaired, repair {saved, lost, healed, unproven, kept} or null, notes,
      problems.
    """
    told = _surroundings(screen)
    _look_at_the_shared_log(screen, told)
    try:
        path = progress_file(screen)
        told["backups"] = backups_of(path)
        with Waiting(screen, "doctor_looking"):
            examine(screen, path, told, full=full, repair=repair)
            if verify_backups:
                verify(screen, path, told)
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
        "cache": {"path": str(cache), "bytes": size_of(_inside(cache))},
        "shared": None,
        "progress": None,
        "backups": None,
        "verified": None,
        "full": False,
        "damage": [],
        "oddities": [],
        "rotten": [],
        "unsound": 0,
        "future": 0,
        "differing": None,
        "orphans": [],
        "repaired": None,
        "repair": None,
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
