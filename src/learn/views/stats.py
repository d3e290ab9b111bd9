"""Progress to look at: pictures for a terminal, the same in words and numbers for a pipe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from learn.glossary.term import Lang, Term
from learn.memory.calibration import Bin, Calibration
from learn.quiz.statistics import Age, Pair, Strength, Tally
from learn.views.charts import SHADES, bar, calendar, columns, step_of, weeks_in
from learn.views.messages import count_of, say, topic_name
from learn.views.page import Page, cut, pad, width_of

_WIDE = 66  # columns that a forecast of 30 days takes; 14 days where there are fewer
_LONGEST_BAR = 40
MOST_PAIRS = 6
Row = tuple[str, float, float | None, str]  # label, share, mark, what is written behind


@dataclass(frozen=True)
class Overview:
    """All that `learn stats` shows; `aim` is the recall that cards are kept at.

    `due` counts the cards of the next days, `unknown` those that belong to no term here.
    """

    day: int
    tally: Tally
    streaks: tuple[int, int]
    due: Sequence[int]
    topics: Sequence[Strength]
    pairs: Sequence[Pair]
    calibration: Calibration
    aim: float
    unknown: int

    @property
    def reviews(self) -> int:
        """How many answers were counted."""
        return sum(self.tally.days.values())


def iso(day: int) -> str:
    """Write a learning day as a date."""
    return date.fromordinal(min(max(1, day), date.max.toordinal())).isoformat()


def per_cent(share: float) -> str:
    """Write a share of 1."""
    return f"{share:.0%}"


def span_of(first: int, last: int | None, lang: Lang) -> str:
    """Say an age of memory."""
    if last is None:
        return say(lang, "stats_over", low=first)
    if first == last:
        return count_of(lang, "one_day", "days", first)
    return say(lang, "stats_range", low=first, high=last)


def nothing(page: Page, text: str, command: str, lang: Lang) -> Page:
    """Say that there is no review yet, and what to do about it."""
    page.text(text, "title").text(say(lang, "stats_begin"), "dim", indent=2)
    return page.text(command, "key", indent=4)


def pictures(found: Overview, terms: Mapping[str, Term], lang: Lang, width: int) -> Page:
    """Return the overview as pictures that fit the width."""
    page = Page(width)
    page.text(total(found, lang), "title")
    page.text(streak(found, lang)).blank()
    _calendar(page, found, lang, width)
    _due(page, found, lang, width)
    ages = [_age_row(age, found.aim, lang) for age in found.tally.ages if age.reviews]
    if ages:
        page.blank().add(("strong", say(lang, "stats_ages")))
        _note(page, say(lang, "stats_ages_note", aim=per_cent(found.aim)))
        _bars(page, ages, width)
    page.blank().add(("strong", say(lang, "stats_topics")))
    _note(page, say(lang, "stats_topics_note", aim=per_cent(found.aim)))
    _bars(page, [_topic_row(topic, lang) for topic in found.topics], width)
    _pairs(page, found.pairs, terms, lang, width)
    page.blank().add(("strong", say(lang, "stats_bins")))
    if found.calibration.bins:
        _note(page, say(lang, "stats_bins_note"))
        _bars(page, [_bin_row(each) for each in found.calibration.bins], width)
    for line in losses(found, lang):
        _note(page, line)
    for line in left_out(found, lang):
        page.blank().text(line, "warn")
    return hint(page, lang)


def hint(page: Page, lang: Lang) -> Page:
    """Name the next useful command."""
    command = "learn stats neck  "
    return page.blank().text(say(lang, "stats_one"), "dim", len(command), ("key", command))


def total(found: Overview, lang: Lang) -> str:
    """Say how many reviews there were, on how many days."""
    days = count_of(lang, "one_day", "days", len(found.tally.days))
    reviews = count_of(lang, "one_review", "reviews", found.reviews)
    return say(lang, "stats_total", reviews=reviews, days=days)


def streak(found: Overview, lang: Lang) -> str:
    """Say the current and the longest run of days."""
    current, longest = (count_of(lang, "one_day", "days", run) for run in found.streaks)
    return say(lang, "stats_streak", current=current, longest=longest)


def _note(page: Page, text: str) -> None:
    page.text(text, "dim", indent=2)


def _calendar(page: Page, found: Overview, lang: Lang, width: int) -> None:
    """Add the heat map, and what its shades stand for."""
    weekdays = say(lang, "weekdays").split(" ")
    months = say(lang, "months").split(" ")
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
    today, tomorrow = due[:2]
    counts = say(lang, "stats_due", today=today, tomorrow=tomorrow, all=sum(due), days=span)
    _note(page, counts)
    if not any(due):
        return
    left = len(str(max(due)))
    for number, line in enumerate(columns(due)):
        label = str(max(due)) if number == 0 else ""
        page.add(("dim", f"  {label:>{left}} "), ("key", line))
    ticks = pad(say(lang, "today"), 14) + "".join(f"{f'+{d}':<14}" for d in range(7, span, 7))
    page.add(("dim", f"  {'':>{left}} {ticks.rstrip()}"))


def _age_row(age: Age, aim: float, lang: Lang) -> Row:
    share = age.rate or 0.0
    return span_of(age.first, age.last, lang), share, aim, f"{per_cent(share):>4}  {age.reviews}"


def _topic_row(topic: Strength, lang: Lang) -> Row:
    said = "   –" if topic.recall is None else f"{per_cent(topic.recall):>4}"
    name = topic_name(lang, topic.topic)
    return name, topic.recall or 0.0, None, f"{said}  {topic.known}/{topic.cards}"


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
    shown = pairs[:MOST_PAIRS]
    often = [count_of(lang, "once", "times", each.times) for each in shown]
    both = [names(each, terms, lang) for each in shown]
    first, second = max(map(width_of, often)), max(map(width_of, both))
    commands = [contrast(each) for each in shown]
    fits = first + second + max(map(width_of, commands)) + 7 <= width
    for times, pair, command in zip(often, both, commands, strict=True):
        if fits:
            row = f"  {pad(times, first)}  {pad(pair, second)}   "
            page.add(("", row), ("key", command))
        else:
            page.text(pair, indent=first + 4, first=("", f"  {times}"))
            page.text(command, "key", indent=first + 4)


def names(pair: Pair, terms: Mapping[str, Term], lang: Lang) -> str:
    """Name both terms of a pair."""
    return " / ".join(terms[slug].name.in_(lang) for slug in pair.terms)


def contrast(pair: Pair) -> str:
    """Return the command that asks about both terms of a pair."""
    return "learn quiz " + " ".join(pair.terms)


def losses(found: Overview, lang: Lang) -> list[str]:
    """Say how good the predictions were, and on how many answers."""
    if not found.calibration.log_loss:
        return [say(lang, "stats_none_scored")]
    lines = [say(lang, "stats_log_loss", **found.calibration.log_loss)]
    if found.calibration.replayed < found.reviews:
        counts = {"count": found.calibration.replayed, "all": found.reviews}
        lines.append(say(lang, "stats_sampled", **counts))
    return lines


def left_out(found: Overview, lang: Lang) -> list[str]:
    """Say what the log holds and no figure counts."""
    lines = []
    if found.tally.skipped:
        reviews = count_of(lang, "one_review", "reviews", found.tally.skipped)
        lines.append(say(lang, "stats_skipped_reviews", reviews=reviews))
    if found.unknown:
        cards = count_of(lang, "one_card", "cards", found.unknown)
        lines.append(say(lang, "stats_skipped_cards", cards=cards))
    return lines
