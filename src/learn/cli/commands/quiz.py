"""learn quiz: questions about the terms, spaced by FSRS."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from learn.cli.completion import terms as complete_terms
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
Path = Annotated[
    str | None,
    typer.Option(
        "--path",
        metavar="TERM",
        help="Only this term and what leads to it.",
        autocompletion=complete_terms,
    ),
]
Bookmarked = Annotated[
    bool, typer.Option("--bookmarked", help="Only bookmarked cards, due or not.")
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
        help="So many minutes now, then stop; else LEARN_MINUTES a day, or 15.",
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
    path: Path = None,
    kind: Kind = None,
    bookmarked: Bookmarked = False,
    new: New = None,
    limit: Limit = None,
    minutes: Minutes = None,
    cram: Cram = False,
    fresh: Fresh = False,
    seed: Seed = None,
) -> None:
    """Ask what is due, then what is new; every answer is kept at once.

    A new term begins with a lesson; its first question comes two cards later. With terms, a kind
    or --bookmarked all there is of it is asked; else as much as the day has minutes for.

    With no terminal at its input, every line is an answer.

    \b
      learn quiz
      learn quiz neck head
      learn quiz --path domain-adaptation
      learn quiz --topic transfer --minutes 5
    """
    import sys

    from learn.cli.monthly_fit import fit_monthly
    from learn.cli.open_store import begin, open_progress
    from learn.cli.quiz_loop import Sitting
    from learn.cli.quiz_start import options_of, start
    from learn.cli.quiz_sync import Sharing, shared
    from learn.cli.selection import slugs_of, within
    from learn.demos.worker import Worker
    from learn.views.messages import say

    if sys.stdin is None:
        raise UsageError(say(screen.lang, "no_input"))
    wanted = options_of(
        screen,
        only=slugs_of(screen, term or []),
        within=within(screen, topic, path),
        kind=kind,
        new=new,
        limit=limit,
        minutes=minutes,
        bookmarked=bookmarked,
        cram=cram,
    )
    place = None if cram else shared(screen)
    with closing(open_progress(screen, fresh=fresh)) as store, closing(Worker()) as worker:
        begin(screen, store, saving=not cram)
        sharing = Sharing(screen, store, place)
        sharing.begin()
        session = start(screen, store, worker, wanted, seed)
        code = Sitting(screen, session, worker, minutes).run()
        if screen.attended and not cram and code == 0:
            fit_monthly(screen, store)
        sharing.end()
    raise typer.Exit(code)
