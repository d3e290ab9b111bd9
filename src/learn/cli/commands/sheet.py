"""learn sheet: a printable quiz for a class, with its answer key."""

from __future__ import annotations

import random
import sys
from contextlib import closing
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from learn.cli.options import Glossary, Json, Lang, Only, Topic
from learn.cli.selection import kind_of, slugs_of, within
from learn.errors import UsageError
from learn.quiz.cards import PRINTED

if TYPE_CHECKING:
    from learn.cli.screen import Screen

Kind = Annotated[
    str | None,
    typer.Option("--kind", metavar="|".join(PRINTED), help="Only one kind of question."),
]

Count = Annotated[
    int, typer.Option("--count", "-n", metavar="N", min=1, max=500, help="How many questions.")
]
Seed = Annotated[
    int | None,
    typer.Option("--seed", metavar="N", help="The same sheet again; the sheet names its own."),
]


def sheet(
    ctx: typer.Context,
    term: Only = None,
    topic: Topic = None,
    kind: Kind = None,
    count: Count = 10,
    seed: Seed = None,
    lang: Lang = None,
    json: Json = False,
    glossary: Glossary = None,
) -> None:
    """Print a quiz for a class as Markdown, with an answer key.

    Many answers are computed by the demos. Nothing of your progress is touched.

    \b
      learn sheet --topic transfer --count 12 > quiz.md
      learn sheet neck head bottleneck --seed 7
    """
    from learn.demos.worker import Worker
    from learn.quiz.questions import QuestionMaker
    from learn.quiz.worksheet import sheet as make
    from learn.views.messages import say
    from learn.views.worksheet import as_json, markdown

    screen: Screen = ctx.obj.screen(lang=lang, glossary=glossary)
    if kind == "aloud":
        raise UsageError(
            say(screen.lang, "sheet_aloud"),
            hint=say(screen.lang, "there_are", names=", ".join(PRINTED)),
        )
    terms = screen.glossaries.terms()
    named, inside = slugs_of(screen, term or []) or terms, within(screen, topic) or terms
    slugs = [slug for slug in terms if slug in named and slug in inside]
    if seed is None:
        seed = random.SystemRandom().randrange(1_000_000)
    with closing(Worker()) as worker:
        maker = QuestionMaker(terms, random.Random(seed), worker)
        questions = make(maker, slugs, count, kind_of(screen, kind))
    if json:
        screen.json({**as_json(questions, screen.langs), "seed": seed})
        return
    words = ["learn sheet", *map(quote, term or []), f"--count {count} --seed {seed}"]
    words += [f"--topic {quote(topic)}"] if topic else []
    words += [f"--kind {kind}"] if kind else []
    words += [f"--lang {lang}"] if lang else []
    words += [f"--glossary {quote(path)}" for path in glossary or []]
    sys.stdout.write(markdown(questions, screen.langs, " ".join(words)))
    screen.note()
