"""What TAB offers: terms in both languages and topics. No torch, no rich, no YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from learn.errors import LearnError

if TYPE_CHECKING:
    from learn.glossary.glossaries import Glossaries


def _glossaries() -> Glossaries:
    import os
    from pathlib import Path

    from learn.environment import paths
    from learn.glossary.glossaries import Glossaries

    places = [Path(place) for place in paths.glossaries(os.environ)]
    return Glossaries(places, paths.cache_folder(os.environ))


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


def topics(incomplete: str) -> list[str]:
    """Offer the topics that begin with what was typed."""
    from learn.glossary.suggestions import is_tame

    try:
        return [
            topic
            for topic in _glossaries().topics()
            if topic.startswith(incomplete) and is_tame(topic)
        ]
    except LearnError:
        return []
