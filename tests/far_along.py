"""A learner who has come to every stage: a term of each, on days before a fixed one."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from learn.memory.fsrs import Card, Rating, Scheduler, learning_day
from learn.quiz.cards import of_term
from learn.quiz.model import Review
from learn.store import open_store

TODAY = datetime(2026, 11, 24, 9).astimezone()

# How many days ago a term was asked, in which kind, and how it went.
STAGES = {
    "known": [(60, "name", 3), (57, "type", 4), (30, "type", 4)],
    "steady": [(20, "name", 3), (15, "type", 3)],
    "produced": [(2, "name", 3), (1, "type", 2)],
    "met": [(1, "name", 3)],
    "missed": [(2, "name", 1)],
}
FAR = {
    "backbone": "known",
    "bottleneck": "steady",
    "head": "produced",
    "embedding": "met",
    "pretext-task": "missed",
}


def keep(folder: Path, far: Mapping[str, str] = FAR) -> None:
    """Make the progress of such a learner in a folder."""
    scheduler = Scheduler()
    with closing(open_store(folder)) as store:
        for slug, stage in far.items():
            card: Card | None = None
            for before, kind, rating in STAGES[stage]:
                at = TODAY - timedelta(days=before)
                day, name = learning_day(at), of_term(slug)
                card = scheduler.review(card, name, Rating(rating), day)
                store.record(Review(name, Rating(rating), at, day, 9000, kind, {}), card)
