"""Commands as processes of the fork server: `start` and `run` as `subprocess` has them."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import forkserver
from forking import Forked, Server, request, server_for

Streams = tuple[int | None, int | None, int | None]
PIPE, DEVNULL = subprocess.PIPE, subprocess.DEVNULL
CLOSED = -9  # as `>&-` leaves a stream: its number belongs to no file


class Piped(Forked):
    """A command in pipes, with what tests use of `subprocess.Popen`."""

    def __init__(
        self,
        server: Server,
        wanted: forkserver.Request,
        encoding: str | None,
        streams: Streams,
    ) -> None:
        kind = {"encoding": encoding} if encoding else {}
        files: list[IO[Any] | None] = []
        theirs = []
        for number, given in enumerate(streams):
            mine = None
            if given in (None, DEVNULL, CLOSED):
                theirs.append(os.open(os.devnull, os.O_RDWR) if given else os.dup(number))
            elif given == PIPE:
                reading, writing = os.pipe()
                ends = (writing, reading) if number == 0 else (reading, writing)
                mode = ("w" if number == 0 else "r") + ("" if encoding else "b")
                mine = os.fdopen(ends[0], mode, **kind)  # type: ignore[call-overload]
                theirs.append(ends[1])
            else:
                theirs.append(os.dup(given))
            files.append(mine)
        self.stdin, self.stdout, self.stderr = files
        super().__init__(server, wanted, theirs)
        for each in theirs:
            os.close(each)

    def communicate(self, input: Any = None, timeout: float | None = None) -> tuple[Any, Any]:
        """Write its input, read its output to the end, and wait for its own."""
        said: dict[str, Any] = {"stdout": None, "stderr": None}

        def write(file: IO[Any]) -> None:
            with contextlib.suppress(BrokenPipeError), file:
                if input:
                    file.write(input)

        def read(name: str, file: IO[Any]) -> None:
            with file:
                said[name] = file.read()

        threads = [
            threading.Thread(target=read, args=(name, file), daemon=True)
            for name, file in (("stdout", self.stdout), ("stderr", self.stderr))
            if file is not None
        ]
        if self.stdin is not None and not self.stdin.closed:
            threads.append(threading.Thread(target=write, args=(self.stdin,), daemon=True))
        for each in threads:
            each.start()
        self.wait(timeout)
        for each in threads:
            each.join(timeout)
            if each.is_alive():
                raise subprocess.TimeoutExpired("learn", timeout or 0)
        return said["stdout"], said["stderr"]


Started = Piped | subprocess.Popen[Any]


def start(
    arguments: Sequence[str | bytes],
    *,
    program: str = "",
    env: Mapping[str, str],
    cwd: Path | str,
    encoding: str | None = "utf-8",
    streams: Streams = (PIPE, PIPE, PIPE),
    prefix: Sequence[str] = (),
    fork: bool = True,
) -> Started:
    """Start `learn`, or another program of Python's, with these arguments.

    Where there is no server, something stands before the command, or no `fork` is wanted, the real
    executable is started.
    """
    server = server_for(env, Path(cwd), torch="demo" in arguments)
    if server is None or prefix or not fork:
        stdin, stdout, stderr = streams
        assert CLOSED not in streams, "a shell can do that too"
        command = [
            *prefix,
            sys.executable,
            *(["-c", program] if program else ["-m", "learn"]),
            *arguments,
        ]
        return subprocess.Popen(
            command, env=env, cwd=cwd, encoding=encoding, stdin=stdin, stdout=stdout, stderr=stderr
        )
    closed = [number for number, each in enumerate(streams) if each == CLOSED]
    wanted = request(arguments, env, cwd, program=program, closed=closed)
    return Piped(server, wanted, encoding, streams)


def run(
    arguments: Sequence[str | bytes],
    *,
    program: str = "",
    env: Mapping[str, str],
    cwd: Path | str,
    encoding: str | None = "utf-8",
    input: Any = None,
    streams: Streams = (PIPE, PIPE, PIPE),
    prefix: Sequence[str] = (),
    fork: bool = True,
    timeout: float = 60,
) -> subprocess.CompletedProcess[Any]:
    """Run it to its end, as `start` does; kill it when its time is over."""
    process = start(
        arguments,
        program=program,
        env=env,
        cwd=cwd,
        encoding=encoding,
        streams=streams,
        prefix=prefix,
        fork=fork,
    )
    try:
        out, err = process.communicate(input, timeout)
    except BaseException:
        process.kill()
        process.wait()
        raise
    assert process.returncode is not None
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)
