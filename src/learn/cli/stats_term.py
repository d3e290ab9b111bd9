"""learn stats TERM: the history of a term's cards, and its forgetting curve."""

from __future__ import annotations

import math
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
from learn.quiz.cards import cards_of, now_called, of_term, renames
from learn.quiz.mastery import mastery
from learn.quiz.statistics import History
from learn.store import Store, log_queries
from learn.views.history import Told, forgetting, history
from learn.views.messages import say
from learn.views.page import Page
from learn.views.stats import iso, nothing

_LEAST, _MOST = 14, 180  # days of the curve: as many as the memory is stable for, within these
_SCREEN = 23  # lines of a page that fits a terminal of 24
_ROOMY = 12  # lines that leave room for a blank one
_AROUND = 4  # lines around the curve: title, legend, what its days are, and a command
_LOWEST, _HIGHEST = 5, 10  # lines of the curve


def show_term(screen: Screen, store: Store, term: Term, *, json: bool) -> None:
    """Write one term's history: as JSON, as pictures, or in words."""
    today, lang = learning_day(now(screen.environ)), screen.lang
    told = told_of(store, term, screen.glossaries.terms(), today)
    if json:
        screen.json(as_json(term, told))
        return
    if not told.cards:
        text = say(lang, "stats_none_of", name=term.name.in_(lang))
        screen.print(nothing(Page(screen.width), text, f"learn quiz {term.slug}", lang))
        return
    page = history(term, told, lang, screen.width, signs=screen.draws)
    height = make_room(page)
    screen.print(page)
    _draw(screen, forgetting(told, lang), height)
    if screen.width is not None:
        screen.print(Page(screen.width).add(("key", f"learn quiz {term.slug}")))


def make_room(page: Page) -> int:
    """Return how many lines a curve below the page takes, so that both fit a screen."""
    if len(page.lines) < _ROOMY:
        page.blank()
    above = len(page.lines)
    return min(_HIGHEST, max(_LOWEST, _SCREEN - above - _AROUND))


def told_of(store: Store, term: Term, terms: Mapping[str, Term], today: int) -> Told:
    """Return what the log tells of a term, one of all the terms, on a learning day."""
    states, scheduler, renamed = store.states(), store.scheduler(), renames(terms)
    current, _ = statistics.known_of(states, terms)
    every = list(cards_of(term))
    cards = {name: current[name] for name in every if name in current}
    asked = [name for name in states if now_called(name, renamed) in cards]
    log = _renamed(calibration.sound(log_queries.answers_to(store, asked), today), renamed)
    stable = math.ceil(max((card.stability for card in cards.values()), default=0.0))
    days = range(today, today + min(max(stable, _LEAST), _MOST) + 1)
    resting, bookmarked = store.resting(), store.bookmarked()
    called = {card: now_called(card, renamed) for card in {*resting, *bookmarked}}
    produced = {now_called(card, renamed) for card in store.produced()}
    own = of_term(term.slug)
    return Told(
        day=today,
        mastery=mastery(cards.get(own), produced=own in produced),
        cards=statistics.histories(cards, log, scheduler, today),
        unmet=[name for name in every if name not in cards],
        points=calibration.curve(cards.values(), scheduler, days),
        resting={
            called[card]: until
            for card, until in resting.items()
            if until > today and called[card] in cards
        },
        bookmarked={called[card] for card in bookmarked if called[card] in cards},
    )


def _renamed(log: Sequence[LogEntry], renamed: Mapping[str, str]) -> Iterator[LogEntry]:
    for each in log:
        yield each._replace(card=now_called(each.card, renamed))


def as_json(term: Term, told: Told) -> dict[str, Any]:
    """Return a term's history with the field names of `--json`."""
    return {
        "slug": term.slug,
        "mastery": told.mastery.field,
        "next": iso(told.next) if told.cards else None,
        "cards": [_card(name, each, told) for name, each in told.cards.items()],
        "unmet": told.unmet,
        "curve": [
            {"day": iso(day), "recall": average, "weakest": weakest}
            for day, average, weakest in told.points
        ],
    }


def _card(name: str, each: History, told: Told) -> dict[str, Any]:
    card, until = each.card, told.resting.get(name)
    return {
        "card": name,
        "reps": card.reps,
        "lapses": card.lapses,
        "stability": card.stability,
        "difficulty": card.difficulty,
        "due": iso(card.due),
        "resting": iso(until) if until else None,
        "bookmarked": name in told.bookmarked,
        "recall": each.recall,
        "ratings": [answer.rating for answer in each.answers],
        "kinds": [answer.kind for answer in each.answers],
    }


def _draw(screen: Screen, figure: Curves, height: int) -> None:
    """Write the curve as a picture on a terminal, in words and numbers elsewhere."""
    if screen.draws:
        from learn.views.figures import draw

        screen.console.print(draw(figure, screen.columns, str, height))
        return
    from learn.views.figures_as_text import speak

    page = Page(screen.width)
    for line in speak(figure, str, screen.lang):
        page.text(line)
    screen.print(page)
