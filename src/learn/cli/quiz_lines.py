"""The quiz where lines are read: in a pipe, and at a plain terminal."""

from __future__ import annotations

import sys
import time

from learn.cli import keyboard
from learn.cli.lesson import show_lesson
from learn.cli.quiz_demo import aside
from learn.cli.quiz_face import DEMO, HINT, QUIT, UNDO, Face, rating_of
from learn.errors import UsageError
from learn.memory.fsrs import Rating
from learn.quiz.asked import LESSON, Asked
from learn.quiz.judging import NoAnswerError
from learn.quiz.model import Answer
from learn.views import quiz as view
from learn.views.messages import say
from learn.views.page import Page

_TRIES = 100  # lines of a pipe that are no answer, in a row
_KNOWN = "k"


class Lines(Face):
    """Cards one below the other; every line is an answer, or asks for something beside it."""

    def ask(self, asked: Asked) -> Asked | None:
        """Ask one question and keep the answer; return the next one, None to stop.

        Raises UsageError where a pipe has line after line that is no answer.
        """
        screen = self.screen
        screen.print(self.header(asked))
        if asked.kind == LESSON:
            return self._lesson(asked)
        screen.print(view.question(asked, screen.langs, screen.width, plain=screen.plain).blank())
        sys.stdout.flush()
        begun = time.monotonic()
        if screen.attended:
            screen.print(view.keys(self._actions(asked), screen.lang, screen.width))
        for _ in range(_TRIES):
            reply = self.prompt.line()
            said = (reply or "").strip().lower()
            if reply is None or said in (QUIT, keyboard.END):
                return None
            if said == UNDO and self.session.answers:
                return self.undo()
            if self._aside(asked, said):
                continue
            try:
                answer = self.judged(asked, reply, time.monotonic() - begun)
            except NoAnswerError:
                self._no_answer(asked)
                continue
            if answer is None:
                return self._aloud(asked, reply)
            self._feedback(answer)
            return self.next()
        raise UsageError(say(screen.lang, "no_answers", count=_TRIES))

    def _lesson(self, asked: Asked) -> Asked | None:
        """Show a term for the first time; in a pipe no line is read for it."""
        screen = self.screen
        show_lesson(screen, asked.term, self.worker, figure=screen.attended)
        if screen.attended:
            enter = say(screen.lang, "enter")
            actions = [(enter, "next"), (_KNOWN, "know_it"), ("q", "quit")]
            screen.print(view.keys(actions, screen.lang, screen.width))
            reply = self.prompt.line()
            if reply is None or reply.strip().lower() == QUIT:
                return None
            if reply.strip().lower() == _KNOWN:
                return self.session.claim(asked)
        self.session.seen(asked)
        return self.next()

    def _actions(self, asked: Asked) -> list[tuple[str, str]]:
        """What the lines do that are no answer."""
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
            if self.session.answers[-1].asked.term.demo:
                actions.append(("d", "demo"))
            actions.append(("u", "undo"))
        return [*actions, ("q", "quit")]

    def _aside(self, asked: Asked, said: str) -> bool:
        """Do what a line asks for beside the question: a hint, or the last term's demo."""
        if said == HINT:
            self.hint(asked)
        elif said == DEMO and self.session.answers:
            aside(self.screen, self.worker, self.session.answers[-1].asked)
        else:
            return False
        return True

    def _no_answer(self, asked: Asked) -> None:
        key = "choose_between" if asked.options else "type_a_number"
        text = say(self.screen.lang, key, count=len(asked.options))
        self.screen.say(Page(self.screen.width).text(text, "warn"))

    def _feedback(self, answer: Answer) -> None:
        langs, width = self.screen.langs, self.screen.width
        self.screen.print(view.feedback(answer, langs, width).blank())

    def _aloud(self, asked: Asked, reply: str) -> Asked | None:
        """Show what there was to say, and let the learner say how well it was said."""
        screen = self.screen
        rating = None if screen.attended else rating_of(reply) or Rating.AGAIN
        if rating is None:
            screen.print(view.compare(asked, None, screen.langs, screen.width).blank())
        while rating is None:
            line = self.prompt.line()
            if line is None or line.strip().lower() in (QUIT, keyboard.END):
                return None
            rating = rating_of(line)
        answer = self.rated(rating)
        if screen.attended:
            screen.print(view.regraded(answer, screen.lang, screen.width))
        else:
            self._feedback(answer)
        return self.next()
