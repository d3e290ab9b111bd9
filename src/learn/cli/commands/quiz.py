"""learn quiz: questions about the terms, spaced by FSRS."""

from __future__ import annotations

import random
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from learn.cli.options import Only, Topic, a_number, with_screen
from learn.environment.config_file import BOUNDS
from learn.errors import UsageError
from learn.quiz.cards import KINDS

if TYPE_CHECKING:
    from learn.cli.screen import Screen

Kind = Annotated[
    str | None,
    typer.Option("--kind", metavar="|".join(KINDS), help="Only one kind of question."),
]
New = Annotated[
    int | None,
    typer.Option(
        "--new",
        metavar="N",
        min=BOUNDS["new"][0],
        max=BOUNDS["new"][1],
        help="New terms a day, at most; else LEARN_NEW or 5.",
    ),
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", metavar="N", min=1, help="Cards a day, at most; else LEARN_LIMIT."),
]
Minutes = Annotated[
    float | None,
    typer.Option(
        "--minutes",
        metavar="N",
        min=0.1,
        max=1440,
        callback=a_number,
        help="Stop after so many minutes.",
    ),
]
Cram = Annotated[bool, typer.Option("--cram", help="Ask everything; touch no schedule.")]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="Begin anew where progress is lost; nothing is deleted.")
]
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed", metavar="N", help="The same options in the same order, whenever it is run."
    ),
]


@with_screen(glossary=True)
def quiz(
    screen: Screen,
    term: Only = None,
    topic: Topic = None,
    kind: Kind = None,
    new: New = None,
    limit: Limit = None,
    minutes: Minutes = None,
    cram: Cram = False,
    fresh: Fresh = False,
    seed: Seed = None,
) -> None:
    """Ask what is due, then what is new; every answer is kept at once.

    With no terminal at its input, every line is an answer.

    \b
      learn quiz
      learn quiz neck head
      learn quiz --topic transfer --minutes 5
    """
    import sys

    from learn.cli.open_store import begin, open_progress
    from learn.cli.quiz_loop import Sitting
    from learn.cli.quiz_sync import Sharing, shared
    from learn.cli.selection import kind_of, slugs_of
    from learn.demos.worker import Worker
    from learn.environment.settings import a_day, now
    from learn.quiz.model import SessionOptions
    from learn.quiz.session import Session
    from learn.views.messages import say

    if sys.stdin is None:
        raise UsageError(say(screen.lang, "no_input"))
    new_terms, most = a_day(screen.environ, new, limit)
    wanted = SessionOptions(
        only=slugs_of(screen, term or [], topic),
        kind=kind_of(screen, kind),
        new=new_terms,
        limit=most,
        cram=cram,
    )
    place = None if cram else shared(screen)
    with closing(open_progress(screen, fresh=fresh)) as store, closing(Worker()) as worker:
        begin(screen, store, saving=not cram)
        sharing = Sharing(screen, store, place)
        sharing.begin()
        session = Session(
            terms=screen.glossaries.terms(),
            store=store,
            now=lambda: now(screen.environ),
            chance=random.Random(seed),
            runner=worker,
            wanted=wanted,
            scheduler=store.scheduler(),
        )
        code = Sitting(screen, session, worker, minutes).run()
        sharing.end()
    raise typer.Exit(code)
