"""The terms that a term points at are there, none needs itself, and names that are terms link."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from learn.glossary.load import Glossary
from learn.glossary.problems import Path_
from learn.glossary.term import Term
from learn.text import nearest, normalise, shorten


def check_links(glossary: Glossary, known: Collection[str]) -> None:
    """Every term that is pointed at is there; those with faults of another kind point as well."""
    documents = {**glossary.refused, **glossary.where}
    slugs = {*known, *documents}
    for slug, (_, document) in documents.items():
        for path, target in _links_of(document.value):
            if target == slug:
                glossary.problem(slug, path, "a term can't point at itself")
            elif target not in slugs:
                near = nearest(target, slugs)
                hint = f"; did you mean {near!r}?" if near else ""
                said = f"{shorten(target)!r} is no term of the glossary{hint}"
                glossary.problem(slug, path, said)


def _links_of(value: Any) -> Iterator[tuple[Path_, str]]:
    """Yield the slugs that a document points at, as far as it is made as it should be."""
    fields = value if isinstance(value, dict) else {}
    for name in ("needs", "confused_with"):
        items = fields.get(name)
        for index, item in enumerate(items if isinstance(items, list) else ()):
            path: Path_ = (name, index)
            if name == "confused_with":
                path, item = (*path, "term"), item.get("term") if isinstance(item, dict) else None
            if isinstance(item, str):
                yield path, item


def check_order(glossary: Glossary, around: Glossary) -> None:
    """The terms that terms need have an order: none needs itself by way of others."""
    needs = {
        slug: [each for each in entry.get("needs", ()) if each != slug]
        for slug, entry in (*around.entries.items(), *glossary.entries.items())
    }
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]  # each needs the one after it
        before = next(slug for slug in circle if slug in glossary.entries)
        said = f"needs itself by way of others: {' → '.join(reversed(circle))}"
        glossary.problem(before, ("needs",), said)


def check_healed(glossary: Glossary, known: Mapping[str, Term]) -> None:
    """Warn where a word of `confused_with` is the name of a term by now: it can link to it."""
    owners = {
        normalise(name): term.slug
        for term in known.values()
        for name in (term.slug, term.name.en, term.name.zh)
    }
    for slug, entry in glossary.entries.items():
        for index, each in enumerate(entry.get("confused_with", ())):
            for lang, name in each.get("name", {}).items():
                owner = owners.get(normalise(name))
                if owner and owner != slug:
                    said = f"{name!r} is a term by now: write `term: {owner}`"
                    path = ("confused_with", index, "name", lang)
                    glossary.problem(slug, path, said, warning=True)
                    break
