"""learn quiz: questions about the terms, spaced by FSRS."""

from __future__ import annotations

import random
import signal
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from typing import Annotated, Optional

import typer

from learn.cli import keys
from learn.cli.complete import terms as complete_terms
from learn.cli.demo import find_term
from learn.cli.options import Color, Glossary, Lang, Plain
from learn.cli.predict import guessed
from learn.cli.screen import Screen, open_screen
from learn.cli.show import Waiting, show
from learn.demos.worker import Worker
from learn.errors import LearnError
from learn.judging import Verdict, judge
from learn.questions import Asked
from learn.session import NEW_A_DAY, Session
from learn.settings import home, now
from learn.store import open_store
from learn.views import quiz as view
from learn.views.page import Page
from learn.views.words import say

Only = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Argument(metavar="[TERM]...", help="Only these terms.", autocompletion=complete_terms),
]
New = Annotated[int, typer.Option("--new", min=0, max=999, help="New cards a day, at most.")]
Seed = Annotated[
    Optional[int],  # noqa: UP045
    typer.Option("--seed", help="The same options in the same order, whenever it is run."),
]

QUIT, NEXT, DEMO, UNKNOWN = "q", "", "d", "0"


def quiz(
    term: Only = None,
    new: New = NEW_A_DAY,
    seed: Seed = None,
    lang: Lang = None,
    plain: Plain = False,
    color: Color = None,
    glossary: Glossary = None,
) -> None:
    """Ask what is due, then what is new; every answer is kept at once.

    With no terminal at its input, every line is an answer.

    \b
      learn quiz
      learn quiz neck head
      learn quiz --new 5
    """
    screen = open_screen(lang=lang, color=color, plain=plain, glossary=glossary)
    terms = screen.lexicon.terms()
    only = tuple(dict.fromkeys(_slugs(term or [], screen)))
    with closing(open_store(home(screen.environ))) as store, closing(Worker()) as worker:
        session = Session(
            terms=terms,
            store=store,
            now=lambda: now(screen.environ),
            chance=random.Random(seed),
            lab=worker,
            scheduler=store.scheduler(),
            only=only,
            new=new,
        )
        code = Sitting(screen, session, worker).run()
    raise typer.Exit(code)


def _slugs(words: list[str], screen: Screen) -> list[str]:
    """Return the slugs of the terms named: each word one, or all of them together one."""
    joined = screen.lexicon.find(" ".join(words)).entries if len(words) > 1 else ()
    if len(joined) == 1:
        return [joined[0]["slug"]]
    return [find_term(screen, word).slug for word in words]


@dataclass
class Sitting:
    """One session at a terminal, or of lines from a pipe."""

    screen: Screen
    session: Session
    worker: Worker
    last: Asked | None = None

    def run(self) -> int:
        """Ask until there is nothing more or the learner has enough; return the exit code."""
        code = 0
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _leave)
        try:
            while (asked := self._next()) is not None:
                if not self._ask(asked):
                    break
        except KeyboardInterrupt:
            sys.stdout.write("\n")
            code = 130
        page = Page(self.screen.width).blank()
        page.lines += view.summary(
            self.session.summary(), self.session, self.screen.langs, self.screen.width
        ).lines
        self.screen.print(page.blank())
        self.screen.note()
        return code

    def _next(self) -> Asked | None:
        with Waiting(self.screen, "computing"):
            return self.session.next()

    def _ask(self, asked: Asked) -> bool:
        """Ask one question and keep the answer; return whether to go on."""
        screen, langs = self.screen, self.screen.langs
        total = self.session.answered + self.session.remaining() + 1
        page = view.question(asked, self.session.answered + 1, total, langs, screen.width)
        screen.print(page.blank())
        sys.stdout.flush()
        self.worker.start()
        begun = time.monotonic()
        reply = self._reply(asked)
        if reply is None:
            return False
        seconds = time.monotonic() - begun
        verdict = judge(asked, reply, self.session.terms) or Verdict(False)
        card = self.session.answer(asked, reply, verdict, seconds)
        screen.print(view.feedback(asked, verdict, card, reply, langs, screen.width).blank())
        self.last = asked
        return self._after() if screen.interactive else True

    def _reply(self, asked: Asked) -> str | None:
        """Wait for an answer that can be judged; None means to stop."""
        while True:
            if self.screen.interactive and asked.options:
                reply = self._key(asked)
            else:
                reply = keys.read_line("> ")
            if reply is None or reply.strip().lower() == QUIT:
                return None
            if not self.screen.interactive and reply.strip().lower() == DEMO and self.last:
                self._demo()
                continue
            if not asked.options or reply.strip() == UNKNOWN or judge(asked, reply, {}) is not None:
                return reply
            if not self.screen.interactive:
                count = len(asked.options)
                self.screen.say(
                    Page(None).text(say(self.screen.lang, "choose_between", count=count), "warn")
                )

    def _key(self, asked: Asked) -> str | None:
        actions = [(f"1–{len(asked.options)}", "choose"), ("0", "dont_know"), ("q", "quit")]
        key = self._pressed(actions)
        return None if key == keys.END else key

    def _after(self) -> bool:
        """Wait after the feedback: on, the demo, or out."""
        while True:
            actions = [(say(self.screen.lang, "enter"), "next"), ("q", "quit")]
            if self.last and self.last.term.demo:
                actions.insert(1, ("d", "demo"))
            key = self._pressed(actions)
            if key in (QUIT, keys.END):
                return False
            if key in ("\n", "\r", " "):
                return True
            if key == DEMO:
                self._demo()

    def _pressed(self, actions: list[tuple[str, str]]) -> str:
        """Show the keys that act now on the bottom line, and take it away when one is pressed."""
        lang = self.screen.lang
        page = Page(None)
        spans = []
        for key, word in actions:
            spans += [("key", key), ("dim", f" {say(lang, word)}   ")]
        line = page.add(*spans).render(color=self.screen.colored(sys.stdout)).rstrip("\n")
        sys.stdout.write(line)
        sys.stdout.flush()
        try:
            return keys.read_key()
        finally:
            sys.stdout.write("\r\x1b[2K")
            sys.stdout.flush()

    def _demo(self) -> None:
        term = self.last.term if self.last else None
        if term is None or term.demo is None:
            return
        try:
            parameters = self.worker.parameters_of(term.demo.run, "demo")
            values = {name: each.default for name, each in parameters.items()}
            guess = guessed(self.screen, term, values) if self.screen.interactive else None
            with Waiting(self.screen, "running" if self.worker.ready() else "loading"):
                result = self.worker.compute(term.demo.run, "demo", values)
            if guess is not None:
                guess.compare(self.screen, result)
            show(self.screen, term, result, values)
        except LearnError as error:
            self.screen.say(Page(None).text(f"{error.message} {error.hint}", "warn"))


def _leave(signum: int, _frame: object) -> None:
    """End as at the end of a program, so that the terminal is put back; all answers are kept."""
    raise SystemExit(128 + signum)
