"""YAML is read as it was typed, and nothing in a file can hurt."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from learn.glossary.files import MOST_BYTES, read_text
from learn.glossary.load import load
from learn.glossary.problems import Fault
from learn.glossary.yaml_reader import read_documents


def first(text: str) -> object:
    return next(iter(read_documents(text))).value


@pytest.mark.parametrize(
    "word", ["no", "on", "null", "1e5", "3.10", "2024-01-01", "12:30", "~", "0x1"]
)
def test_a_scalar_is_the_string_that_was_typed(word: str) -> None:
    assert first(f"name: {word}\nother: [{word}]") == {"name": word, "other": [word]}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: &x 2", 2, "anchors"),
        ("a: *x", 1, "aliases"),
        ("a: !!python/object:os.system x", 1, "tags"),
        ("a: !!binary aGk=", 1, "tags"),
        ("a: 1\na: 2", 2, "already, on line 1"),
        ("<<: {a: 1}", 1, "merge"),
        ("%YAML 1.2\n---\na: 1", 1, "%"),
        ("a: b: c", 1, "quotes"),
        ("a:\n\tb: 1", 2, "quotes"),
        ("a: `x`", 1, "quotes"),
        ("a: @x", 1, "quotes"),
        ("? [a]\n: b", 1, "key"),
        ("[" * 100_000, 1, "deep"),
        ("a: " + "x" * 30_000, 1, "characters"),
        ("[" + "a," * 60_000 + "]", 1, "values"),
        ("a: \x07", 1, "control"),
    ],
)
def test_a_fault_names_its_line_and_what_to_do(text: str, line: int, says: str) -> None:
    with pytest.raises(Fault) as fault:
        list(read_documents(text))
    assert fault.value.line == line
    assert says in fault.value.message


def test_only_regular_files_of_utf_8_within_the_limit_are_read(tmp_path: Path) -> None:
    cases: dict[str, bytes] = {
        "gbk.yaml": "名: 温度".encode("gbk"),
        "utf16.yaml": "a: 1".encode("utf-16"),
        "big.yaml": b"#" * (MOST_BYTES + 1),
    }
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(Fault):
            read_text(tmp_path / name)
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(Fault, match="regular"):
        read_text(tmp_path / "pipe.yaml")
    with pytest.raises(Fault):
        read_text(tmp_path)
    (tmp_path / "bom.yaml").write_bytes(b"\xef\xbb\xbfa: 1")
    assert first(read_text(tmp_path / "bom.yaml")) == {"a": "1"}


def test_one_bad_file_spoils_no_other(tmp_path: Path) -> None:
    topic = tmp_path / "own"
    topic.mkdir()
    (topic / "bad.yaml").write_text("a: b: c")
    good = "name: {en: good, zh: 好}\nsummary: {en: It is., zh: 是。}\n"
    (topic / "good.yaml").write_text(good)
    glossary = load([tmp_path])
    assert list(glossary.entries) == ["good"]
    assert [Path(problem.file).name for problem in glossary.problems] == ["bad.yaml"]


def test_all_faults_of_a_term_are_found_at_once_each_at_its_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        "slug: Bad Slug\n"
        "name: {en: x}\n"
        "summary: nothing\n"
        "colour: red\n"
        "sources:\n"
        "  - {title: t, authors: a, year: soon}\n"
        "  - {title: t, authors: a, year: '2015', arxiv: '15'}\n"
        "questions:\n"
        "  - {id: q, ask: {en: a, zh: b}, answer: {en: a}}\n"
    )
    problems = {problem.line: problem.message for problem in load([bad]).problems}
    assert set(problems) == {1, 2, 3, 4, 6, 7, 9}
    assert "zh: is missing" in problems[2]
    assert "no field" in problems[4]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "a scalar", "- a\n- list"])
def test_a_file_without_a_term_is_one_clear_problem(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.yaml").write_text(text)
    problems = load([tmp_path / "x.yaml"]).problems
    assert len(problems) == 1
    assert problems[0].line == 1
