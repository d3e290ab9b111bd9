"""Whether a term's questions can be asked: each has one right answer and doesn't give it away."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from learn.check.computed import check_print, sound_draws
from learn.demos import Demo
from learn.demos.runner import Runner
from learn.errors import LearnError
from learn.glossary.problems import Path_
from learn.glossary.term import LANGS, Lang, Question, Term
from learn.quiz.computed import drawn
from learn.template import fill, names_in

_VARIETY = 20  # different questions that one drawn question should give
_TRIES = 8 * _VARIETY
_FEW = 6  # questions of a glossary, below which the length of options is left to chance
_WORTH_LOOKING = 4  # characters of an answer that a prompt may hold by chance

Report = Callable[..., None]  # (path, message, warning=False)


def check_written(term: Term, problem: Report) -> None:
    """Every question has an id of its own and an explanation; no two of its options are the same.

    Nor does its prompt hold its answer.
    """
    ids = set[str]()
    for number, question in enumerate(term.questions):
        path: Path_ = ("questions", number)
        if question.id in ids:
            problem((*path, "id"), "is another question's id")
        ids.add(question.id)
        if question.why is None:
            problem(path, "has no `why`: a wrong answer is explained by it", warning=True)
        if question.is_drawn and question.worked is None:
            problem(path, "has no `worked`, the solution with its numbers", warning=True)
        if question.answer is not None:
            _check_options(question, path, problem)


def _check_options(question: Question, path: Path_, problem: Report) -> None:
    for lang in LANGS:
        answer = question.answer.in_(lang) if question.answer else ""
        bare = answer.rstrip(".。").casefold()
        if len(bare) >= _WORTH_LOOKING and bare in question.ask.in_(lang).casefold():
            problem((*path, "ask", lang), "holds its own answer", warning=True)
        seen = {answer}
        for place, wrong in enumerate(question.distractors):
            if wrong.text.in_(lang) in seen:
                said = "is an option already: a lure is wrong"
                problem((*path, "lures", place, lang), said)
            seen.add(wrong.text.in_(lang))


def check_lengths(terms: Mapping[str, Term], problem: Callable[..., None]) -> None:
    """Warn where the right option is the longest too often: one could choose it unread.

    By chance that is so in a third of the questions or fewer.
    """
    for lang in LANGS:
        written = [
            (term.slug, number)
            for term in terms.values()
            for number, question in enumerate(term.questions)
            if question.answer is not None
        ]
        longest = [
            (slug, number)
            for slug, number in written
            if _is_longest(terms[slug].questions[number], lang)
        ]
        if len(written) >= _FEW and 3 * len(longest) > len(written):
            said = (
                f"the right option is the longest in {len(longest)} of {len(written)} questions"
                f" ({lang}): shorten this one, or lengthen a lure"
            )
            for slug, number in longest:
                problem(slug, ("questions", number, "answer", lang), said, warning=True)


def _is_longest(question: Question, lang: Lang) -> bool:
    right = len(question.answer.in_(lang)) if question.answer else 0
    return all(len(wrong.text.in_(lang)) < right for wrong in question.distractors)


@dataclass
class DrawnCheck:
    """One drawn question, really drawn: its values are there, its sentences fill, it varies."""

    demo: Demo
    question: Question
    runner: Runner
    problem: Report

    def run(self, path: Path_) -> None:
        """Draw until there are twenty different questions; report what is wrong with them."""
        if self.question.compute not in self.demo.functions:
            have = ", ".join(sorted(self.demo.functions))
            said = f"no function {self.question.compute!r}; there is {have}"
            self.problem((*path, "compute"), said)
            return
        parameters = self.demo.parameters_of(self.question.compute)
        if not sound_draws(parameters, self.question.draw, path, self.problem):
            return
        chance, tried, prompts = random.Random(0), set[str](), set[str]()
        for _ in range(_TRIES):
            values = drawn(parameters, self.question.draw, chance)
            if repr(values) in tried:
                continue
            tried.add(repr(values))
            if (prompt := self._asked(values, path)) is None:
                return
            prompts.add(prompt)
            if len(prompts) >= _VARIETY:
                return
        said = f"gives only {len(prompts)} different questions: draw from more"
        self.problem(path, said, warning=True)

    def _asked(self, parameters: Mapping[str, Any], path: Path_) -> str | None:
        """Return the question with its numbers, or None after a report of what is wrong."""
        question = self.question
        try:
            values = self.runner.compute(self.demo.slug, question.compute, parameters)
        except LearnError as error:
            self.problem(path, error.message)
            return None
        if question.value not in values:
            said: str | None = f"the demo has no value {question.value!r}"
            self.problem((*path, "answer"), said)
            return None
        value = values[question.value or ""]
        if question.prints and (said := check_print(self.demo, question, parameters, value)):
            self.problem((*path, "print"), said)
            return None
        asked = ""
        for lang in LANGS:
            for field, text in (("ask", question.ask), ("worked", question.worked)):
                if text is None:
                    continue
                try:
                    filled = fill(text.in_(lang), {**parameters, **values})
                except ValueError as error:
                    self.problem((*path, field, lang), str(error))
                    return None
                if field == "ask":
                    asked += filled
            if question.value in names_in(question.ask.in_(lang)):
                self.problem(path, f"gives its answer away: {{{question.value}}}")
                return None
        return asked
