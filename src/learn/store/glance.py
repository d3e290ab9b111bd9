"""A glance at a learner's progress: it makes nothing, changes nothing, and waits for little."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from learn.errors import StoreError
from learn.memory.fsrs import Card, Scheduler
from learn.store import backup_files, card_states
from learn.store.connection import connect, is_own, pragma
from learn.store.sqlite_errors import damaged, in_words

VERSION = 3  # the first whose states are those of today's cards
_PATIENCE = 1.0  # seconds


def glance(path: Path) -> tuple[dict[str, Card], set[str]]:
    """Return the states of a progress file, and the cards that were produced; none without a file.

    Those of an older file are as its upgrade would have them. Raises StoreError where it can't be
    read, or is missing while there are backups.
    """
    try:
        backup_files.refuse_a_silent_start(path)
        if backup_files.is_blank(path):
            return {}, set()
    except OSError as error:
        raise StoreError(f"{path} can't be read: {error.strerror}.") from error
    try:
        with in_words(path), closing(connect(path, "ro", _PATIENCE)) as db:
            return _states(db, path), card_states.produced(db)
    except (TypeError, ValueError) as error:  # of values that are not as they were written
        raise damaged(path) from error


def _states(db: sqlite3.Connection, path: Path) -> dict[str, Card]:
    if not is_own(db, path):
        raise damaged(path)
    if pragma(db, "user_version") >= VERSION:
        states = card_states.states(db)
        if not all(isinstance(card.stability, float) for card in states.values()):
            raise damaged(path)
        return states
    row = db.execute("select value from setting where key = 'parameters'").fetchone()
    scheduler = Scheduler(tuple(json.loads(row[0])) if row else ())
    return scheduler.replay(card_states.answers(db))
