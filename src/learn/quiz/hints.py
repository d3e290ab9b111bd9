"""A little help with a question: a distractor struck out, first letters, the formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from learn.glossary.term import Lang
from learn.quiz.asked import Asked


@dataclass(frozen=True)
class Hint:
    """What a hint says: `what` is not (an option's number), begins or formula."""

    what: str
    text: str


def hint(asked: Asked, given: Sequence[Hint], langs: Sequence[Lang]) -> Hint | None:
    """Return the next hint for a question, or None where no more can be said."""
    if asked.options:
        struck = {each.text for each in given}
        wrong = [
            str(number)
            for number, option in enumerate(asked.options, 1)
            if not option.right and str(number) not in struck
        ]
        return Hint("not", wrong[-1]) if len(wrong) > 1 else None
    if asked.kind == "type":
        name = asked.term.name.in_(langs[0])
        if len(given) < min(3, len(name) - 1):
            return Hint("begins", name[: len(given) + 1])
        return None
    if not given:
        return Hint("formula", asked.term.formula) if asked.term.formula else None
    return None
