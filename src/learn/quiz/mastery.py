"""How far a term has come: met, produced, steady, known."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import IntEnum

from learn.glossary.term import Term
from learn.memory.fsrs import Card
from learn.quiz.cards import of_term

STEADY, KNOWN = 7.0, 21.0  # days of stability


class Mastery(IntEnum):
    """How far a term has come; a known one was typed or explained, and stays for three weeks."""

    UNMET = 0
    MET = 1
    PRODUCED = 2
    STEADY = 3
    KNOWN = 4

    @property
    def circle(self) -> str:
        """The sign that it is shown by."""
        return "○◔◑◕●"[self]

    @property
    def field(self) -> str:
        """What it is called in JSON and in a pipe, in any language."""
        return ("unmet", "just_met", "typed", "steady", "known")[self]


def mastery(card: Card | None, *, produced: bool) -> Mastery:
    """Return how far a term has come, by its card and whether that was ever produced."""
    if card is None:
        return Mastery.UNMET
    if not produced or card.learning:
        return Mastery.MET
    if card.stability < STEADY:
        return Mastery.PRODUCED
    return Mastery.STEADY if card.stability < KNOWN else Mastery.KNOWN


def masteries(
    terms: Mapping[str, Term], states: Mapping[str, Card], produced: Collection[str]
) -> dict[str, Mastery]:
    """Return how far every term has come."""
    return how_far({slug: term.formerly for slug, term in terms.items()}, states, produced)


def how_far(
    formerly: Mapping[str, Sequence[str]], states: Mapping[str, Card], produced: Collection[str]
) -> dict[str, Mastery]:
    """Return how far terms have come, each given with the slugs that it had before."""
    found = {}
    for slug, former in formerly.items():
        cards = [of_term(each) for each in (slug, *former)]
        card = next((states[name] for name in cards if name in states), None)
        found[slug] = mastery(card, produced=any(name in produced for name in cards))
    return found
