"""Single keys from a terminal, and lines from anywhere."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from types import FrameType

from learn.errors import UsageError
from learn.text import clean

END = "\x04"  # Ctrl-D
RESUMED = "\x1a"  # the program was stopped by Ctrl-Z, and goes on
PASTED = "\x1b[200~"  # a text was pasted, or so many keys came at once that nobody pressed them
_PASTE_ENDS = b"\x1b[201~"
_AT_ONCE = 8  # bytes that wait behind a key; who presses keys ahead presses fewer
_LONGEST = 4000  # characters of a line; without a bound /dev/zero would be one


class _ResumedError(Exception):
    """The program goes on after it was stopped."""


def read_key() -> str:
    """Wait for one key and return it, lower case; an arrow or another special key is "".

    The terminal is put back as it was, whatever happens, also while Ctrl-Z stops the program; then
    RESUMED is returned. A whole paste is PASTED. Raises KeyboardInterrupt for Ctrl-C.
    """
    try:
        import termios  # noqa: F401
    except ImportError:  # not a POSIX terminal
        import typer

        return typer.getchar().lower()

    def resumed() -> None:
        raise _ResumedError

    try:
        with held(resumed, lambda: _mark_pastes(marked=False)), _pastes_marked():
            return _one_key(sys.stdin.fileno())
    except _ResumedError:
        return RESUMED


@contextlib.contextmanager
def held(
    resumed: Callable[[], None] = lambda: None, stopping: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """While it is entered, keys act at once and are not shown, also those pressed ahead.

    Ctrl-Z gives the shell the terminal as it was: `stopping` is called before, and `resumed` when
    the program goes on.
    """
    try:
        import termios
        import tty
    except ImportError:  # not a POSIX terminal
        yield
        return
    cbreak = _mode(lambda number: tty.setcbreak(number, termios.TCSANOW))
    with _stoppable(resumed, stopping), cbreak:
        yield


@contextlib.contextmanager
def _pastes_marked() -> Iterator[None]:
    """While it is entered, the terminal says where a paste begins and ends."""
    _mark_pastes(marked=True)
    try:
        yield
    finally:
        _mark_pastes(marked=False)


def _mark_pastes(*, marked: bool) -> None:
    sys.stdout.write("\x1b[?2004h" if marked else "\x1b[?2004l")
    sys.stdout.flush()


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
def _stoppable(
    resumed: Callable[[], None], stopping: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """While it is entered, Ctrl-Z gives the shell the terminal as it was; `resumed` goes on."""
    import signal
    import termios

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)

    def stop(number: int, frame: FrameType | None) -> None:
        stopping()
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
        return _special_key(descriptor)
    if _came_at_once(descriptor):
        return PASTED
    while data:
        try:
            return data.decode("utf-8").lower()
        except UnicodeDecodeError as error:
            if error.reason != "unexpected end of data" or not _more(descriptor):
                return ""
            more = _byte(descriptor)
            data = data + more if more else b""
    return END


def _special_key(descriptor: int) -> str:
    """Read the rest of a key of several bytes, or of a paste to its end."""
    data = b"\x1b"
    while _more(descriptor) and (byte := _byte(descriptor)):
        data += byte
        if data == PASTED.encode():
            _pass_over(descriptor, _PASTE_ENDS)
            return PASTED
    return ""


def _came_at_once(descriptor: int) -> bool:
    """Whether what was read last came in a paste that the terminal doesn't mark; pass over it."""
    import fcntl
    import struct
    import termios

    if not _more(descriptor, 0):
        return False
    time.sleep(0.01)  # the rest of a paste comes in pieces
    waiting = fcntl.ioctl(descriptor, termios.FIONREAD, struct.pack("i", 0))
    if struct.unpack("i", waiting)[0] < _AT_ONCE:
        return False
    _pass_over(descriptor)
    return True


def _pass_over(descriptor: int, end: bytes = b"") -> None:
    """Read on until `end` comes, or nothing more does for a while."""
    last = b""
    while not (end and last == end) and _more(descriptor, 1 if end else 0.05):
        if not (byte := _byte(descriptor)):
            return
        last = (last + byte)[-len(_PASTE_ENDS) :]


def _byte(descriptor: int) -> bytes:
    """Wait for a byte; none is the end of the input, or of the terminal."""
    import os

    try:
        return os.read(descriptor, 1)
    except OSError:
        return b""


def _more(descriptor: int, seconds: float = 0.02) -> bool:
    """Whether more is on its way: of the same key, if it comes as soon as that."""
    import select

    return bool(select.select([descriptor], [], [], seconds)[0])


def read_line(prompt: str) -> str | None:
    """Read a line, with the terminal's own editing; None at the end of input.

    The lines of a paste are one line, and PASTED where the terminal doesn't mark it. Raises
    UsageError where nothing can be read, or a line is no line.
    """
    if sys.stdin is None:
        return None
    try:
        if sys.stdin.isatty():
            line = _typed(prompt)
            return line if line == PASTED else clean(" ".join(line.splitlines()))
        sys.stdout.flush()
        line = sys.stdin.readline(_LONGEST)
    except EOFError:
        return None
    except OSError as error:
        raise UsageError(f"The input can't be read: {error.strerror or error}.") from error
    except UnicodeError as error:  # of an encoding that replaces nothing
        raise UsageError(f"The input is not {sys.stdin.encoding}: {error}.") from error
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
        line = input(prompt)
        return PASTED if _came_at_once(sys.stdin.fileno()) else line
