"""By chance: whatever a file or a text says, it is read as promised or refused with a reason."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, event, example, given
from hypothesis import strategies as st

from knowing_learner import terms
from learn import demos
from learn.demos.parameters import settle
from learn.errors import UsageError
from learn.glossary import build, yaml_reader
from learn.glossary.load import load
from learn.glossary.problems import Fault
from learn.glossary.public import public
from learn.glossary.term import Text
from learn.quiz.asked import Asked, Option
from learn.quiz.judging import judge, judge_name, same_value
from learn.template import TemplateError, fill
from learn.text import clean, normalise, shorten
from learn.views.definition import definition
from learn.views.page import width_of
from odd_yaml import ODDITIES, Plain, cases, documents, text, values


def read(source: str) -> list[Any] | Fault:
    try:
        return [document.value for document in yaml_reader.read_documents(source)]
    except Fault as fault:
        return fault


def plain(value: Any, depth: int = 0) -> bool:
    """Whether a value is what the reader promises."""
    if isinstance(value, dict):
        return all(type(key) is str and plain(value[key], depth + 1) for key in value)
    if isinstance(value, list):
        return all(plain(item, depth + 1) for item in value)
    return (
        type(value) is str
        and len(value) <= yaml_reader.MOST_CHARACTERS
        and depth <= yaml_reader.MOST_DEPTH
    )


def reads_as_promised(source: str) -> str:
    """A text is a fault at a line, or plain values, and then the same as every reader's."""
    found = read(source)
    if isinstance(found, Fault):
        assert 1 <= found.line <= len(source.splitlines()) + 2
        assert found.column >= 1
        assert found.message
        assert clean(found.message) == found.message
        assert "\n" not in found.message
        return "a fault"
    assert all(map(plain, found))
    assert found == list(yaml.load_all(source.lstrip("\ufeff"), Loader=yaml.CBaseLoader))
    return "values"


@pytest.mark.parametrize("source", ODDITIES)
def test_every_oddity_is_read_as_promised(source: str) -> None:
    assert reads_as_promised(source)


@cases()
@given(documents)
def test_any_text_is_read_as_promised(source: str) -> None:
    event(reads_as_promised(source))


@cases()
@given(
    values,
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from([None, True, False]),
    st.integers(10, 200),
    st.integers(2, 9),
    st.booleans(),
)
def test_what_was_written_is_what_is_read(
    value: Any, style: Any, flow: Any, width: int, indent: int, mark: bool
) -> None:
    written = yaml.dump(
        {"value": value}, Dumper=Plain, default_style=style, default_flow_style=flow,
        width=width, indent=indent, explicit_start=mark, allow_unicode=True,
    )  # fmt: skip
    # In narrow lines YAML's own writer writes what its own reader reads otherwise.
    assume(yaml.load(written, Loader=yaml.CBaseLoader) == {"value": value})
    found = read(written)
    # `<<` is refused as a key even in quotes, and so is a folded line that begins with `%`.
    assume(not isinstance(found, Fault) or not ("merge" in found.message or "%" in found.message))
    assert found == [{"value": value}], written


@cases()
@given(st.binary(max_size=60) | documents.map(lambda text_: text_.encode("utf-8", "surrogatepass")))
def test_any_file_is_a_glossary_or_has_problems_with_their_place(
    tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "any.yaml"
    path.write_bytes(data)
    glossary = load([path])
    assert glossary.entries or glossary.problems
    event("a term" if glossary.entries else "a fault")
    for problem in glossary.problems:
        line = str(problem)
        assert line.startswith(f"{path}:{problem.line}:{problem.column}: ")
        assert clean(line) == line
        assert "\n" not in line
    for entry in glossary.entries.values():
        term = build.term(entry)
        assert term.names
        page = definition(public(entry, lambda _: None), "both", 40)
        assert clean(page.render(color=False)) == page.render(color=False)
        assert json.loads(json.dumps(entry)) == entry


@cases()
@given(st.data(), text)
def test_a_value_is_refused_or_within_the_bounds(data: st.DataObject, value: str) -> None:
    demo = demos.load(data.draw(st.sampled_from(sorted(demos.names()))))
    parameter = demo.parameters[data.draw(st.sampled_from(sorted(demo.parameters)))]
    near = st.floats().map(repr) | st.integers().map(str) | st.lists(st.floats()).map(str)
    value = data.draw(st.just(value) | near)
    refused, settled = "", None
    try:
        settled = settle(demo.parameters, {parameter.name: value})[parameter.name]
    except UsageError as error:
        refused = error.hint
    if settled is None:
        assert parameter.allowed in refused
        return
    assert parameter.check(settled) == settled
    assert parameter.parse(parameter.write(settled)) == settled


@cases()
@given(text, st.data())
def test_any_answer_is_judged(reply: str, data: st.DataObject) -> None:
    known = terms()
    term = known[data.draw(st.sampled_from(sorted(known)))]
    verdict = judge_name(term, reply, known)
    assert verdict.right or normalise(reply) not in map(normalise, term.names)
    options = [Option(Text(str(n), str(n)), n == 0) for n in range(4)]
    asked = Asked("a/b", "name", term, term.summary, options)
    chosen = judge(asked, reply, known)
    assert chosen is None or chosen.right == (chosen.picked is None)
    for value in (1.5, 3, True, "P3", [1, 2], [0.5], ["a", "b"], []):
        assert same_value(value, reply, 0.1) in (True, False)


@cases()
@given(
    text,
    st.dictionaries(st.sampled_from(["a", "b", "shape"]), st.floats() | st.lists(st.integers())),
)
@example("{a:999999999999}", {"a": 1.0})
@example("{a:.999999999f}", {"a": 1.0})
@example("c", {"a": [27]})
@example("f", {"a": [10**400]})
def test_any_template_is_filled_or_refused(template: str, known: dict[str, Any]) -> None:
    for each in (template, f"{{a:{template}}}", "{a:.2f}{shape}" + template):
        filled = ""
        with contextlib.suppress(TemplateError):
            filled = fill(each, known)
        assert len(filled) < len(each) + 10_000


@cases()
@given(text, text)
@example("-·_", "")
def test_text_is_cleaned_and_normalised_once_and_for_all(one: str, other: str) -> None:
    assert clean(clean(one)) == clean(one)
    assert isinstance((clean(one) + normalise(one)).encode(), bytes)  # never half a character
    assert normalise(normalise(one)) == normalise(one)
    assert normalise(one) or not one.strip()
    assert len(shorten(one, 20)) <= 20
    assert width_of(one) >= 0
    if normalise(one) == normalise(other):
        assert normalise(one.upper()) == normalise(other.upper())
