"""A parameter as something to turn: one knob for a single value, one for each of several."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from learn.demos.parameters import Parameter

_STEPS = 40


@dataclass(frozen=True)
class Knob:
    """One value to turn: a parameter, or its element `index` where it is several numbers."""

    parameter: Parameter
    index: int | None = None

    @property
    def label(self) -> str:
        """The name of the parameter, with the element's number."""
        return self.parameter.name + ("" if self.index is None else f" {self.index + 1}")

    def value(self, values: Mapping[str, Any]) -> Any:
        """Return its value among those of the demo."""
        value = values[self.parameter.name]
        return value if self.index is None else value[self.index]

    def set(self, values: Mapping[str, Any], value: Any) -> dict[str, Any]:
        """Return the demo's values with this one changed."""
        if self.index is not None:
            whole = list(values[self.parameter.name])
            whole[self.index] = value
            value = tuple(whole)
        return {**values, self.parameter.name: value}

    def turned(self, values: Mapping[str, Any], steps: int) -> dict[str, Any]:
        """Return the demo's values with this knob turned by some steps; it stops at its bounds."""
        choices = self._choices()
        value = self.value(values)
        if choices:
            place = choices.index(value) + steps
            return self.set(values, choices[max(0, min(len(choices) - 1, place))])
        step = steps / _STEPS
        if self.parameter.kind is int and abs(self._high - self._low) <= _STEPS:
            step = steps / max(1.0, self._high - self._low)
        return self.at(values, self.place(values) + step, steps)

    def at(self, values: Mapping[str, Any], place: float, least: int = 0) -> dict[str, Any]:
        """Return the demo's values with this knob at a place from 0 to 1.

        A whole number moves by at least `least`, or a small step would be lost to rounding.
        """
        choices = self._choices()
        place = max(0.0, min(1.0, place))
        if choices:
            return self.set(values, choices[round(place * (len(choices) - 1))])
        value = self._low + place * (self._high - self._low)
        if self._geometric:
            value = math.exp(math.log(self._low) + place * math.log(self._high / self._low))
        if self.parameter.kind is float:
            return self.set(values, max(self._low, min(self._high, _round(value))))
        before, number = self.value(values), round(value)
        if least and number == before:
            number += 1 if least > 0 else -1
        return self.set(values, int(max(self._low, min(self._high, number))))

    def place(self, values: Mapping[str, Any]) -> float:
        """Return where the knob stands, from 0 to 1."""
        value, choices = self.value(values), self._choices()
        if choices:
            return choices.index(value) / max(1, len(choices) - 1)
        if self._geometric:
            return math.log(value / self._low) / math.log(self._high / self._low)
        return float((value - self._low) / ((self._high - self._low) or 1))

    def written(self, values: Mapping[str, Any]) -> str:
        """Return the value as text."""
        return replace(self.parameter, many=None).write(self.value(values))

    def _choices(self) -> list[Any]:
        if self.parameter.kind is bool:
            return [False, True]
        return list(self.parameter.choices)

    @property
    def _low(self) -> float:
        return self.parameter.low or 0

    @property
    def _high(self) -> float:
        return self.parameter.high or 0

    @property
    def _geometric(self) -> bool:
        """Whether equal turns are equal factors: for a positive range of more than a decade."""
        return self._low > 0 and self._high / self._low > 20


def _round(value: float) -> float:
    return float(f"{value:.3g}")


def knobs_of(parameters: Mapping[str, Parameter], values: Mapping[str, Any]) -> list[Knob]:
    """Return the knobs of a demo, in the order of its signature."""
    knobs: list[Knob] = []
    for name, parameter in parameters.items():
        if parameter.many is None:
            knobs.append(Knob(parameter))
        else:
            knobs += [Knob(parameter, index) for index in range(len(values[name]))]
    return knobs
