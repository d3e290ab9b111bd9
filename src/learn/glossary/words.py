"""The fields of `ambiguous.yaml`: words of several meanings (pydantic)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from learn.glossary.schema import Name, Names, Slug, Strict, Text


class Meaning(Strict):
    """One of the meanings of a word."""

    term: Slug | None = None
    name: Names | None = None
    summary: Text | None = None

    @model_validator(mode="after")
    def one_of_both(self) -> Meaning:
        """Refuse none of the two, and both."""
        if (self.term is None) == (self.name is None or self.summary is None):
            raise ValueError("give either `term`, or `name` and `summary`")
        return self


class Word(Strict):
    """A word that has several meanings, and its spellings."""

    words: Annotated[list[Name], Field(min_length=1)]
    meanings: Annotated[list[Meaning], Field(min_length=2)]


class Words(Strict):
    """The whole of `ambiguous.yaml`."""

    words: list[Word]
