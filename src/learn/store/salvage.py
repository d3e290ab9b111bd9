"""Read the rows of a damaged progress file page by page, without SQLite, which gives up early.

Every page of a table without row ids or of an index is read by itself, whether anything still
leads to it or not: https://sqlite.org/fileformat2.html, sections 1.6 and 2.1. A row counts only if
it has all its columns, each of the type that it must have.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from learn.store.digests import LEARNER
from learn.store.rows import UUID7, Row

PAGE = 4096  # bytes: what SQLite makes by default, and learn with it
_LEAF, _INNER = 0x0A, 0x02  # pages of an index; those of a table with row ids: 0x0D, 0x05
_TABLE_LEAF = 0x0D
_WIDTHS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_TYPES: tuple[type | tuple[type, ...], ...] = (
    *(str, str, str, (int, type(None)), str, int, int),
    *(str, str, str, (str, type(None))),
)

# The states depend on the first two.
_SETTINGS = ("parameters", "retention", "fitted", "bookmarks", "resting")

Record = list[Any]


class File:
    """The pages of a file, as bytes; `records` are what can be read from them."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        self.usable = PAGE - (self.data[20] if len(self.data) > 20 and self.data[20] < 128 else 0)

    def reviews(self) -> dict[str, Row]:
        """Return every row of the log that can be read, by its id."""
        found: dict[str, Row] = {}
        for record in self.records():
            if _is_review(record) and record[1] == LEARNER:
                row: Row = (record[0], *record[2:])
                found.setdefault(row[0], row)
        return found

    def others(self) -> dict[str, list[Record]]:
        """Return what can be read of the tables that can't be derived from the log: by table."""
        found: dict[str, list[Record]] = {"digest": [], "given": [], "name": [], "setting": []}
        found |= {"arrived": [], "refused": []}
        for record in self.records():
            if (table := _table_of(record)) is not None:
                found[table].append(record)
        return found

    def records(self) -> Iterator[Record]:
        """Yield what every cell of every page says, if it says something."""
        for start in range(0, len(self.data), PAGE):
            page = self.data[start : start + PAGE]
            first = 100 if start == 0 else 0
            if len(page) < PAGE or page[first] not in (_LEAF, _INNER, _TABLE_LEAF):
                continue
            head = first + (12 if page[first] == _INNER else 8)
            (count,) = struct.unpack_from(">H", page, first + 3)
            for place in range(head, min(head + 2 * count, PAGE - 1), 2):
                (offset,) = struct.unpack_from(">H", page, place)
                try:
                    yield self._record(page, offset, page[first])
                except (IndexError, ValueError, struct.error):
                    continue

    def _record(self, page: bytes, at: int, kind: int) -> Record:
        """Read one cell; a row id, where there is one, becomes its first value."""
        if kind == _INNER:
            at += 4  # the page below it
        size, at = _number(page, at)
        key: Record = []
        if kind == _TABLE_LEAF:
            rowid, at = _number(page, at)
            key = [rowid]
        return key + _values(self._payload(page, at, size, kind))

    def _payload(self, page: bytes, at: int, size: int, kind: int) -> bytes:
        """Return the bytes of a record, of which the end may lie on pages of its own."""
        most = self.usable - 35 if kind == _TABLE_LEAF else (self.usable - 12) * 64 // 255 - 23
        least = (self.usable - 12) * 32 // 255 - 23
        if size <= most:
            return page[at : at + size]
        if size > len(self.data):
            raise ValueError("longer than the file")
        here = least + (size - least) % (self.usable - 4)
        here = here if here <= most else least
        found = page[at : at + here]
        (after,) = struct.unpack_from(">I", page, at + here)
        while len(found) < size and after:
            start = (after - 1) * PAGE
            (after,) = struct.unpack_from(">I", self.data, start)
            part = self.data[start + 4 : start + self.usable]
            found += part[: size - len(found)]
        return found


def _is_review(record: Record) -> bool:
    return len(record) == len(_TYPES) and all(
        isinstance(value, kind) for value, kind in zip(record, _TYPES, strict=True)
    )


def _table_of(record: Record) -> str | None:
    """Return the table that a record is of, as its shape tells; None for the others."""
    kinds = tuple(map(type, record))
    if kinds == (int, type(None), int, int):
        return "digest"
    if kinds == (int, type(None), str):
        return "given"
    ids = [isinstance(value, str) and bool(UUID7.fullmatch(value)) for value in record]
    if kinds == (str, str, str) and not ids[0] and (ids[2] or not record[2]):
        return "name"
    if kinds == (str, str):
        if record[0] in _SETTINGS:
            return "setting"
        return "arrived" if ids == [True, False] and "-before-" in record[1] else None
    return "refused" if ids == [True] else None


def _values(payload: bytes) -> Record:
    """Return the values of a record: its head says the types, its body the values."""
    size, at = _number(payload, 0)
    kinds, body = [], size
    while at < size:
        kind, at = _number(payload, at)
        kinds.append(kind)
    found: Record = []
    for kind in kinds:
        width = _WIDTHS.get(kind, 8 if kind == 7 else max(0, (kind - 12) // 2))
        raw = payload[body : body + width]
        if len(raw) < width or kind in (10, 11):
            raise ValueError("cut short")
        body += width
        found.append(_value(kind, raw))
    return found


def _value(kind: int, raw: bytes) -> Any:
    if kind == 0:
        return None
    if kind in _WIDTHS:
        return int.from_bytes(raw, "big", signed=True)
    if kind == 7:
        return struct.unpack(">d", raw)[0]
    if kind in (8, 9):
        return kind - 8
    return raw.decode("utf-8") if kind % 2 else raw


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Read a number of one to nine bytes; return it and where it ends."""
    value = 0
    for place in range(8):
        value = value << 7 | data[at + place] & 0x7F
        if data[at + place] < 0x80:
            return value, at + place + 1
    return value << 8 | data[at + 8], at + 9
