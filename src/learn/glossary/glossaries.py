"""The glossaries that are open: looking up, listing, searching and suggesting among their terms."""

from __future__ import annotations

import os
import sqlite3

from learn.glossary import lookup, suggestions
from learn.glossary.lookup import Found
from learn.text import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from learn.glossary.build import Entry
    from learn.glossary.term import Term

_WEIGHTS = "10.0, 3.0, 1.0"  # a hit among the names, in the summary, in the rest of the prose


class Glossaries:
    """The glossaries that are open, the built-in one first; an earlier term hides a later twin.

    `at_once` takes an index that seems up to date as it is, for a look-up that has no time to
    compare every file. `notes` is what there is to tell about each place: a key of the messages,
    the place, a count.
    """

    def __init__(
        self,
        places: Sequence[str | os.PathLike[str]],
        cache: str,
        progress: Callable[[int, int], None] = lambda *_: None,
        *,
        at_once: bool = False,
    ) -> None:
        self.places = [os.fspath(place) for place in places]
        self.notes: list[tuple[str, str, int]] = []
        self._cache, self._progress, self._at_once = cache, progress, at_once
        self._opened: list[sqlite3.Connection] = []

    @property
    def _indexes(self) -> list[sqlite3.Connection]:
        if not self._opened:
            self._open()
        return self._opened

    def _open(self) -> None:
        self._opened, self.notes = [self._index(place) for place in self.places], []
        taken: list[str] = []  # the slugs of earlier places; those of the last are never listed
        for place, index in zip(self.places, self._opened, strict=True):
            if faults := index.execute("select count(*) from problem").fetchone()[0]:
                self.notes.append(("note_fault", place, faults))
            if taken and (hidden := _twins(index, taken)):
                self.notes.append(("note_hidden", place, hidden))
            if not self._at_once and index is not self._opened[-1]:
                taken += [slug for (slug,) in index.execute("select slug from entry")]

    def _index(self, place: str) -> sqlite3.Connection:
        fresh = lookup.open_fresh(place, self._cache) if self._at_once else None
        if fresh is not None:
            return fresh
        from pathlib import Path

        from learn.glossary.index import open_index

        return open_index(Path(place), self._cache, self._progress)

    def _rows(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        for index in self._indexes:
            yield from index.execute(sql, values)

    def _entries(self, sql: str, *values: Any) -> list[Entry]:
        """Run a query for (slug, json) in every glossary; the first of twins stands."""
        import json

        found: dict[str, Entry] = {}
        for slug, text in self._rows(sql, *values):
            if slug not in found:
                found[slug] = json.loads(text)
        return list(found.values())

    def get(self, slug: str) -> Entry | None:
        """Return the whole entry of a slug; a look-up reads less of it."""
        found = self._entries("select slug, json from entry where slug = ? order by id", slug)
        return found[0] if found else None

    def find(self, words: str) -> Found:
        """Look up a slug, name, alias or abbreviation in either language, in any spelling."""
        try:
            found = lookup.find(self._indexes, words)
        except sqlite3.DatabaseError:  # damaged inside: it is made again below
            if not self._at_once:
                raise
            found = None
        if found is None or (found.hidden and self._at_once):
            # A file has changed under it, or there is more to tell than was looked for.
            self._at_once = False
            self._open()
            found = lookup.find(self._indexes, words)
        return Found([], [], []) if found is None else found

    def all(self, topic: str | None = None) -> list[Entry]:
        """Return every entry, or those of a topic, by topic and name."""
        where, values = ("where topic = ?", (clean(topic),)) if topic is not None else ("", ())
        entries = self._entries(f"select slug, json from entry {where}", *values)
        return sorted(entries, key=lambda e: (e["topic"], e["name"]["en"].casefold()))

    def topics(self) -> list[str]:
        """Return the topics that have a term."""
        return sorted({topic for (topic,) in self._rows("select distinct topic from entry")})

    def terms(self) -> dict[str, Term]:
        """Return every term by slug, in the order of `all`."""
        from learn.glossary.build import term

        return {entry["slug"]: term(entry, self.get) for entry in self.all()}

    def term(self, slug: str) -> Term:
        """Return the term of a slug; raise KeyError where there is none."""
        from learn.glossary.build import term

        if (entry := self.get(slug)) is None:
            raise KeyError(slug)
        return term(entry, self.get)

    def public(self, entry: Entry) -> dict[str, Any]:
        """Return the form that `--json` prints and the page of a definition shows."""
        return lookup.public_of(self._indexes, dict(entry))

    def search(self, words: str, limit: int = 50) -> list[tuple[Entry, float]]:
        """Return the entries whose names or prose hold all the words, best first, with scores."""
        import json

        from learn.glossary.full_text import query

        if not (asked := query(words)):
            return []
        found: dict[str, tuple[Entry, float]] = {}
        for slug, text, score in self._rows(
            "select slug, json, score from entry join (select rowid as hit, -bm25(prose,"
            f" {_WEIGHTS}) as score from prose where prose match ? order by score desc limit ?)"
            " on hit = entry.id",
            asked,
            limit,
        ):
            found.setdefault(slug, (json.loads(text), score))
        return sorted(found.values(), key=lambda each: -each[1])[:limit]

    def suggest(self, words: str) -> list[Entry]:
        """Return the entries whose names are nearest to a word that no term has."""
        return list(suggestions.suggest(self._indexes, words))

    def completions(self, start: str, *, confusions: bool = False) -> list[str]:
        """Return the slugs, or the Chinese names, that begin with what was typed."""
        return suggestions.completions(self._indexes, start, confusions=confusions)


def _twins(index: sqlite3.Connection, taken: Sequence[str]) -> int:
    """Return how many slugs of an index are taken by earlier ones."""
    import json

    sql = "select count(distinct slug) from entry where slug in (select value from json_each(?))"
    count: int = index.execute(sql, (json.dumps(taken),)).fetchone()[0]
    return count
