"""learn class: every learner of the shared log, for the teacher of a class."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from learn.cli.options import Json, with_screen
from learn.cli.quiz_sync import named
from learn.cli.status_line import Waiting

if TYPE_CHECKING:
    from learn.cli.screen import Screen


@with_screen(glossary=True)
def class_(screen: Screen, json: Json = False) -> None:
    """Show every learner of the shared log, and what the class misses.

    This is the only command that shows other learners' answers, and it shows counts. LEARN_STORE
    names the shared log.

    \b
      LEARN_STORE=postgresql://teacher@db.example.org/class learn class

    \b
    Fields of --json: name, learners [{learner, answers, right, cards, days, last}],
      missed [{term, answers, wrong, learners}].
    """
    from learn.sharing import class_report
    from learn.sharing.postgres import Server
    from learn.views import class_report as view

    place = named(screen)
    with Waiting(screen, "sharing", name=place.name), Server(place, screen.environ) as server:
        learners, missed = class_report.learners(server), class_report.missed(server)
    if json:
        rows = [{**asdict(e), "last": f"{date.fromordinal(e.last)}"} for e in learners]
        told = {"name": place.name, "learners": rows, "missed": [asdict(e) for e in missed]}
        screen.json(told)
    else:
        terms = screen.glossaries.terms()
        screen.print(
            view.class_report(place.name, learners, missed, terms, screen.lang, screen.width)
        )
