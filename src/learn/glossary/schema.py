"""The fields of a term's YAML, and what each may hold (pydantic)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

from learn.glossary.term import CONTRAST, RESERVED
from learn.text import clean

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
NAME = r"^[a-z][a-z0-9_]*$"
DOTTED = r"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$"
ARXIV = r"^(\d{4}\.\d{4,5}|[a-z-]+/\d{7})$"
DOI = r"^10\.\d{4,}/\S+$"
URL = r"^https://\S+$"


def _safe(text: str) -> str:
    if clean(text) != text:
        raise ValueError("holds an invisible control character, or a pile of accents; delete it")
    return text


def _one_line(text: str) -> str:
    if len(text) > 200 or "\n" in text or "\t" in text:
        raise ValueError("should be on one line, without tabs, of at most 200 characters")
    return text


Safe = Annotated[str, AfterValidator(_safe)]
Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=8000, strip_whitespace=True),
    AfterValidator(_safe),
]
Name = Annotated[Line, AfterValidator(_one_line)]
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]
Identifier = Annotated[str, StringConstraints(pattern=NAME, max_length=40)]


class Strict(BaseModel):
    """Fields, and no others."""

    model_config = ConfigDict(extra="forbid")


class Text(Strict):
    """A text in both languages."""

    en: Line
    zh: Line


class Names(Strict):
    """A name in both languages, each on one line."""

    en: Name
    zh: Name


class Points(Strict):
    """What is to be said when the term is explained aloud, in the same order in both languages."""

    en: Annotated[list[Line], Field(min_length=2, max_length=3)]
    zh: Annotated[list[Line], Field(min_length=2, max_length=3)]

    @model_validator(mode="after")
    def of_one_length(self) -> Points:
        """Refuse a point that only one language has."""
        if len(self.en) != len(self.zh):
            raise ValueError("`en` and `zh` should have the same points")
        return self


class Misconception(Strict):
    """What is often said, and what is true instead."""

    says: Text
    but: Text


class Confusion(Strict):
    """A term that is taken for this one, and how they differ."""

    term: Slug | None = None
    name: Names | None = None
    relation: Literal["contrast", "kind_of", "part_of", "same_role", "homonym"] = "contrast"
    en: Line
    zh: Line

    @model_validator(mode="after")
    def one_of_both(self) -> Confusion:
        """Refuse none of the two, and both."""
        if (self.term is None) == (self.name is None):
            raise ValueError("give either `term` (one of this glossary) or `name` {en, zh}")
        return self


def _kind_of_place(value: Any) -> str:
    return TAGS[isinstance(value, (dict, Text))]


TAGS = ("[line]", "[text]")  # pydantic puts them into the place of a fault; nobody reads them
Place = Annotated[
    Annotated[Line, Tag(TAGS[0])] | Annotated[Text, Tag(TAGS[1])], Discriminator(_kind_of_place)
]


class Source(Strict):
    """A paper, a book or a page; `where` in it, as a number such as §3.2 or in both languages."""

    title: Line
    authors: Line
    year: Annotated[int, Field(ge=1600, le=2100)]
    arxiv: Annotated[str, StringConstraints(pattern=ARXIV)] | None = None
    doi: Annotated[Line, StringConstraints(pattern=DOI)] | None = None
    url: Annotated[Line, StringConstraints(pattern=URL)] | None = None
    where: Place | None = None


class Lure(Text):
    """A wrong option, and why it is wrong."""

    why: Text


class RightAnswer(Strict):
    """Either a text in both languages, or the value of a demo."""

    en: Line | None = None
    zh: Line | None = None
    value: Identifier | None = None
    within: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0

    @model_validator(mode="after")
    def one_of_both(self) -> RightAnswer:
        """Refuse none of the two, and both."""
        written = self.en is not None and self.zh is not None
        if written == (self.value is not None) or (self.value and (self.en or self.zh)):
            raise ValueError("give either `en` and `zh`, or `value` (and `within`)")
        return self


Draw = dict[Identifier, Annotated[list[Safe], Field(min_length=1, max_length=40)]]


class Question(Strict):
    """A question: written, with its lures, or drawn, with a demo's value for an answer."""

    id: Slug
    ask: Text
    answer: RightAnswer
    why: Text | None = None
    worked: Text | None = None
    lures: Annotated[list[Lure], Field(max_length=6)] = []
    compute: Identifier = "demo"
    draw: Draw = {}
    print_: Annotated[bool, Field(alias="print")] = False

    @model_validator(mode="after")
    def agrees(self) -> Question:
        """Refuse what only the other kind of question has."""
        if self.id in RESERVED or self.id.startswith(CONTRAST):
            raise ValueError(f"the id {self.id!r} is taken by a kind of card; choose another")
        if self.answer.value is None and (len(self.lures) < 2 or self.draw):
            raise ValueError("a written question has an `answer` and at least two `lures`, no draw")
        if self.answer.value is None and self.worked:
            raise ValueError("only a drawn question has `worked`, its solution with the numbers")
        if self.answer.value is None and self.print_:
            raise ValueError("only a drawn question has `print`: its function's code is shown")
        if self.answer.value is not None and self.lures:
            raise ValueError("a drawn question has no `lures`: a demo computes its answer")
        return self


class Predict(Strict):
    """What is guessed before a demo runs."""

    ask: Text
    value: Identifier
    within: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    why: Text | None = None
    draw: Draw = {}


class Picture(Strict):
    """A parameter of the demo, three or four of its values, and what is said of each of them."""

    parameter: Identifier
    values: Annotated[list[Safe], Field(min_length=3, max_length=4)]
    why: Text


class Look(Text):
    """A sentence about what to look at; `when` names the value that has to be true for it."""

    when: Identifier | None = None


class Demo(Strict):
    """Which demo is run, and the words for its parameters and figures."""

    run: Slug | None = None
    look: list[Look] = []
    parameters: dict[Identifier, Text] = {}
    labels: dict[Identifier, Text] = {}
    with_: Annotated[dict[Identifier, Safe], Field(alias="with")] = {}
    predict: Predict | None = None
    picture: Picture | None = None


class Term(Strict):
    """A whole term."""

    slug: Slug | None = None
    topic: Slug | None = None
    name: Names
    aliases: list[Name] = []
    needs: list[Slug] = []
    summary: Text
    restated: Text | None = None
    points: Points | None = None
    explanation: Text | None = None
    formula: Line | None = None
    code: list[Annotated[Line, StringConstraints(pattern=DOTTED)]] = []
    misconceptions: list[Misconception] = []
    confused_with: list[Confusion] = []
    sources: list[Source] = []
    demo: Demo | None = None
    questions: Annotated[list[Question], Field(max_length=100)] = []
    formerly: list[Slug] = []
