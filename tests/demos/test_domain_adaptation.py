from __future__ import annotations

import statistics
from typing import Any

import pytest

from learn import demos

DEMO = demos.load("domain-adaptation")


def run(**parameters: Any) -> dict[str, Any]:
    return DEMO.run(**parameters).values


@pytest.fixture(scope="module")
def clean() -> dict[str, Any]:
    """A shift of contrast and brightness alone: nothing is clipped, there is no noise."""
    return run(contrast=0.2, brightness=0.5, noise=0.0)


@pytest.fixture(scope="module")
def unshifted() -> dict[str, Any]:
    return run(contrast=1.0, brightness=0.0, noise=0.0)


def test_the_target_digit_is_the_source_digit_paler_and_brighter(clean: dict[str, Any]) -> None:
    for source, target in zip(clean["source_digit"], clean["target_digit"], strict=True):
        assert target == pytest.approx([0.2 * pixel + 0.5 for pixel in source], abs=1e-6)


def test_the_first_stored_deviation_shrinks_by_the_contrast(
    clean: dict[str, Any], unshifted: dict[str, Any]
) -> None:
    assert clean["first_ratio"] / unshifted["first_ratio"] == pytest.approx(0.2, rel=1e-3)


def test_adabn_undoes_contrast_and_brightness(
    clean: dict[str, Any], unshifted: dict[str, Any]
) -> None:
    # BatchNorm(conv(a·x + b)) with the statistics of a·x + b is BatchNorm(conv(x)) with those of x.
    assert clean["target_after"] == pytest.approx(unshifted["target_after"], abs=0.01)


def test_without_a_shift_both_domains_are_one(unshifted: dict[str, Any]) -> None:
    assert unshifted["target_before"] == unshifted["source_before"]
    assert unshifted["target_digit"] == unshifted["source_digit"]


def test_the_number_of_target_images_moves_nothing_before_they_are_seen() -> None:
    few, many = run(target_images=2), run(target_images=1024)
    after = {"target_after", "source_after", "std_target", "first_ratio", "second_ratio"}
    after |= {"helped", "failed"}
    for name in few.keys() - after:
        assert few[name] == many[name]
    assert few["std_target"] != many["std_target"]


def test_adabn_does_not_undo_noise() -> None:
    assert run(contrast=0.1, noise=0.3)["target_after"] < 0.4


@pytest.mark.parametrize("seed", range(8))
def test_the_question_on_adabn_is_a_standard_score(seed: int) -> None:
    values = DEMO.compute("adabn", {"seed": seed})
    x = values["x"]
    assert values["first"] == x[0]
    assert values["before"] == pytest.approx((x[0] - values["mu"]) / values["sigma"])
    expected = (x[0] - statistics.fmean(x)) / statistics.pstdev(x)
    assert values["after"] == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(8))
def test_the_distance_of_the_means_adds_up_squares(seed: int) -> None:
    values = DEMO.compute("mean_distance", {"seed": seed})
    sides = zip(
        zip(*values["source"], strict=True), zip(*values["target"], strict=True), strict=True
    )
    expected = sum((statistics.fmean(a) - statistics.fmean(b)) ** 2 for a, b in sides)
    assert values["mmd"] == pytest.approx(expected)
