"""How far terms have come, as a reader sees it: a circle, or a word where none can be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from learn.quiz.mastery import Mastery
from learn.views.messages import say
from learn.views.page import Page, Span, pad, width_of

STYLES = {Mastery.UNMET: "dim", Mastery.KNOWN: "good"}


def level(of: Mastery, lang: str) -> str:
    """Say how far a term has come."""
    return say(lang, f"mastery_{int(of)}")


def counted(of: Mastery, count: int, lang: str) -> str:
    """Say how many terms have come so far."""
    return say(lang, "so_many", count=count, level=level(of, lang))


def signs_of(
    far: Mapping[str, Mastery] | None, lang: str, *, circles: bool, always: bool = False
) -> dict[str, Span] | None:
    """Return what stands before each term: a circle, or else a word, all of them equally wide.

    None where no progress could be read, and unless `always` where no term was met.
    """
    if far is None or not (always or any(far.values())):
        return None
    widest = max(width_of(level(each, lang)) for each in Mastery)
    return {
        slug: (STYLES.get(each, ""), each.circle if circles else pad(level(each, lang), widest))
        for slug, each in far.items()
    }


def ending(page: Page, lang: str, *after: Span, circles: bool) -> Page:
    """Add what the circles mean, if there are any, and what comes after, on one line if it fits."""
    items = [f"{each.circle} {level(each, lang)}" for each in Mastery] if circles else []
    legend: list[Span] = [("dim", "  ".join(items)), ("", "   ")] if items else []
    used = sum(width_of(text) for _, text in (*legend, *after))
    if items and page.width is not None and used > page.width:
        page.flow(items, "  ", "dim")
        legend = []
    return page.row(*legend, *after)


def counts(far: Iterable[Mastery], lang: str, width: int | None, *, circles: bool) -> Page:
    """Return how many terms have come how far, the furthest first."""
    found = list(far)
    items = [
        f"{each.circle if circles else ''} {counted(each, found.count(each), lang)}".strip()
        for each in reversed(Mastery)
        if each in found
    ]
    return Page(width).flow(items, "   " if circles else say(lang, "comma"))
