"""What the glossary says is so: sentences that were once false, and words that mean one thing."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from conftest import GLOSSARY, SLUGS, Here, Learn
from knowing_learner import terms
from learn import demos
from learn.glossary.term import Lang
from learn.quiz.judging import judge_name
from learn.views.demo import filled_look


def texts(value: Any, lang: Lang) -> Iterator[str]:
    """Every text in a language, wherever in a term it stands."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key == lang:
                yield from [each] if isinstance(each, str) else each
            else:
                yield from texts(each, lang)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each, lang)


def of(slug: str, lang: Lang) -> list[str]:
    (path,) = (
        GLOSSARY.glob(f"*/{slug}.yaml") if slug != "ambiguous" else [GLOSSARY / f"{slug}.yaml"]
    )
    return list(texts(yaml.safe_load(path.read_text("utf-8")), lang))


def test_a_higher_temperature_may_lower_the_loss_and_raise_it_again() -> None:
    import torch
    from torch.nn.functional import cross_entropy

    z, right = torch.tensor([0.0, 2.0, 3.0]), torch.tensor(1)
    losses = [cross_entropy(z / T, right).item() for T in (1, 2, 5, 100)]
    assert losses == pytest.approx([1.349, 1.104, 1.062, 1.095], abs=5e-4)
    assert losses[2] < losses[3] < math.log(3) < losses[1] < losses[0]


FALLS = re.compile(r"\b(falls?|lowers?|down)\b")
LAST = re.compile(r"lowest|least|last|second|in between")
SINKS, LAST_ZH = re.compile(r"下降|降向"), re.compile(r"最低|最小|最后|第二|中间|末位")


def test_no_text_says_that_a_wrong_answers_loss_always_falls() -> None:
    """It falls for sure only where the right class is last."""
    for paragraph in of("temperature", "en"):
        if re.search(r"\bloss|cross-entropy", paragraph) and FALLS.search(paragraph):
            assert LAST.search(paragraph), paragraph
    for paragraph in of("temperature", "zh"):
        if re.search(r"损失|交叉熵", paragraph) and SINKS.search(paragraph):
            assert LAST_ZH.search(paragraph), paragraph
    demo = terms()["temperature"].demo
    assert demo is not None
    column = demo.labels["loss_if_wrong"]
    assert LAST.search(column.en)
    assert LAST_ZH.search(column.zh)


def test_a_random_first_stage_leaves_a_gap_and_the_demo_does_not_deny_it() -> None:
    run = demos.load("end-to-end").run(first_stage="random", width=16)
    said = filled_look(terms()["end-to-end"], run, "en")
    assert run.values["gain"] > 0.05
    assert "more than 5 points better" in said
    assert "hardly" not in said
    assert "about as well" not in said


def test_the_ratio_of_deviations_is_the_contrast_only_without_noise_and_clipping() -> None:
    demo = terms()["domain-adaptation"].demo
    assert demo is not None
    noisy = demos.load("domain-adaptation").run(contrast=0.2, brightness=0.5, noise=0.3).values
    assert noisy["first_ratio"] > 0.3
    clipped = demos.load("domain-adaptation").run(contrast=1.0, brightness=0.6, noise=0.0).values
    assert clipped["first_ratio"] < 0.9
    for each in demo.look:
        assert not {"{contrast:g}", "{first_ratio:.2f}"} <= set(re.findall(r"{.*?}", each.text.en))


@pytest.mark.parametrize(
    ("word", "slug"),
    [
        ("热身", "warm-up"),
        ("池化", "global-average-pooling"),
        ("汇聚", "global-average-pooling"),
        ("ground truthing", "ground-truth"),
    ],
)
def test_a_name_in_use_is_found(learn: Learn, word: str, slug: str) -> None:
    done = learn("define", *word.split(), "--lang", "en")
    assert f"learn define {slug}" in done.stderr or terms()[slug].name.en in done.stdout


@pytest.mark.parametrize("typed", ["T", "t", "τ"])
def test_a_symbol_is_no_name(here: Here, typed: str) -> None:
    assert not judge_name(terms()["temperature"], typed, terms()).right
    assert "temperature" in here("define", typed).stderr, "but it is found"


@pytest.mark.parametrize("slug", [*SLUGS, "ambiguous"])
def test_a_domain_has_one_chinese_name_but_in_the_names_of_the_two_fields(slug: str) -> None:
    """域, and 领域 only in 领域自适应 and 领域泛化."""
    for text in of(slug, "zh"):
        assert not re.search(r"领域(?!自适应|泛化)", text), text
        assert not re.search(r"(?<!领)域(自?适应|泛化)", text), text


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != "ambiguous"])
def test_a_chinese_page_says_where_in_a_source_without_english_words(slug: str) -> None:
    for source in terms()[slug].sources:
        assert source.where is None or not re.search(r"\b[a-z]{3,}\b", source.where.zh)
