"""A class on a local PostgreSQL: everybody answers and syncs at once, each with their own login.

python tests/benchmarks/class_load.py [LEARNERS [SECONDS]]

A learner does, over and over, what a sync does: logs in, compares days, sends a batch of answers,
compares again. A batch that was not acknowledged is sent once more. It ends with a count of what
is on the server, beside what was acknowledged.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from learn.errors import SharingError
from learn.sharing import classroom
from learn.sharing.address import Address, address
from learn.sharing.postgres import Server
from learn.store.rows import Row, packed, utc, uuid7

PROCESSES = 4  # each with a share of the learners as threads
MOST = 20  # answers a batch


@dataclass
class Load:
    """What one learner did: answers acknowledged, and the seconds of every step."""

    learner: str
    sent: int = 0
    waits: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    short: int = 0  # how often the server had fewer rows than it had acknowledged

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Note how long a step takes."""
        begun = time.perf_counter()
        yield
        self.waits.setdefault(step, []).append(time.perf_counter() - begun)


def answers(chance: random.Random, count: int) -> list[Row]:
    """Return so many answers, given just now."""
    now = datetime.now(UTC)
    detail = packed({"reply": "2", "options": ["gap", "neck", "head", "logit"]})
    return [
        (
            uuid7(now), f"term-{chance.randrange(300)}/name", chance.randint(1, 4), utc(now),
            now.toordinal() - chance.randrange(30), 3000, "name", detail, "fsrs-6", None,
        )
        for _ in range(count)
    ]  # fmt: skip


def study(place: Address, learner: str, until: float) -> Load:
    """Be one learner until the time is over."""
    load, chance = Load(learner), random.Random(learner)
    batch: list[Row] = []
    time.sleep(chance.random())
    while time.time() < until or batch:
        batch = batch or answers(chance, chance.randint(1, MOST))
        try:
            with load.timed("the whole sync"):
                with load.timed("log in"):
                    server = Server(place, {})
                with server:
                    for _ in range(2):
                        with load.timed("compare"):
                            days = server.days()
                        load.short += sum(count for count, _ in days.values()) < load.sent
                        if batch:
                            with load.timed("send"):
                                load.sent += server.add(batch)
                            batch = []
        except SharingError as error:
            load.errors[error.message] += 1
            if time.time() > until + 60:
                break
    return load


def share(people: list[tuple[str, Address]], until: float) -> list[Load]:
    """Be several learners at once."""
    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(lambda each: study(each[1], each[0], until), people))


def main(learners: int = 200, seconds: int = 60) -> None:
    """Make a server and its class, let them work, and print what came of it."""
    tests = Path(__file__).parents[1]
    sys.path[:0] = [str(tests), str(tests / "faults")]
    from postgres import running

    with running(f"max_connections={learners + 20}", "fsync=on") as machine:
        machine.sql("create database class")
        owner = address({"LEARN_STORE": machine.url().removesuffix("postgres") + "class"})
        assert owner is not None
        people = []
        with Server(owner, {}, owner=True) as server:
            classroom.init(server)
            for number in range(learners):
                member = classroom.admit(server, f"learner-{number}", classroom.LEARNER)
                place = address({"LEARN_STORE": member.url})
                assert place is not None
                people.append((member.name, place))
            print(f"{learners} learners with a login each; {seconds} s", flush=True)
            shares = [people[start::PROCESSES] for start in range(PROCESSES)]
            begun = time.time()
            with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
                done = pool.map(partial(share, until=begun + seconds), shares)
            took = time.time() - begun
        with Server(owner, {}) as server:  # a superuser sees all rows
            kept = server.ask(
                "select learner, count(*), count(distinct id) from learn_review group by 1"
            )
    tell([load for loads in done for load in loads], {name: rows for name, *rows in kept}, took)


def tell(loads: list[Load], kept: dict[str, list[int]], took: float) -> None:
    """Print the table, the errors, and whether anything was lost."""
    sent = sum(load.sent for load in loads)
    print(f"{sent:,} answers acknowledged in {took:.0f} s: {sent / took:,.0f} a second")
    print("| step | times | median s | 99 of 100 s | worst s |\n|---|---|---|---|---|")
    for step in ("log in", "compare", "send", "the whole sync"):
        waits = sorted(wait for load in loads for wait in load.waits.get(step, []))
        middle, late = waits[len(waits) // 2], waits[len(waits) * 99 // 100]
        print(f"| {step} | {len(waits):,} | {middle:.2f} | {late:.2f} | {waits[-1]:.2f} |")
    errors = sum((load.errors for load in loads), Counter[str]())
    print(f"refused or given up: {errors.total()}", *(f"{n} × {e}" for e, n in errors.items()))
    print(f"rows fewer than acknowledged, seen on the way: {sum(load.short for load in loads)}")
    lost = {load.learner for load in loads if kept.get(load.learner, [0]) != [load.sent] * 2}
    rows = sum(count for count, _ in kept.values())
    print(f"rows on the server: {rows:,}; learners whose count differs: {len(lost)}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
