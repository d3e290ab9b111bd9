"""A week of study through the front door, the clock moved a day at a time."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from conftest import Terminal
from knowing_learner import question_of, reply_to, squeeze, terms


def day_of_study(quiz: Terminal, hard: str) -> None:
    """Answer until the session ends: all right, but for one term the first time on each day."""
    missed = False
    while True:
        screen = _until(quiz, "q quit", "saved", "Nothing to ask")
        if "q quit" not in screen.splitlines()[-1]:
            return
        about = squeeze(question_of(screen))
        wrong = not missed and squeeze(terms()[hard].summary.en) in about
        missed |= wrong
        reply = reply_to(screen, "en", "wrong" if wrong else "right")
        quiz.press(reply if reply.isdecimal() else reply + "\r")
        after = quiz.wait_for("Enter next")
        if "Not quite" in after and not wrong:
            quiz.press("3")  # a drawn one, computed in the head: graded by hand
            quiz.wait_for("Graded good")
        quiz.screen.reset()
        quiz.screen.history.top.clear()
        quiz.press("\r")


def _until(quiz: Terminal, *texts: str) -> str:
    while not any(text in quiz.text() for text in texts):
        quiz._read(" or ".join(texts))
    return quiz.text()


def test_a_week_of_study(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    for day in range(24, 31):
        now = f"2026-11-{day}T20:30"
        quiz = terminal("quiz", size=(80, 50), LEARN_NOW=now)
        day_of_study(quiz, hard="bottleneck")
        assert quiz.end() == 0
    with closing(sqlite3.connect(tmp_path / "learn" / "progress.sqlite")) as db:
        rows = db.execute(
            "select day, card, rating, kind, detail from review order by id"
        ).fetchall()
    by_day = Counter(day for day, *_ in rows)
    new: Counter[int] = Counter()
    seen: set[str] = set()
    for day, card, *_ in rows:
        new[day] += card not in seen and "/contrast-" not in card  # that a mix-up brings is extra
        seen.add(card)
    assert max(new.values()) == 10, "never more new cards than the daily limit"
    assert all(count >= 3 for count in by_day.values()), "every day has something to do"
    assert max(by_day.values()) <= 20, "and no day is a burden"
    assert len({card.partition("/")[0] for card in seen}) == len(terms()), "every term was met"
    for day in by_day:
        slugs = Counter(card.partition("/")[0] for d, card, *_ in rows if d == day)
        slugs.pop("bottleneck")
        assert max(slugs.values()) == 1, "one card a term a day, but for what was missed"
    missed = [card for _, card, rating, *_ in rows if rating == 1]
    assert missed
    for card in missed:
        later = [rating for _, other, rating, *_ in rows if other == card]
        assert later[-1] > 1, "what was missed is known at the end"
    kinds = [kind for *_, kind, _ in rows]
    assert kinds[0] in ("name", "summary")
    assert {"name", "summary", "written"} <= set(kinds)
    assert all(json.loads(detail)["reply"] for *_, detail in rows)
