"""Whether every term, link, question and demo agrees with the others; all faults, each at its line.

Demos are really run, and drawn questions really drawn: what passes here can be asked.
"""

from __future__ import annotations

import contextlib
import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from learn.check.demo import DemoCheck
from learn.check.links import check_healed, check_links, check_order
from learn.check.names import check_names, check_translations
from learn.check.questions import check_lengths, check_written
from learn.demos.runner import InProcess, Runner
from learn.glossary import build
from learn.glossary.load import Glossary, load
from learn.glossary.problems import Problem
from learn.glossary.term import LANGS, Term


@dataclass
class Report:
    """How much was checked, and what was found."""

    terms: int = 0
    questions: int = 0
    demos: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def faults(self) -> list[Problem]:
        """What has to be put right: all problems but warnings."""
        return [problem for problem in self.problems if not problem.is_warning]

    def to_json(self) -> dict[str, Any]:
        """Return the report with the field names of `--json`."""
        problems = [problem.to_json() for problem in self.problems]
        return {
            "terms": self.terms,
            "questions": self.questions,
            "demos": self.demos,
            "problems": problems,
        }


def check(
    places: Sequence[Path],
    beside: Sequence[Path] = (),
    progress: Callable[[str], None] = lambda _: None,
    runners: Sequence[Runner] = (),
) -> Report:
    """Check the glossaries of `places`; those `beside` them may only be pointed at.

    Demos are run by the `runners`, each in a thread of its own; without them, in this process.
    """
    around, glossary = load(beside), load(places)
    _leave_out(around, glossary)
    entries = {**around.entries, **glossary.entries}
    terms = {slug: build.term(entry, entries.get) for slug, entry in glossary.entries.items()}
    check_names(glossary, around)
    check_links(glossary, around.entries)
    check_order(glossary, around)
    check_translations(glossary, around)
    every = {slug: build.term(entry) for slug, entry in entries.items()}
    check_healed(glossary, every)
    check_lengths(terms, glossary.problem)
    for slug, term in terms.items():
        _check_summary(glossary, term)
        check_written(term, partial(glossary.problem, slug))

    def try_demo(term: Term, runner: Runner) -> str:
        DemoCheck(glossary, term, runner).run()
        return term.slug

    for slug in _shared_out(list(terms.values()), runners or [InProcess()], try_demo):
        progress(slug)
    return Report(
        terms=len(terms),
        questions=sum(len(term.questions) for term in terms.values()),
        demos=sum(term.demo is not None for term in terms.values()),
        problems=sorted(glossary.problems),
    )


def _shared_out(
    terms: Sequence[Term], runners: Sequence[Runner], work: Callable[[Term, Runner], str]
) -> Iterator[str]:
    """Yield what comes of each term, done by whichever runner is free.

    The threads end with the program: one that is interrupted does not wait for them.
    """
    waiting: SimpleQueue[Term] = SimpleQueue()
    done: SimpleQueue[str | BaseException] = SimpleQueue()
    for term in terms:
        waiting.put(term)

    def serve(runner: Runner) -> None:
        with contextlib.suppress(Empty):
            while True:
                term = waiting.get_nowait()
                try:
                    done.put(work(term, runner))
                except BaseException as error:
                    done.put(error)

    for runner in runners:
        threading.Thread(target=serve, args=(runner,), daemon=True).start()
    for _ in terms:
        result = done.get()
        if isinstance(result, BaseException):
            raise result
        yield result


def _leave_out(around: Glossary, checked: Glossary) -> None:
    """Take away from the terms around a glossary those that are checked themselves."""
    files = {os.path.realpath(file) for file, _ in checked.where.values()}
    for slug, (file, _) in list(around.where.items()):
        if os.path.realpath(file) in files:
            del around.entries[slug], around.where[slug]


def _check_summary(glossary: Glossary, term: Term) -> None:
    """A summary is a question too, as is its second form, and must not give its answer away."""
    for field_, text in (("summary", term.summary), ("restated", term.restated)):
        for lang in LANGS if text else ():
            said = text.in_(lang) if text else ""
            for name in (term.name.in_(lang), *term.aliases):
                if len(name) > 2 and _holds(said, name):
                    glossary.problem(term.slug, (field_, lang), f"gives the name away: {name!r}")


def _holds(text: str, name: str) -> bool:
    if not name.isascii():
        return name in text
    return re.search(rf"\b{re.escape(name.casefold())}\b", text.casefold()) is not None
