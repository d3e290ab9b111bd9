"""What the keys of a card do at a terminal, and how much a day asks, through the front door."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import Learn, Terminal
from knowing_learner import answer, question_of, reply_to, squeeze, stands, terms, to_question
from learn.memory.fsrs import Rating
from learn.quiz.cards import of_term
from learn.quiz.path import leads_to
from learn.store import open_store
from study_log import TODAY, know

Start = Callable[..., Terminal]
NOW = {"LEARN_NOW": "2026-11-24T09:00"}


def on(days: float) -> dict[str, str]:
    """The clock so many days after TODAY."""
    return {"LEARN_NOW": (TODAY + timedelta(days=days)).replace(tzinfo=None).isoformat()}


def log(home: Path) -> list[tuple[str, int, str, dict[str, Any]]]:
    """Card, rating, kind and details of the answers that stand."""
    with closing(sqlite3.connect(home / "learn" / "progress.sqlite")) as db:
        rows = db.execute(
            "select card, rating, kind, detail from review where rating is not null and id not in"
            " (select undoes from review where undoes is not null) order by id"
        )
        return [(card, rating, kind, json.loads(detail)) for card, rating, kind, detail in rows]


def met(home: Path, *slugs: str, days: float = -9) -> None:
    """Let terms be met, so that they are due now; they are typed next."""
    with closing(open_store(home / "learn")) as store:
        for slug in slugs:
            know(store, of_term(slug), (days, Rating.GOOD), (days, Rating.GOOD))


def press(quiz: Terminal, keys: str) -> None:
    quiz.clear()
    quiz.press(keys)


def reaches(quiz: Terminal, where: str) -> str:
    while stands(quiz, "en") != where:
        quiz._read(where)
    return quiz.text()


# How sure one is.


@pytest.mark.parametrize(("key", "sure", "rating"), [("\r", True, 3), (" ", False, 2)])
def test_how_sure_one_was_is_kept_and_what_may_be_luck_is_hard(
    terminal: Start, tmp_path: Path, key: str, sure: bool, rating: int
) -> None:
    quiz = terminal("quiz", "neck", "--kind", "name", size=(80, 40), **NOW)
    screen = reaches(quiz, "sure")
    assert " 1  " not in screen, "no option is shown before"
    press(quiz, key)
    quiz.press(reply_to(reaches(quiz, "choose"), "en"))
    assert ("Enter good, next" if sure else "Enter hard, next") in reaches(quiz, "graded")
    quiz.press("q")
    assert quiz.end() == 0
    [(_, graded, _, detail)] = log(tmp_path)
    assert (graded, detail["sure"]) == (rating, sure)


def test_what_is_not_known_needs_no_options_and_a_line_says_nothing_of_sureness(
    terminal: Start, learn: Learn, tmp_path: Path
) -> None:
    quiz = terminal("quiz", "neck", "--kind", "name", size=(80, 40), **NOW)
    reaches(quiz, "sure")
    quiz.press("0")
    reaches(quiz, "graded")
    quiz.press("q")
    assert quiz.end() == 0
    assert learn("quiz", "head", "--kind", "name", stdin="1\nq\n", **NOW).returncode == 0
    (_, first, _, unknown), (_, _, _, line) = log(tmp_path)
    assert first == 1
    assert "sure" not in line
    assert "sure" not in unknown


# Lessons.


def test_a_term_that_is_known_already_is_typed_at_once_and_put_high(
    terminal: Start, tmp_path: Path
) -> None:
    quiz = terminal("quiz", "--new", "1", size=(80, 50), **NOW)
    screen = reaches(quiz, "lesson")
    assert "k I know it" in screen
    (slug,) = [slug for slug, term in terms().items() if term.summary.en[:50] in screen]
    press(quiz, "k")
    screen = reaches(quiz, "type")
    quiz.press(reply_to(screen, "en") + "\r")
    assert "Enter easy, next" in reaches(quiz, "graded")
    press(quiz, "\r")
    quiz.wait_for("1 answer saved")
    assert quiz.end() == 0
    [(card, rating, kind, _)] = log(tmp_path)
    assert (card, rating, kind) == (of_term(slug), 4, "type")


def test_a_term_that_was_said_to_be_known_and_is_not_comes_again(
    terminal: Start, tmp_path: Path
) -> None:
    quiz = terminal("quiz", "--new", "1", size=(80, 50), **NOW)
    reaches(quiz, "lesson")
    press(quiz, "k")
    reaches(quiz, "type")
    quiz.press("zzz\r")
    assert "It comes again in a moment." in reaches(quiz, "graded")
    press(quiz, "\r")
    assert answer(quiz)
    quiz.press("q")
    assert quiz.end() == 0
    assert [rating for _, rating, _, _ in log(tmp_path)] == [1, 3]


def test_a_lesson_reads_no_line_in_a_pipe_and_logs_nothing(learn: Learn, tmp_path: Path) -> None:
    done = learn("quiz", "--new", "3", stdin="", **NOW)
    assert done.returncode == 0
    assert log(tmp_path) == []
    learn("quiz", "--new", "3", stdin="1\n1\n", **NOW)
    assert len(log(tmp_path)) == 2
    assert {kind for _, _, kind, _ in log(tmp_path)} == {"name"}


def test_a_plain_terminal_waits_after_a_lesson_and_takes_k(terminal: Start, tmp_path: Path) -> None:
    quiz = terminal("quiz", "--new", "2", size=(80, 50), LEARN_PLAIN="1", **NOW)
    assert "Enter next   k I know it   q quit" in quiz.wait_for("\n>")
    quiz.press("\r")
    quiz.wait_for("\n>")
    press(quiz, "k\r")
    quiz.wait_for("Type its name")
    quiz.wait_for("\n>")
    quiz.press("zzz\r")
    quiz.wait_for("Not quite.")
    quiz.press("\x04")
    assert quiz.end() == 0
    assert [(rating, kind) for _, rating, kind, _ in log(tmp_path)] == [(1, "type")]


# Explaining.


@pytest.mark.parametrize(
    ("ticks", "said", "rating"),
    [("123", "1 2 3", 3), ("31", "1 3", 2), ("1231", "2 3", 2), ("2", "2", 1), ("", "", 1)],
)
def test_what_was_said_is_ticked_and_graded(
    terminal: Start, tmp_path: Path, ticks: str, said: str, rating: int
) -> None:
    assert len(terms()["temperature"].points["en"]) == 3
    quiz = terminal("quiz", "temperature", "--kind", "aloud", size=(80, 50), **NOW)
    reaches(quiz, "compare")
    assert "logits are divided" not in quiz.text(), "no point is shown before"
    press(quiz, "\r")
    reaches(quiz, "tick")
    quiz.press(ticks)
    while quiz.text().count(" ✓  ") != len(said.split()) or stands(quiz, "en") != "tick":
        quiz._read("the ticks")
    quiz.press("\r")
    screen = reaches(quiz, "graded")
    assert {1: "Enter again", 2: "Enter hard", 3: "Enter good"}[rating] in screen
    quiz.press("q")
    assert quiz.end() == 0
    [(card, graded, kind, detail)] = log(tmp_path)
    assert (card, graded, kind) == ("temperature/term", rating, "aloud")
    assert detail["reply"] == said


# Keys that every card has.


def test_s_says_why_it_is_asked_now_and_what_was_before(terminal: Start, tmp_path: Path) -> None:
    met(tmp_path, "neck")
    quiz = terminal("quiz", "--new", "0", size=(80, 50), LEARN_PLAIN="", **NOW)
    reaches(quiz, "type")
    quiz.press("neck\r")
    reaches(quiz, "graded")
    quiz.press("s")
    screen = quiz.wait_for("Its memory is stable for")
    said = " ".join(screen.split())
    assert "Asked 9 days ago. The chance that you recall it is 78% now; the aim is 90%." in said
    assert re.search(r"✓ +2026-11-15  choose the name", screen)
    assert re.search(r"2026-11-24  type the name", reaches(quiz, "graded"))
    quiz.press("q")
    assert quiz.end() == 0


def test_b_bookmarks_a_card_which_can_be_asked_alone(
    terminal: Start, learn: Learn, tmp_path: Path
) -> None:
    assert "No card is bookmarked" in learn("quiz", "--bookmarked", **NOW).stdout
    quiz = terminal("quiz", "neck", "head", "--kind", "name", size=(80, 50), **NOW)
    reaches(quiz, "sure")
    quiz.press("b")
    quiz.wait_for("learn quiz --bookmarked")
    assert stands(quiz, "en") == "sure", "it is the same card still"
    press(quiz, "\r")
    assert "★" in question_of(reaches(quiz, "choose")).split("\n")[0]
    assert answer(quiz)
    press(quiz, "\r")
    assert "★" not in question_of(reaches(quiz, "sure")).split("\n")[0]
    quiz.press("b")
    quiz.wait_for("learn quiz --bookmarked")
    quiz.press("b")
    quiz.wait_for("Bookmarked no longer.")
    quiz.press("q")
    assert quiz.end() == 0
    (card,) = [card for card, *_ in log(tmp_path)]
    again = terminal("quiz", "--bookmarked", size=(80, 50), **NOW)
    assert "★" in question_of(reaches(again, "sure")).split("\n")[0]
    assert answer(again)
    press(again, "\r")
    again.wait_for("1 answer saved")
    assert again.end() == 0
    assert [each for each, *_ in log(tmp_path)] == [card, card]


def test_x_lets_a_card_rest_for_a_week(terminal: Start, learn: Learn, tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "learn")) as store:
        for each in ("neck", "head"):
            know(store, of_term(each), (-9, Rating.GOOD))
    before = log(tmp_path)
    quiz = terminal("quiz", "--new", "0", size=(80, 50), **NOW)
    assert "due 2" in reaches(quiz, "sure")
    slug = "head" if "head" in quiz.text().split("What is it?")[0] else "neck"
    press(quiz, "x")
    assert "due 1" in reaches(quiz, "sure")
    assert slug not in question_of(quiz.text()).split("What is it?")[0]
    quiz.press("q")
    assert quiz.end() == 0
    assert log(tmp_path) == before
    with closing(open_store(tmp_path / "learn")) as store:
        assert store.resting() == {of_term(slug): TODAY.toordinal() + 7}
    for days in (1, 6, 7):
        clock, count = {"LEARN_NEW": "0", **on(days)}, len(log(tmp_path))
        waits = sum(map(int, re.findall(r"(\d+) (?:due|new)", learn(**clock).stdout)))
        asked = terminal("quiz", size=(80, 50), **clock)
        while to_question(asked) != "done":
            right = "✓ Right." in answer(asked)
            press(asked, "\r" if right else "2")  # a computed one is graded by hand
        assert asked.end() == 0
        about = {card for card, *_ in log(tmp_path)[count:]}
        assert len(about) == waits, "the first screen counts what is asked"
        assert (of_term(slug) in about) is (days == 7)


def test_e_explains_a_right_answer(terminal: Start) -> None:
    quiz = terminal("quiz", "neck", "--kind", "name", size=(80, 50), **NOW)
    screen = answer(quiz)
    first = squeeze(terms()["neck"].explanation.en.split("\n")[0])
    assert "e explanation" in screen
    assert first not in squeeze(screen)
    quiz.press("e")
    while first not in squeeze(quiz.text()) or stands(quiz, "en") != "graded":
        quiz._read("the explanation")
    quiz.press("q")
    assert quiz.end() == 0


def test_d_shows_the_demo_at_a_lesson(terminal: Start) -> None:
    quiz = terminal("quiz", "temperature", size=(80, 60), **NOW)
    assert "d demo" in reaches(quiz, "lesson")
    quiz.press("d")
    quiz.wait_for("your guess")
    quiz.press("\r")
    quiz.wait_for("learn demo temperature --")
    assert stands(quiz, "en") == "lesson"
    quiz.press("q")
    assert quiz.end() == 0


def test_a_card_forgotten_eight_times_shows_its_demo_and_rests(
    terminal: Start, tmp_path: Path
) -> None:
    with closing(open_store(tmp_path / "learn")) as store:
        for days in range(-80, -9, 10):
            know(store, "neck/term", (days, Rating.GOOD))
            if days > -80:
                know(store, "neck/term", (days + 1, Rating.AGAIN), (days + 1, Rating.GOOD))
        assert store.states()["neck/term"].lapses == 7
    quiz = terminal("quiz", "neck", "--kind", "name", size=(80, 60), **NOW)
    to_question(quiz)
    quiz.press(reply_to(quiz.text(), "en", "wrong"))
    screen = quiz.wait_for("your guess")
    assert "Forgotten 8 times" in screen
    quiz.press("\r")
    reaches(quiz, "graded")
    press(quiz, "\r")
    reaches(quiz, "sure")
    assert "Which of the two is it?" in quiz.text()
    assert answer(quiz)
    press(quiz, "\r")
    quiz.wait_for("saved")
    assert quiz.end() == 0
    assert [kind for _, _, kind, _ in log(tmp_path)][-2:] == ["name", "contrast"]
    with closing(open_store(tmp_path / "learn")) as store:
        assert set(store.resting()) == {"neck/term"}


# How much a day asks.


def lessons_and_due(screen: str) -> tuple[int, int]:
    """What the header of the first card counts as new, and as due with what was missed."""
    header = screen.split("\n", maxsplit=1)[0]
    counts = [re.search(rf"{word} (\d+) ·", header) for word in ("new", "again", "due")]
    new, again, due = (int(found[1]) if found else 0 for found in counts)
    return new, again + due


def test_the_first_screen_says_what_the_quiz_then_asks(learn: Learn, tmp_path: Path) -> None:
    for days in range(9):
        home = learn(**on(days)).stdout.split("\n")[0]
        found = re.search(r"(?:(\d+) due, )?(\d+) new", home)
        counts = (int(found[2]), int(found[1] or 0)) if found else (0, 0)
        first = learn("quiz", stdin="", **on(days)).stdout
        assert lessons_and_due(first) == counts, (days, home)
        learn("quiz", "--seed", str(days), stdin="1\n2\n3\n4\n" * 9, **on(days))
    assert len(log(tmp_path)) > 50


def test_minutes_bound_a_sitting_and_what_has_no_room_is_tomorrows(
    learn: Learn, tmp_path: Path
) -> None:
    met(tmp_path, *terms())
    every = learn("quiz", "--seed", "1", "--new", "0", "--minutes", "60", stdin="", **NOW).stdout
    assert lessons_and_due(every)[1] == len(terms())
    few = learn("quiz", "--seed", "1", "--new", "0", "--minutes", "2", stdin="", **NOW).stdout
    assert 0 < lessons_and_due(few)[1] < len(terms())
    day = {"LEARN_MINUTES": "2", "LEARN_NEW": "0", **NOW}
    assert learn("quiz", "--seed", "1", stdin="", **day).stdout == few
    held = len(terms()) - lessons_and_due(few)[1]
    end = re.search(r"Due: (\d+) cards today, (\d+) cards tomorrow", few)
    assert end is not None
    assert (int(end[1]), int(end[2])) == (lessons_and_due(few)[1], held)
    assert f"{end[1]} due, 0 new today" in learn(**day).stdout
    more = learn("quiz", "--seed", "1", "--minutes", "60", stdin="", **day).stdout
    assert more == every, "the flag goes before the variable"


def test_a_sitting_of_minutes_ends_when_they_are_over(terminal: Start, tmp_path: Path) -> None:
    quiz = terminal("quiz", "neck", "head", "--kind", "name", "--minutes", "0.1", size=(80, 40))
    begun = time.monotonic()
    assert answer(quiz)
    time.sleep(max(0.0, 6.5 - (time.monotonic() - begun)))
    press(quiz, "\r")
    quiz.wait_for("1 answer saved")
    assert quiz.end() == 0
    assert len(log(tmp_path)) == 1


def test_a_busy_learner_is_kept_at_a_lower_recall_until_every_term_was_met(
    learn: Learn, tmp_path: Path
) -> None:
    def aim() -> float:
        with closing(open_store(tmp_path / "learn")) as store:
            assert store.states() == store.replayed(store.scheduler())
            return store.scheduler().retention

    learn("quiz", stdin="1\n", **NOW)
    assert aim() == 0.9
    learn("quiz", stdin="1\n", LEARN_MINUTES="1", **NOW)
    assert aim() == 0.9, "not within a day"
    learn("quiz", stdin="1\n", LEARN_MINUTES="1", **on(1))
    assert aim() == 0.85
    learn("quiz", stdin="1\n", LEARN_RETENTION="0.8", **on(2))
    assert aim() == 0.8
    learn("quiz", stdin="1\n", LEARN_MINUTES="1", **on(3))
    assert aim() == 0.85
    met(tmp_path, *terms(), days=-2)
    learn("quiz", stdin="1\n", LEARN_MINUTES="1", **on(4))
    assert aim() == 0.9


def test_a_path_asks_what_leads_to_a_term(learn: Learn, tmp_path: Path) -> None:
    slug = max(terms(), key=lambda each: len(leads_to(each, terms())))
    way = leads_to(slug, terms())
    assert 1 < len(way) < len(terms())
    for days in range(4):
        stdin = "1\n2\n3\n4\n" * 12
        done = learn("quiz", "--path", slug, "--new", "9", stdin=stdin, **on(days))
        assert done.returncode == 0, done.stderr
    assert {card.partition("/")[0] for card, *_ in log(tmp_path)} == {*way}
    assert learn("quiz", "--path", "nothing-like-it").returncode == 1
    topic = terms()[slug].topic
    both = learn("quiz", "--path", slug, "--topic", topic, stdin="", **on(40))
    assert both.returncode in (0, 2)
