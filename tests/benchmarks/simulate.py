"""A year of daily study by simulated learners: our scheduler, SM-2, Leitner's boxes, random order.

python tests/benchmarks/simulate.py [--days N] [--learners N] [--minutes M] [--terms N] [--new N]
                                    [--seed N]
Prints a Markdown table for each model of memory. No scheduler was tuned; the same holds for all:

- Time. Up to so many minutes a day. A right answer takes 12 s, a wrong one and the first one 19 s.
- New terms. At most `--new` a day, in the same order, after what is due. In random order all terms
  met so far and the day's new ones are shuffled, day by day, and asked until the time is up.
- Misses. A missed term is asked again on the same day, three others later, until it is known.
- Grades. A right answer is hard, good or easy with probability 0.224, 0.631, 0.145, whatever the
  memory's state; these, the 12 and the 19 s are about those of the engine's own simulator.

Schedulers: learn.memory.fsrs with default parameters, fuzz and the order of learn.quiz.queue; SM-2
as published in 1990 (again, hard, good, easy: quality 2, 3, 4, 5); three boxes of 1, 3 and 7 days.

Memories: see memories.py.

Terms known: the sum of the true probabilities of recall, on the day after the last, of all terms.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from memories import MEMORIES, Memory

from learn.environment.settings import NEW_A_DAY
from learn.memory.fsrs import Card, Rating, Scheduler
from learn.quiz.queue import due_cards

RIGHT, WRONG = 12.0, 19.0  # seconds
BETWEEN = 3  # other questions before a missed one comes again


class Teacher(Protocol):
    """A way to choose what to ask."""

    def plan(self, day: int, fresh: list[str], chance: random.Random) -> list[str]:
        """Return the terms to ask on a day, in order, `fresh` being new ones that may be."""

    def note(self, term: str, rating: Rating, day: int) -> bool:
        """Take an answer in; return whether the term is to come again on the same day."""


class Ours:
    """What `learn quiz` does: FSRS-6 with the engine's default parameters, at 90 %."""

    def __init__(self) -> None:
        self.scheduler = Scheduler()
        self.states: dict[str, Card] = {}

    def plan(self, day: int, fresh: list[str], chance: random.Random) -> list[str]:
        return due_cards(self.states, self.states, day, self.scheduler) + fresh

    def note(self, term: str, rating: Rating, day: int) -> bool:
        card = self.scheduler.review(self.states.get(term), term, rating, day)
        self.states[term] = card
        return card.learning


@dataclass
class Item:
    """What SM-2 and Leitner keep of a term."""

    day: int = -1
    due: int = 0
    interval: int = 0
    times: int = 0  # right in a row; with Leitner the box
    ease: float = 2.5


@dataclass
class Dated:
    """A scheduler that keeps a day for each term; what is longest due comes first."""

    items: dict[str, Item] = field(default_factory=dict)

    def plan(self, day: int, fresh: list[str], chance: random.Random) -> list[str]:
        due = [term for term, item in self.items.items() if item.due <= day]
        chance.shuffle(due)
        return sorted(due, key=lambda term: self.items[term].due) + fresh


class Sm2(Dated):
    """SM-2: intervals of 1 and 6 days, then times the ease; below quality 4 again on the day."""

    def note(self, term: str, rating: Rating, day: int) -> bool:
        item, quality = self.items.setdefault(term, Item()), int(rating) + 1
        if item.day < day:  # repeating on the same day changes nothing
            if quality < 3:
                item.times, item.interval = 0, 1
            else:
                item.times += 1
                grown = math.ceil(item.interval * item.ease)
                item.interval = {1: 1, 2: 6}.get(item.times, grown)
                missing = 5 - quality
                item.ease = max(1.3, item.ease + 0.1 - missing * (0.08 + missing * 0.02))
            item.day, item.due = day, day + item.interval
        return quality < 4


class Leitner(Dated):
    """Three boxes: a right answer moves a term to the next one, a wrong one to the first."""

    def note(self, term: str, rating: Rating, day: int) -> bool:
        item, missed = self.items.setdefault(term, Item()), rating is Rating.AGAIN
        if item.day < day:
            item.times = 0 if missed else min(2, item.times + (item.day >= 0))
            item.day, item.due = day, day + (1, 3, 7)[item.times]
        return missed


class Shuffled:
    """No schedule at all."""

    def __init__(self) -> None:
        self.met: dict[str, None] = {}

    def plan(self, day: int, fresh: list[str], chance: random.Random) -> list[str]:
        return chance.sample([*self.met, *fresh], len(self.met) + len(fresh))

    def note(self, term: str, rating: Rating, day: int) -> bool:
        self.met[term] = None
        return rating is Rating.AGAIN


TEACHERS: dict[str, Callable[[], Teacher]] = {
    "learn (FSRS-6)": Ours,
    "SM-2": Sm2,
    "Leitner, 3 boxes": Leitner,
    "random order": Shuffled,
}


def study(
    teacher: Teacher, memory: Memory, asked: argparse.Namespace, chance: random.Random
) -> tuple[float, ...]:
    """Study daily; return what stands in a row of the table."""
    terms = [f"term-{number}/name" for number in range(asked.terms)]
    unseen, answers, spent = list(terms), 0, 0.0
    for day in range(asked.days):
        queue, again = teacher.plan(day, unseen[: asked.new], chance), list[tuple[int, str]]()
        seconds, count = 0.0, 0
        while (queue or again) and seconds < 60 * asked.minutes:
            missed = again and (not queue or again[0][0] <= count)
            term = again.pop(0)[1] if missed else queue.pop(0)
            is_new = term in unseen[: asked.new]
            rating = memory.rate(term, day, seconds, chance)
            seconds += WRONG if is_new or rating is Rating.AGAIN else RIGHT
            count += 1
            if is_new:
                unseen.remove(term)
            if teacher.note(term, rating, day):
                again.append((count + BETWEEN, term))
        answers, spent = answers + count, spent + seconds
    recalls = [memory.recall(term, asked.days) for term in terms]
    known, sure = sum(recalls), sum(recall >= 0.9 for recall in recalls)
    return known, sure, len(terms) - len(unseen), answers / known, spent / 60 / asked.days


def table(name: str, asked: argparse.Namespace) -> str:
    """Return the means over all learners, with their standard errors, as Markdown."""
    heads = ("terms known", "recall ≥ 0.9", "terms met", "answers per known term", "minutes a day")
    lines = [f"| {name} memory | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    for label, teacher in TEACHERS.items():
        rows = []
        for learner in range(asked.learners):
            print(f"\r\x1b[2K{name}, {label}: learner {learner + 1}", end="", file=sys.stderr)
            memory = MEMORIES[name](random.Random(f"{asked.seed} {learner}"))
            chance = random.Random(f"{asked.seed} {learner} {label}")
            rows.append(study(teacher(), memory, asked, chance))
        cells = [_cell(column) for column in zip(*rows, strict=True)]
        lines.append(f"| {label} | {' | '.join(cells)} |")
    print("\r\x1b[2K", end="", file=sys.stderr)
    return "\n".join(lines)


def _cell(values: tuple[float, ...]) -> str:
    mean = statistics.mean(values)
    digits = 0 if mean >= 100 else 1
    if len(values) < 2:
        return f"{mean:.{digits}f}"
    return f"{mean:.{digits}f} ± {statistics.stdev(values) / math.sqrt(len(values)):.{digits}f}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Simulate a year of study.")
    for option, default in (("days", 365), ("learners", 20), ("terms", 4000), ("seed", 0)):
        parser.add_argument(f"--{option}", type=int, default=default)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--new", type=int, default=NEW_A_DAY)
    asked = parser.parse_args()
    print(
        f"{asked.learners} learners, {asked.days} days of up to {asked.minutes:g} minutes,"
        f" {asked.terms} terms, at most {asked.new} new a day, seed {asked.seed};"
        " mean ± standard error."
    )
    for name in MEMORIES:
        print(f"\n{table(name, asked)}", flush=True)


if __name__ == "__main__":
    main()
