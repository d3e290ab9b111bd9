"""A PostgreSQL server of one's own, with real passwords, and a line to it that can be cut."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from damage import ROOT_USER

PASSWORD = "s3cret-Pass"


@dataclass(frozen=True)
class Postgres:
    """A server on this machine, and one database of it."""

    port: int
    database: str = "postgres"
    log: Path | None = None

    def url(self, user: str = "learn", password: str = PASSWORD, port: int | None = None) -> str:
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@127.0.0.1:{port or self.port}/{self.database}"

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Do something on the server as its owner."""
        with psycopg.connect(self.url(), autocommit=True) as db:
            cursor = db.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    def rows(self) -> int:
        return int(self.sql("select count(*) from learn_review")[0][0])


@contextlib.contextmanager
def running(*settings: str) -> Iterator[Postgres]:
    """Start a server for a while; without its programs the test is skipped, but not in CI."""
    programs = folder_of_programs()
    if programs is None:
        if os.environ.get("LEARN_POSTGRES") == "required":
            raise RuntimeError("PostgreSQL's initdb and pg_ctl are needed, and not found")
        pytest.skip("PostgreSQL's server is not installed")
    folder = Path(tempfile.mkdtemp(prefix="learn-pg-"))
    # The server refuses to be run by root.
    account = {"user": "postgres", "group": "postgres", "extra_groups": []} if ROOT_USER else {}
    if ROOT_USER:
        shutil.chown(folder, "postgres", "postgres")
    port = free_port()

    def do(program: str, *arguments: str) -> None:
        # No pipe: the server keeps what its starter has open.
        with (folder.with_suffix(".log")).open("ab") as log:
            subprocess.run(
                [str(programs / program), *arguments],
                cwd="/", stdout=log, stderr=log, check=True, timeout=120, **account,  # type: ignore[call-overload]
            )  # fmt: skip

    data = str(folder / "data")
    secret = folder / "password"
    secret.write_text(PASSWORD)
    if ROOT_USER:
        shutil.chown(secret, "postgres", "postgres")
    options = f"-c listen_addresses=127.0.0.1 -c fsync=off -p {port} -k {folder}"
    options += "".join(f" -c {setting}" for setting in settings)
    try:
        do("initdb", "-D", data, "-U", "learn", "--auth=scram-sha-256", f"--pwfile={secret}",
           "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        do("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield Postgres(port, log=folder / "log")
        finally:
            do("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        folder.with_suffix(".log").unlink(missing_ok=True)


def folder_of_programs() -> Path | None:
    """Return the folder of the server's programs."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "pg_ctl").exists()), None)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class Line:
    """A line to a server through which every byte goes, until it is told otherwise.

    `cut` gets what the learner sends; where it returns "before", the connection is closed without
    passing it on, "after" passes it on and closes once the server has answered, "hang" stops all.
    """

    def __init__(self, port: int, cut: Callable[[bytes], str] = lambda data: "") -> None:
        self.cut, self._to = cut, port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._to))
                waiting = threading.Event()  # for an answer that is not passed on
                threading.Thread(target=self._up, args=(near, far, waiting), daemon=True).start()
                threading.Thread(target=self._down, args=(near, far, waiting), daemon=True).start()

    def _up(self, near: socket.socket, far: socket.socket, waiting: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := near.recv(65536):
                order = self.cut(data)
                if order == "hang":
                    return
                if order == "before":
                    break
                if order == "after":
                    waiting.set()
                far.sendall(data)
            _close(near, far) if not waiting.is_set() else None

    def _down(self, near: socket.socket, far: socket.socket, waiting: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := far.recv(65536):
                if waiting.is_set():
                    break
                near.sendall(data)
            _close(near, far)


def _close(*ends: socket.socket) -> None:
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


class Silent:
    """A server that takes connections and never says a word; `asked` is set at the first."""

    def __enter__(self) -> Silent:
        self.asked = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._taken: list[socket.socket] = []
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._taken.append(self._listener.accept()[0])
                self.asked.set()

    def __exit__(self, *_: object) -> None:
        _close(self._listener, *self._taken)


class Greedy:
    """A server that asks for a password in a way that gives it away, and notes what it is told."""

    CLEAR, MD5 = b"\x00\x00\x00\x03", b"\x00\x00\x00\x05salt"

    def __init__(self, asked: bytes) -> None:
        self._asked = asked
        self.told = b""

    def __enter__(self) -> Greedy:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = self._listener.accept()
                with line:
                    while len(line.recv(4096)) == 8:  # whether it will have TLS, or GSS
                        line.sendall(b"N")
                    size = (4 + len(self._asked)).to_bytes(4, "big")
                    line.sendall(b"R" + size + self._asked)
                    self.told += line.recv(4096)

    def __exit__(self, *_: object) -> None:
        _close(self._listener)
