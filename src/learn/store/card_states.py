"""What is derived from the log, kept beside it, and made again from it at any time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace

from learn.glossary.term import CONTRAST, FORMER_CARDS
from learn.memory.fsrs import Card, Scheduler
from learn.quiz.cards import PRODUCED, is_of_term, present, slug_of

_STATE = "card, stability, difficulty, day, due, reps, lapses, learning"
STANDS = "rating is not null and id not in (select undoes from review where undoes is not null)"


def answers_to(card: str) -> tuple[str, tuple[str, ...]]:
    """Return the condition that finds the answers to a card, also those to its former cards."""
    if not is_of_term(card):
        return "card = ?", (card,)
    slug = slug_of(card)
    former = [f"{slug}/{name}" for name in FORMER_CARDS]
    contrasts = f"{slug}/{CONTRAST}"
    places = ", ".join("?" * (1 + len(former)))
    condition = f"(card in ({places}) or (card >= ? and card < ?))"
    return condition, (card, *former, contrasts, contrasts[:-1] + ".")


def standing(db: sqlite3.Connection) -> int:
    """Return how many answers of the log stand."""
    return int(db.execute(f"select count(*) from review where {STANDS}").fetchone()[0])


def answers(
    db: sqlite3.Connection, where: str = "true", values: Iterable[object] = ()
) -> Iterator[tuple[str, int, int]]:
    """Yield (card, rating, learning day) of the answers that stand, in the order of time."""
    sql = f"select card, rating, day from review where {STANDS} and {where} order by id"
    for card, rating, day in db.execute(sql, tuple(values)):
        yield present(card), rating, day


def derive_anew(db: sqlite3.Connection, scheduler: Scheduler) -> dict[str, Card]:
    """Derive every card's state, and what was mixed up, from the log; return the states."""
    states = scheduler.replay(answers(db))
    db.execute("delete from state")
    keep(db, states.values())
    remix(db)
    return states


def keep(db: sqlite3.Connection, cards: Iterable[Card]) -> None:
    """Keep the states of some cards."""
    db.executemany(
        f"insert or replace into state ({_STATE}) values (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (c.name, c.stability, c.difficulty, c.day, c.due, c.reps, c.lapses, int(c.learning))
            for c in cards
        ),
    )


def states(db: sqlite3.Connection) -> dict[str, Card]:
    """Return the state of every card that was ever reviewed."""
    rows = db.execute(f"select {_STATE} from state").fetchall()
    cards = (Card(*row) for row in rows)
    return {card.name: replace(card, learning=True) if card.learning else card for card in cards}


def produced(db: sqlite3.Connection) -> set[str]:
    """Return the cards that were answered rightly without options to choose from."""
    sql = f"select distinct card from review where {STANDS} and rating > 1 and kind in {PRODUCED}"
    return {present(card) for (card,) in db.execute(sql)}


def mix(db: sqlite3.Connection, card: str, picked: object, times: int = 1) -> None:
    """Count what was picked instead of a card's term, or with -1 count it no longer."""
    if isinstance(picked, str) and picked:
        pair = (slug_of(card), picked)
        db.execute("insert or ignore into mixed values (?, ?, 0)", pair)
        db.execute(
            "update mixed set times = max(0, times + ?) where slug = ? and picked = ?",
            (times, *pair),
        )


def mixed_up(db: sqlite3.Connection) -> dict[str, list[str]]:
    """Return what was picked instead of each term, the most frequent first."""
    found: dict[str, list[str]] = {}
    for slug, picked in db.execute(
        "select slug, picked from mixed where times > 0 order by times desc, picked"
    ):
        found.setdefault(slug, []).append(picked)
    return found


def remix(db: sqlite3.Connection) -> None:
    """Count anew, from the log, what was picked instead of each term."""
    db.execute("delete from mixed")
    db.execute(
        "insert into mixed select substr(card, 1, instr(card, '/') - 1) as slug,"
        " json_extract(detail, '$.picked') as picked, count(*) from review"
        f" where {STANDS} and json_valid(detail) and json_type(detail, '$.picked') = 'text'"
        " and picked <> '' group by 1, 2"
    )
