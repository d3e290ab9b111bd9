"""An answer grades itself: wrong, helped, slow, right, instant."""

from __future__ import annotations

import pytest

from learn.glossary.term import Term, Text
from learn.memory.fsrs import Card, Rating
from learn.quiz.asked import Asked, Option
from learn.quiz.hints import hint
from learn.quiz.judging import Verdict
from learn.quiz.rating import expected, grade

TERM = Term(
    "gap", "own", Text("average pooling", "平均池化"), Text("A mean.", "均值。"), Text("", "")
)
OPTIONS = tuple(Option(Text(f"option {n}", f"选项 {n}"), right=n == 2) for n in range(1, 5))
CHOICE = Asked("gap/name", "name", TERM, TERM.summary, OPTIONS)
TYPED = Asked("gap/type", "type", TERM, TERM.summary)
KNOWN = Card("gap/name", 5, 5, 739_900, 739_905)


@pytest.mark.parametrize(
    ("verdict", "pace", "card", "hints", "rating"),
    [
        (Verdict(False), 1.0, KNOWN, 0, Rating.AGAIN),
        (Verdict(True), 1.0, KNOWN, 0, Rating.GOOD),
        (Verdict(True), 1.0, KNOWN, 1, Rating.HARD),
        (Verdict(True, near=True), 1.0, KNOWN, 0, Rating.HARD),
        (Verdict(True), 3.1, KNOWN, 0, Rating.HARD),
        (Verdict(True), 0.4, KNOWN, 0, Rating.EASY),
        (Verdict(True), 0.4, None, 0, Rating.GOOD),
        (Verdict(True), None, KNOWN, 0, Rating.GOOD),
    ],
)
def test_a_rating_follows_from_the_answer(
    verdict: Verdict, pace: float | None, card: Card | None, hints: int, rating: Rating
) -> None:
    seconds = None if pace is None else pace * expected(CHOICE)
    assert grade(CHOICE, verdict, seconds, card, hints) is rating


def test_hints_strike_lures_and_leave_two_options() -> None:
    first = hint(CHOICE, [], ("en",))
    assert first is not None
    second = hint(CHOICE, [first], ("en",))
    assert second is not None
    assert {first.text, second.text} < {"1", "3", "4"}
    assert hint(CHOICE, [first, second], ("en",)) is None


def test_hints_to_a_name_give_it_letter_by_letter() -> None:
    one = hint(TYPED, [], ("en",))
    assert one is not None
    assert one.text == "a"
    two = hint(TYPED, [one], ("zh",))
    assert two is not None
    assert two.text == "平均"
