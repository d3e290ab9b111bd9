"""The statistics on one screen: the days, what waits, what is known, by topic and in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from learn.glossary.term import Lang, Term
from learn.quiz.mastery import Mastery
from learn.quiz.statistics import Strength, by_mastery
from learn.views.charts import day_bars
from learn.views.mastery import counted, level
from learn.views.messages import count_of, say, topic_name
from learn.views.page import Page, Span, cut, pad, width_of
from learn.views.stats import (
    Overview,
    contrast,
    hint,
    left_out,
    months_of,
    names,
    per_cent,
    recall,
    streak,
    total,
    waiting,
)

_NARROW = 60  # columns, below which a topic has no column for each of its numbers
_HEADLESS = 32  # columns, below which its columns have no heads
_LEAST = 4  # circles that are worth drawing
_FEW = 8  # topics that leave room for blank lines and a third pair
_STYLES = {Mastery.KNOWN: "good", Mastery.UNMET: "dim"}
_LABELS = ("stats_days", "due", "stats_recall", "stats_terms", "stats_mixed")
Columns = Sequence[tuple[str, ...]]  # the numbers of each topic


def one_screen(found: Overview, terms: Mapping[str, Term], lang: Lang, width: int) -> Page:
    """Return the overview; with up to twelve topics it fits 80 columns and 24 lines."""
    page, roomy = Page(width), len(found.topics) <= _FEW
    page.row(("title", total(found, lang)), ("", "   "), ("", streak(found, lang)))
    if roomy:
        page.blank()
    left = max(width_of(say(lang, key)) for key in _LABELS) + 2
    months = months_of(lang)
    bars, below = day_bars(found.tally.days, found.day, lambda m: months[m - 1], width - left)
    page.add(("strong", pad(say(lang, "stats_days"), left)), ("good", bars))
    page.add(("", " " * left), ("dim", below))
    page.text(waiting(found, lang), "", left, ("strong", say(lang, "due")))
    if said := recall(found, lang):
        page.text(said, "", left, ("strong", say(lang, "stats_recall")))
    levels = [
        f"{each.circle} {counted(each, count, lang)}"
        for each, count in by_mastery(found.topics).items()
    ]
    page.flow(levels, "  ", "", left, ("strong", say(lang, "stats_terms")))
    _pairs(page, found, terms, lang, left, most=3 if roomy else 2)
    page.blank()
    _topics(page, found.topics, lang, width)
    for line in left_out(found, lang):
        page.text(line, "warn")
    if roomy:
        page.blank()
    return hint(page, lang, ("--details", "stats_all"), ("neck", "stats_one"))


def _pairs(
    page: Page, found: Overview, terms: Mapping[str, Term], lang: Lang, left: int, most: int
) -> None:
    """Add the pairs most mixed up, each with the command that asks about both, if it fits."""
    shown = found.pairs[:most]
    often = [count_of(lang, "once", "times", each.times) for each in shown]
    first = max(map(width_of, often), default=0)
    second = max((width_of(names(each, terms, lang)) for each in shown), default=0)
    for number, (times, pair) in enumerate(zip(often, shown, strict=True)):
        label = "" if number else say(lang, "stats_mixed")
        both, command = names(pair, terms, lang), contrast(pair)
        row: list[Span] = [("strong", pad(label, left)), ("", f"{pad(times, first)}  ")]
        if page.width is None or left + first + second + 4 + width_of(command) <= page.width:
            page.add(*row, ("", f"{pad(both, second)}  "), ("key", command))
        else:
            page.add(*row, ("", cut(both, page.width - left - first - 2)))


def _topics(page: Page, topics: Sequence[Strength], lang: Lang, width: int) -> None:
    """Add a line a topic: a circle a term, how many are known and met, and the recall expected."""
    wide = width >= _NARROW
    head, rows = _columns(topics, lang, wide=wide)
    if width < _HEADLESS:
        head = tuple("" for _ in head)
    sizes = [max(map(width_of, column)) for column in zip(head, *rows, strict=True)]
    title = say(lang, "stats_by_topic")
    labels = [topic_name(lang, topic.topic) for topic in topics]
    left = min(max(map(width_of, [*labels, title])), width // 3)
    room = width - left - sum(sizes) - 2 * len(sizes) - 2
    room = 0 if room < _LEAST else min(room, max(topic.terms for topic in topics))
    begin = left + 2 * bool(room)
    numbers = [_aligned(row, sizes) for row in (head, *rows)]
    page.add(("strong", pad(cut(title, left), begin + room)), ("dim", numbers[0]))
    for label, topic, said in zip(labels, topics, numbers[1:], strict=True):
        drawn = circles(topic.levels, room)
        gap = " " * (room - sum(width_of(text) for _, text in drawn))
        page.add(("", pad(cut(label, left), begin)), *drawn, ("", gap + said))


def _columns(
    topics: Sequence[Strength], lang: Lang, *, wide: bool
) -> tuple[tuple[str, ...], Columns]:
    """Return the heads of the columns, and the numbers of each topic in them."""
    shares = ["–" if each.recall is None else per_cent(each.recall) for each in topics]
    known = level(Mastery.KNOWN, lang)
    if not wide:
        counts = [f"{each.known}/{each.terms}" for each in topics]
        return (known, say(lang, "stats_recall_now")), list(zip(counts, shares, strict=True))
    keys = ("met", "in_all", "recall_today")
    return (known, *(say(lang, f"stats_{key}") for key in keys)), [
        (str(each.known), str(each.met), str(each.terms), share)
        for each, share in zip(topics, shares, strict=True)
    ]


def _aligned(cells: Sequence[str], sizes: Sequence[int]) -> str:
    return "".join(
        "  " + " " * (size - width_of(cell)) + cell for cell, size in zip(cells, sizes, strict=True)
    )


def circles(levels: Sequence[Mastery], room: int) -> list[Span]:
    """Draw a circle a term, the furthest first; in too little room each stands for several."""
    count = min(len(levels), room)
    shown = [levels[place * len(levels) // count] for place in range(count)]
    return [
        (_STYLES.get(each, "key"), each.circle * len(list(same))) for each, same in groupby(shown)
    ]
