"""What a term's YAML may say: every fault of a document at once, each at its line."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from pydantic import ValidationError

from learn.glossary import schema, words
from learn.glossary.problems import Problem
from learn.glossary.yaml_reader import Document
from learn.text import clean, shorten

_MOST_FAULTS = 200  # of a term, that are told one by one
M = TypeVar("M", bound=schema.Strict)


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
    loc = tuple(part for part in loc if part not in schema.TAGS)
    if kind in ("extra_forbidden", "string_pattern_mismatch") and loc in document.key_places:
        line, column = document.key_places[loc]
    else:
        line, column = document.place(loc)
    parts = (str(part + 1) if isinstance(part, int) else shorten(part, 40) for part in loc)
    where = ".".join(parts)
    message = _WORDS.get(kind, message.removeprefix("Value error, "))
    if kind == "extra_forbidden" and len(loc) == 1:
        message = f"is no field of a term; those are {', '.join(schema.Term.model_fields)}"
    if kind == "string_pattern_mismatch":
        message = next(said for pattern, said in _PATTERNS.items() if pattern in message)
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
_PATTERNS = {
    schema.SLUG: "should be lower-case words or numbers joined by hyphens, such as hot-start",
    schema.NAME: "should be a lower-case name such as labels_per_class",
    schema.DOTTED: "should be a name with its module, such as torch.softmax",
    schema.ARXIV: "should be a number such as 1503.02531",
    schema.DOI: "should be a DOI such as 10.1126/science.1127647",
    schema.URL: "should begin with https://",
}


def to_entry(
    document: Document, file: str, slug: str | None, topic: str | None, problems: list[Problem]
) -> dict[str, Any] | None:
    """Return the entry of a document, or None after adding all its faults to `problems`.

    An entry is the document's plain value: texts stripped, numbers as numbers, `slug` and `topic`
    in it. They come from the file's name and folder; a document among many says its own.
    """
    model = _validate(schema.Term, document, file, problems)
    if model is None:
        return None
    named = model.slug or slug
    if named is None:
        fault = "slug: is missing"
    elif not re.fullmatch(schema.SLUG, named):
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
    model = _validate(words.Words, Document.under("words", document), file, problems)
    return [] if model is None else model.model_dump(exclude_defaults=True)["words"]
