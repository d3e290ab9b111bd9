"""Progress in words and numbers, one record a line: for pipes and readers of screens aloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from learn.glossary.term import Lang, Term
from learn.quiz.statistics import Strength
from learn.views.charts import WEEKS
from learn.views.messages import count_of, say, topic_name
from learn.views.page import Page
from learn.views.stats import (
    Overview,
    contrast,
    hint,
    iso,
    left_out,
    losses,
    names,
    per_cent,
    span_of,
    streak,
    total,
)


def as_text(found: Overview, terms: Mapping[str, Term], lang: Lang, width: int | None) -> Page:
    """Return the overview without pictures: a sentence, or a record with its numbers, a line."""
    page = Page(width)
    for line in (total(found, lang) + ("。" if lang == "zh" else "."), streak(found, lang)):
        page.text(line)
    for what, value in (*_days(found, lang), *_recall(found, lang), *_terms(found, terms, lang)):
        page.text(say(lang, "stats_line", what=what, value=value))
    for line in (*losses(found, lang), *left_out(found, lang)):
        page.text(line)
    return page if width is None else hint(page, lang)


def _days(found: Overview, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield the reviews of each week that has some, and what is due on each day that has some."""
    monday = found.day - (found.day - 1) % 7
    for begin in range(monday - 7 * (WEEKS - 1), monday + 1, 7):
        count = sum(found.tally.days.get(day, 0) for day in range(begin, begin + 7))
        if count:
            week = say(lang, "stats_week", day=iso(begin))
            yield week, count_of(lang, "one_review", "reviews", count)
    for ahead, count in enumerate(found.due):
        if count:
            named = {0: say(lang, "today"), 1: say(lang, "tomorrow")}
            when = named.get(ahead) or say(lang, "in_days", count=ahead)
            yield f"{say(lang, 'due')} {when}", count_of(lang, "one_card", "cards", count)


def _recall(found: Overview, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield recall by age of memory, and by what was predicted."""
    for age in found.tally.ages:
        if age.reviews:
            what = say(lang, "stats_age_said", age=span_of(age.first, age.last, lang))
            reviews = count_of(lang, "one_review", "reviews", age.reviews)
            yield what, say(lang, "stats_rate", rate=per_cent(age.rate or 0.0), reviews=reviews)
    for each in found.calibration.bins:
        what = say(lang, "stats_predicted", low=per_cent(each.low), high=per_cent(each.high))
        rates = {"predicted": per_cent(each.predicted), "actual": per_cent(each.actual)}
        yield what, say(lang, "stats_bin_said", count=each.reviews, **rates)


def _terms(found: Overview, terms: Mapping[str, Term], lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield the strength of each topic, and the terms that are mixed up."""
    for topic in found.topics:
        yield topic_name(lang, topic.topic), _strength(topic, lang)
    for pair in found.pairs:
        times = count_of(lang, "once", "times", pair.times)
        what = f"{say(lang, 'stats_pairs')} {names(pair, terms, lang)}"
        yield what, f"{times}  {contrast(pair)}"


def _strength(topic: Strength, lang: Lang) -> str:
    if topic.recall is None:
        return say(lang, "stats_unmet")
    counts = {"known": topic.known, "cards": topic.cards, "met": topic.met}
    return say(lang, "stats_topic_said", recall=per_cent(topic.recall), **counts)
