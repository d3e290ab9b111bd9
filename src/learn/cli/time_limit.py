"""Leaving in time: a demo that overruns is stopped; Ctrl-C is heard within a torch operation."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType

from learn.environment.streams import silence

OVERRUN = 124
INTERRUPTED = 130
_GRACE = 0.5  # seconds that Python has to end by itself after Ctrl-C


class Watchdog:
    """While it is entered, ends the process after a time, or soon after Ctrl-C.

    Python hears a signal only between two of its own steps, and a large torch operation is one
    step. The C-level handler writes to a socket at once; a thread waits there. `last` is called
    before the end, to clear the screen; `said` is written to stderr.
    """

    def __init__(self, seconds: float, said: str, last: Callable[[], None]) -> None:
        self.seconds = seconds
        self.said = said
        self.last = last
        self._timer = threading.Timer(seconds, self._leave, (said, OVERRUN))
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()
        if hasattr(signal, "setitimer"):
            # No thread runs while an operation holds Python's lock: then SIGALRM ends the process.
            signal.setitimer(signal.ITIMER_REAL, self.seconds + 2 * _GRACE)
        self._heard, self._signal = socket.socketpair()
        self._signal.setblocking(False)
        self._before = signal.set_wakeup_fd(self._signal.fileno(), warn_on_full_buffer=False)
        threading.Thread(target=self._listen, daemon=True).start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        signal.set_wakeup_fd(self._before)
        self._signal.close()

    def _listen(self) -> None:
        """Wait for Ctrl-C; then for a second one, for the end of the demo, or for a moment."""
        with self._heard:
            while (data := self._heard.recv(1)) and data[0] != signal.SIGINT:
                pass
            self._heard.settimeout(_GRACE)
            with contextlib.suppress(TimeoutError):
                if not data or not self._heard.recv(1):
                    return
        self._leave("", INTERRUPTED)

    def _leave(self, said: str, code: int) -> None:
        try:
            sys.stdout.flush()
            self.last()
            if said:
                sys.stderr.write(said + "\n")
            sys.stderr.flush()
        finally:
            os._exit(code)


def end_on_signals() -> None:
    """Let a signal that would kill the program end it in order: the terminal is put back."""
    for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)


def _end(number: int, _frame: FrameType | None) -> None:
    if number == getattr(signal, "SIGHUP", None):
        # What has gone with the terminal; one that is still there has to be put back.
        silence(*(each for each in (1, 2) if not os.isatty(each)))
    raise SystemExit(128 + number)
