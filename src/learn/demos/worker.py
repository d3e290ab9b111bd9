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
    from learn.parameters import Parameter
    from learn.result import Result

_TIMEOUT = 60  # seconds


class Worker:
    """Runs demos in a process of its own; `start` it early and torch is there when it is needed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._replies: queue.Queue[Any] = queue.Queue()
        self._ready = threading.Event()

    def start(self) -> None:
        """Begin to load torch; return at once."""
        if self._process is not None:
            return
        # -P: a file called torch.py in the reader's folder is not the torch that is meant.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True).start()

    def _listen(self, replies: BinaryIO) -> None:
        with contextlib.suppress(EOFError, OSError, pickle.UnpicklingError):
            pickle.load(replies)
            self._ready.set()
            while True:
                self._replies.put(pickle.load(replies))
        self._ready.set()
        self._replies.put(LearnError("The demo's process ended.", hint="Try: learn demo TERM"))

    def ready(self) -> bool:
        """Whether torch is loaded, so that a demo answers at once."""
        return self._ready.is_set()

    def parameters_of(self, demo: str, function: str) -> Mapping[str, Parameter]:
        """Return the parameters of a function of a demo, without torch."""
        return demos.load(demo).parameters_of(function)

    def compute(self, demo: str, function: str, parameters: Mapping[str, Any]) -> Result:
        """Run a function of a demo; raise LearnError as the demo does."""
        self.start()
        process = self._process
        if process is None or process.stdin is None:
            raise LearnError("The demo's process did not start.")
        try:
            pickle.dump((demo, function, dict(parameters)), process.stdin)
            process.stdin.flush()
        except OSError:
            raise LearnError("The demo's process ended.") from None
        try:
            reply = self._replies.get(timeout=_TIMEOUT)
        except queue.Empty:
            self.close()
            raise LearnError(f"The demo took longer than {_TIMEOUT} s and was stopped.") from None
        except KeyboardInterrupt:
            self.close()
            raise
        if isinstance(reply, LearnError):
            raise reply
        result: Result = reply
        return result

    def close(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
            self._ready.clear()
            self._replies = queue.Queue()


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Load torch, say so, then answer requests until there are no more."""
    with contextlib.suppress(ImportError):
        import torch

        torch.set_num_threads(1)
        # The first step of an optimiser imports half of torch's compiler: let it be now.
        weight = torch.zeros(1, requires_grad=True)
        weight.sum().backward()
        torch.optim.Adam([weight]).step()
    pickle.dump("ready", replies)
    replies.flush()
    while True:
        try:
            demo, function, parameters = pickle.load(requests)
        except EOFError:
            return
        reply: Result | LearnError
        try:
            reply = demos.load(demo).run(function, **parameters)
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
