"""The short way prints the same bytes as the ordinary one, or leaves the answer to it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import served
from conftest import SLUGS, Learn, environment
from learn.glossary.index import open_index

_ORDINARY = "import sys; from learn.cli import run; sys.exit(run(sys.argv[1:]))"
FISH = {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}
_SHORT = (
    "import os, sys; from learn.blink import define;"
    " code = define(sys.argv[2:], os.environ); sys.exit(99 if code is None else code)"
)


def both(
    home: Path, words: list[str], **env: str
) -> tuple[subprocess.CompletedProcess[bytes], subprocess.CompletedProcess[bytes]]:
    short, ordinary = (
        served.run(
            ("define", *words),
            program=code,
            env=environment(home, **env),
            cwd=home,
            encoding=None,
        )
        for code in (_SHORT, _ORDINARY)
    )
    return short, ordinary


@pytest.fixture(autouse=True)
def _index(learn: Learn) -> None:
    assert learn("list").returncode == 0


@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_every_term_is_the_same_both_ways(tmp_path: Path, lang: str) -> None:
    for slug in SLUGS:
        if slug != "ambiguous":
            short, ordinary = both(tmp_path, [slug], LEARN_LANG=lang)
            assert short.returncode == 0, slug
            assert (short.stdout, short.stderr) == (ordinary.stdout, ordinary.stderr)


@pytest.mark.parametrize("color", ["auto", "always", "never"])
def test_colour_is_the_same_both_ways(tmp_path: Path, color: str) -> None:
    short, ordinary = both(tmp_path, ["gap"], LEARN_COLOR=color, NO_COLOR="1")
    assert (short.returncode, short.stdout) == (0, ordinary.stdout)
    assert (b"\x1b" in short.stdout) == (color == "always")


@pytest.mark.parametrize(
    "words",
    [
        "gap",
        "head",
        "SSL",
        "步长",
        "GLOBAL-average Pooling",
        "温度",
        "botleneck",
        "encoder",
        "zzzz",
    ],
)
def test_every_kind_of_answer_is_the_same_both_ways(tmp_path: Path, words: str) -> None:
    short, ordinary = both(tmp_path, words.split())
    assert (short.returncode, short.stdout, short.stderr) == (
        ordinary.returncode,
        ordinary.stdout,
        ordinary.stderr,
    )


def test_what_is_not_sure_is_left_to_the_ordinary_way(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("name: [\n")
    for env in (
        {"LEARN_LANG": "fr"},
        {"LEARN_COLOR": "blue"},
        {"LEARN_GLOSSARY": str(tmp_path / "missing")},
        {"LEARN_GLOSSARY": str(bad)},
        {"LEARN_HOME": str(tmp_path / "never-indexed")},
    ):
        short, _ = both(tmp_path, ["gap"], **env)
        assert (short.returncode, short.stdout, short.stderr) == (99, b"", b"")


@pytest.mark.parametrize("change", ["edit", "add", "remove"])
def test_a_changed_file_is_never_answered_from_an_old_index(
    learn: Learn, tmp_path: Path, change: str
) -> None:
    own = tmp_path / "own" / "topic"
    own.mkdir(parents=True)
    text = "name: {{en: word {0}, zh: 词{0}}}\nsummary: {{en: Number {0}., zh: 第 {0} 个。}}\n"
    for number in range(3):
        (own / f"word-{number}.yaml").write_text(text.format(number), "utf-8")
    env = {"LEARN_GLOSSARY": str(own.parent)}
    assert "Number 1." in learn("define", "word 1", **env).stdout
    if change == "edit":
        (own / "word-1.yaml").write_text(text.format(1).replace("Number 1", "Digit 1"), "utf-8")
        assert "Digit 1." in learn("define", "word 1", **env).stdout
    elif change == "add":
        (own / "word-7.yaml").write_text(text.format(7), "utf-8")
        assert "Number 7." in learn("define", "word 7", **env).stdout
    else:
        (own / "word-1.yaml").unlink()
        assert learn("define", "word 1", **env).returncode == 1


@pytest.mark.parametrize(
    ("shell", "env"),
    [
        ("bash", {"COMP_WORDS": "learn define bot", "COMP_CWORD": "2"}),
        ("zsh", {"_TYPER_COMPLETE_ARGS": "learn define bot"}),
        ("fish", {"_TYPER_COMPLETE_ARGS": "learn define bot", **FISH}),
    ],
)
def test_tab_offers_terms_as_typer_would(
    learn: Learn, tmp_path: Path, shell: str, env: dict[str, str]
) -> None:
    env = {**env, "_LEARN_COMPLETE": f"complete_{shell}"}
    quick = learn(**env)
    assert "bottleneck" in quick.stdout
    ordinary = served.run((), program=_ORDINARY, env=environment(tmp_path, **env), cwd=tmp_path)
    assert quick.stdout.split() == ordinary.stdout.split()


def test_tab_offers_chinese_names(learn: Learn) -> None:
    env = {"_LEARN_COMPLETE": "complete_bash", "COMP_WORDS": "learn demo 温", "COMP_CWORD": "2"}
    assert learn(**env).stdout.split() == ["温度"]


def test_a_look_up_scans_no_table(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "slug: a\nname: {en: a, zh: 甲}\nsummary: {en: b., zh: 乙。}\n"
    )
    index = open_index(tmp_path / "own.yaml", str(tmp_path / "cache"))
    for sql in (
        "select entry.id from name join entry on entry.id = name.entry where norm = 'a'",
        "select json from word where norm = 'a'",
        "select name_en, name_zh from entry where slug = 'a'",
        "select entry from name where norm >= 'a' and norm < 'b'",
        "select name from near where key in (1, 2)",
        "select slug from entry where topic = 'own'",
    ):
        plan = [row[3] for row in index.execute(f"explain query plan {sql}")]
        assert not [step for step in plan if step.startswith("SCAN")], (sql, plan)


def test_two_builds_at_once_and_a_killed_one_leave_a_whole_index(
    learn: Learn, tmp_path: Path
) -> None:
    own = tmp_path / "own.yaml"
    document = "slug: w{0}\nname: {{en: w {0}, zh: 词{0}}}\nsummary: {{en: N {0}., zh: 第{0}。}}\n"
    own.write_text("---\n".join(document.format(number) for number in range(1500)), "utf-8")
    env = environment(tmp_path, LEARN_GLOSSARY=str(own))
    arguments = [sys.executable, "-m", "learn", "define", "w1499"]
    killed = subprocess.Popen(arguments, env=env, stdout=subprocess.DEVNULL)
    try:
        killed.wait(timeout=0.5)
    except subprocess.TimeoutExpired:
        killed.kill()
        killed.wait()
    running = [
        subprocess.Popen(arguments, env=env, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    for each in running:
        out, _ = each.communicate(timeout=120)
        assert "N 1499." in out
    assert learn("define", "w0", LEARN_GLOSSARY=str(own)).stdout.startswith("w 0")
