"""learn stats: what was done and what is known, of everything or of one term."""

from __future__ import annotations

import random
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from learn.cli.completion import terms as complete_terms
from learn.cli.open_store import open_progress
from learn.cli.options import Json, with_screen
from learn.cli.screen import Screen
from learn.cli.selection import find_term
from learn.environment.settings import now
from learn.glossary.term import Term
from learn.views.messages import say
from learn.views.page import Page

if TYPE_CHECKING:
    from learn.store import Store
    from learn.views.stats import Overview

Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TERM]...", help="Only this term.", autocompletion=complete_terms),
]


@with_screen(glossary=True)
def stats(screen: Screen, term: Words = None, json: Json = False) -> None:
    """Show progress: days, streak, what is due, recall, strength.

    \b
      learn stats
      learn stats neck
      learn stats --json

    \b
    Fields of --json: day, reviews, streak {current, longest},
      days [{day, reviews}], due [{day, cards}],
      retention [{first, last, reviews, recalled, rate}] (first to last: days of age),
      topics [{topic, recall, known, met, cards}],
      confusions [{terms, times, command}],
      calibration {replayed, reviews, bins [{low, high, reviews, predicted, actual}],
        log_loss {scheduler, constant, moving_average}}, skipped {reviews, cards}.
    Of a term: slug, cards [{card, reps, lapses, stability, difficulty, due, recall,
      ratings}], unmet, curve [{day, recall, weakest}].
    """
    one = find_term(screen, " ".join(term)) if term else None
    with closing(open_progress(screen)) as store:
        if one:
            from learn.cli.stats_term import show_term

            show_term(screen, store, one, json=json)
        else:
            _show(screen, store, json=json)
    screen.note()


def _show(screen: Screen, store: Store, *, json: bool) -> None:
    """Write the overview: as JSON, as pictures, or in words."""
    from learn.views.stats import left_out, nothing, pictures
    from learn.views.stats_as_text import as_text

    terms = screen.glossaries.terms()
    found = _overview(screen, store, terms)
    if json:
        screen.json(as_json(found))
    elif not found.reviews:
        page = Page(screen.width)
        for line in left_out(found, screen.lang):
            page.text(line, "warn")
        screen.print(nothing(page, say(screen.lang, "stats_none"), "learn quiz", screen.lang))
    elif screen.plain or screen.width is None:
        screen.print(as_text(found, terms, screen.lang, screen.width))
    else:
        screen.print(pictures(found, terms, screen.lang, screen.width))


def _overview(screen: Screen, store: Store, terms: Mapping[str, Term]) -> Overview:
    from learn.memory import calibration, scoring
    from learn.memory.fsrs import learning_day
    from learn.quiz import plan, statistics
    from learn.quiz.model import SessionOptions
    from learn.quiz.outlook import AHEAD
    from learn.store import log_queries
    from learn.views.stats import Overview

    today, states, scheduler = learning_day(now(screen.environ)), store.states(), store.scheduler()
    cards, unknown = statistics.known_of(states, terms)
    day = plan.today(store, terms, today, scheduler)
    tally = statistics.tally(store.answers(), today)
    reviews, most = {name: card.reps for name, card in states.items()}, calibration.SAMPLE
    chosen = log_queries.answers_to(store, scoring.sample(reviews, most), most)
    return Overview(
        day=today,
        tally=tally,
        streaks=statistics.streaks(tally.days, today),
        due=day.due(day.plan(SessionOptions(), random.Random()), AHEAD),
        topics=statistics.strengths(cards, terms, scheduler, today),
        pairs=statistics.pairs(log_queries.mixed_up(store), terms),
        calibration=calibration.calibrate(calibration.sound(chosen, today), scheduler),
        aim=scheduler.retention,
        unknown=unknown,
    )


def as_json(found: Overview) -> dict[str, Any]:
    """Return the overview with the field names of `--json`."""
    from learn.views.stats import contrast, iso

    current, longest = found.streaks
    return {
        "day": iso(found.day),
        "reviews": found.reviews,
        "streak": {"current": current, "longest": longest},
        "days": [{"day": iso(d), "reviews": n} for d, n in sorted(found.tally.days.items())],
        "due": [{"day": iso(found.day + n), "cards": due} for n, due in enumerate(found.due)],
        "retention": [asdict(age) | {"rate": age.rate} for age in found.tally.ages],
        "topics": [asdict(topic) for topic in found.topics],
        "confusions": [asdict(pair) | {"command": contrast(pair)} for pair in found.pairs],
        "calibration": asdict(found.calibration),
        "skipped": {"reviews": found.tally.skipped, "cards": found.unknown},
    }
