"""What a sitting has still to come, and what it came to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from learn.memory.fsrs import Card
from learn.quiz.asked import LESSON
from learn.quiz.cards import is_of_term, of_term
from learn.quiz.due import seconds
from learn.quiz.mastery import masteries
from learn.quiz.model import Item, SessionOptions, Summary
from learn.quiz.pace import LESSON_SECONDS, Pace
from learn.quiz.plan import today
from learn.quiz.statistics import streaks

if TYPE_CHECKING:
    from learn.quiz.session import Session

AHEAD = 30  # days


@dataclass(frozen=True)
class Remaining:
    """How many cards are still to come: new ones, missed ones again, due ones; and how long."""

    new: int
    again: int
    due: int
    minutes: float

    def __bool__(self) -> bool:
        return self.new + self.again + self.due > 0


def remaining(
    items: Iterable[Item],
    cards: Mapping[str, str],
    states: Mapping[str, Card],
    pace: Pace,
    day: int,
) -> Remaining:
    """Count what is still to come, of cards that have these kinds."""
    new = again = due = 0
    left = 0.0
    for item in items:
        card = states.get(item.card)
        if item.kind == LESSON:
            left += LESSON_SECONDS + pace.seconds("name") + pace.seconds("summary")
        else:
            left += seconds(pace, card, item.kind or cards.get(item.card, ""))
        if card is None:
            new += 1
        elif card.learning or card.day == day:
            again += 1
        else:
            due += 1
    return Remaining(new, again, due, left / 60)


def summary_of(session: Session, *, alone: bool = False) -> Summary:
    """Return what the answers of a session came to, and what the store says is due when.

    `alone` says only what needs no store, where that can't be read.
    """
    answers, terms, before = session.answers, session.terms, session.before
    missed = {a.asked.term.slug: a.asked.term for a in answers if not a.verdict.right}
    mine = Summary(
        answered=len(answers),
        right=sum(answer.verdict.right for answer in answers),
        missed=tuple(missed.values()),
    )
    if alone:
        return mine
    now = today(session.store, terms, session.day, session.scheduler)
    plan = now.plan(
        SessionOptions(
            new=session.wanted.new, limit=session.wanted.limit, minutes=session.wanted.minutes
        ),
        session.chance,
    )
    after = masteries(terms, now.states, now.produced)
    return replace(
        mine,
        moved={slug: (old, after[slug]) for slug, old in before.items() if old != after[slug]},
        due={ahead: count for ahead, count in enumerate(now.due(plan, AHEAD)) if count},
        held=plan.held,
        new_left=sum(of_term(slug) not in now.states for slug in terms),
        new_today=sum(new for name, new in now.asked.items() if is_of_term(name)),
        streak=streaks(session.store.days(), session.day)[0],
    )
