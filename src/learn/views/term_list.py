"""Lists of terms: a line each for a reader, a tab-separated record each for a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from learn.text import in_line
from learn.views.messages import count_of, say, topic_name
from learn.views.page import Page, cut, pad, width_of


def term_list(terms: Sequence[dict[str, Any]], lang: str, width: int | None) -> Page:
    """Return the terms by topic: name, other name, and as much of the summary as a line holds."""
    if width is None:
        return records(terms, lang)
    page, columns = Page(width), _columns(terms, lang)
    for topic, group in groupby(terms, key=lambda term: term["topic"]):
        page.blank().text(topic_name(lang, topic), "strong")
        _rows(page, group, lang, columns, width)
    count = count_of(lang, "one_term", "terms", len(terms))
    return page.blank().row(("dim", f"{count}   "), ("key", say(lang, "then_define")))


def found(terms: Sequence[dict[str, Any]], lang: str, width: int | None) -> Page:
    """Return what a search found, best first."""
    if width is None:
        return records(terms, lang)
    page = Page(width)
    _rows(page, terms, lang, _columns(terms, lang), width)
    count = say(lang, "hits", count=len(terms))
    return page.blank().row(("dim", f"{count}   "), ("key", say(lang, "then_define")))


def records(terms: Sequence[dict[str, Any]], lang: str) -> Page:
    """Return a line a term: slug, topic, name, other name, summary, between tabs."""
    page = Page(None)
    first, second = ("zh", "en") if lang == "zh" else ("en", "zh")
    for term in terms:
        name, summary = term["name"], term["summary"][first]
        fields = (term["slug"], term["topic"], name[first], name[second], summary)
        page.add(("", "\t".join(map(record_cell, fields))))
    return page


def record_cell(text: str) -> str:
    """Return a field on one line; one that a spreadsheet would compute is made a text by a `'`."""
    text = in_line(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _columns(terms: Sequence[dict[str, Any]], lang: str) -> tuple[int, int]:
    first, second = ("zh", "en") if lang == "zh" else ("en", "zh")
    widths = [(width_of(t["name"][first]), width_of(t["name"][second])) for t in terms]
    left, right = (min(28, max(each, default=0)) for each in zip(*widths, strict=True))
    return left, right


def _rows(
    page: Page,
    terms: Iterable[dict[str, Any]],
    lang: str,
    columns: tuple[int, int],
    width: int,
) -> None:
    first, second = ("zh", "en") if lang == "zh" else ("en", "zh")
    left, right = columns
    room = width - left - right - 6
    for term in terms:
        name, other = term["name"][first], term["name"][second]
        row = [("", "  "), ("key", pad(cut(name, left), left)), ("", "  ")]
        if room >= 16:
            row += [("", pad(cut(other, right), right) + "  ")]
            page.add(*row, ("dim", cut(term["summary"][first], room)))
        elif width_of(name) <= left and left + width_of(other) + 4 <= width:
            page.add(*row, ("", other))
        else:
            page.text(name, "key", 2).text(other, "", 4)
