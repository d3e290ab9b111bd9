"""What a name looks like: letters of other alphabets read as Latin ones, invisible ones left out.

The letters are those of Unicode's confusables (UTS #39) that also look alike as words of our field
are set; digits are left alone, for F1 is not FL.
"""

from __future__ import annotations

import unicodedata

from learn.text import normalise

_LATIN = {
    "a": "аɑα", "b": "вβ", "c": "сϲ", "d": "ԁ", "e": "еεє", "g": "ɡց", "h": "һнηհ", "i": "іıιɩ",
    "j": "ј", "k": "кκ", "l": "ӏⅼ", "m": "мμ", "n": "ոп", "o": "оοօ", "p": "рρ", "q": "ԛզ",
    "r": "г", "s": "ѕ", "t": "тτ", "u": "սυ", "v": "ѵν", "w": "ԝѡ", "x": "хχ", "y": "уүγ", "z": "ζ",
}  # fmt: skip
_LETTER = {other: latin for latin, others in _LATIN.items() for other in others}
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def looks(name: str) -> str:
    """Return what all names share that look the same."""
    return "".join(_LETTER.get(c, c) for c in normalise(name) if not _is_invisible(c))


def oddity(name: str) -> str:
    """Name the first letter of a name that is not what it looks like; "" where none is."""
    for character in normalise(name):
        if character in _LETTER or _is_invisible(character):
            return unicodedata.name(character, f"U+{ord(character):04X}")
    return ""


def _is_invisible(character: str) -> bool:
    selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return unicodedata.category(character) == "Cf" or selector or character in _FILLERS
