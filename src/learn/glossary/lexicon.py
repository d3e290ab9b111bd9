"""Looking up, searching and suggesting among the terms of one or more glossaries."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from learn.glossary.build import Entry
from learn.glossary.build import meaning as build_meaning
from learn.glossary.build import term as build_term
from learn.glossary.index import bigrams, open_index
from learn.glossary.public import public
from learn.term import Meaning, Term, normalise

_WEIGHTS = "10.0, 3.0, 1.0"  # a hit among the names, in the summary, in the rest of the prose


@dataclass(frozen=True)
class Match:
    """What a look-up found: entries whose name it is, and the word's further meanings."""

    entries: tuple[Entry, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    offers: tuple[Entry, ...] = ()


@dataclass
class Lexicon:
    """The glossaries that are open, the built-in one first; an earlier term hides a later twin."""

    places: Sequence[Path]
    cache: Path
    notes: list[str] = field(default_factory=list)

    @cached_property
    def _indexes(self) -> list[sqlite3.Connection]:
        indexes = [open_index(place, self.cache) for place in self.places]
        for place, index in zip(self.places, indexes, strict=True):
            if count := index.execute("select count(*) from problem").fetchone()[0]:
                faults = "1 fault" if count == 1 else f"{count} faults"
                self.notes.append(f"{faults} in {place}: see learn check {place}")
        return indexes

    def _rows(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        for index in self._indexes:
            yield from index.execute(sql, values)

    def _entries(self, sql: str, *values: Any) -> list[Entry]:
        """Run a query for (slug, json) in every glossary; the first of twins stands."""
        found: dict[str, Entry] = {}
        for slug, text in self._rows(sql, *values):
            if slug not in found:
                found[slug] = json.loads(text)
        return list(found.values())

    def get(self, slug: str) -> Entry | None:
        """Return the entry of a slug."""
        found = self._entries("select slug, json from entry where slug = ?", slug)
        return found[0] if found else None

    def find(self, words: str) -> Match:
        """Look up a slug, name, alias or abbreviation in either language, in any spelling."""
        norm = normalise(words)
        named: list[dict[str, Entry]] = [{}, {}]
        for slug, text, strong in self._rows(
            "select slug, json, strong from name join entry on entry.id = name.entry"
            " where norm = ? order by entry.id",
            norm,
        ):
            named[strong].setdefault(slug, json.loads(text))
        entries = tuple(named[1].values())
        own = {entry["slug"] for entry in entries}
        meanings = [
            build_meaning(meaning)
            for (text,) in self._rows("select json from word where norm = ?", norm)
            for meaning in json.loads(text)["meanings"]
        ]
        return Match(
            entries,
            tuple(
                m for m in meanings if m.slug is None or (m.slug not in own and self.get(m.slug))
            ),
            tuple(entry for slug, entry in named[0].items() if slug not in own),
        )

    def all(self, topic: str | None = None) -> list[Entry]:
        """Return every entry, or those of a topic, by topic and name."""
        entries = self._entries("select slug, json from entry")
        chosen = (e for e in entries if topic is None or e["topic"] == topic)
        return sorted(chosen, key=lambda e: (e["topic"], e["name"]["en"].casefold()))

    def topics(self) -> list[str]:
        """Return the topics that have a term."""
        return sorted({topic for (topic,) in self._rows("select distinct topic from entry")})

    def terms(self) -> dict[str, Term]:
        """Return every term by slug, in the order of `all`."""
        return {entry["slug"]: self.term(entry) for entry in self.all()}

    def term(self, entry: Entry) -> Term:
        """Return the term of an entry."""
        return build_term(entry, self.get)

    def public(self, entry: Entry) -> dict[str, Any]:
        """Return the form that `--json` prints and the page of a definition shows."""
        return public(entry, self._name)

    def _name(self, slug: str) -> dict[str, str] | None:
        for en, zh in self._rows("select name_en, name_zh from entry where slug = ?", slug):
            return {"en": en, "zh": zh}
        return None

    def search(self, words: str, limit: int = 50) -> list[tuple[Entry, float]]:
        """Return the entries whose names or prose hold all the words, best first, with scores."""
        parts = re.findall(r"[^\W_]+", bigrams(words.casefold()))
        if not parts:
            return []
        query = " AND ".join(f'"{part}"*' for part in parts)
        found: dict[str, tuple[Entry, float]] = {}
        for slug, text, score in self._rows(
            f"select slug, json, -bm25(prose, {_WEIGHTS}) as score from prose"
            " join entry on entry.id = prose.rowid where prose match ? order by score desc limit ?",
            query,
            limit,
        ):
            found.setdefault(slug, (json.loads(text), score))
        return sorted(found.values(), key=lambda each: -each[1])[:limit]

    def suggest(self, words: str, count: int = 3) -> list[Entry]:
        """Return the entries whose names are nearest to a word that no term has."""
        from difflib import get_close_matches

        slugs = dict(self._rows("select norm, slug from name join entry on entry.id = name.entry"))
        near = get_close_matches(normalise(words), list(slugs), n=count * 3, cutoff=0.6)
        found = dict.fromkeys(slugs[norm] for norm in near)
        if len(found) < count:
            found |= dict.fromkeys(entry["slug"] for entry, _ in self.search(words, count))
        return [entry for slug in list(found)[:count] if (entry := self.get(slug))]
