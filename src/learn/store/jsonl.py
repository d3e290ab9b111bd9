"""A review log as JSON Lines, read as if a stranger had sent it: bounded, strict, nothing runs.

One line is one row of the log, as `learn export` writes it: an answer, or an undo that names one.
"""

from __future__ import annotations

import json
import math
import os
import re
import stat
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from learn.environment.settings import EPOCH
from learn.errors import LearnError, UsageError
from learn.memory.fsrs import LAST_DAY, can_be
from learn.store.rows import FIELDS, UUID7, Row, packed, utc
from learn.text import lines_of, shorten

MOST_BYTES = 16_000_000
MOST_BYTES_LARGE = 1_000_000_000
LONGEST_LINE = 20_000  # bytes
MOST_DEPTH = 16
KEPT = 100  # faults of which the words are kept

_CARD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*")
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00")
_WORD = re.compile(r"[a-z0-9.-]{1,40}")
_LONGEST_CARD = 140
_LONGEST_DURATION = 10**12  # milliseconds
_LONGEST_INTEGER = 300  # digits; more are no number to any other program


@dataclass
class LogFile:
    """A file of log rows; iterate it once. `bad` counts the lines left out, `faults` says why.

    A fault is the number of a line and what is wrong there, of the first ones.
    """

    path: Path
    now: datetime
    large: bool = False
    bad: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows; raise LearnError where the file is none of text within its limits."""
        with _opened(self.path) as file:
            size, most = os.fstat(file.fileno()).st_size, self._most()
            if size > most:
                raise LearnError(
                    f"{self.path} is larger than {most // 1_000_000} MB ({size:,} bytes).",
                    hint="" if self.large else "If the log is your own: --large.",
                )
            read = 0
            for number, line in enumerate(lines_of(file, LONGEST_LINE), 1):
                read += len(line)
                if read > most:  # it has grown meanwhile
                    raise LearnError(f"{self.path} is larger than {most // 1_000_000} MB.")
                try:
                    if line.strip():
                        yield _row(line.removeprefix(BOM_UTF8) if number == 1 else line, self.now)
                except (ValueError, RecursionError) as error:
                    self.bad += 1
                    if len(self.faults) < KEPT:
                        self.faults.append((number, shorten(_reason(error), 200)))

    def _most(self) -> int:
        return MOST_BYTES_LARGE if self.large else MOST_BYTES


def _opened(path: Path) -> BinaryIO:
    """Open a regular file; raise UsageError for anything else, without waiting for a pipe."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UsageError(f"{path} is not a regular file.")
    return os.fdopen(descriptor, "rb")


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"is no JSON: {error.msg} (column {error.colno})"
    return (
        str(error) if type(error) is ValueError else "is nested too deep, or has too large a number"
    )


def _row(line: bytes, now: datetime) -> Row:
    """Return the row that a line holds; raise ValueError saying what is wrong with it."""
    if len(line) > LONGEST_LINE:
        raise ValueError(f"is longer than {LONGEST_LINE:,} bytes")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 (byte {error.start})") from None
    value = _parsed(text)
    if not isinstance(value, dict) or set(value) != set(FIELDS):
        raise ValueError(f"must be an object with the fields {', '.join(FIELDS)}")
    _checked(value, now)
    row: Row = tuple(({**value, "detail": packed(value["detail"])})[name] for name in FIELDS)
    return row


def sound(row: Row, now: datetime) -> Row:
    """Return a row of another log as it is; raise ValueError saying what can't be."""
    value = dict(zip(FIELDS, row, strict=True))
    if len(row[7]) > LONGEST_LINE:
        raise ValueError(f"detail is longer than {LONGEST_LINE:,} characters")
    _checked({**value, "detail": _parsed(row[7])}, now)
    return row


def _parsed(text: str) -> Any:
    return json.loads(
        text,
        object_pairs_hook=_object,
        parse_constant=_constant,
        parse_float=_float,
        parse_int=_integer,
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("has a field twice")
    return found


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _float(text: str) -> float:
    if not math.isfinite(number := float(text)):
        raise ValueError(f"{shorten(text, 40)} is too large a number")
    return number


def _integer(text: str) -> int:
    if len(text) > _LONGEST_INTEGER:
        raise ValueError(f"{shorten(text, 40)} is too large a number")
    return int(text)


def _checked(value: dict[str, Any], now: datetime) -> None:
    """Raise ValueError where a field has not its type, or a value that can't be."""
    _text(value, "id", UUID7)
    if len(_text(value, "card", _CARD)) > _LONGEST_CARD:
        raise ValueError("card is too long")
    _text(value, "kind", _WORD)
    _text(value, "engine", _WORD)
    at = _moment(_text(value, "at", _AT))
    if not EPOCH <= at <= now + timedelta(days=1):
        raise ValueError(f"at is {value['at']}: before the year 1970, or in the future")
    if abs(int(value["id"].replace("-", "")[:12], 16) - at.timestamp() * 1000) > 2:
        raise ValueError("id is of another time than at")
    # What is taken back may have been given when the clock was ahead.
    day = _whole(value, "day", 1, LAST_DAY if value["kind"] == "undo" else at.toordinal() + 1)
    _whole(value, "duration", 0, _LONGEST_DURATION)
    if value["kind"] == "undo":
        if value["rating"] is not None:
            raise ValueError("an undo has no rating")
        _text(value, "undoes", UUID7)
    elif value["undoes"] is not None or not can_be(_whole(value, "rating", 1, 4), day):
        raise ValueError("an answer undoes nothing")
    if not isinstance(value["detail"], dict) or _depth(value["detail"]) > MOST_DEPTH:
        raise ValueError("detail must be an object that is not nested deep")


def _text(value: dict[str, Any], name: str, pattern: re.Pattern[str]) -> str:
    text = value[name]
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise ValueError(f"{name} is {shorten(repr(text), 40)}, which it can't be")
    return text


def _whole(value: dict[str, Any], name: str, low: int, high: int) -> int:
    number = value[name]
    if type(number) is not int or not low <= number <= high:
        raise ValueError(f"{name} is {shorten(repr(number), 40)}, not {low} to {high}")
    return number


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if utc(moment) != text:
        raise ValueError("at is no time")
    return moment


def _depth(value: Any) -> int:
    """Return how deep a value is nested, as far as it matters."""
    depth, level = 0, [value]
    while level and depth <= MOST_DEPTH:
        depth += 1
        level = [
            each
            for outer in level
            if isinstance(outer, dict | list)
            for each in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return depth
