"""What a term's YAML may say: every fault of a document at once, each at its line."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from learn.glossary.problems import Problem
from learn.glossary.reader import Document
from learn.text import clean, shorten

_MOST_FAULTS = 200  # of a term, that are told one by one
_KINDS = ("name", "summary", "type", "aloud")
_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_NAME = r"^[a-z][a-z0-9_]*$"
_ARXIV = r"^(\d{4}\.\d{4,5}|[a-z-]+/\d{7})$"
_DOI = r"^10\.\d{4,}/\S+$"
_URL = r"^https://\S+$"


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
Slug = Annotated[str, StringConstraints(pattern=_SLUG, max_length=60)]
Identifier = Annotated[str, StringConstraints(pattern=_NAME, max_length=40)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Text(_Strict):
    en: Line
    zh: Line


class _Names(_Strict):
    en: Name
    zh: Name


class _Confusion(_Strict):
    term: Slug | None = None
    name: _Names | None = None
    en: Line
    zh: Line

    @model_validator(mode="after")
    def one_of_both(self) -> _Confusion:
        if (self.term is None) == (self.name is None):
            raise ValueError("give either `term` (one of this glossary) or `name` {en, zh}")
        return self


class _Source(_Strict):
    title: Line
    authors: Line
    year: Annotated[int, Field(ge=1600, le=2100)]
    arxiv: Annotated[str, StringConstraints(pattern=_ARXIV)] | None = None
    doi: Annotated[Line, StringConstraints(pattern=_DOI)] | None = None
    url: Annotated[Line, StringConstraints(pattern=_URL)] | None = None
    where: Line | None = None


class _Lure(_Text):
    why: _Text


class _Answer(_Strict):
    """Either a text in both languages, or the value of a demo."""

    en: Line | None = None
    zh: Line | None = None
    value: Identifier | None = None
    within: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0

    @model_validator(mode="after")
    def one_of_both(self) -> _Answer:
        written = self.en is not None and self.zh is not None
        if written == (self.value is not None) or (self.value and (self.en or self.zh)):
            raise ValueError("give either `en` and `zh`, or `value` (and `within`)")
        return self


class _Question(_Strict):
    id: Slug
    ask: _Text
    answer: _Answer
    why: _Text | None = None
    lures: Annotated[list[_Lure], Field(max_length=6)] = []
    compute: Identifier = "demo"
    draw: dict[Identifier, Annotated[list[Safe], Field(min_length=1, max_length=40)]] = {}

    @model_validator(mode="after")
    def agrees(self) -> _Question:
        if self.id in _KINDS or self.id.startswith("contrast-"):
            raise ValueError(f"the id {self.id!r} is taken by a kind of card; choose another")
        if self.answer.value is None and (len(self.lures) < 2 or self.draw):
            raise ValueError("a written question has an `answer` and at least two `lures`, no draw")
        if self.answer.value is not None and self.lures:
            raise ValueError("a drawn question has no `lures`: a demo computes its answer")
        return self


class _Predict(_Strict):
    ask: _Text
    value: Identifier
    within: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0


class _Demo(_Strict):
    run: Slug | None = None
    look: _Text | None = None
    parameters: dict[Identifier, _Text] = {}
    labels: dict[Identifier, _Text] = {}
    with_: Annotated[dict[Identifier, Safe], Field(alias="with")] = {}
    predict: _Predict | None = None


class _Term(_Strict):
    slug: Slug | None = None
    topic: Slug | None = None
    name: _Names
    aliases: list[Name] = []
    summary: _Text
    explanation: _Text | None = None
    formula: Line | None = None
    confused_with: list[_Confusion] = []
    see_also: list[Slug] = []
    sources: list[_Source] = []
    demo: _Demo | None = None
    questions: Annotated[list[_Question], Field(max_length=100)] = []
    formerly: list[Slug] = []


class _Meaning(_Strict):
    term: Slug | None = None
    name: _Names | None = None
    summary: _Text | None = None

    @model_validator(mode="after")
    def one_of_both(self) -> _Meaning:
        if (self.term is None) == (self.name is None or self.summary is None):
            raise ValueError("give either `term`, or `name` and `summary`")
        return self


class _Word(_Strict):
    words: Annotated[list[Name], Field(min_length=1)]
    meanings: Annotated[list[_Meaning], Field(min_length=2)]


class _Words(_Strict):
    words: list[_Word]


M = TypeVar("M", bound=_Strict)


def _validate(model: type[M], document: Document, file: str, problems: list[Problem]) -> M | None:
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        for fault in faults[:_MOST_FAULTS]:
            problems.append(_problem(document, file, fault["loc"], fault["type"], fault["msg"]))
        if len(faults) > _MOST_FAULTS:
            said = f"has {len(faults)} faults, of which these are {_MOST_FAULTS}"
            problems.append(Problem(file, *document.place(()), said))
        return None


def _problem(
    document: Document, file: str, loc: tuple[int | str, ...], kind: str, message: str
) -> Problem:
    if loc and loc[-1] == "[key]":
        loc = loc[:-1]
    if kind in ("extra_forbidden", "string_pattern_mismatch") and loc in document.key_places:
        line, column = document.key_places[loc]
    else:
        line, column = document.place(loc)
    parts = (str(part + 1) if isinstance(part, int) else shorten(part, 40) for part in loc)
    where = ".".join(parts)
    message = _WORDS.get(kind, message.removeprefix("Value error, "))
    if kind == "extra_forbidden" and len(loc) == 1:
        message = f"is no field of a term; those are {', '.join(_Term.model_fields)}"
    if kind == "string_pattern_mismatch":
        message = next(said for pattern, said in _FORMS.items() if pattern in message)
    return Problem(file, line, column, clean(f"{where}: {message}" if where else message))


_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is no field that can stand here",
    "string_too_short": "is empty",
    "model_type": "should be fields (name: value), not a single text or a list",
    "dict_type": "should be fields (name: value), not a single text or a list",
    "list_type": "should be a list (each line begins with -)",
    "string_type": "should be a text",
}
_FORMS = {
    _SLUG: "should be lower-case words or numbers joined by hyphens, such as hot-start",
    _NAME: "should be a lower-case name such as labels_per_class",
    _ARXIV: "should be a number such as 1503.02531",
    _DOI: "should be a DOI such as 10.1126/science.1127647",
    _URL: "should begin with https://",
}


def to_entry(
    document: Document, file: str, slug: str | None, topic: str | None, problems: list[Problem]
) -> dict[str, Any] | None:
    """Return the entry of a document, or None after adding all its faults to `problems`.

    An entry is the document's plain value: texts stripped, numbers as numbers, `slug` and `topic`
    in it. They come from the file's name and folder; a document among many says its own.
    """
    model = _validate(_Term, document, file, problems)
    if model is None:
        return None
    named = model.slug or slug
    if named is None:
        fault = "slug: is missing"
    elif not re.fullmatch(_SLUG, named):
        fault = f"a file's name is its term's slug: lower-case letters, digits, -; not {named!r}"
    elif slug not in (None, named):
        fault = f"slug: says {named!r}, the file's name {slug!r}"
    else:
        said = model.model_dump(by_alias=True, exclude_defaults=True)
        return {**said, "slug": named, "topic": model.topic or topic or "own"}
    problems.append(Problem(file, *document.place(("slug",)), clean(fault)))
    return None


def to_words(document: Document, file: str, problems: list[Problem]) -> list[dict[str, Any]]:
    """Return the words of several meanings that a file `ambiguous.yaml` lists."""
    model = _validate(_Words, Document.under("words", document), file, problems)
    return [] if model is None else model.model_dump(exclude_defaults=True)["words"]
