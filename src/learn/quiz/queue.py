"""What to ask today, and in which order: due cards, new ones, rungs of the ladder."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from learn.glossary.term import Term
from learn.memory.fsrs import Card, Scheduler
from learn.quiz.cards import (
    all_cards,
    contrast,
    kinds_of,
    name_of,
    now_called,
    other_of,
    renames,
    slug_of,
)
from learn.quiz.model import Answer, SessionOptions, mistaken_for

LEECH = 8  # lapses
_BETWEEN = 3  # other cards before a missed one comes again

# The stability in days that the cards of a lower rung must have before a kind is met.
_OPENS = {"name": 0.0, "summary": 0.0, "written": 0.0, "type": 3.0, "contrast": 2.0, "drawn": 4.0}
_OPENS |= {"predict": 4.0, "picture": 4.0, "print": 4.0, "aloud": 15.0}


def due_cards(
    states: Mapping[str, Card], cards: Collection[str], day: int, scheduler: Scheduler
) -> list[str]:
    """Return the cards that are due, the least remembered first."""
    due = [name for name in cards if name in states and states[name].due <= day]
    return sorted(due, key=lambda name: (scheduler.retrievability(states[name], day), name))


def new_cards(
    terms: Iterable[Term],
    states: Mapping[str, Card],
    cards: Mapping[str, str],
    *,
    whole: bool = False,
) -> list[str]:
    """Return the cards never asked that may be met now: the lowest rung of every term, then on.

    A kind opens when the term's easier cards are remembered well enough; with `whole` all are
    open. Every third term begins with its summaries, so that a sitting isn't all of one kind.
    """
    found: list[tuple[int, int, str]] = []
    for place, term in enumerate(terms):
        rungs = [name for name in cards if slug_of(name) == term.slug]
        if place % 3 == 2:
            rungs[:2] = rungs[1::-1]
        known = [states[name] for name in rungs if name in states]
        steady = max((c.stability for c in known if not c.learning), default=0.0)
        for rung, name in enumerate(rungs):
            opens = rung == 0 or (known and steady >= _OPENS[cards[name]])
            if name not in states and (whole or opens):
                found.append((rung, place, name))
    return [name for _, _, name in sorted(found)]


def one_a_term(cards: Sequence[str], taken: Collection[str]) -> list[str]:
    """Keep the first card of every term that isn't taken: siblings aren't asked on one day."""
    first: dict[str, str] = {}
    for card in cards:
        if slug_of(card) not in taken:
            first.setdefault(slug_of(card), card)
    return list(first.values())


def interleaved(cards: Sequence[str], terms: Mapping[str, Term]) -> list[str]:
    """Bring confusable terms near each other, two places apart, so that they are told apart."""
    waiting, order = list(cards), list[str]()
    while waiting:
        order.append(waiting.pop(0))
        before = order[-2] if len(order) > 1 else order[-1]
        doubles = {each.slug for each in terms[slug_of(before)].confused_with}
        near = next((card for card in waiting if slug_of(card) in doubles), None)
        if near is not None and len(order) > 1:
            waiting.remove(near)
            waiting.insert(0, near)
    return order


def rung_below(card: str, states: Mapping[str, Card], terms: Mapping[str, Term]) -> str | None:
    """Return the easier card of the same term to go back to after a lapse, if there is one."""
    slug, name = slug_of(card), name_of(card)
    rungs = list(kinds_of(terms[slug], terms))
    if name not in rungs:
        return None
    below = [f"{slug}/{rung}" for rung in rungs[: rungs.index(name)]]
    return next((each for each in reversed(below) if each in states), None)


def repeated(
    answer: Answer,
    states: Mapping[str, Card],
    terms: Mapping[str, Term],
    mixed_up: Mapping[str, Sequence[str]],
) -> list[str]:
    """Return what to ask soon after a miss: its contrast or an easier card, then it again.

    A mix-up is worth a contrast if it is a famous one, or happened before.
    """
    asked, picked = answer.asked, mistaken_for(answer.verdict)
    if asked.kind != "contrast" and _confusable(asked.term, picked, terms, mixed_up):
        return [contrast(*sorted((asked.term.slug, picked))), asked.card]
    lapsed = answer.before is not None and not answer.before.learning
    below = rung_below(asked.card, states, terms) if lapsed else None
    return [below, asked.card] if below else [asked.card]


def _confusable(
    term: Term, picked: str, terms: Mapping[str, Term], mixed_up: Mapping[str, Sequence[str]]
) -> bool:
    other = terms.get(picked)
    if other is None:
        return False
    famous = {each.slug for each in term.confused_with} | {
        each.slug for each in other.confused_with if each.slug == term.slug
    }
    return bool(famous & {picked, term.slug}) or picked in mixed_up.get(term.slug, ())


def current(states: Mapping[str, Card], terms: Mapping[str, Term]) -> dict[str, Card]:
    """Return the states of cards that can be asked; a renamed term takes its history along."""
    renamed, cards = renames(terms), all_cards(terms)
    found: dict[str, Card] = {}
    for name, card in states.items():
        called = now_called(name, renamed)
        exists = called in cards or (slug_of(called) in terms and other_of(called) in terms)
        if exists and (called not in found or slug_of(name) not in renamed):
            found[called] = card
    return found


@dataclass
class Queue:
    """The cards of a sitting in their order; a missed one comes again after some others."""

    cards: list[str]
    again: list[tuple[int, str]] = field(default_factory=list)  # after how many answers

    def __len__(self) -> int:
        return len(self.cards) + len(self.again)

    def take(self, answered: int, put_off: Collection[str] = ()) -> str | None:
        """Take the next card; those to put off come when there is no other."""
        if self.again and (not self.cards or self.again[0][0] <= answered):
            return self.again.pop(0)[1]
        for place, name in enumerate(self.cards):
            if name not in put_off:
                return self.cards.pop(place)
        return self.cards.pop(0) if self.cards else None

    def repeat(self, cards: Iterable[str], answered: int) -> list[str]:
        """Put cards back, to come again after some others; return those that did not wait yet."""
        waiting = {name for _, name in self.again}
        added = [(place, name) for place, name in enumerate(cards) if name not in waiting]
        self.again += [(answered + _BETWEEN + place, name) for place, name in added]
        return [name for _, name in added]

    def forget(self, cards: Collection[str]) -> None:
        """Let cards not come again."""
        self.again = [each for each in self.again if each[1] not in cards]

    def put_back(self, card: str) -> None:
        """Let a card that was taken be the next one."""
        self.cards.insert(0, card)


@dataclass(frozen=True)
class Today:
    """One learning day: the states it begins with, and the cards asked so far (new or not)."""

    terms: Mapping[str, Term]
    states: Mapping[str, Card]
    asked: Mapping[str, bool]
    day: int
    scheduler: Scheduler

    def cards(self, wanted: SessionOptions, chance: random.Random) -> list[str]:
        """Return the cards to ask: missed and due ones, then new ones, confusable ones together."""
        chosen = [t for t in self.terms.values() if not wanted.only or t.slug in wanted.only]
        slugs = {term.slug for term in chosen}
        every = all_cards(self.terms, wanted.kind).items()
        cards = {name: kind for name, kind in every if slug_of(name) in slugs}
        if wanted.cram:
            order = list(cards)
            chance.shuffle(order)
            return order[: wanted.limit]
        due = due_cards(self.states, self._askable(cards, slugs, wanted), self.day, self.scheduler)
        whole = bool(wanted.only or wanted.kind)
        fresh = new_cards(chosen, self.states, cards, whole=whole)
        if not wanted.only:
            due, fresh = self._without_siblings(due, fresh)
        left = max(0, wanted.new - sum(self.asked.values()))
        planned = due + interleaved(fresh[:left], self.terms)
        if wanted.limit is not None:
            planned = planned[: max(0, wanted.limit - len(self.asked))]
        return planned

    def _askable(
        self, cards: Mapping[str, str], slugs: set[str], wanted: SessionOptions
    ) -> list[str]:
        """Add the contrasts that a mix-up once made, which no term lists."""
        if wanted.kind not in (None, "contrast"):
            return list(cards)
        made = [name for name in self.states if other_of(name) and slug_of(name) in slugs]
        return list(dict.fromkeys([*cards, *made]))

    def _without_siblings(self, due: list[str], fresh: list[str]) -> tuple[list[str], list[str]]:
        learning = [name for name in due if self.states[name].learning]
        taken = {slug_of(name) for name in (*self.asked, *learning)}
        due = learning + one_a_term([name for name in due if name not in learning], taken)
        return due, one_a_term(fresh, taken | {slug_of(name) for name in due})
