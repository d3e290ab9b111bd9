"""Questions whose answers no file holds: a demo computes them at the moment of asking."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from learn import demos
from learn.demos import Demo
from learn.glossary.term import DemoText, Picture, Prediction, Question, Text
from learn.quiz.asked import Asked, Option
from learn.template import fill, names_in

if TYPE_CHECKING:
    from learn.demos.parameters import Parameter
    from learn.demos.runner import Runner


@dataclass(frozen=True)
class Computed:
    """What makes them: chance, which draws the parameters, and the runner."""

    chance: random.Random
    runner: Runner

    def ask(self, asked: Asked) -> Asked:
        """Put the question of a kind that a term has one card of: predict, picture or print.

        Raises KeyError for a card that doesn't exist, LearnError where a demo fails.
        """
        demo = asked.term.demo
        if asked.kind == "predict" and demo and demo.predict:
            return self._predict(asked, demo, demo.predict)
        if asked.kind == "picture" and demo and demo.picture:
            return self._picture(asked, demo, demo.picture)
        if asked.kind == "print" and (prints := [q for q in asked.term.questions if q.prints]):
            return self._print(asked, self.chance.choice(prints))
        raise KeyError(asked.card)

    def drawn(self, asked: Asked, question: Question) -> Asked:
        """Ask for a value of a function of the demo, every parameter of it being drawn."""
        demo = asked.term.demo.run if asked.term.demo else asked.term.slug
        taken = demos.load(demo).parameters_of(question.compute)
        parameters = drawn(taken, question.draw, self.chance)
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

    def _print(self, asked: Asked, question: Question) -> Asked:
        """Show the code of a drawn question's function, and ask what it prints."""
        made = self.drawn(asked, question)
        demo = asked.term.demo.run if asked.term.demo else asked.term.slug
        code = printing(demos.load(demo), question, made.parameters)
        return replace(made, kind="print", prompt=asked.prompt, code=code)

    def _predict(self, asked: Asked, text: DemoText, predict: Prediction) -> Asked:
        """Draw the parameters that the question names, and ask what the demo will compute."""
        from learn.demos.parameters import settle

        taken = demos.load(text.run).parameters
        told = {name: taken[name] for name in taken if name in told_by(predict.ask)}
        parameters = settle(taken, text.defaults) | drawn(told, predict.draw, self.chance)
        values = self.runner.compute(text.run, "demo", parameters)
        return replace(
            asked,
            prompt=_filled(predict.ask, parameters),
            worked=_filled(predict.why, {**parameters, **values}) if predict.why else None,
            value=values[predict.value],
            within=predict.within,
            compute="demo",
            parameters=parameters,
        )

    def _picture(self, asked: Asked, text: DemoText, picture: Picture) -> Asked:
        """Show the figures of one of several settings, and ask which it is."""
        from learn.demos.parameters import settle
        from learn.quiz.pictures import without_answers

        demo = demos.load(text.run)
        varied = demo.parameters[picture.parameter]
        values = [varied.parse(value) for value in picture.values]
        settled = settle(demo.parameters, text.defaults)
        runs = [
            demos.Run(demo, each, self.runner.compute(text.run, "demo", each))
            for each in ({**settled, varied.name: value} for value in values)
        ]
        written = [varied.write(value) for value in values]
        figures = without_answers([run.figures for run in runs], values, written)
        right = self.chance.randrange(len(runs))
        whys = [_filled(picture.why, run.shown) for run in runs]
        options = [
            Option(Text(said, said), place == right, None if place == right else whys[place])
            for place, said in enumerate(f"{varied.option} {each}" for each in written)
        ]
        return replace(
            asked,
            options=tuple(options),
            why=whys[right],
            value=written[right],
            compute="demo",
            parameters=runs[right].parameters,
            figures=tuple(figures[right]),
        )


def drawn(
    parameters: Mapping[str, Parameter], said: Mapping[str, Sequence[str]], chance: random.Random
) -> dict[str, Any]:
    """Draw a value for every parameter: one of those said for it, else any within its bounds."""
    return {
        name: parameter.parse(chance.choice(said[name])) if name in said else parameter.draw(chance)
        for name, parameter in parameters.items()
    }


def printing(demo: Demo, question: Question, parameters: Mapping[str, Any]) -> str:
    """Return the code that prints the answer of a drawn question.

    Raises ValueError where the function doesn't end in a plain `return {…}`.
    """
    from learn.demos.code import bare

    source = bare(demo.functions[question.compute], question.value or "")
    given = ", ".join(f"{name}={value!r}" for name, value in parameters.items())
    return f"{source}\nprint({question.compute}({given}))\n"


def told_by(text: Text) -> set[str]:
    """Return the names that a text asks for in either language."""
    return {*names_in(text.en), *names_in(text.zh)}


def _filled(text: Text, values: Mapping[str, Any]) -> Text:
    return Text(fill(text.en, values), fill(text.zh, values))
