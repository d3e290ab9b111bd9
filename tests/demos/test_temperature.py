"""Temperature divides the logits before the softmax: the numbers are those of the formula."""

from __future__ import annotations

import math

import pytest

from learn import demos

TEMPERATURE = demos.load("temperature")
SETTINGS = [(1.0, (1.0, 2.0, 3.0)), (0.3, (0.5, -2.0)), (20.0, (4.0, 4.0, 1.0, -3.0))]


def softmax(logits: tuple[float, ...], temperature: float) -> list[float]:
    e = [math.exp((z - max(logits)) / temperature) for z in logits]
    return [each / sum(e) for each in e]


@pytest.mark.parametrize(("temperature", "logits"), SETTINGS)
def test_the_probabilities_are_those_of_the_formula(
    temperature: float, logits: tuple[float, ...]
) -> None:
    values = TEMPERATURE.run(temperature=temperature, logits=logits).values
    at = {"sharper": temperature / 2, "probabilities": temperature, "flatter": temperature * 2}
    assert values["temperatures"] == list(at.values())
    for name, T in at.items():
        assert values[name] == pytest.approx(softmax(logits, T))
    assert values["largest"] == max(values["probabilities"])
    assert values["largest_sharper"] == max(values["sharper"])
    assert values["largest_flatter"] == max(values["flatter"])
    assert values["entropy"] == pytest.approx(
        -sum(p * math.log(p) for p in values["probabilities"])
    )
    assert values["entropy"] == values["entropies"][1]


@pytest.mark.parametrize(("temperature", "logits"), SETTINGS)
def test_the_losses_are_the_logarithms_of_the_first_and_the_last(
    temperature: float, logits: tuple[float, ...]
) -> None:
    values = TEMPERATURE.run(temperature=temperature, logits=logits).values
    assert values["loss_temperatures"] == [*values["temperatures"], 100]
    for i, T in enumerate(values["loss_temperatures"]):
        p = softmax(logits, T)
        assert values["loss_probabilities"][i] == pytest.approx(p)
        assert values["loss_if_right"][i] == pytest.approx(-math.log(max(p)))
        assert values["loss_if_wrong"][i] == pytest.approx(-math.log(min(p)))


def test_a_high_temperature_brings_both_losses_to_ln_n_from_both_sides() -> None:
    values = TEMPERATURE.run(temperature=20.0, logits=(3.0, 1.0, 2.0, 0.0)).values
    assert values["classes"] == 4
    assert values["log_n"] == math.log(4)
    assert values["loss_if_right"] == sorted(values["loss_if_right"])
    assert values["loss_if_wrong"] == sorted(values["loss_if_wrong"], reverse=True)
    assert values["loss_if_right"][-1] < math.log(4) < values["loss_if_wrong"][-1]
    assert values["loss_if_right"][-1] == pytest.approx(math.log(4), abs=0.02)
    assert values["loss_if_wrong"][-1] == pytest.approx(math.log(4), abs=0.02)


def test_the_coldest_temperature_underflows_to_certainty_without_an_error() -> None:
    values = TEMPERATURE.run(temperature=0.05, logits=(-20.0, 20.0)).values
    assert values["probabilities"] == pytest.approx([0, 1], abs=1e-300)
    assert values["entropy"] == pytest.approx(0, abs=1e-12)
    assert all(map(math.isfinite, values["loss_if_wrong"]))
