"""Whether a demo does what the glossary says of it: it is really run, also at its corners."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from learn import demos
from learn.check.claims import check_claim
from learn.check.computed import ComputedCheck
from learn.check.questions import DrawnCheck
from learn.demos import Demo, Run
from learn.demos.parameters import corners, settle
from learn.demos.runner import Runner
from learn.errors import LearnError
from learn.glossary.load import Glossary
from learn.glossary.problems import Path_
from learn.glossary.term import LANGS, DemoText, Term, Text
from learn.template import fill

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
    seen_texts: set[str] = field(default_factory=set)  # of figures, each told of once

    def problem(self, path: Path_, message: str, *, warning: bool = False) -> None:
        """Add a fault, at its place in the term's document."""
        self.glossary.problem(self.term.slug, path, message, warning=warning)

    def run(self) -> None:
        """Run the demo at its defaults and corners, and draw its questions; add what is wrong."""
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
        self._words(demo, term.demo)
        run = self._run_at_defaults(demo, term.demo)
        if run is None:
            return
        self._templates(run, term.demo)
        ComputedCheck(demo, term.demo, self.runner, self.problem).run()
        if term.demo.run == term.slug:
            self._corners(demo, term.demo)
            check_claim(demo, self.runner, partial(self.problem, ("demo",)))
        for index, question in enumerate(term.questions):
            if question.is_drawn:
                DrawnCheck(demo, question, self.runner, self.problem).run(("questions", index))

    def _run(self, demo: Demo, parameters: Mapping[str, Any]) -> Run:
        return Run(demo, parameters, self.runner.compute(demo.slug, "demo", parameters))

    def _run_at_defaults(self, demo: Demo, text: DemoText) -> Run | None:
        try:
            run = self._run(demo, settle(demo.parameters, text.defaults))
        except LearnError as error:
            self.problem(("demo", "with"), f"{error.message} {error.hint}".strip())
            return None
        self._labels(run, text)
        return run

    def _words(self, demo: Demo, text: DemoText) -> None:
        """Every parameter is explained, and nothing is explained that isn't one."""
        if not text.look:
            self.problem(("demo",), "look: is missing")
        for name in _TAKEN & demo.parameters.keys():
            self.problem(("demo",), f"--{name} is an option of learn demo itself: rename it")
        for name in text.parameters:
            if name not in demo.parameters:
                self.problem(("demo", "parameters", name), "the demo has no such parameter")
        if text.run == self.term.slug:
            for name in demo.parameters:
                if name not in text.parameters:
                    self.problem(("demo", "parameters"), f"{name} is not explained")

    def _labels(self, run: Run, text: DemoText) -> None:
        used = {text for figure in run.figures for text in figure.texts() if _KEY.match(text)}
        for key in sorted(used - set(text.labels) - self.seen_texts):
            self.problem(("demo", "labels"), f"{key} stands in a figure and has no words")
        self.seen_texts |= used

    def _templates(self, run: Run, text: DemoText) -> None:
        self._looks(run, text, "")
        predict = text.predict
        if predict is None:
            return
        self._fills(predict.ask, run.parameters, ("demo", "predict", "ask"))
        if predict.why:
            self._fills(predict.why, run.shown, ("demo", "predict", "why"))
        if predict.value not in run.values:
            self.problem(("demo", "predict", "value"), f"the demo has no value {predict.value!r}")

    def _corners(self, demo: Demo, text: DemoText) -> None:
        """What is said of a demo can be said at every setting of its knobs, and it can be drawn."""
        for parameters in corners(demo.parameters):
            try:
                run = self._run(demo, parameters)
                self._labels(run, text)
            except LearnError as error:
                self.problem(("demo",), f"fails with {_options(demo, parameters)}: {error.message}")
                continue
            self._looks(run, text, f" with {_options(demo, parameters)}")

    def _looks(self, run: Run, text: DemoText, where: str) -> None:
        for index, look in enumerate(text.look):
            path = ("demo", "look", index)
            if look.when and not isinstance(run.shown.get(look.when), bool):
                said = f"{look.when!r} is no value of the demo that is true or false"
                self.problem((*path, "when"), said)
            elif not look.when or run.shown[look.when]:
                self._fills(look.text, run.shown, path, where)

    def _fills(self, text: Text, values: Mapping[str, Any], path: Path_, where: str = "") -> None:
        for lang in LANGS:
            try:
                fill(text.in_(lang), values)
            except ValueError as error:
                self.problem((*path, lang), f"{error}{where}")


def _options(demo: Demo, parameters: Mapping[str, Any]) -> str:
    """Write what differs from the defaults, as the command line takes it."""
    return " ".join(
        f"{each.option} {each.write(parameters[name])}"
        for name, each in demo.parameters.items()
        if parameters[name] != each.default
    )
