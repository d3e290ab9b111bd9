"""Which files a glossary is made of."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

_SUFFIXES = (".yaml", ".yml")


def files_of(place: Path) -> Iterator[tuple[str, int, int]]:
    """Yield the YAML files of a place (itself, or a folder and its folders): path, size, time.

    Links to folders are not walked, and what can't be looked at is left to whoever reads it.
    """
    folders = [str(place)] if place.is_dir() else []
    if not folders:
        yield _stamp(str(place))
    while folders:
        with os.scandir(folders.pop()) as items:
            for item in sorted(items, key=lambda each: each.name):
                if item.name.startswith("."):
                    continue
                if item.is_dir(follow_symlinks=False):
                    folders.append(item.path)
                elif item.name.endswith(_SUFFIXES):
                    yield _stamp(item.path)


def folders_of(place: Path) -> Iterator[tuple[str, int]]:
    """Yield the folders that `files_of` looks into, with their times: a new file changes one."""
    folders = [str(place)] if place.is_dir() else []
    while folders:
        folder = folders.pop()
        yield folder, Path(folder).stat().st_mtime_ns
        with os.scandir(folder) as items:
            folders += [
                item.path
                for item in items
                if not item.name.startswith(".") and item.is_dir(follow_symlinks=False)
            ]


def _stamp(path: str) -> tuple[str, int, int]:
    with contextlib.suppress(OSError):
        about = Path(path).stat()
        return path, about.st_size, about.st_mtime_ns
    return path, -1, -1
