"""Frozen encoders are ranked by a probe, which leaves them as they are."""

from __future__ import annotations

import math

import pytest

from learn import demos
from learn.demos.contrastive import adapt
from learn.demos.kit import digits, few, nn

DEMO = demos.load("downstream-task")


@pytest.mark.parametrize("features", [2, 16, 64])
def test_the_counts_of_parameters_are_those_of_the_layers(features: int) -> None:
    values = DEMO.run(steps=0, features=features).values
    encoder, probe = (64 * 64 + 64) + (64 * features + features), features * 10 + 10
    assert values["encoder_parameters"] == encoder
    assert values["linear_probe_trainable"] == probe
    assert values["fine_tuning_trainable"] == encoder + probe


def test_probing_changes_the_head_alone_and_fine_tuning_both() -> None:
    values = DEMO.run(steps=20).values
    assert values["linear_probe_encoder_change"] == 0
    assert values["fine_tuning_encoder_change"] > 0
    assert min(values["linear_probe_head_change"], values["fine_tuning_head_change"]) > 0


def test_without_pretext_steps_its_encoder_is_the_random_one() -> None:
    values = DEMO.run(steps=0).values
    assert values["pretext"] == values["random"]


def test_the_probe_is_linear_in_the_standardised_features() -> None:
    x, y, _, _ = digits(0)
    encoder, labelled = nn.Sequential(nn.Flatten(), nn.Linear(64, 16)), few(x, y, 5)
    model = adapt(encoder, nn.Linear(16, 10), *labelled, frozen=True).eval()
    known, asked = (encoder(part).detach().numpy() for part in (labelled[0], x[:50]))
    z = (asked - known.mean(axis=0)) / (known.var(axis=0, ddof=1) + 1e-5) ** 0.5  # (50, 16)
    weight, bias = (p.detach().numpy() for p in model[-1].parameters())
    assert model(x[:50]).detach().numpy() == pytest.approx(z @ weight.T + bias, abs=1e-3)


def test_few_takes_as_many_of_every_class() -> None:
    _, labels = few(*digits(0)[:2], 7)
    assert sorted(labels.tolist()) == [digit for digit in range(10) for _ in range(7)]


@pytest.mark.parametrize(("features", "classes"), [(16, 2), (32, 5), (512, 100)])
def test_a_probe_has_a_weight_per_feature_and_a_bias_for_every_class(
    features: int, classes: int
) -> None:
    values = DEMO.compute("probe_parameters", {"features": features, "classes": classes})
    assert values["trainable"] == (features + 1) * classes
    assert values["all"] == (features + 1) * classes + 65 * features


@pytest.mark.parametrize("frozen", range(4))
def test_a_step_changes_every_layer_that_is_not_frozen(frozen: int) -> None:
    for seed in range(20):
        changed = DEMO.compute("changed_layers", {"frozen": frozen, "seed": seed})
        assert changed["changed"] == ["L0", "L1", "L2", "L3"][frozen:]


@pytest.mark.parametrize("seed", range(20))
def test_the_nearest_neighbour_is_nearer_than_all_others(seed: int) -> None:
    values = DEMO.compute("nearest_neighbour", {"seed": seed})
    distances = [math.dist(vector, values["query"]) for vector in values["features"]]
    assert distances[values["nearest"]] == min(distances)
    assert distances.count(min(distances)) == 1
