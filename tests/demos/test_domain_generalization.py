from __future__ import annotations

from typing import Any

import pytest

from learn import demos
from learn.demos.result import Bars, Beside, Result, Table

SETTINGS = {
    "CE(1)+CE(2)": "DG",
    "CE(1)+CE(2)+CORAL(1,2)": "DG",
    "CE(1)+CE(2)+CORAL(1,t)": "UDA",
    "CE(1)+H(t)": "UDA",
    "H(t)": "SFDA",
    "CE(1)+CE(t)": "SDA",
}


def run(function: str = "demo", **values: Any) -> Result:
    return demos.load("domain-generalization").run(function, **values)


def test_several_sources_help_between_and_beyond_them_for_nearly_every_seed() -> None:
    def holds(seed: int) -> bool:
        values = run(seed=seed).values
        return bool(
            values["several_at_target"] > values["one_at_target"] + 0.2
            and values["several_worst"] > values["one_worst"] + 0.2
            and values["several_at_target"] > values["several_at_far"]
        )

    assert sum(holds(seed) for seed in range(10)) >= 9


def test_the_values_are_those_of_the_bars() -> None:
    result = run(sources=(10, 40), target=20, far_target=90, images=60)
    beside, _ = result.figures
    assert isinstance(beside, Beside)
    one, several = beside.figures
    assert isinstance(one, Bars)
    assert isinstance(several, Bars)
    assert list(one.bars) == ["● 10°", "  20°", "  40°", "  90°"]
    assert list(several.bars) == ["● 10°", "  20°", "● 40°", "  90°"]
    assert result.values["one_at_target"] == one.bars["  20°"]
    assert result.values["several_at_far"] == several.bars["  90°"]
    assert result.values["several_worst"] == min(several.bars.values())


@pytest.mark.parametrize(
    ("target", "far", "images_of_both", "beyond"),
    [(30, 75, [0, 0], 15), (15, 45, [30, 30], 0), (0, 90, [30, 0], 30)],
)
def test_images_of_the_target_are_counted(
    target: int, far: int, images_of_both: list[int], beyond: int
) -> None:
    values = run(sources=(0, 15, 45, 60), target=target, far_target=far, images=120).values
    assert [values["target_images"], values["far_images"]] == images_of_both
    assert values["beyond"] == beyond


def test_each_setting_of_the_table_sees_what_its_definition_allows() -> None:
    table = run(images=60).figures[1]
    assert isinstance(table, Table)
    assert {row[0]: "".join(row[1:]) for row in table.rows} == {
        "DG": "✓✓––",
        "UDA": "✓✓✓–",
        "SFDA": "––✓–",
        "SDA": "✓✓✓✓",
    }


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("loss", SETTINGS)
def test_the_setting_of_a_loss_is_read_off_its_symbols(loss: str, seed: int) -> None:
    values = run("setting", loss=loss, seed=seed).values
    symbols = {
        "x_source": "1" in loss,
        "y_source": "CE(1)" in loss,
        "x_target": "t" in loss,
        "y_target": "CE(t)" in loss,
    }
    assert values["seen"] == [key for key, named in symbols.items() if named]
    assert values["setting"] == SETTINGS[loss]


@pytest.mark.parametrize("seed", range(8))
def test_leave_one_out_reads_the_diagonal(seed: int) -> None:
    values = run("leave_one_out", seed=seed).values
    unseen = [row[left_out] for left_out, row in enumerate(values["table"])]
    assert values["mean_and_worst"] == [pytest.approx(sum(unseen) / 4), min(unseen)]
