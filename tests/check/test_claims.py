"""A claim that does not hold, and a control that breaks nothing, are found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import pytest

from learn.check.claims import check_claim, margins
from learn.demos import Demo
from learn.demos.kit import Between, Seed, Values


def demo(strength: Annotated[float, Between(0, 1)] = 1.0, seed: Seed = 0) -> Values:
    """Be as strong as asked, but for the seed 3."""
    return {"height": strength if seed != 3 else 0.0}


class Plain:
    """A runner of the demo above; it needs no torch."""

    def compute(self, slug: str, function: str, parameters: Mapping[str, Any]) -> Values:
        return demo(**parameters)

    def ready(self) -> bool:
        return True


def of(floor: float, **control: float) -> Demo:
    return Demo("plain", {"demo": demo}, None, lambda v: v["height"] - floor, control)


def found(tried: Demo) -> list[str]:
    said: list[str] = []
    check_claim(tried, Plain(), lambda message, warning=False: said.append(message))
    return said


def test_a_claim_may_fail_with_one_seed_of_ten() -> None:
    assert found(of(0.5, strength=0.0)) == []
    assert margins(of(0.5, strength=0.0), Plain()).lost == 1


@pytest.mark.parametrize(
    ("tried", "says"),
    [
        (of(2.0, strength=0.0), "the claim fails with 10 of 10 seeds"),
        (of(0.5, strength=0.9), "in spite of the control with 3 of 3 seeds"),
        (of(0.5), "has no `claim` with a `CONTROL`"),
        (of(0.5, length=1.0), "'length', which is no parameter"),
        (of(0.5, strength=7.0), "--strength does not take '7'"),
    ],
)
def test_what_is_wrong_with_a_claim_is_said(tried: Demo, says: str) -> None:
    (message,) = found(tried)
    assert says in message
