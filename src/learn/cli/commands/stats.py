"""learn stats: what was done and what is known, of everything or of one term."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from learn.cli.completion import terms as complete_terms
from learn.cli.open_store import open_progress
from learn.cli.options import Json, with_screen
from learn.cli.screen import Screen
from learn.cli.selection import find_term

Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TERM]...", help="Only this term.", autocompletion=complete_terms),
]
Details = Annotated[
    bool,
    typer.Option(
        "--details",
        help="Also recall by age, predictions against what happened, 30 days ahead, all pairs.",
    ),
]


@with_screen(glossary=True)
def stats(screen: Screen, term: Words = None, details: Details = False, json: Json = False) -> None:
    """Show progress: days, streak, what is due, recall, strength.

    \b
      learn stats
      learn stats --details
      learn stats neck
      learn stats --json

    \b
    A term is known when it was typed or explained, and its memory is stable for 21
    days or more. Recall counts the first answer to a card on a later day than its
    last one; a right one that you were not sure of may be luck: it doesn't count.

    \b
    Fields of --json: day, reviews, streak {current, longest},
      days [{day, reviews}], today {due, new, minutes}, due [{day, cards}],
      terms {known, steady, typed, just_met, unmet} (each once, as far as it has come),
      topics [{topic, terms, met, known, recall, mastery}] (met: just or further;
        recall: expected today of those met; mastery: as terms),
      recall {reviews, recalled, guessed, rate, aim} (guessed: right, but not sure),
      retention [{first, last, reviews, recalled, guessed, rate}] (first to last: days
        of age), sureness {sure {answers, right, rate}, unsure {...}},
      confusions [{terms, times, command}],
      calibration {replayed, reviews, bins [{low, high, reviews, predicted, actual}],
        log_loss {scheduler, constant, moving_average}}, skipped {reviews, cards}.
    Of a term: slug, mastery, next, cards [{card, reps, lapses, stability, difficulty,
      due, resting, bookmarked, recall, ratings, kinds}] (resting: until that day, or
      null; kinds: of the answers that were rated), unmet,
      curve [{day, recall, weakest}].
    """
    one = find_term(screen, " ".join(term)) if term else None
    with closing(open_progress(screen)) as store:
        if one:
            from learn.cli.stats_term import show_term

            show_term(screen, store, one, json=json)
        else:
            from learn.cli.stats_overview import show_overview

            show_overview(screen, store, details=details, json=json)
    screen.note()
