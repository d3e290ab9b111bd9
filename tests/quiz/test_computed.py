"""Every prediction, picture and printed line that the glossary can ask: well made, rightly judged.

A new term needs no new test. Demos run in this process; a setting that was run is remembered.
"""

from __future__ import annotations

import contextlib
import io
import random
import re
import time
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, get_args

import pytest
from rich.cells import cell_len

from conftest import SLUGS
from knowing_learner import terms
from learn import demos
from learn.demos.parameters import settle
from learn.demos.result import Beside, Figure, Stack, Values
from learn.glossary.term import Lang, Text
from learn.memory.fsrs import Rating
from learn.quiz.asked import Asked
from learn.quiz.cards import COMPUTED, cards_of, of_term, own_computed
from learn.quiz.computed import told_by
from learn.quiz.hints import hint
from learn.quiz.judging import Verdict, judge
from learn.quiz.model import detail_of
from learn.quiz.questions import QuestionMaker
from learn.quiz.rating import grade
from learn.template import write
from learn.views import quiz as view
from learn.views.quiz_exhibit import drawn, spoken
from learn.views.worksheet import as_json, markdown

SEEDS = 30
ENOUGH = 1.0  # seconds of a processor, after which a card is asked with no further settings
LANGS: tuple[Lang, ...] = get_args(Lang)
DRAWN = [
    (slug, question.id)
    for slug in SLUGS
    if slug != "ambiguous"
    for question in terms()[slug].questions
    if question.is_drawn
]
DRAWS, ENOUGH_DRAWS = 60, 10  # how often a question is drawn, how many of them should differ
CARDS = [
    (slug, kind) for slug in SLUGS if slug != "ambiguous" for kind in own_computed(terms()[slug])
]


class Once:
    """Runs demos in this process, each setting once."""

    def __init__(self) -> None:
        self.kept: dict[str, Values] = {}

    def compute(self, demo: str, function: str, parameters: Mapping[str, Any]) -> Values:
        key = repr((demo, function, dict(parameters)))
        if key not in self.kept:
            self.kept[key] = demos.load(demo).compute(function, parameters)
        return self.kept[key]

    def ready(self) -> bool:
        return True


RUNNER = Once()


def asked(slug: str, kind: str) -> list[Asked]:
    """The questions of a card over many seeds, each different one once."""
    found: dict[str, Asked] = {}
    begun = time.process_time()
    for seed in range(SEEDS):
        several = len(found) > 2 and len({repr(each.value) for each in found.values()}) > 1
        if kind == "predict" and several and time.process_time() - begun > ENOUGH:
            break
        question = QuestionMaker(terms(), random.Random(seed), RUNNER).ask(f"{slug}/{kind}")
        found.setdefault(repr((question.compute, question.parameters, question.code)), question)
    assert len(found) >= 3
    return list(found.values())


def cards(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("slug", [slug for slug, each in CARDS if each == kind])


def text_of(question: Asked, lang: Lang = "en", width: int | None = 80, **how: bool) -> str:
    return view.question(question, (lang,), width, **how).render(color=False)


def test_every_term_with_a_demo_is_predicted() -> None:
    assert {slug for slug, kind in CARDS if kind == "predict"} == set(SLUGS) - {"ambiguous"}
    assert {kind for _, kind in CARDS} == set(COMPUTED) - {"drawn"}


@pytest.mark.parametrize(("slug", "kind"), CARDS)
def test_it_is_a_card_that_takes_turns_with_the_drawn_and_the_written_ones(
    slug: str, kind: str
) -> None:
    kinds = cards_of(terms()[slug])
    assert next(iter(kinds)) == of_term(slug)
    assert kinds[f"{slug}/{kind}"] == kind
    own = list(kinds.values())[1:]
    assert own[0] == "drawn", "the first one is computed, and drawn"
    for one, others in (("written", COMPUTED), ("drawn", ("predict", "picture", "print"))):
        row = [each for each in own if each == one or each in others]
        turns = [each == one for each in row]
        few = 2 * min(turns.count(True), turns.count(False))
        assert all(a != b for a, b in pairwise(turns[:few])), "they take turns while both last"


@cards("predict")
def test_a_prediction_can_be_asked(slug: str) -> None:
    demo = terms()[slug].demo
    assert demo is not None
    assert demo.predict is not None
    told, defaults = told_by(demo.predict.ask), settle(demos.load(slug).parameters, demo.defaults)
    questions = asked(slug, "predict")
    for question in questions:
        well_made(question, "predict")
        assert question.compute == "demo"
        assert question.worked
        changed = {n for n, value in question.parameters.items() if value != defaults[n]}
        assert changed <= told, "what is drawn is said"
        assert (
            question.value == RUNNER.compute(slug, "demo", question.parameters)[demo.predict.value]
        )
    assert len({repr(question.value) for question in questions}) > 1, "not always the same answer"


@cards("picture")
def test_a_picture_can_be_told(slug: str) -> None:
    questions = asked(slug, "picture")
    demo = terms()[slug].demo
    assert demo is not None
    assert demo.picture is not None
    parameter = demos.load(slug).parameters[demo.picture.parameter]
    for question in questions:
        well_made(question, "picture")
        assert question.why
        assert parameter.write(question.parameters[parameter.name]) == question.value
        assert [option.text.en for option in question.options] == [
            f"{parameter.option} {parameter.write(parameter.parse(each))}"
            for each in demo.picture.values
        ]
    assert len(questions) == len(demo.picture.values), "each may be the answer"
    assert len({without_digits(question) for question in questions}) == len(questions)
    assert len({"\n".join(spoken(question, "en")) for question in questions}) == len(questions)
    every = [words_of(question) for question in questions]
    for question, words in zip(questions, every, strict=True):
        assert question.value not in words or all(question.value in each for each in every)
        assert titles_of(question.figures) == titles_of(questions[0].figures)


@cards("print")
def test_code_prints_its_answer(slug: str) -> None:
    import torch
    from torch import nn
    from torch.nn import functional

    for question in asked(slug, "print"):
        well_made(question, "print")
        assert max(map(len, question.code.split("\n"))) <= 76
        shown = io.StringIO()
        with contextlib.redirect_stdout(shown):
            exec(question.code, {"torch": torch, "nn": nn, "F": functional})
        verdict = judge(question, shown.getvalue(), terms())
        assert verdict is not None
        assert verdict.right, (shown.getvalue(), question.value)
        page = text_of(question)
        for line in filter(None, question.code.split("\n")):
            assert f"  {line}\n" in page


@pytest.mark.parametrize(("slug", "question"), DRAWN)
def test_a_drawn_question_varies_and_its_answer_is_to_be_computed(slug: str, question: str) -> None:
    """No blank of its prompt is filled with the answer, but for a limiting case now and then."""
    every = [
        QuestionMaker(terms(), random.Random(seed), RUNNER).ask(f"{slug}/{question}")
        for seed in range(DRAWS)
    ]
    different = {(each.prompt.en, repr(each.value)): each for each in every if each.prompt}
    assert len(different) >= ENOUGH_DRAWS
    (text,) = (each.ask for each in terms()[slug].questions if each.id == question)
    told = [each for each in different.values() if write(each.value) in shown_in(text, each)]
    assert len(told) <= len(different) / 5, [each.prompt for each in told]


def shown_in(text: Text, question: Asked) -> set[str]:
    """What the blanks of a question's text are filled with."""
    values = RUNNER.compute(question.term.slug, question.compute or "", question.parameters)
    shown = {**question.parameters, **values}
    return {write(shown[name]) for name in told_by(text)}


def well_made(question: Asked, kind: str) -> None:
    """It can be shown, answered, graded and logged, whatever it asks."""
    assert question.kind == kind
    assert question.card == f"{question.term.slug}/{kind}"
    right_as_shown(question)
    others_are_wrong(question)
    for lang in LANGS:
        for width in (40, 80):
            assert max(map(cell_len, text_of(question, lang, width).split("\n"))) <= width
        assert text_of(question, lang, plain=True).strip()
        assert text_of(question, lang, None).strip()
        assert markdown([question], (lang,), "learn sheet").count("```") in (0, 2)
    (on_paper,) = as_json([question], ("en",))["questions"]
    assert bool(on_paper["code"]) == (kind == "print")
    assert bool(on_paper["picture"]) == (kind == "picture")
    given = hint(question, [], ("en",))
    assert (given is not None) == bool(question.options or question.term.formula)
    assert grade(question, Verdict(True), 999.0, None) is Rating.GOOD
    detail = detail_of(question, "1", Verdict(True), 0, None)
    assert (detail["parameters"], detail["value"]) == (question.parameters, question.value)


def right_as_shown(question: Asked) -> None:
    for lang in LANGS:
        reply = view.answer_of(question, (lang,))
        if question.options:
            texts = [option.text.in_(lang) for option in question.options]
            assert texts.count(reply) == 1
            reply = str(texts.index(reply) + 1)
        verdict = judge(question, reply, terms())
        assert verdict is not None
        assert verdict.right, (reply, question.value)


def others_are_wrong(question: Asked) -> None:
    if question.options:
        verdicts = [judge(question, str(n + 1), terms()) for n in range(len(question.options))]
        assert sum(each.right for each in verdicts if each) == 1
        assert all(each.right or (each.picked and each.picked.why) for each in verdicts if each)
        return
    reply = "-12345" if isinstance(question.value, (int, float)) else "7, 7, 7, 7, 7"
    assert judge(question, reply, terms()) == Verdict(False)
    assert judge(question, "", terms()) is None


def without_digits(question: Asked) -> str:
    return "".join(c for c in "\n".join(drawn(question, "en", 80)) if not c.isdigit())


def words_of(question: Asked) -> set[str]:
    text = " ".join([*spoken(question, "en"), *drawn(question, "en", 80)])
    return set(re.sub(r"[(),=:]", " ", text).split())


def titles_of(figures: Iterable[Figure]) -> list[str]:
    found: list[str] = []
    for figure in figures:
        found += [getattr(figure, "title", "")]
        found += titles_of(figure.figures) if isinstance(figure, (Beside, Stack)) else []
    return found


def test_a_term_without_such_questions_has_no_such_card() -> None:
    maker = QuestionMaker(terms(), random.Random(1), RUNNER)
    assert "temperature/print" not in cards_of(terms()["temperature"])
    with pytest.raises(KeyError):
        maker.ask("temperature/print")
