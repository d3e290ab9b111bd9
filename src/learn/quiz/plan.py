"""The plan of a day: what is due, which terms open, and how much of it the day has room for."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest

from learn.glossary.term import Term
from learn.memory.fsrs import RETENTION, Card, Scheduler
from learn.quiz.asked import LESSON
from learn.quiz.cards import (
    ASSOCIATION,
    COMPUTED,
    all_cards,
    current,
    is_of_term,
    now_called,
    of_term,
    renames,
    slug_of,
)
from learn.quiz.due import forecast, is_typed, least_remembered, seconds
from learn.quiz.model import Item, Progress, SessionOptions
from learn.quiz.pace import LESSON_SECONDS, Pace, pace_of, spent

BUSY_RETENTION = 0.85  # while new terms wait and the day is full
_UNFINISHED = 5  # times the new terms of a day may be met and not yet produced
_REPEATS = 1.25  # answers that a card takes: what is missed comes again
# Of the minutes: a day so full opens no further questions of its terms, fewer once all were met.
_OPENING, _ALL_MET = 2 / 3, 1 / 2


def openable(
    terms: Mapping[str, Term], chosen: Collection[str], met: Collection[str], count: int
) -> list[str]:
    """Return the next terms to open: what they need was met, and the topics take turns."""
    opened = Counter(terms[slug].topic for slug in met)
    waiting = [slug for slug in terms if slug in chosen and slug not in met]
    found: list[str] = []
    while len(found) < count:
        ready = [
            slug
            for slug in waiting
            if all(each not in terms or each in {*met, *found} for each in terms[slug].needs)
        ]
        if not ready:
            break
        slug = min(ready, key=lambda each: opened[terms[each].topic])
        opened[terms[slug].topic] += 1
        found.append(slug)
        waiting.remove(slug)
    return found


@dataclass(frozen=True)
class Plan:
    """What a sitting asks, and how many due cards and new terms had no room in this day."""

    items: Sequence[Item]
    held: int = 0
    full: bool = False  # what is due and the new terms are more than the budget


@dataclass(frozen=True)
class Today:
    """One learning day: the states that it begins with, and what was asked so far (new or not).

    `spent` is the seconds that took. Cards that are `resting` until a day aren't asked by
    themselves.
    """

    terms: Mapping[str, Term]
    states: Mapping[str, Card]
    asked: Mapping[str, bool]
    day: int
    scheduler: Scheduler
    produced: Collection[str] = ()
    resting: Mapping[str, int] = field(default_factory=dict)
    bookmarked: Collection[str] = ()
    pace: Pace = field(default_factory=Pace)
    spent: float = 0.0

    def plan(self, wanted: SessionOptions, chance: random.Random) -> Plan:
        """Return what to ask; with a term, a kind or bookmarks named, all that there is of it."""
        chosen = {
            slug: term
            for slug, term in self.terms.items()
            if slug in (wanted.only or self.terms) and slug in (wanted.within or self.terms)
        }
        cards = all_cards(chosen.values(), wanted.kind)
        if wanted.bookmarked:
            cards = {name: kind for name, kind in cards.items() if name in self.bookmarked}
        if wanted.cram:
            items = [Item(name, self._kind(name, wanted)) for name in cards]
            chance.shuffle(items)
            plan = Plan(items)
        elif wanted.only or wanted.kind or wanted.bookmarked:
            plan = self._all_of(cards, wanted)
        else:
            plan = self._day(chosen, cards, wanted)
        if wanted.limit is None:
            return plan
        room = wanted.limit if wanted.cram else max(0, wanted.limit - len(self.asked))
        late = sum(item.card in self.states for item in plan.items[room:])
        return Plan(plan.items[:room], plan.held + late, plan.full)

    def due(self, plan: Plan, span: int) -> list[int]:
        """Return how many cards will be asked on each of the next days, with a plan for today."""
        cards = {
            name: replace(card, due=max(card.due, self.resting.get(name, 0)))
            for name, card in self.states.items()
        }
        return forecast(cards, self.day, span, self.asked, plan.held)

    def _all_of(self, cards: Mapping[str, str], wanted: SessionOptions) -> Plan:
        """Ask what is due or new of some cards, siblings too, or all of those bookmarked."""
        due = least_remembered(self.states, cards, self.day, self.scheduler)
        if wanted.bookmarked:
            due += [name for name in cards if name in self.states and name not in due]
        room = self._new_left(wanted)
        fresh = [name for name in cards if name not in self.states]
        unmet = [name for name in fresh if is_of_term(name)]
        late = {slug_of(name) for name in unmet[room:]}
        first = [name for name in fresh if slug_of(name) not in late or wanted.kind in COMPUTED]
        return Plan([Item(name, self._kind(name, wanted)) for name in (*due, *first)])

    def _kind(self, name: str, wanted: SessionOptions) -> str:
        if wanted.kind in ASSOCIATION:
            return wanted.kind or ""
        unmet = is_of_term(name) and name not in self.states
        return LESSON if unmet and not wanted.cram else ""

    def _day(
        self, chosen: Mapping[str, Term], cards: Mapping[str, str], wanted: SessionOptions
    ) -> Plan:
        """Ask what is due, then lessons and what opens, within the budget of minutes."""
        awake = [name for name in cards if name not in self.resting]
        due = self._one_a_term(least_remembered(self.states, awake, self.day, self.scheduler))
        left = wanted.minutes * 60 - (0 if wanted.from_now else self.spent)
        kept = self._within(due, cards, left)
        left -= sum(self._seconds(name, cards) for name in kept)
        open_ = self._own(awake, cards, {slug_of(name) for name in kept})
        own: list[str] = []
        if not any(cards[name] in COMPUTED for name in (*self.asked, *kept) if name in cards):
            computed = [name for name in open_ if cards[name] in COMPUTED]
            own = self._within(computed[:1], cards, left)
            left -= sum(self._seconds(name, cards) for name in own)
        lesson = LESSON_SECONDS + _REPEATS * sum(map(self.pace.seconds, ("name", "summary")))
        ready = self._openable(chosen, self._new_left(wanted))
        full = bool(ready) and left < lesson * len(ready)
        terms = ready[: max(0, int(left / lesson))]
        left -= lesson * len(terms)
        unmet = any(of_term(slug) not in self.states for slug in chosen)
        left -= (1 - (_OPENING if unmet else _ALL_MET)) * wanted.minutes * 60
        own += self._within([name for name in open_ if name not in own], cards, left)
        lessons = [Item(of_term(slug), LESSON) for slug in terms]
        opened = zip_longest(lessons, map(Item, own))
        items = [*map(Item, kept), *filter(None, chain.from_iterable(opened))]
        if not items and not self.asked:  # however few the minutes, a day has one card
            items = [*map(Item, due[:1])] or [Item(of_term(slug), LESSON) for slug in ready[:1]]
        return Plan(items, len(due) - sum(item.card in due for item in items), full)

    def _new_left(self, wanted: SessionOptions) -> int:
        today = sum(new for name, new in self.asked.items() if is_of_term(name))
        return max(0, wanted.new - today)

    def _openable(self, chosen: Mapping[str, Term], count: int) -> list[str]:
        """Return the terms to open: few at once, so that those begun come first."""
        met = [slug for slug in self.terms if of_term(slug) in self.states]
        unfinished = [slug for slug in met if of_term(slug) not in self.produced]
        room = min(count, max(1, _UNFINISHED * count) - len(unfinished))
        return openable(self.terms, chosen, met, room)

    def _one_a_term(self, due: Sequence[str]) -> list[str]:
        """Keep one card of every term that wasn't asked today, its own first; and what was missed.

        Siblings are never asked on one day.
        """
        learning = [name for name in due if self.states[name].learning]
        taken = {slug_of(name) for name in (*self.asked, *learning)}
        first = {slug_of(name): name for name in due if is_of_term(name)}
        for name in due:
            first.setdefault(slug_of(name), name)
        return learning + [
            name for name in due if slug_of(name) not in taken and first[slug_of(name)] == name
        ]

    def _own(
        self, awake: Iterable[str], cards: Mapping[str, str], taken: Collection[str]
    ) -> list[str]:
        """Return the next question of each term that may be typed, and wasn't asked today."""
        next_: dict[str, str] = {}
        for name in awake:
            slug = slug_of(name)
            card = self.states.get(of_term(slug))
            if is_typed(card) and not is_of_term(name) and name not in self.states:
                next_.setdefault(slug, name)
        taken = {*taken, *map(slug_of, self.asked)}
        return [name for slug, name in next_.items() if slug not in taken]

    def _seconds(self, name: str, cards: Mapping[str, str]) -> float:
        return _REPEATS * seconds(self.pace, self.states.get(name), cards[name])

    def _within(self, names: Sequence[str], cards: Mapping[str, str], seconds: float) -> list[str]:
        """Keep as many of the first cards as there is time for."""
        kept: list[str] = []
        for name in names:
            seconds -= self._seconds(name, cards)
            if seconds < 0:
                break
            kept.append(name)
        return kept

    def retention(self, *, full: bool) -> float:
        """Return the recall to keep cards at: lower from a full day on until every term was met."""
        if all(of_term(slug) in self.states for slug in self.terms):
            return RETENTION
        return BUSY_RETENTION if full else self.scheduler.retention


def today(store: Progress, terms: Mapping[str, Term], day: int, scheduler: Scheduler) -> Today:
    """Return a learning day as the store has it."""
    renamed = renames(terms)
    asked = {now_called(card, renamed): new for card, new in store.asked_on(day).items()}

    def called(cards: Iterable[str]) -> set[str]:
        return {now_called(card, renamed) for card in cards}

    return Today(
        terms=terms,
        states=current(store.states(), terms),
        asked=asked,
        day=day,
        scheduler=scheduler,
        produced=called(store.produced()),
        resting={
            now_called(card, renamed): until
            for card, until in store.resting().items()
            if until > day
        },
        bookmarked=called(store.bookmarked()),
        pace=pace_of(store.durations()),
        spent=spent(store.durations(day), sum(new and is_of_term(n) for n, new in asked.items())),
    )
