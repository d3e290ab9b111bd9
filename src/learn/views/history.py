"""One term's history: what happened to each of its cards, and its forgetting curve."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from learn.demos.result import Curves
from learn.glossary.term import RESERVED, Lang, Term
from learn.memory.calibration import LogEntry
from learn.quiz.cards import ASSOCIATION, is_of_term, name_of
from learn.quiz.mastery import Mastery
from learn.quiz.statistics import History
from learn.views.mastery import level
from learn.views.messages import count_of, say
from learn.views.page import Page, Span, cut, pad, width_of
from learn.views.stats import per_cent

_SIGNS = {1: "✗", 2: "~", 3: "✓", 4: "‼"}
_BOOKMARKED, _RESTS = "★", "‖"
_WIDE = 72  # columns of the table of cards; where there are fewer, each card has lines of its own
_NAME = 22  # columns of a card's name in it


@dataclass(frozen=True)
class Told:
    """What the log tells of one term on a day: the cards met, those not met, and a curve.

    A point of the curve is (learning day, mean recall, recall of the weakest card). `resting`
    has the day on which a card wakes.
    """

    day: int
    mastery: Mastery
    cards: Mapping[str, History]
    unmet: Sequence[str]
    points: Sequence[tuple[int, float, float]]
    resting: Mapping[str, int] = field(default_factory=dict)
    bookmarked: Collection[str] = ()

    def due(self, card: str) -> int:
        """Return the day on which a card is asked next; one that rests waits until it wakes."""
        return max(self.cards[card].card.due, self.resting.get(card, 0))

    @property
    def next(self) -> int:
        """The day on which one of the cards is asked next, today at the earliest."""
        return max(self.day, min(map(self.due, self.cards)))


def history(term: Term, told: Told, lang: Lang, width: int | None, *, signs: bool = True) -> Page:
    """Return a term's cards with their last answers, as signs or else as words."""
    page = Page(width)
    first, second = (term.name.zh, term.name.en) if lang == "zh" else (term.name.en, term.name.zh)
    names = [("title", first), ("", f"  {second}" if second != first else "")]
    circle = f"{told.mastery.circle} " if signs else ""
    coming = say(lang, "stats_next", when=_when(told.next - told.day, lang))
    standing = [("", f"{circle}{level(told.mastery, lang)}"), ("dim", f"   {coming}")]
    size = sum(width_of(text) for _, text in [*names, *standing]) + 3
    if width is None or size <= width:
        page.add(*names, ("", "   "), *standing)
    else:
        page.row(*names).row(*standing)
    page.blank()
    if not signs:
        _in_words(page, told, lang)
    elif width is not None and width < _WIDE:
        _in_lines(page, told, lang)
    else:
        _as_table(page, told, lang)
    if told.unmet:
        unmet = say(lang, "comma").join(kind_of_card(name, lang) for name in told.unmet)
        page.text(say(lang, "stats_line", what=say(lang, "stats_unmet"), value=unmet), "dim")
    if signs:
        page.flow(_legend(told, lang), "  ", "dim")
    return page


def kind_of_card(card: str, lang: Lang) -> str:
    """Say what a card asks: name and meaning, a kind that every demo has, or a question's id."""
    if is_of_term(card):
        return say(lang, "card_term")
    name = name_of(card)
    return say(lang, f"kind_{name}") if name in RESERVED else name


def _legend(told: Told, lang: Lang) -> list[str]:
    """Say what the signs mean, each that is shown."""
    marks = {_BOOKMARKED: ("stats_bookmarked", told.bookmarked)}
    marks |= {_RESTS: ("stats_rests", told.resting)}
    shown = [f"{sign} {say(lang, key)}" for sign, (key, cards) in marks.items() if cards]
    return [*say(lang, "stats_ratings").split("  "), *shown]


def _marks(card: str, told: Told) -> str:
    """Mark a card that is bookmarked, or rests."""
    bookmarked = f" {_BOOKMARKED}" if card in told.bookmarked else ""
    return bookmarked + (f" {_RESTS}" if card in told.resting else "")


def _when(ahead: int, lang: Lang) -> str:
    named = {0: say(lang, "today"), 1: say(lang, "tomorrow")}
    return named.get(max(0, ahead)) or say(lang, "in_days", count=ahead)


def _by_kind(answers: Sequence[LogEntry], lang: Lang) -> list[tuple[str, list[int]]]:
    """Return the ratings in their order, those in a row that were asked in one kind together."""
    return [
        (say(lang, f"told_{kind}") if kind in ASSOCIATION else kind, [each.rating for each in same])
        for kind, same in groupby(answers, key=lambda each: each.kind)
    ]


def _kinds(page: Page, card: str, each: History, lang: Lang) -> None:
    """Add in which kinds the card of the term was asked, and how each of them went."""
    if is_of_term(card):
        runs = _by_kind(each.answers, lang)
        page.flow([f"{kind} {_drawn(ratings, ' ')}" for kind, ratings in runs], "  ", "", 2)


def _drawn(ratings: Sequence[int], gap: str) -> str:
    return gap.join(_SIGNS[rating] for rating in ratings)


def _as_table(page: Page, told: Told, lang: Lang) -> None:
    """Add a line a card, its numbers in columns; the kinds of the term's own below it."""
    keys = ("answers", "asked", "lapsed", "stable", "recall_now", "when")
    rows = [("", *(say(lang, f"stats_{key}") for key in keys))]
    for name, each in told.cards.items():
        card, marks = each.card, _marks(name, told)
        called = cut(kind_of_card(name, lang), _NAME - width_of(marks)) + marks
        ratings = _drawn([answer.rating for answer in each.answers], "")
        counts = (str(card.reps), str(card.lapses), say(lang, "days", count=_days(card.stability)))
        recall = say(lang, "stats_missed") if card.learning else per_cent(each.recall)
        when = _when(told.due(name) - told.day, lang)
        rows.append((called, ratings, *counts, recall, when))
    sizes = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        cells = [
            pad(cell, size) if place < 2 else " " * (size - width_of(cell)) + cell
            for place, (cell, size) in enumerate(zip(row[:-1], sizes, strict=False))
        ]
        spans: list[Span] = [("strong" if number else "dim", cells[0])]
        rest = "  ".join(("", *cells[1:], row[-1]))
        page.add(*spans, ("" if number else "dim", rest))
        if number:
            name = list(told.cards)[number - 1]
            _kinds(page, name, told.cards[name], lang)


def _in_lines(page: Page, told: Told, lang: Lang) -> None:
    """Add some lines a card, for a narrow terminal."""
    for name, each in told.cards.items():
        called = kind_of_card(name, lang) + _marks(name, told)
        ratings = _drawn([answer.rating for answer in each.answers], " ")
        if is_of_term(name):
            page.text(called, "strong")
            _kinds(page, name, each, lang)
        else:
            page.row(("strong", called), ("", "  "), ("", ratings))
        page.text(_facts(name, told, lang), "dim", indent=2)


def _in_words(page: Page, told: Told, lang: Lang) -> None:
    """Add a sentence a card."""
    comma = say(lang, "comma")
    for name, each in told.cards.items():
        parts = [
            (f"{kind} " if is_of_term(name) else "")
            + comma.join(say(lang, f"rated_{rating}") for rating in ratings)
            for kind, ratings in _by_kind(each.answers, lang)
        ]
        rated = say(lang, "semicolon" if is_of_term(name) else "comma").join(parts)
        said = say(lang, "stats_rated", facts=_facts(name, told, lang), ratings=rated)
        for key, cards in (("stats_bookmarked", told.bookmarked), ("stats_rests", told.resting)):
            said += say(lang, "semicolon") + say(lang, key) if name in cards else ""
        page.text(say(lang, "stats_line", what=kind_of_card(name, lang), value=said))


def _facts(name: str, told: Told, lang: Lang) -> str:
    """Say the state of a card."""
    each = told.cards[name]
    card = each.card
    return say(
        lang,
        "stats_card_missed" if card.learning else "stats_card",
        reviews=count_of(lang, "one_review", "reviews", card.reps),
        lapses=count_of(lang, "one_lapse", "lapses", card.lapses),
        stability=say(lang, "days", count=_days(card.stability)),
        recall=per_cent(each.recall),
        due=_when(told.due(name) - told.day, lang),
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
