"""A line that says what is being waited for."""

from __future__ import annotations

import sys

from learn.cli.screen import Screen
from learn.text import in_line
from learn.views.words import say


class Waiting:
    """A line on stderr while something takes its time; only on a terminal, erased at the end."""

    def __init__(self, screen: Screen, key: str, **values: str) -> None:
        self.text = in_line(say(screen.lang, key, **values))
        self.shown = sys.stderr.isatty() and not screen.plain

    def __enter__(self) -> None:
        if self.shown:
            sys.stderr.write(f"\r{self.text}")
            sys.stderr.flush()

    def __exit__(self, *_: object) -> None:
        self.erase()

    def erase(self) -> None:
        """Take the line away."""
        if self.shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
