"""Lists of terms: a line each for a reader, a tab-separated record each for a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from learn.quiz.mastery import Mastery
from learn.text import in_line
from learn.views.mastery import ending, signs_of
from learn.views.messages import count_of, say, topic_name
from learn.views.page import Page, Span, cut, pad, width_of


def term_list(
    terms: Sequence[dict[str, Any]],
    lang: str,
    width: int | None,
    far: Mapping[str, Mastery] | None = None,
    *,
    circles: bool = True,
) -> Page:
    """Return the terms by topic: name, other name, and as much of the summary as a line holds.

    How `far` each has come stands before it, as a circle or a word, once any term was met.
    """
    if width is None:
        return records(terms, lang)
    page, columns = Page(width), _columns(terms, lang)
    signs = signs_of(far, lang, circles=circles)
    for topic, group in groupby(terms, key=lambda term: term["topic"]):
        page.blank().text(topic_name(lang, topic), "strong")
        _rows(page, group, lang, columns, width, signs)
    count = count_of(lang, "one_term", "terms", len(terms))
    after = ("dim", f"{count}   "), ("key", say(lang, "then_define"))
    return ending(page.blank(), lang, *after, circles=circles and bool(signs))


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
    signs: Mapping[str, Span] | None = None,
) -> None:
    first, second = ("zh", "en") if lang == "zh" else ("en", "zh")
    left, right = columns
    for term in terms:
        name, other = term["name"][first], term["name"][second]
        lead: list[Span] = [("", "  ")]
        lead += [signs[term["slug"]], ("", " ")] if signs else []
        margin = sum(width_of(text) for _, text in lead)
        room = width - left - right - margin - 4
        row = [*lead, ("key", pad(cut(name, left), left)), ("", "  ")]
        if room >= 16:
            row += [("", pad(cut(other, right), right) + "  ")]
            page.add(*row, ("dim", cut(term["summary"][first], room)))
        elif width_of(name) <= left and left + width_of(other) + margin + 2 <= width:
            page.add(*row, ("", other))
        else:
            _stacked(page, name, other, lead)


def _stacked(page: Page, name: str, other: str, lead: Sequence[Span]) -> None:
    """Add the names of a term on lines of their own, the first after its lead."""
    margin = sum(width_of(text) for _, text in lead)
    start = len(page.lines)
    page.text(name, "key", margin).text(other, "", margin + 2)
    page.lines[start] = [*lead, *page.lines[start][1:]]
