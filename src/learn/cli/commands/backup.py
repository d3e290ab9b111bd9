"""learn backup: a copy of the progress, made now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from learn.cli.options import Json, with_screen
from learn.errors import UsageError

if TYPE_CHECKING:
    from learn.cli.screen import Screen

Target = Annotated[
    Path | None,
    typer.Argument(metavar="[PATH]", help="A new file, or a folder; else the shelf of backups."),
]


@with_screen()
def backup(screen: Screen, path: Target = None, json: Json = False) -> None:
    """Copy your progress now; a quiz does so by itself once a day.

    The copy is made while nothing is being written, checked, and complete before it has its name.
    Those made by hand are never thinned out.

    \b
      learn backup
      learn backup /media/stick

    \b
    Fields of --json: path, answers.
    """
    from learn.cli.open_store import existing, open_progress
    from learn.environment.settings import now
    from learn.store import backups
    from learn.store.restore import answers_in
    from learn.views.messages import count_of, say
    from learn.views.page import Page

    at, progress = now(screen.environ), existing(screen)
    open_progress(screen).close()  # what can't be opened is no progress to keep
    if path is None:
        made = backups.keep(progress, at, "by-hand")
    else:
        made = path.expanduser().absolute()
        if made.is_dir():
            made /= f"progress-{at:%Y-%m-%dT%H%M%S}-by-hand.sqlite"
        if made.exists():
            said = say(screen.lang, "exists", path=made)
            raise UsageError(said, hint=say(screen.lang, "name_another"))
        backups.copy(progress, made)
    answers = answers_in(made)
    if json:
        screen.json({"path": str(made), "answers": answers})
        return
    count = count_of(screen.lang, "one_answer", "many_answers", answers)
    screen.print(Page(None).text(say(screen.lang, "backup_made", answers=count, path=made)))
