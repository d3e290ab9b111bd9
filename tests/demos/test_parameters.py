"""A signature is an interface: its bounds hold for text, for values and for random draws."""

from __future__ import annotations

import random
from typing import Annotated, Literal

import pytest
from annotated_types import Interval, Len

from learn.demos.parameters import parameters_of, settle
from learn.errors import UsageError


def example(
    rate: Annotated[float, Interval(ge=0.5, le=2)] = 1.0,
    steps: Annotated[int, Interval(ge=1, le=9)] = 3,
    sizes: Annotated[tuple[Annotated[int, Interval(ge=0, le=8)], ...], Len(2, 4)] = (1, 2),
    kind: Literal["relu", "tanh"] = "relu",
    bias: bool = True,
) -> None:
    """An example of every kind of parameter."""


PARAMETERS = parameters_of(example)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("rate", "0.5", 0.5),
        ("rate", "2", 2.0),
        ("rate", "1e0", 1.0),
        ("steps", " 9 ", 9),
        ("sizes", "1,2,3", (1, 2, 3)),
        ("sizes", "(1, 2)", (1, 2)),
        ("sizes", "1 2 3 4", (1, 2, 3, 4)),
        ("kind", "tanh", "tanh"),
        ("bias", "no", False),
        ("bias", "TRUE", True),
    ],
)
def test_a_value_within_bounds_is_read(name: str, text: str, value: object) -> None:
    assert settle(PARAMETERS, {name: text})[name] == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rate", "nan"),
        ("rate", "inf"),
        ("rate", "-inf"),
        ("rate", "2.0001"),
        ("rate", "0x1"),
        ("rate", ""),
        ("rate", "1,2"),
        ("steps", "1.5"),
        ("steps", "True"),
        ("steps", "0"),
        ("steps", "9" * 5000),
        ("sizes", "1"),
        ("sizes", "1,2,3,4,5"),
        ("sizes", "1,9"),
        ("sizes", "1,x"),
        ("kind", "gelu"),
        ("bias", "maybe"),
    ],
)
def test_anything_else_is_refused_with_the_range(name: str, text: str) -> None:
    with pytest.raises(UsageError) as refused:
        settle(PARAMETERS, {name: text})
    assert PARAMETERS[name].option in refused.value.message
    assert PARAMETERS[name].allowed in refused.value.hint


def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError) as refused:
        settle(PARAMETERS, {"raet": "1"})
    assert "--rate" in refused.value.hint


@pytest.mark.parametrize("name", list(PARAMETERS))
def test_a_draw_is_within_bounds_and_survives_being_written(name: str) -> None:
    parameter = PARAMETERS[name]
    for seed in range(200):
        value = parameter.draw(random.Random(seed))
        assert parameter.parse(parameter.write(parameter.check(value))) == value


def unbounded(rate: float = 1.0) -> None:
    """A number without bounds."""


def required(rate: Annotated[float, Interval(ge=0, le=1)]) -> None:
    """A number without a default."""


def beyond(rate: Annotated[float, Interval(ge=0, le=1)] = 2.0) -> None:
    """A default out of bounds."""


@pytest.mark.parametrize("function", [unbounded, required])
def test_a_signature_that_bounds_nothing_is_a_programmers_fault(function: object) -> None:
    with pytest.raises(TypeError):
        parameters_of(function)  # type: ignore[arg-type]


def test_a_default_out_of_bounds_is_found() -> None:
    with pytest.raises(UsageError):
        parameters_of(beyond)
