"""The index of one place: names and prose of its terms in SQLite, so that no look-up reads YAML.

It follows the files by their stamps, and reads again only those that changed. A build is one
transaction, so that a killed or a concurrent one leaves no half index. Where the cache folder can't
be written the index is built in memory: that costs speed and nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from learn.glossary.files import Listing, list_files
from learn.glossary.full_text import bigrams, spellings
from learn.glossary.lookup import (
    SEARCH_KEY,
    STRONG,
    VERSION,
    index_path,
    is_shipped,
    stored,
)
from learn.glossary.suggestions import near_keys
from learn.text import normalise

_SCHEMA = Path(__file__).with_name("index.sql")
_CHECKED = 16_000_000  # bytes of an index that is looked through when it is opened: 40 ms
_LONGEST_NEAR = 40  # characters of a name whose near misses are looked for
ReportProgress = Callable[[int, int], None]  # files read, files to read


def open_index(
    place: Path, cache: str, progress: ReportProgress = lambda *_: None
) -> sqlite3.Connection:
    """Return the index of a place, brought up to date with its files."""
    path = index_path(str(place), cache)
    if is_shipped(path):
        return sqlite3.connect(f"{Path(path).as_uri()}?mode=ro&immutable=1", uri=True)
    listing = list_files(place)
    with contextlib.suppress(OSError, sqlite3.Error):
        Path(cache).mkdir(parents=True, exist_ok=True, mode=0o700)
        return _fresh(Path(path), place, listing, progress)
    return _update(_connect(":memory:"), place, listing, progress)


def build(place: Path, path: Path) -> None:
    """Write the index of a place to a file of its own, as the wheel ships it."""
    path.unlink(missing_ok=True)
    connection = _update(_connect(str(path)), place, list_files(place), lambda *_: None)
    connection.execute("vacuum")
    connection.close()


def _fresh(
    path: Path, place: Path, listing: Listing, progress: ReportProgress
) -> sqlite3.Connection:
    try:
        return _sound(_update(_connect(str(path)), place, listing, progress))
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        path.unlink()  # a damaged cache is made again
        return _update(_connect(str(path)), place, listing, progress)


def _sound(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return the connection, or raise DatabaseError where its file is damaged, if that is cheap.

    It is written without waiting for the disk, so that a power cut may spoil it.
    """
    bytes_ = "select page_count * page_size from pragma_page_count, pragma_page_size"
    small = connection.execute(bytes_).fetchone()[0] < _CHECKED
    if small and connection.execute("pragma quick_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("the index is damaged")
    return connection


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None)
    connection.execute("pragma synchronous = off")
    connection.execute("pragma cache_size = -65536")  # 64 MiB, while it is built
    return connection


def _known(connection: sqlite3.Connection, place: Path) -> dict[str, str] | None:
    """Return the files that the index was made from, or None where it is not this place's."""
    try:
        meta = connection.execute("select version, place from meta").fetchone()
        if meta != (VERSION, stored(place)):
            return None
        rows = connection.execute("select path, stamp from file")
        return {os.fsdecode(path): stamp for path, stamp in rows}
    except sqlite3.OperationalError as error:
        if "no such" in str(error):
            return None
        raise


def _update(
    connection: sqlite3.Connection,
    place: Path,
    listing: Listing,
    progress: ReportProgress,
) -> sqlite3.Connection:
    files, folders = listing.files, sorted(listing.folders)
    if _known(connection, place) == files and _folders(connection) == folders:
        return connection
    connection.execute("begin immediate")
    known = _known(connection, place)  # another process may have been faster
    if known is None:
        _recreate(connection, place)
        known = {}
    for path in known.keys() - files.keys():
        _remove(connection, path)
    changed = [path for path in sorted(files) if known.get(path) != files[path]]
    for number, path in enumerate(changed):
        progress(number, len(changed))
        if path in known:
            _remove(connection, path)
        _read(connection, Path(path), place, files[path])
    connection.execute("delete from folder")
    rows = [(stored(path), stamp) for path, stamp in folders]
    connection.executemany("insert into folder values (?, ?)", rows)
    _note(connection, listing)
    connection.execute("commit")
    return connection


def _folders(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    rows = connection.execute("select path, stamp from folder")
    return sorted((os.fsdecode(path), stamp) for path, stamp in rows)


def _note(connection: sqlite3.Connection, listing: Listing) -> None:
    """Note the faults that are no single file's: what was left out, and terms that stand twice."""
    connection.execute("delete from problem where file is null")
    faults = [str(each) for each in listing.skipped]
    twins = "select slug from entry group by slug having count(distinct file) > 1"
    faults += [f"{slug!r} is a term of more than one file" for (slug,) in connection.execute(twins)]
    connection.executemany("insert into problem values (null, 1, 1, ?)", [(f,) for f in faults])


def _recreate(connection: sqlite3.Connection, place: Path) -> None:
    tables = connection.execute(
        "select name from sqlite_master where type = 'table' and name not like 'prose_%'"
    ).fetchall()
    for (table,) in tables:
        connection.execute(f'drop table if exists "{table}"')
    for statement in _SCHEMA.read_text("utf-8").split(";"):
        connection.execute(statement)
    connection.execute("insert into meta values (?, ?)", (VERSION, stored(place)))


def _remove(connection: sqlite3.Connection, path: str) -> None:
    row = connection.execute("select id from file where path = ?", (stored(path),)).fetchone()
    if row is None:
        return
    entries = connection.execute("select id from entry where file = ?", row).fetchall()
    for key, text in connection.execute(
        "select id, json from entry where file = ?", row
    ).fetchall():
        # What keeps no text has to be told it again to forget it.
        _index_prose(connection, "delete", key, json.loads(text))
    connection.executemany(
        "delete from near where name in (select id from name where entry = ?)", entries
    )
    for table in ("name", "confusion"):
        connection.executemany(f"delete from {table} where entry = ?", entries)
    for table in ("entry", "word", "problem"):
        connection.execute(f"delete from {table} where file = ?", row)
    connection.execute("delete from file where id = ?", row)


def _read(connection: sqlite3.Connection, path: Path, place: Path, stamp: str) -> None:
    from learn.glossary.load import Glossary, load_file

    glossary = Glossary()
    load_file(path, place, glossary)
    file = connection.execute(
        "insert into file (path, stamp) values (?, ?)", (stored(path), stamp)
    ).lastrowid
    for entry in glossary.entries.values():
        _insert(connection, file, entry)
    for word in glossary.words:
        for spelling in word["words"]:
            row = (file, normalise(spelling), json.dumps(word, ensure_ascii=False))
            connection.execute("insert into word values (?, ?, ?)", row)
    rows = [
        (file, each.line, each.column, each.message)
        for each in glossary.problems
        if not each.is_warning
    ]
    connection.executemany("insert into problem values (?, ?, ?, ?)", rows)


def _insert(connection: sqlite3.Connection, file: int | None, entry: Any) -> None:
    name, aliases = entry["name"], entry.get("aliases", ())
    row = (file, entry["slug"], entry["topic"], name["en"], name["zh"])
    key = connection.execute(
        "insert into entry (file, slug, topic, name_en, name_zh, json) values (?, ?, ?, ?, ?, ?)",
        (*row, json.dumps(entry, ensure_ascii=False)),
    ).lastrowid
    names = {
        normalise(alias.removeprefix("~")): SEARCH_KEY if alias.startswith("~") else STRONG
        for alias in reversed(aliases)
    }
    names |= {normalise(each): STRONG for each in (entry["slug"], name["zh"], name["en"])}
    _insert_names(connection, key, names)
    rows = [
        (normalise(spelling), spelling, key, place)
        for place, each in enumerate(entry.get("confused_with", ()))
        for spelling in spellings(each.get("name", {}).values())
    ]
    connection.executemany("insert into confusion values (?, ?, ?, ?)", rows)
    _index_prose(connection, "", key, entry)


def _index_prose(connection: sqlite3.Connection, command: str, key: int | None, entry: Any) -> None:
    """Add the text of an entry to the full-text index, or take it out with the command delete."""
    explanation = entry.get("explanation") or {}
    aliases = [alias.removeprefix("~") for alias in entry.get("aliases", ())]
    confusions = [each[lang] for each in entry.get("confused_with", ()) for lang in ("en", "zh")]
    texts = (
        " ".join([entry["slug"], *entry["name"].values(), *aliases]),
        " ".join(entry["summary"].values()),
        " ".join([*explanation.values(), *confusions]),
    )
    if command:
        sql = "insert into prose (prose, rowid, names, summary, body) values (?, ?, ?, ?, ?)"
        connection.execute(sql, (command, key, *map(bigrams, texts)))
    else:
        sql = "insert into prose (rowid, names, summary, body) values (?, ?, ?, ?)"
        connection.execute(sql, (key, *map(bigrams, texts)))


def _insert_names(connection: sqlite3.Connection, entry: int | None, names: dict[str, int]) -> None:
    """Add the names of an entry, with their near misses."""
    for norm, strong in names.items():
        key = connection.execute(
            "insert into name (norm, entry, strong) values (?, ?, ?)", (norm, entry, strong)
        ).lastrowid
        if strong and len(norm) <= _LONGEST_NEAR:
            connection.executemany(
                "insert or ignore into near values (?, ?)", [(k, key) for k in near_keys(norm)]
            )
