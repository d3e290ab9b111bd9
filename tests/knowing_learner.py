"""A learner who knows the glossary: reads a question off the screen and answers it."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from conftest import GLOSSARY
from learn.glossary import build
from learn.glossary.load import load
from learn.glossary.term import Lang, Term


@cache
def terms() -> dict[str, Term]:
    return {slug: build.term(entry) for slug, entry in load([GLOSSARY]).entries.items()}


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def options_of(screen: str) -> list[str]:
    """The options of the last question on the screen, each as one squeezed line."""
    lines = screen.rstrip().split("\n")
    start = max(i for i, line in enumerate(lines) if re.match(r" 1  ", line))
    found: list[str] = []
    for line in lines[start:]:
        if re.match(r" \d  ", line):
            found.append(line[3:])
        elif line.startswith("    ") and found:
            found[-1] += line
        else:
            break
    return [squeeze(option) for option in found]


def question_of(screen: str) -> str:
    """The last question on the screen: everything below the last line that counts."""
    return screen[[m.start() for m in re.finditer(r"(?m)^.*?\d+/\d+ · .*$", screen)][-1] :]


def reply_to(screen: str, lang: Lang, how: Literal["right", "wrong"] = "right") -> str:
    """Answer the question on the screen as told, knowing all that the glossary can ask."""
    text = question_of(screen)
    parts = re.split(r"(?m)^ 1  ", text, maxsplit=1)
    prompt = squeeze(parts[0].split("\n", 1)[1])
    if len(parts) == 1:
        for term in terms().values():
            if squeeze(term.summary.in_(lang)) in prompt:
                return term.name.in_(lang) if how == "right" else "zzz"
        return "no idea"  # a drawn one: nobody computes that fast
    if options_of(text)[0].startswith("--"):
        return "1"  # a picture: nobody computes that fast
    right = squeeze(_right(prompt, lang))
    for number, option in enumerate(options_of(text), 1):
        if (option == right) == (how == "right"):
            return str(number)
    raise AssertionError(f"no {how} option in:\n{text}")


def _right(prompt: str, lang: Lang) -> str:
    for term in terms().values():
        if squeeze(term.summary.in_(lang)) in prompt:
            return term.name.in_(lang)
        for question in term.questions:
            if question.answer and squeeze(question.ask.in_(lang)) in prompt:
                return question.answer.in_(lang)
    for term in terms().values():
        names = squeeze(term.name.zh + term.name.en), squeeze(term.name.en + term.name.zh)
        if prompt.startswith(names):
            return term.summary.in_(lang)
    raise AssertionError(f"what is asked here? {prompt}")
