"""What a learner has done and knows: pure functions of the log, the states, the terms, the day."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from learn.glossary.term import Term
from learn.memory.calibration import LogEntry
from learn.memory.fsrs import Card, Rating, Scheduler
from learn.quiz.cards import all_cards, current, now_called, other_of, renames, slug_of

Mixed = Mapping[tuple[str, str], int]  # (card asked, term picked instead) -> how often

AGES = (1, 2, 4, 8, 15, 31)  # days since the last review: where each age of memory begins
AHEAD = 30  # days of the forecast
LAST = 10  # ratings of a card that are shown


@dataclass(frozen=True)
class Age:
    """Reviews of memories `first` to `last` days old (None: no end), and how many were recalled."""

    first: int
    last: int | None
    reviews: int
    recalled: int

    @property
    def rate(self) -> float | None:
        """The share recalled, None of nothing."""
        return self.recalled / self.reviews if self.reviews else None


@dataclass(frozen=True)
class Tally:
    """What one pass over the log counts: answers by learning day, recall by age, rows left out."""

    days: Mapping[int, int]
    ages: Sequence[Age]
    skipped: int


@dataclass(frozen=True)
class Strength:
    """How well a topic is known: of all its cards those met, those known, their mean recall.

    `recall` is expected today, of those met; a card that was missed counts as forgotten.
    """

    topic: str
    cards: int
    met: int
    known: int
    recall: float | None


@dataclass(frozen=True)
class Pair:
    """Two terms that were taken for each other, and how often."""

    terms: tuple[str, str]
    times: int


def tally(log: Iterable[LogEntry], today: int) -> Tally:
    """Count a log in one pass, made for millions of rows; what can't be an answer is left out.

    Only the first answer on a day later than the card's last one tells of a memory's age.
    """
    days: dict[int, int] = {}
    last: dict[str, int] = {}
    aged: dict[tuple[int, int], int] = {}
    skipped = 0
    for card, rating, day in log:
        if not (1 <= rating <= 4 and 0 < day <= today):
            skipped += 1
            continue
        days[day] = days.get(day, 0) + 1
        before = last.get(card)
        if before is None:
            last[card] = day
        elif day > before:
            last[card] = day
            key = (day - before, rating)
            aged[key] = aged.get(key, 0) + 1
    return Tally(days, _ages(aged), skipped)


def _ages(aged: Mapping[tuple[int, int], int]) -> list[Age]:
    """Sum up counts of (days, rating) by the ages of memory."""
    found = []
    for first, after in zip(AGES, [*AGES[1:], math.inf], strict=True):
        inside = {key: count for key, count in aged.items() if first <= key[0] < after}
        recalled = sum(count for (_, rating), count in inside.items() if rating > Rating.AGAIN)
        last = None if after == math.inf else int(after) - 1
        found.append(Age(first, last, sum(inside.values()), recalled))
    return found


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
    cards: Mapping[str, Card], terms: Mapping[str, Term], scheduler: Scheduler, today: int
) -> list[Strength]:
    """Return how well each topic is known today, by name.

    A card is known if its recall is at the scheduler's aim or above.
    """
    every = Counter(terms[slug_of(name)].topic for name in {**all_cards(terms.values()), **cards})
    known = Counter[str]()
    recalls: dict[str, list[float]] = {topic: [] for topic in every}
    for name, card in cards.items():
        topic = terms[slug_of(name)].topic
        # A card that was missed has just been shown its answer: that is not yet knowing it.
        recall = 0.0 if card.learning else scheduler.retrievability(card, today)
        recalls[topic].append(recall)
        known[topic] += recall >= scheduler.retention
    return [
        Strength(topic, every[topic], len(of), known[topic], sum(of) / len(of) if of else None)
        for topic, of in sorted(recalls.items())
    ]


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
    """One card of a term: its state, its recall today, and its last ratings, the newest last."""

    card: Card
    recall: float
    ratings: Sequence[int]


def histories(
    cards: Mapping[str, Card], log: Iterable[LogEntry], scheduler: Scheduler, today: int
) -> dict[str, History]:
    """Return what happened to each of some cards; `log` calls them by their present names."""
    ratings: dict[str, list[int]] = {name: [] for name in cards}
    for name, rating, _ in log:
        if name in ratings:
            ratings[name].append(rating)
    return {
        name: History(card, scheduler.retrievability(card, today), ratings[name][-LAST:])
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
