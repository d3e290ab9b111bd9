"""learn undo: the last answer of the quiz is taken back."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from learn.cli.options import with_screen
from learn.errors import NotFoundError

if TYPE_CHECKING:
    from learn.cli.screen import Screen


@with_screen()
def undo(screen: Screen) -> None:
    """Take back the last answer given here, and again the one before.

    Here means on this machine. With the answer goes all that it caused. What came by a sync or an
    import stays: learn restore takes such a step back.

    \b
      learn undo
    """
    from learn.cli.open_store import open_progress
    from learn.environment.settings import now
    from learn.quiz.cards import slug_of
    from learn.views.history import kind_of_card
    from learn.views.messages import say
    from learn.views.page import Page

    with closing(open_progress(screen)) as store:
        undone = store.undo(now(screen.environ), store.scheduler())
    if undone is None:
        raise NotFoundError(say(screen.lang, "nothing_to_undo"), hint="learn quiz")
    slug = slug_of(undone.card)
    entry = screen.glossaries.get(slug)
    name = entry["name"][screen.lang] if entry else slug
    said = say(screen.lang, "undone", name=name, kind=kind_of_card(undone.card, screen.lang))
    screen.print(Page(screen.width).text(said).add(("key", "  learn quiz")))
