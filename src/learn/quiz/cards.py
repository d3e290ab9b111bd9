"""The names of cards: a term's slug, a slash, and what is asked of it."""

from __future__ import annotations

from learn.glossary.term import CONTRAST, OWN_CARDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from learn.glossary.term import Term

COMPUTED = ("drawn", "predict", "picture", "print")  # by a demo, when the question is asked
KINDS = ("name", "summary", "written", "type", "contrast", *COMPUTED, "aloud")
PRINTED = tuple(kind for kind in KINDS if kind != "aloud")  # that has no answer to print


def slug_of(card: str) -> str:
    """Return the term that a card is about."""
    return card.partition("/")[0]


def name_of(card: str) -> str:
    """Return what a card is called among those of its term."""
    return card.partition("/")[2]


def contrast(slug: str, other: str) -> str:
    """Return the card of a term that asks to tell it from another one."""
    return f"{slug}/{CONTRAST}{other}"


def other_of(card: str) -> str:
    """Return the term that a card contrasts its own with; "" where it is no contrast."""
    name = name_of(card)
    return name.removeprefix(CONTRAST) if name.startswith(CONTRAST) else ""


def is_own(card: str) -> bool:
    """Whether it is a card that every term has, called as its kind."""
    return name_of(card) in OWN_CARDS


def kinds_of(term: Term, terms: Mapping[str, Term]) -> dict[str, str]:
    """Return the cards that a term has, from easy to hard: what follows the slug -> its kind."""
    written = {question.id: "written" for question in term.questions if not question.is_drawn}
    drawn = {question.id: "drawn" for question in term.questions if question.is_drawn}
    pairs = {f"{CONTRAST}{other}": "contrast" for other in contrasts(term, terms)}
    rungs = {"name": "name", "summary": "summary", **written, "type": "type"}
    return {**rungs, **pairs, **drawn, **own_computed(term), "aloud": "aloud"}


def own_computed(term: Term) -> dict[str, str]:
    """Return the computed cards that a term has one of each: its own name is its kind."""
    has = {
        "predict": term.demo is not None and term.demo.predict is not None,
        "picture": term.demo is not None and term.demo.picture is not None,
        "print": any(question.prints for question in term.questions),
    }
    return {kind: kind for kind, there in has.items() if there}


def contrasts(term: Term, terms: Mapping[str, Term]) -> list[str]:
    """Return the terms that this one has a contrast card with; a pair has one card, not two."""
    found = []
    for each in term.confused_with:
        other = terms.get(each.slug or "")
        if other is None or other.slug == term.slug:
            continue
        mutual = any(back.slug == term.slug for back in other.confused_with)
        if not mutual or term.slug < other.slug:
            found.append(other.slug)
    return found


def all_cards(terms: Mapping[str, Term], kind: str | None = None) -> dict[str, str]:
    """Return every card there is, or those of a kind, each with its kind."""
    return {
        f"{term.slug}/{name}": each
        for term in terms.values()
        for name, each in kinds_of(term, terms).items()
        if kind in (None, each)
    }


def computed_cards(terms: Mapping[str, Term]) -> set[str]:
    """Return the cards whose questions need a demo."""
    return {card for card, kind in all_cards(terms).items() if kind in COMPUTED}


def renames(terms: Mapping[str, Term]) -> dict[str, str]:
    """Return what the former slugs are called now."""
    return {old: term.slug for term in terms.values() for old in term.formerly}


def now_called(card: str, renamed: Mapping[str, str]) -> str:
    """Return what a card is called now."""
    slug, slash, name = card.partition("/")
    return f"{renamed.get(slug, slug)}{slash}{name}"
