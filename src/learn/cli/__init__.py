"""The command line: one file a command, and the one boundary where errors become sentences."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from learn.environment.terminal import complain
from learn.errors import LearnError
from learn.text import clean


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; errors are sentences on stderr.

    0 fine, 1 not found or failed, 2 wrong usage, 130 interrupted. With `--debug` before the
    command, or LEARN_DEBUG=1, what failed keeps its traceback.
    """
    from typer import Abort, Exit, TyperException

    try:
        from learn.cli.app import app_for

        code = app_for(arguments)(args=list(arguments), prog_name="learn", standalone_mode=False)
        sys.stdout.flush()
    except LearnError as error:
        if error.__cause__ is not None and _debugging(arguments):
            _trace(error)
        complain(error.message, error.hint)
        return error.exit_code
    except Exit as ended:
        return ended.exit_code
    except (KeyboardInterrupt, Abort):
        return 130
    except TyperException as error:
        complain(error.format_message(), _help_for(error))
        return error.exit_code
    except Exception as error:
        if _debugging(arguments):
            _trace(error)
            return 1
        kind = type(error).__name__
        complain(
            f"Something went wrong inside learn ({kind}): it is our fault, not yours."
            " The same after learn --debug shows where; please report it."
        )
        return 1
    return code if isinstance(code, int) else 0


def _debugging(arguments: Sequence[str]) -> bool:
    return "--debug" in arguments or os.environ.get("LEARN_DEBUG", "") not in ("", "0")


def _trace(error: Exception) -> None:
    """Show where it happened, without the values of variables: they may be private."""
    import traceback

    sys.stderr.write(clean("".join(traceback.format_exception(error))))


def _help_for(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    return f"{context.command_path if context else 'learn'} --help"
