"""learn define: what a word means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from learn.cli.complete import terms
from learn.cli.options import Color, Glossary, Json, Lang, Plain
from learn.errors import NotFoundError

if TYPE_CHECKING:
    from learn.cli.screen import Screen
    from learn.glossary.lookup import Found

Words = Annotated[
    list[str],
    typer.Argument(metavar="WORDS...", help="A term, no quotes needed.", autocompletion=terms),
]


def define(
    words: Words,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
    color: Color = None,
    glossary: Glossary = None,
) -> None:
    """Explain a term, by its name, alias, abbreviation or Chinese name.

    \b
      learn define gap
      learn define domain adaptation --lang both
      learn define 温度
    """
    from learn.cli.screen import open_screen
    from learn.views.definition import answer

    screen = open_screen(lang=lang, color=color, plain=plain, glossary=glossary)
    word = " ".join(words)
    found = screen.glossaries.find(word)
    if not found:
        raise not_found(screen, word, found)
    found.entries = [screen.glossaries.public(entry) for entry in found.entries]
    if json:
        screen.json(_json(word, found))
    else:
        screen.print(answer(found.entries, found.meanings, word, screen.shown, screen.width))
    screen.note()


def not_found(screen: Screen, word: str, found: Found) -> NotFoundError:
    """Return the error for a word that no term has, with where to look instead.

    What the glossaries have to tell is told first: it may be why there is no such term.
    """
    from learn.text import shorten
    from learn.views.definition import missing
    from learn.views.messages import say

    screen.note()
    word = shorten(word)
    near = [] if found.offers else screen.glossaries.suggest(word)
    hint = missing(word, found.offers, near, screen.shown)
    return NotFoundError(say(screen.lang, "not_found", word=word), hint)


def _json(word: str, found: Found) -> dict[str, Any]:
    """Return one term, the one whose slug it is if there are several, or all the meanings."""
    exact = [e for e in found.entries if e["slug"] == word.lower().replace(" ", "-")]
    one = exact or found.entries
    if len(one) == 1:
        return dict(one[0])
    return {
        "word": word,
        "meanings": [
            {"slug": each.get("slug"), "name": each["name"], "summary": each["summary"]}
            for each in (*found.entries, *found.meanings)
        ],
    }
