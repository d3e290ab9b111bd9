"""Every command, with arguments that make it say something, for tests of how commands speak."""

from __future__ import annotations

import subprocess
from pathlib import Path

import served
from conftest import environment
from learn.cli.app import COMMANDS

OWN = """slug: own
name: {en: own, zh: 自有}
summary: {en: A word of mine., zh: 我的词。}
"""
REVIEWS = "reviews.jsonl"

_ARGUMENTS: dict[str, list[tuple[str, ...]]] = {
    "quiz": [("quiz", "neck", "--seed", "1")],
    "study": [("study", "neck", "--plain")],
    "path": [("path",), ("path", "neck"), ("path", "transfer", "--json")],
    "define": [("define", "gap"), ("define", "温度", "--lang", "both")],
    "demo": [("demo", "temperature", "--help"), ("demo", "temperature")],
    "search": [("search", "pooling")],
    "list": [("list",), ("list", "--json")],
    "stats": [("stats",), ("stats", "--details"), ("stats", "neck")],
    "tune": [("tune",)],
    "sheet": [("sheet", "--kind", "name", "--seed", "1", "--lang", "both")],
    "undo": [("undo",)],
    "backup": [("backup",)],
    "restore": [("restore",)],
    "export": [("export",)],
    "import": [("import", REVIEWS)],
    "sync": [],  # this and the rest of the next need a server: test_sharing.py, test_class.py
    "class": [("class", "init", "--print")],
    "doctor": [("doctor",)],
    "check": [("check", "own.yaml")],
}
assert set(COMMANDS) <= set(_ARGUMENTS), "a new command: say how it is run"

EVERY: list[tuple[str, ...]] = [(), ("--help",), ("--version",)]
EVERY += [each for name in COMMANDS for each in _ARGUMENTS[name]]


def studied(home: Path) -> Path:
    """Make a home with some answers in it, a log to import, and a glossary of one's own."""
    (home / "own.yaml").write_text(OWN, "utf-8")
    lines = "1\n2\n3\n4\n" * 6
    run(home, "quiz", "neck", "head", "--kind", "name", "--seed", "1", stdin=lines)
    if "export" in COMMANDS:
        (home / REVIEWS).write_bytes(run(home, "export").stdout)
    return home


def run(
    home: Path, *arguments: str, stdin: str = "", **env: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command and return what came, as bytes."""
    whole = environment(home, **env)
    return served.run(
        arguments, input=stdin.encode(), env=whole, cwd=home, encoding=None, timeout=120
    )
