"""The quiz at a terminal: one card a screen, one key for everything that is not typed."""

from __future__ import annotations

import time

from learn.cli.lesson import show_lesson
from learn.cli.quiz_demo import aside
from learn.cli.quiz_face import DEMO, HINT, QUIT, RIGHT, UNDO, UNKNOWN, rating_of
from learn.cli.quiz_screen import CardScreen
from learn.errors import LearnError
from learn.quiz.asked import LESSON, Asked
from learn.quiz.judging import NoAnswerError
from learn.quiz.model import Answer
from learn.quiz.rating import grade_of_points
from learn.views import quiz as view
from learn.views.messages import say
from learn.views.page import Page

_TWICE = 0.3  # seconds in which a key that was the answer is a slip, and no grade
_ENTER = ("\n", "\r")
_KNOWN, _EXPLAIN = "k", "e"


class Keys(CardScreen):
    """Cards that take the whole screen, one after another."""

    def ask(self, asked: Asked) -> Asked | None:
        """Show a card until it is answered and graded; return the next one, None to stop."""
        begun = time.monotonic()
        self.moved = False
        if asked.kind == LESSON:
            return self._lesson(asked)
        if asked.kind == "aloud":
            return self._aloud(asked, begun)
        if asked.options:
            return self._choice(asked, begun)
        return self._typed(asked, begun)

    def _lesson(self, asked: Asked) -> Asked | None:
        """Show a term for the first time: on, its demo, or "I know it", which asks at once."""
        self.show(self.header(asked))
        show_lesson(self.screen, asked.term, self.worker)
        demo = [("d", "demo")] if asked.term.demo else []
        while not self.moved:
            key = self.prompt.key(self.actions((self.enter(), "next"), (_KNOWN, "know_it"), *demo))
            if key in _ENTER or key == " ":
                self.session.seen(asked)
                return self.next()
            if key == _KNOWN:
                return self.session.claim(asked)
            if key == DEMO and demo:
                aside(self.screen, self.worker, asked)
            else:
                self.common(asked, key)
        return self.goes

    def _choice(self, asked: Asked, begun: float) -> Asked | None:
        """Show the question, its options after a key that says how sure one is, then the answer."""
        langs, width = self.screen.langs, self.screen.width
        head_first = Page(width).text(say(self.screen.lang, "head_first"), "dim").blank()
        self.show(self.header(asked), view.prompt(asked, langs, width), head_first)
        sure: bool | None = None
        space = say(self.screen.lang, "space")
        while not self.moved and sure is None:
            first = ((self.enter(), "sure"), (space, "not_sure"), ("0", "dont_know"))
            key = self.prompt.key(self.actions(*first))
            if key in (*_ENTER, " "):
                sure = key != " "
            elif key == UNKNOWN:
                return self._answered(asked, key, begun)
            else:
                self.common(asked, key)
        if self.moved:
            return self.goes
        self.again(self.header(asked), view.question(asked, langs, width).blank())
        return self._chosen(asked, begun, sure=bool(sure))

    def _chosen(self, asked: Asked, begun: float, *, sure: bool) -> Asked | None:
        while not self.moved:
            hint = [("?", "hint")] if self.session.next_hint(asked, self.screen.langs) else []
            first = ((f"1–{len(asked.options)}", "choose"), ("0", "dont_know"), *hint)
            key = self.prompt.key(self.actions(*first))
            if key == HINT:
                self.hint(asked)
                continue
            try:
                if key.isdecimal():
                    return self._answered(asked, key, begun, sure=sure)
            except NoAnswerError:
                continue
            self.common(asked, key)
        return self.goes

    def _typed(self, asked: Asked, begun: float) -> Asked | None:
        """Let the answer be typed as a line; what is no answer goes with Enter too."""
        screen = self.screen
        self.show(
            self.header(asked),
            view.question(asked, screen.langs, screen.width).blank(),
            view.typing(self._typed_keys(asked), screen.lang, screen.width),
        )
        while True:
            reply = self.prompt.line()
            said = (reply or "").strip().lower()
            if reply is None or said == QUIT:
                return None
            if said == UNDO and self.session.answers:
                return self.undo()
            if said == HINT:
                self.hint(asked)
                continue
            try:
                return self._answered(asked, reply, begun)
            except NoAnswerError:
                self.say("type_a_number", "warn")

    def _typed_keys(self, asked: Asked) -> list[tuple[str, str]]:
        """Return what a line may say that is no answer."""
        hint = [("?", "hint")] if self.session.next_hint(asked, self.screen.langs) else []
        undo = [("u", "undo")] if self.session.answers else []
        return [*hint, *undo, ("q", "quit")]

    def _aloud(self, asked: Asked, begun: float) -> Asked | None:
        """Let a term be explained, then compared with its points, those said being ticked."""
        langs, width = self.screen.langs, self.screen.width
        self.show(self.header(asked), view.question(asked, langs, width).blank())
        key = ""
        while not self.moved and key not in _ENTER:
            hint = [("?", "hint")] if self.session.next_hint(asked, langs) else []
            key = self.prompt.key(self.actions((self.enter(), "compare"), *hint))
            if key == HINT:
                self.hint(asked)
            else:
                self.common(asked, key)
        points = len(asked.term.points.get(self.screen.lang, ()))
        ticked: list[int] = []
        while not self.moved:
            page = view.compare(asked, ticked if points else None, langs, width).blank()
            self.again(self.header(asked), view.prompt(asked, langs, width), page)
            keys = [(f"1–{points}", "tick"), (self.enter(), "grade_it")]
            key = self.prompt.key(self.actions(*(keys if points else [("1–4", "rate")])))
            if points and key.isdecimal() and 1 <= int(key) <= points:
                ticked = sorted({*ticked} ^ {int(key)})
                continue
            rating = rating_of(key) if not points else None
            if points and key in _ENTER:
                rating = grade_of_points(len(ticked), points)
            if rating is None:
                self.common(asked, key)
                continue
            self.judged(asked, " ".join(map(str, ticked)), time.monotonic() - begun)
            return self._after(self.rated(rating), key)
        return self.goes

    def _answered(
        self, asked: Asked, reply: str, begun: float, *, sure: bool | None = None
    ) -> Asked | None:
        answer = self.judged(asked, reply, time.monotonic() - begun, sure=sure)
        assert answer is not None, "only what is explained is graded by the learner"
        return self._after(answer, reply)

    def _after(self, answer: Answer, reply: str) -> Asked | None:
        """Show the answer marked in its question; one key grades and goes on."""
        langs, width, asked = self.screen.langs, self.screen.width, answer.asked
        marked = view.question(asked, langs, width, answer=answer)
        self.again(
            self.header(asked),
            marked.blank(),
            view.feedback(answer, langs, width, brief=True).blank(),
        )
        if answer.rested and asked.term.demo:
            aside(self.screen, self.worker, asked)
        since = time.monotonic()
        while not self.moved:
            last = self.session.answers[-1]
            key = self.prompt.key(self._after_actions(last))
            if key in _ENTER or key == " ":
                return self.next()
            if key == reply and time.monotonic() - since < _TWICE:
                since = time.monotonic()
            elif (rating := rating_of(key)) in last.grades:
                if rating is not last.review.rating:
                    self.rated(rating)
                return self.next()
            elif key == DEMO and asked.term.demo:
                aside(self.screen, self.worker, asked)
            elif key == _EXPLAIN and not view.is_explained(last):
                self.screen.print(view.explanation(last, langs, width).blank())
            elif key == RIGHT and last.disputable:
                self._accept(last)
            elif key == UNDO:
                return self.undo()
            else:
                self.common(asked, key)
        return self.goes

    def _after_actions(self, last: Answer) -> list[tuple[str, str]]:
        actions = [(self.enter(), f"good_next_{int(last.review.rating)}")]
        actions.append(("1–4", "rate") if last.verdict.right else ("1–2", "rate_missed"))
        if not view.is_explained(last):
            actions.append(("e", "explain"))
        if last.disputable:
            actions.append(("i", "i_was_right"))
        if last.asked.term.demo:
            actions.append(("d", "demo"))
        return self.actions(*actions)

    def _accept(self, last: Answer) -> None:
        """Take the typed name as right, now and for good, unless it is another term's."""
        try:
            answer = self.session.accept()
        except LearnError as error:
            self.screen.print(Page(self.screen.width).text(error.message, "warn"))
            return
        self.say("accepted", "good", reply=last.review.detail["reply"].strip())
        self.screen.print(view.regraded(answer, self.screen.lang, self.screen.width))
