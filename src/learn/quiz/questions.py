"""A term becomes the questions that can be asked about it, each with its distractors."""

from __future__ import annotations

import random
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from learn.glossary.term import Confusion, Question, Term, Text
from learn.quiz.asked import LESSON, Asked, Option
from learn.quiz.cards import COMPUTED, doubles, is_of_term, name_of, of_term, slug_of
from learn.quiz.computed import Computed
from learn.quiz.distractors import confusions, difference, named

if TYPE_CHECKING:
    from learn.demos.runner import Runner

OPTIONS = 4


@dataclass(frozen=True)
class QuestionMaker:
    """What questions are made from: terms, chance, a runner, mix-ups, doubles that may be asked."""

    terms: Mapping[str, Term]
    chance: random.Random
    runner: Runner
    mixed_up: Mapping[str, Sequence[str]] = field(default_factory=dict)
    met: Container[str] = ()

    def ask(self, card: str, kind: str = "", other: str = "") -> Asked:
        """Put the question of a card; a computed one has its answer computed now.

        `kind` says how a term's own card is asked, `other` what it is to be told apart from.
        Raises KeyError for a card that doesn't exist, LearnError where a demo fails.
        """
        term = self.terms[slug_of(card)]
        if not is_of_term(card):
            name = name_of(card)
            if name in COMPUTED:
                return self._computed.ask(Asked(card, name, term, term.name))
            questions = {question.id: question for question in term.questions}
            return self._written(Asked(card, "written", term, term.summary), questions[name])
        asked = Asked(card, kind, term, self._meaning(term))
        if kind == "name":
            return self._name(asked)
        if kind == "summary":
            return self._summary(replace(asked, prompt=term.name))
        if kind == "contrast":
            other = other or self.chance.choice(doubles(term) or [""])
            return self._contrast(asked, self.terms[other])
        return replace(asked, prompt=term.name) if kind in ("aloud", LESSON) else asked

    def _meaning(self, term: Term) -> Text:
        """Describe a term in one of its wordings, so that none is learnt by heart."""
        return self.chance.choice([term.summary, term.restated or term.summary])

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
            return self._computed.drawn(asked, question)
        distractors = [Option(each.text, why=each.why) for each in question.distractors]
        asked = replace(asked, prompt=question.ask, why=question.why)
        return self._choice(asked, Option(question.answer, True), distractors)

    def _choice(self, asked: Asked, right: Option, distractors: Sequence[Option]) -> Asked:
        options = [right, *distractors[: OPTIONS - 1]]
        self.chance.shuffle(options)
        return replace(asked, options=tuple(options))

    def _confusions(self, term: Term) -> list[Confusion]:
        return confusions(term, self.terms, self.mixed_up.get(term.slug, ()), self.chance)
