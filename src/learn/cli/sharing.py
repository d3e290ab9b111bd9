"""The shared log around a quiz: fetched before it, sent after it; without a server it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from learn.cli.screen import Screen
from learn.cli.waiting import Waiting
from learn.errors import SharingError
from learn.settings import now
from learn.views.page import Page
from learn.views.words import count_of, say

if TYPE_CHECKING:
    from learn.store import Store
    from learn.store.address import Address
    from learn.store.sync import Synced


def shared(screen: Screen) -> Address | None:
    """Return where the shared log lies, if there is one; raise UsageError for a broken address."""
    if not screen.environ.get("LEARN_STORE"):
        return None
    from learn.store.address import address

    return address(screen.environ)


def exchange(screen: Screen, store: Store, place: Address) -> Synced:
    """Make the log here and the shared one the same; raise SharingError where that can't be."""
    from learn.store.shared import Server
    from learn.store.sync import sync

    with (
        Waiting(screen, "sharing", name=place.name),
        Server(place, screen.environ) as server,
    ):
        return sync(store, server, now(screen.environ))


@dataclass
class Sharing:
    """The shared log of one quiz, where there is one. A server that fails is asked no more."""

    screen: Screen
    store: Store
    place: Address | None
    reached: bool = False

    def begin(self) -> None:
        """Fetch what was answered elsewhere, before it is decided what to ask."""
        if self.place is not None:
            self.reached = True
            self._exchange("shared_fetched")

    def end(self) -> None:
        """Send what was answered."""
        if self.reached:
            self._exchange("shared_sent")

    def _exchange(self, key: str) -> None:
        assert self.place is not None
        lang, name = self.screen.lang, self.place.name
        try:
            done = exchange(self.screen, self.store, self.place)
        except SharingError as error:
            self.reached = False
            self.screen.say(Page(self.screen.width).text(f"{error.message} {error.hint}", "warn"))
            return
        if rows := done.sent if key == "shared_sent" else done.fetched:
            text = say(lang, key, rows=count_of(lang, "one_row", "rows", rows), name=name)
            self.screen.say(Page(self.screen.width).text(text, "dim"))
        if not done.same:
            self.screen.say(differing(done, name, self.screen))


def differing(done: Synced, name: str, screen: Screen) -> Page:
    """Say that the two sides are not the same, and what to do."""
    here, there = (
        count_of(screen.lang, "one_row", "rows", each[0]) for each in (done.here, done.there)
    )
    text = say(screen.lang, "shared_differ", here=here, there=there, name=name)
    return Page(screen.width).text(text, "warn").text(say(screen.lang, "shared_again"), "dim")
