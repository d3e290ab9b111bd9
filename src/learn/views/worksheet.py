"""A printable quiz as Markdown, and as plain values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from learn.glossary.term import Lang, Text
from learn.quiz.asked import Asked
from learn.quiz.cards import COMPUTED
from learn.text import clean, in_line
from learn.views.messages import say
from learn.views.quiz import answer_of, in_langs
from learn.views.quiz_exhibit import drawn, meaning, spoken

_LETTERS = "ABCDEFGH"
_COLUMNS = 76  # of a picture on paper
_MARKS = re.compile(r"([\\`*_<>#|\[\]~&$])")
_BEGINNING = re.compile(r"^(\d{0,9})([-+.)])")  # of a list within the list


def markdown(questions: Sequence[Asked], langs: Sequence[Lang], command: str) -> str:
    """Return the questions, a line to write on where there are no options, and the answer key."""
    lang = langs[0]
    parts = [f"# {say(lang, 'sheet')}", ""]
    for number, asked in enumerate(questions, 1):
        parts.append(f"{number}. {_escape(prompt_of(asked, langs))}")
        parts += _exhibit(asked, lang)
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

    `questions` holds `slug`, `card`, `kind`, `prompt`, `code`, `picture`, `options`, `answer` and
    `parameters`; the answer is one of the options where there are any, else a name, or the value
    computed; the picture is lines of words and numbers.
    """
    return {
        "questions": [
            {
                "slug": asked.term.slug,
                "card": asked.card,
                "kind": asked.kind,
                "prompt": prompt_of(asked, langs),
                "code": asked.code,
                "picture": spoken(asked, langs[0]) if asked.figures else [],
                "options": [_text(option.text, langs) for option in asked.options],
                "answer": _answer(asked, langs),
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
    if asked.kind in ("picture", "print"):
        return text + say(lang, "colon") + say(lang, f"ask_{asked.kind}")
    if asked.kind in ("name", "type", "contrast"):
        return text + (" " if lang == "en" else "") + say(lang, f"sheet_{asked.kind}")
    return text


def _exhibit(asked: Asked, lang: Lang) -> list[str]:
    """Return what a question is about beside its text, as lines of an item of the list."""
    lines = asked.code.rstrip("\n").split("\n") if asked.code else []
    lines += drawn(asked, lang, _COLUMNS) if asked.figures else []
    if not lines:
        return []
    block = ["```python" if asked.code else "```", *(x.replace("```", "") for x in lines), "```"]
    block += ["", _escape(meaning(asked, lang)), ""] if asked.options else []
    return ["", *(f"   {line}".rstrip() for line in block)]


def _answer(asked: Asked, langs: Sequence[Lang]) -> Any:
    if asked.kind in COMPUTED and not asked.options:
        return asked.value
    right = next((option.text for option in asked.options if option.right), asked.term.name)
    return _text(right, langs)


def _text(text: Text, langs: Sequence[Lang]) -> str:
    return " / ".join(in_langs(text, langs))


def _escape(text: str) -> str:
    """Keep Markdown from taking a term's text for its own marks."""
    text = _MARKS.sub(r"\\\1", " ".join(clean(text).split()))
    return _BEGINNING.sub(r"\1\\\2", text)
