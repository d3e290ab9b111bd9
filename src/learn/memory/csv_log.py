"""Read a log of reviews from elsewhere: a CSV file in the schema of fsrs-optimizer.

Columns, in any order and among others that are ignored: `card_id` (any text), `review_time`
(milliseconds since the epoch, or ISO 8601; local time where that names no zone), `review_rating`
(1 again to 4 easy). `review_duration` is not needed for a fit and not read.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TextIO

from learn.errors import LearnError, UsageError
from learn.memory.fsrs import learning_day
from learn.text import lines_of

COLUMNS = ("card_id", "review_time", "review_rating")
MOST_REVIEWS = 5_000_000
MOST_TEXT = 500_000_000  # characters
LONGEST_LINE = 100_000  # characters
KEPT = 100  # faults of which the words are kept


@dataclass(frozen=True)
class Fault:
    """A row that can't be a review, the line it begins on, and why."""

    line: int
    why: str


@dataclass(frozen=True)
class Foreign:
    """The reviews of a file as (card, rating, learning day) in the order of time, and its faults.

    `bad` counts the rows left out; `faults` says why for the first ones.
    """

    rows: Sequence[tuple[str, int, int]]
    bad: int
    faults: Sequence[Fault]


def read_csv(path: Path, zone: tzinfo | None = None) -> Foreign:
    """Read a file; days are those of a time zone, the system's where none is named.

    Raises UsageError for a path that is no file, LearnError for what can't be read as such a log.
    """
    try:
        if path.is_dir() or not path.exists():
            raise UsageError(f"There is no file at {path}.", hint="--from names a CSV file.")
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(file, path, zone)
    except OSError as error:
        raise LearnError(f"{path} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise LearnError(
            f"{path} can't be read: it is not text in UTF-8.", hint="Save it as CSV in UTF-8."
        ) from error


def _lines(file: TextIO, path: Path) -> Iterator[str]:
    """Yield the lines of a file, within bounds."""
    size = 0
    for number, line in enumerate(lines_of(file, LONGEST_LINE), 1):
        size += len(line)
        if len(line) > LONGEST_LINE:
            raise LearnError(f"{path}:{number}: the line is too long for a review.")
        if size > MOST_TEXT:
            raise LearnError(f"{path} is too large: more than {MOST_TEXT:,} characters.")
        yield line


def _read(file: TextIO, path: Path, zone: tzinfo | None) -> Foreign:
    reader = csv.reader(_lines(file, path))
    found: list[tuple[float, str, int, int]] = []
    faults: list[Fault] = []
    places, bad, line = _places(next(reader, []), path), 0, reader.line_num + 1
    try:
        for fields in reader:
            if fields:
                try:
                    found.append(_review(fields, places, zone))
                except ValueError as error:
                    bad += 1
                    if len(faults) < KEPT:
                        faults.append(Fault(line, str(error)))
            if len(found) + bad > MOST_REVIEWS:
                raise LearnError(f"{path} is too long: more than {MOST_REVIEWS:,} reviews.")
            line = reader.line_num + 1
    except csv.Error as error:
        raise LearnError(
            f"{path}:{line}: {error}.", hint="Is a quotation mark not closed?"
        ) from None
    found.sort(key=lambda review: review[0])
    return Foreign([(card, rating, day) for _, card, rating, day in found], bad, faults)


def _places(head: Sequence[str], path: Path) -> tuple[int, ...]:
    """Return where the columns stand; raise LearnError where one is missing or stands twice."""
    names = [name.strip().lower() for name in head]
    for name in COLUMNS:
        if names.count(name) != 1:
            said = "has no column" if name not in names else "has twice the column"
            raise LearnError(
                f"{path} {said} {name}.", hint=f"Its first line must name {', '.join(COLUMNS)}."
            )
    return tuple(map(names.index, COLUMNS))


def _review(
    fields: Sequence[str], places: Sequence[int], zone: tzinfo | None
) -> tuple[float, str, int, int]:
    """Return (time in ms, card, rating, learning day); raise ValueError saying what is wrong."""
    if max(places) >= len(fields):
        raise ValueError(f"{len(fields)} fields are too few")
    card, time, rating = (fields[place].strip() for place in places)
    if not card:
        raise ValueError("card_id is empty")
    rating = rating.removesuffix(".0")  # as numbers beside an empty cell are often written
    if rating not in ("1", "2", "3", "4"):
        raise ValueError(f"review_rating is {_cut(rating)}, not 1, 2, 3 or 4")
    try:
        milliseconds = _milliseconds(time, zone)
        moment = datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(zone)
        return milliseconds, card, int(rating), max(1, learning_day(moment))
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"review_time is {_cut(time)}, no time") from None


def _milliseconds(time: str, zone: tzinfo | None) -> float:
    """Return a time in milliseconds since the epoch; a number is taken to be such already."""
    if time.lstrip("-").isdecimal():
        return int(time)
    try:
        return float(time)
    except ValueError:
        moment = datetime.fromisoformat(time)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone).astimezone(zone)
    return moment.timestamp() * 1000


def _cut(text: str) -> str:
    return repr(text if len(text) <= 30 else text[:29] + "…")
