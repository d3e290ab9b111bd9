"""Text as full-text search has it: words, and Chinese in overlapping pairs taken for words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from learn.errors import UsageError

MOST = 32  # words, or pairs of Chinese characters, in one search

_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")
_RUNS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\W_\u3400-\u9fff\uf900-\ufaff]+")


def bigrams(text: str) -> str:
    """Split every run of Chinese characters into overlapping pairs.

    The last character stands alone too, so that a single one is found as the prefix of a pair.
    """

    def pairs(run: re.Match[str]) -> str:
        word = run.group()
        return " " + " ".join(word[i : i + 2] for i in range(len(word))) + " "

    return _CHINESE.sub(pairs, text)


def query(words: str) -> str:
    """Return what FTS5 is asked for entries that hold all the words; "" where there is none.

    Raises UsageError for more words than FTS5 can rank in a moment.
    """
    parts = dict.fromkeys(part for run in _RUNS.findall(words.casefold()) for part in _terms(run))
    if len(parts) > MOST:
        raise UsageError(f"{len(parts)} words are too many to search for.", f"At most {MOST}.")
    return " AND ".join(parts)


def _terms(run: str) -> list[str]:
    """Return what a run of letters is looked for as: its beginning, or its Chinese pairs."""
    pairs = bigrams(run).split()
    if len(pairs) < 2 or run.isascii():
        return [f'"{run}"*']
    return [f'"{pair}"' if len(pair) == 2 else f'"{pair}"*' for pair in pairs[:-1]]


def spellings(names: Iterable[str]) -> set[str]:
    """Return the names, and the parts of those that give a short form: `feature pyramid (FPN)`."""
    parts = {part.strip() for name in names for part in re.split(r"[()（）]", name)}
    return (parts | {*names}) - {""}
