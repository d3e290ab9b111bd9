"""learn define: what a word means."""

from __future__ import annotations

from typing import Annotated

import typer

from learn.cli.complete import terms
from learn.cli.options import Color, Glossary, Json, Lang, Plain
from learn.cli.screen import Screen, open_screen
from learn.errors import NotFoundError
from learn.glossary.lexicon import Match
from learn.views.definition import definition, meanings
from learn.views.page import Page
from learn.views.words import say

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
    screen = open_screen(lang=lang, color=color, plain=plain, glossary=glossary)
    word = " ".join(words)
    match = screen.lexicon.find(word)
    if not match.entries and not match.meanings:
        raise not_found(screen, word, match)
    slugs = [entry["slug"] for entry in match.entries]
    exact = next((e for e in match.entries if e["slug"] == word.lower().replace(" ", "-")), None)
    if json:
        one = exact or (match.entries[0] if len(slugs) == 1 else None)
        screen.json(screen.lexicon.public(one) if one else _meanings_json(screen, word, match))
    elif len(match.entries) == 1:
        screen.print(
            definition(screen.lexicon.public(match.entries[0]), screen.shown, screen.width)
        )
        if match.meanings:
            heading = say(screen.lang, "also_means", word=word)
            screen.print(Page(None).add())
            screen.print(_several(screen, heading, Match((), match.meanings)))
    else:
        screen.print(_several(screen, say(screen.lang, "several", word=word), match))
    screen.note()


def not_found(screen: Screen, word: str, match: Match) -> NotFoundError:
    """Return the error for a word that no term has, with where to look instead."""
    message = say(screen.lang, "not_found", word=word)
    near = list(match.offers) or screen.lexicon.suggest(word)
    key = "offered" if match.offers else "nearest"
    if not near:
        return NotFoundError(message, hint="learn list")
    heading = say(screen.lang, key, word=word)
    lines = [f"  {e['name'][screen.lang]}   learn define {e['slug']}" for e in near]
    return NotFoundError(message, hint="\n".join([f"{heading}:", *lines]))


def _lines(screen: Screen, match: Match) -> list[tuple[dict[str, str], str, str]]:
    """Return every meaning of a word: its names, its summary, its slug where it is a term here."""
    entries = [*match.entries]
    entries += [e for m in match.meanings if m.slug and (e := screen.lexicon.get(m.slug))]
    found = [(e["name"], e["summary"][screen.lang], e["slug"]) for e in entries]
    for each in match.meanings:
        if each.name and each.summary:
            names = {"en": each.name.en, "zh": each.name.zh}
            found.append((names, each.summary.in_(screen.lang), ""))
    return found


def _several(screen: Screen, heading: str, match: Match) -> Page:
    return meanings(Page(screen.width), heading, _lines(screen, match), screen.lang)


def _meanings_json(screen: Screen, word: str, match: Match) -> dict[str, object]:
    return {
        "word": word,
        "meanings": [
            {"slug": slug or None, "name": name, "summary": line}
            for name, line, slug in _lines(screen, match)
        ],
    }
