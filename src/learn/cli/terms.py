"""The one term that a command is about."""

from __future__ import annotations

from learn.cli.look_up import not_found
from learn.cli.screen import Screen
from learn.errors import NotFoundError, UsageError
from learn.glossary.build import Entry
from learn.glossary.term import Term
from learn.text import shorten
from learn.views.messages import say


def entries_of(screen: Screen, topic: str) -> list[Entry]:
    """Return the entries of a topic; raise NotFoundError, with the topics, where there is none."""
    if not (entries := screen.glossaries.all(topic)):
        screen.note()
        known = say(screen.lang, "there_are", names=", ".join(screen.glossaries.topics()))
        raise NotFoundError(say(screen.lang, "no_topic", topic=shorten(topic)), hint=known)
    return entries


def find_term(screen: Screen, word: str) -> Term:
    """Return the one term that a word names.

    Raises NotFoundError where there is none, UsageError where there are several.
    """
    match = screen.glossaries.find(word)
    if not match.entries and (match.meanings or match.confusions):
        raise NotFoundError(say(screen.lang, "not_here", word=word), hint=f"learn define {word}")
    if not match.entries:
        screen.note()
        raise not_found(screen.glossaries, word, match, screen.shown)
    if len(match.entries) > 1:
        slugs = say(screen.lang, "comma").join(entry["slug"] for entry in match.entries)
        raise UsageError(say(screen.lang, "several_terms", word=word), hint=slugs)
    return screen.glossaries.term(match.entries[0])
