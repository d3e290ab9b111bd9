"""Sentences that come from elsewhere in English, said in another language: templates by templates.

`%1` to `%9` stand for what differs, such as `%1 is not a valid int.`; each is said in the other
language too where it is a sentence of the table itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

Table = Mapping[str, str]


class Sentences:
    """A table of sentences, ready to be looked up; of two that fit, the first one is taken."""

    def __init__(self, *tables: Table) -> None:
        self._patterns = [
            (_pattern(english), other) for table in tables for english, other in table.items()
        ]

    def say(self, text: str) -> str:
        """Return a sentence in the other language, or as it is where it is none of the table."""
        return next(self._said(text), text)

    def has(self, text: str) -> bool:
        """Whether it is a sentence of the table."""
        return next(self._said(text), None) is not None

    def _said(self, text: str) -> Iterator[str]:
        for pattern, other in self._patterns:
            if found := pattern.fullmatch(text):
                pieces = re.split(r"%(\d)", other)
                pieces[1::2] = [self.say(found[f"p{number}"]) for number in pieces[1::2]]
                yield "".join(pieces)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    pieces = re.split(r"(%\d)", template)
    return re.compile(
        "".join(f"(?P<p{p[1]}>.+?)" if re.fullmatch(r"%\d", p) else re.escape(p) for p in pieces),
        re.DOTALL,
    )
