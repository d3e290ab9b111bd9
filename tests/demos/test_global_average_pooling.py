"""Global average pooling is a mean of every channel, whatever the height and width."""

from __future__ import annotations

import ast

import pytest

from learn import demos
from learn.demos.result import Beside, Grid

GAP = demos.load("global-average-pooling")


@pytest.mark.parametrize(
    ("batch", "channels", "height", "width"),
    [(2, 512, 7, 7), (1, 1, 1, 1), (3, 4, 5, 9), (2, 3, 32, 1), (16, 2, 13, 8)],
)
def test_any_height_and_width_give_one_number_a_channel(
    batch: int, channels: int, height: int, width: int
) -> None:
    values = GAP.run(batch=batch, channels=channels, height=height, width=width).values
    assert values["input_shape"] == [batch, channels, height, width]
    assert values["output_shape"] == values["crop_output_shape"] == [batch, channels, 1, 1]
    assert values["flat_shape"] == [batch, channels]
    assert values["mean_difference"] < 1e-5


@pytest.mark.parametrize("seed", range(3))
def test_each_number_is_the_mean_of_the_map_that_is_drawn(seed: int) -> None:
    result = GAP.run(height=5, width=6, seed=seed)
    beside = next(figure for figure in result.figures if isinstance(figure, Beside))
    maps = [figure for figure in beside.figures if isinstance(figure, Grid)]
    means = [sum(map(sum, grid.rows)) / 30 for grid in maps]
    first, second = result.values["means"]
    assert means == pytest.approx([first, first, second, second], abs=1e-5)


@pytest.mark.parametrize("given", [{"channels": 3}, {"batch": 16}, {"shift": 0}, {"classes": 2}])
def test_only_the_size_of_the_maps_and_the_seed_move_the_means(given: dict[str, int]) -> None:
    assert GAP.run(**given).values["means"] == GAP.run().values["means"]


@pytest.mark.parametrize(("shift", "side", "moved"), [(2, 7, True), (0, 7, False), (7, 7, False)])
def test_a_roll_by_nothing_or_all_the_way_round_moves_no_map(
    shift: int, side: int, moved: bool
) -> None:
    values = GAP.run(shift=shift, height=side, width=side).values
    assert (values["moved"], values["unmoved"]) == (moved, not moved)
    assert (values["map_difference"] > 1) == moved


def test_a_rolled_map_holds_the_same_numbers_in_other_places() -> None:
    beside = GAP.run(shift=2).figures[1]
    assert isinstance(beside, Beside)
    original, rolled, *_ = (figure.rows for figure in beside.figures if isinstance(figure, Grid))
    assert rolled != original
    assert [row[-2:] + row[:-2] for row in original[-2:] + original[:-2]] == rolled


@pytest.mark.parametrize(
    ("channels", "height", "width", "classes"), [(512, 7, 7, 1000), (3, 2, 5, 4)]
)
def test_a_classifier_counts_weights_and_biases(
    channels: int, height: int, width: int, classes: int
) -> None:
    shape = {"channels": channels, "height": height, "width": width, "classes": classes}
    values = GAP.compute("classifiers", shape)
    after_gap, after_flatten = values["parameters_gap"], values["parameters_flatten"]
    assert values["parameters"] == 0
    assert after_gap == (channels + 1) * classes
    assert after_flatten == (channels * height * width + 1) * classes
    assert values["ratio"] == pytest.approx(after_flatten / after_gap)


@pytest.mark.parametrize(("height", "width"), [(1, 1), (7, 7), (5, 12)])
def test_a_flatten_needs_as_many_times_the_weights_as_there_are_positions(
    height: int, width: int
) -> None:
    given = {"channels": 16, "height": height, "width": width, "classes": 3}
    values = GAP.compute("times_the_weights", given)
    assert values["few"] == 16 * 3
    assert values["many"] == 16 * height * width * 3
    assert values["times"] == height * width


@pytest.mark.parametrize("output", [1, 2, 7])
def test_the_output_size_is_what_was_asked_for(output: int) -> None:
    shape = {"batch": 4, "channels": 3, "height": 13, "width": 9}
    values = GAP.compute("pooled_shape", shape | {"output": output})
    assert values["input_shape"] == [4, 3, 13, 9]
    assert values["output_shape"] == [4, 3, output, output]


@pytest.mark.parametrize("seed", range(8))
def test_the_means_are_those_of_the_maps_as_printed(seed: int) -> None:
    values = GAP.compute("channel_means", {"height": 2, "width": 4, "seed": seed})
    maps = [ast.literal_eval(values[name]) for name in ("first", "second")]
    assert values["means"] == pytest.approx([sum(map(sum, rows)) / 8 for rows in maps])
