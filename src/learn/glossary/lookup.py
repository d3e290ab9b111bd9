"""Answers from the index of a place: names, meanings, completions, near misses.

Values are those of the index: entries as plain dicts.
"""

from __future__ import annotations

import os
import sqlite3
import zlib

from learn.environment import paths
from learn.glossary.public import public
from learn.text import normalise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    Entry = dict[str, Any]
    Connections = Sequence[sqlite3.Connection]

VERSION = 11
SHIPPED = "index.sqlite"  # beside the files of the built-in glossary, in the wheel
STRONG, SEARCH_KEY = 1, 0
# What a look-up reads of an entry: that there is a demo, not what it says.
_READ = (
    "json_replace(json_remove(entry.json, '$.questions', '$.restated', '$.points'),"
    " '$.demo', json('true'))"
)
_STATED = 256  # files of a place that a look-up looks at, one by one


def index_path(place: str, cache: str) -> str:
    """Return where the index of a place lies."""
    # Only the built-in glossary ships one: what a stranger's folder brings is no index.
    if place == paths.builtin_folder():
        shipped = os.path.join(place, SHIPPED)
        if os.path.exists(shipped):
            return shipped
    name = os.path.basename(place) or "root"
    return os.path.join(cache, f"{name[:60]}-{zlib.crc32(os.fsencode(place)):08x}.sqlite")


def is_shipped(path: str) -> bool:
    """Whether an index came with the program; its files don't change."""
    return os.path.basename(path) == SHIPPED


def stored(path: str | os.PathLike[str]) -> str | bytes:
    """Return a path as SQLite keeps it: as bytes, if it is no text."""
    text = os.fspath(path)
    try:
        text.encode()
    except UnicodeEncodeError:
        return os.fsencode(text)
    return text


def open_fresh(place: str, cache: str) -> sqlite3.Connection | None:
    """Open the index of a place for reading, or None where it has to be built or brought up first.

    A new or vanished file shows in its folder's stamp. Where there are very many files, only those
    that a found entry came from are compared (`is_fresh`): all others are at the next full look.
    """
    path = index_path(place, cache)
    try:
        connection = sqlite3.connect(
            f"file:{_quoted(path)}?mode=ro", uri=True, isolation_level=None
        )
        meta = connection.execute("select version, place from meta").fetchone()
        if is_shipped(path):  # built elsewhere
            return connection
        if meta != (VERSION, stored(place)):
            return None
        if not _unchanged(connection.execute("select path, stamp from folder")):
            return None
        rows = connection.execute(f"select path, stamp from file limit {_STATED}").fetchall()
        if len(rows) < _STATED and not _unchanged(rows):
            return None
    except (sqlite3.Error, OSError):
        return None
    return connection


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _unchanged(rows: Iterable[tuple[str, str]]) -> bool:
    return all(paths.stamp(path) == stamp for path, stamp in rows)


def is_fresh(connection: sqlite3.Connection, entries: Iterable[int]) -> bool:
    """Whether the files that some entries came from are as the index knows them."""
    for key in entries:
        sql = "select path, stamp from file where id = (select file from entry where id = ?)"
        try:
            if not _unchanged(connection.execute(sql, (key,))):
                return False
        except OSError:
            return False
    return True


def entry_of(connection: sqlite3.Connection, key: int) -> Entry:
    """Return an entry as a plain dict, without what only a quiz and a demo read.

    SQLite takes its JSON apart, so that no module need.
    """
    made: dict[int, Any] = {}
    rows = connection.execute(
        "select tree.id, tree.parent, tree.key, tree.type, tree.atom"
        f" from entry, json_tree({_READ}) as tree where entry.id = ? order by tree.id",
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
    """What a look-up found: entries whose name it is, further meanings, and entries to offer.

    `confusions` are entries with which the word is mixed up, if it is nothing else, each with the
    `confusion` that is meant. `hidden` are the slugs found that an earlier glossary has too.
    """

    def __init__(self, entries: list[Entry], meanings: list[Entry], offers: list[Entry]) -> None:
        self.entries, self.meanings, self.offers = entries, meanings, offers
        self.confusions: list[Entry] = []
        self.hidden: list[str] = []

    def __bool__(self) -> bool:
        return bool(self.entries or self.meanings or self.confusions)


def find(indexes: Connections, words: str) -> Found | None:
    """Look up a slug, name, alias or abbreviation in either language, in any spelling.

    Returns None where a file has changed under one of the entries found. An entry of an earlier
    index hides its twin in a later one.
    """
    norm = normalise(words)
    named: tuple[Entry, Entry] = ({}, {})
    hidden = []
    for number, index in enumerate(indexes):
        rows = index.execute(
            "select entry.id, slug, strong from name join entry on entry.id = name.entry"
            " where norm = ? order by entry.id",
            (norm,),
        ).fetchall()
        if not is_fresh(index, [key for key, *_ in rows]):
            return None
        for key, slug, strong in rows:
            if number and _has(indexes[:number], slug):
                hidden.append(slug)
            if slug not in named[strong]:
                named[strong][slug] = entry_of(index, key)
    entries = list(named[STRONG].values())
    meanings = [
        meaning
        for meaning in _meanings(indexes, norm)
        if "term" not in meaning or (meaning["term"] not in named[STRONG])
    ]
    offers = [entry for slug, entry in named[SEARCH_KEY].items() if slug not in named[STRONG]]
    found = Found(entries, meanings, offers)
    found.hidden = hidden
    if not found:
        found.confusions = _confusions(indexes, norm)
    return found


def _confusions(indexes: Connections, norm: str) -> list[Entry]:
    """Return the entries that a word is mixed up with, each with that one `confusion` of its own.

    A file that has changed under one of them is seen at the next full look.
    """
    found: dict[str, Entry] = {}
    for index in indexes:
        rows = index.execute(
            "select distinct entry, place from confusion where norm = ? order by entry, place",
            (norm,),
        )
        for key, place in rows.fetchall():
            entry = entry_of(index, key)
            found.setdefault(entry["slug"], {**entry, "confusion": entry["confused_with"][place]})
    return list(found.values())


def _has(indexes: Connections, slug: str) -> bool:
    sql = "select 1 from entry where slug = ?"
    return any(index.execute(sql, (slug,)).fetchone() for index in indexes)


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
