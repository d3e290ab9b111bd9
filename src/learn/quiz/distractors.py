"""Wrong options worth refusing: famous doubles, what this learner mixes up, then the topic."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from learn.glossary.term import Confusion, Term, Text
from learn.text import normalise


def confusions(
    term: Term, terms: Mapping[str, Term], mixed_up: Sequence[str], chance: random.Random
) -> list[Confusion]:
    """Return what a term may be mistaken for, the most instructive first, all of it.

    The contrasts of `confused_with` come first (terms before mere names), then the terms that this
    learner has mixed it up with, then those that point at it, its topic, and the rest. What is of
    another relation, such as a kind or a part of it, is no wrong answer, and never comes.
    """
    known = [each for each in term.confused_with if each.relation == "contrast"]
    chance.shuffle(known)
    known.sort(key=lambda each: each.slug is None)
    said = {each.slug for each in term.confused_with} | {term.slug}
    rest = [
        other
        for other in terms.values()
        if other.slug not in said and not _related_otherwise(other, term.slug)
    ]
    chance.shuffle(rest)
    related = {*term.needs, *(t.slug for t in rest if _points_at(t, term.slug))}
    rest.sort(
        key=lambda other: (
            other.slug not in mixed_up,
            other.slug not in related,
            other.topic != term.topic,
        )
    )
    return known + [difference(term, other) for other in rest]


def difference(term: Term, other: Term) -> Confusion:
    """Say how two terms differ: as either of them says itself, or else by what the other is."""
    for first, second in ((term, other), (other, term)):
        for each in first.confused_with:
            if each.slug == second.slug:
                return Confusion(each.difference, other.slug)
    summary = Text(f"{other.name.en}: {other.summary.en}", f"{other.name.zh}：{other.summary.zh}")
    return Confusion(summary, other.slug)


def named(
    term: Term, found: Sequence[Confusion], terms: Mapping[str, Term]
) -> list[tuple[Confusion, Text]]:
    """Give each confusion its name; leave out names of the answer and the same word twice."""
    taken = {normalise(name) for name in term.names}
    kept = []
    for confusion in found:
        other = terms.get(confusion.slug or "")
        name = other.name if other else confusion.name
        if name is None or {normalise(name.en), normalise(name.zh)} & taken:
            continue
        taken |= {normalise(name.en), normalise(name.zh)}
        kept.append((confusion, name))
    return kept


def _related_otherwise(term: Term, slug: str) -> bool:
    return any(each.slug == slug and each.relation != "contrast" for each in term.confused_with)


def _points_at(term: Term, slug: str) -> bool:
    return any(each.slug == slug for each in term.confused_with)
