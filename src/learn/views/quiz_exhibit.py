"""What a question is about where that is no text: a picture of a demo, or code."""

from __future__ import annotations

from learn.glossary.term import Lang
from learn.quiz.asked import Asked
from learn.text import in_line
from learn.views.demo import labeller
from learn.views.page import Page, wrap

_MARGIN, _FURTHER, _LEAST = 2, 4, 12  # columns before code, before what goes on, and of it


def add_code(page: Page, asked: Asked) -> None:
    """Add the code of a question; what is too long for a line goes on further in."""
    for line in asked.code.rstrip("\n").split("\n") if asked.code else ():
        bare = line.lstrip(" ")
        indent = _MARGIN + len(line) - len(bare)
        fits = page.width is None or indent + len(bare) <= page.width
        room = None if fits else max(_LEAST, (page.width or 0) - indent - _FURTHER)
        for place, part in enumerate(wrap(bare, room)):
            page.text(part, "key", indent + _FURTHER * (place > 0)) if part else page.blank()


def add_picture(page: Page, asked: Asked, lang: Lang, *, plain: bool) -> None:
    """Add the figures of a question, and what the setting is that is asked for."""
    if not asked.figures:
        return
    if plain or page.width is None:
        for line in spoken(asked, lang):
            page.text(line)
    else:
        for line in drawn(asked, lang, page.width):
            page.add(("", line))
    if said := meaning(asked, lang):
        page.blank().text(said, "dim")


def meaning(asked: Asked, lang: Lang) -> str:
    """Return what the setting that made a picture means, as the demo's help says it."""
    demo = asked.term.demo if asked.figures else None
    said = demo.parameters.get(demo.picture.parameter) if demo and demo.picture else None
    return said.in_(lang) if said else ""


def spoken(asked: Asked, lang: Lang) -> list[str]:
    """Return the figures of a question in words and numbers."""
    from learn.views.figures_as_text import speak

    label = labeller(asked.term, lang)
    return [in_line(line) for figure in asked.figures for line in speak(figure, label, lang)]


def drawn(asked: Asked, lang: Lang, width: int) -> list[str]:
    """Return the figures of a question as lines of a width, without colour."""
    from io import StringIO

    from rich.console import Console

    from learn.views.figures import draw

    console = Console(
        file=StringIO(), width=width, color_system=None, markup=False, highlight=False, emoji=False
    )
    label = labeller(asked.term, lang)
    with console.capture() as captured:
        for number, figure in enumerate(asked.figures):
            if number:
                console.print()
            console.print(draw(figure, width, label))
    return [line.rstrip() for line in captured.get().rstrip("\n").split("\n")]
