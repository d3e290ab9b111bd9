"""learn restore: the backups there are, and one of them in the place of the progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from learn.cli.options import Json, with_screen
from learn.cli.screen import Screen
from learn.errors import StoreError
from learn.views.messages import count_of, say
from learn.views.page import Page

if TYPE_CHECKING:
    from pathlib import Path

Which = Annotated[
    str | None,
    typer.Argument(metavar="[BACKUP]", help="Its name, its day (2026-11-24), or a path."),
]


@with_screen()
def restore(screen: Screen, backup: Which = None, json: Json = False) -> None:
    """List the backups, or put one in the place of your progress.

    The backup is checked first; of a damaged one, the answers that can be read are taken. The
    present file becomes a backup too, so that this can be undone. A backup made before a sync or an
    import takes back that step: what came with it does not come again, your own answers stay.

    \b
      learn restore
      learn restore 2026-11-24

    \b
    Fields of --json: backups [{name, path, day, label, bytes, answers}] (answers is null
      where it is damaged), newest first; with BACKUP: restored, answers, lost, given, saved,
      undo.
    """
    from learn.cli.open_store import progress_file
    from learn.environment.settings import now, patience
    from learn.store.restore import named
    from learn.store.restore import restore as bring_back

    progress = progress_file(screen)
    if backup is None:
        _list(screen, progress, json=json)
        return
    chosen = named(progress, backup)
    done = bring_back(progress, chosen, now(screen.environ), patience(screen.environ))
    if json:
        saved = str(done.saved) if done.saved else None
        undo = done.undo or None
        counts = {"answers": done.answers, "lost": done.lost, "given": done.given}
        screen.json({"restored": str(chosen), **counts, "saved": saved, "undo": undo})
        return
    answers = count_of(screen.lang, "one_answer", "many_answers", done.answers)
    page = Page(None).text(say(screen.lang, "restored", answers=answers, path=chosen))
    if done.lost:
        lost = count_of(screen.lang, "one_row", "rows", done.lost)
        page.text(say(screen.lang, "restore_lost", lost=lost), "warn")
    if done.given is not None:
        given = count_of(screen.lang, "one_answer", "many_answers", done.given)
        page.text(say(screen.lang, "restore_given", answers=given))
    if done.undo:
        colon = say(screen.lang, "colon").rstrip()
        page.text(say(screen.lang, "restore_undo") + colon, "dim")
        page.text(f"learn restore {done.undo}", "key", 2)
    elif done.saved:
        page.text(say(screen.lang, "restore_kept", path=done.saved), "dim")
    screen.print(page)


def _list(screen: Screen, progress: Path, *, json: bool) -> None:
    """Write the backups, the newest first: a table, records, or JSON."""
    from learn.store import backup_files

    rows = [_row(each) for each in backup_files.found(progress)]
    if json:
        screen.json({"backups": rows})
        return
    page = Page(screen.width)
    for row in rows:
        bad = row["answers"] is None
        count = say(screen.lang, "restore_bad") if bad else _answers(screen, row["answers"])
        if screen.width is None:
            page.add(("", f"{row['name']}\t{row['bytes']}\t{'' if bad else row['answers']}"))
        else:
            page.add(("key", row["name"]), ("bad" if bad else "dim", f"  {count}"))
    if not rows:
        page.text(say(screen.lang, "restore_none", path=backup_files.folder_of(progress)))
    elif screen.width is not None:
        command = f"learn restore {rows[0]['day']}  "
        page.blank().text(say(screen.lang, "restore_how"), "dim", len(command), ("key", command))
    screen.print(page)


def _answers(screen: Screen, count: int) -> str:
    return count_of(screen.lang, "one_answer", "many_answers", count)


def _row(backup: Any) -> dict[str, Any]:
    """Return a backup with the field names of `--json`."""
    from learn.store.restore import answers_in

    try:
        answers = answers_in(backup.path)
    except StoreError:
        answers = None
    return {
        "name": backup.name,
        "path": str(backup.path),
        "day": str(backup.day),
        "label": backup.label,
        "bytes": backup.path.stat().st_size,
        "answers": answers,
    }
