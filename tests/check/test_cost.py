"""What a demo costs at its corners, and that one which costs too much is a problem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from conftest import GLOSSARY, Here
from learn.demos import cost
from learn.demos.kit import Annotated, Between, Seed, Values
from learn.demos.parameters import parameters_of

TEMPERATURE = str(GLOSSARY / "training" / "temperature.yaml")


def knobs(
    size: Annotated[int, Between(1, 100)] = 5,
    share: Annotated[float, Between(0.1, 1)] = 0.5,
    slow: bool = False,
    seed: Seed = 0,
) -> Values:
    return {}


@pytest.mark.parametrize("slow", [True, False])
@pytest.mark.parametrize("share", [0.1, 1.0])
@pytest.mark.parametrize("size", [1, 100])
def test_what_knobs_cost_together_is_found(size: int, share: float, slow: bool) -> None:
    dearest = {"size": size, "share": share, "slow": slow}

    def seconds(values: Mapping[str, Any]) -> float:
        assert values["seed"] == 0
        return 2.0 ** sum(values[name] == value for name, value in dearest.items())

    most, at = cost.worst(parameters_of(knobs), seconds)
    assert most == 8
    assert {**at, **dearest} == at


def test_a_demo_within_the_limits_is_measured(here: Here) -> None:
    done = here("check", "--demos", TEMPERATURE)
    assert done.returncode == 0
    assert "temperature" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("limit", ["MOST_SECONDS", "MOST_MEBIBYTES"])
def test_a_demo_beyond_a_limit_is_a_problem(
    here: Here, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(cost, limit, 0.0)
    done = here("check", "--demos", "--json", TEMPERATURE)
    assert done.returncode == 1
    assert isinstance(done.json, list)
    assert "temperature takes over" in done.stderr
    assert "learn demo temperature --temperature" in done.stderr
