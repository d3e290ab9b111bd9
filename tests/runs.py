"""Runs of demos in this process, each done once however many tests look at it."""

from __future__ import annotations

from functools import cache
from typing import Any

from learn import demos
from learn.demos.result import Result


def ran(slug: str, function: str = "demo", **given: Any) -> Result:
    """Return what a function of a demo comes to; what isn't given is at its default."""
    parameters = demos.load(slug).parameters_of(function)
    values = {name: each.default for name, each in parameters.items()} | given
    return _ran(slug, function, tuple(sorted(values.items())))


@cache
def _ran(slug: str, function: str, values: tuple[tuple[str, Any], ...]) -> Result:
    return demos.load(slug).run(function, **dict(values))
