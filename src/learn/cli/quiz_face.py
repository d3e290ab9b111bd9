"""What a quiz does in the same way at a terminal and at a pipe."""

from __future__ import annotations

from dataclasses import dataclass

from learn.cli.open_store import kept
from learn.cli.quiz_prompt import Prompt
from learn.cli.screen import Screen
from learn.cli.status_line import Waiting
from learn.demos.worker import Worker
from learn.memory.fsrs import Rating
from learn.quiz.asked import Asked
from learn.quiz.model import Answer
from learn.quiz.session import Session
from learn.views import quiz as view
from learn.views.messages import say
from learn.views.page import Page

QUIT, DEMO, UNKNOWN, HINT, UNDO, RIGHT = "q", "d", "0", "?", "u", "i"


@dataclass
class Face:
    """What is shown of a session, and what the learner does with it."""

    screen: Screen
    session: Session
    worker: Worker

    @property
    def prompt(self) -> Prompt:
        """Where it reads what the learner has to say."""
        return Prompt(self.screen)

    def ask(self, asked: Asked) -> Asked | None:
        """Ask a question or show a lesson; return what comes after it, None to stop."""
        raise NotImplementedError

    def end(self) -> None:
        """Make room for what is said at the end."""

    def next(self) -> Asked | None:
        """Return the next question; where it is computed, say so meanwhile."""
        with Waiting(self.screen, "computing"):
            return self.session.next()

    def header(self, asked: Asked) -> Page:
        """Return the line above a card."""
        marked = asked.card in self.session.store.bookmarked()
        left, lang = self.session.remaining(), self.screen.lang
        return view.header(left, asked, lang, self.screen.width, marked=marked)

    def judged(
        self, asked: Asked, reply: str, watched: float, *, sure: bool | None = None
    ) -> Answer | None:
        """Let the session judge a reply and keep the answer; raise NoAnswerError for none."""
        # With LEARN_NOW the clock stands still: then nobody watches it.
        watching = self.screen.interactive and not self.screen.environ.get("LEARN_NOW")
        seconds = watched if watching else None
        if asked.options and reply.strip() == UNKNOWN:
            return kept(self.screen, lambda: self.session.give_up(asked, reply, seconds, sure=sure))
        return kept(self.screen, lambda: self.session.reply(asked, reply, seconds, sure=sure))

    def rated(self, rating: Rating | None) -> Answer:
        """Let the learner's own grade count."""
        assert rating is not None
        return kept(self.screen, lambda: self.session.rate(rating))

    def hint(self, asked: Asked) -> None:
        """Give a hint, or say that there is none."""
        found = self.session.hint(asked, self.screen.langs)
        if found is None:
            self.say("no_hint", "dim")
        else:
            self.screen.print(view.hinted(found, self.screen.lang, self.screen.width))

    def undo(self) -> Asked | None:
        """Ask the last question again, and the present one after it."""
        self.say("undo_here", "dim")
        return self.session.undo()

    def say(self, key: str, style: str, **values: object) -> None:
        """Say one sentence below the card."""
        text = say(self.screen.lang, key, **values)
        self.screen.print(Page(self.screen.width).text(text, style))


def rating_of(key: str) -> Rating | None:
    """Return the grade that a key stands for."""
    return Rating(int(key.strip())) if key.strip() in ("1", "2", "3", "4") else None
