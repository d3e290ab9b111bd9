"""learn demo: an idea as numbers that torch computes."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from learn import demos
from learn.cli.complete import terms
from learn.cli.define import not_found
from learn.cli.options import Color, Glossary, Json, Lang, Plain
from learn.cli.screen import Screen, open_screen
from learn.demos import Demo
from learn.errors import NotFoundError, UsageError
from learn.parameters import settle
from learn.result import Result
from learn.term import Term
from learn.views import demo as view
from learn.views.words import say

Words = Annotated[
    list[str],
    typer.Argument(
        metavar="WORDS... [--PARAMETER VALUE]...",
        help="A term, then the demo's own options: learn demo TERM --help lists them.",
        autocompletion=terms,
    ),
]
Help = Annotated[bool, typer.Option("--help", "-h", help="The options of this demo.")]


def demo(
    ctx: typer.Context,
    words: Words = [],  # noqa: B006 - typer makes a new list for every call
    help_: Help = False,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
    color: Color = None,
    glossary: Glossary = None,
) -> None:
    """Run a term's demo: its numbers, its figures, and what to look at.

    \b
      learn demo temperature --temperature 0.5
      learn demo gap --help
    """
    word, given = _split(words)
    if not word:
        if help_:
            typer.echo(ctx.get_help())
            return
        raise UsageError("Which demo?", hint="learn demo temperature  (learn list has them all)")
    screen = open_screen(lang=lang, color=color, plain=plain, glossary=glossary)
    term = find_term(screen, word)
    if term.demo is None:
        raise NotFoundError(f"{term.name.en} has no demo.", hint=f"learn define {term.slug}")
    loaded = demos.load(term.demo.run)
    if help_:
        screen.print(view.options(term, loaded.parameters, screen.lang, screen.width))
        return
    values = settle_values(term, loaded, given)
    with waiting(screen, "loading"):
        result = loaded.run(**values)
    if json:
        screen.json(as_json(term, result, values))
        return
    screen.print(view.head(term, screen.lang, screen.width))
    show(screen, term, result, values)
    screen.note()


def find_term(screen: Screen, word: str) -> Term:
    """Return the one term that a word names.

    Raises NotFoundError where there is none, UsageError where there are several.
    """
    match = screen.lexicon.find(word)
    if not match.entries:
        raise not_found(screen, word, match)
    if len(match.entries) > 1:
        slugs = ", ".join(entry["slug"] for entry in match.entries)
        raise UsageError(say(screen.lang, "several", word=word) + ".", hint=slugs)
    return screen.lexicon.term(match.entries[0])


def settle_values(term: Term, demo: Demo, given: dict[str, str]) -> dict[str, Any]:
    """Return a value for every parameter: given, by the glossary's entry, or by the signature."""
    if "seed" not in demo.parameters:
        given.pop("seed", None)  # a demo without chance gives the same for every seed
    defaults = term.demo.defaults if term.demo else {}
    return settle(demo.parameters, {**defaults, **given})


def show(screen: Screen, term: Term, result: Result, values: dict[str, Any]) -> None:
    """Write the figures, what to look at, and the command that gives the same again."""
    label = view.labeller(term, screen.lang)
    if screen.plain or not sys.stdout.isatty():
        from learn.views.spoken import speak

        for figure in result.figures:
            for line in speak(figure, label, screen.lang):
                sys.stdout.write(line + "\n")
    else:
        from learn.views.figures import draw

        for number, figure in enumerate(result.figures):
            if number:
                screen.console.print()
            screen.console.print(draw(figure, screen.columns, label))
    page = view.look(term, result, values, screen.lang, screen.width)
    run = term.demo.run if term.demo else term.slug
    page.text(view.command_line(term.slug, demos.load(run).parameters, values), "key")
    screen.print(page)


def as_json(term: Term, result: Result, values: dict[str, Any]) -> dict[str, Any]:
    """Return a demo's numbers with the field names of `--json`."""
    return {
        "slug": term.slug,
        "parameters": {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()},
        "values": dict(result.values),
        "look": {lang: view.filled_look(term, result, values, lang) for lang in ("en", "zh")},
    }


class waiting:
    """A line on stderr while something takes its time; only on a terminal, erased at the end."""

    def __init__(self, screen: Screen, key: str) -> None:
        self.text = say(screen.lang, key)
        self.shown = sys.stderr.isatty() and not screen.plain

    def __enter__(self) -> None:
        if self.shown:
            sys.stderr.write(f"\r{self.text}")
            sys.stderr.flush()

    def __exit__(self, *_: object) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


def _split(words: list[str]) -> tuple[str, dict[str, str]]:
    """Split what follows `learn demo` into the words of a term and its demo's options."""
    term, given, rest = [], {}, iter(words)
    for word in rest:
        if not word.startswith("--") or word == "--":
            term.append(word)
            continue
        name, equals, value = word[2:].partition("=")
        text = value if equals else next(rest, None)
        if text is None or (not equals and text.startswith("--")):
            raise UsageError(f"--{name} needs a value.", hint=f"learn demo {' '.join(term)} --help")
        given[name.replace("-", "_")] = text
    return " ".join(word for word in term if word != "--"), given
