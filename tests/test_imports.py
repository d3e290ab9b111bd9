"""What a command imports is what its user waits for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import environment

_PROBE = """
import sys
sys.argv = ["learn", *sys.argv[1:]]
from learn.__main__ import main
try:
    main()
except SystemExit:
    pass
print("\\n".join(sys.modules), file=sys.stderr)
"""

NEVER = {"torch", "numpy", "textual", "plotext", "psycopg"}
LOOK_UP = NEVER | {"yaml", "pydantic", "rich.console", "rich.table", "fsrs_rs_python"}


def imported(home: Path, *arguments: str, **env: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, *arguments],
        env=environment(home, **env),
        input="",
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split("\n"))


@pytest.fixture(autouse=True)
def _warm(tmp_path: Path) -> None:
    """Have the index built, as it is for everybody but at the first look-up."""
    imported(tmp_path, "list")


@pytest.mark.parametrize(
    "arguments",
    [
        ("define", "gap"),
        ("define", "no such term"),
        ("list",),
        ("search", "pooling"),
        ("--help",),
        ("demo", "--help"),
        ("demo", "temperature", "--help"),
    ],
    ids=" ".join,
)
def test_a_look_up_imports_nothing_heavy(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert not imported(tmp_path, *arguments) & LOOK_UP


@pytest.mark.parametrize("words", [("gap",), ("GAN",), ("no such term",), ("neck",)])
def test_a_plain_look_up_reads_only_its_own_words(tmp_path: Path, words: tuple[str, ...]) -> None:
    parts = {each for each in imported(tmp_path, "define", *words) if "views.messages." in each}
    assert parts == {"learn.views.messages.look_up"}


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [(("--help",), "en"), (("define", "gap"), "zh"), (("define", "gap", "--lang", "zh"), "en")],
)
def test_only_the_reader_of_chinese_help_reads_it(
    tmp_path: Path, arguments: tuple[str, ...], lang: str
) -> None:
    found = imported(tmp_path, *arguments, LEARN_LANG=lang)
    assert not {each for each in found if each.endswith(("_zh", "in_chinese", "sentences"))}


def test_completion_imports_nothing_heavy(tmp_path: Path) -> None:
    found = imported(
        tmp_path,
        _LEARN_COMPLETE="complete_bash",
        COMP_WORDS="learn define ga",
        COMP_CWORD="2",
        _TYPER_COMPLETE_ARGS="learn define ga",
    )
    assert not found & LOOK_UP


def test_the_version_imports_no_command_line(tmp_path: Path) -> None:
    assert not imported(tmp_path, "--version") & {"typer", "sqlite3", *LOOK_UP}


def test_only_a_config_file_costs_the_reader_of_one(tmp_path: Path) -> None:
    without = imported(tmp_path, "define", "gap")
    assert not without & {"tomllib", "typer", "pathlib", "learn.environment.config_file"}
    (tmp_path / "learn" / "config.toml").write_text("new = 5\n")
    more = imported(tmp_path, "define", "gap") - without
    ours = {name for name in more if name.partition(".")[0] == "learn"}
    assert ours == {"learn.environment.config_file"}
    assert "tomllib" in more
    assert not more & {"typer", "pathlib", "dataclasses", *LOOK_UP}


def test_the_first_question_is_shown_without_torch(tmp_path: Path) -> None:
    assert not imported(tmp_path, "quiz") & NEVER


def test_a_demo_without_curves_imports_no_plotting_library(tmp_path: Path) -> None:
    found = imported(tmp_path, "demo", "temperature")
    assert "torch" in found
    assert not found & {"plotext", "textual", "yaml", "pydantic"}


def test_the_layers_hold(tmp_path: Path) -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run(
        [tool, "--no-cache"], cwd=root, capture_output=True, text=True, check=False, env=os.environ
    )
    assert done.returncode == 0, done.stdout
