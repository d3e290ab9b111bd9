"""learn path: the way to learn, and how far each term has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from learn.cli.completion import terms_and_topics
from learn.cli.options import Json, with_screen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from learn.cli.screen import Screen
    from learn.glossary.term import Term
    from learn.quiz.mastery import Mastery

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TERM|TOPIC]",
        help="What leads to a term; or the terms of a topic.",
        autocompletion=terms_and_topics,
    ),
]


@with_screen(glossary=True)
def path(screen: Screen, words: Words = None, json: Json = False) -> None:
    """Show the way to learn: what each term needs, and how far you are.

    Of a term: all that leads to it, as a tree, the term at the top. Else the terms of a topic, or
    of all topics, in the order to read them in.

    \b
      learn path
      learn path neck
      learn path transfer
      learn path neck | cut -f1        what to read, in its order

    \b
    Fields of --json, in the order to read the terms in: slug, topic, name,
      summary, needs, mastery (unmet, just_met, typed, steady or known; null where
      the progress can't be read). In a pipe the same, both names in their place.
    """
    from learn.cli.how_far import how_far
    from learn.cli.selection import find_term, topic_of
    from learn.quiz.path import by_topic, leads_to, tree
    from learn.views import path as view

    word, terms = " ".join(words or ()), screen.glossaries.terms()
    topic = topic_of(screen, word) if word else None
    root = find_term(screen, word).slug if word and topic is None else None
    topics = by_topic(terms)
    if topic is not None:
        topics = {topic: topics[topic]}
    slugs = leads_to(root, terms) if root else [each for own in topics.values() for each in own]
    formerly = {slug: terms[slug].formerly for slug in slugs}
    far = how_far(screen, formerly, warn=True)
    way = view.Way(terms, far, screen.lang, screen.width, circles=screen.signs)
    if json:
        screen.json(as_json(slugs, terms, far))
    elif screen.width is None:
        screen.print(view.records(slugs, way))
    else:
        command = "learn quiz"
        command += f" --path {root}" if root else f" --topic {topic}" if topic else ""
        if screen.plain:
            page = view.in_words(slugs, way)
        else:
            page = view.as_tree(tree(root, terms), way) if root else view.by_topic(topics, way)
        screen.print(view.end(page, command, way))
    screen.note()


def as_json(
    slugs: Sequence[str], terms: Mapping[str, Term], far: Mapping[str, Mastery] | None
) -> list[dict[str, Any]]:
    """Return terms with the field names of `--json`."""
    return [
        {
            "slug": slug,
            "topic": terms[slug].topic,
            "name": {"en": terms[slug].name.en, "zh": terms[slug].name.zh},
            "summary": {"en": terms[slug].summary.en, "zh": terms[slug].summary.zh},
            "needs": list(terms[slug].needs),
            "mastery": far[slug].field if far else None,
        }
        for slug in slugs
    ]
