"""learn export: the log of reviews as JSON Lines."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from learn.cli.options import with_screen
from learn.errors import LearnError, UsageError

if TYPE_CHECKING:
    from learn.cli.screen import Screen

Target = Annotated[
    Path | None,
    typer.Argument(metavar="[FILE]", help="A new file; else standard output."),
]


@with_screen()
def export(screen: Screen, file: Target = None) -> None:
    """Write the log of your reviews as JSON Lines.

    \b
      learn export > reviews.jsonl
      learn export reviews.jsonl

    \b
    Fields of each line: id (UUIDv7), card, rating (1 to 4), at (UTC), day (days since the year 1),
      duration (ms), kind, detail {reply, options, picked, ...}, engine, undoes.
    An undo has no rating, and names in undoes the id of what it takes back.
    """
    import os
    import sys

    from learn.cli.open_store import existing, open_progress
    from learn.store import backups, merge
    from learn.views.messages import count_of, say
    from learn.views.page import Page

    existing(screen)
    with closing(open_progress(screen)) as store:
        if file is None:
            for line in merge.export(store):
                sys.stdout.write(line)
            return
        if file.exists():
            said = say(screen.lang, "exists", path=file)
            raise UsageError(said, hint=say(screen.lang, "name_another"))
        temporary, count = file.with_name(f".{file.name}.{os.getpid()}.tmp"), 0
        try:
            with temporary.open("x", encoding="utf-8", newline="\n") as out:
                for line in merge.export(store):
                    out.write(line)
                    count += 1
            backups.sync(temporary)
            temporary.replace(file)
        except OSError as error:
            raise LearnError(f"{file} can't be written: {error.strerror}.") from error
        finally:
            temporary.unlink(missing_ok=True)
    rows = count_of(screen.lang, "one_row", "rows", count)
    screen.say(Page(None).text(say(screen.lang, "exported", rows=rows, path=file)))
