"""learn path, and how far each term has come wherever it is shown."""

from __future__ import annotations

import json
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import far_along
from conftest import GLOSSARY, Here, Learn, Terminal
from knowing_learner import terms

Start = Callable[..., Terminal]
MASTERY = {"unmet", "just_met", "typed", "steady", "known"}


@pytest.fixture
def studied(tmp_path: Path) -> Path:
    far_along.keep(tmp_path / "learn")
    return tmp_path / "learn" / "progress.sqlite"


def test_a_term_is_the_root_and_what_leads_to_it_below(terminal: Start, studied: Path) -> None:
    shown = terminal("path", "neck")
    assert shown.end() == 0
    rows = shown.text().split("\n")
    assert [row[:16].rstrip() for row in rows[:4]] == [
        "○ neck", "├─ ● backbone", "└─ ◑ head", "   └─ ● backbone",
    ]  # fmt: skip
    assert "○ not met  ◔ just met  ◑ typed  ◕ steady  ● known" in shown.text()
    assert shown.text().rstrip().endswith("learn quiz --path neck")


def test_a_pipe_gets_a_record_a_term_in_the_order_to_read_them(learn: Learn, studied: Path) -> None:
    rows = [line.split("\t") for line in learn("path", "neck").stdout.splitlines()]
    assert [(row[0], *row[5:]) for row in rows] == [
        ("backbone", "", "known"),
        ("head", "backbone", "typed"),
        ("neck", "backbone,head", "unmet"),
    ]
    listed = {line.partition("\t")[0] for line in learn("list").stdout.splitlines()}
    whole = [line.split("\t")[0] for line in learn("path").stdout.splitlines()]
    assert set(whole) == listed
    assert len(whole) == len(listed)


def test_json_has_the_fields_that_the_help_names(learn: Learn, studied: Path) -> None:
    found = json.loads(learn("path", "--json").stdout)
    assert {tuple(each) for each in found} == {
        ("slug", "topic", "name", "summary", "needs", "mastery")
    }
    said = learn("path", "--help").stdout
    assert all(field in said for field in (*found[0], *MASTERY))
    far = {each["slug"]: each["mastery"] for each in found}
    assert set(far.values()) == MASTERY
    assert far["pretext-task"] == "just_met"
    assert far["bottleneck"] == "steady"


@pytest.mark.parametrize("word", ["transfer", "Transfer", "迁移"])
def test_a_topic_is_named_by_its_folder_or_its_name(learn: Learn, word: str) -> None:
    slugs = [line.split("\t")[0] for line in learn("path", word).stdout.splitlines()]
    assert sorted(slugs) == sorted(path.stem for path in (GLOSSARY / "transfer").glob("*.yaml"))
    assert slugs.index("pretext-task") < slugs.index("downstream-task")


def test_a_word_that_is_both_is_the_term_but_for_the_folders_own_name(
    learn: Learn, tmp_path: Path
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "slug: transfer-learning\nname: {en: Transfer, zh: 迁移}\n"
        "summary: {en: A use of what was learnt., zh: 学以致用。}\n",
        "utf-8",
    )
    env = {"LEARN_GLOSSARY": str(own)}
    assert learn("path", "Transfer", **env).stdout.startswith("transfer-learning\t")
    assert learn("path", "迁移", **env).stdout.startswith("transfer-learning\t")
    assert "pretext-task" in learn("path", "transfer", **env).stdout


def test_words_need_no_quotes_and_a_word_of_none_names_the_nearest(learn: Learn) -> None:
    assert learn("path", "domain", "generalization").stdout.startswith("domain-adaptation\t")
    done = learn("path", "nek")
    assert (done.returncode, done.stdout) == (1, "")
    assert "learn define neck" in done.stderr


@pytest.mark.parametrize(("lang", "said"), [("en", "typed; needs"), ("zh", "能写出；先学")])
def test_a_plain_terminal_gets_a_numbered_sentence_a_term(
    terminal: Start, studied: Path, lang: str, said: str
) -> None:
    shown = terminal("path", "neck", "--plain", LEARN_LANG=lang)
    assert shown.end() == 0
    assert said in shown.text()
    assert shown.text().startswith("1. ")
    assert not set(shown.text()) & set("○◔◑◕●├└│─")


def test_an_encoding_without_circles_gets_words_and_lines_of_ascii(
    terminal: Start, studied: Path
) -> None:
    shown = terminal("path", "neck", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LANG="C")
    assert shown.end() == 0
    assert "typed     `- head" in shown.text()
    assert "known        `- backbone" in shown.text()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_list_has_circles_once_a_term_was_met(
    terminal: Start, studied: Path, lang: str
) -> None:
    shown = terminal("list", LEARN_LANG=lang)
    assert shown.end() == 0
    text = shown.text()
    slugs = ("backbone", "bottleneck", "head", "embedding", "neck")
    for circle, slug in zip("●◕◑◔○", slugs, strict=True):
        assert f"  {circle} {terms()[slug].name.in_(lang)} " in text  # type: ignore[arg-type]
    assert ("○ not met  ◔ just met" if lang == "en" else "○ 未学  ◔ 刚学") in text


def test_the_list_without_progress_is_as_it_was_and_makes_none(
    terminal: Start, learn: Learn, tmp_path: Path
) -> None:
    for arguments in (("list",), ("path",), ("path", "neck"), ("list", "--json")):
        shown = terminal(*arguments)
        assert shown.end() == 0
        assert learn(*arguments).returncode == 0
        if arguments == ("list",):
            assert not set(shown.text()) & set("○◔◑◕●")
    assert {each["mastery"] for each in json.loads(learn("list", "--json").stdout)} == {"unmet"}
    assert [path.name for path in (tmp_path / "learn").iterdir()] == ["cache"]


def _spoil(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "truncated":
        path.write_bytes(data[: len(data) // 3])
    elif how == "noise":
        path.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)
    elif how == "another program's":
        path.unlink()
        with closing(sqlite3.connect(path)) as db:
            db.execute("create table t (x)")
    elif how == "values":
        with closing(sqlite3.connect(path)) as db:
            db.executescript(
                "pragma writable_schema = on; update sqlite_master set sql ="
                " replace(replace(sql, 'real ', 'any '), 'strict, ', '') where name = 'state';"
            )
        with closing(sqlite3.connect(path)) as db:
            db.execute("pragma ignore_check_constraints = on")
            db.execute("update state set stability = 'abc'")
            db.commit()
    elif how == "folder":
        path.unlink()
        path.mkdir()
    elif how == "lost":
        (path.parent / "backups").mkdir()
        path.rename(path.parent / "backups" / "progress-2026-11-20.sqlite")


@pytest.mark.parametrize(
    "how", ["truncated", "noise", "another program's", "values", "folder", "lost"]
)
def test_progress_that_cannot_be_read_takes_the_circles_and_nothing_else(
    terminal: Start, learn: Learn, studied: Path, how: str
) -> None:
    _spoil(studied, how)
    listed = terminal("list", "--topic", "data")
    assert listed.end() == 0
    assert "ground truth" in listed.text()
    assert not set(listed.text()) & set("○◔◑◕●")
    assert {each["mastery"] for each in json.loads(learn("list", "--json").stdout)} == {None}
    way = learn("path", "neck", "--json")
    assert (way.returncode, len(json.loads(way.stdout))) == (0, 3)
    assert {each["mastery"] for each in json.loads(way.stdout)} == {None}
    assert str(studied) in way.stderr


def test_a_glance_writes_nothing(learn: Learn, studied: Path) -> None:
    before = studied.read_bytes()
    studied.chmod(stat.S_IRUSR)
    for arguments in (("list", "--json"), ("path",), ("path", "neck")):
        assert learn(*arguments).returncode == 0
    assert studied.read_bytes() == before
    assert {path.name for path in studied.parent.iterdir()} == {"cache", "progress.sqlite"}


def test_an_older_file_is_read_as_its_upgrade_would_have_it(here: Here, studied: Path) -> None:
    new = here("path", "--json").stdout
    with closing(sqlite3.connect(studied)) as db:
        db.execute("delete from state")
        db.execute("pragma user_version = 2")
        db.commit()
    before = studied.read_bytes()
    assert here("path", "--json").stdout == new
    assert studied.read_bytes() == before


def test_the_first_screen_counts_how_far_the_terms_have_come(learn: Learn, studied: Path) -> None:
    text = learn(LEARN_NOW="2026-11-24T09:00").stdout
    assert "● 1 known   ◕ 1 steady   ◑ 1 typed   ◔ 2 just met   ○ " in text
    said = learn("--plain", LEARN_NOW="2026-11-24T09:00").stdout
    assert "1 known, 1 steady, 1 typed, 2 just met, " in said


def test_terms_of_ones_own_that_need_each_other_end(learn: Learn, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    one = "slug: {0}\nname: {{en: {0}, zh: 甲{0}}}\nneeds: [{1}]\nsummary: {{en: S., zh: 述。}}\n"
    own.write_text(one.format("one", "two") + "---\n" + one.format("two", "one"), "utf-8")
    done = learn("path", "one", "--glossary", str(own))
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["two", "one"]
