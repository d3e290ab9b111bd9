"""Where a command writes: stdout and stderr, each with its own width and colour."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from learn import settings
from learn.errors import UsageError
from learn.glossary.lexicon import Lexicon
from learn.term import LANGS, Lang
from learn.views.page import Page

if TYPE_CHECKING:
    from rich.console import Console

_WIDEST = 96  # a longer line of prose is hard to read


@dataclass(frozen=True)
class Screen:
    """What a command needs to know of its surroundings, and how it writes.

    `plain` is for readers of screens aloud: no boxes, no pictures, no single keys.
    """

    environ: Mapping[str, str]
    shown: settings.Shown
    color: str
    plain: bool
    places: tuple[Path, ...]

    @property
    def lang(self) -> Lang:
        """The language of what the program says."""
        return "zh" if self.shown == "zh" else "en"

    @property
    def langs(self) -> tuple[Lang, ...]:
        """The languages of what the glossary says."""
        return LANGS if self.shown == "both" else (self.lang,)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The glossaries, open for look-ups."""
        return Lexicon(self.places, settings.cache(self.environ))

    @property
    def interactive(self) -> bool:
        """Whether a person sits at both ends of a terminal that can move its cursor."""
        return sys.stdin.isatty() and sys.stdout.isatty() and not self.plain

    @property
    def columns(self) -> int:
        """The width of the terminal, 80 where there is none or it says nonsense."""
        return columns(self.environ)

    @property
    def width(self) -> int | None:
        """The width to wrap prose to; None in a pipe, where nothing is wrapped."""
        return min(self.columns, _WIDEST) if sys.stdout.isatty() else None

    def colored(self, stream: TextIO) -> bool:
        """Whether a stream gets colour: never in a pipe, unless it is asked for."""
        if self.color != "auto":
            return self.color == "always"
        dumb = self.environ.get("TERM", "dumb") in ("dumb", "")
        return stream.isatty() and not dumb and not self.environ.get("NO_COLOR")

    def print(self, page: Page) -> None:
        """Write a page to stdout."""
        sys.stdout.write(page.render(color=self.colored(sys.stdout)))

    def say(self, page: Page) -> None:
        """Write a page to stderr: messages, not answers."""
        sys.stdout.flush()
        sys.stderr.write(page.render(color=self.colored(sys.stderr)))

    def note(self) -> None:
        """Tell what the glossaries have to tell, such as faults in a file of one's own."""
        for each in self.lexicon.notes:
            self.say(Page(None).text(each, "warn"))

    def json(self, value: Any) -> None:
        """Write a value as JSON to stdout."""
        import json

        sys.stdout.write(json.dumps(value, ensure_ascii=not _utf8(), indent=2) + "\n")

    @cached_property
    def console(self) -> Console:
        """The rich console of stdout, for figures: no markup, no highlighting."""
        from rich.console import Console

        return Console(
            file=sys.stdout,
            width=self.columns if sys.stdout.isatty() else 80,
            force_terminal=self.colored(sys.stdout),
            no_color=not self.colored(sys.stdout),
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
        )


def _utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def columns(environ: Mapping[str, str]) -> int:
    """Return the width of the terminal: COLUMNS, what the terminal says, or 80."""
    named = environ.get("COLUMNS", "")
    if named.isdecimal() and int(named) >= 10:
        return int(named)
    for stream in (sys.__stdout__, sys.__stderr__):
        try:
            width = os.get_terminal_size(stream.fileno()).columns if stream else 0
        except (OSError, ValueError):
            continue
        if width >= 10:
            return width
    return 80


@dataclass(frozen=True)
class _Preferences:
    """The options said before the command: `learn --lang zh define gap`."""

    lang: str | None = None
    color: str | None = None
    plain: bool = False
    glossary: tuple[str, ...] = ()


_preferred: ContextVar[_Preferences | None] = ContextVar("preferred", default=None)


def prefer(*, lang: str | None, color: str | None, plain: bool, glossary: list[str] | None) -> None:
    """Keep what was said before the command, for the screen that the command opens."""
    _preferred.set(_Preferences(lang, color, plain, tuple(glossary or ())))


def open_screen(
    *,
    lang: str | None = None,
    color: str | None = None,
    plain: bool = False,
    glossary: list[str] | None = None,
) -> Screen:
    """Return the screen for the options of a command; a flag goes before the environment."""
    environ, preferred = os.environ, _preferred.get() or _Preferences()
    color = color or preferred.color or "auto"
    if color not in ("auto", "always", "never"):
        raise UsageError(f"--color is {color!r}.", hint="It can be auto, always or never.")
    return Screen(
        environ=environ,
        shown=settings.shown(environ, lang or preferred.lang),
        color=color,
        plain=plain
        or preferred.plain
        or environ.get("LEARN_PLAIN", "") not in ("", "0")
        or environ.get("TERM") == "dumb",
        places=tuple(settings.places(environ, [*preferred.glossary, *(glossary or ())])),
    )
