"""Whether a demo shows its idea: its claim holds over ten seeds, and its control breaks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from learn.demos import Demo, Run
from learn.demos.runner import Runner
from learn.errors import LearnError

SEEDS = range(10)
CONTROL_SEEDS = range(3)  # a control breaks the idea itself, not only its luck
_MOST_LOST = 1  # of ten seeds, that a claim may fail with


@dataclass(frozen=True)
class Margins:
    """The margins of a demo's claim for each seed, at its defaults and with its control."""

    claim: list[float]
    control: list[float]

    @property
    def lost(self) -> int:
        """With how many seeds the claim does not hold."""
        return sum(not margin > 0 for margin in self.claim)

    @property
    def unbroken(self) -> int:
        """With how many seeds it holds in spite of the control."""
        return sum(margin > 0 for margin in self.control)


def margins(demo: Demo, runner: Runner) -> Margins:
    """Run a demo over ten seeds, and its control over three; one without chance once each."""
    defaults = {name: each.default for name, each in demo.parameters.items()}
    seeds, control = (SEEDS, CONTROL_SEEDS) if "seed" in demo.parameters else (range(1), range(1))

    def margin(seed: int, settings: Mapping[str, Any]) -> float:
        parameters = {**defaults, **settings}
        if "seed" in defaults:
            parameters["seed"] = seed
        run = Run(demo, parameters, runner.compute(demo.slug, "demo", parameters))
        return float("nan") if run.claim is None else run.claim

    return Margins(
        [margin(seed, {}) for seed in seeds], [margin(seed, demo.control) for seed in control]
    )


def check_claim(demo: Demo, runner: Runner, problem: Callable[..., None]) -> None:
    """Report a claim that fails with more than one seed of ten, or holds with its control."""
    if demo.claim is None or not demo.control:
        problem(f"the demo {demo.slug} has no `claim` with a `CONTROL`", warning=True)
        return
    try:
        for name, value in demo.control.items():
            if name not in demo.parameters:
                problem(f"the control sets {name!r}, which is no parameter of the demo")
                return
            demo.parameters[name].check(value)
        found = margins(demo, runner)
    except LearnError as error:
        problem(f"the claim can't be tried: {error.message}")
        return
    count, controls = len(found.claim), len(found.control)
    if found.lost > (_MOST_LOST if count > 1 else 0):
        problem(
            f"the claim fails with {found.lost} of {count} seeds; the smallest margin is"
            f" {min(found.claim):.3g}"
        )
    if found.unbroken:
        problem(
            f"the claim holds in spite of the control with {found.unbroken} of {controls} seeds;"
            f" the largest margin is {max(found.control):.3g}"
        )
