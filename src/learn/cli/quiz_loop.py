"""One sitting of the quiz: questions out, keys or lines in, feedback out."""

from __future__ import annotations

import contextlib
import sys
import time
from dataclasses import dataclass

from learn.cli import keyboard
from learn.cli.open_store import kept
from learn.cli.quiz_demo import aside
from learn.cli.quiz_prompt import Prompt
from learn.cli.screen import Screen
from learn.cli.status_line import Waiting
from learn.cli.time_limit import end_on_signals
from learn.demos.worker import Worker
from learn.errors import LearnError, StoreError, UsageError
from learn.memory.fsrs import Rating
from learn.quiz.judging import NoAnswerError
from learn.quiz.model import Answer
from learn.quiz.questions import Asked
from learn.quiz.session import Session
from learn.views import quiz as view
from learn.views.messages import say
from learn.views.page import Page
from learn.views.summary import summary

_TRIES = 100  # lines of a pipe that are no answer, in a row
_TWICE = 0.3  # seconds in which a key that was the answer is a slip, and no grade
QUIT, DEMO, UNKNOWN, HINT, UNDO, RIGHT = "q", "d", "0", "?", "u", "i"


@dataclass
class Sitting:
    """A learner and a session, at a terminal with single keys or at a pipe with lines."""

    screen: Screen
    session: Session
    worker: Worker
    minutes: float | None = None

    @property
    def prompt(self) -> Prompt:
        """Where it reads what the learner has to say."""
        return Prompt(self.screen)

    def run(self) -> int:
        """Ask until there is nothing more or the learner has enough; return the exit code."""
        code, fault = 0, list[StoreError]()
        end_on_signals()
        until = time.monotonic() + self.minutes * 60 if self.minutes else None
        try:
            with keyboard.held() if self.screen.interactive else contextlib.nullcontext():
                asked = self._next()
                while asked is not None and (until is None or time.monotonic() < until):
                    asked = self._ask(asked)
        except KeyboardInterrupt:
            sys.stdout.write("\n")
            code = 130
        except StoreError as error:
            fault.append(error)  # what was saved before is told first
        page = Page(self.screen.width).blank()
        page.lines += summary(
            self.session.summary(), self.session, self.screen.langs, self.screen.width
        ).lines
        self.screen.print(page.blank())
        self.screen.note()
        if fault:
            raise fault[0]
        return code

    def _next(self) -> Asked | None:
        with Waiting(self.screen, "computing"):
            return self.session.next()

    def _ask(self, asked: Asked) -> Asked | None:
        """Ask one question and keep the answer; return the next question, None to stop.

        Raises UsageError where a pipe has line after line that is no answer.
        """
        screen = self.screen
        number = self.session.answered + 1
        total = number + self.session.remaining()
        put = view.question(asked, number, total, screen.langs, screen.width, plain=screen.plain)
        screen.print(put.blank())
        sys.stdout.flush()
        self.worker.start()
        begun = time.monotonic()
        single = screen.interactive and (bool(asked.options) or asked.kind == "aloud")
        if screen.attended and not single:
            screen.print(view.keys(self._actions(asked), screen.lang, screen.width))
        tries = 0
        while tries < _TRIES:
            reply = self._read(asked, single=single)
            said = (reply or "").strip().lower()
            if reply is None or said == QUIT:
                return None
            if said == UNDO and self.session.answers:
                return self._undo(asked)
            if self._aside(asked, said):
                continue
            try:
                return self._answered(asked, reply, time.monotonic() - begun)
            except NoAnswerError:
                if not single:
                    self._no_answer(asked)
                    tries += 1
        raise UsageError(say(screen.lang, "no_answers", count=_TRIES))

    def _read(self, asked: Asked, *, single: bool) -> str | None:
        """Wait for a key or a line; None at the end of the input."""
        reply = self.prompt.key(self._actions(asked)) if single else self.prompt.line()
        return None if reply == keyboard.END else reply

    def _aside(self, asked: Asked, said: str) -> bool:
        """Do what a reply asks for beside the question: a hint, or the last term's demo."""
        if said == HINT:
            self._hint(asked)
        elif said == DEMO and not self.screen.interactive and self.session.answers:
            aside(self.screen, self.worker, self.session.answers[-1].asked)
        else:
            return False
        return True

    def _no_answer(self, asked: Asked) -> None:
        key = "choose_between" if asked.options else "type_a_number"
        text = say(self.screen.lang, key, count=len(asked.options))
        self.screen.say(Page(self.screen.width).text(text, "warn"))

    def _answered(self, asked: Asked, reply: str, watched: float) -> Asked | None:
        """Let the session judge a reply, show what came of it, and return the next question."""
        seconds = watched if self.screen.interactive else None
        if asked.options and reply.strip() == UNKNOWN:
            answer: Answer | None = kept(
                self.screen, lambda: self.session.give_up(asked, reply, seconds)
            )
        else:
            answer = kept(self.screen, lambda: self.session.reply(asked, reply, seconds))
        if answer is None:
            return self._aloud(asked, reply)
        self._feedback(answer)
        return self._after(reply) if self.screen.interactive else self._next()

    def _feedback(self, answer: Answer) -> None:
        langs, width = self.screen.langs, self.screen.width
        self.screen.print(view.feedback(answer, langs, width).blank())

    def _aloud(self, asked: Asked, reply: str) -> Asked | None:
        """Show what there was to say, and let the learner say how well it was said."""
        screen = self.screen
        rating = None if screen.attended else _rating(reply) or Rating.AGAIN
        if rating is None:
            screen.print(view.compare(asked, screen.langs, screen.width).blank())
        while rating is None:
            key = self._grade()
            if key in (None, QUIT, keyboard.END):
                return None
            rating = _rating(key or "")
        answer = kept(screen, lambda: self.session.rate(rating))
        if screen.attended:
            screen.print(view.regraded(answer, screen.lang, screen.width))
        else:
            self._feedback(answer)
        return self._next()

    def _grade(self) -> str | None:
        if not self.screen.interactive:
            return self.prompt.line()
        return self.prompt.key([("1–4", "rate"), ("q", "quit")])

    def _actions(self, asked: Asked) -> list[tuple[str, str]]:
        """What the keys do at a question, or the lines where lines are read."""
        enter = say(self.screen.lang, "enter")
        if asked.kind == "aloud":
            actions = [(enter, "compare")]
        elif asked.options:
            actions = [(f"1–{len(asked.options)}", "choose"), ("0", "dont_know")]
        else:
            actions = [(enter, "dont_know")]
        if self.session.next_hint(asked, self.screen.langs):
            actions.insert(-1 if not asked.options else len(actions), ("?", "hint"))
        if self.session.answers:
            if not self.screen.interactive and self.session.answers[-1].asked.term.demo:
                actions.append(("d", "demo"))
            actions.append(("u", "undo"))
        return [*actions, ("q", "quit")]

    def _hint(self, asked: Asked) -> None:
        found = self.session.hint(asked, self.screen.langs)
        if found is None:
            self.screen.print(Page(self.screen.width).text(say(self.screen.lang, "no_hint"), "dim"))
            return
        self.screen.print(view.hinted(found, self.screen.lang, self.screen.width))

    def _undo(self, present: Asked | None = None) -> Asked | None:
        """Ask the last question again, and the present one after it."""
        self.screen.print(Page(None).text(say(self.screen.lang, "undo_here"), "dim").blank())
        return self.session.undo(present)

    def _after(self, reply: str) -> Asked | None:
        """Wait after the feedback: on, the demo, another grade, undo, or out."""
        since = time.monotonic()
        while True:
            last = self.session.answers[-1]
            grades = ("1–4", "rate") if last.verdict.right else ("1–2", "rate_missed")
            actions = [(say(self.screen.lang, "enter"), "next"), grades, ("u", "undo")]
            if last.asked.term.demo:
                actions.insert(1, ("d", "demo"))
            if last.disputable:
                actions.insert(1, ("i", "i_was_right"))
            key = self.prompt.key([*actions, ("q", "quit")])
            if key in (QUIT, keyboard.END):
                return None
            if key in ("\n", "\r", " "):
                return self._next()
            if key == DEMO:
                aside(self.screen, self.worker, self.session.answers[-1].asked)
            elif key == UNDO:
                return self._undo()
            elif key == RIGHT and ("i", "i_was_right") in actions:
                self._accept(last)
            elif key == reply and time.monotonic() - since < _TWICE:
                since = time.monotonic()
            elif (rating := _rating(key)) in last.grades:
                answer = self.session.rate(rating)
                self.screen.print(view.regraded(answer, self.screen.lang, self.screen.width))

    def _accept(self, last: Answer) -> None:
        """Take the typed name as right, now and for good, unless it is another term's."""
        try:
            answer = self.session.accept()
        except LearnError as error:
            self.screen.print(Page(self.screen.width).text(error.message, "warn"))
            return
        text = say(self.screen.lang, "accepted", reply=last.review.detail["reply"].strip())
        self.screen.print(Page(self.screen.width).text(text, "good"))
        self.screen.print(view.regraded(answer, self.screen.lang, self.screen.width))


def _rating(key: str) -> Rating | None:
    return Rating(int(key.strip())) if key.strip() in ("1", "2", "3", "4") else None
