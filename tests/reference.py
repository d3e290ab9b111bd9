"""The README's command reference, generated from the program: run this file to write it anew."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from typer.core import TyperGroup
from typer.main import get_command

from learn.cli.app import app_for

README = Path(__file__).resolve().parents[1] / "README.md"
START, END = "<!-- commands: written by tests/reference.py -->\n", "<!-- /commands -->"


def reference() -> str:
    """Return what `--help` says of every command, as Markdown."""
    parts = []
    for arguments in _commands():
        done = subprocess.run(
            [sys.executable, "-m", "learn", *arguments, "--help"],
            env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        title = " ".join(["learn", *arguments])
        parts.append(f"### `{title}`\n\n```text\n{done.stdout.strip()}\n```\n")
    return "\n" + "\n".join(parts) + "\n"


def _commands() -> Iterator[list[str]]:
    """Yield what to write for each command, each after the one that it belongs to."""
    yield []
    app = get_command(app_for([], {}))
    assert isinstance(app, TyperGroup)
    for name in app.list_commands(None):  # type: ignore[arg-type]
        yield [name]
        command = app.commands[name]
        if isinstance(command, TyperGroup):
            yield from ([name, each] for each in command.commands)


def split() -> tuple[str, str, str]:
    """Return the README before, in and after its command reference."""
    before, _, rest = README.read_text("utf-8").partition(START)
    inside, _, after = rest.partition(END)
    return before, inside, after


if __name__ == "__main__":
    before, _, after = split()
    README.write_text(before + START + reference() + END + after, "utf-8")
