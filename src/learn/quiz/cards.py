"""The names of cards: a term's slug, a slash, and what memory is kept about.

`slug/term` is the association of a term's name and its meaning, asked in several kinds; every
written or computed question is a card of its own, since it is another fact.
"""

from __future__ import annotations

from itertools import chain, zip_longest

from learn.glossary.term import CONTRAST, FORMER_CARDS, TERM_CARD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from learn.glossary.term import Term
    from learn.memory.fsrs import Card

ASSOCIATION = ("name", "summary", "type", "contrast", "aloud")  # the kinds of slug/term
COMPUTED = ("drawn", "predict", "picture", "print")  # by a demo, when it is asked
KINDS = (*ASSOCIATION, "written", *COMPUTED)
PRODUCED = ("type", "aloud")  # without options to choose from
PRINTED = tuple(kind for kind in KINDS if kind != "aloud")  # that has no answer to print


def slug_of(card: str) -> str:
    """Return the term that a card is about."""
    return card.partition("/")[0]


def name_of(card: str) -> str:
    """Return what a card is called among those of its term."""
    return card.partition("/")[2]


def of_term(slug: str) -> str:
    """Return the card of a term's name and meaning."""
    return f"{slug}/{TERM_CARD}"


def is_of_term(card: str) -> bool:
    """Whether it is the card of a term's name and meaning."""
    return name_of(card) == TERM_CARD


def present(card: str) -> str:
    """Return the card that an answer counts for, be it of a log in which each kind had its own."""
    slug, _, name = card.partition("/")
    former = name in FORMER_CARDS or name.startswith(CONTRAST)
    return of_term(slug) if former else card


def other_of(card: str) -> str:
    """Return the term that a former card contrasts its own with; "" where it is no contrast."""
    name = name_of(card)
    return name.removeprefix(CONTRAST) if name.startswith(CONTRAST) else ""


def cards_of(term: Term) -> dict[str, str]:
    """Return the cards that a term has, in the order they are met -> what kind each is.

    The card of the term itself has "term" for its kind: it is asked in all of ASSOCIATION. The
    written and the computed ones take turns.
    """
    written = [question.id for question in term.questions if not question.is_drawn]
    drawn = [question.id for question in term.questions if question.is_drawn]
    computed = _by_turns(dict.fromkeys(drawn, "drawn"), own_computed(term))
    own = _by_turns(computed, dict.fromkeys(written, "written"))
    return {of_term(term.slug): TERM_CARD, **{f"{term.slug}/{n}": kind for n, kind in own.items()}}


def own_computed(term: Term) -> dict[str, str]:
    """Return the computed questions that a term has one of each: the name is the kind."""
    demo = term.demo
    there = {
        "predict": demo is not None and demo.predict is not None,
        "picture": demo is not None and demo.picture is not None,
        "print": any(question.prints for question in term.questions),
    }
    return {kind: kind for kind, has in there.items() if has}


def _by_turns(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    turns = chain.from_iterable(zip_longest(first.items(), second.items()))
    return dict(filter(None, turns))


def all_cards(terms: Iterable[Term], kind: str | None = None) -> dict[str, str]:
    """Return every card there is -> its kind; or those that can be asked in a kind."""
    wanted = TERM_CARD if kind in ASSOCIATION else kind
    return {
        card: each
        for term in terms
        for card, each in cards_of(term).items()
        if wanted in (None, each) and (kind != "contrast" or doubles(term))
    }


def doubles(term: Term) -> list[str]:
    """Return the terms that this one is told apart from."""
    return [each.slug for each in term.confused_with if each.slug and each.slug != term.slug]


def renames(terms: Mapping[str, Term]) -> dict[str, str]:
    """Return what the former slugs are called now."""
    return {old: term.slug for term in terms.values() for old in term.formerly}


def now_called(card: str, renamed: Mapping[str, str]) -> str:
    """Return what a card is called now."""
    slug, slash, name = card.partition("/")
    return f"{renamed.get(slug, slug)}{slash}{name}"


def current(states: Mapping[str, Card], terms: Mapping[str, Term]) -> dict[str, Card]:
    """Return the states of cards that can be asked; a renamed term takes its history along."""
    renamed, cards = renames(terms), all_cards(terms.values())
    found: dict[str, Card] = {}
    for name, card in states.items():
        called = now_called(name, renamed)
        if called in cards and (called not in found or slug_of(name) not in renamed):
            found[called] = card
    return found
