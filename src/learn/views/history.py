"""One term's history: what happened to each of its cards, and its forgetting curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from learn.result import Curves
from learn.statistics import History
from learn.term import Lang, Term
from learn.views.page import Page
from learn.views.stats import per_cent
from learn.views.words import count_of, say

Point = tuple[int, float, float]  # (learning day, mean recall, recall of the weakest card)
_SIGNS = {1: "✗", 2: "~", 3: "✓", 4: "‼"}


def history(
    term: Term,
    cards: Mapping[str, History],
    unmet: Sequence[str],
    today: int,
    lang: Lang,
    width: int | None,
) -> Page:
    """Return a term's cards with their last ratings, as signs on a terminal, else as words."""
    page = Page(width)
    first, second = (term.name.zh, term.name.en) if lang == "zh" else (term.name.en, term.name.zh)
    page.add(("title", first), ("", f"  {second}" if second != first else "")).blank()
    for name, each in cards.items():
        kind, facts = name.partition("/")[2], _facts(each, today, lang)
        if width is None:
            rated = ", ".join(say(lang, f"rated_{rating}") for rating in each.ratings)
            facts = f"{facts}; {say(lang, 'stats_rated', ratings=rated)}"
            page.add(("", say(lang, "stats_line", what=kind, value=facts)))
            continue
        signs = " ".join(_SIGNS[rating] for rating in each.ratings)
        page.add(("strong", kind), ("", f"  {signs}"))
        page.text(facts, "dim", indent=2)
    if unmet:
        line = say(lang, "stats_line", what=say(lang, "stats_unmet"), value=", ".join(unmet))
        page.text(line, "dim")
    if width is not None:
        page.text(say(lang, "stats_ratings"), "dim").blank()
    return page


def _facts(each: History, today: int, lang: Lang) -> str:
    """Say the state of a card."""
    card = each.card
    ahead = max(0, card.due - today)
    named = {0: say(lang, "today"), 1: say(lang, "tomorrow")}
    return say(
        lang,
        "stats_card",
        reviews=count_of(lang, "one_review", "reviews", card.reps),
        lapses=count_of(lang, "one_lapse", "lapses", card.lapses),
        stability=say(lang, "days", count=f"{card.stability:.1f}"),
        recall=per_cent(each.recall),
        due=named.get(ahead) or say(lang, "in_days", count=ahead),
    )


def forgetting(points: Sequence[Point], today: int, several: bool, lang: Lang) -> Curves:
    """Return recall over the days until now and those to come, of all cards and of the weakest."""
    lines = {say(lang, "stats_mean"): [average for _, average, _ in points]}
    if several:
        lines[say(lang, "stats_weakest")] = [weakest for *_, weakest in points]
    x = [day - today for day, *_ in points]
    return Curves(say(lang, "stats_curve"), x, lines, say(lang, "stats_curve_x"), format=".0%")
