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
from learn.memory.fsrs import Rating, Scheduler, learning_day
from learn.quiz import queue
from learn.quiz.asked import Asked
from learn.quiz.cards import COMPUTED, all_cards, is_of_term, slug_of
from learn.quiz.due import earned
from learn.quiz.hints import Hint, hint
from learn.quiz.judging import NoAnswerError, Verdict, judge
from learn.quiz.mastery import masteries
from learn.quiz.model import (
    Answer,
    Item,
    Progress,
    Review,
    SessionOptions,
    Summary,
    detail_of,
    with_aliases,
)
from learn.quiz.outlook import Remaining, remaining, summary_of
from learn.quiz.plan import today
from learn.quiz.questions import QuestionMaker
from learn.quiz.rating import grade
from learn.quiz.record import Record

_TWO_CARDS, _LATER = 2, 6  # other cards before a term's first question, and before its second


@dataclass
class Session:
    """One sitting: what is due, lessons and what follows them, what was missed again in between."""

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
        self.terms = with_aliases(self.terms, self.store.aliases())
        self.today = today(self.store, self.terms, self.day, self.scheduler)
        self.states = dict(self.today.states)
        self.before = masteries(self.terms, self.states, self.today.produced)
        self._maker = QuestionMaker(self.terms, self.chance, self.runner, self.store.mixed_up())
        self.plan = self.today.plan(self.wanted, self.chance)
        self._queue = queue.Queue(list(self.plan.items))
        self._cards = all_cards(self.terms.values())
        self._computed = [name for name, kind in self._cards.items() if kind in COMPUTED]
        self._record = Record(
            self.store, self.scheduler, self.states, self.today.produced, self.wanted.cram
        )
        self.answers = self._record.answers
        self.begun = False  # whether a question was put
        self._steps = 0  # answers, and lessons seen
        self._item: Item | None = None  # what is asked at present
        self._claimed: set[str] = set()  # cards that the learner says to know before any lesson
        self._hints: list[Hint] = []  # given for the present question
        self._unrated: tuple[Asked, str, float | None] | None = None

    def remaining(self) -> Remaining:
        """Return what is still to come, with what is asked at present."""
        items = (
            self._queue.waiting() if self._item is None else [self._item, *self._queue.waiting()]
        )
        return remaining(items, self._cards, self.states, self.today.pace, self.day)

    def next(self) -> Asked | None:
        """Return the next question or lesson, None at the end; what can't be asked is left out."""
        self._hints, self._unrated, self._item = [], None, None
        # While torch loads, what needs no torch comes first.
        slow = () if self.runner.ready() else self._computed
        while (item := self._queue.take(self._steps, slow)) is not None:
            try:
                kind = item.kind or earned(self.states.get(item.card))
                maker = replace(self._maker, met=self._met()) if kind == "contrast" else self._maker
                asked = maker.ask(item.card, kind, item.other)
                self.begun, self._item = True, item
                return asked
            except (LearnError, ValueError, KeyError) as error:
                self.skipped.append(f"{item.card}: {error}")
        return None

    def _met(self) -> set[str]:
        """Return the cards of terms that were met, but for those with a sibling on this day."""
        waiting = (item.card for item in self._queue.waiting())
        today = {*self.today.asked, *(each.asked.card for each in self.answers), *waiting}
        taken = {slug_of(name) for name in today if not is_of_term(name)}
        return {name for name in self.states if is_of_term(name) and slug_of(name) not in taken}

    def seen(self, lesson: Asked) -> None:
        """Let the first question of a term come, some cards after its lesson was seen."""
        self._item = None
        self._steps += 1
        self._queue.repeat([Item(lesson.card, "name")], self._steps, _TWO_CARDS)

    def claim(self, lesson: Asked) -> Asked:
        """Return the question for the name of a term that is said to be known already."""
        self._claimed.add(lesson.card)
        return self._maker.ask(lesson.card, "type")

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
            again = queue.repeated(last, self.terms, self._maker.mixed_up)
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
        self._item = Item(last.asked.card)
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

    def rest(self, card: str) -> None:
        """Let a card rest: for a week it is asked only where it is named."""
        self.store.rest(card, self.day + queue.RESTS)
        self._queue.drop(card)

    def bookmark(self, card: str) -> bool:
        """Bookmark a card, or do so no longer; return whether it is bookmarked now."""
        on = card not in self.store.bookmarked()
        self.store.bookmark(card, on=on)
        return on

    def summary(self) -> Summary:
        """Return what this session came to and what is due when."""
        return summary_of(self)
