"""By chance: whatever a file, a word or an answer says, the program says something sensible.

A few hundred cases each; LEARN_FUZZ=20000 tries so many.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from conftest import Done, Here, Learn, learn_here
from hostile import harmless
from learn import demos
from learn.errors import UsageError
from learn.glossary import build, reader
from learn.glossary.load import load
from learn.glossary.problems import Fault
from learn.glossary.public import public
from learn.judging import judge, judge_name, same_value
from learn.parameters import settle
from learn.questions import Asked, Option
from learn.template import TemplateError, fill
from learn.term import Text
from learn.text import clean, normalise, shorten
from learn.views.definition import definition
from learn.views.page import width_of
from learner import terms
from oddities import ODDITIES, Plain, documents, text, values

CASES = int(os.environ.get("LEARN_FUZZ", "300"))


def cases(share: float = 1) -> settings:
    """How many to try, and none of hypothesis's limits of time."""
    return settings(
        max_examples=max(20, int(CASES * share)),
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder to work in, and a home."""
    folder = tmp_path_factory.mktemp("room")
    before = Path.cwd()
    os.chdir(folder)
    yield folder
    os.chdir(before)


@pytest.fixture(autouse=True)
def _at_home(room: Path, here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEARN_HOME", str(room / "home"))


def read(source: str) -> list[Any] | Fault:
    try:
        return [document.value for document in reader.read(source)]
    except Fault as fault:
        return fault


def plain(value: Any, depth: int = 0) -> bool:
    """Whether a value is what the reader promises."""
    if isinstance(value, dict):
        return all(type(key) is str and plain(value[key], depth + 1) for key in value)
    if isinstance(value, list):
        return all(plain(item, depth + 1) for item in value)
    return (
        type(value) is str and len(value) <= reader.MOST_CHARACTERS and depth <= reader.MOST_DEPTH
    )


def reads_as_promised(source: str) -> None:
    """A text is a fault at a line, or plain values, and then the same as every reader's."""
    found = read(source)
    if isinstance(found, Fault):
        assert 1 <= found.line <= len(source.splitlines()) + 2
        assert found.column >= 1
        assert found.message
        assert clean(found.message) == found.message
        assert "\n" not in found.message
        return
    assert all(map(plain, found))
    text_ = source.lstrip("\ufeff")
    assert found == list(yaml.load_all(text_, Loader=yaml.CBaseLoader))


@pytest.mark.parametrize("source", ODDITIES)
def test_every_oddity_is_read_as_promised(source: str) -> None:
    reads_as_promised(source)


@cases()
@given(documents)
def test_any_text_is_read_as_promised(source: str) -> None:
    reads_as_promised(source)


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
def test_any_file_is_a_glossary_or_has_problems_with_their_place(room: Path, data: bytes) -> None:
    path = room / "any.yaml"
    path.write_bytes(data)
    glossary = load([path])
    assert glossary.entries or glossary.problems
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


@cases(0.2)
@given(documents, st.sampled_from(["define", "list", "search", "check", "demo", "sheet"]))
@example(
    'slug: own\nname: {en: a, zh: b}\nsummary: {en: "{", zh: c}\ndemo: {run: temperature}', "demo"
)
def test_any_glossary_leaves_every_command_standing(room: Path, source: str, command: str) -> None:
    path = room / "own.yaml"
    path.write_bytes(source.encode("utf-8", "surrogatepass"))
    arguments = {"check": (str(path),), "list": (), "sheet": ("--seed", "1", "-n", "2")}
    words = arguments.get(command, ("temperature",))
    own = () if command == "check" else ("--glossary", str(path))
    harmless(learn_here(command, *words, *own))


@cases(0.5)
@given(st.sampled_from(["define", "search", "demo", "sheet"]), st.lists(text, max_size=4))
@example("define", ["\ud800"])
@example("define", ["a" * 100_000])
@example("search", ["温" * 10_000, '"', "AND", "NEAR(", "*"])
@example("search", ["a " * 20_000])
def test_any_words_are_answered_or_refused(command: str, words: list[str]) -> None:
    arguments = [*words, "--json", "--seed", "1", "-n", "1"] if command == "sheet" else words
    harmless(learn_here(command, *arguments))


@cases(0.5)
@given(st.sampled_from(["--temperature", "--logits", "--seed", "--x"]), text, st.booleans())
@example("--temperature", "9" * 5000, False)
@example("--temperature", "nan", False)
@example("--logits", ",".join("1" * 4000), False)
def test_any_value_of_a_demo_runs_or_is_refused(option: str, value: str, joined: bool) -> None:
    given_ = [f"{option}={value}"] if joined else [option, value]
    harmless(learn_here("demo", "temperature", "--json", *given_))


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


@cases(0.3)
@given(
    st.lists(text, max_size=3), st.sampled_from(["--topic", "--kind", "--lang", "--color", "-n"])
)
def test_any_option_is_taken_or_refused(words: list[str], option: str) -> None:
    harmless(learn_here("sheet", "--seed", "1", "-n", "1", option, *words))
    harmless(learn_here("list", option, *words))


@cases(0.3)
@given(text, st.booleans())
@example("a" * 300, False)
@example("", False)
def test_any_path_is_checked_or_refused(room: Path, name: str, made: bool) -> None:
    folder = Path(tempfile.mkdtemp(dir=room))
    path = os.path.join(folder, name)  # noqa: PTH118 - a Path would tidy it up
    assume(os.path.abspath(path).startswith(str(folder)))  # noqa: PTH100 - it may be no path at all
    if made and name.strip("/.") and "\0" not in name:
        assume("/" not in name)
        try:
            Path(path).write_text("a: b: c")
        except (OSError, UnicodeEncodeError):
            assume(False)
    for done in (learn_here("check", path), learn_here("list", "--glossary", path)):
        harmless(done)


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
def test_any_template_is_filled_or_refused(template: str, known: dict[str, Any]) -> None:
    for each in (template, f"{{a:{template}}}", "{a:.2f}{shape}" + template):
        filled = ""
        with contextlib.suppress(TemplateError):
            filled = fill(each, known)
        assert len(filled) < len(each) + 10_000


@cases()
@given(text, text)
def test_text_is_cleaned_and_normalised_once_and_for_all(one: str, other: str) -> None:
    assert clean(clean(one)) == clean(one)
    assert isinstance((clean(one) + normalise(one)).encode(), bytes)  # never half a character
    assert normalise(normalise(one)) == normalise(one)
    assert len(shorten(one, 20)) <= 20
    assert width_of(one) >= 0
    if normalise(one) == normalise(other):
        assert normalise(one.upper()) == normalise(other.upper())


@cases(0.01)
@given(st.lists(text.filter(lambda line: "\n" not in line), min_size=20, max_size=60), st.data())
def test_any_lines_are_a_quiz_that_ends(room: Path, lines: list[str], data: st.DataObject) -> None:
    seed = data.draw(st.integers(0, 99))
    kind = data.draw(st.sampled_from(["name", "type", "written", "aloud"]))
    numbers = random.Random(seed).choices(["1", "2", "0", "?", "u", "d"], k=len(lines))
    typed = "\n".join(x for pair in zip(lines, numbers, strict=True) for x in pair)
    ended = quiz(room, typed.encode("utf-8", "surrogatepass"), "--kind", kind, "--cram")
    harmless(ended)
    assert ended.returncode == 0


def quiz(room: Path, typed: bytes, *arguments: str) -> Done:
    import subprocess
    import sys

    from conftest import environment

    no_torch = room / "no-torch"
    no_torch.mkdir(exist_ok=True)
    (no_torch / "torch.py").write_text("raise ImportError('none here')")
    ended = subprocess.run(
        [sys.executable, "-m", "learn", "quiz", *arguments],
        input=typed,
        env=environment(room, PYTHONPATH=str(no_torch)),
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Done(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


@cases(0.04)
@given(st.sampled_from(["define", "search", "demo", "check", "list"]), st.lists(text, max_size=3))
def test_the_front_door_holds_too(learn: Learn, command: str, words: list[str]) -> None:
    given_ = [word.replace("\0", "").encode("utf-8", "surrogateescape") if all(
        not 0xD800 <= ord(c) < 0xDC80 and not 0xDCFF < ord(c) <= 0xDFFF for c in word)
        else b"\xed\xa0\x80" for word in words]  # fmt: skip
    assume(not any(os.path.exists(word) for word in given_))  # noqa: PTH110
    done = learn(command, *map(os.fsdecode, given_))
    harmless(Done(done.returncode, done.stdout, done.stderr))
