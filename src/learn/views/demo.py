"""A demo on the screen: the summary, what to look at, how to run it again, its options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from learn.errors import UsageError
from learn.glossary.term import Lang, Term
from learn.template import fill, write
from learn.text import in_line
from learn.views.messages import say
from learn.views.page import Page

if TYPE_CHECKING:
    from learn.demos import Run
    from learn.demos.parameters import Parameter


def labeller(term: Term, lang: Lang) -> Callable[[str], str]:
    """Return what translates a figure's texts by the term's labels; others stand as they are.

    A text of several lines is a picture made of characters, and keeps them.
    """
    labels = term.demo.labels if term.demo else {}

    def label(text: str) -> str:
        return in_line(labels[text].in_(lang)) if text in labels else _lines(text)

    return label


def _lines(text: str) -> str:
    return "\n".join(map(in_line, text.split("\n")))


def head(term: Term, lang: Lang, width: int | None) -> Page:
    """Return the names and the summary."""
    page = Page(width)
    first, second = (term.name.zh, term.name.en) if lang == "zh" else (term.name.en, term.name.zh)
    page.row(
        ("title", first), ("", "  " if first != second else ""), ("", second * (first != second))
    )
    return page.text(term.summary.in_(lang), "dim").blank()


def look(term: Term, run: Run, lang: Lang, width: int | None) -> Page:
    """Return what to look at, filled with the values."""
    page = Page(width).add()
    if term.demo and term.demo.look:
        for sentence in filled_look(term, run, lang).split("\n"):
            page.text(sentence, indent=2, first=("key", "› "))
    return page.blank()


def filled_look(term: Term, run: Run, lang: Lang) -> str:
    """Fill the sentences about what to look at; raise ValueError where they ask for no value."""
    shown = run.shown
    looks = term.demo.look if term.demo else ()
    said = [each.text.in_(lang).strip() for each in looks if not each.when or shown[each.when]]
    return "\n".join(fill(text, shown) for text in said)


def command(slug: str, said: Mapping[str, str], width: int | None) -> Page:
    """Return the command that runs a demo with these parameters; no line parts option and value."""
    options = [f"--{name.replace('_', '-')} {text}" for name, text in said.items()]
    return Page(width).flow([f"learn demo {slug}", *options], " ", "key")


def said(value: Any, lang: Lang) -> str:
    """Write a value that was computed."""
    if isinstance(value, bool):
        return say(lang, "yes" if value else "no")
    return write(value)


def allowed(parameter: Parameter, lang: Lang) -> str:
    """Say which values a parameter takes."""
    if lang == "en":
        return parameter.allowed
    one = replace(parameter, many=None).allowed.replace(" to ", " 至 ")
    if parameter.many is None:
        return one
    least, most = parameter.many
    count = f"{least}" if least == most else f"{least} 至 {most}"
    return say(lang, "numbers", count=count, one=one)


def refused(error: UsageError, lang: Lang) -> UsageError:
    """Say in a language what is wrong with a demo's option."""
    from learn.demos.parameters import RefusedError, UnknownOptionError

    if lang == "zh" and isinstance(error, RefusedError):
        said = say(lang, "refused", option=error.parameter.option, value=error.value)
        return UsageError(said, say(lang, "takes", values=allowed(error.parameter, lang)))
    if lang == "zh" and isinstance(error, UnknownOptionError):
        said = say(lang, "unknown_option", option=error.option)
        has = say(lang, "has_options", options="、".join(error.options) or "–")
        near = say(lang, "near_option", option=error.near) if error.near else ""
        return UsageError(said, has + near)
    return error


def options(term: Term, parameters: Mapping[str, Parameter], lang: Lang, width: int | None) -> Page:
    """Return the help of a demo, made from its signature."""
    page = Page(width)
    page.row(
        ("strong", say(lang, "usage")), ("", f"learn demo {term.slug} {say(lang, 'option_value')}")
    ).blank()
    page.text(term.summary.in_(lang)).blank()
    page.add(("strong", say(lang, "options")))
    said = term.demo.parameters if term.demo else {}
    for name, parameter in parameters.items():
        default = f"{say(lang, 'default')} {parameter.write(parameter.default)}"
        page.row(
            ("key", parameter.option),
            ("", f"  {allowed(parameter, lang)}"),
            ("dim", f"  ({default})"),
            indent=2,
        )
        if name in said:
            page.text(said[name].in_(lang), indent=6)
    page.text("--predict  --play  --code  --lang en|zh  --plain  --json", "key", indent=2)
    example = {name: parameter.write(parameter.default) for name, parameter in parameters.items()}
    page.blank().lines += command(term.slug, example, width).lines
    return page
