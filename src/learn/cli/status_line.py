"""A line that says what is being waited for."""

from __future__ import annotations

import sys

from learn.cli.screen import Screen
from learn.text import in_line
from learn.views.messages import say
from learn.views.page import cut


class Waiting:
    """A line on stderr while something takes its time; only on a terminal, erased at the end."""

    def __init__(self, screen: Screen, key: str, **values: str) -> None:
        self.text = in_line(say(screen.lang, key, **values))
        self.columns = screen.columns
        self.shown = sys.stderr.isatty() and not screen.plain

    def __enter__(self) -> Waiting:
        self.say(self.text)
        return self

    def say(self, text: str) -> None:
        """Write a line in the place of the last one."""
        if self.shown:
            sys.stderr.write(f"\r\x1b[2K{cut(text, self.columns - 1)}")
            sys.stderr.flush()

    def progress(self, done: int, whole: int) -> None:
        """Say how far it is."""
        self.say(f"{self.text} {done}/{whole}")

    def __exit__(self, *_: object) -> None:
        self.erase()

    def erase(self) -> None:
        """Take the line away."""
        if self.shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
