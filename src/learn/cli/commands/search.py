"""learn search: words anywhere in the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from learn.cli.options import Json, with_screen
from learn.errors import NotFoundError

if TYPE_CHECKING:
    from learn.cli.screen import Screen

Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words, English or Chinese.")]


@with_screen(glossary=True)
def search(screen: Screen, words: Words, json: Json = False) -> None:
    """Search names, aliases and explanations, in English and Chinese.

    \b
      learn search unlabelled target
      learn search 特征
    """
    from learn.text import shorten
    from learn.views.messages import say
    from learn.views.term_list import found

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
