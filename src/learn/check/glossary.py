"""Whether every term, link, question and demo agrees with the others; all faults, each at its line.

Demos are really run, and drawn questions really drawn: what passes here can be asked.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from learn.check.demo import DemoCheck
from learn.check.links import check_links
from learn.check.names import check_names
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
    runner: Runner | None = None,
) -> Report:
    """Check the glossaries of `places`; those `beside` them may only be pointed at.

    Demos are run in the `runner`: by itself, in this process.
    """
    runner = runner or InProcess()
    around, glossary = load(beside), load(places)
    _leave_out(around, glossary)
    entries = {**around.entries, **glossary.entries}
    terms = {slug: build.term(entry, entries.get) for slug, entry in glossary.entries.items()}
    check_names(glossary, around)
    check_links(glossary, around.entries)
    for slug, term in terms.items():
        progress(slug)
        _check_summary(glossary, term)
        _check_questions(glossary, term)
        DemoCheck(glossary, term, runner).run()
    return Report(
        terms=len(terms),
        questions=sum(len(term.questions) for term in terms.values()),
        demos=sum(term.demo is not None for term in terms.values()),
        problems=sorted(glossary.problems),
    )


def _leave_out(around: Glossary, checked: Glossary) -> None:
    """Take away from the terms around a glossary those that are checked themselves."""
    files = {os.path.realpath(file) for file, _ in checked.where.values()}
    for slug, (file, _) in list(around.where.items()):
        if os.path.realpath(file) in files:
            del around.entries[slug], around.where[slug]


def _check_summary(glossary: Glossary, term: Term) -> None:
    """A summary is a question too, and must not give its answer away."""
    for lang in LANGS:
        summary = term.summary.in_(lang)
        for name in (term.name.in_(lang), *term.aliases):
            if len(name) > 2 and _holds(summary, name):
                glossary.problem(term.slug, ("summary", lang), f"gives the name away: {name!r}")


def _check_questions(glossary: Glossary, term: Term) -> None:
    """Every question has an id of its own; one option only is right, and no two read the same."""
    ids = set[str]()
    for number, question in enumerate(term.questions):
        if question.id in ids:
            glossary.problem(term.slug, ("questions", number, "id"), "is another question's id")
        ids.add(question.id)
        seen = {lang: {question.answer.in_(lang)} for lang in LANGS} if question.answer else {}
        for place, wrong in enumerate(question.distractors):
            for lang, texts in seen.items():
                if wrong.text.in_(lang) in texts:
                    path = ("questions", number, "lures", place, lang)
                    glossary.problem(term.slug, path, "is an option already: a lure is wrong")
                texts.add(wrong.text.in_(lang))


def _holds(text: str, name: str) -> bool:
    if not name.isascii():
        return name in text
    return re.search(rf"\b{re.escape(name.casefold())}\b", text.casefold()) is not None
