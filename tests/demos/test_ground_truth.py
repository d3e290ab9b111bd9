"""Ground truth: two scores for one model, checked by the sums they must add up to."""

from __future__ import annotations

from typing import Any

import pytest

from learn import demos
from learn.demos.result import Beside, Table, Values

DEMO = demos.load("ground-truth")


def compute(function: str, **given: Any) -> Values:
    parameters = {name: each.default for name, each in DEMO.parameters_of(function).items()}
    return DEMO.compute(function, parameters | given)


@pytest.mark.parametrize("mistakes", ["random", "systematic"])
def test_the_score_against_labels_is_the_mean_over_right_and_wrong_labels(mistakes: str) -> None:
    v = DEMO.run(wrong=0.3, mistakes=mistakes, steps=60).values
    p, n = v["wrong_labels"] / v["test_images"], v["test_images"]
    assert v["wrong_labels"] == round(0.3 * n)
    assert v["labels_right"] == pytest.approx(1 - p)
    # Right against a right label is right in truth; against a wrong label it is a shared mistake.
    right_on_right_labels = v["against_labels"] - p * v["mistakes_repeated"]
    assert 0 <= right_on_right_labels <= v["labels_right"] + 1e-6
    right_on_wrong_labels = v["against_truth"] - right_on_right_labels
    assert -1e-6 <= right_on_wrong_labels <= p * (1 - v["mistakes_repeated"]) + 1e-6


@pytest.mark.parametrize(("mistakes", "shifts"), [("random", 9), ("systematic", 1)])
def test_just_the_given_share_of_labels_becomes_another_digit(mistakes: str, shifts: int) -> None:
    import torch

    from learn.demos.data.ground_truth import mislabel

    truth, chance = torch.arange(1000) % 10, torch.Generator().manual_seed(0)
    shift = (mislabel(truth, 0.3, mistakes, chance) - truth) % 10  # type: ignore[arg-type]
    assert (shift != 0).sum() == 300
    assert len(set(shift.tolist()) - {0}) == shifts
    assert mistakes == "random" or set(shift.tolist()) == {0, 1}


def test_the_pictures_show_digits_whose_label_is_wrong() -> None:
    pictures = DEMO.run(steps=20).figures[0]
    assert isinstance(pictures, Beside)
    table = pictures.figures[-1]
    assert isinstance(table, Table)
    said = {name: digits for name, *digits in table.rows}
    assert all(a != b for a, b in zip(said["label"], said["ground_truth"], strict=True))


def test_mistakes_of_one_kind_in_most_labels_are_learnt_as_if_true() -> None:
    def learnt(seed: int) -> bool:
        return bool(DEMO.run(seed=seed, wrong=0.6, mistakes="systematic").values["gap"] < 0)

    assert sum(learnt(seed) for seed in range(10)) >= 9


def test_the_kind_of_mistakes_does_not_move_which_images_have_a_wrong_label() -> None:
    one, other = (DEMO.run(steps=20, mistakes=kind).values for kind in ("random", "systematic"))
    assert one["images"] == other["images"]
    assert one["ground_truth"] == other["ground_truth"]


@pytest.mark.parametrize("seed", range(8))
def test_two_accuracies_count_what_agrees(seed: int) -> None:
    import numpy as np

    v = compute("two_accuracies", seed=seed)
    labels, truth, predictions = (np.array(v[k]) for k in ("labels", "truth", "predictions"))
    assert (labels != truth).sum() == 2
    by_hand = [int((predictions == labels).sum()) / 10, int((predictions == truth).sum()) / 10]
    assert v["both_accuracies"] == by_hand


@pytest.mark.parametrize(
    ("box", "predicted"),
    [
        ((0, 0, 4, 4), (2, 0, 6, 4)),
        ((1, 0, 5, 6), (2, 2, 4, 4)),
        ((0, 0, 5, 5), (0, 0, 5, 5)),
        ((0, 0, 2, 2), (3, 3, 5, 5)),
    ],
)
def test_overlap_counts_the_cells_that_both_boxes_cover(
    box: tuple[int, ...], predicted: tuple[int, ...]
) -> None:
    def cells(b: tuple[int, ...]) -> set[tuple[int, int]]:
        return {(x, y) for x in range(b[0], b[2]) for y in range(b[1], b[3])}

    a, b = cells(box), cells(predicted)
    assert compute("overlap", box=box, predicted=predicted)["iou"] == pytest.approx(
        len(a & b) / len(a | b)
    )
