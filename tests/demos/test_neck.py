"""A neck fuses levels along its paths: what changes in an output is what a path leads to."""

from __future__ import annotations

import pytest

from learn import demos

NECK = demos.load("neck")
LEVELS = (3, 4, 5)


@pytest.mark.parametrize("channels", [1, 64, 100])
def test_parameters_are_those_of_the_convolutions(channels: int) -> None:
    values = NECK.run(channels=channels).values
    smooth = (9 * channels + 1) * channels
    fpn = (64 + 128 + 256 + 3) * channels + 3 * smooth
    assert values["parameters_top_down"] == fpn
    assert values["parameters_both_ways"] == fpn + 2 * 2 * smooth


@pytest.mark.parametrize("changed", LEVELS)
def test_a_change_goes_where_a_path_leads(changed: int) -> None:
    for level, change in zip(
        LEVELS, NECK.run(changed=f"C{changed}").values["changes"], strict=True
    ):
        apart, top_down, both_ways = (each > 0 for each in change)
        assert apart == (level == changed)
        assert top_down == (level <= changed)
        assert both_ways


@pytest.mark.parametrize("changed", LEVELS)
@pytest.mark.parametrize("watched", LEVELS)
def test_one_cell_becomes_a_block_and_the_margin_of_the_3x3(changed: int, watched: int) -> None:
    values = NECK.run(changed=f"C{changed}", watched=f"P{watched}").values
    side = 2 ** (6 - watched)  # of P3, P4, P5: 8, 4, 2
    block = min(2 ** (changed - watched) + 1, side) if watched <= changed else 0
    assert values["cells_changed"] == block**2


def test_the_coarsest_level_gets_nothing_from_above_and_the_finest_nothing_from_below() -> None:
    finest, _, coarsest = NECK.run(seed=5).values["changes"]
    apart, top_down, _ = coarsest
    assert apart == top_down
    _, top_down, both_ways = finest
    assert top_down == both_ways


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("batch", "side", "channels"), [(1, 16, 16), (4, 24, 96), (2, 32, 48), (1, 9, 1), (1, 11, 2)]
)
def test_a_level_has_the_size_of_its_stage(
    level: int, batch: int, side: int, channels: int
) -> None:
    shape = {"batch": batch, "side": side, "channels": channels}
    values = NECK.compute("level_shape", shape | {"level": f"P{level}"})
    size = side // 2 ** (level - 3)
    assert values[f"c{level}_shape"][2:] == [size, size]
    assert values["level_shape"] == [batch, channels, size, size]


@pytest.mark.parametrize("changed", [2, 3, 4, 5])
def test_fpn_reaches_finer_levels_and_panet_reaches_all(changed: int) -> None:
    fpn = NECK.compute("levels_changed", {"changed": f"C{changed}", "neck": "FPN"})["levels"]
    panet = NECK.compute("levels_changed", {"changed": f"C{changed}", "neck": "PANet"})["levels"]
    assert fpn == [f"P{level}" for level in range(2, changed + 1)]
    assert panet == ["P2", "P3", "P4", "P5"]


@pytest.mark.parametrize("source", [3, 4, 5])
@pytest.mark.parametrize("level", [2, 3, 4])
def test_a_cell_covers_four_times_as_many_with_every_level(source: int, level: int) -> None:
    values = NECK.compute("cells_reached", {"source": f"C{source}", "level": f"P{level}"})
    assert values["cells"] == (4 ** (source - level) if level <= source else 0)
