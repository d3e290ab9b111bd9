"""The way to a term: what it needs, what that needs, and so on."""

from __future__ import annotations

from collections.abc import Mapping

from learn.glossary.term import Term


def leads_to(slug: str, terms: Mapping[str, Term]) -> list[str]:
    """Return what leads to a term, in the order to read it in, and the term last."""
    found: dict[str, None] = {}

    def visit(each: str) -> None:
        if each in terms and each not in found:
            for need in terms[each].needs:
                visit(need)
            found[each] = None

    visit(slug)
    return list(found)
