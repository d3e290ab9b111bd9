"""How far each term has come, by a glance at the progress: nothing is made or changed for it."""

from __future__ import annotations

from learn.cli.screen import Screen
from learn.errors import StoreError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from learn.quiz.mastery import Mastery


def how_far(
    screen: Screen, formerly: Mapping[str, Sequence[str]], *, warn: bool = False
) -> dict[str, Mastery] | None:
    """Return how far terms have come, each given with the slugs that it had before.

    None where the progress can't be read; `warn` says why.
    """
    from learn.environment.paths import home
    from learn.quiz import mastery
    from learn.store.backup_files import NAME
    from learn.store.glance import glance
    from learn.views.page import Page

    try:
        states, produced = glance(home(screen.environ) / NAME)
    except StoreError as error:
        if warn:
            screen.say(Page(screen.width).text(f"{error.message} {error.hint}".strip(), "warn"))
        return None
    return mastery.how_far(formerly, states, produced)
