"""What TAB offers: terms in both languages and topics. It waits for no YAML, rich or typer."""

from __future__ import annotations

import os

from learn.environment import paths
from learn.errors import LearnError, UsageError
from learn.glossary.glossaries import Glossaries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_COMPLETED = ("define", "demo")  # commands whose words are a term and nothing else


def complete(environ: Mapping[str, str]) -> bool:
    """Answer TAB on a term, as typer's completion scripts ask; False leaves it to typer.

    Raises UsageError where it is no script that asks.
    """
    wanted, _, shell = environ.get("_LEARN_COMPLETE", "").partition("_")
    words = environ.get("_TYPER_COMPLETE_ARGS", environ.get("COMP_WORDS", ""))
    if wanted != "complete" or shell not in ("bash", "zsh", "fish"):
        return False
    position = environ.get("COMP_CWORD", "")
    is_place = position.isdecimal() and len(position) < 5
    if not words.strip() or (shell == "bash" and not is_place):
        raise UsageError("_LEARN_COMPLETE is set, but no TAB was pressed: unset it.")
    if set(words) & set("\"'\\$`"):
        return False
    if shell == "fish" and environ.get("_TYPER_COMPLETE_FISH_ACTION") != "get-args":
        return False
    typed = words.split()
    start = "" if words[-1:].isspace() else typed[-1]
    if shell == "bash":
        start = typed[int(position)] if int(position) < len(typed) else ""
    if len(typed) < 2 or typed[1] not in _COMPLETED or len(typed) > 3 or start in typed[:2]:
        return False
    if start.startswith("-"):
        return False
    offers = _glossaries(environ).completions(start, confusions=typed[1] == "define")
    if shell == "zsh":
        quoted = "\n".join(f'"{offer}"' for offer in offers)
        print(f"_arguments '*: :(({quoted}))'" if offers else "_files")
    else:
        print("\n".join(offers))
    return True


def terms(incomplete: str) -> list[str]:
    """Offer the slugs, or the Chinese names, that begin with what was typed."""
    try:
        return _glossaries().completions(incomplete)
    except LearnError:
        return []


def words(incomplete: str) -> list[str]:
    """Offer what `terms` does, and after it the words that are only mixed up with a term."""
    try:
        return _glossaries().completions(incomplete, confusions=True)
    except LearnError:
        return []


def terms_and_topics(incomplete: str) -> list[str]:
    """Offer the terms, and before them the topics, that begin with what was typed."""
    found = topics(incomplete)
    return [*found, *(term for term in terms(incomplete) if term not in found)]


def topics(incomplete: str) -> list[str]:
    """Offer the topics that begin with what was typed."""
    from learn.glossary.suggestions import is_tame

    try:
        found = _glossaries().topics()
    except LearnError:
        return []
    return [topic for topic in found if topic.startswith(incomplete) and is_tame(topic)]


def _glossaries(environ: Mapping[str, str] | None = None) -> Glossaries:
    """Open the glossaries; typer asks for what it completes without saying where it stands."""
    from learn.environment import config

    environ = config.load(os.environ).over(os.environ) if environ is None else environ
    return Glossaries(paths.glossaries(environ), paths.cache_folder(environ), at_once=True)
