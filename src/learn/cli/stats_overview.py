"""learn stats: what was done and what is known, of all terms, on one screen or in detail."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from learn.cli.quiz_start import options_of
from learn.cli.screen import Screen
from learn.environment.settings import now
from learn.glossary.term import Term
from learn.memory import calibration, scoring
from learn.memory.calibration import Calibration
from learn.memory.fsrs import Card, Scheduler, learning_day
from learn.quiz import plan, statistics
from learn.quiz.cards import all_cards
from learn.quiz.outlook import AHEAD, remaining
from learn.quiz.statistics import Strength, by_mastery
from learn.quiz.tally import Age, Said, tally
from learn.store import Store, log_queries
from learn.views.messages import say
from learn.views.page import Page
from learn.views.stats import Overview, contrast, iso, left_out, nothing


def show_overview(screen: Screen, store: Store, *, details: bool, json: bool) -> None:
    """Write the overview: as JSON, as pictures, or in words."""
    terms, lang = screen.glossaries.terms(), screen.lang
    found = overview_of(screen, store, terms, all_of_it=details or json)
    if json:
        screen.json(as_json(found))
    elif not found.reviews:
        page = Page(screen.width)
        for line in left_out(found, lang):
            page.text(line, "warn")
        screen.print(nothing(page, say(lang, "stats_none"), "learn quiz", lang))
    elif screen.width is None or not screen.draws:
        from learn.views.stats_as_text import as_text

        screen.print(as_text(found, terms, lang, screen.width, details=details))
    elif details:
        from learn.views.stats_details import pictures

        screen.print(pictures(found, terms, lang, screen.width))
    else:
        from learn.views.stats_overview import one_screen

        screen.print(one_screen(found, terms, lang, screen.width))


def overview_of(
    screen: Screen, store: Store, terms: Mapping[str, Term], *, all_of_it: bool
) -> Overview:
    """Return what there is to show; predictions are checked only for `all_of_it`."""
    today, states, scheduler = learning_day(now(screen.environ)), store.states(), store.scheduler()
    cards, unknown = statistics.known_of(states, terms)
    # The same day and the same plan as those of a quiz that would begin now.
    day = replace(plan.today(store, terms, today, scheduler), states=cards)
    planned = day.plan(options_of(screen), random.Random())
    counted = tally(log_queries.judged(store), today)
    return Overview(
        day=today,
        tally=counted,
        streaks=statistics.streaks(counted.days, today),
        due=day.due(planned, AHEAD),
        waiting=remaining(planned.items, all_cards(terms.values()), cards, day.pace, today),
        topics=statistics.strengths(cards, terms, day.produced, scheduler, today),
        pairs=statistics.pairs(log_queries.mixed_up(store), terms),
        calibration=_calibration(store, states, scheduler, today) if all_of_it else None,
        aim=scheduler.retention,
        unknown=unknown,
    )


def _calibration(
    store: Store, states: Mapping[str, Card], scheduler: Scheduler, today: int
) -> Calibration:
    """Check predictions on a sample of whole cards."""
    reviews, most = {name: card.reps for name, card in states.items()}, calibration.SAMPLE
    chosen = log_queries.answers_to(store, scoring.sample(reviews, most), most)
    return calibration.calibrate(calibration.sound(chosen, today), scheduler)


def as_json(found: Overview) -> dict[str, Any]:
    """Return the overview with the field names of `--json`."""
    current, longest = found.streaks
    assert found.calibration is not None
    recall, waiting = found.tally.recall, found.waiting
    return {
        "day": iso(found.day),
        "reviews": found.reviews,
        "streak": {"current": current, "longest": longest},
        "days": [{"day": iso(d), "reviews": n} for d, n in sorted(found.tally.days.items())],
        "today": {
            "due": found.due[0],
            "new": waiting.new,
            "minutes": round(waiting.minutes, 3),
        },
        "due": [{"day": iso(found.day + n), "cards": due} for n, due in enumerate(found.due)],
        "terms": _levels(found.topics),
        "topics": [_topic(topic) for topic in found.topics],
        "recall": {name: _age(recall)[name] for name in ("reviews", "recalled", "guessed", "rate")}
        | {"aim": found.aim},
        "retention": [_age(age) for age in found.tally.ages],
        "sureness": {"sure": _said(found.tally.sure), "unsure": _said(found.tally.unsure)},
        "confusions": [asdict(pair) | {"command": contrast(pair)} for pair in found.pairs],
        "calibration": asdict(found.calibration),
        "skipped": {"reviews": found.tally.skipped, "cards": found.unknown},
    }


def _levels(topics: Sequence[Strength]) -> dict[str, int]:
    return {level.field: count for level, count in by_mastery(topics).items()}


def _topic(topic: Strength) -> dict[str, Any]:
    counts = {"terms": topic.terms, "met": topic.met, "known": topic.known}
    return {"topic": topic.topic, **counts, "recall": topic.recall, "mastery": _levels([topic])}


def _age(age: Age) -> dict[str, Any]:
    return asdict(age) | {"rate": age.rate}


def _said(said: Said) -> dict[str, Any]:
    return asdict(said) | {"rate": said.rate}
