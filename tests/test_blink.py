"""A plain look-up and TAB are answered before the command line is imported, and say the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import served
from conftest import Learn, environment
from learn.glossary.index import open_index

FISH = {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}
_BY_TYPER = "import os, sys; from learn.cli import _command; sys.exit(_command([], os.environ, ()))"


@pytest.fixture(autouse=True)
def _index(learn: Learn) -> None:
    assert learn("list").returncode == 0


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
        "label",
        "zzzz",
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_an_option_and_its_variable_say_the_same(learn: Learn, words: str, lang: str) -> None:
    plain = learn("define", *words.split(), LEARN_LANG=lang)
    optional = learn("define", *words.split(), "--lang", lang)
    assert (plain.returncode, plain.stdout) == (optional.returncode, optional.stdout)
    assert plain.stderr == optional.stderr


@pytest.mark.parametrize("color", ["auto", "always", "never"])
def test_colour_is_as_it_was_asked_for(learn: Learn, color: str) -> None:
    plain = learn("define", "gap", LEARN_COLOR=color, NO_COLOR="1")
    optional = learn("define", "gap", "--color", color, NO_COLOR="1")
    assert (plain.returncode, plain.stdout) == (0, optional.stdout)
    assert ("\x1b" in plain.stdout) == (color == "always")


def test_what_is_wrong_is_told_both_ways(learn: Learn, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("name: [\n")
    for env, code in (
        ({"LEARN_LANG": "fr"}, 2),
        ({"LEARN_COLOR": "blue"}, 2),
        ({"LEARN_GLOSSARY": str(tmp_path / "missing")}, 2),
        ({"LEARN_GLOSSARY": str(bad)}, 0),
        ({"LEARN_HOME": str(tmp_path / "never-indexed")}, 0),
    ):
        plain = learn("define", "gap", **env)
        optional = learn("define", "gap", "--plain", **env)
        assert (plain.returncode, plain.stdout, plain.stderr) == (
            optional.returncode,
            optional.stdout,
            optional.stderr,
        )
        assert plain.returncode == code
        assert bool(plain.stderr) == ("never-indexed" not in str(env))


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
    ordinary = served.run((), program=_BY_TYPER, env=environment(tmp_path, **env), cwd=tmp_path)
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
        "select distinct entry, place from confusion where norm = 'a'",
        "select distinct spelling from confusion where norm >= 'a' and norm < 'b'",
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


def test_tab_offers_confusions_to_define_and_to_nothing_else(learn: Learn) -> None:
    def offered(command: str) -> list[str]:
        words = f"learn {command} label"
        env = {"_LEARN_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": "2"}
        return learn(**env).stdout.split()

    assert offered("define") == ["label", "label-smoothing"]
    assert offered("demo") == []
