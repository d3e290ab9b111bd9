"""The names that a learner has added to terms: a file of tabs and lines, to be read and edited."""

from __future__ import annotations

from pathlib import Path

from learn.errors import StoreError
from learn.text import clean


def read_aliases(path: Path) -> dict[str, list[str]]:
    """Return the names added to each term; what can't be read adds none."""
    found: dict[str, list[str]] = {}
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return found
    for line in lines:
        slug, tab, name = line.partition("\t")
        if tab and name.strip():
            found.setdefault(slug, []).append(clean(name.strip()))
    return found


def add(path: Path, slug: str, name: str) -> None:
    """Keep a name of a term; raise StoreError where the file can't be written."""
    try:
        with path.open("a+b") as file:
            file.seek(0)
            last = file.read()[-1:]
            # A line that an editor left without its end would take the new one in.
            gap = "" if last in (b"", b"\n") else "\n"
            file.write(f"{gap}{slug}\t{' '.join(clean(name).split())}\n".encode())
    except OSError as error:
        raise StoreError(f"Not saved in {path}: {error.strerror}.") from error
