"""learn alone: what is due today, and the next useful commands."""

from __future__ import annotations

from contextlib import closing

from learn.cli.open_store import open_progress
from learn.cli.quiz_start import open_session, options_of
from learn.cli.screen import Screen
from learn.demos.worker import Worker
from learn.views.summary import home as first_screen


def home(screen: Screen) -> None:
    """Print the first screen."""
    with closing(open_progress(screen)) as store:
        session = open_session(screen, store, Worker(), options_of(screen))
        screen.print(first_screen(session, screen.lang, screen.width, circles=screen.signs))
    screen.note()
