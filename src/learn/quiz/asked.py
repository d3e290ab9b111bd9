"""A question as it is put to a learner, whatever it was made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from learn.glossary.term import Term, Text

if TYPE_CHECKING:
    from learn.demos.result import Figure

LESSON = "lesson"  # the kind of what is shown before a term's first question


@dataclass(frozen=True)
class Option:
    """One option of a choice: its text, whether it is right, why it isn't, and what term it is."""

    text: Text
    right: bool = False
    why: Text | None = None
    slug: str | None = None


@dataclass(frozen=True)
class Asked:
    """A question as it is put to a learner: to choose one of `options`, to type, or to say aloud.

    `kind` is one of `cards.KINDS`, or a lesson, which asks nothing yet. `value` is what `compute`,
    a function of a demo, came to for a computed one, from `parameters`; `within` is the tolerance
    of its numbers, `worked` its solution. `code` and `figures` are what it asks about, where that
    is no text.
    """

    card: str
    kind: str
    term: Term
    prompt: Text
    options: Sequence[Option] = ()
    why: Text | None = None
    worked: Text | None = None
    value: Any = None
    within: float = 0.0
    compute: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    code: str = ""
    figures: Sequence[Figure] = ()
