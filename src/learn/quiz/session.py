"""A quiz session: what to ask next, what an answer means for memory, what to say at the end.

No input and no output: the store, the clock, chance and the runner are given by whoever opens it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from learn.errors import UsageError
from learn.glossary.term import Term
from learn.memory.fsrs import Rating
from learn.quiz import queue
from learn.quiz.asked import Asked
from learn.quiz.asking import Asking
from learn.quiz.cards import ASSOCIATION
from learn.quiz.judging import NoAnswerError, Verdict, judge
from learn.quiz.model import Answer, Item, Review, Summary, detail_of
from learn.quiz.outlook import summary_of
from learn.quiz.rating import grade

_LATER = 6  # other cards before a term's second question


class Session(Asking):
    """One sitting: what is due, lessons and what follows them, what was missed again in between."""

    def reply(
        self, asked: Asked, reply: str, seconds: float | None = None, *, sure: bool | None = None
    ) -> Answer | None:
        """Judge a reply and keep the answer; None where it is the learner who has to `rate` it.

        `seconds` is None where nobody watched the clock, `sure` what was said before the options
        were shown. Raises NoAnswerError for what can't be judged, StoreError where the answer
        can't be kept; then nothing is changed.
        """
        if asked.kind == "aloud":
            self._unrated = (asked, reply, seconds)
            return None
        verdict = judge(asked, reply, self.terms)
        if verdict is None:
            if asked.options or reply.strip():
                raise NoAnswerError(asked)
            verdict = Verdict(False)  # an empty line is one not known
        return self.answer(asked, reply, verdict, seconds, sure=sure)

    def give_up(
        self, asked: Asked, reply: str, seconds: float | None = None, *, sure: bool | None = None
    ) -> Answer:
        """Keep that the answer is not known, in the words of the reply."""
        return self.answer(asked, reply, Verdict(False), seconds, sure=sure)

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

    def answer(
        self,
        asked: Asked,
        reply: str,
        verdict: Verdict,
        seconds: float | None = None,
        rating: Rating | None = None,
        *,
        sure: bool | None = None,
    ) -> Answer:
        """Keep a judged answer at once; a missed card comes again, a mixed-up pair as a contrast.

        `rating` overrides what the grading would say. Raises StoreError where the answer can't be
        kept; then nothing is changed.
        """
        before = self.states.get(asked.card)
        hints = len(self._hints)
        earlier = before if before and before.day < self.day else None
        rating = rating or grade(asked, verdict, seconds, earlier, hints, sure=sure)
        if asked.card in self._claimed and before is None and rating is Rating.GOOD:
            rating = Rating.EASY
        duration = max(0, round((seconds or 0) * 1000))
        detail = detail_of(asked, reply, verdict, hints, sure)
        review = Review(asked.card, rating, self.now(), self.day, duration, asked.kind, detail)
        self.answers.append(self._record.keep(asked, verdict, review, before))
        self._item = None
        self._steps += 1
        return self._repeat()

    def _repeat(self) -> Answer:
        """Let what was missed with the last answer come again, and a new term once more."""
        last = self.answers[-1]
        card, kind = last.asked.card, last.asked.kind
        queued: list[Item] = []
        narrowed = self.wanted.kind or self.wanted.cram
        if last.review.rating is Rating.AGAIN:
            only = self.wanted.kind if self.wanted.kind in ASSOCIATION else None
            again = queue.repeated(last, self.terms, self._maker.mixed_up, only or "")
            queued = self._queue.repeat(again, self._steps)
        elif last.before is None and kind in ("name", "summary") and not narrowed:
            queued = self._queue.repeat([Item(card)], self._steps, _LATER)
        self.answers[-1] = replace(last, queued=queued)
        return self.answers[-1]

    def undo(self) -> Asked | None:
        """Take back the last answer of this session and ask its question again; None if none.

        What is asked at present, not answered yet, comes after it.
        """
        if not self.answers:
            return None
        self._hints = []
        last = self.answers[-1]
        if "accepted" in last.review.detail:
            self._call(last.asked.term, last.asked.term.aliases)
        self._record.forget(last, self.now())
        self.answers.pop()
        self._steps -= 1
        self._queue.forget(last.queued)
        if self._item is not None and self._item not in last.queued:
            self._queue.put_back(self._item)
        self._item = Item(last.asked.card, last.asked.kind)
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
        answer = self._record.keep(last.asked, last.verdict, review, last.before, last.key)
        self._queue.forget(last.queued)
        self._record.wake(last)
        self.answers[-1] = answer
        return self._repeat()

    def summary(self, *, alone: bool = False) -> Summary:
        """Return what this session came to and what is due when; `alone` asks no store for it."""
        return summary_of(self, alone=alone)
