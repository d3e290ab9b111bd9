"""Answers from the index of a place: names, meanings, completions, near misses.

Imports next to nothing but sqlite3, since a look-up waits for it. Values are those of the index:
entries as plain dicts.
"""

from __future__ import annotations

import os
import sqlite3
import zlib

from learn.glossary.public import public
from learn.text import distance, normalise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    Entry = dict[str, Any]
    Connections = Sequence[sqlite3.Connection]

VERSION = 5
SHIPPED = "index.sqlite"  # beside the files of the built-in glossary, in the wheel
STRONG, SEARCH_KEY = 1, 0
_BEGINNING = 8  # letters of a name that near misses are looked for by
_STATED = 256  # files of a place that a look-up looks at, one by one


def index_path(place: str, cache: str) -> str:
    """Return where the index of a place lies."""
    shipped = os.path.join(place, SHIPPED)
    if os.path.exists(shipped):
        return shipped
    name = os.path.basename(place) or "root"
    return os.path.join(cache, f"{name}-{zlib.crc32(os.fsencode(place)):08x}.sqlite")


def open_fresh(place: str, cache: str) -> sqlite3.Connection | None:
    """Open the index of a place for reading, or None where it has to be built or brought up first.

    A new or vanished file shows in its folder's time. Where there are very many files, only those
    that a found entry came from are compared (`is_fresh`): all others are at the next full look.
    """
    path = index_path(place, cache)
    try:
        connection = sqlite3.connect(
            f"file:{_quoted(path)}?mode=ro", uri=True, isolation_level=None
        )
        if connection.execute("select version, place from meta").fetchone() != (VERSION, place):
            # A shipped index was built elsewhere, and its files don't change.
            if not path.endswith(SHIPPED):
                return None
            return connection
        if path.endswith(SHIPPED):
            return connection
        for folder, time in connection.execute("select path, time from folder"):
            if os.stat(folder).st_mtime_ns != time:
                return None
        rows = connection.execute(f"select path, size, time from file limit {_STATED}").fetchall()
        if len(rows) < _STATED and not _unchanged(rows):
            return None
    except (sqlite3.Error, OSError):
        return None
    return connection


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _unchanged(rows: Iterable[tuple[str, int, int]]) -> bool:
    for path, size, time in rows:
        about = os.stat(path)
        if (about.st_size, about.st_mtime_ns) != (size, time):
            return False
    return True


def is_fresh(connection: sqlite3.Connection, entries: Iterable[int]) -> bool:
    """Whether the files that some entries came from are as the index knows them."""
    for key in entries:
        sql = "select path, size, time from file where id = (select file from entry where id = ?)"
        try:
            if not _unchanged(connection.execute(sql, (key,))):
                return False
        except OSError:
            return False
    return True


def entry_of(connection: sqlite3.Connection, key: int) -> Entry:
    """Return an entry as a plain dict; SQLite takes its JSON apart, so that no module need."""
    made: dict[int, Any] = {}
    rows = connection.execute(
        "select tree.id, tree.parent, tree.key, tree.type, tree.atom"
        " from entry, json_tree(entry.json) as tree where entry.id = ? order by tree.id",
        (key,),
    )
    for node, parent, name, kind, atom in rows:
        value: Any = atom
        if kind in ("object", "array"):
            value = {} if kind == "object" else []
        elif kind in ("true", "false"):
            value = kind == "true"
        made[node] = value
        if parent is not None:
            whole = made[parent]
            if isinstance(whole, dict):
                whole[name] = value
            else:
                whole.append(value)
    root: Entry = made[min(made)]
    return root


class Found:
    """What a look-up found: entries whose name it is, further meanings, and entries to offer."""

    def __init__(self, entries: list[Entry], meanings: list[Entry], offers: list[Entry]) -> None:
        self.entries, self.meanings, self.offers = entries, meanings, offers

    def __bool__(self) -> bool:
        return bool(self.entries or self.meanings)


def find(indexes: Connections, words: str) -> Found | None:
    """Look up a slug, name, alias or abbreviation in either language, in any spelling.

    Returns None where a file has changed under one of the entries found. An entry of an earlier
    index hides its twin in a later one.
    """
    norm = normalise(words)
    named: tuple[Entry, Entry] = ({}, {})
    for index in indexes:
        rows = index.execute(
            "select entry.id, slug, strong from name join entry on entry.id = name.entry"
            " where norm = ? order by entry.id",
            (norm,),
        ).fetchall()
        if not is_fresh(index, [key for key, *_ in rows]):
            return None
        for key, slug, strong in rows:
            if slug not in named[strong]:
                named[strong][slug] = entry_of(index, key)
    entries = list(named[STRONG].values())
    meanings = [
        meaning
        for meaning in _meanings(indexes, norm)
        if "term" not in meaning or (meaning["term"] not in named[STRONG])
    ]
    offers = [entry for slug, entry in named[SEARCH_KEY].items() if slug not in named[STRONG]]
    return Found(entries, meanings, offers)


def _meanings(indexes: Connections, norm: str) -> list[Entry]:
    """Return the meanings that a file `ambiguous.yaml` lists for a word, those it can show."""
    found = []
    for index in indexes:
        rows = index.execute(
            "select json_extract(item.value, '$.term'),"
            " json_extract(item.value, '$.name.en'), json_extract(item.value, '$.name.zh'),"
            " json_extract(item.value, '$.summary.en'), json_extract(item.value, '$.summary.zh')"
            " from word, json_each(word.json, '$.meanings') as item where norm = ?",
            (norm,),
        )
        for term, name_en, name_zh, en, zh in rows.fetchall():
            if term is None:
                names = {"en": name_en, "zh": name_zh}
                found.append({"name": names, "summary": {"en": en, "zh": zh}})
            elif (entry := get(indexes, term)) is not None:
                found.append({**entry, "term": term})
    return found


def get(indexes: Connections, slug: str) -> Entry | None:
    """Return the entry of a slug."""
    for index in indexes:
        row = index.execute("select id from entry where slug = ? order by id", (slug,)).fetchone()
        if row is not None:
            return entry_of(index, row[0])
    return None


def public_of(indexes: Connections, entry: Entry) -> Entry:
    """Return the public form of an entry: the form of `--json` and of a definition's page."""

    def name_of(slug: str) -> dict[str, str] | None:
        for index in indexes:
            sql = "select name_en, name_zh from entry where slug = ?"
            for en, zh in index.execute(sql, (slug,)):
                return {"en": en, "zh": zh}
        return None

    return public(entry, name_of)


def completions(indexes: Connections, start: str, limit: int = 60) -> list[str]:
    """Return the slugs that begin with what was typed, or else the Chinese names that do."""
    norm = normalise(start)
    found: dict[str, None] = {}
    for index in indexes:
        rows = index.execute(
            "select distinct slug, entry.name_zh from name join entry on entry.id = name.entry"
            " where norm >= ? and norm < ? and strong limit ?",
            (norm, norm + "\U0010ffff", limit * 4),
        )
        for slug, zh in rows:
            if normalise(slug).startswith(norm):
                found[slug] = None
            elif not start.isascii() and normalise(zh).startswith(norm):
                found[zh] = None
    return sorted(found)[:limit]


def suggest(indexes: Connections, words: str, count: int = 3) -> list[Entry]:
    """Return the entries whose names are nearest to a word that no term has, the nearest first.

    Candidates share all but one letter with the word (each side may lose one: the index keeps
    every name short of a letter), or its beginning.
    """
    norm = normalise(words)
    most = max(1, min(3, len(norm) // 3))
    best: dict[str, tuple[int, sqlite3.Connection, int]] = {}
    for index in indexes:
        for name, slug, key in _candidates(index, norm):
            far = distance(norm, name, most)
            if far <= most and far < best.get(slug, (most + 1,))[0]:
                best[slug] = (far, index, key)
    nearest = sorted(best.items(), key=lambda each: (each[1][0], each[0]))[:count]
    return [entry_of(index, key) for _, (_, index, key) in nearest]


def _candidates(index: sqlite3.Connection, norm: str) -> Iterable[tuple[str, str, int]]:
    keys = near_keys(norm)
    names = sorted({norm, *shorter(norm)})
    marks, named = (",".join("?" * len(each)) for each in (keys, names))
    begin = norm[: max(1, len(norm) // 2)]
    yield from index.execute(
        "select norm, slug, entry.id from name join entry on entry.id = name.entry"
        f" where name.rowid in (select name from near where key in ({marks}))"
        f" or name.rowid in (select rowid from name where norm in ({named}))"
        " or name.rowid in (select rowid from name where norm >= ? and norm < ? limit 300)",
        (*keys, *names, begin, begin + "\U0010ffff"),
    )


def near_keys(name: str) -> list[int]:
    """Return what stands for the beginning of a name, and for it short of a letter.

    Names that differ by a slip share such a key, since a slip in the beginning is undone by leaving
    out a letter on each side (the prefix filter of SymSpell, Garbe 2012).
    """
    begin = name[:_BEGINNING]
    return sorted({zlib.crc32(each.encode()) for each in (begin, *shorter(begin))})


def shorter(name: str) -> list[str]:
    """Return a name short of each of its letters in turn."""
    return [name[:i] + name[i + 1 :] for i in range(len(name))] if len(name) > 2 else []
