"""A month in a real terminal with a moved clock, lived by a learner who forgets and guesses.

It takes minutes: LEARN_LONG=1 runs it (`.ci/run` does so at night), and -s shows the table.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from conftest import Terminal
from faults.damage import LONG
from knowing_learner import card_of, question_of, reply_to, stands, terms
from learn.environment.settings import MINUTES_A_DAY
from learn.memory.fsrs import Card, Rating, Scheduler
from learn.quiz.cards import of_term
from learn.quiz.mastery import Mastery, masteries
from learn.quiz.pace import LESSON_SECONDS, Pace
from learn.quiz.plan import today
from learn.store import open_store

DAYS = 30
BEGIN = date(2026, 11, 1)
_SLIPS = 0.03  # of what is recalled
_SURE = {True: 0.95, False: 0.1}  # how often one says to be sure, of what is recalled or not
_LUCK = 0.25  # of a guess
_COMPUTES = 0.85  # how often a computed question is done rightly


@dataclass
class Learner:
    """Who forgets as FSRS-6 says, three quarters as slowly as most, and guesses otherwise."""

    chance: random.Random
    mind: Scheduler = field(default_factory=lambda: _forgetful(0.75))
    cards: dict[str, Card] = field(default_factory=dict)
    truth: list[tuple[float, bool, bool]] = field(default_factory=list)  # recall, right, not sure

    def recall(self, card: str, day: int) -> float:
        """Return the probability that a card is recalled; a lesson was just seen of a new one."""
        known = self.cards.get(card)
        if known is None:
            return 0.85
        return 0.9 if known.day == day else self.mind.retrievability(known, day)

    def study(self, card: str, day: int, *, recalled: bool) -> None:
        """Learn from a question and its feedback."""
        rating = Rating.GOOD if recalled else Rating.AGAIN
        self.cards[card] = self.mind.review(self.cards.get(card), card, rating, day)


def _forgetful(share: float) -> Scheduler:
    weights = Scheduler().weights
    return Scheduler((*(each * share for each in weights[:4]), *weights[4:]))


def live_a_day(quiz: Terminal, learner: Learner, day: int) -> Counter[str]:
    """Study until the plan of the day is done; return how many lessons there were."""
    seen: Counter[str] = Counter()
    card, recalled, recall, unsure = "", False, 0.0, False
    while (where := stands(quiz, "en")) != "done":
        screen = quiz.text()
        if where in ("lesson", "guess"):
            seen[where] += 1
            _press(quiz, "\r")
        elif where == "graded":
            right = "✓ Right" in screen
            known = learner.cards.get(card)
            if known and known.day < day and card.endswith("/term"):
                learner.truth.append((recall, right, unsure))
            learner.study(card, day, recalled=recalled)
            # A computed question is done in the head, and graded by hand.
            _press(quiz, "2" if recalled and not right else "\r")
        elif where == "tick":
            quiz.press("123\r" if recalled else "\r")
            while stands(quiz, "en") != "graded":
                quiz._read("the grade")
        elif where == "choose":
            right = recalled or learner.chance.random() < _LUCK
            _press(quiz, reply_to(screen, "en", "right" if right else "wrong"))
        else:
            card, unsure = card_of(question_of(screen), "en"), False
            recall = learner.recall(card, day) if card else _COMPUTES
            recalled = learner.chance.random() < recall * (1 - _SLIPS)
            if where == "sure":
                unsure = learner.chance.random() >= _SURE[recalled]
            keys = {"sure": " " if unsure else "\r", "compare": "\r"}
            reply = reply_to(screen, "en", "right" if recalled else "wrong")
            _press(quiz, keys.get(where, f"{reply}\r"))
    return seen


def _press(quiz: Terminal, keys: str) -> None:
    quiz.clear()
    quiz.press(keys)


@dataclass
class Week:
    """What a week came to."""

    minutes: list[float] = field(default_factory=list)
    answers: int = 0
    met: int = 0
    typed: int = 0
    known: int = 0


def look(home: Path, day: int, lessons: int, week: Week) -> None:
    """Add a day to a week, as the store has it."""
    with closing(open_store(home)) as store:
        rows = store.durations(day)
        now = today(store, terms(), day, store.scheduler())
        found = masteries(terms(), now.states, now.produced)
    seconds = sum(Pace().seconds(kind) for kind, _ in rows) + lessons * LESSON_SECONDS
    week.minutes.append(seconds / 60)
    week.answers += len(rows)
    week.met = sum(each > Mastery.UNMET for each in found.values())
    week.typed = sum(of_term(slug) in now.produced for slug in terms())
    week.known = sum(each is Mastery.KNOWN for each in found.values())


def first_of_each(home: Path, begin: int) -> dict[str, int]:
    """Return the day, from 0, on which each kind was asked first."""
    with closing(sqlite3.connect(home / "progress.sqlite")) as db:
        rows = db.execute("select kind, min(day) from review where rating > 0 group by kind")
        return {kind: day - begin for kind, day in rows}


def table(weeks: list[Week], first: dict[str, int], learner: Learner) -> str:
    """Return the month as Markdown."""
    lines = ["| week | minutes a day, mean (most) | answers | met | typed | known |"]
    lines.append("|---|---|---|---|---|---|")
    for number, week in enumerate(weeks, 1):
        mean, most = sum(week.minutes) / len(week.minutes), max(week.minutes)
        cells = f"{mean:.1f} ({most:.1f}) | {week.answers} | {week.met} | {week.typed}"
        lines.append(f"| {number} | {cells} | {week.known} |")
    true, seen, sure = recalls(learner)
    lines.append(f"\nFirst of each kind, by day: {first}")
    lines.append(f"Recall: true {true:.3f}, seen {seen:.3f}, without luck {sure:.3f}")
    return "\n".join(lines)


def recalls(learner: Learner) -> tuple[float, float, float]:
    """Return the true recall, the share seen as right, and that without what may be luck."""
    count = len(learner.truth)
    true = sum(recall for recall, *_ in learner.truth) / count
    seen = sum(right for _, right, _ in learner.truth) / count
    sure = sum(right and not unsure for _, right, unsure in learner.truth) / count
    return true, seen, sure


@pytest.mark.skipif(not LONG, reason="minutes; LEARN_LONG=1 runs it")
@pytest.mark.parametrize("seed", [1])
def test_a_month(terminal: Callable[..., Terminal], tmp_path: Path, seed: int) -> None:
    learner, weeks = Learner(random.Random(seed)), [Week() for _ in range(0, DAYS, 7)]
    home, begin = tmp_path / "learn", BEGIN.toordinal()
    for number in range(DAYS):
        day = begin + number
        quiz = terminal(
            "quiz", size=(80, 60), LEARN_NOW=f"{date.fromordinal(day).isoformat()}T20:00"
        )
        lessons = live_a_day(quiz, learner, day)["lesson"]
        assert quiz.end() == 0
        look(home, day, lessons, weeks[number // 7])
    first = first_of_each(home, begin)
    print(f"\n{table(weeks, first, learner)}")
    assert first["type"] <= 3, "a name is typed by day 3"
    assert first["drawn"] == 1, "the second session computes"
    assert {"name", "summary", "type", "aloud", "written", "drawn"} <= set(first)
    assert max(max(week.minutes) for week in weeks) <= MINUTES_A_DAY * 1.1, "misses come on top"
    assert weeks[2].typed == len(terms()), "all were typed in three weeks"
    assert weeks[-1].known > 0
    true, _, sure = recalls(learner)
    assert abs(true - sure) < 0.08, "of so few, as near as chance allows"
