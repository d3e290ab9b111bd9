"""Which files a glossary is made of, and what is in them: regular files within a limit, no others.

Nothing on the way is waited for, followed in a circle, or read without end.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from learn.environment.paths import stamp
from learn.glossary.problems import Fault, Problem
from learn.text import in_line

MOST_BYTES = 16_000_000
_SUFFIXES = (".yaml", ".yml")
_UNREADABLE = ""


@dataclass
class Listing:
    """The YAML files and the folders of a place with their stamps, and what was left out.

    A new file shows in its folder's stamp.
    """

    files: dict[str, str] = field(default_factory=dict)
    folders: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)


def list_files(place: Path) -> Listing:
    """List the YAML files of a place (itself, or a folder and its folders).

    Links to folders are not walked, and what can't be looked into is left out, with the reason.
    """
    found = Listing()
    folders = [str(place)]
    if not os.path.isdir(place):  # noqa: PTH112 - Path.is_dir raises where it may not look
        found.files[str(place)] = _stamp(str(place))
        return found
    while folders:
        folder, inside = folders.pop(), []
        try:
            with os.scandir(folder) as items:
                inside = sorted(items, key=lambda each: each.name)
            found.folders.append((folder, stamp(folder)))
        except OSError as error:
            found.folders.append((folder, _UNREADABLE))  # so that it is tried again
            _skip(found, folder, f"can't be looked into: {error.strerror}")
        for item in inside:
            if item.name.startswith("."):
                continue
            if item.is_dir(follow_symlinks=False):
                folders.append(item.path)
            elif item.name.endswith(_SUFFIXES):
                found.files[item.path] = _stamp(item.path)
            elif item.is_symlink() and os.path.isdir(item.path):  # noqa: PTH112
                _skip(found, item.path, "is a link to a folder, which is not followed")
    return found


def _skip(found: Listing, path: str, message: str) -> None:
    found.skipped.append(Problem(in_line(path), 1, 1, message))


def _stamp(path: str) -> str:
    """Return the stamp of a file; what can't be read has another one as soon as it can."""
    try:
        found = stamp(path)
    except OSError:
        return _UNREADABLE
    return found if os.access(path, os.R_OK) else _UNREADABLE


def read_text(path: Path) -> str:
    """Read a regular file of UTF-8 within the limit; raise Fault for anything else."""
    try:
        data = _read(path)
    except OSError as error:
        raise Fault(1, 1, f"can't be read: {error.strerror}") from None
    if len(data) > MOST_BYTES:
        raise _too_large(len(data))
    text, at = "", data.find(b"\0")  # UTF-16 is full of them
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start if at < 0 else min(at, error.start)
    if at >= 0:
        hint = "save it as UTF-8 in your editor, or convert it (iconv -f GBK -t UTF-8)"
        raise Fault(data.count(b"\n", 0, at) + 1, 1, f"is not UTF-8 (byte {at}): {hint}")
    return text


def _read(path: Path) -> bytes:
    """Read a file up to one byte beyond the limit."""
    # A device may act on being opened, so that it is looked at before; and again after.
    if not stat.S_ISREG(path.stat().st_mode):
        raise Fault(1, 1, "is not a regular file")
    # Not blocking: a pipe with no writer is refused instead of waited for.
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY"):
        flags |= getattr(os, name, 0)
    data = bytearray()
    with os.fdopen(os.open(path, flags), "rb", buffering=0) as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise Fault(1, 1, "is not a regular file")
        if about.st_size > MOST_BYTES:
            raise _too_large(about.st_size)
        while len(data) <= MOST_BYTES and (part := file.read(1 << 20)):
            data += part[: MOST_BYTES + 1 - len(data)]
    return bytes(data)


def _too_large(size: int) -> Fault:
    limit = f"{MOST_BYTES // 1_000_000} MB"
    return Fault(1, 1, f"has {size / 1e6:,.1f} MB, and the limit is {limit}: split it")
