"""A term becomes the questions that can be asked about it, with their lures."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from learn.parameters import Parameter
from learn.result import Result
from learn.template import fill
from learn.term import Confusion, Question, Term, Text, normalise

OPTIONS = 4


class Lab(Protocol):
    """What computes the answers of drawn questions."""

    def parameters_of(self, demo: str, function: str) -> Mapping[str, Parameter]:
        """Return the parameters of a function of a demo; torch isn't needed for that."""

    def compute(self, demo: str, function: str, parameters: Mapping[str, Any]) -> Result:
        """Run a function of a demo."""

    def ready(self) -> bool:
        """Whether `compute` answers at once, torch being loaded."""


@dataclass(frozen=True)
class Option:
    """One option of a choice: its text, whether it is right, why it isn't, and what term it is."""

    text: Text
    right: bool = False
    why: Text | None = None
    slug: str | None = None


@dataclass(frozen=True)
class Asked:
    """A question as it is put to a learner: to choose one of `options`, or to type an answer.

    `kind` is name, summary, type, written or drawn. `value` is what a demo computed for a drawn
    one, from `parameters`; `within` is the tolerance of its numbers.
    """

    card: str
    kind: str
    term: Term
    prompt: Text
    options: Sequence[Option] = ()
    why: Text | None = None
    value: Any = None
    within: float = 0.0
    parameters: Mapping[str, Any] = field(default_factory=dict)


def kinds_of(term: Term) -> list[str]:
    """Return the kinds of cards that a term has, from easy to hard: what follows its slug."""
    written = [question.id for question in term.questions if not question.is_drawn]
    drawn = [question.id for question in term.questions if question.is_drawn]
    return ["name", "summary", *written, "type", *drawn]


def ask(term: Term, kind: str, terms: Mapping[str, Term], chance: random.Random, lab: Lab) -> Asked:
    """Put the question of a kind about a term; a drawn one has its answer computed now."""
    asked = Asked(f"{term.slug}/{kind}", kind, term, term.summary)
    if kind == "type":
        return asked
    if kind == "name":
        named = ((each, _named(each, terms)) for each in _confusable(term, terms, chance))
        lures = [
            Option(name, why=each.difference, slug=each.slug)
            for each, name in _distinct(term, named)
        ]
        return _choice(asked, Option(term.name, True), lures, chance)
    if kind == "summary":
        lures = [
            Option(other.summary, why=each.difference, slug=each.slug)
            for each in _confusable(term, terms, chance)
            if (other := terms.get(each.slug or ""))
        ]
        asked = replace(asked, prompt=term.name)
        return _choice(asked, Option(term.summary, True), lures, chance)
    question = next(each for each in term.questions if each.id == kind)
    if question.answer is None:
        return _drawn(asked, question, chance, lab)
    lures = [Option(lure.text, why=lure.why) for lure in question.lures]
    asked = replace(asked, kind="written", prompt=question.ask, why=question.why)
    return _choice(asked, Option(question.answer, True), lures, chance)


def _choice(asked: Asked, right: Option, lures: Sequence[Option], chance: random.Random) -> Asked:
    options = [right, *lures[: OPTIONS - 1]]
    chance.shuffle(options)
    return replace(asked, options=tuple(options))


def _confusable(term: Term, terms: Mapping[str, Term], chance: random.Random) -> list[Confusion]:
    """Return what a term is mixed up with, famous doubles first, then its topic, then the rest."""
    known = list(term.confused_with)
    chance.shuffle(known)
    known.sort(key=lambda each: each.slug is None)  # a term of the glossary teaches more
    said = {each.slug for each in known} | {term.slug}
    rest = [other for other in terms.values() if other.slug not in said]
    chance.shuffle(rest)
    related = {*term.see_also, *(t.slug for t in rest if _points_at(t, term.slug))}
    rest.sort(key=lambda other: (other.slug not in related, other.topic != term.topic))
    return known + [_as_confusion(other, term) for other in rest]


def _points_at(term: Term, slug: str) -> bool:
    return any(each.slug == slug for each in term.confused_with)


def _as_confusion(other: Term, term: Term) -> Confusion:
    """Say how another term differs: as it says itself, or else by what it is."""
    for each in other.confused_with:
        if each.slug == term.slug:
            return Confusion(each.difference, other.slug)
    summary = Text(f"{other.name.en}: {other.summary.en}", f"{other.name.zh}：{other.summary.zh}")
    return Confusion(summary, other.slug)


def _named(confusion: Confusion, terms: Mapping[str, Term]) -> Text | None:
    if confusion.slug:
        return terms[confusion.slug].name if confusion.slug in terms else None
    return confusion.name


def _distinct(
    term: Term, lures: Iterable[tuple[Confusion, Text | None]]
) -> list[tuple[Confusion, Text]]:
    """Leave out every lure that is a name of the answer, or the same word as another lure."""
    taken = {normalise(name) for name in term.names}
    kept = []
    for confusion, name in lures:
        if name is None or {normalise(name.en), normalise(name.zh)} & taken:
            continue
        taken |= {normalise(name.en), normalise(name.zh)}
        kept.append((confusion, name))
    return kept


def _drawn(asked: Asked, question: Question, chance: random.Random, lab: Lab) -> Asked:
    demo = asked.term.demo.run if asked.term.demo else asked.term.slug
    parameters = {
        name: parameter.parse(chance.choice(question.draw[name]))
        if name in question.draw
        else parameter.draw(chance)
        for name, parameter in lab.parameters_of(demo, question.compute).items()
    }
    values = lab.compute(demo, question.compute, parameters).values
    shown = {**parameters, **values}
    return replace(
        asked,
        kind="drawn",
        prompt=Text(fill(question.ask.en, shown), fill(question.ask.zh, shown)),
        why=question.why,
        value=values[question.value or ""],
        within=question.within,
        parameters=parameters,
    )
