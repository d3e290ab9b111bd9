"""The way to learn: the tree of what leads to a term, or the terms of a topic in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from learn.glossary.term import Lang, Term
from learn.quiz.mastery import Mastery
from learn.quiz.path import Branch
from learn.views.mastery import ending, level, signs_of
from learn.views.messages import say, topic_name
from learn.views.page import Page, Span, cut, pad, width_of
from learn.views.term_list import record_cell

# Columns that names are put in, longer ones stand on lines of their own: on a wide page, and here.
_WIDE, _WIDEST, _WIDEST_HERE = 72, 32, 24
_LEAST = 16  # columns that a summary is worth showing in
_BRANCHES = {True: ("   ", "│  ", "└─ ", "├─ "), False: ("   ", "|  ", "`- ", "|- ")}


@dataclass(frozen=True)
class Way:
    """Terms, how far each has come if that could be read, and how both are said.

    Where `circles` can't be shown there are words in their stead, and branches of ASCII.
    """

    terms: Mapping[str, Term]
    far: Mapping[str, Mastery] | None
    lang: Lang
    width: int | None
    circles: bool = True

    def names(self, slug: str) -> tuple[str, str]:
        """Return the name in the reader's language, and the other one if that is another."""
        name = self.terms[slug].name
        first, second = (name.zh, name.en) if self.lang == "zh" else (name.en, name.zh)
        return first, second if second != first else ""

    def needs(self, slug: str) -> str:
        """Say what a term needs, or nothing."""
        needs = [each for each in dict.fromkeys(self.terms[slug].needs) if each in self.terms]
        names = say(self.lang, "comma").join(self.names(each)[0] for each in needs)
        return say(self.lang, "needs_these", names=names) if names else ""


@dataclass(frozen=True)
class _Row:
    """A line of the way: what stands before the name, both names, and what is said of the term."""

    lead: Sequence[Span]
    name: Span
    other: str
    about: str

    @property
    def margin(self) -> int:
        return sum(width_of(text) for _, text in self.lead)


def as_tree(branches: Sequence[Branch], way: Way) -> Page:
    """Return a term with what leads to it below it, a summary beside each as far as it fits."""
    page, rows = Page(way.width), []
    signs = signs_of(way.far, way.lang, circles=way.circles, always=True) or {}
    for branch in branches:
        lead: list[Span] = [("dim", _drawn(branch.last, way))]
        if sign := signs.get(branch.slug):
            # A circle stands in the tree, a word in a column of its own before it.
            lead = [*lead, sign, ("", " ")] if way.circles else [sign, ("", "  "), *lead]
        first, second = way.names(branch.slug)
        summary = way.terms[branch.slug].summary.in_(way.lang)
        about = say(way.lang, "above") if branch.again else summary
        rows.append(_Row(lead, ("key" if branch.last else "title", first), second, about))
    _write(page, rows, cutting=True)
    return page


def _drawn(last: Sequence[bool], way: Way) -> str:
    """Draw the branches that lead to a line; where there is no room for all, the nearest."""
    end, on, corner, fork = _BRANCHES[way.circles]
    levels = [end if each else on for each in last]
    levels[-1:] = [corner if each else fork for each in last[-1:]]
    room = len(levels) if way.width is None else way.width // 2 // len(end)
    return "".join(levels[-room:])


def by_topic(topics: Mapping[str, Sequence[str]], way: Way) -> Page:
    """Return the terms of each topic in the order to read them in, each with what it needs."""
    page, rows = Page(way.width), {}
    signs = signs_of(way.far, way.lang, circles=way.circles, always=True) or {}
    for slug in (slug for slugs in topics.values() for slug in slugs):
        first, second = way.names(slug)
        sign = [signs[slug], ("", " ")] if slug in signs else []
        rows[slug] = _Row([("", "  "), *sign], ("key", first), second, way.needs(slug))
    columns = _columns(list(rows.values()), page.width or _WIDE)
    for topic, slugs in topics.items():
        page.blank().text(topic_name(way.lang, topic), "strong")
        _write(page, [rows[slug] for slug in slugs], columns)
    return page


def _columns(rows: Sequence[_Row], width: int) -> tuple[int, int]:
    """Return where the other names begin, and how wide they are; the longest names apart."""
    most = _WIDEST if width >= _WIDE else _WIDEST_HERE
    short = [row for row in rows if max(width_of(row.name[1]), width_of(row.other)) <= most]
    left = max((row.margin + width_of(row.name[1]) for row in short), default=most)
    return left, max((width_of(row.other) for row in short), default=most)


def _write(
    page: Page,
    rows: Sequence[_Row],
    columns: tuple[int, int] | None = None,
    *,
    cutting: bool = False,
) -> None:
    """Add rows in columns; one that doesn't fit is broken, or `cutting` leaves out its end."""
    assert page.width is not None
    left, right = columns or _columns(rows, page.width)
    room = page.width - left - right - 4
    for row in rows:
        style, name = row.name
        names = [*row.lead, (style, pad(name, left - row.margin)), ("", "  ")]
        other = ("", pad(row.other, right) + "  ")
        about = cut(row.about, room) if cutting and room >= _LEAST else row.about
        fits = row.margin + width_of(name) <= left and width_of(row.other) <= right
        if fits and width_of(about) <= room:
            page.add(*names, other, ("dim", about))
            continue
        if fits and left + 2 + width_of(row.other) <= page.width:
            page.add(*names, ("", row.other))
        else:
            _names_apart(page, row)
        if about and not cutting:
            page.text(about, "dim", row.margin + 2)


def _names_apart(page: Page, row: _Row) -> None:
    """Add both names of a term without columns: on one line if they fit, else on their own."""
    used = row.margin + width_of(row.name[1]) + 2 + width_of(row.other)
    if page.width is not None and used <= page.width:
        page.add(*row.lead, row.name, ("", f"  {row.other}"))
        return
    start = len(page.lines)
    page.text(row.name[1], row.name[0], row.margin)
    page.lines[start] = [*row.lead, *page.lines[start][1:]]
    if row.other:
        page.text(row.other, "", row.margin + 2)


def in_words(slugs: Sequence[str], way: Way) -> Page:
    """Return terms in the order to read them in, a numbered sentence each, to be heard."""
    page, lang = Page(way.width), way.lang
    for place, slug in enumerate(slugs, 1):
        far = level(way.far[slug], lang) if way.far else ""
        said = say(lang, "semicolon").join(filter(None, (far, way.needs(slug))))
        names = "  ".join(filter(None, way.names(slug)))
        page.text(f"{place}. {names}" + (say(lang, "colon") + said if said else ""))
    return page


def records(slugs: Sequence[str], way: Way) -> Page:
    """Return a line a term: the fields of a list, what it needs, and how far it has come."""
    page = Page(None)
    for slug in slugs:
        term, (first, second) = way.terms[slug], way.names(slug)
        fields = [slug, term.topic, first, second or first, term.summary.in_(way.lang)]
        fields += [",".join(term.needs), way.far[slug].field if way.far else "?"]
        page.add(("", "\t".join(map(record_cell, fields))))
    return page


def end(page: Page, command: str, way: Way) -> Page:
    """Add what the circles mean, and the command that goes on."""
    circles = way.circles and way.far is not None
    return ending(page.blank(), way.lang, ("key", command), circles=circles)
