"""Folders and files of YAML become one glossary, with every fault found on the way."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from learn.glossary import yaml_reader
from learn.glossary.build import Entry
from learn.glossary.files import list_files, read_text
from learn.glossary.problems import Fault, Path_, Problem
from learn.glossary.validate import to_entry, to_words
from learn.glossary.yaml_reader import Document
from learn.text import clean, in_line

WORDS_FILE = "ambiguous.yaml"


@dataclass
class Glossary:
    """The validated entries of one or more places by slug, and the words of several meanings."""

    entries: dict[str, Entry] = field(default_factory=dict)
    words: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    where: dict[str, tuple[str, Document]] = field(default_factory=dict)
    refused: dict[str, tuple[str, Document]] = field(default_factory=dict)

    def problem(self, slug: str, path: Path_, message: str, *, warning: bool = False) -> None:
        """Note a fault of a term, or a refused one, at the place of one of its fields."""
        file, document = self.where.get(slug) or self.refused[slug]
        note = Problem.warning if warning else Problem
        self.problems.append(note(file, *document.place(path), clean(message)))

    def stands(self, slug: str, path: Path_ = ()) -> str:
        """Say where a term stands: its file and line."""
        file, document = self.where[slug]
        return f"{file}:{document.place(path)[0]}"


def load(places: Sequence[Path]) -> Glossary:
    """Read every entry of the places, the built-in one first; nothing is raised for a bad file."""
    glossary = Glossary()
    for place in places:
        if not os.path.exists(place):  # noqa: PTH110 - Path.exists raises where it may not look
            said = "there is no such file or folder"
            glossary.problems.append(Problem(in_line(str(place)), 1, 1, said))
            continue
        listing = list_files(place)
        glossary.problems += listing.skipped
        for path in sorted(listing.files):
            load_file(Path(path), place, glossary)
    return glossary


def load_file(file: Path, place: Path, glossary: Glossary) -> None:
    """Add the entries of one file of a place, and its problems."""
    shown = in_line(str(file))

    def warn(line: int, column: int, message: str) -> None:
        glossary.problems.append(Problem.warning(shown, line, column, message))

    try:
        documents = list(yaml_reader.read_documents(read_text(file), warn))
    except Fault as fault:
        glossary.problems.append(Problem(shown, fault.line, fault.column, fault.message))
        return
    if not documents:
        glossary.problems.append(Problem(shown, 1, 1, "is empty: it should hold a term"))
    if file.name == WORDS_FILE:
        for document in documents:
            glossary.words += to_words(document, shown, glossary.problems)
        return
    in_folder = file != place
    topic = file.parent.name if in_folder and file.parent != place else None
    if topic and not topic.isprintable():
        said = f"the folder's name {in_line(topic)!r} holds a control character: rename it"
        glossary.problems.append(Problem(shown, 1, 1, said))
        return
    for document in documents:
        # A file of one term in a folder is named after it; documents among many say their own slug.
        says = isinstance(document.value, dict) and "slug" in document.value
        named = len(documents) == 1 and (topic is not None or not says)
        _add(document, shown, file.stem if named else None, topic, glossary)


def _add(
    document: Document, file: str, slug: str | None, topic: str | None, glossary: Glossary
) -> None:
    entry = to_entry(document, file, slug, topic, glossary.problems)
    if entry is None:
        said = document.value.get("slug") if isinstance(document.value, dict) else None
        if isinstance(name := slug or said, str):
            glossary.refused[name] = (file, document)
        return
    slug = entry["slug"]
    if slug in glossary.entries:
        said = f"{slug!r} is a term already: {glossary.stands(slug)}"
        glossary.problems.append(Problem(file, *document.place(("slug",)), said))
        return
    glossary.entries[slug] = entry
    glossary.where[slug] = (file, document)
