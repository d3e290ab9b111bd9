from __future__ import annotations

import pytest

from learn import demos
from learn.demos.result import Bars, Beside, Table
from runs import ran

SETTINGS = {
    "CE(1)": "DG",
    "CE(2)": "DG",
    "CE(1)+CE(2)": "DG",
    "CE(1)+CORAL(1,2)": "DG",
    "CE(2)+CORAL(1,2)": "DG",
    "CE(1)+CE(2)+CORAL(1,2)": "DG",
    "CE(1)+CORAL(1,t)": "UDA",
    "CE(2)+CORAL(2,t)": "UDA",
    "CE(1)+CE(2)+CORAL(1,t)": "UDA",
    "CE(1)+CE(2)+CORAL(2,t)": "UDA",
    "CE(1)+H(t)": "UDA",
    "CE(2)+H(t)": "UDA",
    "CE(1)+CE(2)+H(t)": "UDA",
    "CE(1)+CE(2)+CORAL(1,2)+H(t)": "UDA",
    "H(t)": "SFDA",
    "CE(1)+CE(t)": "SDA",
    "CE(2)+CE(t)": "SDA",
    "CE(1)+CE(2)+CE(t)": "SDA",
    "CE(1)+H(t)+CE(t)": "SDA",
    "CE(1)+CORAL(1,t)+CE(t)": "SDA",
    "CE(2)+CORAL(2,t)+CE(t)": "SDA",
}


DEMO = demos.load("domain-generalization")


def test_the_values_are_those_of_the_bars() -> None:
    result = DEMO.run(sources=(10, 40), target=20, far_target=90, images=60)
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
    values = DEMO.run(sources=(0, 15, 45, 60), target=target, far_target=far, images=120).values
    assert [values["target_images"], values["far_images"]] == images_of_both
    assert values["beyond"] == beyond


def test_each_setting_of_the_table_sees_what_its_definition_allows() -> None:
    table = ran("domain-generalization", images=60).figures[1]
    assert isinstance(table, Table)
    assert {row[0]: "".join(row[1:]) for row in table.rows} == {
        "DG": "✓✓––",
        "UDA": "✓✓✓–",
        "SFDA": "––✓–",
        "SDA": "✓✓✓✓",
    }


@pytest.mark.parametrize("loss", SETTINGS)
def test_the_table_says_what_the_question_computes(loss: str) -> None:
    table = ran("domain-generalization", images=60).figures[1]
    assert isinstance(table, Table)
    values = DEMO.compute("setting", {"loss": loss, "seed": 0})
    (row,) = (row for row in table.rows if row[0] == values["setting"])
    marked = [data for data, mark in zip(table.columns[1:], row[1:], strict=True) if mark == "✓"]
    assert marked == values["seen"]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("loss", SETTINGS)
def test_the_setting_of_a_loss_is_read_off_its_symbols(loss: str, seed: int) -> None:
    values = DEMO.compute("setting", {"loss": loss, "seed": seed})
    symbols = {
        "x_source": "1" in loss or "2" in loss,
        "y_source": "CE(1)" in loss or "CE(2)" in loss,
        "x_target": "t" in loss,
        "y_target": "CE(t)" in loss,
    }
    assert values["seen"] == [key for key, named in symbols.items() if named]
    assert values["setting"] == SETTINGS[loss]


@pytest.mark.parametrize("seed", range(8))
def test_leave_one_out_reads_the_diagonal(seed: int) -> None:
    values = DEMO.compute("leave_one_out", {"seed": seed})
    unseen = [row[left_out] for left_out, row in enumerate(values["table"])]
    assert values["mean_and_worst"] == [pytest.approx(sum(unseen) / 4), min(unseen)]
