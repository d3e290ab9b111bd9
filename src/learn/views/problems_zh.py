"""A fault of a glossary in Chinese; what comes from a file stays as it is."""

from __future__ import annotations

import re
from dataclasses import replace

from learn.glossary.problems import Problem
from learn.views.messages.check_zh import FIELDS, FILES
from learn.views.messages.check_zh_terms import DEMOS, TERMS
from learn.views.messages.sentences import Sentences

sentences = Sentences(FILES, FIELDS, TERMS, DEMOS)
_FIELD = re.compile(r"([\w.-]+): (.+)", re.DOTALL)  # where in a document: `name.zh: is missing`


def in_words(problem: Problem) -> str:
    """Return the line that tells of a problem: its place, and in Chinese what is wrong."""
    message = problem.message.removeprefix("warning: ")
    said = ("提醒：" if problem.is_warning else "") + _said(message)
    return str(replace(problem, message=said))


def _said(message: str) -> str:
    found = _FIELD.fullmatch(message)
    if found and sentences.has(found[2]):
        return f"{found[1]}：{sentences.say(found[2])}"
    return sentences.say(message)
