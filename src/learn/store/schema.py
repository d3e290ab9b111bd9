"""The tables of a progress file as this version makes them, and whether a file has just those."""

from __future__ import annotations

import re
import sqlite3
from functools import cache
from importlib import resources

from learn.store.connection import pragma

VERSION = 3  # of the files that learn makes
_AS_NOW = 2  # the version since which schema.sql is as it is
_COMMENT = re.compile(r"--[^\n]*")
_PARTS = "select name, type, sql from sqlite_master where sql is not null"
_MADE = re.compile(r"create (table|index) (\w+)")


@cache
def statements() -> dict[str, str]:
    """Return what makes each table and index: name -> statement, in order."""
    text = _plain(resources.files(__package__).joinpath("schema.sql").read_text("utf-8"))
    found = {}
    for statement in filter(None, map(str.strip, text.split(";"))):
        made = _MADE.match(statement)
        assert made, statement
        found[made[2]] = statement
    return found


def make(db: sqlite3.Connection) -> None:
    """Make the tables and indexes that a file lacks."""
    there = {name for (name,) in db.execute("select name from sqlite_master")}
    for name, statement in statements().items():
        if name not in there:
            db.execute(statement)


def oddities(db: sqlite3.Connection) -> list[str]:
    """Return what a file has that may act on what is written: triggers, tables made otherwise."""
    there = {name: (kind, sql) for name, kind, sql in db.execute(_PARTS)}
    found = [f"a trigger {name}" for name, (kind, _) in there.items() if kind == "trigger"]
    as_now = pragma(db, "user_version") >= _AS_NOW
    for name, statement in statements().items():
        if as_now and name in there and _plain(there[name][1]) != statement:
            found.append(f"another {there[name][0]} {name}")
    return found


def _plain(sql: str) -> str:
    """Return SQL in one case, without comments, every run of blanks one blank."""
    return " ".join(_COMMENT.sub("", sql).lower().split())
