"""When a card is asked, and in which kind: by what memory there is of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from learn.glossary.term import TERM_CARD
from learn.memory.fsrs import Card, Scheduler
from learn.quiz.cards import PRODUCED, slug_of
from learn.quiz.pace import Pace

_ENOUGH = 6  # answers
_TYPED, _SOON, _ALOUD = 1.0, 5.0, 10.0  # days of stability


def earned(card: Card | None) -> str:
    """Return the kind in which a term is asked next: to choose, then to type, then to explain.

    About two right answers bring it to typing; one that was surer than usual does so alone, and so
    do six answers of any kind.
    """
    times = card.reps if card else 0
    weak = card is None or card.stability < (_TYPED if times > 1 else _SOON)
    if card is None or (weak and times < _ENOUGH):
        return ("name", "summary")[times % 2]
    return "aloud" if card.stability >= _ALOUD and times % 2 else "type"


def least_remembered(
    states: Mapping[str, Card], cards: Iterable[str], day: int, scheduler: Scheduler
) -> list[str]:
    """Return the cards that are due, those missed today first, then the least remembered."""
    due = [name for name in cards if name in states and states[name].due <= day]
    recall = {name: scheduler.retrievability(states[name], day) for name in due}
    return sorted(due, key=lambda name: (not states[name].learning, recall[name], name))


def is_typed(card: Card | None) -> bool:
    """Whether a term is known well enough to be asked without options, and was not just missed."""
    return card is not None and not card.learning and earned(card) in PRODUCED


def seconds(pace: Pace, card: Card | None, kind: str) -> float:
    """Return what asking a card takes; that of a term is asked in the kind that it has earned."""
    return pace.seconds(earned(card) if kind == TERM_CARD else kind)


def forecast(
    cards: Mapping[str, Card], day: int, span: int, asked: Collection[str] = (), held: int = 0
) -> list[int]:
    """Return how many cards will be asked on each of the next days, one of a term on each.

    What is overdue comes today, unless a sibling was asked already. `held` are those that have no
    room today: they are tomorrow's.
    """
    taken = {slug_of(name): day for name in asked}
    counts: Counter[int] = Counter()
    for name, card in sorted(cards.items(), key=lambda each: (each[1].due, each[0])):
        slug = slug_of(name)
        on = max(card.due, day)
        if not card.learning:
            on = max(on, taken.get(slug, day - 1) + 1)
        taken[slug] = max(on, taken.get(slug, on))
        counts[on - day] += 1
    if held and span > 1:
        counts[0], counts[1] = counts[0] - held, counts[1] + held
    return [counts[ahead] for ahead in range(span)]
