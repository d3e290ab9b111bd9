"""A backbone gives the features; frozen it stays as it is, and pre-training makes it worth more."""

from __future__ import annotations

import math

import pytest

from learn import demos

BACKBONE = demos.load("backbone")


def test_parameters_and_shapes_follow_from_the_layers() -> None:
    values = BACKBONE.run(pretraining_steps=0).values
    assert values["parameters_backbone"] == (9 * 1 + 1) * 16 + (9 * 16 + 1) * 32
    assert values["parameters_head"] == (32 + 1) * 10
    assert values["map_shape"] == [500, 32, 8 // 2, 8 // 2]
    assert values["feature_shape"] == [500, 32]


@pytest.mark.parametrize("labels_per_class", [1, 3, 30])
def test_the_new_task_has_as_many_labels_as_were_asked_for(labels_per_class: int) -> None:
    values = BACKBONE.run(labels_per_class=labels_per_class, pretraining_steps=0).values
    assert values["labels"] == 10 * labels_per_class


def test_a_frozen_backbone_stays_exactly_as_it_is_and_a_tuned_one_moves() -> None:
    values = BACKBONE.run(seed=3).values
    assert values["moved_frozen"] == 0
    assert values["moved_tuned"] > 0.01


@pytest.mark.parametrize("seed", range(3))
def test_without_pretraining_both_backbones_are_the_same(seed: int) -> None:
    values = BACKBONE.run(pretraining_steps=0, seed=seed).values
    assert values["random_frozen"] == values["pretrained_frozen"]
    assert values["random_trained"] == values["pretrained_tuned"]


@pytest.mark.parametrize("stages", [1, 2, 3, 4])
@pytest.mark.parametrize("side", [32, 33, 48, 100])
def test_every_stage_halves_the_side_and_doubles_the_channels(stages: int, side: int) -> None:
    values = BACKBONE.compute(
        "stage_shape", {"batch": 2, "channels": 8, "side": side, "stages": stages}
    )
    left = math.ceil(side / 2**stages)
    assert values["map_shape"] == [2, 8 * 2 ** (stages - 1), left, left]


@pytest.mark.parametrize(("inputs", "width", "classes"), [(1, 1, 2), (3, 20, 5), (4, 100, 20)])
def test_a_new_task_keeps_all_but_the_head(inputs: int, width: int, classes: int) -> None:
    given = {"inputs": inputs, "width": width, "classes": classes}
    values = BACKBONE.compute("kept_parameters", given)
    assert values["kept"] == (inputs * 9 + 1) * width
    assert values["all"] - values["kept"] == (width + 1) * classes
