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
from learn.errors import UsageError
from learn.glossary import build
from learn.glossary.load import load
from learn.glossary.term import Term
from learn.memory.fsrs import Rating, learning_day
from learn.quiz.asked import Asked
from learn.quiz.cards import COMPUTED, KINDS, kinds_of
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
    """Answer everything right, but what is about a term in `wrong` the first time it is asked."""
    asked: list[Asked] = []
    while len(asked) < most and (question := session.next()) is not None:
        missed = question.term.slug in wrong and question.card not in {a.card for a in asked}
        session.answer(question, "reply", Verdict(not missed))
        asked.append(question)
    return asked


def test_a_first_day_brings_ten_new_cards_of_ten_terms(
    terms: dict[str, Term], store: Store
) -> None:
    asked = play(sit(terms, store))
    assert len(asked) == 10
    assert len({question.term.slug for question in asked}) == 10
    assert len({question.kind for question in asked}) > 1
    assert store.reviews() == 10


def test_the_daily_limit_holds_over_sessions(terms: dict[str, Term], store: Store) -> None:
    assert len(play(sit(terms, store, new=4))) == 4
    assert play(sit(terms, store, new=4)) == []
    assert len(play(sit(terms, store, new=6))) == 2
    assert len(play(sit(terms, store, days=0.7, new=6))) == 0
    assert len(play(sit(terms, store, days=1, new=6))) >= 6


def test_no_two_cards_of_a_term_are_asked_on_a_day(terms: dict[str, Term], store: Store) -> None:
    for day in range(12):
        asked = play(sit(terms, store, days=day, new=30)) + play(sit(terms, store, day, new=30))
        cards = {question.card for question in asked}
        assert len({card.partition("/")[0] for card in cards}) == len(cards)


def test_due_cards_come_before_new_ones_the_least_remembered_first(
    terms: dict[str, Term], store: Store
) -> None:
    play(sit(terms, store, new=6), wrong=("backbone",))
    session = sit(terms, store, days=4)
    asked = play(session)
    old = [question.card in session_states(store, before=4) for question in asked]
    assert old == sorted(old, reverse=True)
    assert asked[0].term.slug == "backbone"


def session_states(store: Store, before: int) -> set[str]:
    """The cards that were first asked before a day."""
    day = learning_day(START + timedelta(days=before))
    return {card for d in range(before) for card in store.asked_on(day - before + d)}


def test_a_missed_card_comes_again_after_a_few_others_until_it_is_known(
    terms: dict[str, Term], store: Store
) -> None:
    asked = play(sit(terms, store), wrong=("backbone", "neck"))
    places = [place for place, each in enumerate(asked) if each.term.slug == "backbone"]
    assert len(places) == 2
    assert places[1] - places[0] > 2
    assert len(asked) == 12


def test_an_interrupted_session_goes_on_with_what_was_missed(
    terms: dict[str, Term], store: Store
) -> None:
    first = play(sit(terms, store), wrong=tuple(terms), most=1)
    again = sit(terms, store).next()
    assert again is not None
    assert again.card == first[0].card


def test_named_terms_are_asked_whole(terms: dict[str, Term], store: Store) -> None:
    asked = play(sit(terms, store, only=("neck", "head"), new=99))
    want = {f"{slug}/{kind}" for slug in ("neck", "head") for kind in kinds_of(terms[slug], terms)}
    assert {question.card for question in asked} == want


def test_a_choice_has_one_right_option_and_lures_that_say_why(
    terms: dict[str, Term], store: Store
) -> None:
    for question in play(sit(terms, store, only=tuple(terms), new=999)):
        if question.kind in ("type", "drawn", "predict", "print", "aloud"):
            assert not question.options
            continue
        right = [option for option in question.options if option.right]
        assert len(right) == 1
        few = {"contrast": (2,), "picture": (3, 4)}
        assert len(question.options) in few.get(question.kind, (4,))
        texts = {option.text.en for option in question.options}
        assert len(texts) == len(question.options)
        names = {name.casefold() for name in question.term.names}
        for option in question.options:
            if not option.right:
                assert option.why is not None
                assert question.kind != "name" or option.text.en.casefold() not in names
    assert {question.kind for question in play(sit(terms, store, only=("head",), cram=True))} == {
        *KINDS
    }


def test_the_first_lures_are_the_famous_doubles(terms: dict[str, Term], store: Store) -> None:
    session = sit(terms, store, only=("neck",), new=99)
    asked = next(q for q in play(session) if q.card == "neck/name")
    slugs = {option.slug for option in asked.options}
    assert "bottleneck" in slugs


def test_while_torch_loads_what_needs_none_comes_first(
    terms: dict[str, Term], store: Store
) -> None:
    runner = WithoutTorch()
    runner.warm = False
    asked = play(sit(terms, store, only=("temperature",), new=99, runner=runner))
    computed = [question.kind in COMPUTED for question in asked]
    assert computed == sorted(computed)


def test_what_cannot_be_computed_is_passed_over(terms: dict[str, Term], store: Store) -> None:
    class Broken(WithoutTorch):
        def compute(self, demo: str, function: str, parameters: Mapping[str, Any]) -> Values:
            raise demos.LearnError("no torch")

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
    assert {card for *_, card in rows} == {
        f"temperature/{kind}" for kind in kinds_of(terms["temperature"], terms)
    }


def test_kinds_open_as_memory_strengthens(terms: dict[str, Term], store: Store) -> None:
    seen: dict[str, int] = {}
    for day in range(90):
        for question in play(sit(terms, store, days=day, new=30)):
            seen.setdefault(question.kind, day)
    assert set(seen) == set(KINDS)
    assert seen["name"] == seen["summary"] == 0
    assert seen["written"] < seen["type"] <= seen["aloud"]
    assert seen["contrast"] > 0
    assert seen["drawn"] > 0


def test_a_lapse_goes_back_to_the_easier_card_first(terms: dict[str, Term], store: Store) -> None:
    for day in range(30):
        play(sit(terms, store, days=day, new=30))
    session = sit(terms, store, days=60)
    while (question := session.next()) is not None and question.kind in ("name", "summary"):
        session.answer(question, "", Verdict(True))
    assert question is not None
    session.answer(question, "", Verdict(False))
    cards = [each.card for each in play(session)]
    back = [card for card in cards if card.startswith(question.term.slug + "/")]
    kinds = list(kinds_of(question.term, terms))
    assert back[-1] == question.card
    assert kinds.index(back[0].partition("/")[2]) < kinds.index(question.card.partition("/")[2])


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
    assert contrast.card == "bottleneck/contrast-neck"
    assert {option.slug or option.text.en for option in contrast.options} & {"bottleneck", "neck"}
    assert store.mixed_up() == {"neck": ["bottleneck"]}


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
    session = sit(terms, store)
    first = session.next()
    assert first is not None
    session.answer(first, "", Verdict(False))
    assert session.undo() == first
    assert (store.states(), store.reviews(), session.answered) == ({}, 0, 0)
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
    assert session.undo(present) == asked
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
    asked = session.next()
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
    assert len(asked) == len(kinds_of(terms["neck"], terms))
    assert (store.reviews(), store.states()) == (0, {})


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_narrows_the_session(terms: dict[str, Term], store: Store, kind: str) -> None:
    asked = play(sit(terms, store, kind=kind, new=99))
    assert asked
    assert {question.kind for question in asked} == {kind}


def test_a_limit_holds_for_the_day(terms: dict[str, Term], store: Store) -> None:
    assert len(play(sit(terms, store, limit=3))) == 3
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


def test_a_card_that_lapses_eight_times_is_a_leech(terms: dict[str, Term], store: Store) -> None:
    day = 0
    for _ in range(9):
        session = sit(terms, store, days=day, only=("neck",), kind="name")
        asked = session.next()
        assert asked is not None
        session.answer(asked, "", Verdict(day == 0))
        if day:
            session.answer(asked, "", Verdict(True))
        day += 60
    assert sit(terms, store, days=day).summary().leeches == ["neck/name"]


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


def test_a_month_of_daily_study_is_a_bearable_load(terms: dict[str, Term], store: Store) -> None:
    loads = [len(play(sit(terms, store, days=day))) for day in range(30)]
    assert loads[0] == 10
    assert max(loads) <= len(terms)
    summary = sit(terms, store, days=30).summary()
    assert sum(summary.due.values()) == len(store.states())


def test_only_a_contrast_is_a_wrong_option_for_the_name(terms: dict[str, Term]) -> None:
    term = terms["temperature"]
    first, *rest = term.confused_with
    other = replace(first, slug="neck", name=None, relation="part_of")
    changed = {**terms, "temperature": replace(term, confused_with=(other, *rest))}
    for seed in range(20):
        maker = QuestionMaker(changed, random.Random(seed), WithoutTorch())
        for card in ("temperature/name", "temperature/summary"):
            assert "neck" not in {option.slug for option in maker.ask(card).options}
    names = {option.text.en for option in maker.ask("temperature/name").options}
    assert names & {each.name.en for each in rest if each.name}
