"""Where things lie: progress, the cache, the glossaries."""

from __future__ import annotations

import os
import sys

from learn.errors import StoreError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def home(environ: Mapping[str, str]) -> Path:
    """Return the folder of the learner's progress: LEARN_HOME, or the platform's data folder.

    Raises StoreError where nothing says which folder that is.
    """
    from pathlib import Path

    if named := environ.get("LEARN_HOME"):
        folder = os.path.expanduser(named)  # Path raises where there is no home
        if not folder.startswith("~"):
            return Path(folder).absolute()
        raise StoreError(
            f"LEARN_HOME is {named!r}, and there is no such home folder.",
            hint="Set it to a folder that can be written.",
        )
    import platformdirs

    try:
        folder = platformdirs.user_data_dir("learn", appauthor=False)
    except RuntimeError:  # HOME is not set, and the system knows no home of this user
        folder = ""
    if not os.path.isabs(folder):
        raise StoreError(
            "Progress has no place: there is no home folder.",
            hint="Set HOME, or LEARN_HOME to a folder that can be written.",
        )
    return Path(folder)


def cache_folder(environ: Mapping[str, str]) -> str:
    """Return the folder of what can be made again: below LEARN_HOME, or the platform's.

    Where there is no home folder it is one that can't be made, rather than one named `~`.
    """
    folder = _cache_folder(environ)
    return os.path.join(os.devnull, "learn") if folder.startswith("~") else folder


def _cache_folder(environ: Mapping[str, str]) -> str:
    if named := environ.get("LEARN_HOME"):
        return os.path.join(os.path.expanduser(named), "cache")
    if sys.platform == "win32":
        local = environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")
        return os.path.join(local, "learn", "Cache")
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Caches/learn")
    xdg = environ.get("XDG_CACHE_HOME", "")
    return os.path.join(xdg if os.path.isabs(xdg) else os.path.expanduser("~/.cache"), "learn")


def stamp(path: str | os.PathLike[str]) -> str:
    """Return what changes when a file or a folder does: size, times, and which one it is.

    Size and time of writing alone can be those of before, by chance or by `cp -p`.
    """
    about = os.stat(path)
    return f"{about.st_size} {about.st_mtime_ns} {about.st_ctime_ns} {about.st_ino}"


def builtin_folder() -> str:
    """Return the folder of the built-in glossary: in the wheel, or the checkout's own."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    shipped = os.path.join(package, "builtin")
    if os.path.isdir(shipped):
        return shipped
    return os.path.join(os.path.dirname(os.path.dirname(package)), "glossary")


def glossaries(environ: Mapping[str, str], named: list[str] | None = None) -> list[str]:
    """Return the glossaries to read: the built-in one, those named, those of LEARN_GLOSSARY.

    Raises UsageError where one of them is not there.
    """
    found = [builtin_folder()]
    from_variable = environ.get("LEARN_GLOSSARY", "").split(os.pathsep)
    for said_by, each in (
        *(("--glossary", name) for name in named or ()),
        *(("LEARN_GLOSSARY", name) for name in from_variable if name),
    ):
        place = os.path.abspath(os.path.expanduser(each))
        if not os.path.exists(place):
            raise UsageError(f"There is no glossary at {each}.", hint=f"{said_by} names it.")
        if place not in found:
            found.append(place)
    return found
