"""What a simulated session stands on: a path of terms, and a store in memory instead of SQLite.

The terms are those of reading_path.tsv, with the topics and needs that they have there; their texts
are as long as real ones, and each has a double. No demo is run: whatever one would compute is 1.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from learn.glossary.term import (
    Confusion,
    DemoText,
    Distractor,
    Picture,
    Prediction,
    Question,
    Term,
    Text,
)
from learn.memory.fsrs import Card, Rating, Scheduler
from learn.quiz.asked import Asked, Option
from learn.quiz.cards import COMPUTED, PRODUCED, name_of, slug_of
from learn.quiz.distractors import difference
from learn.quiz.model import Past, Review
from learn.quiz.questions import OPTIONS, QuestionMaker
from learn.quiz.session import Session

PATH = Path(__file__).with_name("reading_path.tsv")
LATEST = 500  # answers that tell the pace, as in learn.store.reading


def _text(length: int) -> Text:
    return Text("x" * length, "字" * (length // 3))


SUMMARY, ASK, OPTION = _text(150), _text(105), _text(42)  # the means of the glossary's texts
DEMO = DemoText("", predict=Prediction(ASK, "value"), picture=Picture("", (), OPTION))


def path_of(count: int, written: int, drawn: int) -> dict[str, Term]:
    """Return the first terms of the path, each with so many written and drawn questions.

    Each has a prediction and a picture besides.
    """
    rows = [line.split("\t") for line in PATH.read_text("utf-8").splitlines()[1 : count + 1]]
    distractors = [Distractor(OPTION, OPTION)] * 3
    questions = [
        *(
            Question(f"written-{n}", ASK, answer=OPTION, distractors=distractors)
            for n in range(written)
        ),
        *(Question(f"drawn-{n}", ASK, value="value") for n in range(drawn)),
    ]
    topics = defaultdict(list)
    for slug, topic, *_ in rows:
        topics[topic].append(slug)
    terms = {}
    for slug, topic, _, needs in rows:
        others = topics[topic]
        double = others[others.index(slug) - 1]  # the one before it, the last one's for the first
        terms[slug] = Term(
            slug=slug,
            topic=topic,
            name=Text(slug, slug),
            summary=SUMMARY,
            explanation=SUMMARY,
            needs=needs.split(),
            confused_with=[Confusion(OPTION, double)] if double != slug else [],
            questions=questions,
            demo=DEMO,
        )
    return terms


class Runner:
    """What runs no demo."""

    def compute(self, demo: str, function: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        return {"value": 1.0}

    def ready(self) -> bool:
        return True


class Maker(QuestionMaker):
    """The program's, but it draws no parameters, and distractors by chance after the double."""

    def ask(self, card: str, kind: str = "", other: str = "") -> Asked:
        name = name_of(card)
        if name not in COMPUTED:
            return super().ask(card, kind, other)
        asked = Asked(card, name, self.terms[slug_of(card)], ASK, value=1.0)
        wrong = [Option(OPTION)] * (OPTIONS - 1)
        return self._choice(asked, Option(OPTION, True), wrong) if name == "picture" else asked

    def _written(self, asked: Asked, question: Question) -> Asked:
        if question.is_drawn:
            return replace(asked, kind="drawn", prompt=question.ask, value=1.0)
        return super()._written(asked, question)

    def _confusions(self, term: Term) -> list[Confusion]:
        said = {term.slug, *(each.slug for each in term.confused_with)}
        others = self.chance.sample([*self.terms], min(5, len(self.terms)))
        rest = (self.terms[slug] for slug in others if slug not in said)
        return [*term.confused_with, *(difference(term, other) for other in rest)]


class Sitting(Session):
    """The program's session over these terms."""

    def __post_init__(self) -> None:
        super().__post_init__()
        made = self._maker
        self._maker = Maker(made.terms, made.chance, made.runner, made.mixed_up, made.met)


@dataclass
class Store:
    """A learner's progress, as `learn.quiz.model.Progress` asks for it."""

    cards: dict[str, Card] = field(default_factory=dict)
    log: list[Review] = field(default_factory=list)
    rests: dict[str, int] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    first: dict[str, int] = field(default_factory=dict)  # the day of a card's first answer
    mixed: dict[str, list[str]] = field(default_factory=dict)

    def record(self, review: Review, card: Card, instead_of: str = "") -> str:
        if instead_of:  # an answer that was rated anew
            raise NotImplementedError
        self.log.append(review)
        self.cards[review.card] = card
        self.first.setdefault(review.card, review.day)
        if review.kind in PRODUCED and review.rating is not Rating.AGAIN:
            self.made.add(review.card)
        if picked := review.detail.get("picked"):
            self.mixed.setdefault(slug_of(review.card), []).append(picked)
        return str(len(self.log))

    def history(self, card: str) -> Sequence[Past]:
        return [Past(r.day, r.kind, r.rating) for r in self.log if r.card == card]

    def undo(self, at: datetime, scheduler: Scheduler, key: str | None = None) -> object:
        raise NotImplementedError

    def states(self) -> dict[str, Card]:
        return dict(self.cards)

    def adopt(self, scheduler: Scheduler) -> None:
        """Derive the states anew, as another scheduler has them."""
        self.cards = scheduler.replay((each.card, each.rating, each.day) for each in self.log)

    def of_day(self, day: int) -> list[Review]:
        """Return the answers of a day, the latest first."""
        found = []
        for review in reversed(self.log):
            if review.day < day:
                break
            found.append(review)
        return found

    def asked_on(self, day: int) -> dict[str, bool]:
        return {each.card: self.first[each.card] == day for each in self.of_day(day)}

    def mixed_up(self) -> Mapping[str, Sequence[str]]:
        return self.mixed

    def aliases(self) -> Mapping[str, Sequence[str]]:
        return {}

    def produced(self) -> set[str]:
        return set(self.made)

    def days(self) -> Sequence[int]:
        return list(dict.fromkeys(each.day for each in self.log))

    def durations(self, day: int | None = None) -> Sequence[tuple[str, int]]:
        found = self.log[: -LATEST - 1 : -1] if day is None else self.of_day(day)[:LATEST]
        return [(each.kind, each.duration) for each in found]

    def bookmarked(self) -> set[str]:
        return set()

    def bookmark(self, card: str, *, on: bool) -> None:
        raise NotImplementedError

    def resting(self) -> Mapping[str, int]:
        return self.rests

    def rest(self, card: str, until: int | None) -> None:
        if until is None:
            self.rests.pop(card, None)
        else:
            self.rests[card] = until


def sitting(
    terms: Mapping[str, Term], store: Store, now: datetime, chance: random.Random, **options: Any
) -> Sitting:
    """Open a session at a moment."""
    return Sitting(terms, store, lambda: now, chance, Runner(), **options)
