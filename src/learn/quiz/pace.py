"""How long a question takes: by the learner's own answers, as far as there are any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

LESSON_SECONDS = 25.0
READING = 5.0  # seconds, from an answer to the next question
LONGEST = 180.0  # seconds; who takes longer did something else
_USUAL = {"name": 9.0, "summary": 12.0, "type": 10.0, "contrast": 8.0, "aloud": 35.0}
_USUAL |= {"written": 15.0, "drawn": 35.0, "predict": 35.0, "picture": 15.0, "print": 30.0}
_WEIGHT = 10  # answers that the usual time counts for


@dataclass(frozen=True)
class Pace:
    """The seconds that each kind of question takes, with what is read after it."""

    own: Mapping[str, float] = field(default_factory=dict)

    def seconds(self, kind: str) -> float:
        """Return what a question of a kind takes."""
        return self.own.get(kind, _USUAL.get(kind, 15.0)) + READING


def pace_of(durations: Iterable[tuple[str, int]]) -> Pace:
    """Return the pace that the latest answers show: their kinds, and their milliseconds.

    A mean, with the usual time as ten answers more. What nobody watched (0) doesn't count.
    """
    sums: dict[str, tuple[float, int]] = {}
    for kind, milliseconds in durations:
        if milliseconds > 0 and kind in _USUAL:
            total, count = sums.get(kind, (_USUAL[kind] * _WEIGHT, _WEIGHT))
            sums[kind] = total + min(milliseconds / 1000, LONGEST), count + 1
    return Pace({kind: total / count for kind, (total, count) in sums.items()})


def spent(durations: Iterable[tuple[str, int]], lessons: int = 0) -> float:
    """Return the seconds that answers took, with what was read after each, and so many lessons."""
    answers = (min(milliseconds / 1000, LONGEST) + READING for _, milliseconds in durations)
    return sum(answers) + LESSON_SECONDS * lessons
