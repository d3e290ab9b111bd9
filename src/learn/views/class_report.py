"""The learners of a shared log as a table, and what they miss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from learn.glossary.term import Lang, Term
from learn.quiz.statistics import Learner, Missed
from learn.text import in_line, shorten
from learn.views.messages import count_of, say
from learn.views.page import Page, pad, width_of
from learn.views.term_list import record_cell

_GAP = "  "


def class_report(
    name: str,
    learners: Sequence[Learner],
    missed: Sequence[Missed],
    terms: Mapping[str, Term],
    lang: Lang,
    width: int | None,
) -> Page:
    """Return a line a learner, then the terms missed most; in a pipe the learners alone."""
    page = Page(width)
    rows = [[shorten(in_line(each.learner), 40), *_facts(each)] for each in learners]
    if width is None:
        for row in rows:
            page.add(("", "\t".join(map(record_cell, row))))
        return page
    if not rows:
        return page.text(say(lang, "class_none", name=name)).text("learn sync", "key", 2)
    count = count_of(lang, "one_learner", "learners", len(rows))
    page.text(say(lang, "class_title", learners=count, name=name), "title").blank()
    _table(page, _heads("learner answers right cards days last", lang), rows, width)
    if missed:
        page.blank().text(say(lang, "class_missed"), "title").blank()
        rows = [[_called(e.term, terms, lang), *_shares(e)] for e in missed]
        _table(page, _heads("term wrong answers by", lang), rows, width)
        page.blank().text(f"learn define {missed[0].term}", "key", 2)
    return page


def _heads(names: str, lang: Lang) -> list[str]:
    return [say(lang, f"class_{name}") for name in names.split()]


def _facts(each: Learner) -> list[str]:
    share = f"{each.right / each.answers:.0%}"
    last = f"{date.fromordinal(each.last)}"
    return [str(each.answers), share, str(each.cards), str(each.days), last]


def _shares(each: Missed) -> list[str]:
    return [str(each.wrong), str(each.answers), str(each.learners)]


def _called(slug: str, terms: Mapping[str, Term], lang: Lang) -> str:
    return getattr(terms[slug].name, lang) if slug in terms else shorten(in_line(slug), 40)


def _table(page: Page, heads: list[str], rows: list[list[str]], width: int) -> None:
    """Write rows under their heads, numbers to the right; where that is too wide, as lists."""
    widths = [max(map(width_of, column)) for column in zip(heads, *rows, strict=True)]
    if sum(widths) + len(_GAP) * len(widths) > width:
        for first, *rest in rows:
            page.text(first, "key", 2)
            named = zip(heads[1:], rest, strict=True)
            page.text(", ".join(f"{head} {value}" for head, value in named), "dim", 4)
        return
    for row in (heads, *rows):
        cells = [
            _GAP + " " * (each - width_of(text)) + text
            for text, each in zip(row, widths, strict=True)
        ]
        styles = ("dim", "dim") if row is heads else ("key", "")
        page.add((styles[0], _GAP + pad(row[0], widths[0])), (styles[1], "".join(cells[1:])))
