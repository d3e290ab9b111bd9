"""The terms, the topic and the kind of question that a command is about."""

from __future__ import annotations

from learn.cli.look_up import not_found
from learn.cli.screen import Screen
from learn.errors import NotFoundError, UsageError
from learn.glossary.build import Entry
from learn.glossary.term import Term
from learn.quiz.cards import KINDS
from learn.quiz.path import leads_to
from learn.text import normalise, shorten
from learn.views.messages import say, topic_name


def entries_of(screen: Screen, topic: str) -> list[Entry]:
    """Return the entries of a topic; raise NotFoundError, with the topics, where there is none."""
    if not (entries := screen.glossaries.all(topic)):
        screen.note()
        known = say(screen.lang, "there_are", names=", ".join(screen.glossaries.topics()))
        raise NotFoundError(say(screen.lang, "no_topic", topic=shorten(topic)), hint=known)
    return entries


def topic_of(screen: Screen, word: str) -> str | None:
    """Return the topic that a word names: by its folder, or by its name if no term has that.

    None where it names none.
    """
    topics = screen.glossaries.topics()
    if word in topics:
        return word
    if screen.glossaries.find(word).entries:
        return None
    meant = normalise(word)
    for topic in topics:
        names = (topic, topic_name("en", topic), topic_name("zh", topic))
        if meant in map(normalise, names):
            return topic
    return None


def find_term(screen: Screen, word: str) -> Term:
    """Return the one term that a word names.

    Raises NotFoundError where there is none, UsageError where there are several.
    """
    match = screen.glossaries.find(word)
    if not match.entries and (match.meanings or match.confusions):
        key = "not_here" if match.meanings else "no_entry"
        raise NotFoundError(say(screen.lang, key, word=word), hint=f"learn define {word}")
    if not match.entries:
        screen.note()
        raise not_found(screen.glossaries, word, match, screen.shown)
    if len(match.entries) > 1:
        slugs = say(screen.lang, "comma").join(entry["slug"] for entry in match.entries)
        raise UsageError(say(screen.lang, "several_terms", word=word), hint=slugs)
    return screen.glossaries.term(match.entries[0]["slug"])


def slugs_of(screen: Screen, words: list[str]) -> tuple[str, ...]:
    """Return the slugs of the terms named: each word one, or all of them together.

    Raises NotFoundError for what is no term.
    """
    joined = screen.glossaries.find(" ".join(words)).entries if len(words) > 1 else ()
    if len(joined) == 1:
        return (joined[0]["slug"],)
    return tuple(dict.fromkeys(find_term(screen, word).slug for word in words))


def within(screen: Screen, topic: str | None, path: str | None = None) -> tuple[str, ...]:
    """Return the slugs of a topic, or of a term and all that leads to it; none where neither is.

    Raises NotFoundError for what is no topic or term.
    """
    if path is not None:
        return tuple(leads_to(find_term(screen, path).slug, screen.glossaries.terms()))
    if topic is not None:
        return tuple(entry["slug"] for entry in entries_of(screen, topic))
    return ()


def kind_of(screen: Screen, kind: str | None) -> str | None:
    """Return the kind of question named; raise UsageError for one that there isn't."""
    if kind is not None and kind not in KINDS:
        known = say(screen.lang, "there_are", names=", ".join(KINDS))
        raise UsageError(say(screen.lang, "no_kind", kind=shorten(kind)), hint=known)
    return kind
