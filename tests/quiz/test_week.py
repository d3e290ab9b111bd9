"""A week of study through the front door, the clock moved a day at a time."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from conftest import Terminal
from knowing_learner import answer, question_of, squeeze, terms, to_question


def day_of_study(quiz: Terminal, hard: str) -> None:
    """Answer until the session ends: all right, but for one term the first time on each day."""
    missed = False
    while to_question(quiz) != "done":
        about = squeeze(question_of(quiz.text()).split("\n 1  ")[0])
        texts = terms()[hard].summary, terms()[hard].restated
        wrong = not missed and any(text and squeeze(text.en) in about for text in texts)
        missed |= wrong
        after = answer(quiz, how="wrong" if wrong else "right")
        # A computed one is graded by hand: nobody does it so fast.
        quiz.clear()
        quiz.press("2" if "✓ Right." not in after and not wrong else "\r")


def test_a_week_of_study(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    for day in range(24, 31):
        now = f"2026-11-{day}T20:30"
        quiz = terminal("quiz", size=(80, 50), LEARN_NOW=now)
        day_of_study(quiz, hard="bottleneck")
        assert quiz.end() == 0
    with closing(sqlite3.connect(tmp_path / "learn" / "progress.sqlite")) as db:
        rows = db.execute(
            "select day, card, rating, kind, detail from review where rating is not null"
            " and id not in (select undoes from review where undoes is not null) order by id"
        ).fetchall()
    by_day = Counter(day for day, *_ in rows)
    met: dict[str, int] = {}
    for day, card, *_ in rows:
        met.setdefault(card, day)
    new = Counter(day for card, day in met.items() if card.endswith("/term"))
    assert max(new.values()) == 5, "never more new terms than the daily limit"
    assert all(count >= 3 for count in by_day.values()), "every day has something to do"
    assert max(by_day.values()) <= 30, "and no day is a burden"
    assert {card.partition("/")[0] for card in met} == set(terms()), "every term was met"
    for day in by_day:
        cards = {card for d, card, *_ in rows if d == day}
        slugs = Counter(card.partition("/")[0] for card in cards)
        assert max(slugs.values()) == 1, "one card a term a day"
    missed = [card for _, card, rating, *_ in rows if rating == 1]
    assert missed
    for card in missed:
        later = [rating for _, other, rating, *_ in rows if other == card]
        assert later[-1] > 1, "what was missed is known at the end"
    kinds = [kind for *_, kind, _ in rows]
    assert kinds[0] == "name"
    assert {"name", "summary", "type", "drawn", "written"} <= set(kinds)
    typed = [day for day, _, _, kind, _ in rows if kind == "type"]
    assert typed[0] - rows[0][0] <= 3, "a name is typed by day 3"
    drawn = [day for day, _, _, kind, _ in rows if kind == "drawn"]
    assert drawn[0] - rows[0][0] == 1, "the second session computes"
    said = [json.loads(detail) for *_, detail in rows]
    assert all("reply" in each for each in said)
    assert any(each.get("sure") for each in said)
