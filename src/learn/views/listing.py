"""Lists of terms: a line each for a reader, a tab-separated record each for a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from learn.views.page import Page, cut, pad, width_of
from learn.views.words import count_of, say, topic_name


def listing(terms: Sequence[dict[str, Any]], lang: str, width: int | None) -> Page:
    """Return the terms by topic: name, other name, and as much of the summary as a line holds."""
    if width is None:
        return records(terms, lang)
    page = Page(width)
    for topic, group in groupby(terms, key=lambda term: term["topic"]):
        page.blank().add(("strong", topic_name(lang, topic)))
        _rows(page, list(group), lang, width)
    page.blank().text(count_of(lang, "one_term", "terms", len(terms)), "dim")
    return page


def found(terms: Sequence[dict[str, Any]], lang: str, width: int | None) -> Page:
    """Return what a search found, best first."""
    if width is None:
        return records(terms, lang)
    page = Page(width)
    _rows(page, terms, lang, width)
    page.blank().text(say(lang, "hits", count=len(terms)), "dim")
    return page


def records(terms: Sequence[dict[str, Any]], lang: str) -> Page:
    """Return a line a term: slug, topic, name, other name, summary, between tabs."""
    page = Page(None)
    first, second = ("zh", "en") if lang == "zh" else ("en", "zh")
    for term in terms:
        name, summary = term["name"], term["summary"][first]
        fields = (term["slug"], term["topic"], name[first], name[second], summary)
        page.add(("", "\t".join(field.replace("\t", " ") for field in fields)))
    return page


def _rows(page: Page, terms: Sequence[dict[str, Any]], lang: str, width: int) -> None:
    first, second = ("zh", "en") if lang == "zh" else ("en", "zh")
    left = min(28, max((width_of(term["name"][first]) for term in terms), default=0))
    right = min(28, max((width_of(term["name"][second]) for term in terms), default=0))
    room = width - left - right - 6
    for term in terms:
        names = pad(cut(term["name"][first], left), left), term["name"][second]
        row = [("", "  "), ("key", names[0]), ("", "  ")]
        if room >= 16:
            row += [("", pad(cut(names[1], right), right) + "  ")]
            row += [("dim", cut(term["summary"][first], room))]
        else:
            row += [("", cut(names[1], max(4, width - left - 4)))]
        page.add(*row)
