"""The terminal that a command writes to: its language, width and colour, and what it complains."""

from __future__ import annotations

import os
import sys

from learn.errors import UsageError
from learn.text import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Literal, TextIO

    Shown = Literal["en", "zh", "both"]

SHOWN: tuple[Shown, ...] = ("en", "zh", "both")
COLORS = ("auto", "always", "never")
_WIDEST = 96  # a longer line of prose is hard to read


def shown(environ: Mapping[str, str], chosen: str | None = None) -> Shown:
    """Return the language to show: the one chosen, LEARN_LANG, or the locale's; else English.

    Raises UsageError where LEARN_LANG or the choice is none of en, zh and both.
    """
    for said_by, value in (("--lang", chosen), ("LEARN_LANG", environ.get("LEARN_LANG"))):
        if value:
            for each in SHOWN:
                if each == value.lower():
                    return each
            raise UsageError(f"{said_by} is {value!r}.", hint="It can be en, zh or both.")
    named = [environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    locale = next(filter(None, named), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def speaks_chinese(arguments: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Whether to speak Chinese, before the arguments are read: the last --lang decides."""
    chosen, before = None, ""
    for word in arguments:
        if before == "--lang":
            chosen = word
        elif word == "--":
            break
        elif word.startswith("--lang="):
            chosen = word.removeprefix("--lang=")
        before = "" if before == "--lang" else word
    try:
        return shown(environ, chosen) == "zh"
    except UsageError:
        return False


def columns(environ: Mapping[str, str]) -> int:
    """Return the width of the terminal: COLUMNS, what the terminal says, or 80."""
    named = environ.get("COLUMNS", "")
    if named.isdecimal() and len(named) < 5 and int(named) >= 10:
        return int(named)
    for stream in (sys.__stdout__, sys.__stderr__):
        try:
            width = os.get_terminal_size(stream.fileno()).columns if stream else 0
        except (OSError, ValueError):
            continue
        if width >= 10:
            return width
    return 80


def rows() -> int:
    """Return the height of the terminal: what it says, or 24."""
    try:
        height = os.get_terminal_size(sys.__stdout__.fileno()).lines if sys.__stdout__ else 0
    except (OSError, ValueError):
        height = 0
    return height if height >= 4 else 24


def prose_width(environ: Mapping[str, str]) -> int | None:
    """Return the width to wrap prose to; None in a pipe, where nothing is wrapped."""
    return min(columns(environ), _WIDEST) if sys.stdout.isatty() else None


def color(environ: Mapping[str, str], chosen: str | None = None) -> str:
    """Return when to colour: as chosen, or as LEARN_COLOR says; else auto.

    Raises UsageError where LEARN_COLOR or the choice is none of auto, always and never.
    """
    for said_by, value in (("--color", chosen), ("LEARN_COLOR", environ.get("LEARN_COLOR"))):
        if value:
            if value in COLORS:
                return value
            raise UsageError(f"{said_by} is {value!r}.", hint="It can be auto, always or never.")
    return "auto"


def colored(stream: TextIO, environ: Mapping[str, str], color: str = "auto") -> bool:
    """Whether a stream gets colour: never in a pipe, unless it is asked for."""
    if color != "auto":
        return color == "always"
    able = "TERM" in environ and not dumb(environ)
    return stream.isatty() and able and not environ.get("NO_COLOR")


def dumb(environ: Mapping[str, str]) -> bool:
    """Whether the terminal can't do more than write lines, or doesn't say what it can."""
    unsaid = "dumb" if os.name == "posix" else "windows"
    return environ.get("TERM", unsaid) in ("", "dumb", "unknown")


def complain(message: str, hint: str = "") -> None:
    """Say what went wrong, and what to do, on stderr; without a message, nothing."""
    sys.stdout.flush()
    if message:
        print(clean(f"learn: {message}"), file=sys.stderr)
    if hint:
        print(clean(hint), file=sys.stderr)
