"""YAML as a glossary needs it: mappings, lists and strings, each with the place it stands at.

Built from libyaml's events, so that every scalar is the string that was typed and nothing in a file
can run, blow up or change type: no tags, anchors, aliases or merge keys, and bounded in every way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from learn.glossary.problems import Fault, Path_, Place
from learn.text import shorten

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MOST_DEPTH = 16
MOST_NODES = 50_000
MOST_CHARACTERS = 20_000
MOST_DOCUMENTS = 10_000
MOST_NODES_IN_FILE = 1_000_000

_TOO_DEEP = f"nested more than {MOST_DEPTH} deep"
Warn = Callable[[int, int, str], None]  # line, column, message
_BREAK = re.compile(r"\r\n|\r|\n")
# What YAML takes for the end of a line and an editor doesn't: a comment could go on as content.
_HIDDEN_BREAK = re.compile("[\x85\u2028\u2029]")
_ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff]")
_DIRECTIVE = re.compile(r"(?:\A|[\r\n])(%)")
_TAB = re.compile(r" *\t")
_QUOTE = "put a text in quotes if it has ': ' in it or begins with one of ` @ % & * [ { | > #"


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


def read_documents(text: str, warn: Warn = lambda *_: None) -> Iterator[Document]:
    """Yield the documents of a YAML text; raise Fault at the first thing that can't be read.

    `warn` is told where a text may have been cut.
    """
    text = text.lstrip("\ufeff")
    if hidden := _HIDDEN_BREAK.search(text):
        said = f"an invisible line break (U+{ord(hidden.group()):04X}) stands here: delete it"
        raise Fault(*_place_of(text, hidden.start()), said)
    if directive := _DIRECTIVE.search(text):
        place = _place_of(text, directive.start(1))
        raise Fault(*place, "a line can't begin with %: put the text in quotes")
    events, documents, nodes = _events(text), 0, 0
    for event in events:
        if not isinstance(event, yaml.DocumentStartEvent):
            continue
        builder = _Builder(events, text, warn)
        yield builder.document()
        documents, nodes = documents + 1, nodes + builder.nodes
        if documents > MOST_DOCUMENTS:
            raise Fault(*_place(event), f"more than {MOST_DOCUMENTS:,} terms in one file: split it")
        if nodes > MOST_NODES_IN_FILE:
            said = f"more than {MOST_NODES_IN_FILE:,} values in one file: split it"
            raise Fault(*_place(event), said)


def _place(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _place_of(text: str, at: int) -> Place:
    """Return the line and the column of a character."""
    rows = _BREAK.split(text[:at])
    return len(rows), len(rows[-1]) + 1


def _events(text: str) -> Iterator[Any]:
    try:
        yield from yaml.parse(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        raise _fault(error, text) from None
    except yaml.reader.ReaderError as error:
        # libyaml counts bytes, the Python reader characters: good enough to find the line.
        at = error.position if isinstance(error.position, int) else 0
        line = text.encode("utf-8", "replace").count(b"\n", 0, at) + 1
        raise Fault(line, 1, "a control character can't stand in YAML: delete it") from None
    except UnicodeEncodeError as error:
        place = _place_of(text, error.start)
        raise Fault(*place, "half a character stands here: delete it") from None


def _fault(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """Say what libyaml says, where a person looks for it, and what to do."""
    mark, context = error.problem_mark or error.context_mark, error.context or ""
    said, hint = shorten(error.problem or context or "this is not YAML"), _QUOTE
    if "quoted scalar" in context and "unexpected" in said and error.context_mark:
        mark, said, hint = error.context_mark, "the quote that begins here has no end", "close it"
    if mark is None:
        return Fault(1, 1, f"{said}: {hint}")
    if "nesting depth" in said:  # libyaml has a limit of its own since 0.2.6, and sees far ahead
        return Fault(mark.line + 1, mark.column + 1, _TOO_DEEP)
    if _TAB.match(text, mark.index - mark.column):
        hint = "indent with spaces; a tab can't indent, and a text that has one goes in quotes"
    return Fault(mark.line + 1, mark.column + 1, f"{said}: {hint}")


class _Builder:
    """Builds one document from events, and stops at its limits."""

    def __init__(self, events: Iterator[Any], text: str, warn: Warn) -> None:
        self.events = events
        self.text, self.warn = text, warn
        self.nodes = 0
        self.places: dict[Path_, Place] = {}
        self.key_places: dict[Path_, Place] = {}

    def document(self) -> Document:
        value = self.node(next(self.events), ())
        return Document(value, self.places, self.key_places)

    def node(self, event: Any, path: Path_) -> Any:
        place = _place(event)
        self.places[path] = place
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise Fault(*place, f"more than {MOST_NODES:,} values in one document")
        if len(path) > MOST_DEPTH:
            raise Fault(*place, _TOO_DEEP)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise Fault(
                *place,
                "aliases and anchors are not used here: quote text starting with * or &",
            )
        if event.tag is not None:
            raise Fault(*place, f"tags are not used here ({shorten(event.tag, 40)}): write a text")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path)

    def scalar(self, event: Any, place: Place) -> str:
        text: str = event.value
        if len(text) > MOST_CHARACTERS:
            raise Fault(*place, f"a text of more than {MOST_CHARACTERS:,} characters")
        if unseen := _ZERO_WIDTH.search(text):
            said = f"a character without width (U+{ord(unseen.group()):04X}) stands here: delete it"
            start, end = event.start_mark.index, event.end_mark.index
            typed = _ZERO_WIDTH.search(self.text, start, end)  # or written as an escape
            raise Fault(*(_place_of(self.text, typed.start()) if typed else place), said)
        if not event.style:
            self.look_for_cut(event.end_mark)
        return text

    def look_for_cut(self, end: Any) -> None:
        """Warn where an unquoted text ends at a single space and a `#`, as in `see issue #3`.

        Who means a comment sets it off by two spaces, and is not warned.
        """
        if self.text[end.index : end.index + 2] in (" #", "\t#"):
            said = "the text ends here, for ' #' begins a comment: put it in quotes, or put two"
            said += " spaces before a comment that is meant"
            self.warn(end.line + 1, end.column + 2, said)

    def sequence(self, path: Path_) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items))))
        return items

    def mapping(self, path: Path_) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            place = _place(event)
            key = self.node(event, (*path, "\0key"))
            if not isinstance(key, str):
                raise Fault(*place, "a key must be a text")
            if key == "<<":
                raise Fault(*place, "merge keys (<<) are not used here: write the fields out")
            if key in mapping:
                first = self.key_places[(*path, key)][0]
                raise Fault(*place, f"{shorten(key, 40)!r} stands here already, on line {first}")
            self.key_places[(*path, key)] = place
            mapping[key] = self.node(next(self.events), (*path, key))
        return mapping
