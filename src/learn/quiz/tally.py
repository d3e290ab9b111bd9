"""One pass over the log: answers by day, recall by the age of a memory, and how sure one was."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from learn.memory.calibration import recalled

Judged = tuple[str, int, int, bool | None]  # (card, rating, learning day, sure)

AGES = (1, 2, 4, 8, 15, 31)  # days since the last review: where each age of memory begins
_MISSED, _RECALLED, _GUESSED = range(3)


@dataclass(frozen=True)
class Age:
    """Reviews of memories `first` to `last` days old (None: no end), and how many were recalled.

    The right answers of those not sure are `guessed`: they may be luck, and count as not recalled.
    """

    first: int
    last: int | None
    reviews: int
    recalled: int
    guessed: int = 0

    @property
    def rate(self) -> float | None:
        """The share recalled, None of nothing."""
        return self.recalled / self.reviews if self.reviews else None


@dataclass(frozen=True)
class Said:
    """Answers before which the same was said, and how many of them were right."""

    answers: int = 0
    right: int = 0

    @property
    def rate(self) -> float | None:
        """The share that was right, None of nothing."""
        return self.right / self.answers if self.answers else None


@dataclass(frozen=True)
class Tally:
    """What one pass over the log counts: answers by learning day, recall by age, rows left out.

    `sure` and `unsure` are the answers before whose options that was said.
    """

    days: Mapping[int, int]
    ages: Sequence[Age]
    skipped: int
    sure: Said = Said()
    unsure: Said = Said()

    @property
    def recall(self) -> Age:
        """Recall at every age of memory together."""
        sums = [
            sum(getattr(age, name) for age in self.ages)
            for name in ("reviews", "recalled", "guessed")
        ]
        return Age(AGES[0], None, *sums)


def tally(log: Iterable[Judged], today: int) -> Tally:
    """Count a log in one pass, made for millions of rows; what can't be an answer is left out.

    Only the first answer on a day later than the card's last one tells of a memory's age.
    """
    days: dict[int, int] = {}
    last: dict[str, int] = {}
    aged: dict[tuple[int, int], int] = {}
    said: dict[tuple[bool, bool], int] = {}
    skipped = 0
    for card, rating, day, sure in log:
        if not (1 <= rating <= 4 and 0 < day <= today):
            skipped += 1
            continue
        days[day] = days.get(day, 0) + 1
        if sure is not None:
            said[sure, rating > 1] = said.get((sure, rating > 1), 0) + 1
        before = last.get(card)
        if before is None:
            last[card] = day
        elif day > before:
            last[card] = day
            key = (day - before, _outcome(rating, sure))
            aged[key] = aged.get(key, 0) + 1
    return Tally(days, _ages(aged), skipped, _said(said, sure=True), _said(said, sure=False))


def _outcome(rating: int, sure: bool | None) -> int:
    if recalled(rating, sure):
        return _RECALLED
    return _GUESSED if rating > 1 else _MISSED


def _said(counts: Mapping[tuple[bool, bool], int], *, sure: bool) -> Said:
    right = counts.get((sure, True), 0)
    return Said(right + counts.get((sure, False), 0), right)


def _ages(aged: Mapping[tuple[int, int], int]) -> list[Age]:
    """Sum up counts of (days, outcome) by the ages of memory."""
    found = []
    for first, after in zip(AGES, [*AGES[1:], math.inf], strict=True):
        sums = [0, 0, 0]
        for (days, outcome), count in aged.items():
            if first <= days < after:
                sums[outcome] += count
        last = None if after == math.inf else int(after) - 1
        found.append(Age(first, last, sum(sums), sums[_RECALLED], sums[_GUESSED]))
    return found
