"""How good predictions of recall are: log loss, what must be beaten, and a sample of the cards.

Every prediction here is made from earlier reviews only.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

_PACE = 0.02  # what one outcome moves the moving average by
_LEAST = 1e-4  # no prediction counts as surer than this


def losses(predicted: Iterable[float], outcomes: Iterable[bool]) -> list[float]:
    """Return -ln of the probability that each prediction gave to what happened."""
    given = (p if right else 1 - p for p, right in zip(predicted, outcomes, strict=True))
    return [-math.log(min(max(each, _LEAST), 1 - _LEAST)) for each in given]


def baselines(outcomes: Sequence[bool], aim: float, trained: int = 0) -> dict[str, Sequence[float]]:
    """Return what predicts every outcome after the first `trained` without knowing any card.

    `constant` is the mean of those first ones, the aim where there are none; `moving_average`
    begins at the aim and goes a fiftieth of the way to each outcome.
    """
    constant = mean(outcomes[:trained]) if trained else aim
    moving = list(accumulate(outcomes, lambda a, b: a + _PACE * (b - a), initial=aim))[trained:-1]
    return {"constant": [constant] * len(moving), "moving_average": moving}


def sample(reviews: Mapping[str, int], most: int) -> list[str]:
    """Choose cards with about `most` reviews together: evenly, and the same ones every time."""
    chosen, total = [], 0
    for card in sorted(reviews, key=lambda card: (zlib.crc32(card.encode()), card)):
        if total >= most:
            break
        chosen.append(card)
        total += reviews[card]
    return chosen


def mean(values: Sequence[float]) -> float:
    """Return the mean of at least one value."""
    return sum(values) / len(values)
