"""One term's history: what happened to each of its cards, and its forgetting curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from learn.demos.result import Curves
from learn.glossary.term import Lang, Term
from learn.quiz.cards import is_of_term, name_of
from learn.quiz.statistics import History
from learn.views.messages import count_of, say
from learn.views.page import Page
from learn.views.stats import per_cent

_SIGNS = {1: "✗", 2: "~", 3: "✓", 4: "‼"}


@dataclass(frozen=True)
class Told:
    """What the log tells of one term on a day: the cards met, those not met, and a curve.

    A point of the curve is (learning day, mean recall, recall of the weakest card).
    """

    day: int
    cards: Mapping[str, History]
    unmet: Sequence[str]
    points: Sequence[tuple[int, float, float]]


def history(term: Term, told: Told, lang: Lang, width: int | None, *, signs: bool = True) -> Page:
    """Return a term's cards with their last ratings, as signs or else as words."""
    page = Page(width)
    first, second = (term.name.zh, term.name.en) if lang == "zh" else (term.name.en, term.name.zh)
    page.add(("title", first), ("", f"  {second}" if second != first else "")).blank()
    for name, each in told.cards.items():
        kind, facts = kind_of_card(name, lang), _facts(each, told.day, lang)
        if signs:
            page.add(("strong", kind), ("", "  " + " ".join(_SIGNS[r] for r in each.ratings)))
            page.text(facts, "dim", indent=2)
        else:
            rated = say(lang, "comma").join(say(lang, f"rated_{r}") for r in each.ratings)
            facts = say(lang, "stats_rated", facts=facts, ratings=rated)
            page.text(say(lang, "stats_line", what=kind, value=facts))
    if told.unmet:
        unmet = say(lang, "comma").join(kind_of_card(name, lang) for name in told.unmet)
        page.text(say(lang, "stats_line", what=say(lang, "stats_unmet"), value=unmet), "dim")
    if signs:
        page.text(say(lang, "stats_ratings"), "dim").blank()
    return page


def kind_of_card(card: str, lang: Lang) -> str:
    """Say what a card asks: name and meaning, or the id of its question."""
    return say(lang, "card_term") if is_of_term(card) else name_of(card)


def _facts(each: History, today: int, lang: Lang) -> str:
    """Say the state of a card."""
    card = each.card
    ahead = max(0, card.due - today)
    named = {0: say(lang, "today"), 1: say(lang, "tomorrow")}
    return say(
        lang,
        "stats_card_missed" if card.learning else "stats_card",
        reviews=count_of(lang, "one_review", "reviews", card.reps),
        lapses=count_of(lang, "one_lapse", "lapses", card.lapses),
        stability=say(lang, "days", count=_days(card.stability)),
        recall=per_cent(each.recall),
        due=named.get(ahead) or say(lang, "in_days", count=ahead),
    )


def _days(stability: float) -> str:
    return f"{stability:.1f}" if stability >= 1 else f"{stability:.1g}"


def forgetting(told: Told, lang: Lang) -> Curves:
    """Return recall over the days to come, the mean of the cards and the weakest one."""
    lines = {say(lang, "stats_mean"): [average for _, average, _ in told.points]}
    if len(told.cards) > 1:
        lines[say(lang, "stats_weakest")] = [weakest for *_, weakest in told.points]
    x = [day - told.day for day, *_ in told.points]
    return Curves(say(lang, "stats_curve"), x, lines, say(lang, "stats_curve_x"), format=".0%")
