"""YAML as a glossary needs it: mappings, lists and strings, each with the place it stands at.

Built from libyaml's events, so that every scalar is the string that was typed and nothing in a file
can run, blow up or change type: no tags, anchors, aliases or merge keys, and bounded in every way.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from learn.text import clean

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MOST_BYTES = 16_000_000
MOST_DEPTH = 16
MOST_NODES = 50_000
MOST_CHARACTERS = 20_000


@dataclass(frozen=True, order=True)
class Problem:
    """A fault of a glossary, where it stands (lines and columns from 1), and what to do."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"

    def to_json(self) -> dict[str, Any]:
        """Return it with the field names of `learn check --json`."""
        return dict(self.__dict__)


Place: TypeAlias = tuple[int, int]
Path_: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """One YAML document: its plain value, and the place of every value and key in it."""

    value: Any
    places: dict[Path_, Place]
    key_places: dict[Path_, Place]

    def place(self, path: Path_) -> Place:
        """Return the place of a value, or of the nearest thing around it that has one."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    @classmethod
    def under(cls, key: str, document: Document) -> Document:
        """Return the document as the one field of a mapping; every place moves along."""
        places = {(key, *path): place for path, place in document.places.items()}
        keys = {(key, *path): place for path, place in document.key_places.items()}
        return cls({key: document.value}, places, keys)


class Fault(Exception):
    """A fault found while reading, at a line and a column from 1."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message = line, column, message


def read_text(path: Path) -> str:
    """Read a regular file of UTF-8 within the limit; raise Fault for anything else."""
    try:
        # Not blocking: a pipe with no writer is refused below instead of waited for.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise Fault(1, 1, f"can't be read: {error.strerror}") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Fault(1, 1, "is not a regular file")
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Fault(1, 1, f"is larger than {MOST_BYTES // 1_000_000} MB; split it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Fault(
            line, 1, f"is not UTF-8 (byte {error.start}); save it as UTF-8 in your editor"
        ) from None


def read(text: str) -> Iterator[Document]:
    """Yield the documents of a YAML text; raise Fault at the first thing that can't be read."""
    for number, row in enumerate(text.split("\n"), 1):
        if row.startswith("%"):
            raise Fault(number, 1, "a line can't begin with %: put the text in quotes")
    events = _events(text)
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            yield _Builder(events).document()


def _events(text: str) -> Iterator[Any]:
    try:
        yield from yaml.parse(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = error.problem or error.context or "this is not YAML"
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        hint = "; a text with ': ', or that begins with ` @ % & * [ {, needs quotes"
        raise Fault(line, column, clean(message) + hint) from None
    except yaml.reader.ReaderError as error:
        # libyaml counts bytes, the Python reader characters: good enough to find the line.
        at = error.position if isinstance(error.position, int) else 0
        line = text.encode("utf-8", "replace").count(b"\n", 0, at) + 1
        raise Fault(line, 1, "a control character can't stand in YAML: delete it") from None


class _Builder:
    """Builds one document from events, and stops at its limits."""

    def __init__(self, events: Iterator[Any]) -> None:
        self.events = events
        self.nodes = 0
        self.places: dict[Path_, Place] = {}
        self.key_places: dict[Path_, Place] = {}

    def document(self) -> Document:
        value = self.node(next(self.events), ())
        return Document(value, self.places, self.key_places)

    def node(self, event: Any, path: Path_) -> Any:
        place = (event.start_mark.line + 1, event.start_mark.column + 1)
        self.places[path] = place
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise Fault(*place, f"more than {MOST_NODES:,} values in one document")
        if len(path) > MOST_DEPTH:
            raise Fault(*place, f"nested more than {MOST_DEPTH} deep")
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise Fault(
                *place,
                "aliases and anchors are not used here: quote a text that starts with * or &",
            )
        if event.tag is not None:
            raise Fault(*place, f"tags are not used here ({clean(event.tag)[:40]}); write a text")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path)

    def scalar(self, event: Any, place: Place) -> str:
        text: str = event.value
        if len(text) > MOST_CHARACTERS:
            raise Fault(*place, f"a text of more than {MOST_CHARACTERS:,} characters")
        return text

    def sequence(self, path: Path_) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items))))
        return items

    def mapping(self, path: Path_) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            place = (event.start_mark.line + 1, event.start_mark.column + 1)
            key = self.node(event, (*path, "\0key"))
            if not isinstance(key, str):
                raise Fault(*place, "a key must be a text")
            if key == "<<":
                raise Fault(*place, "merge keys are not used here")
            if key in mapping:
                first = self.key_places[(*path, key)][0]
                raise Fault(*place, f"{clean(key)[:40]!r} stands here already, on line {first}")
            self.key_places[(*path, key)] = place
            mapping[key] = self.node(next(self.events), (*path, key))
        return mapping
