"""End to end: which weights the loss reaches, and what that is worth."""

from __future__ import annotations

from typing import Any

import pytest

from learn import demos
from learn.demos.result import Table, Values

DEMO = demos.load("end-to-end")


def compute(function: str, **given: Any) -> Values:
    parameters = {name: each.default for name, each in DEMO.parameters_of(function).items()}
    return DEMO.compute(function, parameters | given)


def test_the_encoder_gradient_is_what_finite_differences_say() -> None:
    import torch
    from torch import nn

    from learn.demos.training.end_to_end import gradients

    torch.manual_seed(0)
    x, y = torch.randn(20, 6).double(), torch.randint(3, (20,))
    encoder = nn.Sequential(nn.Linear(6, 5), nn.Tanh(), nn.Linear(5, 2))
    network = nn.Sequential(encoder, nn.Sequential(nn.Linear(2, 3))).double()
    norm, _ = gradients(network, x, y)
    weight, h, total = encoder[-1].weight, 1e-5, 0.0
    with torch.no_grad():
        for i in range(weight.shape[0]):
            for j in range(weight.shape[1]):
                losses = []
                for step in (h, -2 * h):
                    weight[i, j] += step
                    losses.append(nn.functional.cross_entropy(network(x), y).item())
                weight[i, j] += h
                total += ((losses[0] - losses[1]) / (2 * h)) ** 2
    assert norm == pytest.approx(total**0.5, rel=1e-5)
    encoder.requires_grad_(requires_grad=False)
    assert gradients(network, x, y)[0] is None


@pytest.mark.parametrize("first_stage", ["reconstruct", "random"])
def test_only_end_to_end_does_the_loss_reach_the_encoder(first_stage: str) -> None:
    run = DEMO.run(steps=20, first_stage=first_stage)
    table = run.figures[-1]
    assert isinstance(table, Table)
    gradient = {row[0]: row[2] for row in table.rows}
    assert gradient["stage_wise"] == "None"
    assert gradient["end_to_end"] == run.values["encoder_gradient"] > 0
    assert run.values["encoder_gradient_frozen"] == 0


def test_a_wide_code_needs_no_end_to_end_training() -> None:
    assert sum(abs(DEMO.run(seed=seed, width=16).values["gain"]) < 0.05 for seed in range(3)) >= 2


def test_a_map_has_one_place_for_every_code() -> None:
    from learn.demos.training.end_to_end import drawn_map

    corners = [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
    drawn = drawn_map(corners, [1, 2, 3, 4], rows=3, columns=4)
    assert drawn.split("\n") == ["1··2", "····", "3··4"]


@pytest.mark.parametrize("layers", [4, 5, 8])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_cut_leaves_the_layers_behind_it(layers: int, after: int) -> None:
    v = compute("cut", layers=layers, after=after)
    assert v["reached"] == [f"L{i}" for i in range(after + 1, layers)]
    assert v["last"] == layers - 1


@pytest.mark.parametrize("seed", range(5))
def test_hard_choices_stop_the_gradient_unless_a_surrogate_stands_in(seed: int) -> None:
    passes = {
        "softmax": True,
        "ReLU": True,
        "sort": True,
        "round": False,
        "argmax": False,
        "straight-through round": True,
    }
    for module, trainable in passes.items():
        assert compute("through", module=module, seed=seed)["trainable"] is trainable
