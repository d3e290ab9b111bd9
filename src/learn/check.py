"""Whether every term, link, question and demo agrees with the others; all faults, each at its line.

Demos are really run, and drawn questions really drawn: what passes here can be asked.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from learn import demos
from learn.demos import Demo
from learn.demos.bench import Bench
from learn.errors import LearnError
from learn.glossary import build
from learn.glossary.links import check_links
from learn.glossary.load import Glossary, load
from learn.glossary.names import check_names
from learn.glossary.problems import Path_, Problem
from learn.parameters import Parameter, settle
from learn.questions import Lab
from learn.result import Result
from learn.template import fill, names_in
from learn.term import LANGS, Lang, Question, Term

_DRAWS = 3  # how often every drawn question is tried
_TAKEN = {
    "code",
    "color",
    "glossary",
    "help",
    "json",
    "lang",
    "plain",
    "play",
    "predict",
    "timeout",
}
_KEY = re.compile(r"^[a-z][a-z0-9_]{2,}$")


@dataclass
class Report:
    """How much was checked, and what was found."""

    terms: int = 0
    questions: int = 0
    demos: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def faults(self) -> list[Problem]:
        """What has to be put right: all problems but warnings."""
        return [problem for problem in self.problems if not problem.is_warning]

    def to_json(self) -> dict[str, Any]:
        """Return the report with the field names of `--json`."""
        problems = [problem.to_json() for problem in self.problems]
        return {
            "terms": self.terms,
            "questions": self.questions,
            "demos": self.demos,
            "problems": problems,
        }


def check(
    places: Sequence[Path],
    beside: Sequence[Path] = (),
    progress: Callable[[str], None] = lambda _: None,
    lab: Lab | None = None,
) -> Report:
    """Check the glossaries of `places`; those `beside` them may only be pointed at.

    Demos are run in the `lab`: by itself, in this process.
    """
    lab = lab or Bench()
    around, glossary = load(beside), load(places)
    _leave_out(around, glossary)
    entries = {**around.entries, **glossary.entries}
    terms = {slug: build.term(entry, entries.get) for slug, entry in glossary.entries.items()}
    check_names(glossary, around)
    check_links(glossary, around.entries)
    for slug, term in terms.items():
        progress(slug)
        _check_summary(glossary, term)
        _check_questions(glossary, term)
        _DemoCheck(glossary, term, lab).run()
    return Report(
        terms=len(terms),
        questions=sum(len(term.questions) for term in terms.values()),
        demos=sum(term.demo is not None for term in terms.values()),
        problems=sorted(glossary.problems),
    )


def _leave_out(around: Glossary, checked: Glossary) -> None:
    """Forget of the terms around those that are themselves checked, read by another path."""
    files = {os.path.realpath(file) for file, _ in checked.where.values()}
    for slug, (file, _) in list(around.where.items()):
        if os.path.realpath(file) in files:
            del around.entries[slug], around.where[slug]


def _check_summary(glossary: Glossary, term: Term) -> None:
    """A summary is a question too, and must not give its answer away."""
    for lang in LANGS:
        summary = term.summary.in_(lang)
        for name in (term.name.in_(lang), *term.aliases):
            if len(name) > 2 and _holds(summary, name):
                glossary.problem(term.slug, ("summary", lang), f"gives the name away: {name!r}")


def _check_questions(glossary: Glossary, term: Term) -> None:
    """Every question has an id of its own; one option only is right, and no two read the same."""
    ids = set[str]()
    for number, question in enumerate(term.questions):
        if question.id in ids:
            glossary.problem(term.slug, ("questions", number, "id"), "is another question's id")
        ids.add(question.id)
        seen = {lang: {question.answer.in_(lang)} for lang in LANGS} if question.answer else {}
        for place, lure in enumerate(question.lures):
            for lang, texts in seen.items():
                if lure.text.in_(lang) in texts:
                    path = ("questions", number, "lures", place, lang)
                    glossary.problem(term.slug, path, "is an option already: a lure is wrong")
                texts.add(lure.text.in_(lang))


def _holds(text: str, name: str) -> bool:
    if not name.isascii():
        return name in text
    return re.search(rf"\b{re.escape(name.casefold())}\b", text.casefold()) is not None


@dataclass
class _DemoCheck:
    """One term's demo and drawn questions, run and compared with what the glossary says of them."""

    glossary: Glossary
    term: Term
    lab: Lab

    def problem(self, path: Path_, message: str) -> None:
        self.glossary.problem(self.term.slug, path, message)

    def run(self) -> None:
        term = self.term
        if term.demo is None:
            for index, question in enumerate(term.questions):
                if question.is_drawn:
                    self.problem(("questions", index), "a drawn question needs a `demo`")
            return
        try:
            demo = demos.load(term.demo.run)
        except LearnError as error:
            self.problem(("demo", "run"), error.message)
            return
        self._words(demo)
        try:
            values = settle(demo.parameters, term.demo.defaults)
            result = self.lab.compute(term.demo.run, "demo", values)
        except LearnError as error:
            self.problem(("demo", "with"), f"{error.message} {error.hint}".strip())
            return
        self._labels(result)
        self._templates(demo, values, result)
        for index, question in enumerate(term.questions):
            if question.is_drawn:
                self._drawn(demo, question, ("questions", index))

    def _words(self, demo: Demo) -> None:
        """Every parameter is explained, and nothing is explained that isn't one."""
        if self.term.demo is None or self.term.demo.look is None:
            self.problem(("demo",), "look: is missing")
        said = self.term.demo.parameters if self.term.demo else {}
        for name in _TAKEN & demo.parameters.keys():
            self.problem(("demo",), f"--{name} is an option of learn demo itself: rename it")
        for name in said:
            if name not in demo.parameters:
                self.problem(("demo", "parameters", name), "the demo has no such parameter")
        if self.term.demo and self.term.demo.run == self.term.slug:
            for name in demo.parameters:
                if name not in said:
                    self.problem(("demo", "parameters"), f"{name} is not explained")

    def _labels(self, result: Result) -> None:
        used = {text for figure in result.figures for text in figure.texts() if _KEY.match(text)}
        said = self.term.demo.labels if self.term.demo else {}
        for key in sorted(used - set(said)):
            self.problem(("demo", "labels"), f"{key} stands in a figure and has no words")

    def _templates(self, demo: Demo, values: Mapping[str, Any], result: Result) -> None:
        if self.term.demo is None:
            return
        shown = {**values, **result.values}
        predict = self.term.demo.predict
        for lang in LANGS:
            if self.term.demo.look:
                self._fills(self.term.demo.look.in_(lang), shown, ("demo", "look", lang))
            if predict:
                self._fills(predict.ask.in_(lang), values, ("demo", "predict", "ask", lang))
        if predict and predict.value not in result.values:
            self.problem(("demo", "predict", "value"), f"the demo has no value {predict.value!r}")

    def _fills(self, template: str, values: Mapping[str, Any], path: Path_) -> None:
        try:
            fill(template, values)
        except ValueError as error:
            self.problem(path, str(error))

    def _drawn(self, demo: Demo, question: Question, path: Path_) -> None:
        if question.compute not in demo.functions:
            have = ", ".join(sorted(demo.functions))
            self.problem((*path, "compute"), f"no function {question.compute!r}; there is {have}")
            return
        parameters = demo.parameters_of(question.compute)
        if not self._draws(parameters, question, path):
            return
        for seed in range(_DRAWS):
            chance = random.Random(seed)
            values = {
                name: parameter.parse(chance.choice(question.draw[name]))
                if name in question.draw
                else parameter.draw(chance)
                for name, parameter in parameters.items()
            }
            try:
                result = self.lab.compute(demo.slug, question.compute, values)
            except LearnError as error:
                self.problem(path, error.message)
                return
            if question.value not in result.values:
                self.problem((*path, "answer"), f"the demo has no value {question.value!r}")
                return
            self._asks(question, {**values, **result.values}, path)

    def _draws(self, parameters: Mapping[str, Parameter], question: Question, path: Path_) -> bool:
        before = len(self.glossary.problems)
        for name, texts in question.draw.items():
            for index, text in enumerate(texts):
                try:
                    settle(parameters, {name: text})
                except LearnError as error:
                    self.problem(
                        (*path, "draw", name, index), f"{error.message} {error.hint}".strip()
                    )
        return len(self.glossary.problems) == before

    def _asks(self, question: Question, values: Mapping[str, Any], path: Path_) -> None:
        for lang in LANGS:
            self._ask(question, question.ask.in_(lang), values, (*path, "ask", lang), lang)

    def _ask(
        self, question: Question, ask: str, values: Mapping[str, Any], path: Path_, lang: Lang
    ) -> None:
        before = len(self.glossary.problems)
        self._fills(ask, values, path)
        if len(self.glossary.problems) == before and question.value in names_in(ask):
            self.problem(path, f"gives its answer away: {{{question.value}}}")
