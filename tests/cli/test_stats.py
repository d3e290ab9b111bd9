"""learn stats: every figure against a second calculation from the log, and what it looks like."""

from __future__ import annotations

import json
import math
import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import Learn, Terminal
from knowing_learner import terms
from learn.memory import calibration, scoring
from learn.memory.fsrs import Card, Scheduler, learning_day
from learn.quiz import statistics
from learn.quiz.cards import slug_of
from learn.quiz.tally import tally
from learn.store import Logged, log_queries, open_store
from learn.views import charts
from study_log import TODAY, keep

DAY = learning_day(TODAY)
STUDIED = (0, 1, 2, 4, 5, 6, 7, 9, 12, 16, 20, 21, 28, 35, 50)
Show = Callable[..., Any]
Start = Callable[..., Terminal]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with seven weeks of study in it."""
    made: Path = tmp_path_factory.mktemp("diary")
    keep(made, STUDIED, seed=5)
    return made


@pytest.fixture
def show(learn: Learn, folder: Path) -> Show:
    """Run `learn stats` in a home, that of the diary unless another is named; return its output."""

    def run(*arguments: str, home: Path = folder) -> str:
        done = learn("stats", *arguments, LEARN_HOME=str(home), LEARN_NOW=f"{TODAY:%FT%T}")
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def log_of(folder: Path) -> tuple[list[Logged], dict[str, Card]]:
    with closing(open_store(folder)) as store:
        return list(store.log()), store.states()


def test_an_empty_log_says_so_and_names_the_quiz(show: Show, tmp_path: Path) -> None:
    assert "No reviews yet" in show(home=tmp_path)
    assert "learn quiz" in show(home=tmp_path)
    assert "learn quiz neck" in show("neck", home=tmp_path)
    empty = json.loads(show("--json", home=tmp_path))
    assert (empty["reviews"], empty["days"], empty["confusions"]) == (0, [], [])
    assert empty["calibration"]["log_loss"] == {}


def test_days_and_streaks_are_those_of_the_log(show: Show, folder: Path) -> None:
    found = json.loads(show("--json"))
    log, _ = log_of(folder)
    counts = Counter(date.fromordinal(each.day).isoformat() for each in log)
    assert {each["day"]: each["reviews"] for each in found["days"]} == counts
    assert found["reviews"] == len(log)
    assert found["streak"] == {"current": 3, "longest": 4}


def test_recall_by_age_counts_first_answers_of_later_days(show: Show, folder: Path) -> None:
    found = json.loads(show("--json"))["retention"]
    log, _ = log_of(folder)
    expected = Counter[tuple[int, bool]]()
    for place, each in enumerate(log):
        earlier = [other.day for other in log[:place] if other.card == each.card]
        if earlier and max(earlier) < each.day:
            expected[each.day - max(earlier), each.rating > 1] += 1
    assert sum(age["reviews"] for age in found) == expected.total() > 20
    for age in found:
        inside = {k: n for k, n in expected.items() if age["first"] <= k[0] <= (age["last"] or 999)}
        assert age["reviews"] == sum(inside.values())
        assert age["recalled"] == sum(n for (_, right), n in inside.items() if right)


def test_the_forecast_has_every_card_on_its_day(show: Show, folder: Path) -> None:
    found = json.loads(show("--json"))["due"]
    _, states = log_of(folder)
    due = Counter(max(card.due, DAY) for card in states.values())
    assert len(found) == 30
    for each in found:
        assert each["cards"] == due[date.fromisoformat(each["day"]).toordinal()]


def test_a_topic_is_as_strong_as_its_cards(show: Show, folder: Path) -> None:
    found = {each["topic"]: each for each in json.loads(show("--json"))["topics"]}
    _, states = log_of(folder)
    for topic, each in found.items():
        inside = [card for card in states.values() if terms()[slug_of(card.name)].topic == topic]
        recalls = [
            0.0 if card.learning else Scheduler().retrievability(card, DAY) for card in inside
        ]
        assert each["met"] == len(inside) <= each["cards"]
        assert each["recall"] == pytest.approx(sum(recalls) / len(recalls))
        assert each["known"] == sum(r >= 0.9 for r in recalls)
    assert set(found) == {term.topic for term in terms().values()}


def test_who_has_only_been_wrong_knows_nothing(learn: Learn, terminal: Start) -> None:
    learn("quiz", "neck", "--kind", "name", "--new", "1", stdin="0\n")
    topics = json.loads(learn("stats", "--json").stdout)["topics"]
    assert [each["recall"] for each in topics if each["met"]] == [0.0]
    assert "missed the last time, due today" in learn("stats", "neck").stdout
    shown = terminal("stats", size=(80, 60))
    shown.end()
    assert "architecture" in shown.text()
    assert "Recall by age of memory" not in shown.text(), "a heading over nothing"


def test_the_mixed_up_pairs_come_with_a_command(show: Show, folder: Path) -> None:
    found = json.loads(show("--json"))["confusions"]
    log, _ = log_of(folder)
    wrong = [each for each in log if each.rating == 1 and each.detail.get("picked") in terms()]
    assert sum(pair["times"] for pair in found) == len(wrong) > 3
    assert [pair["times"] for pair in found] == sorted((p["times"] for p in found), reverse=True)
    for pair in found:
        first, second = pair["terms"]
        assert pair["command"] == f"learn quiz {first} {second}"


@pytest.mark.parametrize(
    ("card", "picked", "pair"),
    [
        ("neck/name", "bottleneck", ("bottleneck", "neck")),
        ("bottleneck/name", "neck", ("bottleneck", "neck")),
        ("head/contrast-neck", "neck", ("head", "neck")),
        ("head/contrast-neck", "head", ("head", "neck")),
        ("old-neck/name", "head", ("head", "neck")),
        ("neck/name", "neck", None),
        ("neck/name", "inverse temperature", None),
        ("no-such-term/name", "neck", None),
    ],
)
def test_a_pair_is_two_terms_in_either_order(
    card: str, picked: str, pair: tuple[str, str] | None
) -> None:
    known = {**terms(), "neck": replace(terms()["neck"], formerly=("old-neck",))}
    found = statistics.pairs({(card, picked): 2}, known)
    assert [(each.terms, each.times) for each in found] == ([(pair, 2)] if pair else [])


def test_what_was_taken_back_is_counted_nowhere(show: Show, tmp_path: Path) -> None:
    keep(tmp_path, [1, 0], seed=1)
    before = json.loads(show("--json", home=tmp_path))
    with closing(open_store(tmp_path)) as store:
        for each in [e for e in store.log() if e.rating == 1 and "picked" in e.detail]:
            store.undo(TODAY, store.scheduler(), each.id)
    after = json.loads(show("--json", home=tmp_path))
    mixed = sum(pair["times"] for pair in before["confusions"])
    assert mixed > 0
    assert after["reviews"] == before["reviews"] - mixed
    assert after["confusions"] == []


def test_rows_that_cannot_be_are_left_out_with_a_count(show: Show, tmp_path: Path) -> None:
    keep(tmp_path, [3, 2, 0], seed=2)
    before = json.loads(show("--json", home=tmp_path))
    spoil = "update review set {} where id = (select id from review order by id {} limit 1)"
    with closing(sqlite3.connect(tmp_path / "progress.sqlite")) as db:
        db.execute("pragma ignore_check_constraints = on")
        db.execute(spoil.format("rating = 9", ""))
        year_3000 = date(3000, 1, 1).toordinal()
        db.execute(spoil.format(f"day = {year_3000}", "desc"))
        db.execute(
            "insert into state values ('no-such-term/name', 9, 5, ?, ?, 1, 0, 0)", (DAY, DAY)
        )
        db.execute(
            "insert into state values ('neck/no-such-card', 9, 5, ?, ?, 1, 0, 0)", (DAY, DAY)
        )
        db.execute("update state set stability = 0 where card = (select min(card) from state)")
        db.commit()
    after = json.loads(show("--json", home=tmp_path))
    assert after["skipped"] == {"reviews": 2, "cards": 3}
    assert after["reviews"] == before["reviews"] - 2
    said = show(home=tmp_path)
    assert "2 reviews" in said
    assert "3 cards" in said
    for slug in {slug_of(each) for each in log_of(tmp_path)[1]} & set(terms()):
        assert slug in show(slug, "--json", home=tmp_path)


def test_a_log_of_days_to_come_is_not_taken_for_progress(learn: Learn, folder: Path) -> None:
    done = learn("stats", LEARN_HOME=str(folder), LEARN_NOW="2026-01-01T09:00")
    assert done.returncode == 0
    assert "No reviews yet" in done.stdout
    assert f"{len(log_of(folder)[0])} reviews" in done.stdout


@pytest.mark.parametrize(
    ("before", "current", "longest"),
    [
        ((), 0, 0),
        ((0,), 1, 1),
        ((1,), 1, 1),
        ((2,), 0, 1),
        ((0, 1, 2, 4, 5), 3, 3),
        ((1, 2, 9, 10, 11, 12), 2, 4),
    ],
)
def test_a_streak_lasts_until_a_day_has_passed(
    before: tuple[int, ...], current: int, longest: int
) -> None:
    assert statistics.streaks([DAY - each for each in before], DAY) == (current, longest)


def test_only_the_first_answer_of_a_later_day_tells_of_a_memory() -> None:
    log = [("a/name", 3, 10), ("a/name", 1, 10), ("a/name", 1, 13), ("a/name", 3, 13)]
    log += [("a/name", 3, 12), ("a/name", 3, 14), ("a/name", 0, 15), ("a/name", 3, 99)]
    found = tally(log, today=20)
    assert found.days == {10: 2, 12: 1, 13: 2, 14: 1}
    assert found.skipped == 2
    counted = {age.first: (age.reviews, age.recalled) for age in found.ages if age.reviews}
    assert counted == {1: (1, 1), 2: (1, 0)}


def a_log(count: int) -> list[tuple[str, int, int]]:
    chance = random.Random(4)
    days = sorted(chance.randrange(700, 760) for _ in range(count))
    return [(f"a/{chance.randrange(30)}", chance.choice((1, 3, 3, 3, 4)), day) for day in days]


@pytest.mark.parametrize("cut", [50, 200, 399])
def test_a_prediction_depends_on_nothing_that_came_later(cut: int) -> None:
    log, scheduler = a_log(400), Scheduler()
    whole = list(calibration.predictions(log, scheduler))
    part = list(calibration.predictions(log[:cut], scheduler))
    assert part == whole[: len(part)]
    card, _, day = log[cut]
    other = [*log[:cut], (card, 1, day)], [*log[:cut], (card, 4, day)]
    ends = [[p for p, _ in calibration.predictions(each, scheduler)] for each in other]
    assert ends[0] == ends[1]


def test_the_losses_are_those_of_a_second_calculation() -> None:
    log, scheduler = a_log(400), Scheduler()
    found = calibration.calibrate(log, scheduler)
    guesses: dict[str, list[float]] = {"scheduler": [], "moving_average": []}
    outcomes: list[bool] = []
    for place, (card, rating, day) in enumerate(log):
        own = [(r, d) for name, r, d in log[:place] if name == card]
        if own and own[-1][1] < day:
            state = scheduler.replay([(card, r, d) for r, d in own])[card]
            guesses["scheduler"].append(scheduler.retrievability(state, day))
            average = 0.9
            for outcome in outcomes:
                average = 0.98 * average + 0.02 * outcome
            guesses["moving_average"].append(average)
            outcomes.append(rating > 1)
    guesses["constant"] = [0.9] * len(outcomes)  # all that is known before the first of them
    assert found.reviews == len(outcomes) == sum(each.reviews for each in found.bins)
    for name, said in guesses.items():
        pairs = zip(said, outcomes, strict=True)
        loss = -sum(math.log(p if o else 1 - p) for p, o in pairs) / len(outcomes)
        assert found.log_loss[name] == pytest.approx(loss)
    for each in found.bins:
        inside = [p for p in guesses["scheduler"] if each.low <= p < each.high]
        assert each.predicted == pytest.approx(sum(inside) / len(inside))


def test_a_long_log_is_sampled_by_whole_cards() -> None:
    reviews = {f"a/{n}": 10 for n in range(100)}
    chosen = scoring.sample(reviews, most=95)
    assert len(chosen) == len(set(chosen)) == 10
    assert chosen == scoring.sample(dict(reversed(reviews.items())), most=95)
    assert set(scoring.sample(reviews, most=10_000)) == set(reviews)


def test_a_scheduler_that_knows_the_memory_beats_what_knows_no_card(
    show: Show, tmp_path: Path
) -> None:
    keep(tmp_path, range(0, 60, 2), seed=3)
    losses = json.loads(show("--json", home=tmp_path))["calibration"]["log_loss"]
    assert losses["scheduler"] < min(losses["constant"], losses["moving_average"])


def test_a_terms_history_is_that_of_its_cards(show: Show, folder: Path) -> None:
    log, states = log_of(folder)
    slug = max(terms(), key=lambda slug: sum(e.card.startswith(f"{slug}/") for e in log))
    found = json.loads(show(slug, "--json"))
    assert found["slug"] == slug
    assert {each["card"] for each in found["cards"]} == {n for n in states if slug_of(n) == slug}
    for each in found["cards"]:
        card = states[each["card"]]
        assert (each["reps"], each["lapses"]) == (card.reps, card.lapses)
        assert each["due"] == date.fromordinal(card.due).isoformat()
        assert each["ratings"] == [e.rating for e in log if e.card == card.name][-10:]
    assert not {each["card"] for each in found["cards"]} & set(found["unmet"])
    curve = [point["recall"] for point in found["curve"]]
    assert curve == sorted(curve, reverse=True)
    assert curve[0] == pytest.approx(
        sum(each["recall"] for each in found["cards"]) / len(found["cards"])
    )
    assert all(point["weakest"] <= point["recall"] for point in found["curve"])
    said = show(slug)
    assert all(each["card"].partition("/")[2] in said for each in found["cards"])


def test_words_without_quotes_name_a_term_and_no_term_is_exit_1(learn: Learn) -> None:
    assert "learn quiz domain-adaptation" in learn("stats", "domain", "adaptation").stdout
    missing = learn("stats", "nekc")
    assert missing.returncode == 1
    assert "neck" in missing.stderr


PICTURES = set("·░▒▓█▁▂▃▄▅▆▇▏▎▍▌▋▊▉╎") | {chr(n) for n in range(0x2800, 0x2900)}


@pytest.mark.parametrize("arguments", [(), ("backbone",)])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_plain_form_has_the_numbers_and_no_pictures(
    show: Show, arguments: tuple[str, ...], lang: str
) -> None:
    said = show(*arguments, "--lang", lang)
    assert not PICTURES & set(said)
    assert "\x1b" not in said
    found = json.loads(show("--json"))
    if not arguments:
        assert str(found["reviews"]) in said
        assert all(pair["command"] in said for pair in found["confusions"])
        assert all(f"{each['rate']:.0%}" in said for each in found["retention"] if each["reviews"])
        assert f"{found['calibration']['log_loss']['scheduler']:.3f}" in said


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("arguments", [(), ("backbone",)])
def test_pictures_fit_the_width(
    terminal: Start, folder: Path, arguments: tuple[str, ...], columns: int, lang: str
) -> None:
    env = {"LEARN_HOME": str(folder), "LEARN_NOW": f"{TODAY:%FT%T}", "LEARN_LANG": lang}
    shown = terminal("stats", *arguments, size=(240, 80), COLUMNS=str(columns), **env)
    assert shown.end() == 0
    assert PICTURES & set(shown.text())
    assert not [line for line in shown.text().split("\n") if charts.width_of(line) > columns]


@pytest.mark.parametrize(("width", "weeks"), [(40, 18), (80, 26), (200, 26)])
def test_the_calendar_has_a_cell_for_every_day_up_to_today(width: int, weeks: int) -> None:
    labels = ["Mon", "", "Wed", "", "Fri", "", ""]
    days = {DAY: 4, DAY - 1: 1, DAY - 7: 2}
    rows = charts.calendar(days, DAY, labels, str, width)
    cells = [cells for _, cells in rows[1:]]
    weekday = (DAY - 1) % 7
    assert [len(row) // 2 for row in cells] == [
        weeks if each <= weekday else weeks - 1 for each in range(7)
    ]
    assert cells[weekday].endswith("▒▒██")
    assert cells[weekday - 1].endswith("░░")
    assert sum(row.count("·") for row in cells) == 7 * (weeks - 1) + weekday + 1 - 3
    assert all(charts.width_of(label + row) <= width for label, row in rows)


def test_bars_are_as_long_as_their_numbers() -> None:
    assert charts.bar(0.5, 10) == "█████     "
    assert charts.bar(0.5, 10, 0.9) == "█████    ╎"
    assert charts.bar(1, 10, 0.9) == "█████████▒"
    assert charts.columns([0, 1, 2, 4], height=1) == ["  ▂ ▄ █"]
    assert charts.columns([0, 0]) == [""] * 4


def test_a_month_of_weeks_is_named_once(folder: Path) -> None:
    for before in range(0, 400, 13):
        months = charts.calendar({}, DAY - before, [""] * 7, lambda m: f"<{m}>", 60)[0][1]
        named = [int(part.strip("<>")) for part in months.split()]
        assert 5 <= len(named) <= 7
        start = (TODAY - timedelta(days=before)).month
        assert named[-1] in (start, (start - 2) % 12 + 1)


def test_answers_come_in_the_order_of_time(folder: Path) -> None:
    with closing(open_store(folder)) as store:
        every = list(store.answers())
        assert [day for *_, day in every] == sorted(day for *_, day in every)
        some = log_queries.answers_to(store, [every[0][0], every[-1][0]], most=3)
        assert some == [each for each in every if each[0] in (every[0][0], every[-1][0])][:3]
