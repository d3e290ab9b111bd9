"""learn stats TERM: the history of a term's cards, and its forgetting curve."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from learn.cli.screen import Screen
from learn.demos.result import Curves
from learn.environment.settings import now
from learn.glossary.term import Term
from learn.memory import calibration
from learn.memory.calibration import LogEntry
from learn.memory.fsrs import learning_day
from learn.quiz import statistics
from learn.quiz.cards import cards_of, now_called, renames
from learn.store import Store, log_queries
from learn.views.history import Told, forgetting, history
from learn.views.messages import say
from learn.views.page import Page
from learn.views.stats import iso, nothing

_LEAST, _MOST = 14, 180  # days of the curve: as many as the memory is stable for, within these


def show_term(screen: Screen, store: Store, term: Term, *, json: bool) -> None:
    """Write one term's history: as JSON, as pictures, or in words."""
    told, lang = _tell(screen, store, term), screen.lang
    if json:
        screen.json(as_json(term, told))
        return
    if not told.cards:
        text = say(lang, "stats_none_of", name=term.name.in_(lang))
        screen.print(nothing(Page(screen.width), text, f"learn quiz {term.slug}", lang))
        return
    pictures = sys.stdout.isatty() and not screen.plain
    screen.print(history(term, told, lang, screen.width, signs=pictures))
    _draw(screen, forgetting(told, lang), pictures=pictures)
    if screen.width is not None:
        screen.print(Page(screen.width).add().add(("key", f"learn quiz {term.slug}")))


def _tell(screen: Screen, store: Store, term: Term) -> Told:
    terms, states, scheduler = screen.glossaries.terms(), store.states(), store.scheduler()
    today, renamed = learning_day(now(screen.environ)), renames(terms)
    current, _ = statistics.known_of(states, terms)
    every = list(cards_of(term))
    cards = {name: current[name] for name in every if name in current}
    asked = [name for name in states if now_called(name, renamed) in cards]
    log = _renamed(calibration.sound(log_queries.answers_to(store, asked), today), renamed)
    stable = math.ceil(max((card.stability for card in cards.values()), default=0.0))
    days = range(today, today + min(max(stable, _LEAST), _MOST) + 1)
    return Told(
        day=today,
        cards=statistics.histories(cards, log, scheduler, today),
        unmet=[name for name in every if name not in cards],
        points=calibration.curve(cards.values(), scheduler, days),
    )


def _renamed(log: Sequence[LogEntry], renamed: Mapping[str, str]) -> Iterator[LogEntry]:
    for name, rating, day in log:
        yield now_called(name, renamed), rating, day


def as_json(term: Term, told: Told) -> dict[str, Any]:
    """Return a term's history with the field names of `--json`."""
    return {
        "slug": term.slug,
        "cards": [
            {
                "card": name,
                "reps": each.card.reps,
                "lapses": each.card.lapses,
                "stability": each.card.stability,
                "difficulty": each.card.difficulty,
                "due": iso(each.card.due),
                "recall": each.recall,
                "ratings": each.ratings,
            }
            for name, each in told.cards.items()
        ],
        "unmet": told.unmet,
        "curve": [
            {"day": iso(day), "recall": average, "weakest": weakest}
            for day, average, weakest in told.points
        ],
    }


def _draw(screen: Screen, figure: Curves, *, pictures: bool) -> None:
    """Write the curve as a picture on a terminal, in words and numbers elsewhere."""
    if pictures:
        from learn.views.figures import draw

        screen.console.print(draw(figure, screen.columns, str))
        return
    from learn.views.figures_as_text import speak

    page = Page(screen.width)
    for line in speak(figure, str, screen.lang):
        page.text(line)
    screen.print(page)
