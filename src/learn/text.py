"""When two spellings are one word, and what may go to a terminal."""

from __future__ import annotations

import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO, AnyStr

_JOINERS = frozenset(" \t\n\r\v\f\u00a0\u3000-_‐‑‒–—―·•.'’/")

# C0 but newline and tab, DEL, C1, bidi controls, line and paragraph separators, surrogates,
# noncharacters, tag characters. None of them is printable, as Python has it.
_RANGES = (
    (0x00, 0x08),
    (0x0B, 0x1F),
    (0x7F, 0x9F),
    (0x061C, 0x061C),
    (0x200E, 0x200F),
    (0x2028, 0x202E),
    (0x2066, 0x2069),
    (0xFFFE, 0xFFFF),
    (0xE0000, 0xE007F),
    (0xD800, 0xDFFF),
)
_REPLACED: dict[int, str] = {}

# Where the basic plane has combining marks, and letters beside them.
_MARKED = (
    (0x0300, 0x0489),
    (0x0591, 0x135F),
    (0x1712, 0x1DFF),
    (0x20D0, 0x20F0),
    (0x2CEF, 0x2DFF),
    (0x302A, 0x309A),
    (0xA66F, 0xABED),
    (0xFB1E, 0xFB1E),
    (0xFE00, 0xFE2F),
)
_MOST_MARKS = 8  # on one letter; no language needs as many
_marked: frozenset[str] = frozenset()


def normalise(text: str) -> str:
    """Return what two spellings of one word share: no case, hyphens, spaces or full-width forms."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    # A name made of joining marks alone must not vanish.
    joined = "".join(c for c in folded if c not in _JOINERS) or folded.strip()
    # What stood apart may belong together now, such as a letter and its accent.
    return joined if joined.isascii() else clean(unicodedata.normalize("NFKC", joined))


def clean(text: str) -> str:
    """Replace what could act on a terminal, or hide, by the replacement character.

    So is the rest of a pile of combining marks, which would cover other lines.
    """
    text = text if text.isascii() or len(text) <= _MOST_MARKS else _unpiled(text)
    if text.isprintable():  # none of the characters below is
        return text
    if not _REPLACED:
        for low, high in _RANGES:
            _REPLACED.update(dict.fromkeys(range(low, high + 1), "\ufffd"))
    return text.translate(_REPLACED)


def in_line(text: str) -> str:
    """Return the text clean and on one line, for a message or a record."""
    return clean(text).replace("\n", " ").replace("\t", " ")


def shorten(text: str, most: int = 80) -> str:
    """Return the text clean, on one line, and cut with … where it is longer than a name can be."""
    return in_line(text if len(text) <= most else text[: most - 1] + "…")


def _unpiled(text: str) -> str:
    global _marked  # noqa: PLW0603 - made when it is first needed: most look-ups don't
    _marked = _marked or frozenset(chr(c) for a, b in _MARKED for c in range(a, b + 1))
    if _marked.isdisjoint(text) and max(text) <= "\uffff":
        return text
    kept, pile = [], 0
    for character in text:
        pile = pile + 1 if is_mark(character) else 0
        if pile <= _MOST_MARKS:
            kept.append(character)
        elif pile == _MOST_MARKS + 1:
            kept.append("\ufffd")
    return "".join(kept)


def is_mark(character: str) -> bool:
    """Whether a character stands on the one before it, and takes no column of its own."""
    return unicodedata.category(character) in ("Mn", "Me")


def distance(a: str, b: str, most: int) -> int:
    """Return the edits (insert, delete, replace, swap neighbours) between words, up to most + 1.

    The optimal string alignment distance, Damerau 1964.
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, y in enumerate(b, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return row[-1]


def slips(word: str) -> int:
    """Return how many edits away from a word another may be to be taken for it."""
    return max(1, min(3, len(word) // 3))


def nearest(word: str, words: Iterable[str]) -> str:
    """Return the word nearest to one that is misspelled; nothing where none is near."""
    most = slips(word)
    far, near = min(((distance(word, each, most), each) for each in words), default=(most + 1, ""))
    return near if far <= most else ""


def lines_of(file: IO[AnyStr], longest: int) -> Iterator[AnyStr]:
    """Yield the lines of a file; of an overlong one no more than shows that it is so."""
    while line := file.readline(longest + 1):
        yield line
        while len(line) > longest and line[-1:] not in ("\n", b"\n"):
            line = file.readline(longest + 1)
