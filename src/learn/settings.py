"""Where things lie and what the reader prefers: the environment is read here, when called."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from learn.errors import UsageError

Shown = Literal["en", "zh", "both"]
SHOWN: tuple[Shown, ...] = ("en", "zh", "both")
_PACKAGE = Path(__file__).parent


def home(environ: Mapping[str, str]) -> Path:
    """Return the folder of the learner's progress: LEARN_HOME, or the platform's data folder."""
    if named := environ.get("LEARN_HOME"):
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("learn", appauthor=False))


def cache(environ: Mapping[str, str]) -> Path:
    """Return the folder of what can be made again: below LEARN_HOME, or the platform's."""
    if named := environ.get("LEARN_HOME"):
        return Path(named).expanduser() / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir("learn", appauthor=False))


def builtin() -> Path:
    """Return the folder of the built-in glossary: in the wheel, or the checkout's own."""
    shipped = _PACKAGE / "builtin"
    return shipped if shipped.is_dir() else _PACKAGE.parents[1] / "glossary"


def places(environ: Mapping[str, str], named: Sequence[str] = ()) -> list[Path]:
    """Return the glossaries to read: the built-in one, those named, those of LEARN_GLOSSARY.

    Raises UsageError where one of them is not there.
    """
    more = [*named, *filter(None, environ.get("LEARN_GLOSSARY", "").split(os.pathsep))]
    found = [builtin()]
    for each in more:
        place = Path(each).expanduser().absolute()
        if not place.exists():
            said_by = "--glossary" if each in named else "LEARN_GLOSSARY"
            raise UsageError(f"There is no glossary at {each}.", hint=f"{said_by} names it.")
        if place not in found:
            found.append(place)
    return found


def shown(environ: Mapping[str, str], chosen: str | None = None) -> Shown:
    """Return the language to show: the one chosen, LEARN_LANG, or the locale's; else English.

    Raises UsageError where LEARN_LANG or the choice is none of en, zh and both.
    """
    for said_by, value in (("--lang", chosen), ("LEARN_LANG", environ.get("LEARN_LANG"))):
        if value:
            if value.lower() not in SHOWN:
                raise UsageError(f"{said_by} is {value!r}.", hint="It can be en, zh or both.")
            return next(each for each in SHOWN if each == value.lower())
    locale = next(filter(None, map(environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def now(environ: Mapping[str, str]) -> datetime:
    """Return the moment in local time; LEARN_NOW (ISO 8601) sets the clock, to try things out."""
    if said := environ.get("LEARN_NOW"):
        try:
            return datetime.fromisoformat(said).astimezone()
        except ValueError:
            raise UsageError(f"LEARN_NOW is {said!r}.", hint="Write 2026-11-24T09:00.") from None
    return datetime.now().astimezone()
