"""What the statistics ask of the log: one pass over it for each question."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from learn.store.faults import said
from learn.store.sqlite import Store

_STANDS = "rating is not null and id not in (select undoes from review where undoes is not null)"


def answers(store: Store) -> Iterator[tuple[str, int, int]]:
    """Yield (card, rating, learning day) of every answer that stands, in the order of time."""
    with said(store.path):
        yield from store._db.execute(
            f"select card, rating, day from review where {_STANDS} order by id"
        )


def answers_to(
    store: Store, cards: Iterable[str], most: int | None = None
) -> list[tuple[str, int, int]]:
    """Return the answers to some cards, in the order of time; the first ones, at most so many."""
    with said(store.path):
        return store._db.execute(
            f"select card, rating, day from review where {_STANDS}"
            " and card in (select value from json_each(?)) order by id limit ?",
            (json.dumps(list(cards)), -1 if most is None else most),
        ).fetchall()


def mixed_up(store: Store) -> dict[tuple[str, str], int]:
    """Return how often something was wrongly picked for a card: (card, picked) -> times."""
    with said(store.path):
        rows = store._db.execute(
            # The plus keeps the planner from an index that would look up every single row.
            "select +card as asked, json_extract(detail, '$.picked') as picked, count(*)"
            f" from review where rating = 1 and {_STANDS}"
            " and json_extract(detail, '$.picked') is not null group by asked, picked"
        ).fetchall()
    return {(card, picked): times for card, picked, times in rows if isinstance(picked, str)}
