"""Faults 3 to 6 and 8: what YAML can say, and what a glossary makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import GLOSSARY, Here, Learn
from hostile_text import harmless, problems, term, write


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: &x 2", 2),
        ("a: *x", 1),
        ("&x a: 1", 1),
        ("a: &x [*x]", 1),
        ("a: 1\n<<: {a: 1}", 2),
        ("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]", 1),
        ("name: *important*", 1),
        ("name: & co", 1),
    ],
)
def test_anchors_aliases_and_merge_keys_are_refused(
    here: Here, tmp_path: Path, text: str, line: int
) -> None:
    path = write(tmp_path / "own.yaml", text)
    done = harmless(here("check", str(path)))
    assert done.returncode == 1
    assert done.stdout.startswith(f"{path}:{line}:")
    if "<<" not in text:
        assert "quote text starting with * or &" in done.stdout or "put a text in quotes" in (
            done.stdout
        )


@pytest.mark.parametrize("unseen", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"])
@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"summary": "{en: A sum%mary., zh: 句。}"}, "3:20"),
        ({"name": "{en: own, zh: 自%有}"}, "2:22"),
        ({"aliases": "[other, ow%n]"}, "4:20"),
        ({"explanation": "\n  en: |\n    One line.\n    And an%other.\n  zh: 句。"}, "7:11"),
    ],
    ids=["summary", "name", "alias", "explanation"],
)
def test_a_character_without_width_is_refused_at_its_place(
    here: Here, tmp_path: Path, unseen: str, fields: dict[str, str], place: str
) -> None:
    fields = {key: value.replace("%", unseen) for key, value in fields.items()}
    path = write(tmp_path / "own.yaml", term("own", **fields))
    done = here("check", str(path))
    assert done.returncode == 1
    said = f"a character without width (U+{ord(unseen):04X}) stands here: delete it"
    assert f"{path}:{place}: {said}" in done.stdout
    quoted = '"ow\\u200bn"'
    path = write(tmp_path / "escaped.yaml", term("own", aliases=f"[other, {quoted}]"))
    assert f"{path}:4:18: a character without width (U+200B)" in here("check", str(path)).stdout


def test_a_byte_order_mark_is_no_such_character(here: Here, tmp_path: Path) -> None:
    path = write(tmp_path / "own.yaml", "\ufeff" + term("own"))
    assert here("check", str(path)).returncode == 0


def test_a_bomb_of_merge_keys_costs_nothing(learn: Learn, tmp_path: Path) -> None:
    bomb = "a0: &a0 {k: v}\n" + "".join(
        f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 20)
    )
    done = learn("check", str(write(tmp_path / "bomb.yaml", bomb)), timeout=20)
    assert done.returncode == 1
    assert "bomb.yaml:1:5:" in done.stdout


@pytest.mark.parametrize(
    "tag",
    ["!!python/object/apply:os.system [touch /tmp/x]", "!!python/name:os.system ''", "!x y",
     "!!binary aGk=", "!!str 1", "! 1", "!<tag:x,2000:y> 1", "!!timestamp 2024-13-45"],
)  # fmt: skip
def test_tags_are_refused(here: Here, tmp_path: Path, tag: str) -> None:
    path = write(tmp_path / "own.yaml", f"slug: x\nname: {tag}\n")
    done = harmless(here("check", str(path)))
    assert done.returncode == 1
    assert f"{path}:2:7: tags are not used here" in done.stdout


def test_a_duplicate_key_is_named_with_both_places(here: Here, tmp_path: Path) -> None:
    path = write(tmp_path / "own.yaml", term("own") + "summary: {en: B., zh: 乙。}\n")
    done = here("check", str(path))
    assert done.returncode == 1
    assert f"{path}:4:1: 'summary' stands here already, on line 3" in done.stdout
    inner = write(tmp_path / "own.yaml", "name:\n  en: a\n  zh: b\n  en: c\n")
    assert "on line 2" in problems(inner)[0].message


def test_a_duplicate_term_in_a_file_is_named_with_both_places(here: Here, tmp_path: Path) -> None:
    path = write(tmp_path / "own.yaml", term("own") + "---\n" + term("own"))
    done = here("check", str(path))
    assert done.returncode == 1
    assert f"{path}:5:7: 'own' is a term already: {path}:1" in done.stdout
    shown = here("define", "own", "--glossary", str(path))
    assert (shown.returncode, "1 fault" in shown.stderr) == (0, True)


def test_a_term_in_two_files_is_named_with_both_places(here: Here, tmp_path: Path) -> None:
    place = tmp_path / "own"
    first = write(place / "a" / "pool.yaml", term("pool"))
    second = write(place / "b" / "pool.yaml", term("pool"))
    done = here("check", str(place))
    assert done.returncode == 1
    assert f"{second}:1:7: 'pool' is a term already: {first}:1" in done.stdout
    for word in ("gap", "pool"):
        assert "1 fault" in here("define", word, "--glossary", str(place)).stderr
    write(second, term("pool2"))
    second.rename(second.with_name("pool2.yaml"))
    assert here("define", "gap", "--glossary", str(place)).stderr == ""


def test_an_alias_in_two_files_is_named_with_both_places(here: Here, tmp_path: Path) -> None:
    place = tmp_path / "own"
    first = write(place / "a" / "one.yaml", term("one", aliases="['~x', shared]"))
    second = write(place / "a" / "two.yaml", term("two", aliases="['~y', other, Shared]"))
    done = here("check", str(place))
    assert done.returncode == 1
    assert f"{second}:4:24: 'Shared' is a name of 'one' too ({first}:1)" in done.stdout
    shown = here("define", "shared", "--glossary", str(place)).stdout
    assert "learn define one" in shown
    assert "learn define two" in shown


def test_a_term_that_the_built_in_glossary_has_is_no_secret(
    here: Here, learn: Learn, tmp_path: Path
) -> None:
    path = write(tmp_path / "own.yaml", term("temperature") + "---\n" + term("own"))
    done = here("check", str(path))
    assert done.returncode == 1
    assert f"{path}:1:7: 'temperature' is a term already: {GLOSSARY}" in done.stdout
    for word in ("temperature", "own", "gap"):
        learn("list", LEARN_GLOSSARY=str(path))  # so that the short way could answer
        done_ = learn("define", word, LEARN_GLOSSARY=str(path))
        assert done_.returncode == 0
        assert ("1 term" in done_.stderr) == (word == "temperature")
    assert "1 term" in learn("list", LEARN_GLOSSARY=str(path)).stderr


def test_a_name_of_a_built_in_term_is_a_warning_with_both_places(
    here: Here, tmp_path: Path
) -> None:
    path = write(tmp_path / "own.yaml", term("own", aliases="[global avg pooling]"))
    done = here("check", str(path))
    assert done.returncode == 0
    built_in = GLOSSARY / "architecture" / "global-average-pooling.yaml"
    assert f"{path}:4:11: warning: 'global avg pooling' is a name of" in done.stdout
    assert f"'global-average-pooling' too ({built_in}:" in done.stdout
    assert "1 warning" in done.stderr
    shown = here("define", "global avg pooling", "--glossary", str(path)).stdout
    assert "learn define own" in shown
    assert "learn define global-average-pooling" in shown


PLAIN = [
    "no",
    "on",
    "null",
    "1e5",
    "3.10",
    "2024-01-01",
    "12:30",
    "~x",
    "0x1F",
    "1_000",
    ".inf",
    "y",
]


@pytest.mark.parametrize("word", PLAIN)
def test_a_term_is_kept_as_it_was_typed(here: Here, tmp_path: Path, word: str) -> None:
    path = write(
        tmp_path / "own.yaml", term("own", name=f"{{en: {word}, zh: {word}}}", aliases=f"[x{word}]")
    )
    done = here("define", word, "--json", "--glossary", str(path))
    assert isinstance(done.json, dict)
    assert done.json["name"] == {"en": word, "zh": word}
    assert done.json["aliases"] == [f"x{word}"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("name:\n\ten: a", 2, 1),
        ("name:\n  en: a\n\tzh: b", 3, 1),
        ("definition: a: b", 1, 14),
        ("name: a\n b: c", 2, 3),
        ("a: `x`", 1, 4),
        ("a: %x", 1, 4),
        ("a: 1\n%x: 2", 2, 1),
        ("a: @x", 1, 4),
        ("a: |x\n", 1, 5),
        ("a: [b\nc: d", 2, 2),
        ('a: 1\nb: "c\nd: e\n', 2, 4),
        ("- a\nb: c", 2, 1),
    ],
)
def test_what_needs_quotes_is_told_with_line_and_column(
    here: Here, tmp_path: Path, text: str, line: int, column: int
) -> None:
    path = write(tmp_path / "own.yaml", text)
    done = harmless(here("check", str(path)))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert done.stdout.startswith(f"{path}:{line}:{column}: ")
    assert "quote" in done.stdout
    assert ("spaces" in done.stdout) == ("\t" in text)
