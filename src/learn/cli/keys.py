"""Single keys from a terminal, and lines from anywhere."""

from __future__ import annotations

import contextlib
import sys

END = "\x04"  # Ctrl-D


def read_key() -> str:
    """Wait for one key and return it, lower case; an arrow or another special key is "".

    The terminal is put back as it was, whatever happens. Raises KeyboardInterrupt for Ctrl-C.
    """
    try:
        import termios
        import tty
    except ImportError:  # not a POSIX terminal
        import typer

        return typer.getchar().lower()
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor, termios.TCSANOW)
        return _one_key(descriptor)
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)


def _one_key(descriptor: int) -> str:
    import os
    import select

    data = os.read(descriptor, 1)
    if not data:
        return END
    if data == b"\x1b":
        while select.select([descriptor], [], [], 0.02)[0]:
            os.read(descriptor, 1)
        return ""
    while True:
        try:
            return data.decode("utf-8").lower()
        except UnicodeDecodeError as error:
            if error.reason != "unexpected end of data":
                return ""
            data += os.read(descriptor, 1)


def read_line(prompt: str) -> str | None:
    """Read a line, with the terminal's own editing; None at the end of input."""
    if sys.stdin.isatty():
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 - gives input() its editing keys
        try:
            return input(prompt)
        except EOFError:
            return None
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line.rstrip("\r\n") if line else None
