"""Faults 9 to 11: what `learn check` says of a file, all of it, each at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Here
from hostile_text import harmless, problems, term, write


@pytest.mark.parametrize(
    ("summary", "warned"),
    [
        ("see issue #3 for more", True),
        ("see\t#3", True),
        ("#3 is empty", True),
        ("C# and F#", False),
        ("meant  # a comment", False),
        ('"see issue #3"', False),
        ("'quoted' # and a comment", False),
        ("|\n    see issue #3\n    and #4", False),
        (">-  # folded\n    see #3", False),
        ("first line\n    second line #3", True),
        ("first line\n    second line  # as meant", False),
    ],
)
def test_a_text_cut_by_a_comment_sign_is_a_warning(
    here: Here, tmp_path: Path, summary: str, warned: bool
) -> None:
    path = write(tmp_path / "own.yaml", term("own", summary=f"\n  en: {summary}\n  zh: 句。"))
    done = harmless(here("check", str(path), "--json"))
    assert isinstance(done.json, dict)
    found = done.json["problems"]
    assert all(set(each) == {"file", "line", "column", "message"} for each in found)
    warnings = [each for each in found if each["message"].startswith("warning: ")]
    assert len(warnings) == warned
    empty = summary.startswith("#")
    assert done.returncode == empty == len(found) - len(warnings)
    if warned:
        (said,) = warnings
        assert path.read_text().split("\n")[said["line"] - 1][said["column"] - 1] == "#"
        assert "quotes" in said["message"]


def test_the_cause_of_a_broken_line_is_told_too(tmp_path: Path) -> None:
    found = problems(write(tmp_path / "own.yaml", "name: {en: C #, zh: C}\nsummary: x\n"))
    assert [each.is_warning for each in found] == [True, False]
    assert found[0].line == 1


def test_a_warning_in_a_file_is_not_told_at_every_look_up(here: Here, tmp_path: Path) -> None:
    path = write(tmp_path / "own.yaml", term("own", formula="x # y"))
    assert here("check", str(path)).stderr == "1 warning\n"
    assert here("define", "own", "--glossary", str(path)).stderr == ""


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "# only a comment\n", "a scalar", "- a\n- list", "[]", "{}", "---\n", "---\n---\n",
     "...\n", "--- |\n a\n", "%YAML 1.2\n---\na: 1", "a: 1\r%TAG ! x:\r---\rb: 1", "\ufeff\ufeff%X",
     "42", "null", "? a", "--- !!set {}", "\ufeff", "}", "]", ":", "-", "? ", "...", "!", "&", "*"],
)  # fmt: skip
def test_a_file_without_a_term_is_a_clear_error(here: Here, tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "own.yaml", text)
    done = harmless(here("check", str(path)))
    assert done.returncode == 1
    assert all(line.startswith(f"{path}:") for line in done.stdout.splitlines())
    assert ("a line can't begin with %" in done.stdout) == ("%" in text)
    assert harmless(here("define", "gap", "--glossary", str(path))).returncode == 0


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_a_line_end_that_no_editor_shows_is_refused(tmp_path: Path, separator: str) -> None:
    text = f"# a comment{separator}slug: x\n" + term("own")
    (problem,) = problems(write(tmp_path / "own.yaml", text))
    assert (problem.line, problem.column) == (1, 12)
    assert f"U+{ord(separator):04X}" in problem.message


def test_all_faults_are_listed_at_once_with_their_lines(here: Here, tmp_path: Path) -> None:
    place = tmp_path / "own"
    bad = write(
        place / "t" / "bad.yaml",
        "name: {en: [x], zh: 坏}\n"
        "colour: red\n"
        "needs: [nowhere, temperature, bad]\n"
        "confused_with:\n"
        "  - {term: temprature, en: A., zh: 甲。}\n"
        "  - {term: other, en: A.}\n"
        "sources: [{title: t, authors: a, year: soon}]\n"
        "aliases: none\n",
    )
    other = write(place / "t" / "other.yaml", term("other", needs="[bad, lost]"))
    done = harmless(here("check", str(place)))
    assert done.returncode == 1
    lines = {line.split(": ")[0].rsplit(":", 1)[0] for line in done.stdout.splitlines()}
    # The summary is missing (1); nobody is told that `bad` is no term: it only has faults.
    assert lines == {f"{bad}:{n}" for n in (1, 2, 3, 5, 6, 7, 8)} | {f"{other}:4"}
    assert "summary: is missing" in done.stdout
    assert "'nowhere' is no term of the glossary" in done.stdout
    assert "did you mean 'temperature'?" in done.stdout
    assert "'bad' is no term" not in done.stdout
    assert "can't point at itself" in done.stdout
    assert "'lost' is no term" in done.stdout
    assert f"{len(done.stdout.splitlines())} problems" in done.stderr


def test_what_a_field_may_hold_is_said_in_words_not_as_a_pattern(
    here: Here, tmp_path: Path
) -> None:
    path = write(
        tmp_path / "own.yaml",
        "slug: Hot Start\ncolour: red\nname: {en: hot, zh: 热}\nsummary: {en: a, zh: 乙}\n"
        "sources: [{title: a, authors: b, year: 2000, arxiv: x, doi: y, url: 'http://z', x: 1}]\n"
        "questions: [{id: why, ask: {en: a, zh: 乙}, answer: {value: X y}}]\n",
    )
    done = here("check", str(path))
    assert "pattern" not in done.stdout
    assert ":1:1: slug: should be lower-case words or numbers" in done.stdout
    assert "colour: is no field of a term; those are slug, topic, name, " in done.stdout
    assert "sources.1.x: is no field that can stand here" in done.stdout
    for example in ("1503.02531", "10.1126/science.1127647", "https://", "labels_per_class"):
        assert example in done.stdout


def test_a_lure_that_is_the_answer_or_another_lure_is_a_fault(here: Here, tmp_path: Path) -> None:
    lures = "".join(
        f"      - {{en: {en}, zh: {zh}, why: {{en: w, zh: 因}}}}\n"
        for en, zh in (("Yes", "否"), ("no", "是"), ("no", "不"))
    )
    path = write(
        tmp_path / "own.yaml",
        "slug: own\nname: {en: hot, zh: 热}\nsummary: {en: a, zh: 乙}\nquestions:\n"
        "  - id: why\n    ask: {en: a, zh: 乙}\n    answer: {en: 'Yes', zh: 是}\n    lures:\n"
        + lures
        + "    why: {en: w, zh: 因}\n",
    )
    done = here("check", str(path))
    assert done.returncode == 1
    said = [line.split(": ")[0].rsplit(":", 2)[1] for line in done.stdout.splitlines()]
    assert said == ["9", "10", "11"]
    assert done.stdout.count("is an option already") == 3


def test_two_questions_of_one_id_are_a_fault(here: Here, tmp_path: Path) -> None:
    asked = (
        "  - id: why\n    ask: {en: a, zh: 乙}\n    answer: {en: A, zh: 甲}\n    lures:\n"
        "      - {en: B, zh: 丙, why: {en: w, zh: 因}}\n"
        "      - {en: C, zh: 丁, why: {en: w, zh: 因}}\n"
    )
    head = "slug: own\nname: {en: hot, zh: 热}\nsummary: {en: a, zh: 乙}\nquestions:\n"
    done = here("check", str(write(tmp_path / "own.yaml", head + asked * 2)))
    assert ":11:9: is another question's id\n" in done.stdout
