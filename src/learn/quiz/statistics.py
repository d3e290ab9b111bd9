"""What a learner has done and knows: pure functions of the log, the states, the terms, the day."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from learn.glossary.term import Term
from learn.memory.calibration import LogEntry
from learn.memory.fsrs import Card, Scheduler
from learn.memory.scoring import mean
from learn.quiz.cards import current, now_called, of_term, other_of, renames, slug_of
from learn.quiz.mastery import Mastery, masteries

Mixed = Mapping[tuple[str, str], int]  # (card asked, term picked instead) -> how often

LAST = 10  # answers to a card that are shown


@dataclass(frozen=True)
class Strength:
    """How well a topic is known: how far each of its terms has come, the furthest first.

    `recall` is the mean that is expected today, of those met; one that was missed counts as
    forgotten. It is None where none was met.
    """

    topic: str
    levels: Sequence[Mastery]
    recall: float | None

    @property
    def terms(self) -> int:
        """How many terms the topic has."""
        return len(self.levels)

    @property
    def met(self) -> int:
        """How many of them were met."""
        return sum(level > Mastery.UNMET for level in self.levels)

    @property
    def known(self) -> int:
        """How many of them are known: typed or explained, and stable for three weeks."""
        return self.levels.count(Mastery.KNOWN)


@dataclass(frozen=True)
class Pair:
    """Two terms that were taken for each other, and how often."""

    terms: tuple[str, str]
    times: int


def streaks(days: Iterable[int], today: int) -> tuple[int, int]:
    """Return the current and the longest run of days; today may still be to come."""
    run, longest, before = 0, 0, 0
    for day in sorted(days):
        run = run + 1 if day == before + 1 else 1
        longest, before = max(longest, run), day
    return (run if before >= today - 1 else 0), longest


def known_of(states: Mapping[str, Card], terms: Mapping[str, Term]) -> tuple[dict[str, Card], int]:
    """Return the states of cards that can be asked, and how many are left out as no such."""
    sound = {name: card for name, card in states.items() if 0 < card.stability < math.inf}
    cards, renamed = current(sound, terms), renames(terms)
    return cards, sum(now_called(name, renamed) not in cards for name in states)


def strengths(
    cards: Mapping[str, Card],
    terms: Mapping[str, Term],
    produced: Collection[str],
    scheduler: Scheduler,
    today: int,
) -> list[Strength]:
    """Return how well the terms of each topic are known today, by its name.

    `produced` are the cards that were ever typed or explained.
    """
    renamed = renames(terms)
    levels = masteries(terms, cards, {now_called(name, renamed) for name in produced})
    topics = sorted({term.topic for term in terms.values()})
    found = []
    for topic in topics:
        inside = {slug: level for slug, level in levels.items() if terms[slug].topic == topic}
        met = [cards[of_term(slug)] for slug in inside if of_term(slug) in cards]
        # A card that was missed has just been shown its answer: that is not yet knowing it.
        recalls = [0.0 if c.learning else scheduler.retrievability(c, today) for c in met]
        recall = mean(recalls) if recalls else None
        found.append(Strength(topic, sorted(inside.values(), reverse=True), recall))
    return found


def by_mastery(topics: Iterable[Strength]) -> dict[Mastery, int]:
    """Count the terms of some topics by how far they have come, the furthest first."""
    counts = Counter(level for topic in topics for level in topic.levels)
    return {level: counts[level] for level in reversed(Mastery)}


def pairs(mixed: Mixed, terms: Mapping[str, Term]) -> list[Pair]:
    """Return the terms that were taken for each other in either direction, the most often first."""
    renamed, times = renames(terms), Counter[tuple[str, str]]()
    for (card, picked), count in mixed.items():
        slug = slug_of(card)
        # A contrast may describe either of its two, so that its own term can be the one picked.
        both = (slug, other_of(card) if picked == slug else picked)
        first, second = sorted(renamed.get(each, each) for each in both)
        if first != second and first in terms and second in terms:
            times[first, second] += count
    return sorted((Pair(*each) for each in times.items()), key=lambda p: (-p.times, p.terms))


@dataclass(frozen=True)
class History:
    """One card of a term: its state, its recall today, and its last answers, the newest last."""

    card: Card
    recall: float
    answers: Sequence[LogEntry]


def histories(
    cards: Mapping[str, Card], log: Iterable[LogEntry], scheduler: Scheduler, today: int
) -> dict[str, History]:
    """Return what happened to each of some cards; `log` calls them by their present names."""
    answers: dict[str, list[LogEntry]] = {name: [] for name in cards}
    for each in log:
        if each.card in answers:
            answers[each.card].append(each)
    return {
        name: History(card, scheduler.retrievability(card, today), answers[name][-LAST:])
        for name, card in cards.items()
    }


@dataclass(frozen=True)
class Learner:
    """One learner's answers that stand; `last` is the last learning day."""

    learner: str
    answers: int
    right: int
    cards: int
    days: int
    last: int


@dataclass(frozen=True)
class Missed:
    """How often a term was answered, how often wrongly, and by how many learners so."""

    term: str
    answers: int
    wrong: int
    learners: int
