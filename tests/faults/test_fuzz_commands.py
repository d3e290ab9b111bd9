"""By chance: whatever a word, an answer or a glossary says, a command stands and says why."""

from __future__ import annotations

import os
import random
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, event, example, given
from hypothesis import strategies as st

import served
from conftest import Done, Here, Learn, environment, learn_here
from hostile_text import harmless
from odd_yaml import cases, documents, text


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


def tried(done: Done) -> None:
    """Assert what holds of every command; hypothesis counts how they ended."""
    event(f"exit {harmless(done).returncode}")


@cases(0.2)
@given(documents, st.sampled_from(["define", "list", "search", "check", "demo", "sheet"]))
@example(
    'slug: own\nname: {en: a, zh: b}\nsummary: {en: "{", zh: c}\ndemo: {run: temperature}', "demo"
)
def test_any_glossary_leaves_every_command_standing(room: Path, source: str, command: str) -> None:
    path = room / "own.yaml"
    path.write_bytes(source.encode("utf-8", "surrogatepass"))
    arguments = {"check": (str(path),), "list": (), "sheet": ("own", "--seed", "1", "-n", "2")}
    words = arguments.get(command, ("own",))
    own = () if command == "check" else ("--glossary", str(path))
    tried(learn_here(command, *words, *own))


@cases(0.5)
@given(st.sampled_from(["define", "search", "demo", "sheet"]), st.lists(text, max_size=4))
@example("define", ["\ud800"])
@example("define", ["a" * 100_000])
@example("search", ["温" * 10_000, '"', "AND", "NEAR(", "*"])
@example("search", ["a " * 20_000])
def test_any_words_are_answered_or_refused(command: str, words: list[str]) -> None:
    arguments = [*words, "--json", "--seed", "1", "-n", "1"] if command == "sheet" else words
    tried(learn_here(command, *arguments))


@cases(0.5)
@given(st.sampled_from(["--temperature", "--logits", "--seed", "--x"]), text, st.booleans())
@example("--temperature", "9" * 5000, False)
@example("--temperature", "nan", False)
@example("--logits", ",".join("1" * 4000), False)
def test_any_value_of_a_demo_runs_or_is_refused(option: str, value: str, joined: bool) -> None:
    given_ = [f"{option}={value}"] if joined else [option, value]
    tried(learn_here("demo", "temperature", "--json", *given_))


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
        tried(done)


_lines = text.filter(
    lambda line: "\n" not in line and line.strip().lower() != "q" and len(line) < 4000
)


@cases(0.01)
@given(st.lists(_lines, min_size=20, max_size=60), st.data())
def test_any_lines_are_a_quiz_that_ends(room: Path, lines: list[str], data: st.DataObject) -> None:
    seed = data.draw(st.integers(0, 99))
    kind = data.draw(st.sampled_from(["name", "type", "written", "aloud"]))
    keys = random.Random(seed).choices("123400012?ud", k=len(lines))
    typed = "\n".join(x for pair in zip(lines, keys, strict=True) for x in pair)
    ended = quiz(room, typed.encode("utf-8", "surrogatepass"), "--kind", kind, "--cram")
    harmless(ended, begun=True)
    refused = "no answer" in ended.stderr  # too many such lines, or too long a one
    assert ended.returncode == (2 if refused else 0)
    assert len(re.findall(r"(?m)^.*(?:min left|the last card)   ", ended.stdout)) > (
        0 if refused else 3
    )


def quiz(room: Path, typed: bytes, *arguments: str) -> Done:
    no_torch = room / "no-torch"
    no_torch.mkdir(exist_ok=True)
    (no_torch / "torch.py").write_text("raise ImportError('none here')")
    env = environment(room, PYTHONPATH=str(no_torch))
    ended = served.run(
        ("quiz", *arguments), input=typed, env=env, cwd=room, encoding=None, timeout=120
    )
    return Done(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


@pytest.mark.usefixtures("remembered")
@cases(0.04)
@given(st.sampled_from(["define", "search", "demo", "check", "list"]), st.lists(text, max_size=3))
def test_the_front_door_holds_too(learn: Learn, command: str, words: list[str]) -> None:
    # Half a character becomes bytes that are no text, as a terminal may send them.
    given_ = [word.replace("\0", "").encode("utf-8", "surrogatepass") for word in words]
    assume(not any(os.path.exists(word) for word in given_))  # noqa: PTH110
    done = learn(command, *map(os.fsdecode, given_), timeout=600)  # a check runs every demo
    harmless(Done(done.returncode, done.stdout, done.stderr))
