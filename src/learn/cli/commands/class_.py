"""learn class: every learner of the shared log, for the teacher of a class; and who is in it."""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from learn.cli.options import Json, first_line, with_screen
from learn.cli.quiz_sync import named
from learn.cli.status_line import Waiting
from learn.views.messages import say
from learn.views.page import Page

if TYPE_CHECKING:
    from learn.cli.screen import Screen

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name that they log in with.")]
Print = Annotated[bool, typer.Option("--print", help="Show the SQL, and do nothing.")]
NoPassword = Annotated[
    bool, typer.Option("--no-password", help="Make none: the server knows people otherwise.")
]


@with_screen(glossary=True)
def report(screen: Screen, ctx: typer.Context, json: Json = False) -> None:
    """Show every learner of the shared log, and what the class misses.

    This is the only command that shows other learners' answers, and it shows counts. LEARN_STORE
    names the shared log. Where the owner of the database has run learn class init, it is a
    teacher who sees all learners; a learner sees herself.

    \b
      LEARN_STORE=postgresql://teacher@db.example.org/class learn class

    \b
    Fields of --json: name, learners [{learner, answers, right, cards, days, last}],
      missed [{term, answers, wrong, learners}], own_rows (whether one sees one's own only).
    """
    if ctx.invoked_subcommand is not None:
        said = {"lang": screen.shown, "color": screen.color, "plain": screen.plain}
        ctx.obj = replace(ctx.obj, **said)
        return
    from learn.sharing import class_report
    from learn.sharing.postgres import Server
    from learn.views import class_report as view

    place = named(screen)
    with Waiting(screen, "sharing", name=place.name), Server(place, screen.environ) as server:
        learners, missed = class_report.learners(server), class_report.missed(server)
    if json:
        rows = [{**asdict(e), "last": f"{date.fromordinal(e.last)}"} for e in learners]
        told = {"name": place.name, "learners": rows, "missed": [asdict(e) for e in missed]}
        screen.json({**told, "own_rows": server.own_rows})
        return
    if learners or not server.own_rows:
        terms, width = screen.glossaries.terms(), screen.width
        screen.print(view.class_report(place.name, learners, missed, terms, screen.lang, width))
    if server.own_rows:
        _say(screen, "class_own_rows", "dim", login=server.user)


@with_screen()
def init(screen: Screen, show: Print = False) -> None:
    """Make the database a class: each has their own rows, a teacher reads all.

    The owner of the database runs it once, and again after a new learn: tables, two roles, their
    privileges and the policies of the rows. Answers that are there stay. The owner's role must be
    one that may make roles.

    \b
      learn class init --print
      LEARN_STORE=postgresql://owner@db.example.org/class learn class init
    """
    from learn.sharing import classroom
    from learn.sharing.postgres import Server

    if show:
        sys.stdout.write(classroom.class_sql())
        return
    place = named(screen)
    with (
        Waiting(screen, "sharing", name=place.name),
        Server(place, screen.environ, owner=True) as server,
    ):
        classroom.init(server)
    page = Page(screen.width).text(say(screen.lang, "class_made", name=place.name), "good")
    page.text("learn class add NAME", "key", 2).text("learn class teacher NAME", "key", 2)
    screen.print(page)


@with_screen()
def add(screen: Screen, name: Name, no_password: NoPassword = False) -> None:
    """Let somebody into the class as a learner, with a login of their own.

    A new login gets a password. It is shown once, in the line that the learner puts into their
    environment. Who was a teacher is one no more.

    \b
      learn class add anna
    """
    _admit(screen, name, "learner", password=not no_password)


@with_screen()
def teacher(screen: Screen, name: Name, no_password: NoPassword = False) -> None:
    """Let somebody into the class as a teacher, who reads all answers and adds none.

    A new login gets a password, which is shown once. Who was a learner is one no more; their
    answers stay.

    \b
      learn class teacher thea
    """
    _admit(screen, name, "teacher", password=not no_password)


def _admit(screen: Screen, name: str, kind: str, *, password: bool) -> None:
    from learn.sharing import classroom
    from learn.sharing.address import VARIABLE
    from learn.sharing.postgres import Server

    role = classroom.LEARNER if kind == "learner" else classroom.TEACHER
    place = named(screen)
    with (
        Waiting(screen, "sharing", name=place.name),
        Server(place, screen.environ, owner=True) as server,
    ):
        member = classroom.admit(server, name, role, password=password)
    _say(screen, f"class_is_{kind}", "good", member=name, name=place.name)
    once = "class_once" if password else "class_no_password"
    _say(screen, once if member.made else "class_unchanged", "dim", member=name)
    screen.print(Page(None).add(("", f"{VARIABLE}={member.url}")))  # on one line, to be copied


def _say(screen: Screen, key: str, style: str, **values: str) -> None:
    screen.say(Page(screen.width).text(say(screen.lang, key, **values), style))


class_ = typer.Typer(subcommand_metavar="[COMMAND]")
class_.callback(invoke_without_command=True, short_help=first_line(report))(report)
for _name, _command in (("init", init), ("add", add), ("teacher", teacher)):
    class_.command(_name, short_help=first_line(_command))(_command)
