"""An annotated signature is a demo's whole interface: read, checked, drawn from and sampled here.

The bounds are written in the vocabulary of `annotated_types` (`Interval`, `Len`) and `Literal`.
"""

from __future__ import annotations

import inspect
import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from annotated_types import Interval, Len

from learn.errors import UsageError
from learn.text import nearest


@dataclass(frozen=True)
class Parameter:
    """One parameter of a demo: its kind, its bounds and its default.

    `kind` is int, float, bool or str (one of `choices`); `many` is the least and greatest number
    of elements where the parameter is a tuple.
    """

    name: str
    kind: type
    default: Any
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    many: tuple[int, int] | None = None

    @property
    def option(self) -> str:
        """The command-line option of this parameter."""
        return "--" + self.name.replace("_", "-")

    @property
    def allowed(self) -> str:
        """The values that it takes, in words: `0.05 to 20`, `relu | tanh`, `2 to 12 numbers …`."""
        if self.kind is bool:
            one = "yes | no"
        elif self.choices:
            one = " | ".join(self.choices)
        else:
            one = f"{_short(self.low)} to {_short(self.high)}"
        if self.many is None:
            return one
        least, most = self.many
        count = str(least) if least == most else f"{least} to {most}"
        return f"{count} numbers from {one}, joined by commas"

    def parse(self, text: str) -> Any:
        """Read a value from the command line or from YAML.

        Raises UsageError, with the range, for anything that is not a value within bounds.
        """
        parts = [text] if self.many is None else text.strip("()[] ").replace(" ", ",").split(",")
        values = [self._one(part.strip(), text) for part in parts if part.strip() or not self.many]
        return self.check(values[0] if self.many is None else tuple(values))

    def check(self, value: Any) -> Any:
        """Return the value if it is of the right type and within bounds, else raise UsageError."""
        items = value if self.many is not None else (value,)
        if self.many is not None:
            least, most = self.many
            if not isinstance(value, tuple) or not least <= len(value) <= most:
                raise self._refuse(value)
        for item in items:
            if not self._fits(item):
                raise self._refuse(value)
        return value

    def write(self, value: Any) -> str:
        """Write a value as the command line takes it."""
        if self.many is not None:
            return ",".join(_short(item) for item in value)
        if self.kind is bool:
            return "yes" if value else "no"
        return value if isinstance(value, str) else _short(value)

    def ends(self) -> list[Any]:
        """Return the values at the ends of what it takes: the least and the greatest, or each."""
        if self.kind is bool:
            one: list[Any] = [False, True]
        else:
            one = list(self.choices) or [self.kind(self.low or 0), self.kind(self.high or 0)]
        if self.many is None:
            return one
        return [(value,) * count for value in one for count in sorted(set(self.many))]

    def draw(self, chance: random.Random) -> Any:
        """Draw a value at random within the bounds."""
        if self.many is None:
            return self._draw_one(chance)
        return tuple(self._draw_one(chance) for _ in range(chance.randint(*self.many)))

    def _draw_one(self, chance: random.Random) -> Any:
        if self.kind is bool:
            return chance.random() < 0.5
        if self.choices:
            return chance.choice(self.choices)
        low, high = self.low or 0, self.high or 0
        if self.kind is int:
            return chance.randint(int(low), int(high))
        return round(chance.uniform(low, high), 2)

    def _one(self, part: str, text: str) -> Any:
        if self.kind is bool and part.lower() in _BOOLEANS:
            return _BOOLEANS[part.lower()]
        if self.kind is str:
            return part
        try:
            return self.kind(part) if self.kind is not bool else None
        except (ValueError, OverflowError):
            raise self._refuse(text) from None

    def _fits(self, item: Any) -> bool:
        if self.kind is bool:
            return isinstance(item, bool)
        if self.kind is str:
            return item in self.choices
        if isinstance(item, bool) or not isinstance(item, (int, float)):
            return False
        if self.kind is int and not isinstance(item, int):
            return False
        return (
            math.isfinite(item)
            and (self.low is None or item >= self.low)
            and (self.high is None or item <= self.high)
        )

    def _refuse(self, value: Any) -> UsageError:
        shown = value if isinstance(value, str) else self.write(value) or repr(value)
        return RefusedError(self, shown[:60])


class RefusedError(UsageError):
    """A value that a parameter does not take."""

    def __init__(self, parameter: Parameter, value: str) -> None:
        said = f"{parameter.option} does not take {value!r}."
        super().__init__(said, hint=f"It takes {parameter.allowed}.")
        self.parameter, self.value = parameter, value


class UnknownOptionError(UsageError):
    """An option that a demo doesn't have."""

    def __init__(self, option: str, options: Sequence[str]) -> None:
        self.option, self.options, self.near = option, options, nearest(option, options)
        hint = f"It has {', '.join(options)}." if options else "It has none."
        hint += f" Did you mean {self.near}?" if self.near else ""
        super().__init__(f"This demo has no option {option}.", hint=hint)


_BOOLEANS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def _short(number: float | None) -> str:
    if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(number)


def parameters_of(function: Callable[..., Any]) -> dict[str, Parameter]:
    """Read the parameters of a demo from its annotated signature, in their order.

    Raises TypeError where an annotation is none that a demo may have: that is a programmer's fault.
    """
    hints = get_type_hints(function, include_extras=True)
    return {
        name: _parameter(name, hints[name], each.default)
        for name, each in inspect.signature(function).parameters.items()
    }


def _parameter(name: str, hint: Any, default: Any) -> Parameter:
    hint, low, high, many = _unwrap(hint)
    if get_origin(hint) is tuple:
        hint, low, high, _ = _unwrap(get_args(hint)[0])
        if many is None:
            raise TypeError(f"{name}: a tuple needs Len(least, most)")
    choices = get_args(hint) if get_origin(hint) is Literal else ()
    kind = str if choices else hint
    if kind not in (int, float, bool, str) or default is inspect.Parameter.empty:
        raise TypeError(f"{name}: a demo's parameter is an int, float, bool or Literal, defaulted")
    if kind in (int, float) and (low is None or high is None):
        raise TypeError(f"{name}: a number needs Interval(ge=…, le=…)")
    parameter = Parameter(name, kind, default, low, high, choices, many)
    parameter.check(default)
    return parameter


def _unwrap(hint: Any) -> tuple[Any, float | None, float | None, tuple[int, int] | None]:
    """Split `Annotated[type, Interval | Len]` into the type and its bounds."""
    if get_origin(hint) is not Annotated:
        return hint, None, None, None
    hint, *marks = get_args(hint)
    low = high = many = None
    for mark in marks:
        if isinstance(mark, Interval):
            low, high = _number(mark.ge), _number(mark.le)
        elif isinstance(mark, Len) and mark.max_length is not None:
            many = (mark.min_length, mark.max_length)
    return hint, low, high, many


def _number(bound: Any) -> float | None:
    return bound if isinstance(bound, (int, float)) else None


def corners(parameters: Mapping[str, Parameter]) -> list[dict[str, Any]]:
    """Return the corners of what a demo takes: all least, all greatest, each alone at its ends.

    The seed is no corner: it stays at its default.
    """
    defaults = {name: each.default for name, each in parameters.items()}
    ends = {name: each.ends() for name, each in parameters.items() if name != "seed"}
    low, high = ({name: each[place] for name, each in ends.items()} for place in (0, -1))
    alone = [{name: end} for name, each in ends.items() for end in each]
    return [{**defaults, **corner} for corner in (low, high, *alone)]


def settle(parameters: Mapping[str, Parameter], given: Mapping[str, str]) -> dict[str, Any]:
    """Return a value for every parameter: the given text, parsed, or else the default.

    Raises UsageError for an unknown name, naming those that there are, and for a value out
    of bounds.
    """
    for name in given:
        if name not in parameters:
            raise unknown(name, parameters)
    return {
        name: each.parse(given[name]) if name in given else each.default
        for name, each in parameters.items()
    }


def unknown(name: str, parameters: Iterable[str]) -> UsageError:
    """Return the error for an option that the demo doesn't have, with those that it has."""
    options = ["--" + each.replace("_", "-") for each in parameters]
    return UnknownOptionError("--" + name.replace("_", "-"), options)
