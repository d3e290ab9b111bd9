"""Whether a term's demo can be asked about: predicted, told by its pictures, read as code."""

from __future__ import annotations

import ast
import builtins
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from learn.check.alike import alike
from learn.demos import Demo, Run
from learn.demos.parameters import Parameter, settle
from learn.demos.runner import Runner
from learn.errors import LearnError
from learn.glossary.problems import Path_
from learn.glossary.term import LANGS, DemoText, Picture, Prediction, Question, Text
from learn.quiz.computed import drawn, printing, told_by
from learn.quiz.pictures import without_answers
from learn.template import fill

MOST_LINES, MOST_COLUMNS = 14, 76  # of code that is asked about, blank lines aside
_KNOWN = {"torch", "nn", "F", *vars(builtins)}  # names that need no explanation
_PREDICTIONS = 6  # different ones that are tried

Report = Callable[..., None]  # (path, message, warning=False)


@dataclass
class ComputedCheck:
    """The questions that a term has one card of each: all of them are really made."""

    demo: Demo
    text: DemoText
    runner: Runner
    problem: Report

    def run(self) -> None:
        """Report what is wrong with the prediction and the picture."""
        if self.text.predict:
            self._predict(self.text.predict)
        if self.text.picture:
            self._picture(self.text.picture)

    def _predict(self, predict: Prediction) -> None:
        """Draw until there are six different ones: they fill, and not all have one answer."""
        path: Path_ = ("demo", "predict")
        parameters, told = self.demo.parameters, told_by(predict.ask)
        for name in predict.draw:
            if name in parameters and name not in told:
                self.problem((*path, "draw", name), "is drawn, but `ask` doesn't say it")
        if not sound_draws(parameters, predict.draw, path, self.problem) or told - set(parameters):
            return
        chance, tried, answers = random.Random(0), set[str](), list[Any]()
        for _ in range(8 * _PREDICTIONS):
            varied = {name: parameters[name] for name in parameters if name in told}
            setting = drawn(varied, predict.draw, chance)
            if repr(setting) in tried or len(tried) == _PREDICTIONS:
                continue
            tried.add(repr(setting))
            run = self._run({**settle(parameters, self.text.defaults), **setting}, path)
            if run is None or predict.value not in run.values:
                return
            if predict.why:
                self._fills(predict.why, run, (*path, "why"))
            answers.append(run.values[predict.value])
        if len(answers) > 1 and all(each == answers[0] for each in answers):
            said = f"has the same answer, {answers[0]!r}, whatever is drawn"
            self.problem(path, said, warning=True)

    def _picture(self, picture: Picture) -> None:
        """Draw the picture of every setting: they differ, and none says which it is."""
        path: Path_ = ("demo", "picture")
        name = picture.parameter
        if name not in self.demo.parameters:
            self.problem((*path, "parameter"), "the demo has no such parameter")
            return
        draw = {name: picture.values}
        if not sound_draws(self.demo.parameters, draw, path, self.problem, of=("values",)):
            return
        varied = self.demo.parameters[name]
        values = [varied.parse(text) for text in picture.values]
        settled = settle(self.demo.parameters, self.text.defaults)
        runs = [run for each in values if (run := self._run({**settled, name: each}, path))]
        if len(runs) < len(values):
            return
        for run in runs:
            self._fills(picture.why, run, (*path, "why"))
        written = [varied.write(value) for value in values]
        try:
            figures = without_answers([run.figures for run in runs], values, written)
        except LearnError as error:
            self.problem(path, error.message)
            return
        for place, other in alike(figures):
            said = f"looks as the picture at {written[other]} does"
            self.problem((*path, "values", place), said)

    def _run(self, parameters: Mapping[str, Any], path: Path_) -> Run | None:
        try:
            values = self.runner.compute(self.demo.slug, "demo", parameters)
        except LearnError as error:
            self.problem(path, error.message)
            return None
        return Run(self.demo, parameters, values)

    def _fills(self, text: Text, run: Run, path: Path_) -> None:
        for lang in LANGS:
            try:
                fill(text.in_(lang), run.shown)
            except ValueError as error:
                self.problem((*path, lang), str(error))


def check_print(
    demo: Demo, question: Question, parameters: Mapping[str, Any], value: Any
) -> str | None:
    """Say why what a drawn question's function prints can't be asked; None where it can."""
    try:
        code = printing(demo, question, parameters)
    except ValueError as error:
        return str(error)
    lines = [line for line in code.split("\n") if line]
    longest = max(map(len, lines))
    if len(lines) - 1 > MOST_LINES or longest > MOST_COLUMNS:
        return (
            f"the code of {question.compute} has {len(lines) - 1} lines of up to {longest} columns;"
            f" {MOST_LINES} and {MOST_COLUMNS} can be read"
        )
    if unknown := _unknown(code):
        return f"the code of {question.compute} uses {', '.join(unknown)}, which it doesn't show"
    if "seed" in parameters:
        return f"what {question.compute} computes depends on chance: no reader can tell"
    if not _by_head(value):
        return "prints no whole number, bool or text, nor a list of them: nobody can tell by head"
    return None


def _by_head(value: Any) -> bool:
    items = value if isinstance(value, list) else [value]
    return all(isinstance(item, (bool, int, str)) for item in items)


def _unknown(code: str) -> list[str]:
    """Return the names that code uses and neither defines nor may take for known."""
    nodes = list(ast.walk(ast.parse(code)))
    names = [node for node in nodes if isinstance(node, ast.Name)]
    defined = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    defined |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    defined |= {name.id for name in names if isinstance(name.ctx, ast.Store)}
    return sorted({name.id for name in names} - defined - _KNOWN)


def sound_draws(
    parameters: Mapping[str, Parameter],
    draw: Mapping[str, Sequence[str]],
    path: Path_,
    problem: Report,
    *,
    of: tuple[str, ...] | None = None,
) -> bool:
    """Report every text of a `draw` that is no value; return whether there is none.

    They stand at `draw`, by the names of their parameters, or at the field `of`.
    """
    sound = True
    for name, texts in draw.items():
        for index, text in enumerate(texts):
            try:
                settle(parameters, {name: text})
            except LearnError as error:
                sound = False
                said = f"{error.message} {error.hint}".strip()
                problem((*path, *(of or ("draw", name)), index), said)
    return sound
