"""What can be asked of a learner's progress: the log, the states, and what else is kept."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from learn.memory.fsrs import RETENTION, Card, Scheduler
from learn.quiz.cards import present
from learn.quiz.model import Past
from learn.store import card_states, names
from learn.store.card_states import STANDS
from learn.store.rows import Logged, unpacked
from learn.store.sqlite_errors import in_words

_LAST = 8  # answers of a card's history
_LATEST = 500  # answers that tell a learner's pace


class Reading:
    """One learner's progress, as it can be read: every method is one question about it."""

    path: Path
    _db: sqlite3.Connection

    def log(self, card: str | None = None) -> Iterator[Logged]:
        """Yield every answer that stands, or those to one card, in the order of time."""
        with in_words(self.path):
            if card is None:
                yield from self._log("true order by id")
            else:
                where, values = card_states.answers_to(card)
                yield from self._log(f"{where} order by id", *values)

    def _log(self, where: str, *values: Any) -> Iterator[Logged]:
        rows = self._db.execute(
            "select id, card, rating, at, day, duration, kind, detail from review"
            f" where {STANDS} and {where}",
            values,
        )
        for key, card, rating, at, day, duration, kind, detail in rows:
            yield Logged(key, card, rating, at, day, duration, kind, unpacked(detail))

    def history(self, card: str) -> list[Past]:
        """Return the last answers to a card, the newest last."""
        where, values = card_states.answers_to(card)
        sql = f"select day, kind, rating from review where {STANDS} and {where} order by id desc"
        with in_words(self.path):
            rows = self._db.execute(f"{sql} limit {_LAST}", values).fetchall()
        return [Past(*row) for row in reversed(rows)]

    def answers(self) -> Iterator[tuple[str, int, int]]:
        """Yield (card, rating, learning day) of every answer that stands, in the order of time."""
        with in_words(self.path):
            yield from card_states.answers(self._db)

    def _answers_to(self, card: str) -> Iterator[tuple[str, int, int]]:
        return card_states.answers(self._db, *card_states.answers_to(card))

    def replayed(self, scheduler: Scheduler) -> dict[str, Card]:
        """Return the states that the log leads to, without keeping them."""
        with in_words(self.path):
            return scheduler.replay(card_states.answers(self._db))

    def setting(self, key: str) -> Any:
        """Return a setting kept with the progress, or None."""
        with in_words(self.path):
            row = self._db.execute("select value from setting where key = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else None

    def scheduler(self) -> Scheduler:
        """Return the scheduler that was adopted: the parameters of a fit, and the retention."""
        parameters = tuple(self.setting("parameters") or ())
        return Scheduler(parameters, self.setting("retention") or RETENTION)

    def fitted(self) -> int | None:
        """Return the learning day of the last fit or try; before it, that of the first answer."""
        if (day := self.setting("fitted")) is not None:
            return int(day)
        with in_words(self.path):
            sql = f"select day from review where {STANDS} order by id limit 1"
            row = self._db.execute(sql).fetchone()
        return row[0] if row else None

    def states(self) -> dict[str, Card]:
        """Return the state of every card that was ever reviewed."""
        with in_words(self.path):
            return card_states.states(self._db)

    def asked_on(self, day: int) -> dict[str, bool]:
        """Return the cards reviewed on a learning day: whether the card was new on that day."""
        with in_words(self.path):
            sql = f"select distinct card from review where {STANDS} and day = ?"
            cards = {present(card) for (card,) in self._db.execute(sql, (day,))}
            return {card: not self._asked_before(card, day) for card in cards}

    def _asked_before(self, card: str, day: int) -> bool:
        where, values = card_states.answers_to(card)
        sql = f"select 1 from review where {STANDS} and {where} and day < ? limit 1"
        return self._db.execute(sql, (*values, day)).fetchone() is not None

    def produced(self) -> set[str]:
        """Return the cards that were answered rightly without options to choose from."""
        with in_words(self.path):
            return card_states.produced(self._db)

    def mixed_up(self) -> dict[str, list[str]]:
        """Return what was picked instead of each term, the most frequent first."""
        with in_words(self.path):
            return card_states.mixed_up(self._db)

    def aliases(self) -> dict[str, list[str]]:
        """Return the names that the learner has added to terms."""
        with in_words(self.path):
            return names.added(self._db)

    def stands(self, key: str | None) -> bool:
        """Whether there is an answer of this id that was not taken back."""
        with in_words(self.path):
            return next(self._log("id = ?", key), None) is not None

    def reviews(self) -> int:
        """Return how many answers of the log stand."""
        with in_words(self.path):
            return card_states.standing(self._db)

    def rows(self) -> int:
        """Return how many rows the log has, undone answers and undos too."""
        with in_words(self.path):
            return int(self._db.execute("select count(*) from review").fetchone()[0])

    def days(self) -> list[int]:
        """Return the learning days on which there was an answer, in their order."""
        sql = f"select distinct day from review where {STANDS} order by day"
        with in_words(self.path):
            return [day for (day,) in self._db.execute(sql)]

    def durations(self, day: int | None = None) -> list[tuple[str, int]]:
        """Return kind and milliseconds of the answers of a learning day, or of the latest ones."""
        where, values = ("day = ?", (day,)) if day is not None else ("true", ())
        sql = f"select kind, duration from review where {STANDS} and {where}"
        with in_words(self.path):
            return self._db.execute(f"{sql} order by id desc limit {_LATEST}", values).fetchall()

    def bookmarked(self) -> set[str]:
        """Return the cards that the learner has bookmarked."""
        return set(self.setting("bookmarks") or ())

    def resting(self) -> dict[str, int]:
        """Return the cards that rest, each with the learning day on which it wakes."""
        return dict(self.setting("resting") or {})
