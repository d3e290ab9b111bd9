"""A second process in which torch loads and demos run, so that a quiz never waits nor lags.

Importing torch holds Python's lock for a second; in a thread the keys would stick. A process of its
own can also be stopped at any moment. `python -m learn.demos.worker` is its other end.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from learn import demos
from learn.errors import LearnError

if TYPE_CHECKING:
    from learn.demos.parameters import Parameter
    from learn.demos.result import Values

_TIMEOUT = 60  # seconds


class Worker:
    """Runs demos in a process of its own; `start` it early and torch is there when it is needed."""

    def __init__(self, timeout: float = _TIMEOUT) -> None:
        self._timeout = timeout
        self._process: subprocess.Popen[bytes] | None = None
        self._replies: queue.Queue[Any] = queue.Queue()
        self._ready = threading.Event()

    def start(self) -> None:
        """Begin to load torch; return at once. Where that can't be, `compute` says so."""
        if self._process is not None:
            return
        try:
            # -P: a file called torch.py in the reader's folder is not the torch that is meant.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            self._ready.set()
            return
        self._ready, self._replies = threading.Event(), queue.Queue()
        heard = (self._process.stdout, self._ready, self._replies)
        threading.Thread(target=_listen, args=heard, daemon=True).start()

    def ready(self) -> bool:
        """Whether torch is loaded, so that a demo answers at once."""
        return self._ready.is_set()

    def parameters_of(self, demo: str, function: str) -> Mapping[str, Parameter]:
        """Return the parameters of a function of a demo, without torch."""
        return demos.load(demo).parameters_of(function)

    def compute(self, demo: str, function: str, parameters: Mapping[str, Any]) -> Values:
        """Run a function of a demo; raise LearnError as the demo does."""
        self.start()
        process = self._process
        if process is None or process.stdin is None:
            raise LearnError("The demo's process did not start.")
        with contextlib.suppress(OSError):  # where it has ended, its last reply is waiting
            pickle.dump((demo, function, dict(parameters)), process.stdin)
            process.stdin.flush()
        try:
            reply = self._replies.get(timeout=self._timeout)
        except queue.Empty:
            self.close()
            seconds = f"{self._timeout:g} s"
            raise LearnError(f"The demo took longer than {seconds} and was stopped.") from None
        except KeyboardInterrupt:
            self.close()
            raise
        if isinstance(reply, _EndedError):
            if reply.loaded:
                self.close()  # the next request has a new process
            else:
                self._replies.put(reply)  # a new one would end likewise, while it loads
        if isinstance(reply, LearnError):
            raise reply
        values: Values = reply
        return values

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._process.stdin is not None:
                with contextlib.suppress(OSError):
                    self._process.stdin.close()
            self._process = None
            self._ready.clear()


def _listen(process: BinaryIO, ready: threading.Event, replies: queue.Queue[Any]) -> None:
    """Take in what one process answers, to its end."""
    with contextlib.suppress(EOFError, OSError, pickle.UnpicklingError):
        pickle.load(process)
        ready.set()
        while True:
            replies.put(pickle.load(process))
    loaded = ready.is_set()
    ready.set()
    replies.put(_EndedError(loaded))


class _EndedError(LearnError):
    """The process ended by itself, before torch was loaded or after."""

    def __init__(self, loaded: bool) -> None:
        super().__init__("The demo's process ended.", hint="Try: learn demo TERM")
        self.loaded = loaded


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Load torch, say so, then answer requests until there are no more.

    The end of the requests is the end of whoever asks: then nothing is computed to its end.
    """
    waiting: queue.Queue[Any] = queue.Queue()

    def read() -> None:
        with contextlib.suppress(EOFError):
            while True:
                waiting.put(pickle.load(requests))
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    demos.keep_torch_to_itself()
    # Where torch doesn't load, the first request fails likewise, and says why.
    with contextlib.suppress(Exception):
        import torch

        torch.set_num_threads(1)
    pickle.dump("ready", replies)
    replies.flush()
    while True:
        demo, function, parameters = waiting.get()
        reply: Values | LearnError
        try:
            reply = demos.load(demo).compute(function, parameters)
        except LearnError as error:
            reply = type(error)(error.message, error.hint)
        pickle.dump(reply, replies)
        replies.flush()


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no reply
    if hasattr(os, "nice"):
        os.nice(5)  # the reader's keys come first
    serve(sys.stdin.buffer, answers)
