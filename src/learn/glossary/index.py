"""The index of one place: names and prose of its terms in SQLite, so that no look-up reads YAML.

It follows the files by size and time, and reads again only those that changed. A build is one
transaction, so that a killed or a concurrent one leaves no half index. Where the cache folder can't
be written the index is built in memory: that costs speed and nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sqlite3
import zlib
from pathlib import Path
from typing import Any

from learn.glossary.files import files_of
from learn.term import normalise

VERSION = 1
_SCHEMA = """
create table meta (version integer, place text);
create table file (id integer primary key, path text unique, size integer, time integer);
create table entry (
  id integer primary key, file integer, slug text, topic text, name_en text, name_zh text, json text
);
create index entry_slug on entry (slug);
create index entry_file on entry (file);
create table name (norm text, entry integer, strong integer, text text);
create index name_norm on name (norm);
create index name_entry on name (entry);
create table word (file integer, norm text, json text);
create index word_norm on word (norm);
create table problem (file integer, line integer, col integer, message text);
create virtual table prose using fts5 (names, summary, body);
"""
_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")
_STRONG, _SEARCH_KEY = 1, 0


def bigrams(text: str) -> str:
    """Split every run of Chinese characters into overlapping pairs, which FTS5 takes for words.

    The last character stands alone too, so that a single one is found as the prefix of a pair.
    """

    def pairs(run: re.Match[str]) -> str:
        word = run.group()
        return " " + " ".join(word[i : i + 2] for i in range(len(word))) + " "

    return _CHINESE.sub(pairs, text)


def open_index(place: Path, cache: Path) -> sqlite3.Connection:
    """Return the index of a place, brought up to date with its files."""
    files = {path: (size, time) for path, size, time in files_of(place)}
    name = f"{place.name or 'root'}-{zlib.crc32(os.fsencode(place)):08x}.sqlite"
    with contextlib.suppress(OSError, sqlite3.Error):
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _fresh(cache / name, place, files)
    return _update(_connect(":memory:"), place, files)


def _fresh(path: Path, place: Path, files: dict[str, tuple[int, int]]) -> sqlite3.Connection:
    try:
        return _update(_connect(str(path)), place, files)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        path.unlink()  # a damaged cache is made again
        return _update(_connect(str(path)), place, files)


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None)
    connection.execute("pragma synchronous = off")
    return connection


def _known(connection: sqlite3.Connection, place: Path) -> dict[str, tuple[int, int]] | None:
    """Return the files that the index was made from, or None where it is not this place's."""
    try:
        meta = connection.execute("select version, place from meta").fetchone()
        if meta != (VERSION, str(place)):
            return None
        rows = connection.execute("select path, size, time from file")
        return {path: (size, time) for path, size, time in rows}
    except sqlite3.OperationalError as error:
        if "no such" in str(error):
            return None
        raise


def _update(
    connection: sqlite3.Connection, place: Path, files: dict[str, tuple[int, int]]
) -> sqlite3.Connection:
    if _known(connection, place) == files:
        return connection
    connection.execute("begin immediate")
    known = _known(connection, place)  # another process may have been faster
    if known is None:
        _recreate(connection, place)
        known = {}
    for path in known.keys() - files.keys():
        _remove(connection, path)
    for path in sorted(files):
        if known.get(path) != files[path]:
            _remove(connection, path)
            _read(connection, Path(path), place, files[path])
    connection.execute("commit")
    return connection


def _recreate(connection: sqlite3.Connection, place: Path) -> None:
    tables = connection.execute(
        "select name from sqlite_master where type = 'table' and name not like 'prose_%'"
    ).fetchall()
    for (table,) in tables:
        connection.execute(f'drop table if exists "{table}"')
    for statement in _SCHEMA.split(";"):
        connection.execute(statement)
    connection.execute("insert into meta values (?, ?)", (VERSION, str(place)))


def _remove(connection: sqlite3.Connection, path: str) -> None:
    row = connection.execute("select id from file where path = ?", (path,)).fetchone()
    if row is None:
        return
    entries = connection.execute("select id from entry where file = ?", row).fetchall()
    connection.executemany("delete from name where entry = ?", entries)
    connection.executemany("delete from prose where rowid = ?", entries)
    for table in ("entry", "word", "problem"):
        connection.execute(f"delete from {table} where file = ?", row)
    connection.execute("delete from file where id = ?", row)


def _read(connection: sqlite3.Connection, path: Path, place: Path, stamp: tuple[int, int]) -> None:
    from learn.glossary.load import Glossary, load_file

    glossary = Glossary()
    load_file(path, place, glossary)
    file = connection.execute(
        "insert into file (path, size, time) values (?, ?, ?)", (str(path), *stamp)
    ).lastrowid
    for entry in glossary.entries.values():
        _insert(connection, file, entry)
    for word in glossary.words:
        for spelling in word["words"]:
            row = (file, normalise(spelling), json.dumps(word, ensure_ascii=False))
            connection.execute("insert into word values (?, ?, ?)", row)
    rows = [(file, each.line, each.column, each.message) for each in glossary.problems]
    connection.executemany("insert into problem values (?, ?, ?, ?)", rows)


def _insert(connection: sqlite3.Connection, file: int | None, entry: Any) -> None:
    name, aliases = entry["name"], entry.get("aliases", ())
    row = (file, entry["slug"], entry["topic"], name["en"], name["zh"])
    key = connection.execute(
        "insert into entry (file, slug, topic, name_en, name_zh, json) values (?, ?, ?, ?, ?, ?)",
        (*row, json.dumps(entry, ensure_ascii=False)),
    ).lastrowid
    names = {
        normalise(text.removeprefix("~")): (
            _SEARCH_KEY if text.startswith("~") else _STRONG,
            text.removeprefix("~").strip(),
        )
        for text in (*reversed(aliases), entry["slug"], name["zh"], name["en"])
    }
    connection.executemany(
        "insert into name values (?, ?, ?, ?)",
        [(norm, key, strong, text) for norm, (strong, text) in names.items()],
    )
    explanation = entry.get("explanation") or {}
    confusions = [each[lang] for each in entry.get("confused_with", ()) for lang in ("en", "zh")]
    prose = (
        " ".join([entry["slug"], *name.values(), *(a.removeprefix("~") for a in aliases)]),
        " ".join(entry["summary"].values()),
        " ".join([*explanation.values(), *confusions]),
    )
    connection.execute(
        "insert into prose (rowid, names, summary, body) values (?, ?, ?, ?)",
        (key, *map(bigrams, prose)),
    )
