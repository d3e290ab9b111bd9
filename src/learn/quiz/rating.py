"""From an answer to a rating: wrong, slow or helped, right, instant."""

from __future__ import annotations

from learn.memory.fsrs import Card, Rating
from learn.quiz.asked import Asked
from learn.quiz.cards import COMPUTED
from learn.quiz.judging import Verdict

_READING = 18.0  # columns a second, of a Latin text; a Chinese character counts as two
_THINKING = {"name": 3.0, "summary": 4.0, "written": 5.0, "contrast": 3.0, "type": 6.0}


def expected(asked: Asked) -> float:
    """Return the seconds that reading a question and answering it usually takes."""
    texts = [asked.prompt.en, *(option.text.en for option in asked.options)]
    return _THINKING.get(asked.kind, 30.0) + sum(map(len, texts)) / _READING


def grade(
    asked: Asked,
    verdict: Verdict,
    seconds: float | None,
    card: Card | None,
    hints: int = 0,
    *,
    sure: bool | None = None,
) -> Rating:
    """Return the rating of an answer; `seconds` is None where nobody watched the clock.

    Wrong is again. Helped by a hint, misspelled, not `sure` (so that it may be a lucky guess), or
    three times slower than usual is hard. Twice as fast as usual is easy, but only of a `card`
    that was asked on an earlier day: else it may be luck, or was just shown.
    """
    if not verdict.right:
        return Rating.AGAIN
    if hints or verdict.near or sure is False:
        return Rating.HARD
    if seconds is None or asked.kind in COMPUTED:
        return Rating.GOOD
    usual = expected(asked)
    if seconds > 3 * usual:
        return Rating.HARD
    if seconds < usual / 2 and card is not None and not card.learning:
        return Rating.EASY
    return Rating.GOOD


def grade_of_points(said: int, points: int) -> Rating:
    """Return what an explanation is worth of which so many points were said."""
    if said == points:
        return Rating.GOOD
    return Rating.HARD if 2 * said >= points else Rating.AGAIN
