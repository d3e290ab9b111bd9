"""What runs a demo for whoever wants its values, and the one that does so right here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from learn import demos
from learn.demos.result import Values


class Runner(Protocol):
    """What computes the answers of drawn questions."""

    def compute(self, demo: str, function: str, parameters: Mapping[str, Any]) -> Values:
        """Run a function of a demo; raise LearnError as the demo does."""

    def ready(self) -> bool:
        """Whether `compute` answers at once, torch being loaded."""


class InProcess:
    """Runs demos in this process, for what waits for them anyway."""

    def compute(self, demo: str, function: str, parameters: Mapping[str, Any]) -> Values:
        """Run a function of a demo; raise LearnError as the demo does."""
        return demos.load(demo).compute(function, parameters)

    def ready(self) -> bool:
        """Whether `compute` answers without being waited for."""
        return True
