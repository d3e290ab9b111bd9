"""A term becomes the questions that can be asked about it, each with its distractors."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from learn.glossary.term import Confusion, Question, Term
from learn.quiz.asked import Asked, Option
from learn.quiz.cards import COMPUTED, name_of, other_of, slug_of
from learn.quiz.computed import Computed
from learn.quiz.distractors import confusions, difference, named

if TYPE_CHECKING:
    from learn.demos.runner import Runner

__all__ = ["OPTIONS", "Asked", "Option", "QuestionMaker"]

OPTIONS = 4


@dataclass(frozen=True)
class QuestionMaker:
    """What questions are made from: the terms, chance, the runner, and this learner's mix-ups."""

    terms: Mapping[str, Term]
    chance: random.Random
    runner: Runner
    mixed_up: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def ask(self, card: str) -> Asked:
        """Put the question of a card; a computed one has its answer computed now.

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
        if name in COMPUTED:
            return self._computed.ask(replace(asked, prompt=term.name))
        questions = {question.id: question for question in term.questions}
        return self._written(asked, questions[name])

    @property
    def _computed(self) -> Computed:
        return Computed(self.chance, self.runner)

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
            return self._computed.drawn(asked, question)
        distractors = [Option(each.text, why=each.why) for each in question.distractors]
        asked = replace(asked, kind="written", prompt=question.ask, why=question.why)
        return self._choice(asked, Option(question.answer, True), distractors)

    def _choice(self, asked: Asked, right: Option, distractors: Sequence[Option]) -> Asked:
        options = [right, *distractors[: OPTIONS - 1]]
        self.chance.shuffle(options)
        return replace(asked, options=tuple(options))

    def _confusions(self, term: Term) -> list[Confusion]:
        return confusions(term, self.terms, self.mixed_up.get(term.slug, ()), self.chance)
