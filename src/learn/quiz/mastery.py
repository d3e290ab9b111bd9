"""How far a term has come: met, produced, steady, known."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import IntEnum

from learn.glossary.term import Term
from learn.memory.fsrs import Card
from learn.quiz.cards import now_called, of_term, renames

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
    renamed, found = renames(terms), {}
    produced = {now_called(card, renamed) for card in produced}
    for slug in terms:
        card = of_term(slug)
        found[slug] = mastery(states.get(card), produced=card in produced)
    return found
