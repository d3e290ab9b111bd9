"""A command of the fork server in a real terminal of its own, as `pexpect.spawn` has it."""

from __future__ import annotations

import os
import sys
import termios
from pathlib import Path
from typing import Any

import pexpect
from ptyprocess import PtyProcess

from forking import Forked, Server, request, server_for


class _Process(PtyProcess):  # type: ignore[misc]
    """The process behind the terminal; the fork server, its parent, says how it ended."""

    def __init__(self, forked: Forked, descriptor: int) -> None:
        super().__init__(forked.pid, descriptor)
        self.forked = forked

    def isalive(self) -> bool:
        """Whether it goes on; after its last word its end is waited for."""
        if not self.terminated and (self.flag_eof or self.forked.poll() is not None):
            self.wait()
        return not self.terminated

    def wait(self) -> int | None:
        """Wait for its end."""
        code = self.forked.wait()
        self.terminated = True
        self.exitstatus, self.signalstatus = (code, None) if code >= 0 else (None, -code)
        return self.exitstatus


class _Spawn(pexpect.spawn):  # type: ignore[misc]
    """`python -m learn` in a terminal, forked by a server."""

    def __init__(self, server: Server, *arguments: Any, **options: Any) -> None:
        self.server = server
        super().__init__(*arguments, **options)

    def _spawnpty(
        self, args: list[bytes], *, env: dict[str, str], dimensions: tuple[int, int], **_: Any
    ) -> _Process:
        ours, theirs = os.openpty()
        termios.tcsetwinsize(theirs, dimensions)
        try:
            wanted = request(args[3:], env, Path.cwd(), terminal=True)
            return _Process(Forked(self.server, wanted, [theirs] * 3), ours)
        finally:
            os.close(theirs)


def spawn(
    arguments: list[str], env: dict[str, str], size: tuple[int, int], *, torch: bool
) -> pexpect.spawn:
    """Start `learn` in a terminal of so many columns and rows, with torch loaded already or not."""
    columns, rows = size
    options: dict[str, Any] = {
        "env": env,
        "dimensions": (rows, columns),
        "encoding": "utf-8",
        "codec_errors": "replace",  # as a terminal does
        "timeout": 30,
    }
    command = (sys.executable, ["-m", "learn", *arguments])
    server = server_for(env, Path.cwd(), torch=torch)
    return _Spawn(server, *command, **options) if server else pexpect.spawn(*command, **options)
