"""Every term of the glossary, through the front door. A new term needs no new test."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from conftest import GLOSSARY, SLUGS, Learn
from learn import demos
from learn.cli.demo_run import as_json
from learn.demos.result import Beside, Figure
from learn.glossary import build
from learn.glossary.load import load
from learn.glossary.term import Term
from runs import ran

FIELDS = {
    "slug", "topic", "name", "aliases", "needs", "summary", "explanation", "formula", "code",
    "misconceptions", "confused_with", "sources", "demo",
}  # fmt: skip

SLUGS = [slug for slug in SLUGS if slug != "ambiguous"]


@cache
def terms() -> dict[str, Term]:
    entries = load([GLOSSARY]).entries
    return {slug: build.term(entry) for slug, entry in entries.items()}


@pytest.mark.parametrize("slug", SLUGS)
def test_it_is_defined_in_both_languages(learn: Learn, slug: str) -> None:
    done = learn("define", slug, "--json")
    assert done.returncode == 0, done.stderr
    term: dict[str, Any] = json.loads(done.stdout)
    assert set(term) == FIELDS
    assert term["slug"] == slug
    for field in ("name", "summary", "explanation"):
        assert set(term[field]) == {"en", "zh"}
        assert all(term[field].values())
    assert term["sources"]
    assert all(source["year"] and source["title"] for source in term["sources"])
    for each in term["confused_with"]:
        assert set(each) == {"slug", "name", "relation", "difference"}
        assert set(each["name"]) == set(each["difference"]) == {"en", "zh"}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_name_of_it_finds_it(learn: Learn, slug: str) -> None:
    term = terms()[slug]
    for name in (term.name.en.upper(), term.name.zh, term.aliases[0] if term.aliases else slug):
        found = learn("define", *name.split(), "--lang", "en")
        assert found.returncode == 0, found.stderr
        assert term.name.en in found.stdout


@pytest.mark.parametrize("slug", SLUGS)
def test_it_has_every_field_of_a_term(slug: str) -> None:
    term = terms()[slug]
    assert term.restated
    assert term.restated != term.summary
    assert term.points.keys() == {"en", "zh"}
    assert term.misconceptions
    assert term.demo
    assert term.demo.predict
    assert term.demo.predict.why
    assert demos.load(slug).claim
    assert all(question.why for question in term.questions)
    assert all(question.worked for question in term.questions if question.is_drawn)


@pytest.mark.parametrize("slug", SLUGS)
def test_it_has_written_and_drawn_questions(slug: str) -> None:
    questions = terms()[slug].questions
    assert sum(not question.is_drawn for question in questions) >= 2
    assert sum(question.is_drawn for question in questions) >= 2


@pytest.mark.parametrize("slug", SLUGS)
def test_its_demo_computes_what_it_shows(learn: Learn, slug: str) -> None:
    done = learn("demo", slug, "--json")
    assert done.returncode == 0, done.stderr
    shown: dict[str, Any] = json.loads(done.stdout)
    assert set(shown) == {"slug", "parameters", "values", "look"}
    assert shown["values"]
    assert len([name for name in shown["parameters"] if name != "seed"]) >= 2
    assert set(shown["look"]) == {"en", "zh"}
    demo = terms()[slug].demo
    assert demo is not None
    values = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in shown["parameters"].items()
    }
    again = as_json(terms()[slug], ran(demo.run, **values))  # in another process
    assert json.loads(json.dumps(again)) == shown


def _figures(figures: tuple[Figure, ...]) -> list[Figure]:
    found: list[Figure] = []
    for figure in figures:
        found += _figures(tuple(figure.figures)) if isinstance(figure, Beside) else [figure]
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_its_figures_fit_every_width_in_both_languages(slug: str) -> None:
    from rich.cells import cell_len
    from rich.console import Console

    from learn.views.demo import labeller
    from learn.views.figures import draw
    from learn.views.figures_as_text import speak

    term = terms()[slug]
    assert term.demo is not None
    figures = ran(term.demo.run).figures
    assert _figures(tuple(figures))
    for lang in ("en", "zh"):
        label = labeller(term, lang)
        for width in (40, 61, 80, 200):
            console = Console(width=width, color_system=None, legacy_windows=False)
            with console.capture() as captured:
                for figure in figures:
                    console.print(draw(figure, width, label), markup=False, highlight=False)
            lines = captured.get().split("\n")
            assert max(map(cell_len, lines)) <= width
            assert any(line.strip() for line in lines)
        spoken = [line for figure in figures for line in speak(figure, label, lang)]
        assert all(line.strip() for line in spoken)


@pytest.mark.usefixtures("remembered")
def test_the_glossary_agrees_with_itself(learn: Learn) -> None:
    """Every claim is run over ten seeds, with every control; what did not change is remembered."""
    done = learn("check", "--json", timeout=600)
    report = json.loads(done.stdout)
    assert report["problems"] == []
    assert done.returncode == 0
    assert report["terms"] == report["demos"] == len(SLUGS)
