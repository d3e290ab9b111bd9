"""Whether a demo and its drawn questions do what the glossary says of them: they are really run."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from learn import demos
from learn.demos import Demo
from learn.demos.parameters import Parameter, settle
from learn.demos.result import Result
from learn.demos.runner import Runner
from learn.errors import LearnError
from learn.glossary.load import Glossary
from learn.glossary.problems import Path_
from learn.glossary.term import LANGS, Lang, Question, Term
from learn.template import fill, names_in

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
class DemoCheck:
    """One term's demo and drawn questions, run and compared with what the glossary says of them."""

    glossary: Glossary
    term: Term
    runner: Runner

    def problem(self, path: Path_, message: str) -> None:
        """Add a fault, at its place in the term's document."""
        self.glossary.problem(self.term.slug, path, message)

    def run(self) -> None:
        """Run the demo at its defaults, and draw every drawn question; add what is wrong."""
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
            result = self.runner.compute(term.demo.run, "demo", values)
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
                result = self.runner.compute(demo.slug, question.compute, values)
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
