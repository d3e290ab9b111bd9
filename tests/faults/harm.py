"""Real harm, done on purpose: killed writers, full and read-only disks, damaged files."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import served
from conftest import environment
from learn.store import open_store
from learn.store.integrity import differing

LONG = os.environ.get("LEARN_LONG", "0") not in ("", "0")
HERE = Path(__file__).parent
ROOT_USER = os.name == "posix" and os.geteuid() == 0
ACKNOWLEDGED = ("Right.", "Not quite.")


def times(short: int, long: int) -> int:
    """How often to do something: in CI, and with LEARN_LONG=1."""
    return long if LONG else short


def no_torch(home: Path) -> dict[str, str]:
    """An environment in which torch fails to load at once: what is tested here needs none."""
    folder = home / "no-torch"
    folder.mkdir(exist_ok=True)
    (folder / "torch.py").write_text("raise ImportError('none here')")
    return {"PYTHONPATH": str(folder)}


class Quiz:
    """A quiz in a pipe: a line in, the feedback out, as slowly as a person goes."""

    def __init__(self, home: Path, *arguments: str, prefix: tuple[str, ...] = (), **env: str):
        whole = environment(home, **no_torch(home), **env)
        self.process = served.start(("quiz", *arguments), env=whole, cwd=home, prefix=prefix)
        self.acknowledged = 0
        self.seen = ""

    def until(self, *words: str, stream: str = "stdout") -> str:
        """Read lines until one has one of the words; "" at the end of the stream."""
        pipe = getattr(self.process, stream)
        while line := pipe.readline():
            self.seen += line
            if any(word in line for word in words):
                return str(line)
        return ""

    def say(self, line: str) -> None:
        """Give an answer without waiting for what comes of it."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def answer(self, line: str = "1") -> bool:
        """Give an answer; whether it was acknowledged by the feedback."""
        with contextlib.suppress(BrokenPipeError):
            self.say(line)
        done = bool(self.until(*ACKNOWLEDGED))
        self.acknowledged += done
        return done

    def end(self, timeout: float = 60) -> tuple[int, str, str]:
        """Close its input; return exit code and the rest of both streams."""
        out, err = self.process.communicate(timeout=timeout)
        return self.process.returncode, self.seen + out, err


def progress_of(home: Path) -> Path:
    return home / "learn" / "progress.sqlite"


def count(home: Path, where: str = "rating is not null") -> int:
    """How many rows the log has, read by SQLite alone."""
    with closing(sqlite3.connect(progress_of(home))) as db:
        return int(db.execute(f"select count(*) from review where {where}").fetchone()[0])


def execute(path: Path, *statements: str, unchecked: bool = False) -> None:
    """Change a progress file as another program would."""
    with closing(sqlite3.connect(path)) as db:
        if unchecked:
            db.execute("pragma ignore_check_constraints = on")
        for statement in statements:
            db.execute(statement)
        db.commit()


def assert_sound(folder: Path) -> int:
    """The file is whole and its states are those of its log; return the number of answers."""
    with closing(open_store(folder)) as store:
        assert store._db.execute("pragma integrity_check").fetchone()[0] == "ok"
        assert differing(store, store.scheduler()) == []
        return store.reviews()


def study(home: Path, *lines: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a whole quiz in a pipe."""
    return learn(home, "quiz", stdin="".join(f"{line}\n" for line in lines), **env)


def learn(
    home: Path, *arguments: str, stdin: str = "", prefix: tuple[str, ...] = (), **env: str
) -> subprocess.CompletedProcess[str]:
    """Run a command without torch."""
    whole = environment(home, **no_torch(home), **env)
    return served.run(arguments, input=stdin, env=whole, cwd=home, timeout=120, prefix=prefix)


def writer(folder: Path, *arguments: object, **options: object) -> subprocess.Popen[str]:
    """Start a process that answers cards and prints a line for each answer that is kept."""
    command = [sys.executable, str(HERE / "writer.py"), str(folder), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options)  # type: ignore[call-overload, no-any-return]


@contextlib.contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """A file system of one's own for a while; skips where that isn't allowed."""
    folder.mkdir(exist_ok=True)
    if not ROOT_USER or shutil.which("mount") is None:
        pytest.skip("mounting needs root")
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        for _ in range(50):
            if subprocess.run(["umount", str(folder)], capture_output=True, check=False).returncode:
                time.sleep(0.1)  # something ends there just now
            else:
                break


def obeying() -> tuple[str, ...]:
    """What to put before a command so that it obeys permissions, also where we are root."""
    if not ROOT_USER:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root obeys no permissions, and there is no setpriv")
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder that can't be written to, by those who obey permissions."""
    folder.chmod(0o500)
    try:
        yield
    finally:
        folder.chmod(0o700)


def some_time(most: float, chance: random.Random) -> None:
    """Wait, for no one knows how long."""
    time.sleep(chance.uniform(0, most))
