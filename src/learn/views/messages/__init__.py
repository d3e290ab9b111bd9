"""Every word that the program itself says, in both languages. Words about terms are in YAML."""

from __future__ import annotations

from learn.views.messages.look_up import MESSAGES as LOOK_UP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_others: dict[str, tuple[str, str]] = {}


def say(lang: str, key: str, **values: Any) -> str:
    """Say a word or a sentence of the program in a language."""
    return (LOOK_UP.get(key) or _rest()[key])[lang == "zh"].format(**values)


def _rest() -> dict[str, tuple[str, str]]:
    """Return the words that a look-up never says: they are read when the first one is said."""
    if not _others:
        from learn.views.messages import demo, path, quiz, sharing, stats, tune, upkeep

        for part in (demo, path, quiz, sharing, stats, tune, upkeep):
            _others.update(part.MESSAGES)
    return _others


def topic_name(lang: str, topic: str) -> str:
    """Say a topic's name; that of an own glossary is its folder's."""
    key = f"topic_{topic}"
    return say(lang, key) if key in LOOK_UP else topic


def count_of(lang: str, one: str, many: str, count: int) -> str:
    """Say how many, in the singular or the plural."""
    return say(lang, one) if count == 1 else say(lang, many, count=count)
