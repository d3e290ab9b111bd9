"""A simulated learner sits down every day to the program's own session, over a finite glossary.

Memory. Every card is a memory of its own (see memories.py); that of a term is one, whatever kind it
is asked in. A lesson is read, 25 s. Half of a term's own questions can be worked out at first sight
by what the lesson said; where memory is FSRS-6, first answers are as that says.

Answers. What isn't recalled is guessed: right once in as many times as there are options, and said
to be "not sure" before in 90 % of cases. What must be typed or computed is wrong then. Of what is
recalled, 3 % is answered wrongly by a slip.

Time. The seconds that learn.quiz.pace takes a kind for usual, times a log-normal factor (sigma
0.4), and 5 s to read what was right. What memory finds easy lies among the fastest of them, what it
finds hard among the slowest. The session grades by that.

Nothing but the budget ends a sitting: each goes on until the session has no more to ask.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from statistics import NormalDist, mean

from memories import PASSED, Actr, Memory
from simulated_store import Store, sitting

from learn.glossary.term import Term
from learn.memory.fsrs import Rating, Scheduler
from learn.quiz.asked import LESSON, Asked
from learn.quiz.cards import COMPUTED, of_term
from learn.quiz.mastery import Mastery, masteries
from learn.quiz.model import Answer, SessionOptions
from learn.quiz.pace import LESSON_SECONDS, READING, Pace
from learn.quiz.session import Session

UNSURE, SLIP, AT_SIGHT, NOISE = 0.9, 0.03, 0.5, 0.4
START = datetime(2030, 1, 1, 9, tzinfo=UTC)
_NORMAL = NormalDist()
_EASY, _GOOD = PASSED[2], PASSED[2] + PASSED[1]  # shares of the right answers, from the fastest
_BANDS = {
    Rating.AGAIN: (0.0, 1.0),
    Rating.EASY: (0.0, _EASY),
    Rating.GOOD: (_EASY, _GOOD),
    Rating.HARD: (_GOOD, 1.0),
}


@dataclass
class Recalls:
    """First answers of a later day than the card's last: what was true, and what was seen."""

    true: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    sure: list[bool] = field(default_factory=list)  # right, and not said to be unsure


@dataclass
class Day:
    """What a day came to."""

    seconds: float = 0.0
    answers: int = 0
    kinds: set[str] = field(default_factory=set)
    recalls: Recalls = field(default_factory=Recalls)
    held: int = 0


@dataclass
class Learner:
    """One learner, from the first day on."""

    terms: Mapping[str, Term]
    memory: Memory
    chance: random.Random
    wanted: SessionOptions = field(default_factory=SessionOptions)
    scheduler: Scheduler = field(default_factory=Scheduler)
    store: Store = field(default_factory=Store)
    day: int = 0  # days that went by
    asked: set[str] = field(default_factory=set)

    def study(self) -> Day:
        """Sit down once, on the next day."""
        today, session = Day(), self._session()
        aim = session.today.retention(full=session.plan.full)
        if aim != self.scheduler.retention:  # as learn.cli.quiz_start does
            self.scheduler = replace(self.scheduler, retention=aim)
            self.store.adopt(self.scheduler)
            session = self._session()
        today.held = session.plan.held
        while (asked := session.next()) is not None:
            if asked.kind == LESSON:
                self.memory.study(asked.card, self.day, today.seconds)
                today.seconds += LESSON_SECONDS
                session.seen(asked)
            else:
                self._answer(session, asked, today)
        if session.skipped:
            raise RuntimeError(session.skipped[0])
        self.day += 1
        return today

    def _session(self) -> Session:
        options = {"wanted": self.wanted, "scheduler": self.scheduler}
        now = START + timedelta(days=self.day)
        return sitting(self.terms, self.store, now, self.chance, **options)

    def _answer(self, session: Session, asked: Asked, today: Day) -> Answer:
        """Answer a question as well as memory serves."""
        before, chance = session.states.get(asked.card), self.chance
        later = before is not None and before.day < session.day
        true = self.memory.recall(asked.card, self.day) if later else 0.0
        if asked.card not in self.asked and asked.card != of_term(asked.term.slug):
            self.asked.add(asked.card)
            if isinstance(self.memory, Actr) and chance.random() < AT_SIGHT:
                self.memory.study(asked.card, self.day, today.seconds - LESSON_SECONDS)
        rating = self.memory.rate(asked.card, self.day, today.seconds, chance)
        recalled = rating is not Rating.AGAIN
        right, sure = recalled and chance.random() >= SLIP, True
        if asked.options and not recalled:
            right, sure = chance.random() < 1 / len(asked.options), chance.random() >= UNSURE
        low, high = _BANDS[rating]
        place = _NORMAL.inv_cdf(min(max(chance.uniform(low, high), 0.001), 0.999))
        seconds = (Pace().seconds(asked.kind) - READING) * math.exp(NOISE * place)
        said = sure if asked.options else None
        answer = session.reply(asked, self._reply(asked, right), seconds, sure=said)
        answer = answer or session.rate(rating if right else Rating.AGAIN)
        today.seconds += seconds + READING
        today.answers += 1
        today.kinds.add(asked.kind)
        if later:
            today.recalls.true.append(true)
            today.recalls.right.append(right)
            today.recalls.sure.append(right and sure)
        return answer

    def _reply(self, asked: Asked, right: bool) -> str:
        if asked.options:
            fitting = [n for n, each in enumerate(asked.options, 1) if each.right is right]
            return str(self.chance.choice(fitting))
        if not right:
            return ""
        return "1" if asked.kind in COMPUTED else asked.term.name.en

    def mastered(self) -> dict[str, Mastery]:
        """Return how far each term has come, by what the program says."""
        return masteries(self.terms, self.store.cards, self.store.made)

    def recall(self) -> tuple[float, float]:
        """Return the mean recall of the terms met, the next morning: the true, the expected."""
        met = [self.store.cards[card] for card in self._met()]
        next_day = (START + timedelta(days=self.day)).toordinal()
        expected = [self.scheduler.retrievability(card, next_day) for card in met]
        true = [self.memory.recall(card.name, self.day) for card in met]
        return 100 * mean(true), 100 * mean(expected)

    def _met(self) -> list[str]:
        return [card for card in map(of_term, self.terms) if card in self.store.cards]
