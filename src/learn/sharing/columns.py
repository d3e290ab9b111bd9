"""The columns of a row on a server: how long each may be, and how they are read within that."""

from __future__ import annotations

from learn.store.rows import FIELDS, Row

COLUMNS = ", ".join(FIELDS)
# In bytes; as postgres.sql demands, but the tables may be older than that.
_LONGEST = {
    "id": 36, "card": 140, "at": 40, "kind": 40, "detail": 20_000, "engine": 40, "undoes": 36,
}  # fmt: skip


def fits(row: Row) -> bool:
    """Whether no text of a row is longer than the server takes."""
    named = dict(zip(FIELDS, row, strict=True))
    return all(len(str(named[name]).encode()) <= most for name, most in _LONGEST.items())


def _short(name: str) -> str:
    """Return a column for reading: what is too long stays on the server, unread there too.

    Such a row comes, and is summed up, without it: it is no row of a log, and the sides differ.
    """
    if name not in _LONGEST:
        return name
    instead = "md5(id)" if name == "id" else "''"
    return (
        f"case when octet_length({name}) <= {_LONGEST[name]} then {name}"
        f" when {name} is not null then {instead} end"
    )


READ = ", ".join(map(_short, FIELDS))
# One row as text; the local log makes the same of its own (store/digests.py).
AS_TEXT = "concat_ws('|', {})".format(
    ", ".join(f"coalesce(({_short(name)})::text, '')" for name in FIELDS)
)
