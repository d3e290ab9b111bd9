"""What every form of the statistics shares: the values, and how each of them is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from learn.glossary.term import Lang, Term
from learn.memory.calibration import Calibration
from learn.quiz.outlook import Remaining
from learn.quiz.statistics import Pair, Strength
from learn.quiz.tally import Said, Tally
from learn.views.messages import count_of, say
from learn.views.page import Page


@dataclass(frozen=True)
class Overview:
    """All that `learn stats` shows; `aim` is the recall that cards are kept at.

    `due` counts the cards of the next days, `waiting` what a quiz would ask now, `unknown` the
    cards that belong to no term here. `calibration` is None where it isn't shown.
    """

    day: int
    tally: Tally
    streaks: tuple[int, int]
    due: Sequence[int]
    waiting: Remaining
    topics: Sequence[Strength]
    pairs: Sequence[Pair]
    calibration: Calibration | None
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


def months_of(lang: Lang) -> list[str]:
    """Return the short names of the months."""
    return say(lang, "months").split(" ")


def nothing(page: Page, text: str, command: str, lang: Lang) -> Page:
    """Say that there is no review yet, and what to do about it."""
    page.text(text, "title").text(say(lang, "stats_begin"), "dim", indent=2)
    return page.text(command, "key", indent=4)


def hint(page: Page, lang: Lang, *commands: tuple[str, str]) -> Page:
    """Name the next useful commands, each with the key of what it shows: on one line if it fits."""
    pairs = [(f"learn stats {words}", say(lang, key)) for words, key in commands]
    joined = "   ".join(f"{command}  {what}" for command, what in pairs)
    if page.width is not None and len(joined) + sum(not c.isascii() for c in joined) > page.width:
        for command, what in pairs:
            page.text(what, "dim", len(command) + 2, ("key", command))
        return page
    spans = []
    for number, (command, what) in enumerate(pairs):
        spans += [("", "   " if number else ""), ("key", command), ("dim", f"  {what}")]
    return page.add(*spans)


def total(found: Overview, lang: Lang) -> str:
    """Say how many reviews there were, on how many days."""
    days = count_of(lang, "one_day", "days", len(found.tally.days))
    reviews = count_of(lang, "one_review", "reviews", found.reviews)
    return say(lang, "stats_total", reviews=reviews, days=days)


def streak(found: Overview, lang: Lang) -> str:
    """Say the current and the longest run of days."""
    current, longest = (count_of(lang, "one_day", "days", run) for run in found.streaks)
    return say(lang, "stats_streak", current=current, longest=longest)


def waiting(found: Overview, lang: Lang) -> str:
    """Say what is due today, tomorrow and within a week, and how long today's takes."""
    new, minutes = found.waiting.new, found.waiting.minutes
    parts = [say(lang, "stats_due_today", count=found.due[0])]
    if new:
        parts.append(say(lang, "stats_new_today", count=new))
    if minutes:
        parts.append(say(lang, "minutes", count=max(1, round(minutes))))
    ahead = say(lang, "stats_due_ahead", tomorrow=found.due[1], week=sum(found.due[:7]))
    return say(lang, "stats_comma").join(parts) + say(lang, "semicolon") + ahead


def recall(found: Overview, lang: Lang) -> str:
    """Say what share was recalled, of how many, beside the aim; nothing where there is none."""
    seen = found.tally.recall
    if seen.rate is None:
        return ""
    shares = {"rate": per_cent(seen.rate), "aim": per_cent(found.aim)}
    return say(lang, "stats_recalled", count=seen.reviews, **shares)


def luck(found: Overview, lang: Lang) -> str:
    """Say how many right answers don't count as recalled, and what it would be with them."""
    seen = found.tally.recall
    if not seen.guessed:
        return ""
    rate = per_cent((seen.recalled + seen.guessed) / seen.reviews)
    key = "stats_luck_one" if seen.guessed == 1 else "stats_luck"
    return say(lang, key, count=seen.guessed, rate=rate)


def sureness(found: Overview, lang: Lang) -> str:
    """Say how often one was right when sure, and when not; nothing where neither was said."""
    parts = [
        say(lang, key, right=said.right, count=said.answers, rate=per_cent(said.rate))
        for key, said in _saids(found.tally)
        if said.rate is not None
    ]
    return "" if not parts else say(lang, "semicolon").join(parts) + say(lang, "full_stop")


def _saids(tally: Tally) -> list[tuple[str, Said]]:
    second = "stats_unsure" if tally.sure.answers else "stats_only_unsure"
    return [("stats_sure", tally.sure), (second, tally.unsure)]


def names(pair: Pair, terms: Mapping[str, Term], lang: Lang) -> str:
    """Name both terms of a pair."""
    return " / ".join(terms[slug].name.in_(lang) for slug in pair.terms)


def contrast(pair: Pair) -> str:
    """Return the command that asks about both terms of a pair."""
    return "learn quiz " + " ".join(pair.terms)


def losses(found: Overview, lang: Lang) -> list[str]:
    """Say how good the predictions were, and on how many answers."""
    checked = found.calibration
    if checked is None or not checked.log_loss:
        return [say(lang, "stats_none_scored")]
    lines = [say(lang, "stats_log_loss", **checked.log_loss)]
    if checked.replayed < found.reviews:
        lines.append(say(lang, "stats_sampled", count=checked.replayed, all=found.reviews))
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
