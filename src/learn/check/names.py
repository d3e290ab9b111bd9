"""Names that two terms share, or seem to: a look-up would find the wrong one, or both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from learn.check.lookalikes import looks, oddity
from learn.glossary.build import Entry
from learn.glossary.load import Glossary
from learn.glossary.problems import Path_
from learn.text import normalise


def check_names(glossary: Glossary, around: Glossary) -> None:
    """Note every slug and name of a glossary that is another term's, in it or around it.

    No two terms of a glossary share a name, unless `ambiguous.yaml` says that the word means both.
    A name of a term around it may be taken on purpose, and is a warning, as is a mere look-alike.
    """
    words = [*around.words, *glossary.words]
    known = _Names({normalise(spelling) for word in words for spelling in word["words"]})
    for each in (around, glossary):
        for slug in each.entries:
            if each is glossary and slug in around.entries:
                said = f"{slug!r} is a term already: {around.stands(slug)}, which hides this one"
                glossary.problem(slug, ("slug",), said)
            for path, name in _names_of(each.entries[slug]):
                known.add(each, glossary, slug, path, name)


def check_translations(glossary: Glossary, around: Glossary) -> None:
    """Warn where an English name has a second Chinese one: a reader takes them for two things."""
    first: dict[str, tuple[str, str]] = {}
    for of in (around, glossary):
        for slug, entry in of.entries.items():
            for path, name in _pairs_of(entry):
                zh, where = first.setdefault(normalise(name["en"]), (name["zh"], slug))
                if of is glossary and normalise(zh) != normalise(name["zh"]):
                    said = f"{name['en']!r} is {name['zh']!r} here and {zh!r} in {where!r}"
                    glossary.problem(slug, (*path, "zh"), said, warning=True)


def _pairs_of(entry: Entry) -> Iterator[tuple[Path_, Mapping[str, str]]]:
    """Yield the names that an entry gives in both languages, its own and those of confusions."""
    yield ("name",), entry["name"]
    for index, each in enumerate(entry.get("confused_with", ())):
        if "name" in each:
            yield ("confused_with", index, "name"), each["name"]


def _names_of(entry: Entry) -> Iterator[tuple[Path_, str]]:
    """Yield every spelling that means an entry, and where it stands in it."""
    yield ("name", "en"), entry["name"]["en"]
    yield ("name", "zh"), entry["name"]["zh"]
    for index, alias in enumerate(entry.get("aliases", ())):
        if not alias.startswith("~"):
            yield ("aliases", index), alias
    yield ("slug",), entry["slug"]


@dataclass
class _Names:
    """The names so far, and the first term that each belongs to."""

    shared: set[str]
    owners: dict[str, tuple[Glossary, str]] = field(default_factory=dict)
    seen: dict[str, tuple[Glossary, str, str]] = field(default_factory=dict)

    def add(self, of: Glossary, checked: Glossary, slug: str, path: Path_, name: str) -> None:
        """Add a name of a term; note in the glossary that is checked if it is another's already."""
        norm, look = normalise(name), looks(name)
        owner = self.owners.setdefault(norm, (of, slug))
        twin = self.seen.setdefault(look, (of, slug, name))
        if of is not checked or norm in self.shared:
            return
        if owner[1] != slug:
            said = f"{name!r} is a name of {owner[1]!r} too ({owner[0].stands(owner[1])})"
            if owner[0] is of:
                said += "; if it means both, drop it from one"
            of.problem(slug, path, said, warning=owner[0] is not of)
        elif twin[1] != slug and normalise(twin[2]) != norm and len(look) > 1:
            there = f"{twin[2]!r}, a name of {twin[1]!r} ({twin[0].stands(twin[1])})"
            odd = oddity(name) or oddity(twin[2])
            of.problem(slug, path, f"{name!r} looks like {there}: {odd}", warning=True)
