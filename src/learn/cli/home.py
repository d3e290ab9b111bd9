"""learn alone: what is due today, and the next useful commands."""

from __future__ import annotations

import random
from contextlib import closing

from learn.cli.open_store import open_progress
from learn.cli.screen import Screen
from learn.demos.worker import Worker
from learn.environment.settings import a_day, now
from learn.quiz.model import SessionOptions
from learn.quiz.session import Session
from learn.views.summary import home as first_screen


def home(screen: Screen) -> None:
    """Print the first screen."""
    new, limit = a_day(screen.environ)
    with closing(open_progress(screen)) as store:
        session = Session(
            terms=screen.glossaries.terms(),
            store=store,
            now=lambda: now(screen.environ),
            chance=random.Random(),
            runner=Worker(),
            wanted=SessionOptions(new=new, limit=limit),
            scheduler=store.scheduler(),
        )
    screen.print(first_screen(session, screen.lang, screen.width))
    screen.note()
