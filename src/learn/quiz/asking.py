"""What a sitting asks next: its queue, lessons and hints, and what is put aside."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from learn.demos.runner import Runner
from learn.errors import LearnError
from learn.glossary.term import Lang, Term
from learn.memory.fsrs import Scheduler, learning_day
from learn.quiz import queue
from learn.quiz.asked import Asked
from learn.quiz.cards import COMPUTED, all_cards, is_of_term, slug_of
from learn.quiz.due import earned
from learn.quiz.hints import Hint, hint
from learn.quiz.mastery import masteries
from learn.quiz.model import Item, Progress, SessionOptions, with_aliases
from learn.quiz.outlook import Remaining, remaining
from learn.quiz.plan import today
from learn.quiz.questions import QuestionMaker
from learn.quiz.record import Record

_TWO_CARDS = 2  # other cards before a term's first question


@dataclass
class Asking:
    """The cards of one sitting, in their order: due ones, lessons and what follows them."""

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

    def hint(self, asked: Asked, langs: Sequence[Lang]) -> Hint | None:
        """Give the next hint for a question, or None where no more can be said."""
        found = self.next_hint(asked, langs)
        if found is not None:
            self._hints.append(found)
        return found

    def next_hint(self, asked: Asked, langs: Sequence[Lang]) -> Hint | None:
        """Return the hint that would be given next."""
        return hint(asked, self._hints, langs)

    def rest(self, card: str) -> None:
        """Let a card rest: for a week it is asked only where it is named."""
        self.store.rest(card, self.day + queue.RESTS)
        self._queue.drop(card)

    def bookmark(self, card: str) -> bool:
        """Bookmark a card, or do so no longer; return whether it is bookmarked now."""
        on = card not in self.store.bookmarked()
        self.store.bookmark(card, on=on)
        return on
