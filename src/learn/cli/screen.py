"""Where a command writes: stdout and stderr, each with its own width and colour."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from learn.cli.look_up import notes
from learn.environment import paths, terminal
from learn.errors import UsageError
from learn.glossary.glossaries import Glossaries
from learn.glossary.term import LANGS, Lang
from learn.text import clean
from learn.views.page import Page

if TYPE_CHECKING:
    from rich.console import Console

_SIGNS = "○◔◑◕●├─│└✓✗"  # how far a term has come, the branches of a tree, right and wrong


@dataclass(frozen=True)
class Screen:
    """What a command needs to know of its surroundings, and how it writes.

    `plain` is for readers of screens aloud: no boxes, no pictures, no single keys.
    """

    environ: Mapping[str, str]
    shown: terminal.Shown
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
    def glossaries(self) -> Glossaries:
        """The glossaries, open for look-ups."""
        return Glossaries(self.places, paths.cache_folder(self.environ), self._progress)

    def _progress(self, done: int, files: int) -> None:
        """Say how far an index is, where it takes its time and a person is waiting."""
        if files > 200 and done % 100 == 0 and sys.stderr.isatty() and not self.plain:
            sys.stderr.write(f"\r\x1b[2K{done}/{files} …")
            sys.stderr.flush()

    @property
    def interactive(self) -> bool:
        """Whether a person sits at both ends of a terminal that can move its cursor."""
        return self.attended and not self.plain

    @property
    def draws(self) -> bool:
        """Whether stdout is a terminal for pictures, with the characters that they are made of."""
        return sys.stdout.isatty() and not self.plain and _can_be("█●⠤", sys.stdout.encoding)

    @property
    def attended(self) -> bool:
        """Whether a person sits at both ends, be it of a plain terminal."""
        return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()

    @property
    def columns(self) -> int:
        """The width of the terminal, 80 where there is none or it says nonsense."""
        return terminal.columns(self.environ)

    @property
    def width(self) -> int | None:
        """The width to wrap prose to; None in a pipe, where nothing is wrapped."""
        return terminal.prose_width(self.environ)

    @property
    def rows(self) -> int:
        """The height of the terminal, 24 where there is none or it says nonsense."""
        return terminal.rows()

    @property
    def signs(self) -> bool:
        """Whether signs say more than words here, and the encoding of stdout has them."""
        return not self.plain and _can_be(_SIGNS, sys.stdout.encoding)

    def colored(self, stream: TextIO) -> bool:
        """Whether a stream gets colour: never in a pipe, unless it is asked for."""
        return terminal.colored(stream, self.environ, self.color)

    def print(self, page: Page) -> None:
        """Write a page to stdout."""
        sys.stdout.write(page.render(color=self.colored(sys.stdout)))

    def clear(self) -> None:
        """Begin at the top of an empty terminal; what stood there stays in its history."""
        sys.stdout.write(f"\x1b[{self.rows};1H" + "\n" * self.rows + "\x1b[H")

    def say(self, page: Page) -> None:
        """Write a page to stderr: messages, not answers."""
        sys.stdout.flush()
        sys.stderr.write(page.render(color=self.colored(sys.stderr)))

    def note(self) -> None:
        """Tell what the glossaries have to tell, such as faults in a file of one's own."""
        self.say(notes(self.glossaries.notes, self.lang))

    def json(self, value: Any) -> None:
        """Write a value as JSON to stdout."""
        import json

        text = json.dumps(value, ensure_ascii=not _utf8(), indent=2)
        if clean(text) != text:
            text = "".join(c if clean(c) == c else json.dumps(c)[1:-1] for c in text)
        sys.stdout.write(text + "\n")

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


def _can_be(text: str, encoding: str | None) -> bool:
    try:
        return bool(text.encode(encoding or "ascii"))
    except UnicodeEncodeError:
        return False


def _utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


@dataclass(frozen=True)
class Start:
    """What a command starts from: its environment, and the options said before its name.

    `learn --lang zh define gap` says the language before. `environ` has the config file's values
    in it, `faults` is what is wrong with that file.
    """

    environ: Mapping[str, str]
    faults: Sequence[UsageError] = ()
    lang: str | None = None
    color: str | None = None
    plain: bool = False
    glossary: tuple[str, ...] = ()

    def require_sound(self) -> None:
        """Raise the first fault of the config file, if there is one."""
        if self.faults:
            raise self.faults[0]

    def screen(
        self,
        *,
        lang: str | None = None,
        color: str | None = None,
        plain: bool = False,
        glossary: Sequence[str] | None = None,
        lenient: bool = False,
    ) -> Screen:
        """Return the screen for the options of a command; a flag goes before the environment.

        Raises UsageError where the config file has a fault, unless `lenient`.
        """
        if not lenient:
            self.require_sound()
        environ = self.environ
        named = [*self.glossary, *(glossary or ())]
        return Screen(
            environ=environ,
            shown=terminal.shown(environ, lang or self.lang),
            color=terminal.color(environ, color or self.color),
            plain=plain
            or self.plain
            or environ.get("LEARN_PLAIN", "") not in ("", "0")
            or terminal.dumb(environ),
            places=tuple(Path(place) for place in paths.glossaries(environ, named)),
        )
