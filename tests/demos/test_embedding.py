"""An embedding is a lookup, and training gives its distances a meaning."""

from __future__ import annotations

import ast
import math

import pytest

from learn import demos
from learn.demos.result import Beside, Grid

EMBEDDING = demos.load("embedding")


def test_a_lookup_is_one_hot_times_the_table() -> None:
    values = EMBEDDING.run(dimension=5, steps=0).values
    assert values["lookup_difference"] == 0
    assert values["ids_shape"] == [2, 2]
    assert values["output_shape"] == [2, 2, 5]


def test_the_means_are_those_of_the_cosines_that_are_drawn() -> None:
    run = EMBEDDING.run(steps=50, seed=3)
    beside = run.figures[1]
    assert isinstance(beside, Beside)
    grids = [figure.rows for figure in beside.figures if isinstance(figure, Grid)]
    for when, cosines in zip(("before", "after"), grids, strict=True):
        pairs = [(i, j) for i in range(12) for j in range(12) if i != j]
        within = [cosines[i][j] for i, j in pairs if i // 4 == j // 4]
        between = [cosines[i][j] for i, j in pairs if i // 4 != j // 4]
        nearest = [
            max((c, j) for j, c in enumerate(row) if j != i)[1] for i, row in enumerate(cosines)
        ]
        assert run.values[f"within_{when}"] == pytest.approx(sum(within) / 36, abs=1e-5)
        assert run.values[f"between_{when}"] == pytest.approx(sum(between) / 96, abs=1e-5)
        assert run.values[f"grouped_{when}"] == sum(i // 4 == j // 4 for i, j in enumerate(nearest))


def test_no_steps_change_nothing() -> None:
    values = EMBEDDING.run(steps=0).values
    assert values["within_after"] == values["within_before"]
    assert values["between_after"] == values["between_before"]


def test_contexts_of_pure_noise_form_no_groups() -> None:
    def holds(seed: int) -> bool:
        return bool(abs(EMBEDDING.run(noise=1.0, seed=seed).values["within_after"]) < 0.4)

    assert sum(holds(seed) for seed in range(10)) >= 9


@pytest.mark.parametrize(("vocabulary", "dimension"), [(100, 8), (30_000, 64)])
def test_a_row_is_looked_up_for_every_id(vocabulary: int, dimension: int) -> None:
    values = EMBEDDING.compute(
        "looked_up", {"vocabulary": vocabulary, "dimension": dimension, "batch": 3, "length": 7}
    )
    assert values["ids_shape"] == [3, 7]
    assert values["output_shape"] == [3, 7, dimension]
    assert values["parameters"] == vocabulary * dimension


@pytest.mark.parametrize("seed", range(8))
def test_one_hot_times_the_table_is_the_row_of_the_one(seed: int) -> None:
    values = EMBEDDING.compute("one_hot_times_table", {"seed": seed})
    table, word = ast.literal_eval(values["table"]), ast.literal_eval(values["word"])
    assert sum(word) == 1
    assert values["row"] == table[word.index(1)]


@pytest.mark.parametrize("seed", range(8))
def test_the_cosine_is_that_of_the_vectors_as_printed(seed: int) -> None:
    values = EMBEDDING.compute("cosine_of_two", {"seed": seed})
    (a, b), (c, d) = ast.literal_eval(values["u"]), ast.literal_eval(values["v"])
    assert values["cosine"] == pytest.approx((a * c + b * d) / math.hypot(a, b) / math.hypot(c, d))
