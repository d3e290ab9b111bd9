"""A process that has loaded what a command imports, and forks one whenever a command is wanted.

Each command is a process of its own: with its own arguments, environment, folder and streams, and
with signals at their default; it runs `learn` as `python -m learn` does and ends as Python ends.
Nothing of a command comes back here, so that none sees another's. `forking.py` is the other end.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import gc
import importlib
import locale
import os
import pkgutil
import runpy
import select
import signal
import socket
import sys
import termios
import time
from collections.abc import Callable
from typing import TextIO, TypedDict

# Third-party modules that commands import; `forking.py` asks none where one is replaced.
PLAIN = ("annotated_types", "fsrs_rs_python", "platformdirs", "plotext", "psycopg", "pydantic")
PLAIN += ("pydantic_core", "rich", "textual", "typer", "yaml")
TORCH = ("torch", "numpy")


class Request(TypedDict):
    """What a command is run with; its streams are sent beside it."""

    program: str
    arguments: list[str]
    environment: dict[str, str]
    folder: str
    terminal: bool
    closed: list[int]


def load(*names: str) -> None:
    """Load what commands import, and nothing that runs: no thread may be there at a fork."""
    import learn

    modules = [each.name for each in pkgutil.walk_packages(learn.__path__, "learn.")]
    # The front door is what a command runs; a demo is loaded by those who want it.
    ours = [each for each in modules if not each.startswith(("learn.__main__", "learn.demos."))]
    for name in (*names, *ours):
        with contextlib.suppress(Exception):  # the command that needs it says what is wrong
            importlib.import_module(name)
    if "torch" in names:
        import torch.optim

        # The first optimiser imports half of torch's compiler: let it be now. It computes nothing.
        torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1)
    # Else no command forked here could be seen to import it.
    assert "torch" in names or not {"torch", "numpy"} & set(sys.modules), "a command imports torch"
    gc.collect()
    gc.freeze()


def serve(control: socket.socket) -> Request:
    """Fork a process for each request until there are no more; return in the forked ones.

    One fork a command, and no process beside it: with all that is loaded here a fork is dear.
    """
    woken, waking = os.pipe()
    os.set_blocking(waking, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waking, warn_on_full_buffer=False)
    lines: dict[int, int] = {}  # the line to whoever wants a process, by its number
    ended: dict[int, Callable[[], int]] = {}  # for a line, what reaps its process
    while True:
        ready, _, _ = select.select([control, woken, *ended], [], [])
        for line in ended.keys() & set(ready):  # asked how it ended, or left alone
            tell(line, ended.pop(line)())
            os.close(line)
        if woken in ready:
            os.read(woken, 4096)
            for pid in list(lines):
                if reap := over(pid):
                    line = lines.pop(pid)
                    ended[line] = reap
                    tell(line, "ended")
        if control in ready:
            _, descriptors, _, _ = socket.recv_fds(control, 1, 4)
            if not descriptors:
                os._exit(0)
            line, *streams = descriptors
            pid = os.fork()
            if not pid:
                control.detach()  # take_on closes it, and all others
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                return begin(line, streams)
            lines[pid] = line
            for each in streams:
                os.close(each)


def over(pid: int) -> Callable[[], int] | None:
    """Return what says how a process ended, if it has; until then signals can be sent to it."""
    if hasattr(os, "waitid"):
        flags = os.WEXITED | os.WNOWAIT | os.WNOHANG
        return (lambda: os.waitpid(pid, 0)[1]) if os.waitid(os.P_PID, pid, flags) else None
    found, status = os.waitpid(pid, os.WNOHANG)
    return (lambda: status) if found else None


def tell(line: int, what: object) -> None:
    """Say something to whoever wanted the process, if they listen."""
    with contextlib.suppress(OSError):
        os.write(line, f"{what}\n".encode())


def begin(line: int, streams: list[int]) -> Request:
    """Read what is wanted, say the number of this process, and become what is wanted."""
    with open(line, "rb", closefd=False) as file:
        request: Request = eval(file.readline())
    tell(line, os.getpid())
    take_on(request, streams)
    return request


def take_on(request: Request, streams: list[int]) -> None:
    """Become a process that has just been started so."""
    if request["terminal"]:
        os.setsid()
        fcntl.ioctl(streams[0], termios.TIOCSCTTY, 0)
    for number, each in enumerate(streams):
        os.dup2(each, number)
    os.closerange(3, 1024)
    for number in request["closed"]:
        os.close(number)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    with contextlib.suppress(locale.Error):
        locale.setlocale(locale.LC_CTYPE, "")
    encoding = request["environment"].get("PYTHONIOENCODING", "")
    errors = "strict" if encoding else "surrogateescape"
    sys.stdin = sys.__stdin__ = stream(0, "r", encoding, errors)  # type: ignore[misc]
    sys.stdout = sys.__stdout__ = stream(1, "w", encoding, errors)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = stream(2, "w", encoding, "backslashreplace")  # type: ignore[misc]
    sys.argv[1:] = request["arguments"]
    more = request["environment"].get("PYTHONPATH", "")
    sys.path[0:1] = [
        "" if request["program"] else request["folder"],
        *filter(None, more.split(os.pathsep)),
    ]
    sys.path_importer_cache.clear()


def stream(number: int, mode: str, encoding: str, errors: str) -> TextIO | None:
    """Return a standard stream as Python makes it, in UTF-8 mode or with PYTHONIOENCODING.

    It makes none where there is none.
    """
    try:
        os.fstat(number)
    except OSError:
        return None
    lines = 1 if number == 2 else -1
    return open(number, mode, lines, encoding=encoding or "utf-8", errors=errors, closefd=False)


def command(program: str) -> None:
    """Run `learn`, or a program as `python -c` does, and end as Python does.

    But what was loaded is left to the kernel: to take torch apart, object by object, takes longer
    than most commands.
    """
    code: object = None

    def end() -> None:
        gc.collect()  # what the command left behind is finalised
        if isinstance(code, int):
            with contextlib.suppress(Exception):  # else Python says what it is
                for each in (sys.stdout, sys.stderr):
                    each.flush()
                os._exit(code)

    atexit.register(end)  # its own come before, and threads before those
    try:
        if program:
            sys.argv[0] = "-c"
            exec(program, {"__name__": "__main__"})
        else:
            runpy.run_module("learn", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as ended:
        code = 0 if ended.code is None else ended.code
        raise


if __name__ == "__main__":
    load(*PLAIN, *(TORCH if "torch" in sys.argv[2:] else ()))
    command(serve(socket.socket(fileno=int(sys.argv[1])))["program"])
