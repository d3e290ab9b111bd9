"""A card on the whole screen of a terminal, and the keys that every card has."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

from learn.cli import keyboard
from learn.cli.quiz_face import QUIT, UNDO, Face
from learn.quiz.asked import Asked
from learn.views.messages import say
from learn.views.page import Page
from learn.views.why import why

_WHY, _BOOKMARK, _REST = "s", "b", "x"
_EVERY = [("s", "why_now"), ("b", "bookmark"), ("x", "rest")]


@dataclass
class CardScreen(Face):
    """One card a screen. A key that leads away from it says that it `moved`, and where it goes."""

    moved: bool = field(default=False, init=False)
    goes: Asked | None = field(default=None, init=False)

    def end(self) -> None:
        """Leave the last card in the terminal's history."""
        self.show()

    def show(self, *pages: Page) -> None:
        """Put pages on an empty screen; what stood there stays in the terminal's history."""
        self.screen.clear()
        for page in pages:
            self.screen.print(page)
        sys.stdout.flush()

    def again(self, *pages: Page) -> None:
        """Put pages in the place of the present card."""
        sys.stdout.write("\x1b[H\x1b[J")
        for page in pages:
            self.screen.print(page)
        sys.stdout.flush()

    def _go(self, asked: Asked | None) -> None:
        self.moved, self.goes = True, asked

    def common(self, asked: Asked, key: str) -> None:
        """Do what a key does on every card: leave, undo, why, bookmark, rest."""
        if key in (QUIT, keyboard.END):
            self._go(None)
        elif key == UNDO and self.session.answers:
            self._go(self.undo())
        elif key == _REST:
            self.session.rest(asked.card)
            self.say("rests", "dim")
            self._go(self.next())
        elif key == _BOOKMARK:
            on = self.session.bookmark(asked.card)
            self.say("bookmarked" if on else "unbookmarked", "dim")
        elif key == _WHY:
            session, screen = self.session, self.screen
            card, past = session.today.states.get(asked.card), session.store.history(asked.card)
            screen.print(
                why(card, past, session.day, session.scheduler, screen.lang, screen.width).blank()
            )

    def actions(self, *first: tuple[str, str]) -> list[tuple[str, str]]:
        """Return the keys of a card, with those of every card after them."""
        undo = [("u", "undo")] if self.session.answers else []
        return [*first, *undo, *_EVERY, ("q", "quit")]

    def enter(self) -> str:
        """Say the Enter key."""
        return say(self.screen.lang, "enter")
