"""A quiz session: what to ask next, what an answer means for memory, what to say at the end.

No input and no output: the store, the clock, chance and the runner are given by whoever opens it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from learn.demos.runner import Runner
from learn.errors import LearnError, UsageError
from learn.glossary.term import Term
from learn.memory.fsrs import Card, Rating, Scheduler, learning_day
from learn.quiz import queue
from learn.quiz.cards import all_cards, contrast
from learn.quiz.judging import Verdict
from learn.quiz.model import (
    Answer,
    Progress,
    Review,
    SessionOptions,
    Summary,
    detail_of,
    mistaken_for,
)
from learn.quiz.questions import Asked, QuestionMaker
from learn.quiz.rating import grade

_BETWEEN = 3  # other cards before a missed one comes again


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
        self.terms = _with_aliases(self.terms, self.store.aliases())
        self._maker = QuestionMaker(self.terms, self.chance, self.runner, self.store.mixed_up())
        today = queue.Today(self.terms, self.states, asked_today, self.day, self.scheduler)
        self._queue = today.cards(self.wanted, self.chance)
        self._again: list[tuple[int, str]] = []
        self.answers: list[Answer] = []
        self.begun = False  # whether a question was put

    def remaining(self) -> int:
        """Return how many questions are still to come, as far as known."""
        return len(self._queue) + len(self._again)

    def waiting(self) -> tuple[int, int]:
        """Return how many due cards and how many new ones are still to come."""
        due = sum(name in self.states for name in self._queue) + len(self._again)
        return due, self.remaining() - due

    @property
    def answered(self) -> int:
        """How many questions were answered."""
        return len(self.answers)

    def next(self) -> Asked | None:
        """Return the next question, or None at the end; what can't be asked is passed over."""
        while (card := self._take()) is not None:
            try:
                asked = self._maker.ask(card)
                self.begun = True
                return asked
            except (LearnError, ValueError, KeyError) as error:
                self.skipped.append(f"{card}: {error}")
        return None

    def _take(self) -> str | None:
        if self._again and (not self._queue or self._again[0][0] <= self.answered):
            return self._again.pop(0)[1]
        if not self._queue:
            return None
        if not self.runner.ready():
            # While torch loads, what needs no torch comes first.
            drawn = all_cards(self.terms, "drawn")
            for place, name in enumerate(self._queue):
                if name not in drawn:
                    return self._queue.pop(place)
        return self._queue.pop(0)

    def answer(
        self,
        asked: Asked,
        reply: str,
        verdict: Verdict,
        seconds: float | None = None,
        hints: int = 0,
        rating: Rating | None = None,
    ) -> Answer:
        """Keep an answer at once; a missed card comes again, and a mixed-up pair as a contrast.

        `rating` overrides what the grading would say. Raises StoreError where the answer can't be
        kept; then nothing is changed.
        """
        before = self.states.get(asked.card)
        rating = rating or grade(asked, verdict, seconds, before, hints)
        duration = max(0, round((seconds or 0) * 1000))
        detail = detail_of(asked, reply, verdict, hints)
        review = Review(asked.card, rating, self.now(), self.day, duration, asked.kind, detail)
        answer = self._keep(asked, verdict, review, before)
        self.answers.append(answer)
        if rating is Rating.AGAIN:
            self._ask_again(answer)
        return answer

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

    def _ask_again(self, answer: Answer) -> None:
        """Put a missed card back, after the easier one below it, and contrast a mixed-up pair."""
        card = answer.asked.card
        soon = [card]
        lapsed = answer.before is not None and not answer.before.learning
        below = queue.rung_below(card, self.states, self.terms) if lapsed else None
        picked = mistaken_for(answer.verdict)
        if self._confusable(answer.asked.term, picked) and answer.asked.kind != "contrast":
            pair = sorted((answer.asked.term.slug, picked))
            soon.insert(0, contrast(*pair))
        elif below:
            soon.insert(0, below)
        waiting = {name for _, name in self._again}
        for place, name in enumerate(soon):
            if name not in waiting:
                self._again.append((self.answered + _BETWEEN + place, name))

    def undo(self) -> Asked | None:
        """Take back the last answer of this session and ask its question again; None if none."""
        if not self.answers:
            return None
        last = self.answers[-1]
        self._forget(last)
        self.answers.pop()
        self._again = [each for each in self._again if each[1] != last.asked.card]
        return last.asked

    def _confusable(self, term: Term, picked: str) -> bool:
        """Whether a mix-up is worth a contrast: a famous one, or one that happened before."""
        other = self.terms.get(picked)
        if other is None:
            return False
        famous = {each.slug for each in term.confused_with} | {
            each.slug for each in other.confused_with if each.slug == term.slug
        }
        return bool(famous & {picked, term.slug}) or picked in self._maker.mixed_up.get(
            term.slug, ()
        )

    def put_back(self, asked: Asked) -> None:
        """Ask a question later after all, since it was not answered."""
        self._queue.insert(0, asked.card)

    def accept(self, answer: Answer) -> None:
        """Keep what was typed as a name of the term from now on.

        Raises UsageError where it is another term's name.
        """
        reply = answer.review.detail["reply"].strip()
        owner = answer.verdict.meant
        if owner is not None:
            raise UsageError(f"{reply!r} is the name of {owner.name.en!r}.")
        term = answer.asked.term
        self.store.add_alias(term.slug, reply)
        self.terms = {**self.terms, term.slug: replace(term, aliases=(*term.aliases, reply))}
        self._maker = replace(self._maker, terms=self.terms)
        self.answers[-1] = replace(answer, verdict=Verdict(True))

    def regrade(self, rating: Rating) -> Answer:
        """Rate the last answer otherwise: the old rating is taken back and a new one kept at once.

        Raises StoreError where that can't be done; then the old one stands.
        """
        last = self.answers[-1]
        review = replace(last.review, rating=rating)
        answer = self._keep(last.asked, last.verdict, review, last.before, last.key)
        self.answers[-1] = answer
        self._again = [each for each in self._again if each[1] != last.asked.card]
        if rating is Rating.AGAIN:
            self._ask_again(answer)
        return answer

    def _forget(self, answer: Answer) -> None:
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
        missed = {a.asked.term.slug: a.asked.term for a in self.answers if not a.verdict.right}
        due = Counter(max(0, card.due - self.day) for card in self.states.values())
        cards = all_cards(self.terms)
        return Summary(
            answered=self.answered,
            right=sum(answer.verdict.right for answer in self.answers),
            missed=tuple(missed.values()),
            leeches=[n for n, card in self.states.items() if card.lapses >= queue.LEECH],
            due=dict(sorted(due.items())),
            new_left=sum(name not in self.states for name in cards),
            new_today=self.new_today,
        )


def _with_aliases(
    terms: Mapping[str, Term], aliases: Mapping[str, Sequence[str]]
) -> dict[str, Term]:
    """Return the terms with the names that the learner has added."""
    return {
        slug: replace(term, aliases=(*term.aliases, *aliases[slug])) if slug in aliases else term
        for slug, term in terms.items()
    }
