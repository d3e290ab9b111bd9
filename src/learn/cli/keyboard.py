"""Single keys from a terminal, and lines from anywhere."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from types import FrameType

from learn.errors import UsageError
from learn.text import clean

END = "\x04"  # Ctrl-D
RESUMED = "\x1a"  # the program was stopped by Ctrl-Z, and goes on
_LONGEST = 4000  # characters of a line; without a bound /dev/zero would be one


class _ResumedError(Exception):
    """The program goes on after it was stopped."""


def read_key() -> str:
    """Wait for one key and return it, lower case; an arrow or another special key is "".

    The terminal is put back as it was, whatever happens, also while Ctrl-Z stops the program; then
    RESUMED is returned. Raises KeyboardInterrupt for Ctrl-C.
    """
    try:
        import termios  # noqa: F401
    except ImportError:  # not a POSIX terminal
        import typer

        return typer.getchar().lower()

    def resumed() -> None:
        raise _ResumedError

    try:
        with held(resumed):
            return _one_key(sys.stdin.fileno())
    except _ResumedError:
        return RESUMED


@contextlib.contextmanager
def held(resumed: Callable[[], None] = lambda: None) -> Iterator[None]:
    """While it is entered, keys act at once and are not shown, also those pressed ahead.

    Ctrl-Z gives the shell the terminal as it was; `resumed` is called when the program goes on.
    """
    try:
        import termios
        import tty
    except ImportError:  # not a POSIX terminal
        yield
        return
    with _stoppable(resumed), _mode(lambda number: tty.setcbreak(number, termios.TCSANOW)):
        yield


@contextlib.contextmanager
def _mode(change: Callable[[int], object]) -> Iterator[None]:
    """While it is entered, the terminal is changed; put back as it was at the end."""
    import termios

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        change(descriptor)
        yield
    finally:
        with contextlib.suppress(termios.error):  # there is no terminal any more
            termios.tcsetattr(descriptor, termios.TCSANOW, before)


def _shown(descriptor: int) -> None:
    """Let what is typed be seen, and edited."""
    import termios

    mode = termios.tcgetattr(descriptor)
    mode[3] |= termios.ICANON | termios.ECHO
    termios.tcsetattr(descriptor, termios.TCSANOW, mode)


@contextlib.contextmanager
def _stoppable(resumed: Callable[[], None]) -> Iterator[None]:
    """While it is entered, Ctrl-Z gives the shell the terminal as it was; `resumed` goes on."""
    import signal
    import termios

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)

    def stop(number: int, frame: FrameType | None) -> None:
        if callable(otherwise):  # it was changed before, and this knows how it was
            otherwise(number, frame)
        else:
            ours = termios.tcgetattr(descriptor)
            termios.tcsetattr(descriptor, termios.TCSANOW, before)
            handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            signal.raise_signal(signal.SIGTSTP)  # here it stops
            signal.signal(signal.SIGTSTP, handler)
            termios.tcsetattr(descriptor, termios.TCSANOW, ours)
        resumed()

    otherwise = signal.signal(signal.SIGTSTP, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTSTP, otherwise)


def _one_key(descriptor: int) -> str:
    data = _byte(descriptor)
    if data == b"\x1b":
        while _more(descriptor) and _byte(descriptor):
            pass
        return ""
    while data:
        try:
            return data.decode("utf-8").lower()
        except UnicodeDecodeError as error:
            if error.reason != "unexpected end of data" or not _more(descriptor):
                return ""
            more = _byte(descriptor)
            data = data + more if more else b""
    return END


def _byte(descriptor: int) -> bytes:
    """Wait for a byte; none is the end of the input, or of the terminal."""
    import os

    try:
        return os.read(descriptor, 1)
    except OSError:
        return b""


def _more(descriptor: int) -> bool:
    """Whether more of the same key is on its way."""
    import select

    return bool(select.select([descriptor], [], [], 0.02)[0])


def read_line(prompt: str) -> str | None:
    """Read a line, with the terminal's own editing; None at the end of input.

    Raises UsageError where nothing can be read, or a line is no line.
    """
    if sys.stdin is None:
        return None
    try:
        if sys.stdin.isatty():
            return clean(_typed(prompt))
        sys.stdout.flush()
        line = sys.stdin.readline(_LONGEST)
    except EOFError:
        return None
    except OSError as error:
        raise UsageError(f"The input can't be read: {error.strerror or error}.") from error
    if len(line) == _LONGEST and not line.endswith("\n"):
        raise UsageError(f"A line of the input is over {_LONGEST} characters: that is no answer.")
    return clean(line.rstrip("\r\n")) if line else None


def _typed(prompt: str) -> str:
    try:
        import readline  # gives input() its editing keys
        import termios  # noqa: F401
    except ImportError:
        return input(prompt)

    def resumed() -> None:
        """Show again what stood there before Ctrl-Z."""
        sys.stdout.write(prompt + readline.get_line_buffer())
        sys.stdout.flush()

    with _stoppable(resumed), _mode(_shown):
        return input(prompt)
