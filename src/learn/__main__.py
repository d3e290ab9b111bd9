"""The front door: the version is answered at once, all else goes to the command line."""

from __future__ import annotations

import io
import sys


def main() -> None:
    """Run `learn` with the arguments of the process, and end with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # What a terminal can't show is replaced; it never ends the program.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if sys.argv[1:] == ["--version"]:
        from learn import __version__

        print(f"learn {__version__}")
        return
    from learn.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
