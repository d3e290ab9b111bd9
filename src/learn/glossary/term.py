"""A term of the glossary: plain frozen values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

Lang = Literal["en", "zh"]
Relation = Literal["contrast", "kind_of", "part_of", "same_role", "homonym"]
LANGS: tuple[Lang, ...] = ("en", "zh")

TERM_CARD = "term"  # name and meaning, asked in several kinds
FORMER_CARDS = ("name", "summary", "type", "aloud")  # each kind was once a card of its own
CONTRAST = "contrast-"  # and the slug of a double: so was telling the two apart
RESERVED = (TERM_CARD, *FORMER_CARDS, "predict", "picture", "print")  # no question has these ids


@dataclass(frozen=True)
class Text:
    """One thing said in both languages."""

    en: str
    zh: str

    def in_(self, lang: Lang) -> str:
        """Say it in one of them."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Confusion:
    """A word that this one is mixed up with: a term here (`slug`), or a name that is none yet.

    `relation` is how the two stand to each other; only contrasts are wrong options for the name.
    """

    difference: Text
    slug: str | None = None
    name: Text | None = None
    relation: Relation = "contrast"


@dataclass(frozen=True)
class Misconception:
    """What is often said of a term, and what is true instead."""

    says: Text
    but: Text


@dataclass(frozen=True)
class Source:
    """Where a statement can be checked."""

    title: str
    authors: str
    year: int
    arxiv: str | None = None
    doi: str | None = None
    url: str | None = None
    where: Text | None = None


@dataclass(frozen=True)
class Distractor:
    """A wrong option of a written question, and why it is wrong."""

    text: Text
    why: Text


@dataclass(frozen=True)
class Question:
    """A question written in the glossary: options to choose from, or an answer a demo computes.

    Written: `answer` is the right option and `lures` are the others. Drawn: `value` names a value
    of the demo function `compute`, run with parameters drawn from `draw`, else from their bounds;
    `worked` is the solution with the drawn numbers. `prints`: the function's code may be shown, and
    what it prints be asked.
    """

    id: str
    ask: Text
    why: Text | None = None
    worked: Text | None = None
    answer: Text | None = None
    distractors: Sequence[Distractor] = ()
    value: str | None = None
    within: float = 0.0
    compute: str = "demo"
    draw: Mapping[str, Sequence[str]] = field(default_factory=dict)
    prints: bool = False

    @property
    def is_drawn(self) -> bool:
        """Whether a demo computes the answer when the question is asked."""
        return self.value is not None


@dataclass(frozen=True)
class Prediction:
    """What a demo asks before it runs: one value that it is about to compute.

    As a card of the quiz the parameters that `ask` names are drawn: from `draw`, else their bounds.
    """

    ask: Text
    value: str
    within: float = 0.0
    why: Text | None = None
    draw: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Picture:
    """Settings of one parameter that are told apart by the demo's figures.

    `why` is said of each of them, filled with its values.
    """

    parameter: str
    values: Sequence[str]
    why: Text


@dataclass(frozen=True)
class Look:
    """A sentence about what to look at, said where the value `when` is true, or always."""

    text: Text
    when: str | None = None


@dataclass(frozen=True)
class DemoText:
    """What the glossary says about a demo: which one, its defaults here, and every word of it."""

    run: str
    look: Sequence[Look] = ()
    parameters: Mapping[str, Text] = field(default_factory=dict)
    labels: Mapping[str, Text] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    predict: Prediction | None = None
    picture: Picture | None = None

    def borrowing(self, owner: DemoText) -> DemoText:
        """Return this with the words that the demo's own term has and this one doesn't say."""
        return replace(
            self,
            look=self.look or owner.look,
            parameters={**owner.parameters, **self.parameters},
            labels={**owner.labels, **self.labels},
            predict=self.predict or owner.predict,
        )


@dataclass(frozen=True)
class Term:
    """One entry of the glossary; the slug is its identity."""

    slug: str
    topic: str
    name: Text
    summary: Text
    explanation: Text
    aliases: Sequence[str] = ()
    search_keys: Sequence[str] = ()
    needs: Sequence[str] = ()
    restated: Text | None = None
    points: Mapping[Lang, Sequence[str]] = field(default_factory=dict)
    formula: str | None = None
    code: Sequence[str] = ()
    misconceptions: Sequence[Misconception] = ()
    confused_with: Sequence[Confusion] = ()
    sources: Sequence[Source] = ()
    demo: DemoText | None = None
    questions: Sequence[Question] = ()
    formerly: Sequence[str] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling that means this term and counts as a right answer."""
        return (self.name.en, self.name.zh, *self.aliases, self.slug)
