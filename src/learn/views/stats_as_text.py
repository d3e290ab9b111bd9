"""Progress in words and numbers, one record a line: for pipes and readers of screens aloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from learn.glossary.term import Lang, Term
from learn.quiz.statistics import Pair, Strength, by_mastery
from learn.views.charts import WEEKS
from learn.views.mastery import counted
from learn.views.messages import count_of, say, topic_name
from learn.views.page import Page
from learn.views.stats import (
    Overview,
    contrast,
    hint,
    iso,
    left_out,
    losses,
    luck,
    names,
    per_cent,
    recall,
    span_of,
    streak,
    sureness,
    total,
    waiting,
)

_SHORT = 9  # weeks that are shown without details
_MOST = 3  # pairs that are shown without details
Record = tuple[str, str]  # what, and its value


def as_text(
    found: Overview, terms: Mapping[str, Term], lang: Lang, width: int | None, *, details: bool
) -> Page:
    """Return the statistics without pictures: a sentence, or a record with its numbers, a line."""
    page = Page(width)
    for line in (total(found, lang) + say(lang, "full_stop"), streak(found, lang)):
        page.text(line)
    pairs = found.pairs if details else found.pairs[:_MOST]
    records = [
        *_weeks(found, lang, WEEKS if details else _SHORT),
        *_summary(found, lang),
        *(_ahead(found, lang) if details else ()),
        *((topic_name(lang, topic.topic), _strength(topic, lang)) for topic in found.topics),
        *(_recall(found, lang) if details else ()),
        *_mixed_up(pairs, terms, lang),
    ]
    for what, value in records:
        page.text(say(lang, "stats_line", what=what, value=value))
    more = (luck(found, lang), sureness(found, lang), *losses(found, lang)) if details else ()
    for line in filter(None, (*more, *left_out(found, lang))):
        page.text(line)
    if width is None:
        return page
    one = ("neck", "stats_one")
    return hint(page.blank(), lang, *((one,) if details else (("--details", "stats_all"), one)))


def _weeks(found: Overview, lang: Lang, count: int) -> Iterator[Record]:
    """Yield the reviews of each of the last weeks that has some."""
    monday = found.day - (found.day - 1) % 7
    for begin in range(monday - 7 * (count - 1), monday + 1, 7):
        reviews = sum(found.tally.days.get(day, 0) for day in range(begin, begin + 7))
        if reviews:
            week = say(lang, "stats_week", day=iso(begin))
            yield week, count_of(lang, "one_review", "reviews", reviews)


def _summary(found: Overview, lang: Lang) -> Iterator[Record]:
    """Yield what is due, the recall in all, and how far the terms have come."""
    yield say(lang, "due"), waiting(found, lang)
    if said := recall(found, lang):
        yield say(lang, "stats_recall"), said
    levels = [counted(level, count, lang) for level, count in by_mastery(found.topics).items()]
    yield say(lang, "stats_terms"), say(lang, "comma").join(levels)


def _ahead(found: Overview, lang: Lang) -> Iterator[Record]:
    """Yield what is due on each day that has some."""
    for ahead, count in enumerate(found.due):
        if count:
            named = {0: say(lang, "today"), 1: say(lang, "tomorrow")}
            when = named.get(ahead) or say(lang, "in_days", count=ahead)
            yield f"{say(lang, 'due')} {when}", count_of(lang, "one_card", "cards", count)


def _recall(found: Overview, lang: Lang) -> Iterator[Record]:
    """Yield recall by age of memory, and by what was predicted."""
    for age in found.tally.ages:
        if age.reviews:
            what = say(lang, "stats_age_said", age=span_of(age.first, age.last, lang))
            reviews = count_of(lang, "one_review", "reviews", age.reviews)
            yield what, say(lang, "stats_rate", rate=per_cent(age.rate or 0.0), reviews=reviews)
    for each in found.calibration.bins if found.calibration else ():
        what = say(lang, "stats_predicted", low=per_cent(each.low), high=per_cent(each.high))
        rates = {"predicted": per_cent(each.predicted), "actual": per_cent(each.actual)}
        yield what, say(lang, "stats_bin_said", count=each.reviews, **rates)


def _mixed_up(pairs: Sequence[Pair], terms: Mapping[str, Term], lang: Lang) -> Iterator[Record]:
    """Yield the terms that are mixed up."""
    for pair in pairs:
        times = count_of(lang, "once", "times", pair.times)
        what = f"{say(lang, 'stats_pairs')} {names(pair, terms, lang)}"
        yield what, f"{times}  {contrast(pair)}"


def _strength(topic: Strength, lang: Lang) -> str:
    counts = {"known": topic.known, "met": topic.met, "terms": topic.terms}
    if topic.recall is None:
        return say(lang, "stats_topic_unmet", **counts)
    return say(lang, "stats_topic_said", recall=per_cent(topic.recall), **counts)
