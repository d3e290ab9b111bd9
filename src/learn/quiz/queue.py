"""What is asked in a sitting, in its order; what was missed comes again after some others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from learn.glossary.term import Term
from learn.quiz.cards import of_term
from learn.quiz.model import Answer, Item, mistaken_for

LEECH = 8  # lapses
RESTS = 7  # days
_BETWEEN = 3  # other cards before a missed one comes again


def repeated(
    answer: Answer,
    terms: Mapping[str, Term],
    mixed_up: Mapping[str, Sequence[str]],
    kind: str = "",
) -> list[Item]:
    """Return what to ask soon after a miss: what it was mixed up with, then it again.

    It comes in a `kind` where only that is wanted, else in the one that it has earned.

    A mix-up is worth a contrast if it is a famous one, or happened before. A card that was missed
    too often gets the contrast with its first double, and then a rest.
    """
    asked, picked = answer.asked, mistaken_for(answer.verdict)
    again = [] if answer.rested else [Item(asked.card, kind)]
    if asked.kind == "contrast":
        return again
    if answer.rested and not _confusable(asked.term, picked, terms, mixed_up):
        famous = [each.slug for each in asked.term.confused_with if each.slug in terms]
        picked = famous[0] or "" if famous else ""
    if answer.rested or _confusable(asked.term, picked, terms, mixed_up):
        contrast = Item(of_term(asked.term.slug), "contrast", picked)
        return [contrast, *again] if picked else again
    return again


def _confusable(
    term: Term, picked: str, terms: Mapping[str, Term], mixed_up: Mapping[str, Sequence[str]]
) -> bool:
    other = terms.get(picked)
    if other is None:
        return False
    famous = {each.slug for each in term.confused_with} | {
        each.slug for each in other.confused_with if each.slug == term.slug
    }
    return bool(famous & {picked, term.slug}) or picked in mixed_up.get(term.slug, ())


@dataclass
class Queue:
    """The items of a sitting in their order; some come again after so many others."""

    items: list[Item]
    again: list[tuple[int, Item]] = field(default_factory=list)  # after how many steps

    def __len__(self) -> int:
        return len(self.items) + len(self.again)

    def waiting(self) -> list[Item]:
        """Return all that waits."""
        return [*self.items, *(item for _, item in self.again)]

    def take(self, steps: int, put_off: Collection[str] = ()) -> Item | None:
        """Take the next item; the cards to put off come when there is no other."""
        ready = [each for each in self.again if each[0] <= steps or not self.items]
        if ready:
            first = min(ready, key=lambda each: each[0])
            self.again.remove(first)
            return first[1]
        for place, item in enumerate(self.items):
            if item.card not in put_off:
                return self.items.pop(place)
        return self.items.pop(0) if self.items else None

    def repeat(self, items: Iterable[Item], steps: int, between: int = _BETWEEN) -> list[Item]:
        """Let items come again after some others; return those that did not wait yet."""
        waiting = {item for _, item in self.again}
        added = [(place, item) for place, item in enumerate(items) if item not in waiting]
        self.again += [(steps + between + place, item) for place, item in added]
        return [item for _, item in added]

    def forget(self, items: Collection[Item]) -> None:
        """Let items not come again."""
        self.again = [each for each in self.again if each[1] not in items]

    def drop(self, card: str) -> None:
        """Let a card not come any more."""
        self.items = [item for item in self.items if item.card != card]
        self.again = [each for each in self.again if each[1].card != card]

    def put_back(self, item: Item) -> None:
        """Let an item that was taken be the next one."""
        self.items.insert(0, item)
