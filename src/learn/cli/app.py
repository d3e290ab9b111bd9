"""The commands of `learn`, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from learn import __version__
from learn.cli.check import check
from learn.cli.define import define
from learn.cli.demo import demo
from learn.cli.list_ import list_
from learn.cli.options import Color, Glossary, Lang, Plain
from learn.cli.quiz import quiz, undo
from learn.cli.search import search
from learn.cli.sheet import sheet
from learn.cli.stats import stats
from learn.cli.tune import tune

HELP = """Learn the vocabulary of deep learning: definitions, demos and a quiz that agree.

\b
  learn quiz                               questions, spaced so that they stay
  learn define gap                         what a word means
  learn demo temperature --temperature 0.5 see it as numbers

Exit codes: 0 fine, 1 not found or failed, 2 wrong usage, 130 interrupted.
"""

app = typer.Typer(
    help=HELP,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("quiz")(quiz)
app.command("define")(define)
app.command(
    "demo",
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
)(demo)
app.command("search")(search)
app.command("list")(list_)
app.command("undo")(undo)
app.command("stats")(stats)
app.command("tune")(tune)
app.command("sheet")(sheet)
app.command("check")(check)

Version = Annotated[bool, typer.Option("--version", help="Print the version.")]


@app.callback(invoke_without_command=True)
def learn(
    ctx: typer.Context,
    version: Version = False,
    lang: Lang = None,
    plain: Plain = False,
    color: Color = None,
    glossary: Glossary = None,
) -> None:
    """Say what is due today, when no command is given."""
    from learn.cli.screen import open_screen, prefer

    if version:
        typer.echo(f"learn {__version__}")
        raise typer.Exit
    prefer(lang=lang, color=color, plain=plain, glossary=glossary)
    if ctx.invoked_subcommand is None:
        from learn.cli.home import home

        home(open_screen())
