"""A term becomes the questions that can be asked about it, each with its distractors."""

from __future__ import annotations

import random
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from learn import demos
from learn.glossary.term import Confusion, Question, Term, Text
from learn.quiz.cards import doubles, is_of_term, name_of, of_term, slug_of
from learn.quiz.distractors import confusions, difference, named
from learn.template import fill

if TYPE_CHECKING:
    from learn.demos.runner import Runner

OPTIONS = 4
LESSON = "lesson"  # the kind of what is shown before a term's first question


@dataclass(frozen=True)
class Option:
    """One option of a choice: its text, whether it is right, why it isn't, and what term it is."""

    text: Text
    right: bool = False
    why: Text | None = None
    slug: str | None = None


@dataclass(frozen=True)
class Asked:
    """A question as it is put to a learner: to choose one of `options`, to type, or to say aloud.

    `kind` is one of `cards.KINDS`, or a lesson, which asks nothing yet. `value` is what `compute`,
    a function of a demo, came to for a drawn one, from `parameters`; `within` is the tolerance of
    its numbers, `worked` its solution.
    """

    card: str
    kind: str
    term: Term
    prompt: Text
    options: Sequence[Option] = ()
    why: Text | None = None
    worked: Text | None = None
    value: Any = None
    within: float = 0.0
    compute: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class QuestionMaker:
    """What questions are made from: terms, chance, a runner, mix-ups, doubles that may be asked."""

    terms: Mapping[str, Term]
    chance: random.Random
    runner: Runner
    mixed_up: Mapping[str, Sequence[str]] = field(default_factory=dict)
    met: Container[str] = ()

    def ask(self, card: str, kind: str = "", other: str = "") -> Asked:
        """Put the question of a card; a drawn one has its answer computed now.

        `kind` says how a term's own card is asked, `other` what it is to be told apart from.
        Raises KeyError for a card that doesn't exist, LearnError where a demo fails.
        """
        term = self.terms[slug_of(card)]
        if not is_of_term(card):
            questions = {question.id: question for question in term.questions}
            asked = Asked(card, "written", term, term.summary)
            return self._written(asked, questions[name_of(card)])
        asked = Asked(card, kind, term, self._meaning(term))
        if kind == "name":
            return self._name(asked)
        if kind == "summary":
            return self._summary(replace(asked, prompt=term.name))
        if kind == "contrast":
            return self._contrast(asked, self.terms[other or self.chance.choice(doubles(term))])
        return replace(asked, prompt=term.name) if kind in ("aloud", LESSON) else asked

    def _meaning(self, term: Term) -> Text:
        """Describe a term in one of its wordings, so that none is learnt by heart."""
        return self.chance.choice([term.summary, term.restated or term.summary])

    def _name(self, asked: Asked) -> Asked:
        found = named(asked.term, self._confusions(asked.term), self.terms)
        distractors = [Option(name, why=each.difference, slug=each.slug) for each, name in found]
        return self._choice(asked, Option(asked.term.name, True), distractors)

    def _summary(self, asked: Asked) -> Asked:
        distractors = [
            Option(other.summary, why=each.difference, slug=each.slug)
            for each in self._confusions(asked.term)
            if (other := self.terms.get(each.slug or ""))
        ]
        return self._choice(asked, Option(asked.term.summary, True), distractors)

    def _contrast(self, asked: Asked, other: Term) -> Asked:
        """Describe one of the two, drawn by chance if both were met; it is that one's card."""
        right, wrong = asked.term, other
        if of_term(other.slug) in self.met and self.chance.random() < 0.5:
            right, wrong = wrong, right
        why = difference(right, wrong).difference
        distractor = Option(wrong.name, why=why, slug=wrong.slug)
        card = of_term(right.slug)
        asked = replace(asked, card=card, term=right, prompt=self._meaning(right), why=why)
        return self._choice(asked, Option(right.name, True), [distractor])

    def _written(self, asked: Asked, question: Question) -> Asked:
        if question.answer is None:
            return self._drawn(asked, question)
        distractors = [Option(each.text, why=each.why) for each in question.distractors]
        asked = replace(asked, prompt=question.ask, why=question.why)
        return self._choice(asked, Option(question.answer, True), distractors)

    def _choice(self, asked: Asked, right: Option, distractors: Sequence[Option]) -> Asked:
        options = [right, *distractors[: OPTIONS - 1]]
        self.chance.shuffle(options)
        return replace(asked, options=tuple(options))

    def _confusions(self, term: Term) -> list[Confusion]:
        return confusions(term, self.terms, self.mixed_up.get(term.slug, ()), self.chance)

    def _drawn(self, asked: Asked, question: Question) -> Asked:
        demo = asked.term.demo.run if asked.term.demo else asked.term.slug
        parameters = {
            name: parameter.parse(self.chance.choice(question.draw[name]))
            if name in question.draw
            else parameter.draw(self.chance)
            for name, parameter in demos.load(demo).parameters_of(question.compute).items()
        }
        values = self.runner.compute(demo, question.compute, parameters)
        shown = {**parameters, **values}
        return replace(
            asked,
            kind="drawn",
            prompt=_filled(question.ask, shown),
            why=question.why,
            worked=_filled(question.worked, shown) if question.worked else None,
            value=values[question.value or ""],
            within=question.within,
            compute=question.compute,
            parameters=parameters,
        )


def _filled(text: Text, values: Mapping[str, Any]) -> Text:
    return Text(fill(text.en, values), fill(text.zh, values))
