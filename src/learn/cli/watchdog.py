"""Leaving in time: a demo that overruns is stopped; Ctrl-C is heard within a torch operation."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading

OVERRUN = 124
_GRACE = 0.5  # seconds that Python has to end by itself after Ctrl-C


class Watchdog:
    """While it is entered, ends the process after a time, or soon after Ctrl-C.

    Python hears a signal only between two of its own steps, and a large torch operation is one
    step. The C-level handler writes to a socket at once; a thread waits there.
    """

    def __init__(self, seconds: float, said: str) -> None:
        self.seconds = seconds
        self.said = said
        self._timer = threading.Timer(seconds, self._overrun)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()
        self._heard, self._signal = socket.socketpair()
        self._signal.setblocking(False)
        self._before = signal.set_wakeup_fd(self._signal.fileno(), warn_on_full_buffer=False)
        threading.Thread(target=self._listen, daemon=True).start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        signal.set_wakeup_fd(self._before)
        self._signal.close()

    def _listen(self) -> None:
        data = self._heard.recv(1)
        if data and data[0] == signal.SIGINT:
            ended = threading.Event()
            ended.wait(_GRACE)
            _leave("", 130)

    def _overrun(self) -> None:
        _leave(self.said, OVERRUN)


def _leave(said: str, code: int) -> None:
    sys.stdout.flush()
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[2K")
    if said:
        sys.stderr.write(said + "\n")
    sys.stderr.flush()
    os._exit(code)
