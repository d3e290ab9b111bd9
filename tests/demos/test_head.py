"""Several heads read one backbone's features; each loss trains its own head and the backbone."""

from __future__ import annotations

import pytest

from learn import demos

HEAD = demos.load("head")
OUTPUTS = (10, 1, 2)


def test_heads_read_the_same_features_and_differ_in_their_outputs() -> None:
    values = HEAD.run(steps=0).values
    assert values["shapes"] == [[500, 128], *([500, outputs] for outputs in OUTPUTS)]


@pytest.mark.parametrize("hidden", [0, 1, 128])
def test_parameters_are_the_weights_and_biases_of_the_layers(hidden: int) -> None:
    backbone, *heads = HEAD.run(steps=0, hidden=hidden).values["parameters"]
    assert backbone == (9 * 1 + 1) * 16 + (9 * 16 + 1) * 32
    below = hidden or 128
    first = (128 + 1) * hidden
    assert heads == [first + (below + 1) * outputs for outputs in OUTPUTS]


@pytest.mark.parametrize("hidden", [0, 32])
@pytest.mark.parametrize("seed", range(3))
def test_a_loss_reaches_its_own_head_and_the_backbone_only(seed: int, hidden: int) -> None:
    backbone, *heads = HEAD.run(steps=0, hidden=hidden, seed=seed).values["gradients"]
    assert all(norm > 0 for norm in backbone)
    for i, row in enumerate(heads):
        assert [norm > 0 for norm in row] == [loss == i for loss in range(3)]


def test_gradients_scale_with_the_weights_of_the_losses() -> None:
    once = HEAD.run(steps=0, weights=(1.0, 1.0, 1.0)).values["gradients"]
    scaled = HEAD.run(steps=0, weights=(2.0, 0.5, 0.0)).values["gradients"]
    for before, after in zip(once, scaled, strict=True):
        expected = [norm * by for norm, by in zip(before, (2.0, 0.5, 0.0), strict=True)]
        assert after == pytest.approx(expected, rel=1e-4)


def test_a_loss_of_weight_zero_reaches_no_part() -> None:
    assert HEAD.run(steps=0).values["reached_by_parity"] == 2
    assert HEAD.run(steps=0, weights=(1.0, 0.0, 1.0)).values["reached_by_parity"] == 0


@pytest.mark.parametrize(("side", "anchors", "classes"), [(1, 1, 1), (8, 3, 20), (32, 9, 80)])
def test_a_dense_head_scores_anchors_times_classes_at_each_place(
    side: int, anchors: int, classes: int
) -> None:
    at = {"batch": 2, "side": side, "anchors": anchors, "classes": classes}
    values = HEAD.compute("dense_head_shape", at)
    assert values["map_shape"] == [2, 64, side, side]
    assert values["output_shape"] == [2, anchors * classes, side, side]


@pytest.mark.parametrize("losses", ["A", "B", "C", "A+B", "A+C", "B+C"])
@pytest.mark.parametrize("detached", ["A", "B", "C"])
def test_the_backbone_is_reached_unless_every_loss_is_detached(losses: str, detached: str) -> None:
    heads = set(losses.split("+"))
    reached = HEAD.compute("reached", {"losses": losses, "detached": detached})["reached"]
    assert set(reached) == heads | ({"F"} if heads - {detached} else set())
