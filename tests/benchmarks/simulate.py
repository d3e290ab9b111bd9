"""Simulated learners: a year beside SM-2, Leitner and random order; months with a finite glossary.

python tests/benchmarks/simulate.py [--part year|glossary] [--learners N] [--days N] [--minutes M]
    [--terms N ...] [--new N] [--written N] [--drawn N] [--memory NAME ...] [--seed N]

`year` compares schedulers at equal minutes, on single-card terms: see simulated_year.py. Its
defaults are 365 days of 10 minutes, 4000 terms, 10 new a day.

`glossary` drives the program's own session over the first 64 terms of a reading path for 91 days,
then over all 256 for 182, 15 minutes and 5 new terms a day: see simulated_learner.py and
simulated_store.py. Each term has its own card, `--written` questions with options (two), `--drawn`
computed ones (three), a prediction and a picture. By week it prints

- minutes a day, the longest day of any learner, answers a day;
- terms met, those produced at least once (typed or explained), those known as the program says;
- of the first answers of a later day: the true recall of what was asked, the share seen right, the
  share right and not said to be unsure;
- the true mean recall of the terms met, and what the program expects;

and then the days on which things happen first. All recalls are in percent.

Both print Markdown tables, one for each model of memory (memories.py), of 6 learners. Whatever is
random follows from the seed.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import sys
from collections.abc import Sequence

from memories import MEMORIES
from simulated_course import Course, events, follow, table
from simulated_learner import Learner
from simulated_store import path_of
from simulated_year import HEADS, TEACHERS, Year, study

from learn.environment.settings import MINUTES_A_DAY, NEW_A_DAY
from learn.quiz.model import SessionOptions

GLOSSARIES = {64: 91, 256: 182}  # terms: days


def year(asked: argparse.Namespace) -> None:
    """Print the comparison of schedulers."""
    plan = Year(
        days=asked.days or 365,
        minutes=asked.minutes or 10.0,
        terms=(asked.terms or [4000])[0],
        new=asked.new or 10,
    )
    print(
        f"{asked.learners} learners, {plan.days} days of up to {plan.minutes:g} minutes,"
        f" {plan.terms} terms, at most {plan.new} new a day, seed {asked.seed};"
        " mean ± standard error."
    )
    for name in asked.memory:
        print(f"\n| {name} memory | {' | '.join(HEADS)} |\n|---|" + "---:|" * len(HEADS))
        for label, teacher in TEACHERS.items():
            rows = []
            for learner in range(asked.learners):
                _note(f"{name}, {label}: learner {learner + 1}")
                memory = MEMORIES[name](random.Random(f"{asked.seed} {learner}"))
                chance = random.Random(f"{asked.seed} {learner} {label}")
                rows.append(study(teacher(), memory, plan, chance))
            _note("")
            cells = [_cell(column) for column in zip(*rows, strict=True)]
            print(f"| {label} | {' | '.join(cells)} |", flush=True)


def glossary(asked: argparse.Namespace) -> None:
    """Print the weeks of the program's own session."""
    wanted = SessionOptions(new=asked.new or NEW_A_DAY, minutes=asked.minutes or MINUTES_A_DAY)
    for count in asked.terms or GLOSSARIES:
        days = asked.days or GLOSSARIES.get(count, 126)
        print(
            f"\n{asked.learners} learners, {count} terms with a prediction, a picture,"
            f" {asked.written} written and {asked.drawn} drawn questions each, {days} days of"
            f" {wanted.minutes:g} minutes, at most {wanted.new} new terms a day, seed {asked.seed}."
        )
        terms = path_of(count, asked.written, asked.drawn)
        for name in asked.memory:
            courses: list[Course] = []
            for number in range(asked.learners):
                _note(f"{name}, {count} terms: learner {number + 1}")
                memory = MEMORIES[name](random.Random(f"{asked.seed} {number}"))
                chance = random.Random(f"{asked.seed} {number} glossary")
                courses.append(follow(Learner(terms, memory, chance, wanted), days))
            _note("")
            print(f"\n{name} memory\n\n{table(courses)}\n\n{events(courses)}", flush=True)


def _cell(values: Sequence[float]) -> str:
    mean = statistics.mean(values)
    digits = 0 if mean >= 100 else 1
    if len(values) < 2:
        return f"{mean:.{digits}f}"
    return f"{mean:.{digits}f} ± {statistics.stdev(values) / math.sqrt(len(values)):.{digits}f}"


def _note(text: str) -> None:
    print(f"\r\x1b[2K{text}", end="", file=sys.stderr, flush=True)


PARTS = {"year": year, "glossary": glossary}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=PARTS, help="one of the two; else both")
    parser.add_argument("--learners", type=int, default=6)
    parser.add_argument("--days", type=int)
    parser.add_argument("--minutes", type=float, help="a day")
    parser.add_argument("--terms", type=int, nargs="+", help="of a glossary up to 256")
    parser.add_argument("--new", type=int, help="terms a day at most")
    parser.add_argument("--written", type=int, default=2)
    parser.add_argument("--drawn", type=int, default=3)
    parser.add_argument("--memory", nargs="+", choices=MEMORIES, default=["FSRS-6", "ACT-R"])
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    for part in [asked.part] if asked.part else PARTS:
        PARTS[part](asked)


if __name__ == "__main__":
    main()
