"""All the statistics as pictures: every day, every age of memory, every prediction, every pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from learn.glossary.term import Lang, Term
from learn.memory.calibration import Bin
from learn.quiz.statistics import Pair, Strength, by_mastery
from learn.quiz.tally import Age
from learn.views.charts import SHADES, bar, calendar, columns, step_of, weeks_in
from learn.views.mastery import counted
from learn.views.messages import count_of, say, topic_name
from learn.views.page import Page, cut, pad, width_of
from learn.views.stats import (
    Overview,
    contrast,
    hint,
    left_out,
    losses,
    luck,
    months_of,
    names,
    per_cent,
    recall,
    span_of,
    streak,
    sureness,
    total,
    waiting,
)

_WIDE = 66  # columns that a forecast of 30 days takes; 14 days where there are fewer
_LONGEST_BAR = 40
Row = tuple[str, float, float | None, str]  # label, share, mark, what is written behind


def pictures(found: Overview, terms: Mapping[str, Term], lang: Lang, width: int) -> Page:
    """Return all the statistics as pictures that fit the width."""
    page = Page(width)
    page.text(total(found, lang), "title")
    page.text(streak(found, lang)).blank()
    _calendar(page, found, lang, width)
    _due(page, found, lang, width)
    _topics(page, found.topics, lang, width)
    _recall(page, found, lang, width)
    if said := sureness(found, lang):
        page.blank().add(("strong", say(lang, "stats_sureness")))
        page.text(said, indent=2)
    _pairs(page, found.pairs, terms, lang, width)
    _predictions(page, found, lang, width)
    for line in left_out(found, lang):
        page.blank().text(line, "warn")
    return hint(page.blank(), lang, ("neck", "stats_one"))


def _note(page: Page, text: str) -> None:
    page.text(text, "dim", indent=2)


def _calendar(page: Page, found: Overview, lang: Lang, width: int) -> None:
    """Add the heat map, and what its shades stand for."""
    weekdays, months = say(lang, "weekdays").split(" "), months_of(lang)
    days, today = found.tally.days, found.day
    for number, (label, cells) in enumerate(
        calendar(days, today, weekdays, lambda m: months[m - 1], width)
    ):
        page.add(("dim", label), ("good" if number else "dim", cells))
    left = width_of(label)
    step = step_of(days, today, weeks_in(width, left))
    ends = [f"{1 + step * n}–{step * (n + 1)}" if step > 1 else f"{n + 1}" for n in range(4)]
    legend = [f"{shade} {end}" for shade, end in zip(SHADES, ["0", *ends], strict=True)]
    page.flow(legend, "  ", "dim", indent=left)


def _due(page: Page, found: Overview, lang: Lang, width: int) -> None:
    """Add the forecast: a standing bar a day, with its number where the week begins."""
    span = 30 if width >= _WIDE else 14
    due = found.due[:span]
    page.blank().add(("strong", say(lang, "due")))
    _note(page, waiting(found, lang))
    _note(page, say(lang, "stats_due_span", all=sum(due), days=span))
    if not any(due):
        return
    left = len(str(max(due)))
    for number, line in enumerate(columns(due)):
        label = str(max(due)) if number == 0 else ""
        page.add(("dim", f"  {label:>{left}} "), ("key", line))
    ticks = pad(say(lang, "today"), 14) + "".join(f"{f'+{d}':<14}" for d in range(7, span, 7))
    page.add(("dim", f"  {'':>{left}} {ticks.rstrip()}"))


def _topics(page: Page, topics: Sequence[Strength], lang: Lang, width: int) -> None:
    """Add how far the terms have come, and how strong each topic is."""
    page.blank().add(("strong", say(lang, "stats_terms")))
    levels = [
        f"{each.circle} {counted(each, count, lang)}" for each, count in by_mastery(topics).items()
    ]
    page.flow(levels, "  ", "", 2)
    _note(page, say(lang, "stats_levels_note"))
    page.blank().add(("strong", say(lang, "stats_topics")))
    _note(page, say(lang, "stats_topics_note"))
    _bars(page, [_topic_row(topic, lang) for topic in topics], width)


def _topic_row(topic: Strength, lang: Lang) -> Row:
    said = "   –" if topic.recall is None else f"{per_cent(topic.recall):>4}"
    counts = f"{topic.known}/{topic.met}/{topic.terms}"
    return topic_name(lang, topic.topic), topic.recall or 0.0, None, f"{said}  {counts}"


def _recall(page: Page, found: Overview, lang: Lang, width: int) -> None:
    """Add the recall by the age of the memories, if there is any."""
    ages = [_age_row(age, found.aim, lang) for age in found.tally.ages if age.reviews]
    if not ages:
        return
    page.blank().add(("strong", say(lang, "stats_ages")))
    _note(page, recall(found, lang))
    _note(page, say(lang, "stats_ages_note", aim=per_cent(found.aim)))
    _bars(page, ages, width)
    if said := luck(found, lang):
        _note(page, said)


def _age_row(age: Age, aim: float, lang: Lang) -> Row:
    share = age.rate or 0.0
    return span_of(age.first, age.last, lang), share, aim, f"{per_cent(share):>4}  {age.reviews}"


def _predictions(page: Page, found: Overview, lang: Lang, width: int) -> None:
    """Add what was predicted beside what happened."""
    page.blank().add(("strong", say(lang, "stats_bins")))
    if found.calibration and found.calibration.bins:
        _note(page, say(lang, "stats_bins_note"))
        _bars(page, [_bin_row(each) for each in found.calibration.bins], width)
    for line in losses(found, lang):
        _note(page, line)


def _bin_row(each: Bin) -> Row:
    label = f"{per_cent(each.low)}–{per_cent(each.high)}"
    return label, each.actual, each.predicted, f"{per_cent(each.actual):>4}  {each.reviews}"


def _bars(page: Page, rows: Sequence[Row], width: int) -> None:
    """Add a lying bar a row, all of one scale from 0 to 1."""
    left = min(max(width_of(label) for label, *_ in rows), width // 3)
    right = max(width_of(said) for *_, said in rows)
    room = max(8, min(_LONGEST_BAR, width - left - right - 6))
    for label, share, mark, said in rows:
        name = pad(cut(label, left), left)
        page.add(("", f"  {name}  "), ("key", bar(share, room, mark)), ("", f"  {said}"))


def _pairs(
    page: Page, pairs: Sequence[Pair], terms: Mapping[str, Term], lang: Lang, width: int
) -> None:
    """Add the terms that are mixed up, each pair with the command that contrasts them."""
    if not pairs:
        return
    page.blank().add(("strong", say(lang, "stats_pairs")))
    often = [count_of(lang, "once", "times", each.times) for each in pairs]
    both = [names(each, terms, lang) for each in pairs]
    first, second = max(map(width_of, often)), max(map(width_of, both))
    commands = [contrast(each) for each in pairs]
    fits = first + second + max(map(width_of, commands)) + 7 <= width
    for times, pair, command in zip(often, both, commands, strict=True):
        if fits:
            row = f"  {pad(times, first)}  {pad(pair, second)}   "
            page.add(("", row), ("key", command))
        else:
            page.text(pair, indent=first + 4, first=("", f"  {times}"))
            page.text(command, "key", indent=first + 4)
