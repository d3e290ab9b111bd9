"""Folders and files of YAML become one glossary, with every fault found on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from learn.glossary import reader
from learn.glossary.build import Entry
from learn.glossary.files import files_of
from learn.glossary.reader import Document, Fault, Problem
from learn.glossary.schema import to_entry, to_words
from learn.text import clean

WORDS_FILE = "ambiguous.yaml"


@dataclass
class Glossary:
    """The validated entries of one or more places by slug, and the words of several meanings."""

    entries: dict[str, Entry] = field(default_factory=dict)
    words: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    where: dict[str, tuple[str, Document]] = field(default_factory=dict)

    def problem(self, slug: str, path: reader.Path_, message: str) -> None:
        """Note a fault of a term, at the place of one of its fields."""
        file, document = self.where[slug]
        self.problems.append(Problem(file, *document.place(path), clean(message)))


def load(places: Sequence[Path]) -> Glossary:
    """Read every entry of the places, the built-in one first; nothing is raised for a bad file."""
    glossary = Glossary()
    for place in places:
        if not place.exists():
            glossary.problems.append(Problem(str(place), 1, 1, "there is no such file or folder"))
            continue
        for path, _, _ in sorted(files_of(place)):
            load_file(Path(path), place, glossary)
    return glossary


def load_file(file: Path, place: Path, glossary: Glossary) -> None:
    """Add the entries of one file of a place, and its problems."""
    shown = clean(str(file))
    try:
        documents = list(reader.read(reader.read_text(file)))
    except Fault as fault:
        glossary.problems.append(Problem(shown, fault.line, fault.column, fault.message))
        return
    if not documents:
        glossary.problems.append(Problem(shown, 1, 1, "is empty: it should hold a term"))
    if file.name == WORDS_FILE:
        for document in documents:
            glossary.words += to_words(document, shown, glossary.problems)
        return
    in_folder = place.is_dir()
    topic = file.parent.name if in_folder and file.parent != place else None
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
        return
    slug = entry["slug"]
    if slug in glossary.entries:
        first_file, first = glossary.where[slug]
        message = f"{slug!r} is a term already: {first_file}:{first.place(())[0]}"
        glossary.problems.append(Problem(file, *document.place(("slug",)), message))
        return
    glossary.entries[slug] = entry
    glossary.where[slug] = (file, document)
