"""A session with a real store and a moved clock: what is asked, kept, asked again, and put off."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from conftest import GLOSSARY
from learn import demos
from learn.demos.result import Values
from learn.errors import LearnError, UsageError
from learn.glossary import build
from learn.glossary.load import load
from learn.glossary.term import Term
from learn.memory.fsrs import Card, Rating, learning_day
from learn.quiz.asked import LESSON, Asked
from learn.quiz.cards import ASSOCIATION, COMPUTED, KINDS, cards_of, of_term
from learn.quiz.due import earned
from learn.quiz.judging import Verdict, judge_name
from learn.quiz.model import SessionOptions
from learn.quiz.questions import QuestionMaker
from learn.quiz.session import Session
from learn.store import Store, open_store
from runs import ran

START = datetime(2026, 11, 24, 9, tzinfo=UTC)


TRAINS = {
    "backbone", "ground-truth", "end-to-end", "warm-up", "domain-adaptation",
    "domain-generalization", "downstream-task", "pretext-task",
}  # fmt: skip


class WithoutTorch:
    """Demos, run right here and once; one that trains has the values of its defaults."""

    warm = True

    def compute(self, demo: str, function: str, parameters: Mapping[str, Any]) -> Values:
        if function == "demo" and demo in TRAINS:
            return ran(demo).values
        return _computed(demo, function, tuple(parameters.items()))

    def ready(self) -> bool:
        return self.warm


@cache
def _computed(demo: str, function: str, given: tuple[tuple[str, Any], ...]) -> Values:
    return demos.load(demo).compute(function, dict(given))


@pytest.fixture(scope="module")
def terms() -> dict[str, Term]:
    return {slug: build.term(entry) for slug, entry in load([GLOSSARY]).entries.items()}


@pytest.fixture(scope="module")
def light(terms: dict[str, Term]) -> dict[str, Term]:
    """The glossary without the questions of demos that train: where many days are played."""
    return {slug: _without_demo(term) if slug in TRAINS else term for slug, term in terms.items()}


def _without_demo(term: Term) -> Term:
    written = tuple(question for question in term.questions if not question.is_drawn)
    return replace(term, demo=None, questions=written)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path)) as opened:
        yield opened


def sit(
    terms: dict[str, Term],
    store: Store,
    days: float = 0,
    runner: WithoutTorch | None = None,
    **wanted: Any,
) -> Session:
    moment = START + timedelta(days=days)
    chance = random.Random(1)
    return Session(
        terms, store, lambda: moment, chance, runner or WithoutTorch(), SessionOptions(**wanted)
    )


def play(session: Session, *, wrong: tuple[str, ...] = (), most: int = 200) -> list[Asked]:
    """Answer everything right, but what is about a term in `wrong` the first time it is asked.

    Lessons are seen, and are no questions.
    """
    asked: list[Asked] = []
    while len(asked) < most and (question := to_question(session)) is not None:
        missed = question.term.slug in wrong and question.card not in {a.card for a in asked}
        session.answer(question, "reply", Verdict(not missed))
        asked.append(question)
    return asked


def to_question(session: Session) -> Asked | None:
    """See the lessons that come before the next question; return it."""
    while (asked := session.next()) is not None and asked.kind == LESSON:
        session.seen(asked)
    return asked


def cards(asked: list[Asked]) -> set[str]:
    return {question.card for question in asked}


def test_a_first_day_brings_five_new_terms_each_asked_twice(
    terms: dict[str, Term], store: Store
) -> None:
    session = sit(terms, store)
    asked = play(session)
    assert len(asked) == 10
    assert len({question.term.slug for question in asked}) == 5
    assert cards(asked) == {of_term(question.term.slug) for question in asked}
    kinds = {card: [each.kind for each in asked if each.card == card] for card in cards(asked)}
    assert list(kinds.values()) == [["name", "summary"]] * 5
    assert store.reviews() == 10


def test_a_lesson_is_not_logged_and_its_first_question_comes_two_cards_later(
    terms: dict[str, Term], store: Store
) -> None:
    session = sit(terms, store, new=3)
    order: list[tuple[str, str]] = []
    while (asked := session.next()) is not None:
        order.append((asked.kind, asked.term.slug))
        if asked.kind == LESSON:
            assert asked.card not in store.states()
            session.seen(asked)
        else:
            session.answer(asked, "reply", Verdict(True))
    one, two, three = dict.fromkeys(slug for _, slug in order)
    # Two others come before the first question, six before the second where there are so many.
    assert order == [
        *((LESSON, one), (LESSON, two), (LESSON, three)),
        *(("name", one), ("name", two), ("name", three)),
        *(("summary", one), ("summary", two), ("summary", three)),
    ]
    assert store.reviews() == 6
    assert {row.kind for row in store.log()} == {"name", "summary"}


def test_the_daily_limit_holds_over_sessions(light: dict[str, Term], store: Store) -> None:
    assert len(cards(play(sit(light, store, new=4)))) == 4
    assert play(sit(light, store, new=4)) == []
    assert len(cards(play(sit(light, store, new=6)))) == 2
    assert len(play(sit(light, store, days=0.7, new=6))) == 0
    before = set(store.states())
    assert len(cards(play(sit(light, store, days=1, new=6))) - before) >= 6


def test_no_two_cards_of_a_term_are_asked_on_a_day(light: dict[str, Term], store: Store) -> None:
    for day in range(12):
        asked = play(sit(light, store, days=day, new=30)) + play(sit(light, store, day, new=30))
        of_day = cards(asked)
        assert len({card.partition("/")[0] for card in of_day}) == len(of_day)


def test_due_cards_come_before_new_ones_the_least_remembered_first(
    light: dict[str, Term], store: Store
) -> None:
    play(sit(light, store, new=6), wrong=("backbone",))
    session = sit(light, store, days=4)
    recall = {
        name: session.scheduler.retrievability(card, session.day)
        for name, card in session.states.items()
    }
    asked = play(session)
    old = [question.card in session_states(store, before=4) for question in asked]
    assert old == sorted(old, reverse=True)
    assert asked[0].term.slug == "backbone"
    recalled = [recall[question.card] for question in asked if question.card in recall]
    assert recalled == sorted(recalled)
    assert len(recalled) == 6


def session_states(store: Store, before: int) -> set[str]:
    """The cards that were first asked before a day."""
    day = learning_day(START + timedelta(days=before))
    return {card for d in range(before) for card in store.asked_on(day - before + d)}


def test_a_missed_card_comes_again_after_a_few_others_until_it_is_known(
    terms: dict[str, Term], store: Store
) -> None:
    asked = play(sit(terms, store, kind="name", new=10), wrong=("backbone", "neck"))
    places = [place for place, each in enumerate(asked) if each.term.slug == "backbone"]
    assert len(places) == 2
    assert places[1] - places[0] > 3
    assert len(asked) == 12
    session = sit(terms, store, days=9, new=0)
    missed = to_question(session)
    assert missed is not None
    for _ in range(2):
        session.answer(missed, "", Verdict(False))
        for _ in range(3):
            other = to_question(session)
            assert other is not None
            assert other.card != missed.card
            session.answer(other, "", Verdict(True))
        again = to_question(session)
        assert again is not None
        assert again.card == missed.card, "until it is known"
    session.answer(missed, "", Verdict(True))
    assert missed.card not in cards(play(session))


def test_an_interrupted_session_goes_on_with_what_was_missed(
    terms: dict[str, Term], store: Store
) -> None:
    first = play(sit(terms, store), wrong=tuple(terms), most=1)
    again = sit(terms, store).next()
    assert again is not None
    assert again.card == first[0].card


def test_named_terms_are_asked_whole(terms: dict[str, Term], store: Store) -> None:
    session = sit(terms, store, only=("neck", "head"), new=99)
    first = session.next()
    assert first is not None
    assert first.kind == LESSON
    session.seen(first)
    asked = play(session)
    want = {card for slug in ("neck", "head") for card in cards_of(terms[slug])}
    assert cards(asked) == want


def test_a_choice_has_one_right_option_and_lures_that_say_why(
    terms: dict[str, Term], store: Store
) -> None:
    everything = [
        question
        for kind in KINDS
        for question in play(sit(terms, store, kind=kind, cram=True, new=999))
    ]
    for question in everything:
        if question.kind in ("type", "drawn", "predict", "print", "aloud"):
            assert not question.options
            continue
        right = [option for option in question.options if option.right]
        assert len(right) == 1
        few = {"contrast": (2,), "picture": (3, 4), "written": (3, 4)}
        assert len(question.options) in few.get(question.kind, (4,))
        texts = {option.text.en for option in question.options}
        assert len(texts) == len(question.options)
        names = {name.casefold() for name in question.term.names}
        for option in question.options:
            if not option.right:
                assert option.why is not None
                assert question.kind != "name" or option.text.en.casefold() not in names
    own = {*cards_of(terms["head"]).values()} - {"term"}
    found = {question.kind for question in everything if question.term.slug == "head"}
    assert found == {*ASSOCIATION, *own}
    assert {question.kind for question in everything} == {*KINDS}
    for kind in ("name", "summary", "type", "aloud"):
        about = {question.term.slug for question in everything if question.kind == kind}
        assert about == {*terms}, f"every term is asked as {kind}"


def test_the_first_lures_are_the_famous_doubles(terms: dict[str, Term], store: Store) -> None:
    session = sit(terms, store, only=("neck",), new=99)
    asked = next(q for q in play(session) if (q.card, q.kind) == ("neck/term", "name"))
    slugs = {option.slug for option in asked.options}
    assert "bottleneck" in slugs


def test_while_torch_loads_what_needs_none_comes_first(
    terms: dict[str, Term], store: Store
) -> None:
    runner = WithoutTorch()
    play(sit(terms, store, only=("temperature",), kind="name"))
    for warm in (False, True):
        runner.warm = warm
        asked = play(sit(terms, store, only=("temperature",), new=99, cram=True, runner=runner))
        computed = [question.kind in COMPUTED for question in asked]
        assert computed.count(True) == 4
        assert (computed == sorted(computed)) is not warm, "else the first one is computed"


def test_what_cannot_be_computed_is_passed_over(terms: dict[str, Term], store: Store) -> None:
    class Broken(WithoutTorch):
        def compute(self, demo: str, function: str, parameters: Mapping[str, Any]) -> Values:
            raise LearnError("no torch")

    session = sit(terms, store, only=("temperature",), new=99, runner=Broken())
    asked = play(session)
    assert not [question for question in asked if question.kind in COMPUTED]
    assert len(session.skipped) == 4


def test_what_was_drawn_and_picked_is_logged(terms: dict[str, Term], store: Store) -> None:
    play(sit(terms, store, only=("temperature",), new=99))
    rows = store._db.execute("select kind, detail, card from review").fetchall()
    drawn = [detail for kind, detail, _ in rows if kind in COMPUTED]
    assert len(drawn) == 4
    assert all('"parameters"' in detail and '"value"' in detail for detail in drawn)
    assert {card for *_, card in rows} == {*cards_of(terms["temperature"])}


def test_kinds_open_as_memory_strengthens(light: dict[str, Term], store: Store) -> None:
    seen: dict[str, int] = {}
    for day in range(90):
        for question in play(sit(light, store, days=day, new=30)):
            seen.setdefault(question.kind, day)
    assert set(seen) == {*KINDS} - {"contrast"}, "nothing was mixed up"
    assert seen["name"] == seen["summary"] == 0
    assert seen["drawn"] == 1, "the second session computes"
    assert 0 < seen["type"] <= 3
    assert seen["drawn"] <= seen["written"] <= 4
    assert seen["aloud"] > seen["type"]


@pytest.mark.parametrize(("reps", "stability", "kind"), [
    *((0, 0.0, "name"), (1, 2.3, "summary"), (1, 8.3, "type"), (2, 0.9, "name"), (2, 2.3, "type")),
    *((3, 0.9, "summary"), (3, 9.9, "type"), (3, 10.0, "aloud"), (4, 10.0, "type")),
    *((5, 200.0, "aloud"), (6, 200.0, "type")),
])  # fmt: skip
def test_a_kind_is_earned(reps: int, stability: float, kind: str) -> None:
    card = Card("gap/term", stability, 5.0, 739_900, 739_905, reps) if reps else None
    assert earned(card) == kind


def test_a_lapse_goes_back_to_the_easier_kind_and_closes_what_had_opened(
    terms: dict[str, Term], store: Store
) -> None:
    play(sit(terms, store, new=1))
    session = sit(terms, store, days=3, new=0)
    (typed,) = [item for item in session.plan.items if item.card in session.states]
    slug = typed.card.partition("/")[0]
    question = to_question(session)
    assert question is not None
    assert (question.card, question.kind) == (of_term(slug), "type")
    session.answer(question, "", Verdict(False))
    again = to_question(session)
    assert again is not None
    assert again.card == of_term(slug)
    assert again.kind in ("name", "summary"), "to be chosen, where it was typed before"
    closed = sit(terms, store, days=3, new=0)
    assert [item.card for item in closed.plan.items] == [of_term(slug)], "no question of its own"
    session.answer(again, "", Verdict(True))
    later = play(sit(terms, store, days=4, new=0)) + play(sit(terms, store, days=5, new=0))
    assert of_term(slug) in cards(later), "it comes back in the next days"


def test_a_mixed_up_pair_is_contrasted_soon(terms: dict[str, Term], store: Store) -> None:
    session = sit(terms, store, only=("neck",), kind="name")
    asked = session.next()
    assert asked is not None
    number, lure = next(
        (n, option) for n, option in enumerate(asked.options, 1) if option.slug == "bottleneck"
    )
    session.answer(asked, str(number), Verdict(False, picked=lure))
    contrast = session.next()
    assert contrast is not None
    assert (contrast.card, contrast.kind) == ("neck/term", "contrast")
    assert {option.text.en for option in contrast.options} == {"bottleneck", "neck"}
    session.answer(contrast, "", Verdict(True))
    again = session.next()
    assert again is not None
    assert (again.card, again.kind) == ("neck/term", "name")
    assert store.mixed_up() == {"neck": ["bottleneck"]}


def test_a_contrast_may_be_about_the_double_but_not_where_that_was_asked_otherwise(
    terms: dict[str, Term], store: Store
) -> None:
    play(sit(terms, store, only=("neck", "bottleneck"), kind="name"))
    right: set[str] = set()
    for taken in (False, True):
        if taken:
            play(sit(terms, store, days=1, only=("bottleneck",), kind="written"))
        for seed in range(8):
            session = sit(terms, store, days=1, only=("neck",), kind="name", cram=True)
            session.chance.seed(seed)
            asked = session.next()
            assert asked is not None
            lure = next(option for option in asked.options if option.slug == "bottleneck")
            session.answer(asked, "1", Verdict(False, picked=lure))
            contrast = session.next()
            assert contrast is not None
            assert contrast.kind == "contrast"
            right.add(contrast.card)
        assert right == ({"neck/term"} if taken else {"neck/term", "bottleneck/term"})
        right.clear()


def test_what_a_learner_mixes_up_becomes_a_lure(terms: dict[str, Term], store: Store) -> None:
    session = sit(terms, store, only=("temperature",), kind="name")
    asked = session.next()
    assert asked is not None
    odd = terms["domain-generalization"]
    session.answer(asked, "x", Verdict(False, meant=odd))
    again = sit(terms, store, only=("temperature",), kind="summary").next()
    assert again is not None
    assert odd.slug in {option.slug for option in again.options}


def test_undo_asks_again_and_regrading_replaces(terms: dict[str, Term], store: Store) -> None:
    session = sit(terms, store, kind="name")
    first = session.next()
    assert first is not None
    session.answer(first, "", Verdict(False))
    assert session.undo() == first
    assert (store.states(), store.reviews(), len(session.answers)) == ({}, 0, 0)
    session.answer(first, "", Verdict(True))
    easy = session.rate(Rating.EASY)
    assert store.states() == {first.card: easy.card}
    assert [each.rating for each in store.log()] == [4]
    assert store.states() == store.rebuild(session.scheduler)
    assert first.card not in {question.card for question in play(session)}


@pytest.mark.parametrize("met", [False, True], ids=["waiting", "asked"])
def test_undo_takes_away_the_contrast_that_a_mix_up_brought(
    terms: dict[str, Term], store: Store, met: bool
) -> None:
    session = sit(terms, store, only=("neck",), kind="name")
    asked = session.next()
    assert asked is not None
    lure = next(option for option in asked.options if option.slug == "bottleneck")
    session.answer(asked, "1", Verdict(False, picked=lure))
    present = session.next() if met else None
    assert (present is not None) is met
    assert session.undo() == asked
    session.answer(asked, "1", Verdict(True))
    assert [question.card for question in play(session)] == []
    assert store.mixed_up() == {}


def test_undo_takes_away_the_name_that_was_right_after_all(
    terms: dict[str, Term], store: Store
) -> None:
    session = sit(terms, store, only=("neck",), kind="type")
    asked = session.next()
    assert asked is not None
    session.reply(asked, "giraffe")
    session.accept()
    assert store.aliases() == {"neck": ["giraffe"]}
    assert "giraffe" in session.terms["neck"].aliases
    store.rebuild(session.scheduler)
    assert store.aliases() == {"neck": ["giraffe"]}, "the log says so"
    assert session.undo() == asked
    assert store.aliases() == {}
    assert "giraffe" not in session.terms["neck"].aliases
    answer = session.reply(asked, "giraffe")
    assert answer is not None
    assert not answer.verdict.right


def test_cramming_adds_no_name(terms: dict[str, Term], store: Store) -> None:
    session = sit(terms, store, only=("neck",), kind="type", cram=True)
    asked = session.next()
    assert asked is not None
    session.reply(asked, "giraffe")
    session.accept()
    assert store.aliases() == {}


def test_what_was_missed_is_hard_at_best(terms: dict[str, Term], store: Store) -> None:
    session = sit(terms, store)
    asked = to_question(session)
    assert asked is not None
    session.answer(asked, "", Verdict(False))
    for rating in (Rating.GOOD, Rating.EASY):
        with pytest.raises(UsageError):
            session.rate(rating)
    assert [each.rating for each in store.log()] == [1]
    session.rate(Rating.HARD)
    assert [each.rating for each in store.log()] == [2]


def test_cramming_touches_no_schedule(terms: dict[str, Term], store: Store) -> None:
    asked = play(sit(terms, store, only=("neck",), cram=True))
    assert len(asked) == len(cards_of(terms["neck"]))
    assert (store.reviews(), store.states()) == (0, {})


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_narrows_the_session(terms: dict[str, Term], store: Store, kind: str) -> None:
    asked = play(sit(terms, store, kind=kind, new=99))
    assert asked
    assert {question.kind for question in asked} == {kind}
    missed = play(sit(terms, store, kind=kind, new=99, cram=True), wrong=tuple(terms))
    assert len(missed) > len(asked)
    assert {question.kind for question in missed} == {kind}, "also what comes again"
    session = sit(terms, store, days=400, kind=kind)
    for _ in range(2):
        question = session.next()
        assert question is not None
        session.answer(question, "", Verdict(False))
    session.undo()
    session.undo()
    assert {question.kind for question in play(session)} == {kind}, "also what was taken back"


def test_a_limit_holds_for_the_day(terms: dict[str, Term], store: Store) -> None:
    assert len(cards(play(sit(terms, store, limit=3)))) == 3
    assert play(sit(terms, store, limit=3)) == []


def test_what_was_typed_can_become_a_name(terms: dict[str, Term], store: Store) -> None:
    session = sit(terms, store, only=("temperature",), kind="type")
    asked = session.next()
    assert asked is not None
    answer = session.answer(asked, "softmax heat", judge_name(asked.term, "softmax heat", terms))
    assert not answer.verdict.right
    session.accept()
    later = sit(terms, store, only=("temperature",), kind="type")
    assert judge_name(later.terms["temperature"], "Softmax-Heat", later.terms).right
    session.answer(asked, "neck", judge_name(asked.term, "neck", terms))
    with pytest.raises(UsageError):
        session.accept()


def test_a_card_that_lapses_eight_times_rests_for_a_week(
    terms: dict[str, Term], store: Store
) -> None:
    day = lapse_eight_times(terms, store)
    until = learning_day(START + timedelta(days=day)) + 7
    assert store.resting() == {"neck/term": until}
    for ahead in range(7):
        asked = play(sit(terms, store, days=day + ahead, new=0))
        assert "neck/term" not in cards(asked), f"{ahead} days later"
        assert sit(terms, store, days=day + ahead, new=0).remaining().due == 0
    assert "neck/term" in cards(play(sit(terms, store, days=day + 7, new=0)))
    named = sit(terms, store, days=day + 8, only=("neck",), kind="name", cram=True)
    assert "neck/term" in cards(play(named))


def lapse_eight_times(terms: dict[str, Term], store: Store) -> int:
    """Let neck/term be missed on a day after it was known, eight times; return the last day."""
    for day in range(0, 9 * 60, 60):
        session = sit(terms, store, days=day, only=("neck",), kind="name")
        asked = session.next()
        assert asked is not None
        answer = session.answer(asked, "", Verdict(day == 0))
        assert answer.rested is (day == 8 * 60)
        if day:
            session.answer(asked, "", Verdict(True))
    return day


def test_a_leech_gets_its_contrast_before_it_rests_and_undo_wakes_it(
    terms: dict[str, Term], store: Store
) -> None:
    for day in range(0, 9 * 60, 60):
        session = sit(terms, store, days=day, only=("neck",), kind="name")
        asked = session.next()
        assert asked is not None
        session.answer(asked, "", Verdict(day == 0))
        if 0 < day < 8 * 60:
            session.answer(asked, "", Verdict(True))
    assert set(store.resting()) == {"neck/term"}
    last = [(item.card, item.kind) for item in session.answers[-1].queued]
    assert last == [("neck/term", "contrast")], "the question itself not before a week"
    assert session.undo() == asked
    assert store.resting() == {}
    session.answer(asked, "", Verdict(False))
    assert set(store.resting()) == {"neck/term"}
    session.rate(Rating.HARD)
    assert store.resting() == {}, "no lapse after all"


def test_a_renamed_term_keeps_its_history(terms: dict[str, Term], store: Store) -> None:
    play(sit(terms, store, new=1))
    (card,) = store.states()
    old = card.partition("/")[0]
    moved = replace(terms[old], slug="renamed", formerly=(old,))
    session = sit({"renamed": moved}, store, days=1)
    assert set(session.states) == {card.replace(old, "renamed")}


def test_a_card_of_no_term_is_kept_and_not_asked(terms: dict[str, Term], store: Store) -> None:
    play(sit(terms, store, new=1))
    (card,) = store.states()
    fewer = {slug: term for slug, term in terms.items() if not card.startswith(f"{slug}/")}
    assert card not in {question.card for question in play(sit(fewer, store, days=30))}
    assert card in store.states()


def test_a_month_of_daily_study_is_a_bearable_load(light: dict[str, Term], store: Store) -> None:
    days = [play(sit(light, store, days=day)) for day in range(30)]
    assert len(days[0]) == 10
    met: set[str] = set()
    for asked in days:
        new = cards(asked) - met
        met |= new
        opened = [card for card in new if card.endswith("/term")]
        assert len(opened) <= 5
        assert len(cards(asked)) <= len(light)
        assert len(asked) == len(cards(asked)) + len(opened), "only new terms are asked twice"
    summary = sit(light, store, days=30).summary()
    soon = [card for card in store.states().values() if card.due < learning_day(START) + 60]
    assert sum(summary.due.values()) == len(soon) > 0


def test_only_a_contrast_is_a_wrong_option_for_the_name(terms: dict[str, Term]) -> None:
    term = terms["temperature"]
    first, *rest = term.confused_with
    other = replace(first, slug="neck", name=None, relation="part_of")
    changed = {**terms, "temperature": replace(term, confused_with=(other, *rest))}
    for seed in range(20):
        maker = QuestionMaker(changed, random.Random(seed), WithoutTorch())
        for kind in ("name", "summary"):
            options = maker.ask("temperature/term", kind).options
            assert "neck" not in {option.slug for option in options}
    names = {option.text.en for option in maker.ask("temperature/term", "name").options}
    assert names & {each.name.en for each in rest if each.name}
