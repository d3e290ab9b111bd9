"""What nobody foresaw: one line for a person, and the way to the details."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import Learn

BROKEN = """
def __getattr__(name):
    password = "hunter" + str(2)
    raise ZeroDivisionError("no such thing: \\x1b]0;title\\x07" + name)
"""


@pytest.fixture
def broken(tmp_path: Path) -> dict[str, str]:
    """An environment in which the scheduler's engine fails in a way that nobody foresaw."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "fsrs_rs_python.py").write_text(BROKEN)
    return {"PYTHONPATH": str(site)}


def test_an_unexpected_error_is_one_line(learn: Learn, broken: dict[str, str]) -> None:
    for env in ({}, {"LEARN_DEBUG": "0"}, {"LEARN_DEBUG": ""}):
        done = learn("quiz", stdin="1\n", **broken, **env)
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        assert line.startswith("learn: Something went wrong inside learn (ZeroDivisionError)")
        assert "learn --debug" in line
        assert "hunter" not in line


@pytest.mark.parametrize(
    "before",
    [("--debug",), ("--debug", "--lang", "en"), ("--lang", "en", "--debug"), ()],
    ids=" ".join,
)
def test_debug_shows_where_and_no_values(
    learn: Learn, broken: dict[str, str], before: tuple[str, ...]
) -> None:
    env = broken if before else {**broken, "LEARN_DEBUG": "1"}
    done = learn(*before, "quiz", stdin="1\n", **env)
    assert done.returncode == 1
    assert "Traceback (most recent call last)" in done.stderr
    assert re.search(r'File ".*fsrs_rs_python\.py", line 4', done.stderr)
    assert "hunter2" not in done.stderr  # the value of a variable
    assert "\x1b" not in done.stderr
    assert "ZeroDivisionError: no such thing" in done.stderr


def test_debug_changes_nothing_where_nothing_fails(learn: Learn) -> None:
    assert learn("--debug", "define", "gap").stdout == learn("define", "gap").stdout
    assert learn("--debug", "--version").returncode == 0
    assert learn("--debug").returncode == 0
    done = learn("--debug", "define", "nothing-like-it")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert learn("define", "gap", "--debug").returncode == 2
    assert "--debug" in learn("--help").stdout


def test_a_look_up_has_the_same_boundary(learn: Learn, tmp_path: Path) -> None:
    """The short way has none of its own: what fails there is done again by the ordinary one."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(
        "import unicodedata\n"
        "def broken(form, text): raise KeyError(text)\n"
        "unicodedata.normalize = broken\n"
    )
    done = learn("define", "gap", PYTHONPATH=str(site))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "(KeyError)" in done.stderr
    assert "Traceback" in learn("--debug", "define", "gap", PYTHONPATH=str(site)).stderr


def test_a_broken_installation_is_one_line_too(learn: Learn, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "fsrs_rs_python.py").write_text("def (:")
    done = learn("quiz", stdin="1\n", PYTHONPATH=str(site))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "(SyntaxError)" in done.stderr
