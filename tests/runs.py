"""Runs of demos in this process, each done once however many tests look at it."""

from __future__ import annotations

from functools import cache
from typing import Any

from learn import demos
from learn.demos import Run


def ran(slug: str, **given: Any) -> Run:
    """Return a run of a demo; what isn't given is at its default."""
    return _ran(slug, tuple(sorted(given.items())))


@cache
def _ran(slug: str, given: tuple[tuple[str, Any], ...]) -> Run:
    return demos.load(slug).run(**dict(given))
