"""The commands of `learn`, put together: of those named on the command line, or of all."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from learn import __version__
from learn.cli.options import Color, Glossary, Lang, Plain, first_line
from learn.environment.terminal import prose_width

HELP = """Learn the vocabulary of deep learning: definitions, demos and a quiz that agree.

\b
  learn quiz                               questions, spaced so that they stay
  learn define gap                         what a word means
  learn demo temperature --temperature 0.5 see it as numbers

Exit codes: 0 fine, 1 not found or failed, 2 wrong usage or no way to write, 124 a demo took
too long, 130 interrupted.

Settings of your own stand in config.toml: learn doctor says where.
"""

# A command's module is imported when its name is on the command line: the others cost time.
COMMANDS = {
    "quiz": "learn.cli.commands.quiz:quiz",
    "study": "learn.cli.commands.study:study",
    "path": "learn.cli.commands.path:path",
    "define": "learn.cli.commands.define:define",
    "demo": "learn.cli.commands.demo:demo",
    "search": "learn.cli.commands.search:search",
    "list": "learn.cli.commands.list_:list_",
    "stats": "learn.cli.commands.stats:stats",
    "tune": "learn.cli.commands.tune:tune",
    "sheet": "learn.cli.commands.sheet:sheet",
    "undo": "learn.cli.commands.undo:undo",
    "backup": "learn.cli.commands.backup:backup",
    "restore": "learn.cli.commands.restore:restore",
    "export": "learn.cli.commands.export:export",
    "import": "learn.cli.commands.import_:import_",
    "sync": "learn.cli.commands.sync:sync",
    "class": "learn.cli.commands.class_:class_",
    "doctor": "learn.cli.commands.doctor:doctor",
    "check": "learn.cli.commands.check:check",
}
_SETTINGS: dict[str, dict[str, Any]] = {
    # A demo's own options come from its signature, and --help with them.
    "demo": {"ignore_unknown_options": True, "help_option_names": []}
}

Version = Annotated[bool, typer.Option("--version", help="Print the version.")]
Debug = Annotated[
    bool, typer.Option("--debug", help="Show where an error comes from; also LEARN_DEBUG=1.")
]


class _InOrder(TyperGroup):
    """The commands in the order of the table, be it one that has commands of its own."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return their names."""
        return [name for name in COMMANDS if name in self.commands]


def app_for(arguments: Sequence[str], environ: Mapping[str, str]) -> typer.Typer:
    """Return the program with the commands that these arguments name, or with all of them."""
    app = typer.Typer(
        cls=_InOrder,
        help=HELP,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={
            "help_option_names": ["-h", "--help"],
            "terminal_width": max(50, min(80, prose_width(environ) or 80) - 2),
        },
    )
    app.callback(invoke_without_command=True)(learn)
    for name in [name for name in COMMANDS if name in arguments] or COMMANDS:
        module, _, function = COMMANDS[name].partition(":")
        command = getattr(importlib.import_module(module), function)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
            continue
        settings = _SETTINGS.get(name)
        app.command(name, short_help=first_line(command), context_settings=settings)(command)
    return app


def learn(
    ctx: typer.Context,
    version: Version = False,
    lang: Lang = None,
    plain: Plain = False,
    color: Color = None,
    glossary: Glossary = None,
    debug: Debug = False,
) -> None:
    """Say what is due today, when no command is given."""
    if version:
        typer.echo(f"learn {__version__}")
        raise typer.Exit
    said = {"lang": lang, "color": color, "plain": plain, "glossary": tuple(glossary or ())}
    ctx.obj = replace(ctx.obj, **said)
    if ctx.invoked_subcommand is None:
        from learn.cli.home import home

        home(ctx.obj.screen())
