"""The shared log: where it lies, fetched before a quiz and sent after it, if it is reached."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from learn.cli.screen import Screen
from learn.cli.status_line import Waiting
from learn.environment.settings import now
from learn.errors import StoreError, UsageError
from learn.views.messages import count_of, say
from learn.views.page import Page

if TYPE_CHECKING:
    from learn.sharing.address import Address
    from learn.sharing.sync import Synced
    from learn.store import Store


def shared(screen: Screen) -> Address | None:
    """Return where the shared log lies, if there is one; raise UsageError for a broken address."""
    if not screen.environ.get("LEARN_STORE"):
        return None
    from learn.sharing.address import address

    return address(screen.environ)


def named(screen: Screen) -> Address:
    """Return where the shared log lies; raise UsageError where nothing says so."""
    from learn.sharing.address import SHAPE, VARIABLE

    place = shared(screen)
    if place is None:
        raise UsageError(say(screen.lang, "shared_none", variable=VARIABLE), hint=SHAPE)
    return place


def exchange(screen: Screen, store: Store, place: Address, *, send: bool = True) -> Synced:
    """Make the log here and the shared one the same, or without `send` only fetch.

    Raises SharingError where that can't be; fetching gives up as soon as a first question is late.
    """
    from learn.sharing.postgres import PATIENCE, Server
    from learn.sharing.sync import sync

    with (
        Waiting(screen, "sharing", name=place.name) as waiting,
        Server(place, screen.environ, math.inf if send else PATIENCE) as server,
    ):
        return sync(store, server, now(screen.environ), send=send, progress=waiting.progress)


@dataclass
class Sharing:
    """The shared log of one quiz, where there is one. A server that fails is asked no more."""

    screen: Screen
    store: Store
    place: Address | None
    reached: bool = True

    def begin(self) -> None:
        """Fetch what was answered elsewhere, before it is decided what to ask."""
        if (done := self._exchange(send=False)) and done.fetched:
            self._say("shared_fetched", done.fetched)
            self.screen.say(fetched(done, self.screen))

    def end(self) -> None:
        """Send what was answered here."""
        if done := self._exchange(send=True):
            if done.sent:
                self._say("shared_sent", done.sent)
            if not done.same and self.place is not None:
                self.screen.say(differing(done, self.place.name, self.screen))

    def _exchange(self, *, send: bool) -> Synced | None:
        if self.place is None or not self.reached:
            return None
        try:
            return exchange(self.screen, self.store, self.place, send=send)
        except StoreError as error:
            self.reached = False
            text = f"{error.message} {error.hint}"
            self.screen.say(Page(self.screen.width).text(text, "warn"))
            return None

    def _say(self, key: str, count: int) -> None:
        assert self.place is not None
        lang = self.screen.lang
        text = say(lang, key, rows=count_of(lang, "one_row", "rows", count), name=self.place.name)
        self.screen.say(Page(self.screen.width).text(text, "dim"))


def fetched(done: Synced, screen: Screen) -> Page:
    """Say how many answers another machine took back, and how what came can be undone."""
    page, lang = Page(screen.width), screen.lang
    if done.taken_back:
        key = "shared_taken_back_one" if done.taken_back == 1 else "shared_taken_back"
        answers = count_of(lang, "one_answer", "many_answers", done.taken_back)
        page.text(say(lang, key, answers=answers), "warn")
    if done.undo:
        page.text(say(lang, "shared_undo") + say(lang, "colon").rstrip(), "dim")
        page.text(f"learn restore {done.undo}", "key", 2)
    return page


def differing(done: Synced, name: str, screen: Screen) -> Page:
    """Say that the two sides are not the same, and what to do."""
    here, there = (
        count_of(screen.lang, "one_row", "rows", each[0]) for each in (done.here, done.there)
    )
    text = say(screen.lang, "shared_differ", here=here, there=there, name=name)
    return Page(screen.width).text(text, "warn").text(say(screen.lang, "shared_again"), "dim")
