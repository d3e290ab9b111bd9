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
import socket
import sys
import termios
import time
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
    gc.collect()
    gc.freeze()


def serve(control: socket.socket) -> Request:
    """Fork a process for each request until there are no more; return in the forked ones."""
    while True:
        _, descriptors, _, _ = socket.recv_fds(control, 1, 4)
        if not descriptors:
            os._exit(0)
        if not os.fork():
            control.close()
            return attend(descriptors[0], descriptors[1:])
        for each in descriptors:
            os.close(each)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def attend(reply: int, streams: list[int]) -> Request:
    """Start a command, and say its number and how it ended; return in the command."""
    with socket.socket(fileno=reply) as line, line.makefile("rwb", 0) as file:
        request: Request = eval(file.readline())
        pid = os.fork()
        if pid:
            for each in streams:
                os.close(each)
            file.write(b"%d\n" % pid)
            if hasattr(os, "waitid"):
                # Until they ask how it ended it stays a process that a signal can be sent to.
                os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
            with contextlib.suppress(OSError):  # nobody may want to know
                file.write(b"ended\n")
                file.readline()
                file.write(b"%d\n" % os.waitpid(pid, 0)[1])
            os._exit(0)
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


def stream(number: int, mode: str, encoding: str, errors: str) -> TextIO:
    """Return a standard stream as Python makes it, in UTF-8 mode or with PYTHONIOENCODING."""
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
    except SystemExit as ended:
        code = ended.code
        raise


if __name__ == "__main__":
    load(*PLAIN, *(TORCH if "torch" in sys.argv[2:] else ()))
    command(serve(socket.socket(fileno=int(sys.argv[1])))["program"])
