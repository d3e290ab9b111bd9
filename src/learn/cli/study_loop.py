"""Reading lessons: one a screen with a few keys at a terminal, all of them elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from learn.cli import keyboard
from learn.cli.lesson import show_lesson
from learn.cli.quiz_demo import computed
from learn.cli.quiz_prompt import Prompt
from learn.cli.screen import Screen
from learn.cli.time_limit import end_on_signals
from learn.demos.worker import Worker
from learn.errors import LearnError
from learn.glossary.term import Term
from learn.quiz.mastery import Mastery
from learn.quiz.plan import openable
from learn.views import lesson as view
from learn.views.messages import say, topic_name
from learn.views.page import Page

_ON = ("\n", "\r", " ")
_NAMED = 4  # terms that the last line names


def unmet(
    terms: Mapping[str, Term], far: Mapping[str, Mastery], most: int | None = None
) -> list[str]:
    """Return the terms that were not met, in the order in which a quiz opens them."""
    met = [slug for slug in terms if far.get(slug)]
    return openable(terms, terms, met, len(terms) if most is None else most)


@dataclass
class Reading:
    """The lessons of some terms; `named` are those that the reader has asked for by name."""

    screen: Screen
    terms: Sequence[Term]
    far: Mapping[str, Mastery]
    worker: Worker
    named: Sequence[str]

    def run(self) -> int:
        """Show the lessons until the last, or until the reader has enough; return the exit code."""
        end_on_signals()
        if self.terms:
            self.worker.start()
        try:
            if self.screen.interactive:
                with keyboard.held():
                    self._turn_pages()
            else:
                for place in range(len(self.terms)):
                    self._lesson(place)
        except KeyboardInterrupt:
            sys.stdout.write("\n")
            return 130
        return 0

    def _lesson(self, place: int) -> None:
        term, lang = self.terms[place], self.screen.lang
        where = topic_name(lang, term.topic)
        width = None if self.screen.plain else self.screen.width
        self.screen.print(view.place(place + 1, len(self.terms), where, width))
        show_lesson(self.screen, term, self.worker, new=not self.far.get(term.slug))

    def _turn_pages(self) -> None:
        place, prompt, lang = 0, Prompt(self.screen), self.screen.lang
        while place < len(self.terms):
            term, is_last = self.terms[place], place + 1 == len(self.terms)
            self.screen.clear()
            self._lesson(place)
            keys = [(say(lang, "enter"), "finish" if is_last else "next")]
            keys += [("p", "previous")] if place else []
            keys += [("d", "demo")] if term.demo else []
            while (key := prompt.key([*keys, ("q", "quit")])) not in _ON:
                if key in ("q", keyboard.END):
                    return self._end(place + 1)
                if key == "p" and place:
                    place -= 2
                    break
                if key == "d" and term.demo:
                    self._demo(term)
            place += 1
        return self._end(place)

    def _demo(self, term: Term) -> None:
        from learn.cli.demo_run import show

        try:
            show(self.screen, term, computed(self.screen, self.worker, term))
        except LearnError as error:
            self.screen.say(Page(None).text(f"{error.message} {error.hint}".strip(), "warn"))
        self.screen.print(Page(None).add())

    def _end(self, read: int) -> None:
        """Say how to be asked about what was read."""
        slugs = [term.slug for term in self.terms[:read]]
        few = bool(self.named) and len(slugs) <= _NAMED
        command = f"learn quiz {' '.join(slugs)}" if few else "learn quiz"
        page = Page(self.screen.width)
        self.screen.print(
            page.row(("", say(self.screen.lang, "now_asked")), ("key", f" {command}"))
        )
