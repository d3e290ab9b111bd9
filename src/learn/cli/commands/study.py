"""learn study: lessons, one after another, without questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from learn.cli.completion import terms_and_topics
from learn.cli.options import with_screen

if TYPE_CHECKING:
    from learn.cli.screen import Screen

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TERM|TOPIC]...",
        help="What to read; else the terms that you have not met.",
        autocompletion=terms_and_topics,
    ),
]


@with_screen(glossary=True)
def study(screen: Screen, words: Words = None) -> None:
    """Read lessons one after another; nothing is asked, nothing is kept.

    Each is one screen: the meaning, a figure of the demo, what the term is mistaken for. With
    nothing named they are those of the terms not met yet, in the order in which a quiz opens them;
    in a pipe, the first five.

    \b
      learn study
      learn study backbone neck
      learn study transfer
    """
    from contextlib import closing

    from learn.cli.how_far import how_far
    from learn.cli.study_loop import Reading, unmet
    from learn.demos.worker import Worker
    from learn.views.messages import say
    from learn.views.page import Page

    terms = screen.glossaries.terms()
    formerly = {slug: term.formerly for slug, term in terms.items()}
    far = how_far(screen, formerly, warn=True) or {}
    named = _named(screen, words or [])
    slugs = named or unmet(terms, far, most=None if screen.interactive else 5)
    if not slugs:
        screen.print(Page(screen.width).text(say(screen.lang, "all_met")))
    with closing(Worker()) as worker:
        code = Reading(screen, [terms[slug] for slug in slugs], far, worker, named).run()
    screen.note()
    raise typer.Exit(code)


def _named(screen: Screen, words: list[str]) -> list[str]:
    """Return the slugs of what is named: each word a term or a topic, or all of them one term."""
    from learn.cli.selection import slugs_of, topic_of
    from learn.quiz.path import by_topic

    topics = by_topic(screen.glossaries.terms())
    found: dict[str, None] = {}
    if len(words) > 1 and screen.glossaries.find(" ".join(words)).entries:
        return list(slugs_of(screen, words))
    for word in words:
        topic = topic_of(screen, word)
        own = topics[topic] if topic is not None else slugs_of(screen, [word])
        found |= dict.fromkeys(own)
    return list(found)
