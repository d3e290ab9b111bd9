"""What a word means: the one way of a look-up, for the front door and for `learn define`.

A plain look-up is answered before the command line is imported, so that this module imports
neither typer nor rich nor dataclasses.
"""

from __future__ import annotations

import sys

from learn.environment import paths, terminal
from learn.errors import NotFoundError
from learn.glossary.glossaries import Glossaries
from learn.text import in_line, shorten
from learn.views.definition import answer, missing, mixed_up
from learn.views.messages import say
from learn.views.page import Page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from learn.environment.terminal import Shown
    from learn.glossary.lookup import Found


def define(words: Sequence[str], environ: Mapping[str, str]) -> None:
    """Answer `learn define WORDS...` without options; raise what is wrong as the command does."""
    shown, color = terminal.shown(environ), terminal.color(environ)
    places = paths.glossaries(environ)
    glossaries = Glossaries(places, paths.cache_folder(environ), at_once=True)
    lang = "zh" if shown == "zh" else "en"

    def tell() -> None:
        sys.stdout.flush()
        page = notes(glossaries.notes, lang)
        sys.stderr.write(page.render(color=terminal.colored(sys.stderr, environ, color)))

    word = " ".join(words)
    found = glossaries.find(word)
    if not found:
        tell()
        raise not_found(glossaries, word, found, shown)
    page = page_of(glossaries, word, found, shown, terminal.prose_width(environ))
    sys.stdout.write(page.render(color=terminal.colored(sys.stdout, environ, color)))
    tell()


def page_of(
    glossaries: Glossaries, word: str, found: Found, shown: Shown, width: int | None
) -> Page:
    """Return the page of what was found for a word."""
    if found.confusions:
        return mixed_up(found.confusions, shown, width)
    entries = [glossaries.public(entry) for entry in found.entries]
    return answer(entries, found.meanings, word, shown, width)


def not_found(glossaries: Glossaries, word: str, found: Found, shown: Shown) -> NotFoundError:
    """Return the error for a word that no term has, with where to look instead."""
    word = shorten(word)
    near = [] if found.offers else glossaries.suggest(word)
    lang = "zh" if shown == "zh" else "en"
    return NotFoundError(
        say(lang, "not_found", word=word), missing(word, found.offers, near, shown)
    )


def notes(told: Sequence[tuple[str, str, int]], lang: str) -> Page:
    """Return what the glossaries have to tell, such as faults in a file of one's own."""
    page = Page(None)
    for key, place, count in told:
        import shlex

        path = shlex.quote(in_line(place))
        text = say(lang, key if count == 1 else f"{key}s", count=count, place=path)
        page.text(text, "warn")
    return page


def as_json(glossaries: Glossaries, word: str, found: Found) -> dict[str, Any]:
    """Return one term, the one whose slug it is if there are several, or all the meanings.

    Of a word that is only mixed up with terms, those terms.
    """
    if found.confusions:
        return {"word": word, "confusions": [_confused(each) for each in found.confusions]}
    entries = [glossaries.public(entry) for entry in found.entries]
    exact = [each for each in entries if each["slug"] == word.lower().replace(" ", "-")]
    one = exact or entries
    if len(one) == 1:
        return dict(one[0])
    return {
        "word": word,
        "meanings": [
            {"slug": each.get("slug"), "name": each["name"], "summary": each["summary"]}
            for each in (*entries, *found.meanings)
        ],
    }


def _confused(entry: dict[str, Any]) -> dict[str, Any]:
    confusion = entry["confusion"]
    return {
        "slug": entry["slug"],
        "name": entry["name"],
        "confusion": confusion["name"],
        "difference": {lang: confusion[lang] for lang in ("en", "zh")},
    }
