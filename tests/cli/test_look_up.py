"""define, list and search, as a reader uses them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import GLOSSARY, SLUGS, Learn, environment

OWN = """\
slug: stride
topic: layers
name: {en: stride, zh: 步幅}
aliases: [步长]
summary: {en: How far a window moves at a time., zh: 窗口每次移动的距离。}
---
slug: learning-rate
topic: optimisation
name: {en: learning rate, zh: 学习率}
aliases: [lr, 步长, ~schedule]
summary: {en: The size of an optimiser's step., zh: 优化器每一步的大小。}
"""


@pytest.fixture
def own(tmp_path: Path) -> str:
    path = tmp_path / "own terms.yaml"
    path.write_text(OWN, "utf-8")
    return str(path)


@pytest.mark.parametrize(
    "words",
    ["gap", "GAP", "ＧＡＰ", "global average pooling", "Global-Average-Pooling",
     "globalaveragepooling", "全局平均池化", "全局 平均池化"],
)  # fmt: skip
def test_a_word_is_found_in_any_spelling(learn: Learn, words: str) -> None:
    done = learn("define", *words.split())
    assert done.returncode == 0
    assert "global average pooling  全局平均池化" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("env", "option", "en", "zh"),
    [
        ({}, (), True, False),
        ({"LANG": "zh_CN.UTF-8"}, (), False, True),
        ({"LC_ALL": "zh_TW.UTF-8"}, (), False, True),
        ({"LEARN_LANG": "zh"}, (), False, True),
        ({"LEARN_LANG": "zh"}, ("--lang", "en"), True, False),
        ({}, ("--lang", "both"), True, True),
        ({"LEARN_LANG": "both"}, (), True, True),
    ],
)
def test_the_language_is_the_flags_the_environments_or_the_locales(
    learn: Learn, env: dict[str, str], option: tuple[str, ...], en: bool, zh: bool
) -> None:
    summary = json.loads(learn("define", "temperature", "--json").stdout)["summary"]
    out = learn("define", "temperature", *option, **env).stdout
    assert (summary["en"] in out, summary["zh"] in out) == (en, zh)


@pytest.mark.parametrize("where", ["flag", "variable"])
def test_a_language_that_is_none_is_refused(learn: Learn, where: str) -> None:
    flag = ("--lang", "fr") if where == "flag" else ()
    done = learn("define", "gap", *flag, **({} if flag else {"LEARN_LANG": "fr"}))
    assert done.returncode == 2
    assert "fr" in done.stderr
    assert "en, zh or both" in done.stderr


def test_a_word_not_found_suggests_the_nearest(learn: Learn) -> None:
    done = learn("define", "botleneck")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "learn define bottleneck" in done.stderr


def test_a_word_like_none_still_says_what_to_do(learn: Learn) -> None:
    done = learn("define", "zzzzqqq")
    assert (done.returncode, done.stdout) == (1, "")
    assert "learn list" in done.stderr


@pytest.mark.parametrize(
    ("word", "meanings"),
    [
        ("head", ["head", "attention head"]),
        ("SSL", ["self-supervised learning", "semi-supervised learning"]),
        ("步长", ["stride", "learning rate"]),
        ("代理任务", ["pretext task", "proxy task"]),
    ],
)
def test_a_word_of_several_meanings_lists_them_all(
    learn: Learn, word: str, meanings: list[str]
) -> None:
    done = learn("define", word, "--lang", "en")
    assert done.returncode == 0
    assert all(meaning in done.stdout for meaning in meanings)


def test_terms_that_share_an_alias_are_listed_with_their_commands(learn: Learn, own: str) -> None:
    done = learn("define", "步长", "--glossary", own)
    assert "learn define stride" in done.stdout
    assert "learn define learning-rate" in done.stdout
    meanings = json.loads(learn("define", "步长", "--json", "--glossary", own).stdout)["meanings"]
    assert [each["slug"] for each in meanings[:2]] == ["stride", "learning-rate"]


def test_a_search_key_is_offered_and_is_no_name(learn: Learn, own: str) -> None:
    done = learn("define", "schedule", "--glossary", own)
    assert done.returncode == 1
    assert "learn define learning-rate" in done.stderr
    assert "learning-rate" in learn("search", "schedule", "--glossary", own).stdout


def test_the_list_has_every_term_and_a_record_a_line_in_a_pipe(learn: Learn) -> None:
    rows = [line.split("\t") for line in learn("list").stdout.splitlines()]
    assert sorted(row[0] for row in rows) == sorted(set(SLUGS) - {"ambiguous"})
    assert {len(row) for row in rows} == {5}
    listed = json.loads(learn("list", "--json").stdout)
    assert [each["slug"] for each in listed] == [row[0] for row in rows]


def test_a_topic_narrows_the_list_and_an_unknown_one_names_those_there_are(learn: Learn) -> None:
    rows = learn("list", "--topic", "transfer").stdout.splitlines()
    assert len(rows) == len(list((GLOSSARY / "transfer").glob("*.yaml")))
    done = learn("list", "--topic", "nothing")
    assert done.returncode == 1
    assert "transfer" in done.stderr


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("unlabelled target", "domain-adaptation"),
        ("平均", "global-average-pooling"),
        ("瓶颈", "bottleneck"),
        ("softmax", "temperature"),
        ("Ben-David OR NOT", None),
        ('"quoted', None),
        ("温", "temperature"),
    ],
)
def test_search_finds_prose_in_both_languages(learn: Learn, words: str, slug: str | None) -> None:
    done = learn("search", *words.split(), "--json")
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    if slug is not None:
        hits = json.loads(done.stdout)
        assert slug in [hit["slug"] for hit in hits]
        assert all(hit["score"] > 0 for hit in hits)
        assert [h["score"] for h in hits] == sorted((h["score"] for h in hits), reverse=True)


@pytest.mark.parametrize(
    ("words", "slug"),
    [("pooling", "global-average-pooling"), ("瓶颈", "bottleneck"), ("温度", "temperature")],
)
def test_what_is_named_so_is_found_before_what_only_mentions_it(
    learn: Learn, words: str, slug: str
) -> None:
    assert json.loads(learn("search", words, "--json").stdout)[0]["slug"] == slug


def test_a_search_without_a_hit_is_not_found(learn: Learn) -> None:
    assert learn("search", "xyzzy").returncode == 1
    done = learn("search", "xyzzy", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (1, [])


def test_a_glossary_of_ones_own_is_added_by_flag_or_variable(learn: Learn, own: str) -> None:
    for arguments, env in (
        (("define", "stride", "--glossary", own), {}),
        (("--glossary", own, "define", "stride"), {}),
        (("define", "stride"), {"LEARN_GLOSSARY": own}),
        (("define", "stride"), {"LEARN_GLOSSARY": os.pathsep.join(["", own, own])}),
    ):
        done = learn(*arguments, **env)
        assert done.returncode == 0, done.stderr
        assert "How far a window moves" in done.stdout


def test_a_change_to_a_file_is_seen(learn: Learn, own: str) -> None:
    assert learn("define", "stride", "--glossary", own).returncode == 0
    Path(own).write_text(OWN.replace("a window moves", "the filter jumps"), "utf-8")
    assert "the filter jumps" in learn("define", "stride", "--glossary", own).stdout
    Path(own).write_text(OWN.split("---\n")[1], "utf-8")
    assert learn("define", "stride", "--glossary", own).returncode == 1


def test_a_fault_in_ones_own_file_is_told_and_the_rest_works(learn: Learn, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("name: [\n")
    done = learn("define", "gap", "--glossary", str(bad))
    assert done.returncode == 0
    assert "learn check" in done.stderr
    assert learn("define", "gap", "--glossary", str(tmp_path / "none")).returncode == 2


def test_a_cache_that_cannot_be_written_costs_only_speed(learn: Learn, tmp_path: Path) -> None:
    (tmp_path / "learn").write_text("a file where the folder should be")
    assert learn("define", "gap").returncode == 0


def test_a_damaged_cache_is_made_again(learn: Learn, tmp_path: Path) -> None:
    assert learn("define", "gap").returncode == 0
    (cached,) = (tmp_path / "learn" / "cache").glob("*.sqlite")
    cached.write_bytes(b"not a database" * 100)
    assert learn("define", "gap").returncode == 0


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252", "utf-8"])
def test_what_cannot_be_encoded_is_replaced(tmp_path: Path, encoding: str) -> None:
    env = environment(tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0", LANG="C")
    for arguments in (["define", "gap", "--lang", "both"], ["define", "gap", "--json"], ["list"]):
        done = subprocess.run(
            [sys.executable, "-m", "learn", *arguments], env=env, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.decode(encoding)


def test_a_reader_that_has_seen_enough_ends_it_quietly(tmp_path: Path) -> None:
    done = subprocess.run(
        f'"{sys.executable}" -m learn define gap --lang both | head -1',
        shell=True,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("global average pooling")
    assert done.stderr == ""


def test_markup_and_control_codes_in_a_glossary_are_only_text(learn: Learn, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "slug: batch-first\nname: {en: '[batch, seq] :smile: [/N]', zh: '[link=x]批'}\n"
        "summary: {en: 'A [bold]layout[/bold].', zh: 布局。}\n"
    )
    out = learn("define", "batch first", "--glossary", str(own)).stdout
    assert "[batch, seq] :smile: [/N]" in out
    assert "A [bold]layout[/bold]." in out
    own.write_text('slug: evil\nname: {en: "e\\e]52;c;x", zh: 坏}\nsummary: {en: a, zh: b}\n')
    done = learn("check", str(own))
    assert done.returncode == 1
    assert "\x1b" not in done.stdout + done.stderr
    assert f"{own}:2:" in done.stdout


@pytest.mark.parametrize("topic", ["terms", "hits", "not-found", "own"])
def test_a_topic_of_ones_own_may_be_called_anything(
    learn: Learn, tmp_path: Path, topic: str
) -> None:
    text = "slug: mine\nname: {en: mine, zh: 我的}\nsummary: {en: A word., zh: 词。}\n"
    own = tmp_path / "own.yaml"
    own.write_text(f"topic: {topic}\n{text}", "utf-8")
    for arguments in (("list",), ("define", "mine"), ("stats",), ("sheet", "mine")):
        done = learn(*arguments, "--glossary", str(own))
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("words", "code"), [(["a"] * 9000, 0), (list(map(str, range(40))), 2)])
def test_a_search_of_many_words_is_quick_or_refused(
    learn: Learn, words: list[str], code: int
) -> None:
    assert learn("search", *words, timeout=20).returncode == code
