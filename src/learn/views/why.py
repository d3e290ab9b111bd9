"""Why a card is asked now, and what happened to it before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from learn.glossary.term import Lang
from learn.memory.fsrs import Card, Scheduler
from learn.quiz.cards import KINDS
from learn.quiz.model import Past
from learn.views.messages import count_of, say
from learn.views.page import Page

_SIGNS = {1: "✗", 2: "~", 3: "✓", 4: "‼"}


def why(
    card: Card | None,
    past: Sequence[Past],
    day: int,
    scheduler: Scheduler,
    lang: Lang,
    width: int | None,
) -> Page:
    """Return the reason and the last answers; `card` is the state before today's question."""
    page = Page(width)
    if card is None:
        page.text(say(lang, "why_new"))
    elif card.learning:
        page.text(say(lang, "why_missed"))
    else:
        ago = count_of(lang, "one_day", "days", max(0, day - card.day))
        recall = scheduler.retrievability(card, day)
        key = "why_due" if card.due <= day else "why_early"
        aim = f"{scheduler.retention:.0%}"
        page.text(say(lang, key, ago=ago, recall=f"{recall:.0%}", aim=aim))
        stable = count_of(lang, "one_day", "days", max(1, round(card.stability)))
        page.text(say(lang, "why_memory", stable=stable), "dim")
        if card.lapses:
            times = count_of(lang, "once", "times", card.lapses)
            page.text(say(lang, "why_lapses", times=times), "dim")
    for each in past:
        when = date.fromordinal(each.day).isoformat()
        page.text(f"{when}  {kind_of(each.kind, lang)}", "dim", 4, ("dim", _SIGNS[each.rating]))
    return page


def kind_of(kind: str, lang: Lang) -> str:
    """Say a kind of question; one of another version stands as it is."""
    return say(lang, f"kind_{kind}") if kind in KINDS else kind
