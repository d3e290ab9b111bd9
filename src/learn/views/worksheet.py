"""A printable quiz as Markdown, and as plain values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from learn.glossary.term import Lang, Text
from learn.quiz.questions import Asked
from learn.text import clean, in_line
from learn.views.messages import say
from learn.views.quiz import answer_of, in_langs

_LETTERS = "ABCDEFGH"
_MARKS = re.compile(r"([\\`*_<>#|\[\]~&$])")
_BEGINNING = re.compile(r"^(\d{0,9})([-+.)])")  # of a list within the list


def markdown(questions: Sequence[Asked], langs: Sequence[Lang], command: str) -> str:
    """Return the questions, a line to write on where there are no options, and the answer key."""
    lang = langs[0]
    parts = [f"# {say(lang, 'sheet')}", ""]
    for number, asked in enumerate(questions, 1):
        parts += [f"{number}. {_escape(line)}" for line in [prompt_of(asked, langs)]]
        parts += [
            f"   - {_LETTERS[place]}. {_escape(_text(option.text, langs))}"
            for place, option in enumerate(asked.options)
        ]
        if not asked.options:
            parts += ["", "   ____________________"]
        parts.append("")
    parts += [f"## {say(lang, 'answers')}", ""]
    for number, asked in enumerate(questions, 1):
        letter = next((_LETTERS[p] + ". " for p, o in enumerate(asked.options) if o.right), "")
        parts.append(f"{number}. {letter}{_escape(answer_of(asked, langs))}")
    # A `>` would end the comment.
    return "\n".join([*parts, "", f"<!-- {in_line(command).replace('>', '&gt;')} -->", ""])


def as_json(questions: Sequence[Asked], langs: Sequence[Lang]) -> dict[str, Any]:
    """Return the questions with the field names of `learn sheet --json`.

    `questions` holds `slug`, `card`, `kind`, `prompt`, `options`, `answer` and `parameters`;
    the answer is one of the options where there are any, else a name, or the value computed.
    """
    return {
        "questions": [
            {
                "slug": asked.term.slug,
                "card": asked.card,
                "kind": asked.kind,
                "prompt": prompt_of(asked, langs),
                "options": [_text(option.text, langs) for option in asked.options],
                "answer": asked.value if asked.kind == "drawn" else _answer(asked, langs),
                "parameters": {
                    name: list(value) if isinstance(value, tuple) else value
                    for name, value in asked.parameters.items()
                },
            }
            for asked in questions
        ]
    }


def prompt_of(asked: Asked, langs: Sequence[Lang]) -> str:
    """Return what is asked, on one line."""
    text = _text(asked.prompt, langs)
    lang = langs[0]
    if asked.kind == "summary":
        return say(lang, "sheet_summary", name=text)
    if asked.kind in ("name", "type", "contrast"):
        return text + (" " if lang == "en" else "") + say(lang, f"sheet_{asked.kind}")
    return text


def _answer(asked: Asked, langs: Sequence[Lang]) -> str:
    right = next((option.text for option in asked.options if option.right), asked.term.name)
    return _text(right, langs)


def _text(text: Text, langs: Sequence[Lang]) -> str:
    return " / ".join(in_langs(text, langs))


def _escape(text: str) -> str:
    """Keep Markdown from taking a term's text for its own marks."""
    text = _MARKS.sub(r"\\\1", " ".join(clean(text).split()))
    return _BEGINNING.sub(r"\1\\\2", text)
