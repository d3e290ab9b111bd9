"""The names that a learner has added to terms: each hangs on the answer it was typed for.

An answer that was right by such a name says so in its details (`accepted`), so that the name goes
wherever the log goes, and goes away when the answer is taken back.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from learn.quiz.cards import slug_of
from learn.store.card_states import STANDS
from learn.text import clean

OLD_FILE = "aliases.tsv"  # where the first version kept them


def added(db: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the names added to each term."""
    found: dict[str, list[str]] = {}
    for slug, name in db.execute("select slug, name from name order by slug, name"):
        found.setdefault(slug, []).append(clean(name))
    return found


def add(db: sqlite3.Connection, card: str, name: object, review: str) -> None:
    """Keep the name that an answer brought, if it brought one."""
    if isinstance(name, str) and (name := " ".join(clean(name).split())):
        db.execute("insert or ignore into name values (?, ?, ?)", (slug_of(card), name, review))


def take_back(db: sqlite3.Connection, review: str) -> None:
    """Let the name that an answer brought be none any more."""
    db.execute("delete from name where review = ?", (review,))


def derive_anew(db: sqlite3.Connection) -> None:
    """Take the names from the log anew; those that the first version left stay."""
    db.execute("delete from name where review <> ''")
    rows = db.execute(
        "select card, json_extract(detail, '$.accepted'), id from review"
        f" where kind = 'type' and json_valid(detail) and instr(detail, 'accepted') and {STANDS}"
    ).fetchall()
    for card, name, review in rows:
        add(db, card, name, review)


def bring_over(db: sqlite3.Connection, path: Path) -> None:
    """Keep the names of the file in which the first version kept them, if it is one."""
    if not path.is_file():  # a pipe would be waited for
        return
    for line in path.read_text("utf-8", "replace").splitlines():
        slug, tab, name = line.partition("\t")
        if tab and slug:
            add(db, f"{slug}/type", name, "")
