"""The fork server of a test process, and what it has forked; `forkserver.py` is the server itself.

There is none for what would not be the same as a process that is started: with other options of
Python's own, or with a library replaced that the server has loaded.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import forkserver

# All else of Python's own is for its start; an encoding only says how the streams are made.
_FIXED = {"PYTHONUTF8": "1"}
_STREAMS = {"PYTHONUTF8", "PYTHONIOENCODING"}
_NAMES = {"PATH", "SYSTEMROOT", "VIRTUAL_ENV", "HOME", "LANG", "TERM", "TZ", "NO_COLOR", "COLUMNS"}
_NAMES |= {"PYTHONPATH"}
_BEGINNINGS = ("LEARN_", "_LEARN_", "_TYPER_COMPLETE", "COMP_", "LC_", "XDG_", "PG")
_LOADED = {*forkserver.PLAIN, "numpy", "sitecustomize", "usercustomize"}


def server_for(env: Mapping[str, str], folder: Path, *, torch: bool = False) -> Server | None:
    """Return the server whose processes are as one started so; None where none is.

    With torch, it is loaded already: for those who don't look how the time until then is filled.
    """
    if not hasattr(os, "fork") or not hasattr(socket, "send_fds"):
        return None
    odd = {
        name: value
        for name, value in env.items()
        if name not in _NAMES and not name.startswith(_BEGINNINGS)
    }
    encoded = "PYTHONIOENCODING" in odd and "UTF-8" in env.get("LC_ALL", env.get("LANG", ""))
    if odd != _FIXED and not (encoded and set(odd) <= _STREAMS):
        return None
    places = [folder, *map(Path, filter(None, env.get("PYTHONPATH", "").split(os.pathsep)))]
    found = {name for place in places for name in _modules(place)}
    if found & (_LOADED | sys.stdlib_module_names):
        return None
    # macOS forks no process that has loaded its own numeric libraries.
    return _server(torch and "torch" not in found and sys.platform == "linux")


def _modules(folder: Path) -> Iterator[str]:
    """What is found in a folder before all that is installed."""
    with contextlib.suppress(OSError):
        for each in folder.iterdir():
            if each.suffix in (".py", ".pyc", ".so") or (each / "__init__.py").exists():
                yield each.name.split(".")[0]


@cache
def _server(with_torch: bool) -> Server:
    return Server(with_torch)


class Server:
    """The fork server of this test process; it ends with it."""

    def __init__(self, with_torch: bool) -> None:
        self._control, theirs = socket.socketpair()
        number = str(theirs.fileno())
        self._process = subprocess.Popen(
            [sys.executable, forkserver.__file__, number, *(["torch"] if with_torch else [])],
            env=_environment(),
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        atexit.register(self.close)

    def fork(self, streams: Sequence[int]) -> socket.socket:
        """Fork a process with these streams; return the line to it."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [b"x"], [theirs.fileno(), *streams])
        return ours

    def close(self) -> None:
        """End the server; what it has forked goes on to its own end."""
        self._control.close()
        self._process.wait()


def _environment() -> dict[str, str]:
    """What the modules are loaded in: nothing that changes them, and no thread of theirs."""
    kept = {key: os.environ[key] for key in ("PATH", "VIRTUAL_ENV", "HOME") if key in os.environ}
    alone = {"TORCH_DEVICE_BACKEND_AUTOLOAD": "0", "OPENBLAS_NUM_THREADS": "1"}
    alone["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    return {**kept, **_FIXED, **alone, "LANG": "C.UTF-8"}


class Forked:
    """A process that the server has forked: its number, and how it ended."""

    def __init__(self, server: Server, wanted: forkserver.Request, streams: Sequence[int]) -> None:
        self._line = server.fork(streams)
        self._file = self._line.makefile("rwb", 0)
        self._file.write(ascii(wanted).encode() + b"\n")
        self.pid = int(self._file.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit code, or None where it has not ended."""
        if self.returncode is None and select.select([self._line], [], [], 0)[0]:
            self.wait()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; return the exit code, or minus the signal that ended it."""
        if self.returncode is None:
            if not select.select([self._line], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("learn", timeout or 0)
            self._file.readline()  # that it has ended
            self._file.write(b"\n")
            self.returncode = os.waitstatus_to_exitcode(int(self._file.readline()))
            self._file.close()
            self._line.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def request(
    arguments: Sequence[str | bytes],
    env: Mapping[str, str],
    cwd: Path | str,
    *,
    program: str = "",
    terminal: bool = False,
    closed: Sequence[int] = (),
) -> forkserver.Request:
    """Return what is asked of a server."""
    return {
        "program": program,
        "arguments": [os.fsdecode(each) for each in arguments],
        "environment": dict(env),
        "folder": os.path.realpath(cwd),
        "terminal": terminal,
        "closed": list(closed),
    }
