"""The front door, a home of one's own, and a real terminal, for every test that wants them."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pexpect
import pyte
import pytest

import served
import terminals

ROOT = Path(__file__).resolve().parents[1]
GLOSSARY = ROOT / "glossary"
SLUGS = sorted(path.stem for path in GLOSSARY.glob("*/*.yaml"))

Learn = Callable[..., "subprocess.CompletedProcess[str]"]


# Whoever uses torch in a test process, on the few processors that all of them share, would have its
# threads wait for one another by turning round: that takes longer than what they compute.
os.environ["OMP_NUM_THREADS"] = "1"


def pytest_configure() -> None:
    """Hear signals that a shell or nohup has silenced: every program under test inherits that."""
    for name in ("SIGINT", "SIGQUIT", "SIGHUP", "SIGTSTP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            heard = signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL
            signal.signal(number, heard)


def pytest_xdist_auto_num_workers() -> int:
    """Run one worker more than there are processors: some wait for words on a screen."""
    return (os.cpu_count() or 1) + 1


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a learner: only what is said here, and the way to Python."""
    kept = {
        key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "VIRTUAL_ENV") if key in os.environ
    }
    base = {"HOME": str(home), "LEARN_HOME": str(home / "learn"), "LANG": "C.UTF-8"}
    return {**kept, **base, "TERM": "xterm-256color", "PYTHONUTF8": "1", **more}


@pytest.fixture
def learn(tmp_path: Path) -> Learn:
    """Run a command as a process of its own, in a home of its own, and return how it ended."""
    return _runner(tmp_path, fork=True)


@pytest.fixture
def started(tmp_path: Path) -> Learn:
    """The same, with Python started for it: where what is tested is how it starts."""
    return _runner(tmp_path, fork=False)


def _runner(home: Path, *, fork: bool) -> Learn:
    def run(
        *arguments: str, stdin: str | None = None, timeout: float = 60, **env: str
    ) -> subprocess.CompletedProcess[str]:
        whole = environment(home, **env)
        return served.run(arguments, input=stdin, env=whole, cwd=home, timeout=timeout, fork=fork)

    return run


@pytest.fixture
def remembered(tmp_path: Path, pytestconfig: pytest.Config) -> Iterator[None]:
    """Let `learn check` remember its runs from one test session to the next, but for LEARN_LONG.

    One test at a time: the next finds what the one before it has run.
    """
    cache = tmp_path / "learn" / "cache"
    cache.mkdir(parents=True)
    if os.environ.get("LEARN_LONG", "0") not in ("", "0"):
        yield
        return
    runs = pytestconfig.rootpath / ".pytest_cache" / "learn" / "runs"
    runs.mkdir(parents=True, exist_ok=True)
    (cache / "runs").symlink_to(runs)
    with runs.with_name("lock").open("w") as lock:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@dataclass(frozen=True)
class Done:
    """How a command ended, as a subprocess would have."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def json(self) -> object:
        return json.loads(self.stdout)


def learn_here(*arguments: str) -> Done:
    """Run a command in this process, with streams as in a pipe; the environment is the test's."""
    from learn.cli import run

    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", "replace", newline="") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(list(arguments), os.environ)
    for stream in (out, err):
        stream.flush()
    said = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
    return Done(code, *said)


Here = Callable[..., Done]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    """Run a command in this process, a hundred times a second, in a home of its own."""
    names = ("CONFIG", "GLOSSARY", "LANG", "COLOR", "PLAIN", "NEW", "LIMIT", "MINUTES", "RETENTION")
    for name in (*names, "DEBUG"):
        monkeypatch.delenv(f"LEARN_{name}", raising=False)
    for name in ("LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LEARN_HOME", str(tmp_path / "learn"))
    return learn_here


class Terminal:
    """A program in a real terminal, and the screen as a person sees it."""

    def __init__(
        self,
        arguments: list[str],
        env: dict[str, str],
        size: tuple[int, int],
        *,
        loaded: bool = True,
    ) -> None:
        columns, rows = size
        self.screen = pyte.HistoryScreen(columns, rows, history=2000, ratio=1)
        self.stream = pyte.Stream(self.screen)
        self.child = terminals.spawn(arguments, env, size, torch=loaded and "demo" in arguments)

    def wait_for(self, text: str) -> str:
        """Read until the screen shows the text; return the screen."""
        while text not in self.text():
            self._read(text)
        return self.text()

    def _read(self, wanted: str) -> None:
        try:
            self.stream.feed(self.child.read_nonblocking(4096, timeout=30))
        except (pexpect.TIMEOUT, pexpect.EOF):
            raise AssertionError(f"{wanted!r} never came; the screen:\n{self.text()}") from None

    def end(self) -> int:
        """Read to the end of the program; return its exit code."""
        while True:
            try:
                self.stream.feed(self.child.read_nonblocking(4096, timeout=30))
            except pexpect.EOF:
                break
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -1

    def press(self, keys: str) -> None:
        """Press keys."""
        self.child.send(keys)

    def clear(self) -> None:
        """Forget all that was shown so far."""
        self.screen.reset()
        self.screen.history.top.clear()

    def text(self) -> str:
        """All that was shown, also what has scrolled away; a wide character's shadow left out."""
        return self._lines([*self.screen.history.top, *self._rows()])

    def shown(self) -> str:
        """What the screen shows now."""
        return self._lines(self._rows())

    def _rows(self) -> list[Any]:
        return [self.screen.buffer[y] for y in range(self.screen.lines)]

    def _lines(self, rows: list[Any]) -> str:
        lines = ["".join(row[x].data for x in range(self.screen.columns)).rstrip() for row in rows]
        return "\n".join(lines).rstrip() + "\n"


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Start the real command in a real terminal of a given size.

    Where torch is not `loaded` before, a demo is seen to load it.
    """
    opened: list[Terminal] = []

    def start(
        *arguments: str, size: tuple[int, int] = (80, 24), loaded: bool = True, **env: str
    ) -> Terminal:
        whole = environment(tmp_path, **env)
        opened.append(Terminal(list(arguments), whole, size, loaded=loaded))
        return opened[-1]

    yield start
    for each in opened:
        each.child.close(force=True)
