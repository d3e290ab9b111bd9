"""The values of a session: what is wanted, answered, kept and said; and what a store must do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from learn.environment.settings import MINUTES_A_DAY, NEW_A_DAY
from learn.glossary.term import Term
from learn.memory.fsrs import Card, Rating, Scheduler
from learn.quiz.asked import Asked
from learn.quiz.cards import COMPUTED
from learn.quiz.judging import Verdict
from learn.quiz.mastery import Mastery

LONGEST_REPLY = 1000  # characters of it that the log keeps


class Item(NamedTuple):
    """What waits to be asked: a card, and in which kind; "" is the one that it has earned."""

    card: str
    kind: str = ""
    other: str = ""  # the term that it is to be told apart from


@dataclass(frozen=True)
class Review:
    """One answered card, as the log keeps it; `duration` is in milliseconds."""

    card: str
    rating: Rating
    at: datetime
    day: int
    duration: int
    kind: str
    detail: Mapping[str, Any]


class Past(NamedTuple):
    """An answer of before: its learning day, its kind and its rating."""

    day: int
    kind: str
    rating: int


class Progress(Protocol):
    """What a session needs of a store."""

    def record(self, review: Review, card: Card, instead_of: str = "") -> str:
        """Keep an answer and the card's new state, both or neither; return the answer's id.

        With `instead_of` another answer is taken back at the same time. A name that the learner
        says is right is in the details, as `accepted`.
        """

    def undo(self, at: datetime, scheduler: Scheduler, key: str | None = None) -> object:
        """Take back an answer by a tombstone; its card's state is derived anew."""

    def states(self) -> dict[str, Card]:
        """Return the state of every card that was ever reviewed."""

    def asked_on(self, day: int) -> dict[str, bool]:
        """Return the cards reviewed on a day: whether the card was new on that day."""

    def mixed_up(self) -> Mapping[str, Sequence[str]]:
        """Return what was picked instead of each term, the most frequent first."""

    def aliases(self) -> Mapping[str, Sequence[str]]:
        """Return the names that the learner has added to terms."""

    def history(self, card: str) -> Sequence[Past]:
        """Return the last answers to a card, the newest last."""

    def produced(self) -> set[str]:
        """Return the cards that were answered rightly without options to choose from."""

    def days(self) -> Sequence[int]:
        """Return the learning days on which there was an answer."""

    def durations(self, day: int | None = None) -> Sequence[tuple[str, int]]:
        """Return kind and milliseconds of the answers of a day, or else of the latest ones."""

    def bookmarked(self) -> set[str]:
        """Return the cards that the learner has bookmarked."""

    def bookmark(self, card: str, *, on: bool) -> None:
        """Bookmark a card, or do so no longer."""

    def resting(self) -> Mapping[str, int]:
        """Return the cards that are not asked on their own, and until which day."""

    def rest(self, card: str, until: int | None) -> None:
        """Let a card rest until a day, or wake it."""


@dataclass(frozen=True)
class SessionOptions:
    """What a learner wants of a session: which terms and kinds, and how much of it.

    `only`, `kind` and `bookmarked` ask all there is, and put off no sibling; `within` narrows the
    plan of the day. `new` counts terms, `limit` cards, `minutes` is the budget of the day. `cram`
    asks everything and touches no schedule.
    """

    only: Sequence[str] = ()
    within: Sequence[str] = ()
    kind: str | None = None
    bookmarked: bool = False
    new: int = NEW_A_DAY
    limit: int | None = None
    minutes: float = MINUTES_A_DAY
    from_now: bool = False  # whether the minutes are those of this sitting alone
    cram: bool = False


@dataclass(frozen=True)
class Summary:
    """What a session came to: what moved, how far; and what waits.

    `due` counts cards by days from today, `moved` has each term that rose or fell, with how far
    it had come before and after. `new_left` are terms never met, `streak` days in a row.
    """

    answered: int
    right: int
    missed: Sequence[Term]
    moved: Mapping[str, tuple[Mastery, Mastery]] = field(default_factory=dict)
    due: Mapping[int, int] = field(default_factory=dict)
    held: int = 0
    new_left: int = 0
    new_today: int = 0
    streak: int = 0


@dataclass(frozen=True)
class Answer:
    """One answer of this session, with all that is needed to take it back."""

    asked: Asked
    verdict: Verdict
    review: Review
    before: Card | None
    card: Card
    key: str
    queued: Sequence[Item] = ()  # what it brought to be asked soon
    rested: bool = False  # whether the card was put to rest, as one missed too often

    @property
    def grades(self) -> tuple[Rating, ...]:
        """The ratings that the learner may give it: what was missed is hard at best."""
        return tuple(Rating) if self.verdict.right else (Rating.AGAIN, Rating.HARD)

    @property
    def disputable(self) -> bool:
        """Whether what was typed may be right after all: a name that is no other term's."""
        wrong = not self.verdict.right and self.verdict.why is None
        return wrong and self.asked.kind == "type" and bool(self.review.detail["reply"].strip())


def mistaken_for(verdict: Verdict) -> str:
    """Return the term that was taken for the right one, or nothing."""
    if verdict.meant:
        return verdict.meant.slug
    return (verdict.picked.slug if verdict.picked else None) or ""


def detail_of(
    asked: Asked, reply: str, verdict: Verdict, hints: int, sure: bool | None = None
) -> dict[str, Any]:
    """Return what the log keeps of a question: the options, what was drawn, what was picked.

    `sure` is what the learner said before the options were shown, if so.
    """
    detail: dict[str, Any] = {"reply": reply[:LONGEST_REPLY]}
    if sure is not None:
        detail["sure"] = sure
    if asked.options:
        detail["options"] = [option.slug or option.text.en for option in asked.options]
    if asked.kind in COMPUTED:
        detail |= {"parameters": dict(asked.parameters), "value": asked.value}
    if picked := mistaken_for(verdict):
        detail["picked"] = picked
    elif verdict.picked:
        detail["picked"] = verdict.picked.text.en
    if hints:
        detail["hints"] = hints
    return detail


def with_aliases(
    terms: Mapping[str, Term], aliases: Mapping[str, Sequence[str]]
) -> dict[str, Term]:
    """Return the terms with the names that the learner has added."""
    return {
        slug: replace(term, aliases=(*term.aliases, *aliases[slug])) if slug in aliases else term
        for slug, term in terms.items()
    }
