"""Folders and files of YAML become one glossary, with every fault found on the way."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from learn.glossary import reader
from learn.glossary.reader import Document, Fault, Problem
from learn.glossary.schema import to_term, to_words
from learn.term import Meaning, Term, Text, normalise

WORDS_FILE = "ambiguous.yaml"
_SUFFIXES = (".yaml", ".yml")


@dataclass
class Glossary:
    """The terms of one or more places by slug, and the words that have several meanings."""

    terms: dict[str, Term] = field(default_factory=dict)
    words: dict[str, tuple[Meaning, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    where: dict[str, tuple[str, Document]] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, Text]:
        """The name of every term, by slug."""
        return {slug: term.name for slug, term in self.terms.items()}

    def problem(self, slug: str, path: reader.Path_, message: str) -> None:
        """Note a fault of a term, at the place of one of its fields."""
        file, document = self.where[slug]
        self.problems.append(Problem(file, *document.place(path), reader.clean(message)))


def files_of(place: Path) -> Iterator[Path]:
    """Yield the YAML files of a place: a file, or a folder with its folders; links aren't walked."""
    if not place.is_dir():
        yield place
        return
    for folder, folders, names in os.walk(place):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(_SUFFIXES) and not name.startswith("."):
                yield Path(folder, name)


def load(places: Sequence[Path]) -> Glossary:
    """Read every term of the places, the built-in one first; nothing is raised for a bad file."""
    glossary = Glossary()
    for place in places:
        if not place.exists():
            glossary.problems.append(Problem(str(place), 1, 1, "there is no such file or folder"))
            continue
        for file in files_of(place):
            _load_file(file, place, glossary)
    _check_links(glossary)
    glossary.problems.sort()
    return glossary


def _load_file(file: Path, place: Path, glossary: Glossary) -> None:
    shown = reader.clean(str(file))
    try:
        documents = list(reader.read(reader.read_text(file)))
    except Fault as fault:
        glossary.problems.append(Problem(shown, fault.line, fault.column, fault.message))
        return
    if not documents:
        glossary.problems.append(Problem(shown, 1, 1, "is empty: it should hold a term"))
    if file.name == WORDS_FILE:
        for document in documents:
            for words, meanings in to_words(document, shown, glossary.problems):
                glossary.words.update((normalise(word), meanings) for word in words)
        return
    alone = len(documents) == 1
    topic = file.parent.name if file.parent != place and place.is_dir() else None
    for document in documents:
        # A file that holds one term may be named after it, or say its slug as one of many does.
        says = isinstance(document.value, dict) and "slug" in document.value
        by_name = file.stem if alone and (place.is_dir() or not says) else None
        _add(document, shown, None if says and not topic else by_name, topic, glossary)


def _add(
    document: Document, file: str, slug: str | None, topic: str | None, glossary: Glossary
) -> None:
    term = to_term(document, file, slug, topic, glossary.problems)
    if term is None:
        return
    if term.slug in glossary.terms:
        first_file, first = glossary.where[term.slug]
        message = f"{term.slug!r} is a term already: {first_file}:{first.place(())[0]}"
        glossary.problems.append(Problem(file, *document.place(("slug",)), message))
        return
    glossary.terms[term.slug] = term
    glossary.where[term.slug] = (file, document)


def _check_links(glossary: Glossary) -> None:
    for term in glossary.terms.values():
        links: list[tuple[reader.Path_, str]] = [
            (("confused_with", index, "term"), each.slug)
            for index, each in enumerate(term.confused_with)
            if each.slug
        ]
        links += [(("see_also", index), slug) for index, slug in enumerate(term.see_also)]
        for path, slug in links:
            if slug not in glossary.terms:
                message = f"{slug!r} is no term of the glossary{_nearest(slug, glossary.terms)}"
                glossary.problem(term.slug, path, message)
            elif slug == term.slug:
                glossary.problem(term.slug, path, "a term can't point at itself")


def _nearest(slug: str, slugs: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(slug, list(slugs), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
