"""The lesson of a term, on one screen: what it is, then what to keep it apart from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from learn.demos.result import Beside, Figure, Grid, Shapes, Stack, Table
from learn.glossary.term import Lang, Term
from learn.views.figures_as_text import Label, speak
from learn.views.messages import say
from learn.views.page import Page, Span, width_of

Langs = Sequence[Lang]
_SAID = 3  # lines of a figure in words


def place(number: int, count: int, topic: str, width: int | None) -> Page:
    """Return the line above a lesson: which it is of how many, and its topic."""
    where = f"{number}/{count}   {topic}"
    if width is not None and width_of(where) + 6 <= width:
        where = f"── {where} " + "─" * (width - width_of(where) - 4)
    return Page(width).add(("dim", where)).blank()


def head(term: Term, langs: Langs, width: int | None, *, new: bool = True) -> Page:
    """Return the names, the summary and the formula; `new` says that it is a new term."""
    page, lang = Page(width), langs[0]
    first, second = (term.name.zh, term.name.en) if lang == "zh" else (term.name.en, term.name.zh)
    names: list[Span] = [("title", first)]
    names += [("", f"  {second}")] if second != first else []
    page.row(*([("warn", say(lang, "new_term")), ("", "   ")] if new else []), *names)
    for each in langs:
        page.text(term.summary.in_(each))
    if term.formula:
        page.text(term.formula, "key", indent=4)
    return page


def tail(term: Term, langs: Langs, width: int | None, *, signs: bool = True) -> Page:
    """Return what is often said of the term but not so; nothing where there is no such thing.

    It is marked by `signs`, or else told by a heading.
    """
    page = Page(width)
    if not term.misconceptions:
        return page
    if not signs:
        page.add(("strong", say(langs[0], "misconceptions")))
    first = term.misconceptions[0]
    for lang in langs:
        page.text(first.says.in_(lang), "dim", 4, ("bad", " ✗" if signs else ""))
        page.text(first.but.in_(lang), "", 4, ("good", " ✓" if signs else ""))
    return page


def look(sentences: str, width: int | None) -> Page:
    """Return the first of the sentences about what to look at in a demo."""
    page = Page(width)
    first = sentences.split("\n", maxsplit=1)[0]
    return page.text(first, indent=2, first=("key", "› ")) if first else page


def fitting(
    figures: Sequence[Figure], rows_of: Callable[[Figure], int], room: int, look: int
) -> tuple[Figure | None, bool]:
    """Return the figure to show in so many rows, and whether what to `look` at fits below it.

    It is the first picture that leaves room for that, or else the first simple one that fits; where
    no picture does, shapes or a table, which are read rather than seen.
    """
    read = [each for each in figures if isinstance(each, (Shapes, Table))]
    seen = [each for each in figures if each not in read]
    simple = [each for each in seen if not _has(each, Stack)]
    for some, below in ((seen, look), (simple, 0), (read, look)):
        for figure in some:
            if rows_of(figure) + 1 + below <= room:
                return figure, bool(below)
    return None, look <= room


def _has(figure: Figure, kind: type[Figure]) -> bool:
    parts = figure.figures if isinstance(figure, (Beside, Stack)) else ()
    return isinstance(figure, kind) or any(_has(part, kind) for part in parts)


def briefly(figures: Sequence[Figure], label: Label, lang: Lang) -> list[str]:
    """Return the first of the figures that a few words say; no image is among them."""
    for figure in figures:
        lines = list(speak(figure, label, lang))
        if len(lines) <= _SAID and not _is_seen(figure):
            return lines
    return []


def _is_seen(figure: Figure) -> bool:
    """Whether a figure has an image in it: a grid, or a text of several lines."""
    return _has(figure, Grid) or any("\n" in text for text in figure.texts())
