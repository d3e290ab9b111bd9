"""Sentences are filled with values by name, and by nothing else."""

from __future__ import annotations

import pytest

from learn.template import fill

VALUES = {"p": 0.66524, "shape": [2, 512, 1, 1], "ps": [0.1, 0.25], "n": 3, "yes": True, "w": "P3"}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{p:.2f} of {n}", "0.67 of 3"),
        ("{p:.0%}", "67%"),
        ("{shape}", "(2, 512, 1, 1)"),
        ("{ps:.2f}", "0.10, 0.25"),
        ("{w} {yes}", "P3 True"),
        ("{{literal}}", "{literal}"),
        ("[batch, seq]", "[batch, seq]"),
    ],
)
def test_values_are_filled_in(template: str, text: str) -> None:
    assert fill(template, VALUES) == text


@pytest.mark.parametrize(
    "template",
    ["{p.__class__}", "{shape[0]}", "{}", "{0}", "{p!r}", "{p:{n}}", "{missing}", "{p", "{p:q}"],
)
def test_nothing_but_a_plain_name_of_a_value_is_accepted(template: str) -> None:
    with pytest.raises(ValueError):
        fill(template, VALUES)
