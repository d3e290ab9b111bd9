"""How quick it is: every line of the promise as measured here and now, with its ratio.

python tests/benchmarks/speed.py [--terms 100000] [--reviews 1000000]
Medians of 21 runs, side by side in one process, byte code compiled. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import synthetic

RUNS = 21
LEARN = shutil.which("learn", path=str(Path(sys.executable).parent)) or "learn"
# Other programs that look something up, where they are installed; a folder that is not on the PATH
# is named by PEERS. Without pages or dictionaries of their own it is their start that is measured.
PEERS = {
    "wn, WordNet in C": ("wn", "network", "-over"),
    "sdcv, StarDict in C++": ("sdcv", "-n", "network"),
    "tealdeer, tldr in Rust": ("tldr", "--version"),
    "tldr in Python": ("tldr-python", "--version"),
}


def median(action: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median seconds of an action."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def command(*words: str, **env: str) -> Callable[[], object]:
    """Return an action that runs a command, silently."""
    environ = {**os.environ, **env}
    return lambda: subprocess.run(
        words,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )


def first_line(**env: str) -> Callable[[], object]:
    """Return an action that starts a quiz and waits for its first question."""

    def act() -> None:
        quiz = subprocess.Popen(
            [LEARN, "quiz"],
            env={**os.environ, **env},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert quiz.stdout is not None
        while b" 1  " not in quiz.stdout.readline():
            pass
        spent.append(time.perf_counter())
        quiz.kill()
        quiz.wait()

    spent: list[float] = []

    def measured() -> float:
        begun = time.perf_counter()
        act()
        return spent[-1] - begun

    return measured


def tab(typed: str, **env: str) -> Callable[[], object]:
    """Return an action that asks for completions as bash does."""
    return command(
        LEARN,
        _LEARN_COMPLETE="complete_bash",
        COMP_WORDS=f"learn define {typed}",
        COMP_CWORD="2",
        **env,
    )


def row(what: str, seconds: float, base: float, allowed: float) -> None:
    """Print a line of the table of ratios."""
    most = f"{allowed:g}" if allowed else ""
    print(f"| {what} | {seconds * 1000:.1f} | {seconds / base:.2f} | {most} |", flush=True)


def looks(folder: Path, terms: int) -> None:
    """Print what a look-up costs, with the built-in glossary and with many terms of one's own."""
    home = {"LEARN_HOME": str(folder / "home"), "LEARN_GLOSSARY": ""}
    base = median(command(sys.executable, "-c", "pass"))
    print("| what | ms | ratio | allowed |\n|---|---|---|---|")
    row("python -c pass", base, base, 1)
    command(LEARN, "list", **home)()
    row("learn define gap", median(command(LEARN, "define", "gap", **home)), base, 2.5)
    settings = folder / "config.toml"
    settings.write_text('lang = "en"\nnew = 12\n', "utf-8")
    chosen = command(LEARN, "define", "gap", **home, LEARN_CONFIG=str(settings))
    row("learn define gap, with a config file", median(chosen), base, 0)
    row("TAB on ga", median(tab("ga", **home)), base, 2.5)
    for count in (terms // 10, terms):
        own = folder / f"own-{count}"
        synthetic.write_glossary(own, count)
        many = {**home, "LEARN_GLOSSARY": str(own)}
        begun = time.perf_counter()
        command(LEARN, "search", "gap", **many)()
        print(
            f"| indexing {count:,} terms, once | {(time.perf_counter() - begun):.1f} s | | 60 s |"
        )
        one = next(own.rglob("*.yaml"))
        one.write_text(one.read_text("utf-8") + "\n", "utf-8")
        begun = time.perf_counter()
        command(LEARN, "search", "gap", **many)()
        print(f"| … after one file of it changed | {(time.perf_counter() - begun):.1f} s | | |")
        said = f"among {count:,}"
        row(f"define gap {said}", median(command(LEARN, "define", "gap", **many)), base, 2.7)
        own_term = f"X{count // 2}"
        row(f"define one {said}", median(command(LEARN, "define", own_term, **many)), base, 2.7)
        row(f"TAB on te {said}", median(tab("te", **many)), base, 2.5)
        wrong = command(LEARN, "define", "tempersture", **many)
        row(f"not found {said}", median(wrong), base, 6)
        two = command(LEARN, "search", "mean", "channel", **many)
        row(f"search two words {said}", median(two), base, 10)
        row(f"search 平均 {said}", median(command(LEARN, "search", "平均", **many)), base, 10)
    row("learn list", median(command(LEARN, "list", **home)), base, 10)
    row("learn --help", median(command(LEARN, "--help", **home)), base, 10)
    question = statistics.median(float(str(first_line(**home)())) for _ in range(RUNS))
    row("first question of learn quiz", question, base, 10)
    for name, (program, *words) in PEERS.items():
        found = shutil.which(program, path=os.environ.get("PEERS", "") + ":" + os.environ["PATH"])
        if found:
            row(f"peer: {name}", median(command(found, *words)), base, 0)


def demos(folder: Path) -> None:
    """Print what a demo costs beside the import of torch, and in a warm quiz."""
    from learn import demos as built_in
    from learn.demos.worker import Worker

    home = {"LEARN_HOME": str(folder / "home")}
    torch = median(command(sys.executable, "-c", "import torch"), 9)
    row("python -c 'import torch'", torch, torch, 1)
    demo = command(LEARN, "demo", "temperature", **home)
    row("learn demo temperature, beside it", median(demo, 9), torch, 1.1)
    with closing(Worker()) as worker:
        worker.start()
        while not worker.ready():
            time.sleep(0.1)
        for slug in built_in.names():
            values = {n: p.default for n, p in built_in.load(slug).parameters.items()}
            seconds = median(lambda s=slug, v=values: worker.compute(s, "demo", v), 3)  # type: ignore[misc]
            print(f"| {slug}, torch warm | {seconds * 1000:.0f} | | 150 if it trains nothing |")


def progress(folder: Path, reviews: int) -> None:
    """Print what a long log costs."""
    import random

    from learn.demos.runner import InProcess
    from learn.environment.paths import builtin_folder
    from learn.environment.settings import now
    from learn.glossary.glossaries import Glossaries
    from learn.quiz.judging import Verdict
    from learn.quiz.model import SessionOptions
    from learn.quiz.session import Session
    from learn.store import open_store

    home = folder / "long"
    synthetic.write_log(home, reviews)
    print(f"\n| with {reviews:,} reviews | measured | allowed |\n|---|---|---|")
    terms = Glossaries([Path(builtin_folder())], str(home / "cache")).terms()
    with closing(open_store(home)) as store:
        opened = time.perf_counter()
        session = Session(
            terms,
            store,
            lambda: now({}),
            random.Random(0),
            InProcess(),
            SessionOptions(only=list(terms), new=99),
        )
        print(f"| opening a session | {(time.perf_counter() - opened) * 1000:.1f} ms | |")
        choosing, committing, syncing = [], [], []
        probe = (home / "probe").open("wb")
        for _ in range(RUNS):
            begun = time.perf_counter()
            asked = session.next()
            choosing.append(time.perf_counter() - begun)
            assert asked is not None
            begun = time.perf_counter()
            session.answer(asked, "1", Verdict(True))
            committing.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            probe.write(b"x" * 4096)
            probe.flush()
            os.fsync(probe.fileno())
            syncing.append(time.perf_counter() - begun)
        print(f"| choosing the next card | {statistics.median(choosing) * 1000:.2f} ms | 10 ms |")
        commit, sync = statistics.median(committing), statistics.median(syncing)
        print(
            f"| committing an answer | {commit * 1000:.2f} ms"
            f" (one fsync of this disk: {sync * 1000:.2f} ms) | 5 ms + fsync |"
        )
        begun = time.perf_counter()
        store.rebuild(store.scheduler())
        print(f"| replaying all of it | {time.perf_counter() - begun:.1f} s | 30 s |")
    env = {"LEARN_HOME": str(home)}
    for words, allowed in ((("stats",), 1.5), (("tune",), 60)):
        seconds = median(command(LEARN, *words, **env), 3 if allowed < 10 else 1)
        print(f"| learn {' '.join(words)} | {seconds:.2f} s | {allowed:g} s |", flush=True)
    code = "import sys; sys.argv = ['learn', 'quiz']; from learn.__main__ import main; main()"
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    script = f"{code}"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import resource, subprocess, sys;"
            f"subprocess.run([sys.executable, '-c', {script!r}], stdin=subprocess.DEVNULL,"
            " stdout=subprocess.DEVNULL);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)",
        ],
        env={**os.environ, **env, "LEARN_NOW": "2026-11-24T09:00"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert before >= 0
    print(f"| memory of a quiz, without torch | {done.stdout.strip()} MiB | 150 MiB |")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terms", type=int, default=100_000)
    parser.add_argument("--reviews", type=int, default=1_000_000)
    parser.add_argument("--only", choices=("looks", "demos", "progress"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.only in (None, "looks"):
            looks(folder, asked.terms)
        if asked.only in (None, "demos"):
            demos(folder)
        if asked.only in (None, "progress"):
            progress(folder, asked.reviews)


if __name__ == "__main__":
    main()
