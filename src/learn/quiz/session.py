"""A quiz session: what to ask next, what an answer means for memory, what to say at the end.

No input and no output: the store, the clock, chance and the runner are given by whoever opens it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from learn.demos.runner import Runner
from learn.errors import LearnError, UsageError
from learn.glossary.term import Lang, Term
from learn.memory.fsrs import Card, Rating, Scheduler, learning_day
from learn.quiz import queue
from learn.quiz.cards import computed_cards
from learn.quiz.hints import Hint, hint
from learn.quiz.judging import NoAnswerError, Verdict, judge
from learn.quiz.model import (
    Answer,
    Progress,
    Review,
    SessionOptions,
    Summary,
    detail_of,
    with_aliases,
)
from learn.quiz.questions import Asked, QuestionMaker
from learn.quiz.rating import grade
from learn.quiz.statistics import summary_of


@dataclass
class Session:
    """The queue of one sitting: due cards first, then new ones, missed ones again in between."""

    terms: Mapping[str, Term]
    store: Progress
    now: Callable[[], datetime]
    chance: random.Random
    runner: Runner
    wanted: SessionOptions = field(default_factory=SessionOptions)
    scheduler: Scheduler = field(default_factory=Scheduler)
    skipped: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.day = learning_day(self.now())
        self.states = queue.current(self.store.states(), self.terms)
        asked_today = self.store.asked_on(self.day)
        self.new_today, self.asked_before = sum(asked_today.values()), len(asked_today)
        self.terms = with_aliases(self.terms, self.store.aliases())
        self._maker = QuestionMaker(self.terms, self.chance, self.runner, self.store.mixed_up())
        today = queue.Today(self.terms, self.states, asked_today, self.day, self.scheduler)
        self._queue = queue.Queue(today.cards(self.wanted, self.chance))
        self.answers: list[Answer] = []
        self.begun = False  # whether a question was put
        self._hints: list[Hint] = []  # given for the present question
        self._unrated: tuple[Asked, str, float | None] | None = None

    def remaining(self) -> int:
        """Return how many questions are still to come, as far as known."""
        return len(self._queue)

    def waiting(self) -> tuple[int, int]:
        """Return how many due cards and how many new ones are still to come."""
        due = sum(name in self.states for name in self._queue.cards) + len(self._queue.again)
        return due, self.remaining() - due

    @property
    def answered(self) -> int:
        """How many questions were answered."""
        return len(self.answers)

    def next(self) -> Asked | None:
        """Return the next question, or None at the end; what can't be asked is passed over."""
        self._hints, self._unrated = [], None
        # While torch loads, what needs no torch comes first.
        put_off = () if self.runner.ready() else computed_cards(self.terms)
        while (card := self._queue.take(self.answered, put_off)) is not None:
            try:
                asked = self._maker.ask(card)
                self.begun = True
                return asked
            except (LearnError, ValueError, KeyError) as error:
                self.skipped.append(f"{card}: {error}")
        return None

    def reply(self, asked: Asked, reply: str, seconds: float | None = None) -> Answer | None:
        """Judge a reply and keep the answer; None where it is the learner who has to `rate` it.

        `seconds` is None where nobody watched the clock. Raises NoAnswerError for what can't be
        judged, StoreError where the answer can't be kept; then nothing is changed.
        """
        if asked.kind == "aloud":
            self._unrated = (asked, reply, seconds)
            return None
        verdict = judge(asked, reply, self.terms)
        if verdict is None:
            if asked.options or reply.strip():
                raise NoAnswerError(asked)
            verdict = Verdict(False)  # an empty line is one not known
        return self.answer(asked, reply, verdict, seconds)

    def give_up(self, asked: Asked, reply: str, seconds: float | None = None) -> Answer:
        """Keep that the answer is not known, in the words of the reply."""
        return self.answer(asked, reply, Verdict(False), seconds)

    def rate(self, rating: Rating) -> Answer:
        """Rate the reply that waits for it, or the last answer otherwise than it was rated.

        Raises UsageError for a grade above hard of what was missed, StoreError where that can't be
        done; then all stands as it was.
        """
        if self._unrated is None:
            if rating not in self.answers[-1].grades:
                raise UsageError("What was missed is hard at best.")
            return self._regrade(rating)
        asked, reply, seconds = self._unrated
        answer = self.answer(asked, reply, Verdict(rating is not Rating.AGAIN), seconds, rating)
        self._unrated = None
        return answer

    def hint(self, asked: Asked, langs: Sequence[Lang]) -> Hint | None:
        """Give the next hint for a question, or None where no more can be said."""
        found = self.next_hint(asked, langs)
        if found is not None:
            self._hints.append(found)
        return found

    def next_hint(self, asked: Asked, langs: Sequence[Lang]) -> Hint | None:
        """Return the hint that would be given next."""
        return hint(asked, self._hints, langs)

    def answer(
        self,
        asked: Asked,
        reply: str,
        verdict: Verdict,
        seconds: float | None = None,
        rating: Rating | None = None,
    ) -> Answer:
        """Keep a judged answer at once; a missed card comes again, a mixed-up pair as a contrast.

        `rating` overrides what the grading would say. Raises StoreError where the answer can't be
        kept; then nothing is changed.
        """
        before = self.states.get(asked.card)
        hints = len(self._hints)
        rating = rating or grade(asked, verdict, seconds, before, hints)
        duration = max(0, round((seconds or 0) * 1000))
        detail = detail_of(asked, reply, verdict, hints)
        review = Review(asked.card, rating, self.now(), self.day, duration, asked.kind, detail)
        self.answers.append(self._keep(asked, verdict, review, before))
        return self._repeat()

    def _repeat(self) -> Answer:
        """Let what was missed with the last answer come again; return the answer."""
        last = self.answers[-1]
        if last.review.rating is Rating.AGAIN:
            again = queue.repeated(last, self.states, self.terms, self._maker.mixed_up)
            last = replace(last, queued=self._queue.repeat(again, self.answered))
            self.answers[-1] = last
        return last

    def _keep(
        self,
        asked: Asked,
        verdict: Verdict,
        review: Review,
        before: Card | None,
        instead_of: str = "",
    ) -> Answer:
        card = self.scheduler.review(before, asked.card, review.rating, self.day)
        key = ""
        if not self.wanted.cram:
            key = self.store.record(replace(review, day=card.day), card, instead_of)
            self.new_today += before is None and not instead_of
            self.states[asked.card] = card
        return Answer(asked, verdict, review, before, card, key)

    def undo(self, present: Asked | None = None) -> Asked | None:
        """Take back the last answer of this session and ask its question again; None if none.

        The `present` question, not answered yet, comes after it.
        """
        if not self.answers:
            return None
        self._hints = []
        last = self.answers[-1]
        self._forget(last)
        self.answers.pop()
        self._queue.forget(last.queued)
        if present is not None and present.card not in last.queued:
            self._queue.put_back(present.card)
        return last.asked

    def accept(self) -> Answer:
        """Take the name that was typed last as right, and as a name of the term from now on.

        Raises UsageError where it is another term's name.
        """
        answer = self.answers[-1]
        reply = answer.review.detail["reply"].strip()
        owner = answer.verdict.meant
        if owner is not None:
            raise UsageError(f"{reply!r} is the name of {owner.name.en!r}.")
        detail = {**answer.review.detail, "accepted": reply}
        detail.pop("picked", None)
        review = replace(answer.review, detail=detail)
        regraded = self._regrade(Rating.GOOD, replace(answer, verdict=Verdict(True), review=review))
        self._call(answer.asked.term, (*answer.asked.term.aliases, reply))
        return regraded

    def _call(self, term: Term, aliases: Sequence[str]) -> None:
        """Let a term have these names from now on."""
        self.terms = {**self.terms, term.slug: replace(term, aliases=tuple(aliases))}
        self._maker = replace(self._maker, terms=self.terms)

    def _regrade(self, rating: Rating, last: Answer | None = None) -> Answer:
        """Take the last answer's rating back and keep a new one, both at once."""
        last = last or self.answers[-1]
        review = replace(last.review, rating=rating)
        answer = self._keep(last.asked, last.verdict, review, last.before, last.key)
        self._queue.forget(last.queued)
        self.answers[-1] = answer
        return self._repeat()

    def _forget(self, answer: Answer) -> None:
        if "accepted" in answer.review.detail:
            self._call(answer.asked.term, answer.asked.term.aliases)
        if not answer.key:
            return
        self.store.undo(self.now(), self.scheduler, answer.key)
        self.new_today -= answer.before is None
        if answer.before is None:
            del self.states[answer.asked.card]
        else:
            self.states[answer.asked.card] = answer.before

    def summary(self) -> Summary:
        """Return what this session came to and what is due when."""
        return summary_of(self.answers, self.states, self.terms, self.day, self.new_today)
