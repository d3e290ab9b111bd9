"""learn search: words anywhere in the glossary."""

from __future__ import annotations

from typing import Annotated

import typer

from learn.cli.options import Color, Glossary, Json, Lang, Plain
from learn.errors import NotFoundError

Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words, English or Chinese.")]


def search(
    words: Words,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
    color: Color = None,
    glossary: Glossary = None,
) -> None:
    """Search names, aliases and explanations, in English and Chinese.

    \b
      learn search unlabelled target
      learn search 特征
    """
    from learn.cli.screen import open_screen
    from learn.text import shorten
    from learn.views.messages import say
    from learn.views.term_list import found

    screen = open_screen(lang=lang, color=color, plain=plain, glossary=glossary)
    hits = screen.glossaries.search(" ".join(words))
    public = [(screen.glossaries.public(entry), score) for entry, score in hits]
    if json:
        screen.json([{**term, "score": float(f"{score:.6g}")} for term, score in public])
    elif public:
        screen.print(found([term for term, _ in public], screen.lang, screen.width))
    screen.note()
    if not public:
        word = shorten(" ".join(words))
        raise NotFoundError(say(screen.lang, "no_hits", word=word), hint="learn list")
