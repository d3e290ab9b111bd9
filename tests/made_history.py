"""A learner's history made without a quiz: the same screens, whatever the glossary and quiz become.

The terms are made up, the days are drawn once and for all, the states are FSRS's own.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from learn.glossary.term import Question, Term, Text
from learn.memory.fsrs import Card, Rating, Scheduler, learning_day
from learn.quiz.cards import of_term
from learn.quiz.model import Review
from learn.store import open_store

NOW = datetime(2026, 11, 24, 9).astimezone()
_TOPICS = {"architecture": 9, "data": 4, "training": 12, "transfer": 6}
_SAID = {"architecture": "巢", "data": "食", "training": "飞", "transfer": "鸣"}
_NAMES = ("ant", "bee", "carp", "dove", "eel", "fox", "gnu", "hare", "ibis", "jay", "kite", "lark")
_CHINESE = ("蚁", "蜂", "鲤", "鸽", "鳗", "狐", "羚", "兔", "鹮", "鸦", "鸢", "雀")
_STUDIED = [day for day in range(110) if day % 7 not in (2, 3) and not 40 <= day < 52]
_EVERY = 2  # days of study, of which each brings a new term
_OWN = ("why-so", "what-else")


def made_terms() -> dict[str, Term]:
    """Return terms of some topics; the first ones have questions of their own."""
    empty = Text("", "")
    found = {}
    for topic, count in _TOPICS.items():
        for name, chinese in zip(_NAMES[:count], _CHINESE, strict=False):
            slug = f"{topic}-{name}"
            own = [Question(each, ask=empty, answer=empty) for each in _OWN]
            term = Term(
                slug, topic, Text(f"{topic} {name}", f"{chinese}之{_SAID[topic]}"), empty, empty
            )
            found[slug] = replace(term, questions=own if name in ("ant", "bee") else ())
    return found


def keep_history(folder: Path) -> None:
    """Fill a store with some months of answers, of a learner who forgets as FSRS says."""
    chance, scheduler, terms = random.Random(7), Scheduler(), made_terms()
    waiting = list(terms)
    chance.shuffle(waiting)
    with closing(open_store(folder)) as store:
        states: dict[str, Card] = {}
        for number, before in enumerate(reversed(_STUDIED)):
            at = NOW - timedelta(days=before)
            day = learning_day(at)
            opens = number % _EVERY == 0 and len(waiting) > 5
            new = [of_term(waiting.pop())] if opens else []
            own = [
                f"{slug}/{each.id}"
                for slug, term in terms.items()
                for each in term.questions
                if of_term(slug) in states and states[of_term(slug)].stability > 8
            ]
            new += [name for name in own if name not in states][:1]
            for name in [*(n for n, card in states.items() if card.due <= day), *new]:
                at += timedelta(seconds=15)
                review = _answer(name, states.get(name), at, day, chance, scheduler)
                states[name] = scheduler.review(states.get(name), name, review.rating, day)
                store.record(review, states[name])


def _answer(
    name: str,
    card: Card | None,
    at: datetime,
    day: int,
    chance: random.Random,
    scheduler: Scheduler,
) -> Review:
    """Return an answer of one who is mostly sure of what comes to mind, and else guesses."""
    kind = _kind(card) if name.endswith("/term") else "written"
    known = chance.random() < (scheduler.retrievability(card, day) if card else 0.6)
    detail: dict[str, object] = {"reply": "1"}
    right = known
    if kind in ("name", "summary", "written"):
        detail["sure"] = chance.random() < (0.95 if known else 0.1)
        right = known or chance.random() < 0.25
    if not right and name.endswith("/term"):
        detail["picked"] = _double(name)
    rating = Rating.GOOD if right else Rating.AGAIN
    if right and detail.get("sure") is False:
        rating = Rating.HARD
    return Review(name, rating, at, day, 9000, kind, detail)


def _kind(card: Card | None) -> str:
    """Choose the name, then the meaning, then type, and explain every third time."""
    if card is None or card.stability < 3:
        return "name" if card is None or card.reps % 2 else "summary"
    return "aloud" if card.stability > 12 and card.reps % 3 == 0 else "type"


def _double(card: str) -> str:
    """Return what a term is always mixed up with: the next one of its topic."""
    slugs: Sequence[str] = list(made_terms())
    topic, _, _ = card.partition("-")
    same = [slug for slug in slugs if slug.startswith(topic)]
    place = same.index(card.partition("/")[0])
    return same[(place + 1) % min(3, len(same))]
