"""The command line, and the one boundary where errors become sentences."""

from __future__ import annotations

import os
import sys

from learn.environment import config
from learn.environment.terminal import complain, speaks_chinese
from learn.errors import LearnError, OutputError, UsageError
from learn.text import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from typer import Typer


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run a command line and return its exit code; errors are sentences on stderr.

    0 fine, 1 not found or failed, 2 wrong usage, 130 interrupted. With `--debug` before the
    command, or LEARN_DEBUG=1, what failed keeps its traceback. A plain look-up and TAB are answered
    without the command line being imported.
    """
    try:
        settings = config.load(environ)
        filled = settings.over(environ)
        if not _at_once(arguments, filled, sound=not settings.faults):
            return _command(arguments, filled, settings.faults)
        sys.stdout.flush()
    except OutputError:
        raise
    except LearnError as error:
        if error.__cause__ is not None and _debugging(arguments, environ):
            _trace(error)
        complain(error.message, error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if _debugging(arguments, environ):
            _trace(error)
            return 1
        kind = type(error).__name__
        complain(
            f"Something went wrong inside learn ({kind}): it is our fault, not yours."
            " The same after learn --debug shows where; please report it."
        )
        return 1
    return 0


def _at_once(arguments: Sequence[str], environ: Mapping[str, str], *, sound: bool) -> bool:
    """Answer what needs no command line; `sound` is whether the config file has no fault."""
    if "_LEARN_COMPLETE" in environ:
        from learn.cli.completion import complete

        return complete(environ)
    if list(arguments) == ["--version"]:
        from learn import __version__

        print(f"learn {__version__}")
        return True
    plain = len(arguments) > 1 and not any(word.startswith("-") for word in arguments)
    if plain and sound and arguments[0] == "define":
        from learn.cli.look_up import define

        define(arguments[1:], environ)
        return True
    return False


def _command(
    arguments: Sequence[str], environ: Mapping[str, str], faults: Sequence[UsageError]
) -> int:
    # It would look for its plugins in every package here, and stop at one that is broken.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from typer import Abort, Exit, TyperException

    from learn.cli.app import app_for
    from learn.cli.screen import Start

    chinese = speaks_chinese(arguments, environ)
    try:
        app: Typer | Any = app_for(arguments, environ)
        if chinese and any(map(_asks_for_help, arguments)):
            from learn.cli.in_chinese import translated

            app = translated(app, environ)
        start = Start(environ, faults)
        code = app(args=list(arguments), prog_name="learn", standalone_mode=False, obj=start)
        sys.stdout.flush()
    except Exit as ended:
        return ended.exit_code
    except Abort:
        return 130
    except TyperException as error:
        message = error.format_message()
        if chinese:
            from learn.cli.in_chinese import usage_error

            message = usage_error(error)
        complain(message, _help_for(error))
        return error.exit_code
    except UsageError as error:
        if chinese:
            from learn.cli.in_chinese import usage

            error.message, error.hint = usage.say(error.message), usage.say(error.hint)
        raise
    return code if isinstance(code, int) else 0


def _debugging(arguments: Sequence[str], environ: Mapping[str, str]) -> bool:
    return "--debug" in arguments or environ.get("LEARN_DEBUG", "") not in ("", "0")


def _trace(error: Exception) -> None:
    """Show where it happened, without the values of variables: they may be private."""
    import traceback

    sys.stderr.write(clean("".join(traceback.format_exception(error))))


def _asks_for_help(word: str) -> bool:
    return word == "--help" or (word.startswith("-") and word[1:2] != "-" and "h" in word)


def _help_for(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    return f"{context.command_path if context else 'learn'} --help"
