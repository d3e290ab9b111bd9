"""Warm-up: the schedules against their formulas, and what the ramp is worth."""

from __future__ import annotations

import math
from typing import Any

import pytest

from learn import demos
from learn.demos.result import Values

DEMO = demos.load("warm-up")


def compute(function: str, **given: Any) -> Values:
    parameters = {name: each.default for name, each in DEMO.parameters_of(function).items()}
    return DEMO.compute(function, parameters | given)


def test_the_rates_of_a_linear_ramp_follow_the_formula() -> None:
    v = DEMO.run(rate=0.004, warm_up=20).values
    assert v["rates_with"] == pytest.approx([0.004 * min(1, t / 20) for t in range(1, 25)])
    assert v["rates_without"] == pytest.approx([0.004] * 24)


def test_a_constant_warm_up_jumps_once_from_a_tenth() -> None:
    v = DEMO.run(rate=0.01, warm_up=10, ramp="constant").values
    assert v["rates_with"] == pytest.approx([0.001] * 9 + [0.01] * 15)


@pytest.mark.parametrize("norm", ["post", "pre"])
def test_a_warm_up_of_one_step_is_none(norm: str) -> None:
    v = DEMO.run(warm_up=1, norm=norm).values
    assert v["loss_with"] == v["loss_without"]
    assert v["gain"] == 0


def test_the_ramp_moves_nothing_of_the_run_without_it() -> None:
    short, long = (DEMO.run(warm_up=steps).values for steps in (5, 20))
    assert short["losses_without"] == long["losses_without"]


def test_the_first_layer_norm_stands_where_the_name_says() -> None:
    import torch

    from learn.demos.training.warm_up import transformer

    torch.manual_seed(0)
    x = torch.randn(3, 8, 16)
    spread = {}
    for norm in ("post", "pre"):
        model = transformer(norm)
        hidden = model[1](5 * model[0](x))  # the first block, on embeddings of a large scale
        spread[norm] = hidden.std(dim=-1, unbiased=False)
    assert torch.allclose(spread["post"], torch.ones(3, 8), atol=1e-3)  # normalised last
    assert spread["pre"].mean() > 1.5  # the residual sum keeps its scale


def test_at_a_low_rate_it_gains_nothing() -> None:
    assert sum(DEMO.run(seed=seed, rate=0.002).values["gain"] < 0.02 for seed in range(3)) >= 2


@pytest.mark.parametrize(("rate", "warm_up", "step"), [(0.1, 10, 1), (0.4, 20, 15), (0.2, 5, 40)])
def test_ramp_rate_is_the_share_of_the_ramp(rate: float, warm_up: int, step: int) -> None:
    v = compute("ramp_rate", rate=rate, warm_up=warm_up, step=step)
    assert v["rate_at_step"] == pytest.approx(rate * min(1, step / warm_up))


@pytest.mark.parametrize("warm_up", [400, 2500, 10000])
@pytest.mark.parametrize("width", [64, 1024])
def test_the_transformer_schedule_peaks_where_its_warm_up_ends(warm_up: int, width: int) -> None:
    v = compute("largest_rate", width=width, warm_up=warm_up)
    assert v["peak_step"] == warm_up
    assert v["one_over"] == math.isqrt(width * warm_up)


@pytest.mark.parametrize("step", [1000, 2000, 3000, 4000, 16000, 36000])
def test_beside_its_peak_the_schedule_rises_linearly_and_falls_as_a_root(step: int) -> None:
    share = step / 4000 if step <= 4000 else math.sqrt(4000 / step)
    assert compute("transformer_schedule", warm_up=4000, step=step)[
        "share_of_peak"
    ] == pytest.approx(share)
