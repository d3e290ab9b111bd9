"""A term becomes the questions that can be asked about it, each with its distractors."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from learn import demos
from learn.glossary.term import Confusion, Question, Term, Text
from learn.quiz.cards import name_of, other_of, slug_of
from learn.quiz.distractors import confusions, difference, named
from learn.template import fill

if TYPE_CHECKING:
    from learn.demos.runner import Runner

OPTIONS = 4


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

    `kind` is one of `cards.KINDS`. `value` is what `compute`, a function of a demo, came to for a
    drawn one, from `parameters`; `within` is the tolerance of its numbers, `worked` its solution.
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
    """What questions are made from: the terms, chance, the runner, and this learner's mix-ups."""

    terms: Mapping[str, Term]
    chance: random.Random
    runner: Runner
    mixed_up: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def ask(self, card: str) -> Asked:
        """Put the question of a card; a drawn one has its answer computed now.

        Raises KeyError for a card that doesn't exist, LearnError where a demo fails.
        """
        name, term = name_of(card), self.terms[slug_of(card)]
        asked = Asked(card, name, term, term.summary)
        if name == "name":
            return self._name(asked)
        if name == "summary":
            return self._summary(replace(asked, prompt=term.name))
        if name == "type":
            return asked
        if name == "aloud":
            return replace(asked, prompt=term.name)
        if other := other_of(card):
            return self._contrast(asked, self.terms[other])
        questions = {question.id: question for question in term.questions}
        return self._written(asked, questions[name])

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
        """Describe one of the two, drawn by chance, and ask which it is."""
        right, wrong = asked.term, other
        if self.chance.random() < 0.5:
            right, wrong = wrong, right
        why = difference(right, wrong).difference
        distractor = Option(wrong.name, why=why, slug=wrong.slug)
        asked = replace(asked, kind="contrast", prompt=right.summary, why=why)
        return self._choice(asked, Option(right.name, True), [distractor])

    def _written(self, asked: Asked, question: Question) -> Asked:
        if question.answer is None:
            return self._drawn(asked, question)
        distractors = [Option(each.text, why=each.why) for each in question.distractors]
        asked = replace(asked, kind="written", prompt=question.ask, why=question.why)
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
