"""A printable quiz: seeded, evenly over the terms, with answers that the demos compute."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from conftest import Learn
from knowing_learner import terms
from learn import demos
from learn.quiz.cards import COMPUTED
from learn.quiz.judging import same_value
from learn.template import write

OWN = """
slug: nonce
topic: own
name: {en: nonce, zh: 一次}
summary: {en: A word made for one occasion., zh: 只用一次的词。}
explanation: {en: For this test., zh: 用于此测试。}
"""
FIELDS = {"slug", "card", "kind", "prompt", "code", "picture", "options", "answer"}
FIELDS |= {"parameters"}


def questions(learn: Learn, *arguments: str, **env: str) -> list[dict[str, Any]]:
    done = learn("sheet", "--json", *arguments, **env)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["questions"]
    assert all(set(each) == FIELDS for each in found)
    return found


def test_a_seed_gives_the_same_sheet_and_another_another(learn: Learn) -> None:
    first = questions(learn, "--seed", "1")
    assert first == questions(learn, "--seed", "1")
    assert first != questions(learn, "--seed", "2")
    assert len({each["slug"] for each in first}) == len(first) == 10


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_answer_is_the_right_one(learn: Learn, lang: str) -> None:
    for each in questions(learn, "--seed", "3", "-n", "60", LEARN_LANG=lang):
        term = terms()[each["slug"]]
        if each["kind"] == "drawn":
            question = next(q for q in term.questions if each["card"].endswith("/" + q.id))
            values = {
                name: tuple(value) if isinstance(value, list) else value
                for name, value in each["parameters"].items()
            }
            run = term.demo.run if term.demo else term.slug
            computed = demos.load(run).compute(question.compute, values)[question.value or ""]
            assert each["answer"] == computed
            assert same_value(computed, write(computed), question.within + 0.01)
        elif each["options"]:
            assert each["options"].count(each["answer"]) == 1
        elif each["kind"] in COMPUTED:
            assert each["parameters"]
            assert same_value(each["answer"], write(each["answer"]), 0.01)
        else:
            assert each["answer"] in term.names


def test_a_topic_a_kind_or_terms_narrow_it(learn: Learn) -> None:
    topic = questions(learn, "--topic", "transfer", "--kind", "written")
    assert {terms()[each["slug"]].topic for each in topic} == {"transfer"}
    assert {each["kind"] for each in topic} == {"written"}
    assert {e["slug"] for e in questions(learn, "neck", "head", "-n", "8")} == {"neck", "head"}
    assert learn("sheet", "--kind", "nonsense").returncode == 2
    assert learn("sheet", "--topic", "nonsense").returncode == 1


def test_the_markdown_has_a_key_and_names_its_seed(learn: Learn) -> None:
    out = learn("sheet", "--seed", "5", "-n", "4").stdout
    head, _, key = out.partition("## Answers")
    assert head.startswith("# Quiz")
    assert [line.split(".")[0] for line in key.splitlines() if line[:1].isdigit()] == list("1234")
    assert "--seed 5" in out


def test_the_sheet_names_the_whole_command_that_prints_it_again(
    learn: Learn, tmp_path: Path
) -> None:
    own = tmp_path / "my terms.yaml"
    own.write_text(OWN, "utf-8")
    asked = ("nonce", "--lang", "zh", "--glossary", str(own), "--kind", "summary")
    out = learn("sheet", *asked).stdout
    again = re.findall(r"<!-- learn (.*) -->", out)
    assert learn(*shlex.split(again[0])).stdout == out


@pytest.mark.parametrize(("lang", "asked"), [("en", "What is “nonce”?"), ("zh", "“一次”是什么？")])
def test_a_question_on_paper_is_a_whole_sentence(
    learn: Learn, tmp_path: Path, lang: str, asked: str
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(OWN, "utf-8")
    sheet = ("sheet", "nonce", "--lang", lang, "--glossary", str(own))
    assert f"1. {asked}" in learn(*sheet, "--kind", "summary").stdout
    names = {"en": "nonce 一次", "zh": "一次 nonce"}
    assert f"1. {names[lang]}\n" in learn(*sheet, "--kind", "type").stdout


def test_what_is_answered_aloud_is_refused(learn: Learn) -> None:
    assert learn("sheet", "--kind", "aloud").returncode == 2
