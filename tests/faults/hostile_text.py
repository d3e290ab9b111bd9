"""Glossaries that mean harm, and what must hold whatever they say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from conftest import Done
from learn.glossary.load import load
from learn.glossary.problems import Problem
from learn.text import clean

# One of every kind that acts on a terminal or hides: C0, DEL, C1, bidi, separators, tags.
UNSAFE = (
    "\x00", "\x07", "\x08", "\x0b", "\x0c", "\r", "\x1b", "\x7f", "\x85", "\x9b", "\u061c",
    "\u200e", "\u202a", "\u202e", "\u2028", "\u2029", "\u2066", "\u2069", "\ufffe", "\U000e0041",
)  # fmt: skip


def term(slug: str, **fields: str) -> str:
    """A document of a term; fields are YAML as it stands."""
    base = {"slug": slug, "name": f"{{en: {slug}, zh: {slug}}}", "summary": "{en: S., zh: 句。}"}
    return "".join(f"{key}: {value}\n" for key, value in {**base, **fields}.items())


def write(path: Path, text: str | bytes) -> Path:
    """Write a file and the folders it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(place: Path) -> list[Problem]:
    """What is wrong with a glossary, as far as reading tells."""
    return load([place]).problems


def harmless(done: Done, *, begun: bool = False) -> Done:
    """Assert what holds of every command, whatever it is given; return how it ended.

    One that had `begun` to answer may end with 2 even so.
    """
    assert done.returncode in (0, 1, 2), done
    assert "Traceback" not in done.stderr
    assert "Something went wrong" not in done.stderr
    for text in (done.stdout, done.stderr):
        assert clean(text) == text, text
    assert done.returncode == 0 or done.stderr or done.stdout
    assert done.returncode != 2 or begun or not done.stdout
    return done


def escaped(character: str) -> str:
    """A character as a double-quoted YAML text may name it."""
    return f"\\U{ord(character):08x}"


def everything(slug: str) -> Iterator[tuple[str, ...]]:
    """Every command that shows a term."""
    yield ("define", slug)
    yield ("define", slug, "--lang", "both")
    yield ("define", slug, "--json")
    yield ("list",)
    yield ("list", "--json")
    yield ("search", slug)
    yield ("demo", slug)
    yield ("demo", slug, "--help")
    yield ("sheet", slug, "--seed", "1")
    yield ("sheet", slug, "--seed", "1", "--json")
