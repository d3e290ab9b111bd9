"""What is near to what was typed: names that begin so, and names that are a slip or two away."""

from __future__ import annotations

import sqlite3
import zlib

from learn.glossary.lookup import entry_of
from learn.text import distance, normalise, slips

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from learn.glossary.lookup import Connections, Entry

_BEGINNING = 8  # letters of a name that near misses are looked for by
_LONGEST = 64  # letters of a word that near misses are looked for


def is_tame(text: str) -> bool:
    """Whether a text says nothing to a shell: what TAB offers is evaluated by one."""
    return all(c.isalnum() or c in " -_." or (c > "\x7f" and c.isprintable()) for c in text)


def completions(
    indexes: Connections, start: str, *, confusions: bool = False, limit: int = 60
) -> list[str]:
    """Return the slugs that begin with what was typed, or else the Chinese names that do.

    With `confusions`, words that are only mixed up with a term come after the terms.
    """
    norm = normalise(start)
    found: dict[str, None] = {}
    for index in indexes:
        rows = index.execute(
            "select distinct slug, entry.name_zh from name join entry on entry.id = name.entry"
            " where norm >= ? and norm < ? and strong limit ?",
            (norm, norm + "\U0010ffff", limit * 4),
        )
        for slug, zh in rows:
            if normalise(slug).startswith(norm):
                found[slug] = None
            elif not start.isascii() and normalise(zh).startswith(norm) and is_tame(zh):
                found[zh] = None
    words = set()
    for index in indexes if confusions else ():
        rows = index.execute(
            "select distinct spelling from confusion where norm >= ? and norm < ? limit ?",
            (norm, norm + "\U0010ffff", limit * 4),
        )
        # A shell would part a word at its spaces; to a look-up a hyphen is the same.
        words |= {spelling.replace(" ", "-") for (spelling,) in rows if is_tame(spelling)}
    words = {word for word in words if word.isascii() == start.isascii()}
    return [*sorted(found), *sorted(words - found.keys())][:limit]


def suggest(indexes: Connections, words: str, count: int = 3) -> list[Entry]:
    """Return the entries whose names are nearest to a word that no term has, the nearest first.

    Candidates share all but one letter with the word (each side may lose one: the index keeps
    every name short of a letter), or its beginning.
    """
    norm = normalise(words)
    if not 0 < len(norm) <= _LONGEST:
        return []
    most = slips(norm)
    best: dict[str, tuple[int, sqlite3.Connection, int]] = {}
    for index in indexes:
        for name, slug, key in _candidates(index, norm):
            far = distance(norm, name, most)
            if far <= most and far < best.get(slug, (most + 1,))[0]:
                best[slug] = (far, index, key)
    nearest = sorted(best.items(), key=lambda each: (each[1][0], each[0]))[:count]
    return [entry_of(index, key) for _, (_, index, key) in nearest]


def _candidates(index: sqlite3.Connection, norm: str) -> Iterable[tuple[str, str, int]]:
    keys = near_keys(norm)
    names = sorted({norm, *shorter(norm)})
    marks, named = (",".join("?" * len(each)) for each in (keys, names))
    begin = norm[: max(1, len(norm) // 2)]
    yield from index.execute(
        "select norm, slug, entry.id from name join entry on entry.id = name.entry"
        f" where name.rowid in (select name from near where key in ({marks}))"
        f" or name.rowid in (select rowid from name where norm in ({named}))"
        " or name.rowid in (select rowid from name where norm >= ? and norm < ? limit 300)",
        (*keys, *names, begin, begin + "\U0010ffff"),
    )


def near_keys(name: str) -> list[int]:
    """Return what stands for the beginning of a name, and for it short of a letter.

    Names that differ by a slip share such a key, since a slip in the beginning is undone by leaving
    out a letter on each side (the prefix filter of SymSpell, Garbe 2012).
    """
    begin = name[:_BEGINNING]
    return sorted({zlib.crc32(each.encode()) for each in (begin, *shorter(begin))})


def shorter(name: str) -> list[str]:
    """Return a name short of each of its letters in turn."""
    return [name[:i] + name[i + 1 :] for i in range(len(name))] if len(name) > 2 else []
