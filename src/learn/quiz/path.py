"""The way to a term: what it needs, what that needs, and so on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from learn.glossary.term import Term


class Branch(NamedTuple):
    """A line of the tree of what leads to a term.

    `last` says of every level from below the root down to this one whether it ends there. A term
    that is shown `again` has what it needs where it stood first.
    """

    slug: str
    last: tuple[bool, ...]
    again: bool


def leads_to(slug: str, terms: Mapping[str, Term]) -> list[str]:
    """Return what leads to a term, in the order to read it in, and the term last."""
    return in_order([slug], terms)


def in_order(slugs: Iterable[str], terms: Mapping[str, Term]) -> list[str]:
    """Return terms and all that leads to them, each after what it needs.

    Of terms that need each other the one that was come to first is read last.
    """
    found: list[str] = []
    begun: set[str] = set()
    waiting = [(slug, False) for slug in reversed(list(slugs))]
    while waiting:
        slug, is_led_to = waiting.pop()
        if is_led_to:
            found.append(slug)
        elif slug in terms and slug not in begun:
            begun.add(slug)
            waiting.append((slug, True))
            waiting += [(need, False) for need in reversed(terms[slug].needs)]
    return found


def by_topic(terms: Mapping[str, Term]) -> dict[str, list[str]]:
    """Return the terms of each topic in the order to read them in; topics as they are come to."""
    found: dict[str, list[str]] = {}
    for slug in in_order(terms, terms):
        found.setdefault(terms[slug].topic, []).append(slug)
    return found


def tree(slug: str, terms: Mapping[str, Term]) -> list[Branch]:
    """Return what leads to a term as a tree, the term at its root; each term branches once."""
    rows: list[Branch] = []
    shown: set[str] = set()
    waiting: list[tuple[str, tuple[bool, ...]]] = [(slug, ())]
    while waiting:
        slug, last = waiting.pop()
        needs = [need for need in dict.fromkeys(terms[slug].needs) if need in terms]
        rows.append(Branch(slug, last, again=slug in shown and bool(needs)))
        if slug not in shown:
            shown.add(slug)
            below = [(need, (*last, need == needs[-1])) for need in needs]
            waiting += reversed(below)
    return rows
