"""The command line: one file a command, and the one boundary where errors become sentences."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from learn.errors import LearnError
from learn.surroundings import complain


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; errors are sentences on stderr.

    0 fine, 1 not found or failed, 2 wrong usage, 130 interrupted. With LEARN_DEBUG=1 an unexpected
    error keeps its traceback.
    """
    from typer import Abort, Exit, TyperException

    from learn.cli.app import app_for

    try:
        code = app_for(arguments)(args=list(arguments), prog_name="learn", standalone_mode=False)
        sys.stdout.flush()
    except LearnError as error:
        complain(error.message, error.hint)
        return error.exit_code
    except Exit as ended:
        return ended.exit_code
    except (KeyboardInterrupt, Abort):
        return 130
    except BrokenPipeError:
        # The reader has seen enough (`| head`); nothing more can be said on this stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except TyperException as error:
        complain(error.format_message(), _help_for(error))
        return error.exit_code
    except Exception as error:
        if os.environ.get("LEARN_DEBUG", "0") not in ("", "0"):
            raise
        kind = type(error).__name__
        complain(
            f"Something went wrong inside learn ({kind}).",
            "It is our fault, not yours. LEARN_DEBUG=1 shows where; please report it.",
        )
        return 1
    return code if isinstance(code, int) else 0


def _help_for(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    return f"{context.command_path if context else 'learn'} --help"
