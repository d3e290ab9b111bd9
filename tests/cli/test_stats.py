"""learn stats: every figure against a second calculation from the log, and what it looks like."""

from __future__ import annotations

import json
import math
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from conftest import Learn, Terminal
from knowing_learner import terms
from learn.glossary.term import Lang
from learn.memory import calibration, scoring
from learn.memory.calibration import LogEntry
from learn.memory.fsrs import Card, Rating, Scheduler, learning_day
from learn.quiz import statistics
from learn.quiz.cards import slug_of
from learn.quiz.mastery import Mastery
from learn.quiz.model import Review
from learn.quiz.outlook import Remaining
from learn.quiz.statistics import Pair, Strength
from learn.quiz.tally import Age, Judged, Said, Tally, tally
from learn.store import Logged, log_queries, open_store
from learn.views import charts, stats
from learn.views.stats import Overview
from learn.views.stats_overview import circles, one_screen
from study_log import TODAY, keep

DAY = learning_day(TODAY)
STUDIED = (0, 1, 2, 4, 5, 6, 7, 9, 12, 16, 20, 21, 28, 35, 50)
Show = Callable[..., Any]
Start = Callable[..., Terminal]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with seven weeks of study in it."""
    made: Path = tmp_path_factory.mktemp("diary")
    keep(made, STUDIED, seed=4)
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


def an_overview(topics: int = 0, counts: Mapping[str, Said] | None = None) -> Overview:
    """An overview of some months, with so many topics of twenty terms."""
    chance = random.Random(2)
    levels = [
        sorted((Mastery(chance.randrange(5)) for _ in range(20)), reverse=True)
        for _ in range(topics)
    ]
    return Overview(
        day=DAY,
        tally=Tally(
            days={DAY - n: chance.randrange(1, 60) for n in range(200) if n % 6},
            ages=[Age(1, None, 2890, 2650, 12)],
            skipped=0,
            **(counts or {}),
        ),
        streaks=(5, 5),
        due=[chance.randrange(30) for _ in range(30)],
        waiting=Remaining(12, 0, 28, 14.2),
        topics=[Strength(f"a-topic-of-{n}", each, 0.93) for n, each in enumerate(levels)],
        pairs=[
            Pair(("bottleneck", "neck"), 11),
            Pair(("global-average-pooling", "neck"), 7),
            Pair(("backbone", "neck"), 7),
            Pair(("backbone", "head"), 1),
        ],
        calibration=None,
        aim=0.9,
        unknown=0,
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("topics", range(4, 13))
def test_the_overview_is_one_screen(topics: int, lang: Lang) -> None:
    page = one_screen(an_overview(topics), terms(), lang, 80)
    lines = page.render(color=False).splitlines()
    assert len(lines) <= 23, "with the prompt: 24"
    assert max(map(charts.width_of, lines)) <= 80
    narrow = one_screen(an_overview(topics), terms(), lang, 40).render(color=False).splitlines()
    assert len(narrow) <= 22 + topics
    assert max(map(charts.width_of, narrow)) <= 40
    narrowest = one_screen(an_overview(topics), terms(), lang, 24).render(color=False).splitlines()
    assert max(map(charts.width_of, narrowest)) <= 24


def test_a_circle_stands_for_a_term_or_for_several() -> None:
    levels = [Mastery.KNOWN] * 3 + [Mastery.MET] + [Mastery.UNMET] * 4
    assert "".join(text for _, text in circles(levels, 10)) == "●●●◔○○○○"
    assert "".join(text for _, text in circles(levels, 4)) == "●●○○"
    assert circles([], 4) == []


def test_a_bar_a_day_and_a_gap_a_week() -> None:
    days = {DAY: 4, DAY - 1: 1, DAY - 7: 2}
    bars, months = charts.day_bars(days, DAY, lambda m: f"<{m}>", 40)
    weeks = bars.split(" ")
    assert [len(week) for week in weeks] == [7] * (len(weeks) - 1) + [(DAY - 1) % 7 + 1]
    assert len(weeks) == 5
    assert bars.endswith("▂█")
    assert bars.replace(" ", "")[-8] == "▄"
    assert bars.count("·") == len(bars.replace(" ", "")) - 3
    assert months.endswith("█ 4")
    assert charts.width_of(months) < 40
    assert charts.day_bars({}, DAY, str, 8)[0].count("·") == (DAY - 1) % 7 + 1


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
    days = {each.day for each in log}
    runs = [next(n for n in range(99) if day + n not in days) for day in range(DAY - 60, DAY + 1)]
    current = next(n for n in range(99) if DAY - n not in days)
    assert found["streak"] == {"current": current, "longest": max(runs)}
    assert current > 0
    assert max(runs) > 2


def test_recall_by_age_counts_first_answers_of_later_days(show: Show, folder: Path) -> None:
    found = json.loads(show("--json"))["retention"]
    log, _ = log_of(folder)
    expected = Counter[tuple[int, bool, bool]]()  # days, right, whether that may be luck
    for place, each in enumerate(log):
        earlier = [other.day for other in log[:place] if other.card == each.card]
        if earlier and max(earlier) < each.day:
            unsure = each.detail.get("sure") is False
            expected[each.day - max(earlier), each.rating > 1, unsure] += 1
    assert sum(age["reviews"] for age in found) == expected.total() > 20
    assert sum(age["guessed"] for age in found) > 0
    for age in found:
        inside = {k: n for k, n in expected.items() if age["first"] <= k[0] <= (age["last"] or 999)}
        assert age["reviews"] == sum(inside.values())
        assert age["recalled"] == sum(n for (_, *how), n in inside.items() if how == [True, False])
        assert age["guessed"] == sum(n for (_, *how), n in inside.items() if how == [True, True])
    recall = json.loads(show("--json"))["recall"]
    assert recall["reviews"] == expected.total()
    assert recall["rate"] == sum(age["recalled"] for age in found) / expected.total()
    assert recall["aim"] == 0.9


def test_the_forecast_has_every_card_on_a_day_of_its_own(show: Show, folder: Path) -> None:
    found = json.loads(show("--json"))["due"]
    log, states = log_of(folder)
    taken = {(slug_of(each.card), DAY) for each in log if each.day == DAY}
    expected = Counter[int]()
    for card in sorted(states.values(), key=lambda card: (card.due, card.name)):
        day = max(card.due, DAY)
        while (slug_of(card.name), day) in taken and not card.learning:
            day += 1  # two cards of a term are never asked on one day
        while not card.learning and any(
            (slug_of(card.name), each) in taken for each in range(day, DAY + 400)
        ):
            day += 1
        taken.add((slug_of(card.name), day))
        expected[day] += 1
    assert len(found) == 30
    assert sum(each["cards"] for each in found) > 5
    for each in found:
        assert each["cards"] == expected[date.fromisoformat(each["day"]).toordinal()]


def test_what_is_due_is_what_the_quiz_asks(learn: Learn, folder: Path) -> None:
    later = {"LEARN_HOME": str(folder), "LEARN_NOW": f"{TODAY + timedelta(days=20):%FT%T}"}
    asked = []
    for minutes in ("15", "1"):
        home = {**later, "LEARN_MINUTES": minutes}
        found = json.loads(learn("stats", "--json", **home).stdout)
        today, ahead = found["today"], [each["cards"] for each in found["due"]]
        first_screen = learn(**home).stdout
        assert f"{today['due']} due, {today['new']} new today" in first_screen
        assert f"about {max(1, round(today['minutes']))} min" in first_screen
        said = learn("stats", **home).stdout
        assert f"Due: {today['due']} today" in said
        assert f"; {ahead[1]} tomorrow, {sum(ahead[:7])} within 7 days" in said
        asked.append((today["due"], ahead[0] + ahead[1]))
    (whole, both), (held, both_held) = asked
    assert whole > held > 0, "what has no room in the minutes of a day is tomorrow's"
    assert both == both_held


def test_a_topic_is_as_strong_as_its_terms(show: Show, folder: Path) -> None:
    told = json.loads(show("--json"))
    found = {each["topic"]: each for each in told["topics"]}
    log, states = log_of(folder)
    typed = {
        slug_of(each.card) for each in log if each.kind in ("type", "aloud") and each.rating > 1
    }
    every = Counter[str]()
    for topic, each in found.items():
        inside = [term.slug for term in terms().values() if term.topic == topic]
        met = [states[f"{slug}/term"] for slug in inside if f"{slug}/term" in states]
        known = [
            c for c in met if c.stability >= 21 and not c.learning and slug_of(c.name) in typed
        ]
        recalls = [0.0 if card.learning else Scheduler().retrievability(card, DAY) for card in met]
        assert (each["terms"], each["met"], each["known"]) == (len(inside), len(met), len(known))
        assert each["recall"] == pytest.approx(sum(recalls) / len(recalls))
        assert each["mastery"]["known"] == len(known)
        assert each["mastery"]["unmet"] == len(inside) - len(met)
        assert sum(each["mastery"].values()) == len(inside)
        every += Counter(each["mastery"])
    assert set(found) == {term.topic for term in terms().values()}
    assert {level: count for level, count in told["terms"].items() if count} == every
    assert every["known"] > 0


@pytest.mark.parametrize(
    ("stability", "produced", "learning", "level"),
    [
        (21.0, True, False, Mastery.KNOWN),
        (20.9, True, False, Mastery.STEADY),
        (90.0, False, False, Mastery.MET),  # chosen from options, however often
        (90.0, True, True, Mastery.MET),  # missed today
        (6.9, True, False, Mastery.PRODUCED),
    ],
)
def test_known_is_what_was_produced_and_lasts_three_weeks(
    stability: float, produced: bool, learning: bool, level: Mastery
) -> None:
    card = Card("neck/term", stability, 5.0, DAY, DAY + 1, 3, 0, learning)
    some = {"neck/term"} if produced else set()
    cards = {"neck/term": card, "neck/small-objects": replace(card, name="neck/small-objects")}
    found = statistics.strengths(cards, {"neck": terms()["neck"]}, some, Scheduler(), DAY + 1)
    assert [each.levels for each in found] == [[level]]
    assert found[0].known == (level is Mastery.KNOWN)
    recall = 0.0 if learning else Scheduler().retrievability(card, DAY + 1)
    assert found[0].recall == pytest.approx(recall)


def test_what_was_met_yesterday_is_not_known_today(learn: Learn) -> None:
    learn("quiz", "neck", "--kind", "name", stdin="1\n2\n3\n4\n1\n2\n3\n4\n")
    found = json.loads(learn("stats", "--json").stdout)["terms"]
    assert (found["known"], found["just_met"]) == (0, 1)


def test_a_term_that_was_renamed_stays_known() -> None:
    term = replace(terms()["neck"], formerly=("old-neck",))
    card = Card("old-neck/term", 40.0, 5.0, DAY, DAY + 30, 5)
    cards, unknown = statistics.known_of({card.name: card}, {"neck": term})
    found = statistics.strengths(cards, {"neck": term}, {"old-neck/term"}, Scheduler(), DAY)
    assert (unknown, found[0].known) == (0, 1)


def test_how_often_one_was_right_when_sure_and_when_not(show: Show, folder: Path) -> None:
    log, _ = log_of(folder)
    said = Counter((e.detail["sure"], e.rating > 1) for e in log if "sure" in e.detail)
    found = json.loads(show("--json"))["sureness"]
    for name, sure in (("sure", True), ("unsure", False)):
        right, wrong = said[sure, True], said[sure, False]
        assert (found[name]["answers"], found[name]["right"]) == (right + wrong, right)
        assert found[name]["rate"] == right / (right + wrong)
    unsure = found["unsure"]
    details = show("--details")
    assert (
        f"when not, in {unsure['right']} of {unsure['answers']} ({unsure['rate']:.0%})." in details
    )
    guessed = json.loads(show("--json"))["recall"]["guessed"]
    assert guessed > 0
    assert f"{guessed} right answer" in details


def test_calibration_in_words() -> None:
    counts = {"sure": Said(48, 45), "unsure": Said(25, 12)}
    found = an_overview(counts=counts)
    said = "When you were sure, you were right in 45 of 48 (94%); when not, in 12 of 25 (48%)."
    assert stats.sureness(found, "en") == said
    assert "45" in stats.sureness(found, "zh")
    only = an_overview(counts={"unsure": Said(2, 1)})
    assert stats.sureness(only, "en").startswith("When you were not sure, you were right in 1 of 2")
    assert stats.sureness(an_overview(), "en") == ""


@pytest.mark.parametrize("recall", [0.7, 0.85, 0.95])
@pytest.mark.parametrize("options", [2, 4])
def test_the_recall_seen_is_within_two_points_of_the_recall_there_is(
    recall: float, options: int
) -> None:
    """A learner who is sure of what comes to mind, and of nothing else, guesses the rest."""
    chance = random.Random(1)
    log: list[Judged] = []
    for number in range(20_000):
        recalled = chance.random() < recall
        right = recalled or chance.random() < 1 / options
        log += [
            (f"{number}/term", 3, 10, None),
            (f"{number}/term", 3 if right else 1, 20, recalled),
        ]
    seen = tally(log, 30).recall
    assert seen.rate == pytest.approx(recall, abs=0.02)
    left_out = seen.recalled / (seen.reviews - seen.guessed)
    as_before = (seen.recalled + seen.guessed) / seen.reviews
    luck = (1 - recall) / options
    assert as_before == pytest.approx(recall + luck, abs=0.01)
    assert left_out > recall + luck / 2, "to leave lucky guesses out leaves most of their weight"


def test_what_was_said_of_sureness_is_read_with_every_answer(tmp_path: Path) -> None:
    keep(tmp_path, [3, 2, 0], seed=2)
    with closing(open_store(tmp_path)) as store:
        expected = [(e.card, e.rating, e.day, e.detail.get("sure")) for e in store.log()]
        assert list(log_queries.judged(store)) == expected
        assert {sure for *_, sure in expected} == {True, False, None} or len(expected) < 9
    spoil = "update review set detail = ? where id = (select min(id) from review)"
    for detail in ("{", '{"sure": "yes"}', '{"sure": null}', '["sure"]'):
        with closing(sqlite3.connect(tmp_path / "progress.sqlite")) as db:
            db.execute("pragma ignore_check_constraints = on")
            db.execute(spoil, (detail,))
            db.commit()
        with closing(open_store(tmp_path)) as store:
            assert list(log_queries.judged(store)) == [(*expected[0][:3], None), *expected[1:]]


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
    found = tally([(*each, None) for each in log], today=20)
    assert found.days == {10: 2, 12: 1, 13: 2, 14: 1}
    assert found.skipped == 2
    counted = {age.first: (age.reviews, age.recalled) for age in found.ages if age.reviews}
    assert counted == {1: (1, 1), 2: (1, 0)}


def a_log(count: int) -> list[LogEntry]:
    chance = random.Random(4)
    days = sorted(chance.randrange(700, 760) for _ in range(count))
    return [
        LogEntry(
            f"a/{chance.randrange(30)}",
            chance.choice((1, 3, 3, 3, 4)),
            day,
            chance.choice((True, True, False, None)),
        )
        for day in days
    ]


@pytest.mark.parametrize("cut", [50, 200, 399])
def test_a_prediction_depends_on_nothing_that_came_later(cut: int) -> None:
    log, scheduler = a_log(400), Scheduler()
    whole = list(calibration.predictions(log, scheduler))
    part = list(calibration.predictions(log[:cut], scheduler))
    assert part == whole[: len(part)]
    other = [[*log[:cut], log[cut]._replace(rating=rating)] for rating in (1, 4)]
    ends = [[p for p, _ in calibration.predictions(each, scheduler)] for each in other]
    assert ends[0] == ends[1]


def test_the_losses_are_those_of_a_second_calculation() -> None:
    log, scheduler = a_log(400), Scheduler()
    found = calibration.calibrate(log, scheduler)
    guesses: dict[str, list[float]] = {"scheduler": [], "moving_average": []}
    outcomes: list[bool] = []
    for place, (card, rating, day, sure, _) in enumerate(log):
        own = [(r, d) for name, r, d, *_ in log[:place] if name == card]
        if own and own[-1][1] < day:
            state = scheduler.replay([(card, r, d) for r, d in own])[card]
            guesses["scheduler"].append(scheduler.retrievability(state, day))
            average = 0.9
            for outcome in outcomes:
                average = 0.98 * average + 0.02 * outcome
            guesses["moving_average"].append(average)
            outcomes.append(rating > 1 and sure is not False)
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
    chance, scheduler, states = random.Random(3), Scheduler(), dict[str, Card]()
    names = [f"{slug}/term" for slug in terms()]
    with closing(open_store(tmp_path)) as store:
        for day in sorted(chance.randrange(DAY - 200, DAY) for _ in range(400)):
            name = chance.choice(names)
            card = states.get(name)
            recalled = chance.random() < (scheduler.retrievability(card, day) if card else 0.6)
            rating = Rating.GOOD if recalled else Rating.AGAIN
            states[name] = scheduler.review(card, name, rating, day)
            at = TODAY - timedelta(days=DAY - day)
            store.record(Review(name, rating, at, day, 0, "type", {}), states[name])
    losses = json.loads(show("--json", home=tmp_path))["calibration"]["log_loss"]
    assert losses["scheduler"] < min(losses["constant"], losses["moving_average"]) - 0.01


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
        last = [e for e in log if e.card == card.name][-10:]
        assert each["ratings"] == [e.rating for e in last]
        assert each["kinds"] == [e.kind for e in last]
        assert (each["bookmarked"], each["resting"]) == (False, None)
    assert not {each["card"] for each in found["cards"]} & set(found["unmet"])
    curve = [point["recall"] for point in found["curve"]]
    assert curve == sorted(curve, reverse=True)
    assert curve[0] == pytest.approx(
        sum(each["recall"] for each in found["cards"]) / len(found["cards"])
    )
    assert all(point["weakest"] <= point["recall"] for point in found["curve"])
    said = show(slug)
    named = [each["card"].partition("/")[2] for each in found["cards"]]
    assert all(name.replace("term", "name and meaning") in said for name in named)
    assert found["next"] == min(each["due"] for each in found["cards"])
    assert all(each.partition("/")[2] in said for each in found["unmet"])


def test_a_term_tells_in_which_kinds_it_was_asked(show: Show, folder: Path) -> None:
    log, _ = log_of(folder)
    of_terms = [each for each in log if each.card.endswith("/term")]
    slug = next(slug_of(e.card) for e in of_terms if e.kind == "type" and e.rating > 1)
    said = show(slug)
    words = {"name": "name", "summary": "meaning", "type": "typed", "contrast": "told apart"}
    words |= {"aloud": "explained"}
    rated = {1: "again", 2: "hard", 3: "good", 4: "easy"}
    last = [each for each in of_terms if slug_of(each.card) == slug][-10:]
    line = next(line for line in said.splitlines() if line.startswith("name and meaning"))
    told = line.partition("; rated ")[2]
    expected = [
        (words[kind], [e.rating for e in same]) for kind, same in groupby(last, lambda e: e.kind)
    ]
    runs = [f"{kind} {', '.join(rated[r] for r in ratings)}" for kind, ratings in expected]
    assert told == "; ".join(runs)
    mastery = json.loads(show(slug, "--json"))["mastery"]
    assert mastery in ("known", "steady", "typed")
    assert mastery in said.splitlines()[0]


def test_cards_that_rest_or_are_bookmarked_are_marked(
    learn: Learn, terminal: Start, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    slug = "neck"
    own = f"{slug}/{terms()[slug].questions[0].id}"
    with closing(open_store(home)) as store:
        for name, kind in ((f"{slug}/term", "type"), (own, "written")):
            card = Scheduler().review(None, name, Rating.GOOD, DAY)
            store.record(Review(name, Rating.GOOD, TODAY, DAY, 0, kind, {}), card)
        store.bookmark(f"{slug}/term", on=True)
        store.rest(own, DAY + 200)
    env = {"LEARN_HOME": str(home), "LEARN_NOW": f"{TODAY:%FT%T}"}
    found = json.loads(learn("stats", slug, "--json", **env).stdout)
    cards = {each["card"]: each for each in found["cards"]}
    assert cards[own]["resting"] == date.fromordinal(DAY + 200).isoformat()
    assert cards[f"{slug}/term"]["bookmarked"]
    said = learn("stats", slug, **env).stdout.splitlines()
    assert next(line for line in said if line.startswith("name and")).endswith("; bookmarked")
    resting = next(line for line in said if line.startswith(own.partition("/")[2]))
    assert resting.endswith("; rests")
    assert "due in 200 days" in resting
    shown = terminal("stats", slug, **env)
    shown.end()
    assert "name and meaning ★" in shown.text()
    assert "‖" in shown.text()
    assert "★ bookmarked" in shown.text()


def test_words_without_quotes_name_a_term_and_no_term_is_exit_1(learn: Learn) -> None:
    assert "learn quiz domain-adaptation" in learn("stats", "domain", "adaptation").stdout
    missing = learn("stats", "nekc")
    assert missing.returncode == 1
    assert "neck" in missing.stderr


PICTURES = set("·░▒▓█▁▂▃▄▅▆▇▏▎▍▌▋▊▉╎") | {chr(n) for n in range(0x2800, 0x2900)}


@pytest.mark.parametrize("arguments", [(), ("--details",), ("backbone",)])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_plain_form_has_the_numbers_and_no_pictures(
    show: Show, arguments: tuple[str, ...], lang: str
) -> None:
    said = show(*arguments, "--lang", lang)
    assert not PICTURES & set(said)
    assert "\x1b" not in said
    found = json.loads(show("--json"))
    if "backbone" not in arguments:
        assert str(found["reviews"]) in said
        assert all(str(count) in said for count in found["terms"].values())
        assert f"{found['recall']['rate']:.0%}" in said
        for topic in found["topics"]:
            assert f"{topic['recall']:.0%}" in said
        assert all(pair["command"] in said for pair in found["confusions"][:3])
    if "--details" in arguments:
        assert all(pair["command"] in said for pair in found["confusions"])
        assert all(f"{each['rate']:.0%}" in said for each in found["retention"] if each["reviews"])
        assert f"{found['calibration']['log_loss']['scheduler']:.3f}" in said


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("arguments", [(), ("--details",), ("backbone",)])
def test_pictures_fit_the_width(
    terminal: Start, folder: Path, arguments: tuple[str, ...], columns: int, lang: str
) -> None:
    env = {"LEARN_HOME": str(folder), "LEARN_NOW": f"{TODAY:%FT%T}", "LEARN_LANG": lang}
    shown = terminal("stats", *arguments, size=(240, 80), COLUMNS=str(columns), **env)
    assert shown.end() == 0
    assert PICTURES & set(shown.text())
    assert not [line for line in shown.text().split("\n") if charts.width_of(line) > columns]
    if columns == 80 and "--details" not in arguments:
        assert len(shown.text().splitlines()) <= 23, "with the prompt it is one screen"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_where_blocks_cannot_be_written_words_are(terminal: Start, folder: Path, lang: str) -> None:
    env = {"LEARN_HOME": str(folder), "LEARN_NOW": f"{TODAY:%FT%T}", "LEARN_LANG": lang}
    ascii_only = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}
    shown = terminal("stats", size=(80, 40), **env, **ascii_only)
    assert shown.end() == 0
    assert ("Terms: " in shown.text()) == (lang == "en")
    assert "learn stats --details" in shown.text()


PICTURED = {"en": ("Due", "Strength", "Recall by", "Sure and", "Mixed up", "Predicted")}
PICTURED |= {"zh": ("到期", "各主题", "记忆的新旧", "有把握", "常混淆", "预测与实际")}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_details_have_all_there_is(
    terminal: Start, folder: Path, show: Show, lang: str
) -> None:
    env = {"LEARN_HOME": str(folder), "LEARN_NOW": f"{TODAY:%FT%T}", "LEARN_LANG": lang}
    shown = terminal("stats", "--details", size=(100, 90), **env)
    assert shown.end() == 0
    screen, found = shown.text(), json.loads(show("--json"))
    assert all(heading in screen for heading in PICTURED[lang])
    assert all(pair["command"] in screen for pair in found["confusions"])
    assert all(
        f"{age['rate']:>4.0%}  {age['reviews']}" in screen
        for age in found["retention"]
        if age["reviews"]
    )
    bins = found["calibration"]["bins"]
    assert all(f"{each['actual']:>4.0%}  {each['reviews']}" in screen for each in bins)
    for loss in found["calibration"]["log_loss"].values():
        assert f"{loss:.3f}" in screen
    for topic in found["topics"]:
        assert f"{topic['known']}/{topic['met']}/{topic['terms']}" in screen


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
        assert [each[:3] for each in some] == [
            each for each in every if each[0] in (every[0][0], every[-1][0])
        ][:3]
