"""Runs of demos in this process, each done once however many tests look at it."""

from __future__ import annotations

from functools import cache
from typing import Any

from learn import demos
from learn.demos import Run


def ran(slug: str, **given: Any) -> Run:
    """Return a run of a demo; parameters that are not given have their defaults."""
    defaults = {name: each.default for name, each in demos.load(slug).parameters.items()}
    return _ran(slug, tuple(sorted((defaults | given).items())))


@cache
def _ran(slug: str, values: tuple[tuple[str, Any], ...]) -> Run:
    return demos.load(slug).run(**dict(values))
