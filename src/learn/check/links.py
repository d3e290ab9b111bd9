"""The terms that a term points at are there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Any

from learn.glossary.load import Glossary
from learn.glossary.problems import Path_
from learn.text import shorten


def check_links(glossary: Glossary, known: Collection[str]) -> None:
    """Every term that is pointed at is there; those with faults of another kind point as well."""
    documents = {**glossary.refused, **glossary.where}
    slugs = {*known, *documents}
    for slug, (_, document) in documents.items():
        for path, target in _links_of(document.value):
            if target == slug:
                glossary.problem(slug, path, "a term can't point at itself")
            elif target not in slugs:
                near = get_close_matches(target, list(slugs), n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                said = f"{shorten(target)!r} is no term of the glossary{hint}"
                glossary.problem(slug, path, said)


def _links_of(value: Any) -> Iterator[tuple[Path_, str]]:
    """Yield the slugs that a document points at, as far as it is made as it should be."""
    fields = value if isinstance(value, dict) else {}
    for name in ("see_also", "confused_with"):
        items = fields.get(name)
        for index, item in enumerate(items if isinstance(items, list) else ()):
            path: Path_ = (name, index)
            if name == "confused_with":
                path, item = (*path, "term"), item.get("term") if isinstance(item, dict) else None
            if isinstance(item, str):
                yield path, item
