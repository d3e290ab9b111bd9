"""A second process in which torch loads and demos run, so that a quiz never waits nor lags.

Importing torch holds Python's lock for a second; in a thread the keys would stick. A process of its
own can also be stopped at any moment. `python -P -m learn.demos.worker` is its other end: what
`multiprocessing` spawns looks for modules in the reader's folder, and hears the terminal's Ctrl-C.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO

from learn import demos
from learn.errors import LearnError

if TYPE_CHECKING:
    from learn.demos.result import Values

_TIMEOUT = 60  # seconds
# Nobody has read a question within this second: who leaves by then, as a script, needs no torch,
# nor a second Python.
_A_MOMENT = 1.0


class Worker:
    """Runs demos in a process of its own; `start` it early and torch is there when it is needed."""

    def __init__(self, timeout: float = _TIMEOUT) -> None:
        self._timeout = timeout
        self._process: subprocess.Popen[bytes] | None = None
        self._soon: threading.Timer | None = None
        self._lock = threading.Lock()  # its thread begins the process, or whoever asks
        self._loaded, self._replies = threading.Event(), queue.Queue[Any]()

    def start(self) -> None:
        """Begin to load torch in a moment. Where that can't be, `compute` says so."""
        with self._lock:
            if self._process is None and self._soon is None:
                self._soon = threading.Timer(_A_MOMENT, self._begin_unless_closed)
                self._soon.daemon = True
                self._soon.start()

    def _begin_unless_closed(self) -> None:
        with self._lock:
            if self._soon is threading.current_thread():
                self._begin()

    def _begin(self) -> None:
        if self._process is not None:
            return
        with suppress(OSError):
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            self._loaded, self._replies = threading.Event(), queue.Queue()
            heard = (self._process.stdout, self._loaded, self._replies)
            threading.Thread(target=_listen, args=heard, daemon=True).start()

    def ready(self) -> bool:
        """Whether a demo answers at once: torch is loaded, or the process has ended already."""
        ended = self._process is not None and self._process.poll() is not None
        return ended or self._loaded.is_set()

    def compute(self, demo: str, function: str, parameters: Mapping[str, Any]) -> Values:
        """Run a function of a demo; raise LearnError as the demo does."""
        with self._lock:
            self._begin()
        if self._process is None or self._process.stdin is None:
            raise LearnError("The demo's process did not start.")
        with suppress(OSError):  # where it has ended, None is waiting
            pickle.dump((demo, function, dict(parameters)), self._process.stdin)
            self._process.stdin.flush()
        try:
            reply: Values | LearnError | None = self._replies.get(timeout=self._timeout)
        except (queue.Empty, KeyboardInterrupt) as stopped:
            self.close()
            if isinstance(stopped, KeyboardInterrupt):
                raise
            seconds = f"{self._timeout:g} s"
            raise LearnError(f"The demo took longer than {seconds} and was stopped.") from None
        if reply is None:
            if self._loaded.is_set():
                self.close()  # the next request has a new process
            else:
                self._replies.put(None)  # a new one would end likewise, while it loads
            raise LearnError("The demo's process ended.", hint="Try: learn demo TERM")
        if isinstance(reply, LearnError):
            raise reply
        return reply

    def close(self) -> None:
        """End the process, whatever it is doing."""
        with self._lock:
            if self._soon is not None:
                self._soon.cancel()
                self._soon = None
            if self._process is not None:
                self._process.kill()
                self._process.wait()
                if self._process.stdin is not None:
                    with suppress(OSError):
                        self._process.stdin.close()
                self._process = None
                self._loaded.clear()


def _listen(process: BinaryIO, loaded: threading.Event, replies: queue.Queue[Any]) -> None:
    """Take in what one process answers, and None at its end."""
    with suppress(EOFError, OSError, pickle.UnpicklingError):
        pickle.load(process)
        loaded.set()
        while True:
            replies.put(pickle.load(process))
    replies.put(None)


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Load torch; say so, then answer until the end.

    The end of the requests is the end of whoever asks: then nothing is computed to its end.
    """
    waiting = queue.SimpleQueue[Any]()

    def read() -> None:
        with suppress(EOFError):
            while True:
                waiting.put(pickle.load(requests))
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    demos.keep_torch_to_itself()
    # Where torch doesn't load, the first request fails likewise, and says why.
    with suppress(Exception):
        import torch  # noqa: F401
    reply: Any = "ready"
    while True:
        pickle.dump(reply, replies)
        replies.flush()
        demo, function, parameters = waiting.get()
        try:
            reply = demos.load(demo).compute(function, parameters)
        except LearnError as error:
            reply = type(error)(error.message, error.hint)


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no reply
    if hasattr(os, "nice"):
        os.nice(5)  # the reader's keys come first
    serve(sys.stdin.buffer, answers)
