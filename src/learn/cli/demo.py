"""learn demo: an idea as numbers that torch computes."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from learn import demos
from learn.cli.complete import terms
from learn.cli.define import not_found
from learn.cli.options import Color, Glossary, Json, Lang, Plain
from learn.cli.predict import asked_before
from learn.cli.screen import Screen, open_screen
from learn.cli.show import Waiting, as_json, compare, show
from learn.cli.watchdog import Watchdog
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
Code = Annotated[bool, typer.Option("--code", help="Show the demo's source.")]
Predict = Annotated[bool, typer.Option("--predict", help="Guess a number first, then see.")]
Play = Annotated[bool, typer.Option("--play", help="Turn its knobs with the arrow keys.")]
Timeout = Annotated[
    float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="Stop after; exit 124.")
]

MOST_RUNS = 8  # of a sweep


def demo(
    ctx: typer.Context,
    words: Words = [],  # noqa: B006 - typer makes a new list for every call
    predict: Predict = False,
    play: Play = False,
    code: Code = False,
    timeout: Timeout = 60.0,
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
      learn demo temperature --temperature 0.2,1,5     side by side
      learn demo gap --predict
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
    if code:
        _code(screen, loaded)
        return
    name, runs = settle_runs(term, loaded, given)
    if play:
        _play(screen, term, loaded, runs[0])
        return
    guess = asked_before(screen, term, runs[0]) if predict and not json else None
    results = [(values, _run(screen, loaded, values, timeout)) for values in runs]
    if json:
        found = [as_json(term, result, values) for values, result in results]
        screen.json(found[0] if name is None else found)
        return
    if guess is not None:
        guess.compare(screen, results[0][1])
    else:
        screen.print(view.head(term, screen.lang, screen.width))
    if name is None:
        show(screen, term, results[0][1], runs[0])
    else:
        compare(screen, term, name, results)
    screen.note()


def _run(screen: Screen, loaded: Demo, values: dict[str, Any], timeout: float) -> Result:
    said = f"learn: {say(screen.lang, 'overrun', seconds=f'{timeout:g}')}"
    with Watchdog(timeout, said), Waiting(screen, "loading" if _cold() else "running"):
        return loaded.run(**values)


def _cold() -> bool:
    return "torch" not in sys.modules


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


def settle_runs(
    term: Term, demo: Demo, given: dict[str, str]
) -> tuple[str | None, list[dict[str, Any]]]:
    """Return the values of every run: one, or one for each value of the parameter that is swept.

    A value is given, or the glossary entry's, or the signature's. Raises UsageError as `settle`.
    """
    if "seed" not in demo.parameters:
        given.pop("seed", None)  # a demo without chance gives the same for every seed
    said = {**(term.demo.defaults if term.demo else {}), **given}
    swept = [
        name
        for name, text in given.items()
        if "," in text and name in demo.parameters and demo.parameters[name].many is None
    ]
    if not swept:
        return None, [settle(demo.parameters, said)]
    texts = [text.strip() for text in said[swept[0]].split(",") if text.strip()]
    if len(swept) > 1 or not 1 <= len(texts) <= MOST_RUNS:
        raise UsageError(
            f"One option at a time can have several values, up to {MOST_RUNS}.",
            hint=f"learn demo {term.slug} {demo.parameters[swept[0]].option} {','.join(texts[:3])}",
        )
    return swept[0], [settle(demo.parameters, {**said, swept[0]: text}) for text in texts]


def _code(screen: Screen, loaded: Demo) -> None:
    source = loaded.source()
    if not screen.colored(sys.stdout):
        sys.stdout.write(source)
        return
    from rich.syntax import Syntax

    screen.console.print(Syntax(source, "python", theme="ansi_dark", word_wrap=True))


def _play(screen: Screen, term: Term, loaded: Demo, values: dict[str, Any]) -> None:
    if not screen.interactive:
        raise UsageError(
            "--play needs a terminal for its keys and pictures.",
            hint=f"learn demo {term.slug}  shows the same once.",
        )
    from learn.tui.playground import Playground

    Playground(term, loaded, values, screen.lang).run()


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
