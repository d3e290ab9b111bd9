"""What simulated learners make of a finite glossary: by week, and when each thing first happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import mean

from simulated_learner import Day, Learner

from learn.quiz.cards import COMPUTED
from learn.quiz.mastery import Mastery

WEEK = 7
FIRSTS = {"typed": "type", "written": "written", "aloud": "aloud"}  # asked for the first time
HEADS = (
    *("minutes a day", "longest day", "answers a day", "met", "typed", "known"),
    *("recall when asked", "seen", "seen and sure", "recall of met", "expected"),
)


@dataclass
class Course:
    """One learner's days, and what stood at the end of each week."""

    days: list[Day] = field(default_factory=list)
    weeks: list[tuple[float, ...]] = field(default_factory=list)
    events: dict[str, int] = field(default_factory=dict)  # the days, from 1


def follow(learner: Learner, days: int) -> Course:
    """Let a learner study for so many days."""
    course = Course()
    for day in range(1, days + 1):
        course.days.append(learner.study())
        mastered = learner.mastered().values()
        met = sum(each >= Mastery.MET for each in mastered)
        _note(course, day, met, len(learner.store.made), len(learner.terms))
        if day % WEEK == 0 or day == days:
            known = sum(each is Mastery.KNOWN for each in mastered)
            week = course.days[(day - 1) // WEEK * WEEK :]
            reached = (met, len(learner.store.made), known)
            course.weeks.append((*_load(week), *reached, *_recalls(week), *learner.recall()))
    return course


def _note(course: Course, day: int, met: int, typed: int, terms: int) -> None:
    kinds = course.days[-1].kinds
    happened = {name: kind in kinds for name, kind in FIRSTS.items()}
    happened |= {"computed": not kinds.isdisjoint(COMPUTED)}
    happened |= {"all met": met == terms, "all typed": typed == terms}
    for name in (name for name, so in happened.items() if so):
        course.events.setdefault(name, day)


def _load(days: Sequence[Day]) -> tuple[float, ...]:
    minutes = [day.seconds / 60 for day in days]
    return mean(minutes), max(minutes), mean(day.answers for day in days)


def _recalls(days: Sequence[Day]) -> tuple[float, ...]:
    true = [each for day in days for each in day.recalls.true]
    right = [each for day in days for each in day.recalls.right]
    sure = [each for day in days for each in day.recalls.sure]
    return tuple(100 * mean(each) if each else float("nan") for each in (true, right, sure))


def table(courses: Sequence[Course]) -> str:
    """Return the weeks as Markdown: means over the learners, of the longest day the longest."""
    lines = [f"| week | {' | '.join(HEADS)} |", "|---:|" + "---:|" * len(HEADS)]
    for number, weeks in enumerate(zip(*(each.weeks for each in courses), strict=True), 1):
        columns = list(zip(*weeks, strict=True))
        means = [
            max(each) if head == "longest day" else mean(each)
            for head, each in zip(HEADS, columns, strict=True)
        ]
        lines.append(f"| {number} | {' | '.join(f'{each:.1f}' for each in means)} |")
    return "\n".join(lines)


def events(courses: Sequence[Course]) -> str:
    """Return on which day each thing happened first: to the first learner, in the middle, last."""
    names = ("typed", "computed", "written", "aloud", "all met", "all typed")
    lines = ["| first day of | earliest | median | latest |", "|---|---:|---:|---:|"]
    for name in names:
        days = sorted(each.events.get(name, 10**6) for each in courses)
        cells = (days[0], days[len(days) // 2], days[-1])
        shown = " | ".join("not reached" if each == 10**6 else str(each) for each in cells)
        lines.append(f"| {name} | {shown} |")
    return "\n".join(lines)
