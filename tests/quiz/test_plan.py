"""The plan of a day: which terms open, what fits the minutes, what is due when; a real store."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from knowing_learner import terms as whole
from learn.glossary.term import Term
from learn.memory.fsrs import Rating, Scheduler, learning_day
from learn.quiz.asked import LESSON
from learn.quiz.cards import is_of_term, of_term, slug_of
from learn.quiz.judging import Verdict
from learn.quiz.model import Review, SessionOptions
from learn.quiz.pace import LESSON_SECONDS, READING, Pace
from learn.quiz.path import leads_to
from learn.quiz.plan import BUSY_RETENTION, openable
from learn.quiz.questions import QuestionMaker
from learn.quiz.session import Session
from learn.store import Store, open_store
from study_log import NoRunner, know

START = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = learning_day(START)


@pytest.fixture(scope="module")
def terms() -> dict[str, Term]:
    """The glossary without its demos: nothing here is computed."""
    return {slug: without_demo(term) for slug, term in whole().items()}


def without_demo(term: Term) -> Term:
    written = tuple(question for question in term.questions if not question.is_drawn)
    return replace(term, demo=None, questions=written)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path)) as opened:
        yield opened


def sit(terms: dict[str, Term], store: Store, days: float = 0, **wanted: Any) -> Session:
    moment = START + timedelta(days=days)
    chance = random.Random(1)
    options = SessionOptions(**wanted)
    return Session(
        terms, store, lambda: moment, chance, NoRunner(), options, scheduler=store.scheduler()
    )


def play(session: Session, seconds: float | None = None) -> list[str]:
    """Answer everything right; return the cards that were asked, each once, in their order."""
    asked: dict[str, None] = {}
    while (question := session.next()) is not None:
        if question.kind == LESSON:
            session.seen(question)
            continue
        session.answer(question, "reply", Verdict(True), seconds)
        asked[question.card] = None
    return list(asked)


def lessons(session: Session) -> list[str]:
    return [slug_of(item.card) for item in session.plan.items if item.kind == LESSON]


# Which terms open.


def test_a_term_opens_when_what_it_needs_was_met(terms: dict[str, Term], store: Store) -> None:
    met: set[str] = set()
    assert any(term.needs for term in terms.values())
    for day in range(20):
        session = sit(terms, store, day)
        for slug in lessons(session):
            assert {each for each in terms[slug].needs if each in terms} <= met, slug
            met.add(slug)
        play(session)
    assert met == set(terms)


def test_topics_take_turns() -> None:
    every = {
        f"{topic}-{number}": replace(next(iter(whole().values())), topic=topic, needs=())
        for topic in "abc"
        for number in range(4)
    }
    opened = openable(every, every, (), 12)
    assert [slug[0] for slug in opened] == ["a", "b", "c"] * 4
    assert openable(every, every, ["a-0", "a-1", "b-0"], 3)[0] == "c-0", "the one left behind"
    assert openable(every, {"b-2", "b-3"}, (), 9) == ["b-2", "b-3"], "only those chosen"


def test_a_need_opens_on_the_same_day_before_what_needs_it(terms: dict[str, Term]) -> None:
    needing = next(slug for slug, term in terms.items() if set(term.needs) & set(terms))
    way = leads_to(needing, terms)
    assert way[-1] == needing
    assert len(way) > 1
    assert openable(terms, way, (), 99) == sorted(way, key=openable(terms, way, (), 99).index), (
        "all of them"
    )
    assert set(openable(terms, way, (), 99)) == set(way)
    assert openable(terms, [needing], (), 99) == [], "not before what it needs"
    assert openable(terms, [needing], way[:-1], 99) == [needing]


def test_few_terms_are_under_way_at_once(terms: dict[str, Term], store: Store) -> None:
    some = list(terms)
    for slug in some[:10]:
        know(store, of_term(slug), (-3, Rating.GOOD), (-2, Rating.GOOD))
    assert lessons(sit(terms, store, new=2)) == [], "ten were met and not yet produced"
    know(store, of_term(some[0]), (-1, Rating.AGAIN), kind="type")
    assert lessons(sit(terms, store, new=2)) == [], "it was tried in vain"
    know(store, of_term(some[0]), (-1, Rating.GOOD), kind="type")
    assert len(lessons(sit(terms, store, new=2))) == 1, "one of them was typed"
    know(store, of_term(some[1]), (-1, Rating.HARD), kind="aloud")
    assert len(lessons(sit(terms, store, new=2))) == 2
    assert len(lessons(sit(terms, store, new=3))) == 3, "who learns more a day has more room"
    assert lessons(sit(terms, store, new=0)) == []


# The minutes of a day.


def seconds_of(session: Session) -> float:
    """What the items of a plan take at least, each right the first time."""
    pace = Pace()
    lesson = LESSON_SECONDS + pace.seconds("name") + pace.seconds("summary")
    return sum(
        lesson if item.kind == LESSON else pace.seconds("type") for item in session.plan.items
    )


def test_new_terms_fit_the_minutes(terms: dict[str, Term], store: Store) -> None:
    for minutes, least, most in ((1, 1, 1), (2, 1, 2), (4, 3, 4), (15, 5, 5)):
        session = sit(terms, store, minutes=minutes)
        assert least <= len(lessons(session)) <= most, minutes
        assert len(session.plan.items) == 1 or seconds_of(session) <= 60 * minutes
        assert session.plan.full is (minutes < 15)


def test_what_has_no_room_is_tomorrows(terms: dict[str, Term], store: Store) -> None:
    for slug in terms:
        know(store, of_term(slug), (-9, Rating.GOOD), (-8, Rating.GOOD))
    whole_day = sit(terms, store, new=0, minutes=60)
    assert len(whole_day.plan.items) == len(terms)
    assert whole_day.plan.held == 0
    before = whole_day.summary().due
    session = sit(terms, store, new=0, minutes=2)
    assert 0 < len(session.plan.items) < len(terms)
    assert session.plan.held == len(terms) - len(session.plan.items)
    assert session.remaining().due == len(session.plan.items)
    assert session.summary().due[0] == len(session.plan.items)
    assert session.summary().due[1] == before.get(1, 0) + session.plan.held
    first = [item.card for item in session.plan.items]
    assert play(session, seconds=15) == first
    after = session.summary()
    assert 0 not in after.due, "nothing more is asked today, and so it isn't due"
    assert after.due[1] >= session.plan.held
    assert after.held == session.plan.held
    tomorrow = sit(terms, store, 1, new=0, minutes=60)
    late = {item.card for item in tomorrow.plan.items if is_of_term(item.card)}
    assert {*first} | late == {of_term(slug) for slug in terms}
    assert tomorrow.remaining().due == after.due[1]


def test_the_minutes_are_those_of_the_day_or_of_this_sitting_alone(
    terms: dict[str, Term], store: Store
) -> None:
    for slug in terms:
        know(store, of_term(slug), (-9, Rating.GOOD), (-8, Rating.GOOD))
    asked = play(sit(terms, store, new=0, minutes=2), seconds=15)
    assert asked
    again = sit(terms, store, new=0, minutes=2)
    assert [item.card for item in again.plan.items] == [], "the day's are used up"
    now = sit(terms, store, new=0, minutes=2, from_now=True)
    assert 0 < len(now.plan.items) <= len(asked)
    assert not {item.card for item in now.plan.items} & {*asked}


def test_a_slow_learner_is_asked_less(terms: dict[str, Term], store: Store) -> None:
    for slug in terms:
        know(store, of_term(slug), (-9, Rating.GOOD), (-8, Rating.GOOD))
    usual = len(sit(terms, store, new=0, minutes=3).plan.items)
    for days in range(-40, -10):
        at = START + timedelta(days=days)
        card = "x/slow"
        state = Scheduler().review(store.states().get(card), card, Rating.GOOD, learning_day(at))
        store.record(Review(card, Rating.GOOD, at, learning_day(at), 60_000, "type", {}), state)
    slow = sit(terms, store, new=0, minutes=3)
    assert slow.today.pace.seconds("type") > 2 * Pace().seconds("type") - READING
    assert len(slow.plan.items) < usual


@pytest.mark.parametrize("minutes", [0.1, 0.5, 1])
def test_a_day_of_however_few_minutes_has_one_card(
    terms: dict[str, Term], store: Store, minutes: float
) -> None:
    session = sit(terms, store, minutes=minutes)
    assert len(session.plan.items) == 1
    slug = lessons(session)[0]
    assert play(session) == [of_term(slug)]
    assert sit(terms, store, minutes=minutes).plan.items == []
    later = sit(terms, store, 30, minutes=minutes)
    assert [item.card for item in later.plan.items] == [of_term(slug)]
    assert later.plan.held == 0


def test_retention_is_lower_from_a_full_day_on_until_every_term_was_met(
    terms: dict[str, Term], store: Store
) -> None:
    usual = Scheduler().retention
    easy, full = sit(terms, store), sit(terms, store, minutes=2)
    assert easy.today.retention(full=easy.plan.full) == usual
    assert full.today.retention(full=full.plan.full) == BUSY_RETENTION < usual
    store.adopt(replace(store.scheduler(), retention=BUSY_RETENTION))
    easy = sit(terms, store)
    assert not easy.plan.full
    assert easy.today.retention(full=False) == BUSY_RETENTION, "it is not switched to and fro"
    for slug in terms:
        know(store, of_term(slug), (-9, Rating.GOOD))
    met = sit(terms, store, minutes=1)
    assert met.today.retention(full=met.plan.full) == usual


# What is narrowed.


def test_a_path_narrows_the_day_to_what_leads_to_a_term(
    terms: dict[str, Term], store: Store
) -> None:
    slug = max(terms, key=lambda each: len(leads_to(each, terms)))
    way = leads_to(slug, terms)
    met: list[str] = []
    for day in range(12):
        session = sit(terms, store, day, within=tuple(way), new=2)
        assert len(lessons(session)) <= 2
        met += lessons(session)
        assert {slug_of(card) for card in play(session)} <= {*way}
    assert sorted(met) == sorted(way)
    assert all(met.index(need) < met.index(each) for each in way for need in terms[each].needs)


def test_bookmarked_cards_are_asked_due_or_not(terms: dict[str, Term], store: Store) -> None:
    assert sit(terms, store, bookmarked=True).plan.items == []
    know(store, "neck/term", (-1, Rating.EASY))
    session = sit(terms, store)
    assert session.bookmark("neck/term") is True
    assert session.bookmark("head/term") is True
    assert session.bookmark("embedding/term") is True
    assert session.bookmark("embedding/term") is False, "twice is no longer"
    marked = sit(terms, store, bookmarked=True)
    assert {item.card for item in marked.plan.items} == {"neck/term", "head/term"}
    assert lessons(marked) == ["head"]
    assert set(play(marked)) == {"neck/term", "head/term"}


def test_a_card_that_is_put_to_rest_comes_back_in_a_week(
    terms: dict[str, Term], store: Store
) -> None:
    for slug in ("neck", "head"):
        know(store, of_term(slug), (-9, Rating.GOOD))
    session = sit(terms, store, new=0)
    session.rest("neck/term")
    assert play(session) == ["head/term"]
    assert sit(terms, store, new=0).remaining().due == 0
    assert session.summary().due[7] >= 1, "it is due when it wakes"
    for day in range(1, 7):
        assert "neck/term" not in play(sit(terms, store, day, new=0)), day
    assert "neck/term" in play(sit(terms, store, 7, new=0))
    session = sit(terms, store, 8, only=("neck",), kind="name")
    session.rest("neck/term")
    know(store, "neck/term", (8, Rating.AGAIN))
    assert play(sit(terms, store, 9, only=("neck",), kind="name")) == ["neck/term"], "if named"


# What is asked of a term.


def test_a_term_is_typed_after_two_right_answers(terms: dict[str, Term], store: Store) -> None:
    kinds: list[tuple[int, str]] = []
    for day in range(8):
        session = sit(terms, store, day, new=1 if day == 0 else 0)
        while (question := session.next()) is not None:
            if question.kind == LESSON:
                session.seen(question)
                continue
            if is_of_term(question.card):
                kinds.append((day, question.kind))
            session.answer(question, "", Verdict(True))
    assert [kind for _, kind in kinds[:3]] == ["name", "summary", "type"]
    assert [day for day, _ in kinds[:2]] == [0, 0]
    assert kinds[2][0] in (1, 2, 3)


@pytest.mark.parametrize("kind", ["name", "type", "contrast"])
def test_a_description_comes_in_either_wording(terms: dict[str, Term], kind: str) -> None:
    term = terms["neck"]
    assert term.restated is not None
    seen: Counter[str] = Counter()
    for seed in range(30):
        maker = QuestionMaker(terms, random.Random(seed), NoRunner())
        seen[maker.ask("neck/term", kind, "bottleneck").prompt.en] += 1
    assert set(seen) == {term.summary.en, term.restated.en}
    assert min(seen.values()) > 5, "none of them is rare"


def test_due_is_what_will_be_asked(terms: dict[str, Term], store: Store) -> None:
    chance, told = random.Random(5), 0
    for day in range(30):
        session = sit(terms, store, day)
        waits = session.summary().due.get(0, 0)
        assert waits == session.remaining().due + session.remaining().again
        if day:
            assert waits == told, f"day {day}"
        while (question := session.next()) is not None:
            if question.kind == LESSON:
                session.seen(question)
            else:
                right = question.card in {a.asked.card for a in session.answers}
                session.answer(question, "", Verdict(right or chance.random() < 0.8))
        summary = session.summary()
        assert 0 not in summary.due
        told = summary.due.get(1, 0)
