"""What the statistics ask of the log: one pass over it for each question."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from learn.memory.calibration import LogEntry
from learn.quiz.cards import name_of, other_of, present
from learn.quiz.tally import Judged
from learn.store.card_states import STANDS
from learn.store.database import Store
from learn.store.sqlite_errors import in_words

# What was said before the options were shown: 1 for sure, 0 for not sure, else null.
_SURE = (
    "case when json_valid(detail) then"
    " case json_type(detail, '$.sure') when 'true' then 1 when 'false' then 0 end end"
)
_SAID = {1: True, 0: False, None: None}


def judged(store: Store) -> Iterator[Judged]:
    """Yield (card, rating, learning day, sure) of every answer that stands, in the order of time.

    One scan, made for millions of rows.
    """
    called: dict[str, str] = {}
    with in_words(store.path):
        sql = f"select card, rating, day, {_SURE} from review where {STANDS} order by id"
        for card, rating, day, sure in store._db.execute(sql):
            name = called.get(card) or called.setdefault(card, present(card))
            yield name, rating, day, _SAID[sure]


def answers_to(store: Store, cards: Iterable[str], most: int | None = None) -> list[LogEntry]:
    """Return the answers to some cards, in the order of time; the first ones, at most so many."""
    wanted = set(cards)
    with in_words(store.path):
        # What a card was called when it was answered depends on the log: see `cards.present`.
        called = [
            card
            for (card,) in store._db.execute("select distinct card from review")
            if present(card) in wanted
        ]
        rows = store._db.execute(
            f"select card, rating, day, {_SURE}, kind from review where {STANDS}"
            " and card in (select value from json_each(?)) order by id limit ?",
            (json.dumps(called), -1 if most is None else most),
        ).fetchall()
    return [
        LogEntry(present(card), rating, day, _SAID[sure], kind)
        for card, rating, day, sure, kind in rows
    ]


def merged(store: Store) -> tuple[Counter[str], int]:
    """Return how many former cards of each kind became the cards of how many terms."""
    with in_words(store.path):
        cards = [card for (card,) in store._db.execute("select distinct card from review")]
    former = [card for card in cards if present(card) != card]
    kinds = Counter("contrast" if other_of(card) else name_of(card) for card in former)
    return kinds, len({present(card) for card in former})


def mixed_up(store: Store) -> Counter[tuple[str, str]]:
    """Return how often something was wrongly picked for a card: (card, picked) -> times."""
    with in_words(store.path):
        # One scan and a count here take a third of the time that SQLite needs to group by texts.
        rows = store._db.execute(
            "select card, json_extract(detail, '$.picked') from review"
            f" where rating = 1 and json_valid(detail) and {STANDS}"
        ).fetchall()
    return Counter((card, picked) for card, picked in rows if isinstance(picked, str))
