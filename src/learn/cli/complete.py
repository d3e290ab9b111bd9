"""What TAB offers: terms in both languages and topics. No torch, no rich, no YAML."""

from __future__ import annotations

from learn.errors import LearnError
from learn.glossary.lexicon import Lexicon
from learn.term import normalise


def _lexicon() -> Lexicon:
    import os

    from learn import settings

    return Lexicon(settings.places(os.environ), settings.cache(os.environ))


def terms(incomplete: str) -> list[str]:
    """Offer the slugs and names that begin with what was typed."""
    try:
        entries = _lexicon().all()
    except LearnError:
        return []
    wanted = normalise(incomplete)
    slugs = [e["slug"] for e in entries if normalise(e["slug"]).startswith(wanted)]
    if slugs or incomplete.isascii():
        return slugs
    return [e["name"]["zh"] for e in entries if normalise(e["name"]["zh"]).startswith(wanted)]


def topics(incomplete: str) -> list[str]:
    """Offer the topics that begin with what was typed."""
    try:
        return [topic for topic in _lexicon().topics() if topic.startswith(incomplete)]
    except LearnError:
        return []
