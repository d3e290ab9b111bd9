"""One row of the log, its identity and its time."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

FIELDS = ("id", "card", "rating", "at", "day", "duration", "kind", "detail", "engine", "undoes")
Row = tuple[str, str, int | None, str, int, int, str, str, str, str | None]  # as FIELDS


UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Logged:
    """An answer as the log keeps it: `at` in UTC (ISO 8601), `duration` in milliseconds."""

    id: str
    card: str
    rating: int
    at: str
    day: int
    duration: int
    kind: str
    detail: dict[str, Any]


def utc(at: datetime) -> str:
    """Return a moment as the log keeps it: in UTC, in ISO 8601, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def uuid7(at: datetime) -> str:
    """Return a UUIDv7 (RFC 9562): 48 bits of Unix time in milliseconds, the rest random."""
    value = int(at.timestamp() * 1000) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def packed(detail: Mapping[str, Any]) -> str:
    """Return details as JSON that can be kept; what is no character, as typed bytes may be, too."""
    text = json.dumps(detail, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(detail)
    return text


def unpacked(text: str) -> dict[str, Any]:
    """Return the details of a row; none where they can't be read."""
    try:
        detail = json.loads(text)
    except ValueError:
        return {}
    return detail if isinstance(detail, dict) else {}
