"""learn quiz: questions about the terms, spaced by FSRS. learn undo takes the last answer back."""

from __future__ import annotations

import random
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from learn.cli.completion import terms as complete_terms
from learn.cli.completion import topics
from learn.cli.options import a_number, with_screen
from learn.environment.config_file import BOUNDS
from learn.errors import NotFoundError, UsageError
from learn.quiz.cards import KINDS, slug_of

if TYPE_CHECKING:
    from learn.cli.screen import Screen

Only = Annotated[
    Optional[list[str]],  # noqa: UP045 - typer reads this at run time
    typer.Argument(metavar="[TERM]...", help="Only these terms.", autocompletion=complete_terms),
]
Topic = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--topic", metavar="TOPIC", help="Only one topic.", autocompletion=topics),
]
Kind = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--kind", metavar="|".join(KINDS), help="Only one kind of question."),
]
New = Annotated[
    Optional[int],  # noqa: UP045
    typer.Option(
        "--new",
        metavar="N",
        min=BOUNDS["new"][0],
        max=BOUNDS["new"][1],
        help="New cards a day, at most; else LEARN_NEW or 10.",
    ),
]
Limit = Annotated[
    Optional[int],  # noqa: UP045
    typer.Option("--limit", metavar="N", min=1, help="Cards a day, at most; else LEARN_LIMIT."),
]
Minutes = Annotated[
    Optional[float],  # noqa: UP045
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
    Optional[int],  # noqa: UP045
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

    from learn.cli.progress import begin, open_progress
    from learn.cli.sharing import Sharing, shared
    from learn.cli.sitting import Sitting
    from learn.demos.worker import Worker
    from learn.environment.settings import a_day, now
    from learn.quiz.model import SessionOptions
    from learn.quiz.session import Session
    from learn.views.messages import say

    if sys.stdin is None:
        raise UsageError(say(screen.lang, "no_input"))
    amounts = a_day(screen.environ, new, limit)
    wanted = SessionOptions(
        slugs_of(screen, term or [], topic), kind_of(screen, kind), *amounts, cram
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


@with_screen()
def undo(screen: Screen) -> None:
    """Take back the last answer of the quiz, and again the one before.

    \b
      learn undo
    """
    from learn.cli.progress import open_progress
    from learn.environment.settings import now
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


def kind_of(screen: Screen, kind: str | None) -> str | None:
    """Return the kind of question named; raise UsageError for one that there isn't."""
    from learn.text import shorten
    from learn.views.messages import say

    if kind is not None and kind not in KINDS:
        known = say(screen.lang, "there_are", names=", ".join(KINDS))
        raise UsageError(say(screen.lang, "no_kind", kind=shorten(kind)), hint=known)
    return kind


def slugs_of(screen: Screen, words: list[str], topic: str | None) -> tuple[str, ...]:
    """Return the slugs of the terms named (each word one, or all of them together) or of a topic.

    Raises NotFoundError for what is no term or topic.
    """
    from learn.cli.terms import entries_of, find_term

    joined = screen.glossaries.find(" ".join(words)).entries if len(words) > 1 else ()
    if len(joined) == 1:
        named = [joined[0]["slug"]]
    else:
        named = [find_term(screen, word).slug for word in words]
    if topic is not None:
        inside = [entry["slug"] for entry in entries_of(screen, topic)]
        named = [slug for slug in named if slug in inside] if named else inside
    return tuple(dict.fromkeys(named))
