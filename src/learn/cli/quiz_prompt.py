"""Where a quiz reads: one key of those on the bottom line, or a line; a paste is neither."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from learn.cli import keyboard
from learn.cli.screen import Screen
from learn.views import quiz as view
from learn.views.messages import say
from learn.views.page import Page


@dataclass(frozen=True)
class Prompt:
    """What waits for the learner at a screen."""

    screen: Screen

    def key(self, actions: list[tuple[str, str]]) -> str:
        """Show the keys that act now on the bottom line, and take it away when one is pressed."""
        while True:
            page = view.keys(actions, self.screen.lang, self.screen.width)
            sys.stdout.write(page.render(color=self.screen.colored(sys.stdout)).rstrip("\n"))
            sys.stdout.flush()
            try:
                key = keyboard.read_key()
            finally:
                sys.stdout.write("\r\x1b[2K" + "\x1b[A\x1b[2K" * (len(page.lines) - 1))
                sys.stdout.flush()
            if key == keyboard.PASTED:
                self._refuse()
            elif key != keyboard.RESUMED:
                return key

    def line(self) -> str | None:
        """Read a line; None at the end of the input."""
        while (line := keyboard.read_line("> ")) == keyboard.PASTED:
            self._refuse()
        return line

    def _refuse(self) -> None:
        self.screen.say(Page(self.screen.width).text(say(self.screen.lang, "pasted"), "warn"))
