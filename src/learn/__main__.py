"""The front door: a plain look-up is answered at once, all else goes to the command line."""

from __future__ import annotations

import io
import os
import sys


def main() -> None:
    """Run `learn` with the arguments of the process, and end with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # What a terminal can't show is replaced; it never ends the program.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(_at_once(sys.argv[1:]))


def _at_once(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        from learn import __version__

        print(f"learn {__version__}")
        return 0
    code = None
    plain = len(arguments) > 1 and not any(word.startswith("-") for word in arguments)
    try:
        if "_LEARN_COMPLETE" in os.environ:
            from learn.blink import complete

            if complete(os.environ):
                return 0
        elif plain and arguments[0] == "define":
            from learn.blink import define

            code = define(arguments[1:], os.environ)
    except (OSError, KeyboardInterrupt):
        code = None  # the ordinary way says what is wrong
    if code is not None:
        return code
    from learn.cli import run

    return run(arguments)


if __name__ == "__main__":
    main()
