"""learn tune: a fit to a log, judged on later reviews, and adopted only where it wins."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import served
from conftest import Learn, Terminal, environment
from learn.memory import fitting, optimizer
from learn.memory.fsrs import LASTING, Rating, Scheduler
from learn.store import digests, open_store
from learn.store.rows import utc, uuid7

Row = tuple[str, int, int]
DEFAULT = Scheduler().weights
BEGIN = datetime(2025, 1, 1, 12, tzinfo=UTC)


def forgetful() -> tuple[float, ...]:
    """Parameters of a learner who forgets several times as fast as the average one."""
    w = list(DEFAULT)
    w[:4] = [0.1, 0.3, 0.6, 1.5]
    w[8], w[11], w[20] = 1.2, 0.7, 0.4
    return tuple(w)


def study(parameters: tuple[float, ...], days: int, new: int = 6, seed: int = 0) -> list[Row]:
    """A log of (card, rating, day): a memory of FSRS-6 with these parameters, studied daily."""
    chance, mind, scheduler = random.Random(seed), Scheduler(parameters), Scheduler()
    memories: dict[str, Any] = {}
    cards: dict[str, Any] = {}
    rows: list[Row] = []
    for day in range(days):
        today = [name for name, card in cards.items() if card.due <= day]
        today += [f"term{day}-{number}/name" for number in range(new)]
        while today:
            name = today.pop(0)
            recall = 0.5
            if name in memories:
                recall = mind.retrievability(memories[name], day)
            rating = Rating.AGAIN
            if chance.random() < recall:
                rating = chance.choices((Rating.HARD, Rating.GOOD, Rating.EASY), (1, 7, 2))[0]
            memories[name] = mind.review(memories.get(name), name, rating, day)
            cards[name] = scheduler.review(cards.get(name), name, rating, day)
            rows.append((name, int(rating), day))
            if rating is Rating.AGAIN:
                today.append(name)
    return rows


def moments(rows: Sequence[Row]) -> list[datetime]:
    """When each review was: a second after the other on its day."""
    return [BEGIN + timedelta(days=day, seconds=number) for number, (_, _, day) in enumerate(rows)]


def write_csv(path: Path, rows: Sequence[Row], write: Callable[[datetime], object]) -> None:
    lines = ["deck,review_rating,review_time,review_duration,card_id"]
    for (card, rating, _), at in zip(rows, moments(rows), strict=True):
        lines.append(f'"a, b",{rating},{write(at)},,{card}')
    path.write_text("\n".join(lines) + "\n", "utf-8")


def milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def keep(home: Path, rows: Sequence[Row]) -> None:
    """Put a log into the store, all at once."""
    with closing(open_store(home)) as store:
        day = BEGIN.toordinal()
        store._db.execute("begin")
        for (card, rating, on), at in zip(rows, moments(rows), strict=True):
            row = (uuid7(at), card, rating, utc(at), day + on, 900, "name", "{}", "x", None)
            digests.append(store._db, row)
            store._db.execute("insert into given (id) values (?)", row[:1])
        store._db.execute("commit")
        store.rebuild(Scheduler())


def recalls(parameters: Sequence[float], rows: Sequence[Row]) -> list[tuple[float, bool]]:
    """Predicted recall and outcome of every next-day review, by the formulas of FSRS-6."""
    w, found = parameters, []
    states: dict[str, tuple[float, float, int]] = {}

    def begin(rating: int) -> float:
        return w[4] - math.exp(w[5] * (rating - 1)) + 1

    for card, rating, day in rows:
        if card not in states:
            states[card] = (w[rating - 1], min(10, max(1, begin(rating))), day)
            continue
        s, d, last = states[card]
        r = (1 + (0.9 ** (-1 / w[20]) - 1) * (day - last) / s) ** -w[20]
        if day > last:
            found.append((r, rating > 1))
        if day == last:
            grown = math.exp(w[17] * (rating - 3 + w[18])) * s ** -w[19]
            s *= max(1, grown) if rating >= 2 else grown
        elif rating == 1:
            lost = w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * math.exp(w[14] * (1 - r))
            s = min(lost, s / math.exp(w[17] * w[18]))
        else:
            grown = math.exp(w[8]) * (11 - d) * s ** -w[9] * (math.exp(w[10] * (1 - r)) - 1)
            s *= 1 + grown * {2: w[15], 3: 1, 4: w[16]}[rating]
        d = w[7] * begin(4) + (1 - w[7]) * (d - w[6] * (rating - 3) * (10 - d) / 9)
        states[card] = (min(36500, max(0.001, s)), min(10, max(1, d)), day)
    return found


def log_loss(pairs: Sequence[tuple[float, bool]]) -> float:
    return sum(-math.log(r if right else 1 - r) for r, right in pairs) / len(pairs)


def tuned(learn: Learn, *arguments: str, **env: str) -> dict[str, Any]:
    done = learn("tune", "--json", *arguments, TZ="UTC", **env)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def forgetful_rows() -> list[Row]:
    return study(forgetful(), 90)


@pytest.fixture(scope="module")
def average_rows() -> list[Row]:
    return study(DEFAULT, 90)


@pytest.fixture
def progress(tmp_path: Path) -> Path:
    return tmp_path / "learn"


# --- a log from elsewhere


def test_a_fit_to_a_known_learner_beats_the_default(
    learn: Learn, tmp_path: Path, forgetful_rows: list[Row]
) -> None:
    write_csv(tmp_path / "log.csv", forgetful_rows, milliseconds)
    found = tuned(learn, "--from", "log.csv")
    losses = found["log_loss"]
    assert set(found) == {"reviews", "scored", "log_loss", "parameters", "cuts"}
    assert list(losses) == ["constant", "moving_average", "default", "fitted"]
    assert losses["fitted"] < losses["default"] - 0.01
    truth = log_loss(recalls(forgetful(), forgetful_rows)[found["cuts"][0]["trained"] :])
    assert losses["default"] - losses["fitted"] > 0.8 * (losses["default"] - truth)
    later = study(forgetful(), 90, seed=1)
    adopted, truth = (log_loss(recalls(w, later)) for w in (found["parameters"], forgetful()))
    assert adopted < truth + 0.01  # hardly worse than the truth itself


@pytest.mark.parametrize("whose", ["forgetful_rows", "average_rows"])
def test_the_losses_are_those_of_the_formulas(
    learn: Learn, tmp_path: Path, request: pytest.FixtureRequest, whose: str
) -> None:
    rows = request.getfixturevalue(whose)
    write_csv(tmp_path / "log.csv", rows, milliseconds)
    found = tuned(learn, "--from", "log.csv")
    scored = recalls(DEFAULT, rows)
    right = [right for _, right in scored]
    places = [len(scored) * percent // 100 for percent in (40, 60, 80, 100)]
    parts = list(pairwise(places))
    first = places[0]
    constant = [(sum(right[:cut]) / cut, each) for cut, end in parts for each in right[cut:end]]
    # As in `learn stats`: from the aim a fiftieth of the way to every outcome before.
    moving = [
        (0.9 * 0.98**n + sum(0.02 * 0.98 ** (n - 1 - k) * right[k] for k in range(n)), right[n])
        for n in range(first, len(right))
    ]
    assert found["reviews"] == len(rows)
    assert [(cut["trained"], cut["held_out"]) for cut in found["cuts"]] == [
        (cut, end - cut) for cut, end in parts
    ]
    assert found["scored"] == len(scored) - first
    fitted = [
        each
        for cut, (begin, end) in zip(found["cuts"], parts, strict=True)
        for each in recalls(cut["parameters"], rows)[begin:end]
    ]
    want = {
        "constant": log_loss(constant),
        "moving_average": log_loss(moving),
        "default": log_loss(scored[first:]),
        "fitted": log_loss(fitted),
    }
    assert found["log_loss"] == pytest.approx(want, abs=1e-5)


@pytest.mark.parametrize(
    "write",
    [
        lambda at: f"{milliseconds(at)}.0",
        datetime.isoformat,
        lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        lambda at: at.strftime("%Y-%m-%d %H:%M:%S"),
        lambda at: (at + timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M:%S+08:00"),
    ],
    ids=["number", "iso", "Z", "local", "east"],
)
def test_a_time_may_be_written_in_several_ways(
    learn: Learn, tmp_path: Path, average_rows: list[Row], write: Callable[[datetime], object]
) -> None:
    rows = average_rows[:800]
    write_csv(tmp_path / "log.csv", rows, milliseconds)
    write_csv(tmp_path / "other.csv", rows, write)
    assert tuned(learn, "--from", "other.csv") == tuned(learn, "--from", "log.csv")


def test_rows_in_any_order_are_read_in_the_order_of_time(
    learn: Learn, tmp_path: Path, average_rows: list[Row]
) -> None:
    write_csv(tmp_path / "log.csv", average_rows[:800], milliseconds)
    head, *lines = (tmp_path / "log.csv").read_text().splitlines()
    random.Random(0).shuffle(lines)
    (tmp_path / "shuffled.csv").write_text("\ufeff" + "\r\n".join([head, *lines]), "utf-8")
    assert tuned(learn, "--from", "shuffled.csv") == tuned(learn, "--from", "log.csv")


def test_what_is_held_out_does_not_reach_the_fit(forgetful_rows: list[Row]) -> None:
    log = fitting.log_of(forgetful_rows)
    before = optimizer.try_fit(log)
    for number, cut in enumerate(before.cuts):
        last = log.scored[cut.trained - 1]
        places = [place for place, row in enumerate(forgetful_rows) if row[0] == last.card]
        place = places[last.place] + 1
        altered = [(card, 5 - rating, day) for card, rating, day in forgetful_rows[place:]]
        after = optimizer.try_fit(fitting.log_of(forgetful_rows[:place] + altered))
        assert [each.parameters for each in after.cuts[: number + 1]] == [
            each.parameters for each in before.cuts[: number + 1]
        ]
        assert after.log_loss["fitted"] != before.log_loss["fitted"]
        assert after.parameters != before.parameters


def test_what_is_adopted_is_fitted_to_the_whole_log(forgetful_rows: list[Row]) -> None:
    log = fitting.log_of(forgetful_rows)
    trial = optimizer.try_fit(log)
    assert trial.parameters == fitting.fit(log, len(log.scored))
    assert trial.count == len(log.scored)
    assert len({trial.parameters, *(cut.parameters for cut in trial.cuts)}) == 4


def test_of_too_many_histories_whole_cards_are_read(
    forgetful_rows: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = fitting.log_of(forgetful_rows)
    monkeypatch.setattr(fitting, "_MOST", 20_000)
    read = fitting._readable(log.scored)
    size = {each.card: 0 for each in read}
    for each in read:
        size[each.card] += each.place + 1
    assert 20_000 <= sum(size.values()) < 20_000 + max(size.values())
    cards = {each.card for each in read}
    assert read == [each for each in log.scored if each.card in cards]
    assert fitting.fit(log, len(log.scored)) != DEFAULT


def test_a_history_too_long_to_read_leaves_the_default() -> None:
    rows = [("a/name", 3, 1)] * 300 + [("a/name", 3, day) for day in range(2, 200)]
    trial = optimizer.try_fit(fitting.log_of(rows))
    assert trial.parameters == DEFAULT
    assert not trial.wins


@pytest.mark.parametrize(
    ("zone", "scored"), [("UTC", 2), ("Asia/Shanghai", 3), ("America/New_York", 2)]
)
def test_a_day_begins_at_four_in_the_local_time_zone_or_the_one_that_is_named(
    learn: Learn, tmp_path: Path, zone: str, scored: int
) -> None:
    # 03:30 and 04:30 in Shanghai are of two days there, but of one in London and New York.
    times = ["2025-03-01T12:00Z", "2025-03-04T19:30Z", "2025-03-04T20:30Z", "2025-03-09T20:00Z"]
    lines = [f"a,{time},3" for time in times]
    (tmp_path / "log.csv").write_text("\n".join(["card_id,review_time,review_rating", *lines]))
    done = learn("tune", "--json", "--from", "log.csv", TZ=zone)
    last = json.loads(done.stdout)["cuts"][-1]
    assert last["trained"] + last["held_out"] == scored
    for other in ("UTC", "Asia/Tokyo"):
        named = learn("tune", "--json", "--from", "log.csv", "--tz", zone, TZ=other)
        assert named.stdout == done.stdout
    said = learn("tune", "--from", "log.csv", "--tz", zone).stdout
    assert f"A day begins at 04:00, in the time zone {zone}" in said
    assert "is split" in learn("tune", "--from", "log.csv").stdout


def test_times_without_a_zone_are_those_of_the_one_that_is_named(
    learn: Learn, tmp_path: Path, average_rows: list[Row]
) -> None:
    def east(at: datetime) -> str:
        return (at + timedelta(hours=8)).strftime("%Y-%m-%d %H:%M:%S")

    write_csv(tmp_path / "log.csv", average_rows[:300], milliseconds)
    write_csv(tmp_path / "local.csv", average_rows[:300], east)
    zone = ("--tz", "Asia/Shanghai")
    assert tuned(learn, "--from", "local.csv", *zone) == tuned(learn, "--from", "log.csv", *zone)


@pytest.mark.parametrize("zone", ["", "Asia", "Asia/Nowhere", "/etc/passwd", "../x", "x" * 300])
def test_a_zone_that_is_none_is_said_and_one_without_a_file_too(
    learn: Learn, tmp_path: Path, zone: str
) -> None:
    (tmp_path / "log.csv").write_text("card_id,review_time,review_rating\n")
    done = learn("tune", "--from", "log.csv", "--tz", zone)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("learn: There is no time zone ")
    assert "Asia/Shanghai" in done.stderr
    assert len(done.stderr) < 250
    assert learn("tune", "--tz", "UTC").returncode == 2


def test_a_bad_row_is_told_with_its_line_and_left_out(learn: Learn, tmp_path: Path) -> None:
    lines = [
        "review_time,card_id,note,review_rating",
        "2025-03-01T12:00Z,a,x,3",
        "2025-03-02T12:00Z,a,x,9",
        "",
        "yesterday,a,x,3",
        "2025-03-02T12:00Z,,x,3",
        '2025-03-02T12:00Z,a,"two\nlines",3.0',
        "2025-03-03T12:00Z",
        "1e300,a,x,3",
        "nan,a,x,3",
        "2025-03-05T12:00Z,a,x,1,further,cells",
    ]
    (tmp_path / "log.csv").write_text("\n".join(lines))
    done = learn("tune", "--json", "--from", "log.csv")
    assert done.returncode == 0
    assert json.loads(done.stdout)["reviews"] == 3
    for number in (3, 5, 6, 9, 10):
        assert f"line {number}: " in done.stderr
    assert "6 rows were left out" in done.stderr
    assert "'9'" in done.stderr


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (None, 2, "no file"),
        (b"", 1, "card_id"),
        (b"card_id,review_time\na,1\n", 1, "no column review_rating"),
        (b"card_id,review_time,review_rating,card_id\n", 1, "twice the column card_id"),
        (b"card_id,review_time,review_rating\n", 1, "of 0, only 0"),
        (b"card_id,review_time,review_rating\na,1,3\na,2,3\n", 1, "of 2, only 0"),
        (b"card_id,review_time,review_rating\na,1," + b"3" * 200_000, 1, "log.csv:2"),
        (b'card_id,review_time,review_rating\n"a' + b"\nb,1,3" * 30_000, 1, "log.csv:2"),
        (b"\xff\xfe\x00c\x00a", 1, "UTF-8"),
    ],
    ids=["none", "empty", "columns", "twice", "rows", "days", "long", "quote", "binary"],
)
def test_what_cannot_be_read_is_said_in_words(
    learn: Learn, tmp_path: Path, content: bytes | None, code: int, said: str
) -> None:
    if content is not None:
        (tmp_path / "log.csv").write_bytes(content)
    done = learn("tune", "--from", "log.csv")
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_a_log_from_elsewhere_leaves_progress_alone(
    learn: Learn, tmp_path: Path, progress: Path, forgetful_rows: list[Row]
) -> None:
    write_csv(tmp_path / "log.csv", forgetful_rows, milliseconds)
    tuned(learn, "--from", "log.csv")
    assert not (progress / "progress.sqlite").exists()
    keep(progress, forgetful_rows[:50])
    before = (progress / "progress.sqlite").read_bytes()
    tuned(learn, "--from", "log.csv")
    assert (progress / "progress.sqlite").read_bytes() == before


# --- the learner's own log


def test_a_fit_that_wins_is_adopted_and_the_states_follow_it(
    learn: Learn, progress: Path, forgetful_rows: list[Row]
) -> None:
    keep(progress, forgetful_rows)
    found = tuned(learn)
    assert found["adopted"] is True
    assert found["needed"] is None
    with closing(open_store(progress)) as store:
        scheduler = store.scheduler()
        assert scheduler.parameters == pytest.approx(found["parameters"], abs=1e-6)
        assert store.states() == scheduler.replay(store.answers())
        assert store.states() != Scheduler().replay(store.answers())
    again = tuned(learn)
    assert again["adopted"] is False
    assert again["parameters"] == found["parameters"]
    assert again["needed"] > 0
    assert again["log_loss"]["current"] < again["log_loss"]["default"]
    assert "in use already" in learn("tune").stdout


def test_a_fit_beside_parameters_in_use_has_to_beat_them_too(
    learn: Learn, progress: Path, forgetful_rows: list[Row]
) -> None:
    keep(progress, forgetful_rows)
    with closing(open_store(progress)) as store:
        store.adopt(Scheduler(forgetful()))  # the truth: nothing can be clearly better
        before = store.states()
    found = tuned(learn)
    assert found["log_loss"]["fitted"] < found["log_loss"]["default"] - 0.01
    assert found["adopted"] is False
    with closing(open_store(progress)) as store:
        assert (store.scheduler().parameters, store.states()) == (forgetful(), before)
        store.adopt(Scheduler((*DEFAULT[:20], 0.8)))  # and what is worse gives way
    assert tuned(learn)["adopted"] is True


def changed() -> list[Row]:
    """A log of one who was forgetful, and is no longer."""
    early, late = study(forgetful(), 60), study(DEFAULT, 90, seed=1)
    return early + [(f"late-{card}", rating, day + 60) for card, rating, day in late]


def test_reset_brings_the_default_back(
    learn: Learn, tmp_path: Path, forgetful_rows: list[Row]
) -> None:
    keep(tmp_path / "learn", forgetful_rows)
    with closing(open_store(tmp_path / "learn")) as store:
        before = store.states()
    assert tuned(learn, "--reset") == {"reset": False, "undo": None}
    assert tuned(learn)["adopted"] is True
    assert "default parameters" in learn("tune", "--reset").stdout
    with closing(open_store(tmp_path / "learn")) as store:
        assert (store.scheduler().parameters, store.states()) == ((), before)
    assert learn("tune", "--reset", "--from", "x.csv").returncode == 2


@pytest.mark.parametrize("whose", ["average", "changed"])
def test_a_fit_that_does_not_win_is_not_adopted(
    learn: Learn, progress: Path, average_rows: list[Row], whose: str
) -> None:
    keep(progress, average_rows if whose == "average" else changed())
    with closing(open_store(progress)) as store:
        before = store.states()
    found = tuned(learn)
    assert found["adopted"] is False
    assert found["needed"] > 0
    with closing(open_store(progress)) as store:
        assert store.setting("parameters") is None
        assert store.states() == before


@pytest.mark.parametrize("count", [0, 1, 60])
def test_too_few_reviews_say_how_many_more(
    learn: Learn, progress: Path, average_rows: list[Row], count: int
) -> None:
    keep(progress, average_rows[:count])
    scored = len(recalls(DEFAULT, average_rows[:count]))
    found = tuned(learn)
    assert found["needed"] == optimizer.LEAST - scored
    assert found["log_loss"] is None
    assert f"Still needed: {optimizer.LEAST - scored} next-day reviews." in learn("tune").stdout


def test_a_fit_can_be_taken_back(learn: Learn, progress: Path, forgetful_rows: list[Row]) -> None:
    keep(progress, forgetful_rows)
    with closing(open_store(progress)) as store:
        before = store.states()
    undo = tuned(learn)["undo"]
    with closing(open_store(progress)) as store:
        assert store.states() != before
    assert learn("restore", undo).returncode == 0
    with closing(open_store(progress)) as store:
        assert (store.states(), store.scheduler().parameters) == (before, Scheduler().parameters)
    assert "learn restore progress-" in learn("tune").stdout


def test_a_fit_taken_back_keeps_what_was_answered_since(
    learn: Learn, progress: Path, forgetful_rows: list[Row]
) -> None:
    keep(progress, forgetful_rows)
    undo = tuned(learn)["undo"]
    assert "1 answer saved" in learn("quiz", "neck", "--kind", "name", stdin="1\nq\n").stdout
    rows = sorted(learn("export").stdout.splitlines())
    assert learn("restore", undo).returncode == 0
    assert sorted(learn("export").stdout.splitlines()) == rows
    with closing(open_store(progress)) as store:
        assert store.scheduler().parameters == Scheduler().parameters
        assert store.states() == store.replayed(store.scheduler())


def test_an_undone_answer_counts_no_more(
    learn: Learn, progress: Path, average_rows: list[Row]
) -> None:
    keep(progress, average_rows[:60])
    assert tuned(learn)["reviews"] == 60
    assert learn("undo").returncode == 0
    assert tuned(learn)["reviews"] == 59


def test_a_fit_leaves_the_retention_alone_and_the_states_follow_both(
    learn: Learn, progress: Path, forgetful_rows: list[Row]
) -> None:
    keep(progress, forgetful_rows)

    def followed(retention: float) -> tuple[float, ...]:
        with closing(open_store(progress)) as store:
            scheduler = store.scheduler()
            assert scheduler.retention == retention
            assert store.states() == scheduler.replay(store.answers())
            assert learn("doctor", "--full", LEARN_NOW=LATER).returncode == 0
            return scheduler.parameters

    assert followed(0.9) == ()
    with closing(open_store(progress)) as store:
        due = {name: card.due for name, card in store.states().items()}
        store.adopt(Scheduler(retention=0.8))
        states = store.states()
    later = {name: card.due for name, card in states.items() if card.stability < LASTING}
    assert all(later[name] >= due[name] for name in later)
    assert sum(later[name] > due[name] for name in later) > len(later) / 2
    assert followed(0.8) == ()
    assert tuned(learn)["adopted"] is True
    assert followed(0.8) != ()
    assert tuned(learn, "--reset")["reset"] is True
    assert followed(0.8) == ()


# --- the fit that comes by itself

LATER = "2025-04-05T12:00Z"
MONTHLY = """
import os, sys
from contextlib import closing
from learn.cli.monthly_fit import fit_monthly
from learn.cli.open_store import open_progress
from learn.cli.screen import Start
from learn.memory import optimizer
from learn.store import Store, backups

def interrupted(*_):
    raise KeyboardInterrupt

screen = Start(os.environ).screen()
with closing(open_progress(screen)) as store:
    exec(sys.argv[1] if len(sys.argv) > 1 else "")
    fit_monthly(screen, store)
"""


def monthly(home: Path, before: str = "", now: str = LATER, **env: str) -> tuple[str, str]:
    """What the fit after a quiz says on both streams; `before` is run first."""
    env = environment(home, LEARN_NOW=now, TZ="UTC", **env)
    done = served.run([before], program=MONTHLY, env=env, cwd=home, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def settings(progress: Path) -> tuple[Any, ...]:
    with closing(open_store(progress)) as store:
        return store.scheduler().parameters, store.setting("fitted"), store.states()


def day_of(now: str) -> int:
    return datetime.fromisoformat(now).toordinal()


def test_once_a_month_the_fit_comes_by_itself(
    learn: Learn, tmp_path: Path, progress: Path, forgetful_rows: list[Row]
) -> None:
    keep(progress, forgetful_rows)
    before = settings(progress)
    out, err = monthly(tmp_path)
    assert out.startswith("✓ The monthly fit to your own reviews predicts better")
    assert err == ""
    undo = out.splitlines()[-1].split()
    assert undo[:2] == ["learn", "restore"]
    parameters, fitted, states = settings(progress)
    assert (len(parameters), fitted) == (21, day_of(LATER))
    assert states != before[2]
    assert learn("doctor", "--full", LEARN_NOW=LATER).returncode == 0
    assert learn(*undo[1:], LEARN_NOW=LATER).returncode == 0
    assert settings(progress) == (before[0], day_of(LATER), before[2])
    for day in ("2025-04-06T12:00Z", "2025-05-04T12:00Z"):
        assert monthly(tmp_path, now=day) == ("", ""), "what was taken back does not come again"
    assert "learn restore" in monthly(tmp_path, now="2025-05-05T12:00Z")[0]


@pytest.mark.parametrize(("days", "comes"), [(29, False), (30, True)])
@pytest.mark.parametrize("since", ["the first answer", "a fit by hand"])
def test_a_month_is_thirty_days_from_the_last_try_or_the_first_answer(
    learn: Learn,
    tmp_path: Path,
    progress: Path,
    average_rows: list[Row],
    days: int,
    comes: bool,
    since: str,
) -> None:
    keep(progress, average_rows)
    begin = BEGIN
    if since == "a fit by hand":
        begin += timedelta(days=100)
        assert tuned(learn, LEARN_NOW=begin.isoformat())["adopted"] is False
    out, err = monthly(tmp_path, now=(begin + timedelta(days=days)).isoformat())
    assert err == ""
    assert bool(out) is comes
    assert ("all stays as it is" in out) is comes


@pytest.mark.parametrize(("lang", "said"), [("en", "all stays as it is"), ("zh", "一切照旧")])
def test_a_monthly_fit_that_does_not_win_changes_nothing(
    tmp_path: Path, progress: Path, average_rows: list[Row], lang: str, said: str
) -> None:
    keep(progress, average_rows)
    before = settings(progress)
    assert said in monthly(tmp_path, LEARN_LANG=lang)[0]
    assert settings(progress) == (before[0], day_of(LATER), before[2])
    assert not (progress / "backups").exists()
    assert monthly(tmp_path) == ("", ""), "it was tried this month"


@pytest.mark.parametrize("count", [0, 60])
def test_of_too_few_reviews_no_word_is_lost(
    tmp_path: Path, progress: Path, average_rows: list[Row], count: int
) -> None:
    keep(progress, average_rows[:count])
    before = settings(progress)
    assert monthly(tmp_path) == ("", "")
    assert settings(progress) == before


@pytest.mark.parametrize(
    "place", ["optimizer.try_fit", "backups.keep", "Store.adopt", "Store.rederive"]
)
def test_ctrl_c_leaves_all_as_it_was(
    tmp_path: Path, progress: Path, forgetful_rows: list[Row], place: str
) -> None:
    keep(progress, forgetful_rows)
    before = settings(progress)
    assert monthly(tmp_path, f"{place} = interrupted") == ("", "")
    assert settings(progress) == before
    assert "✓" in monthly(tmp_path)[0]


HELD = (
    "import sqlite3; other = sqlite3.connect(store.path, isolation_level=None);"
    "other.execute('begin immediate')"
)


@pytest.mark.parametrize("fault", ["held", "no room"])
def test_what_goes_wrong_is_one_line(
    tmp_path: Path, progress: Path, forgetful_rows: list[Row], fault: str
) -> None:
    keep(progress, forgetful_rows)
    before = settings(progress)
    if fault == "no room":
        (progress / "backups").write_text("in the way")
    held = HELD if fault == "held" else ""
    out, err = monthly(tmp_path, held, LEARN_LOCK_TIMEOUT="0.2")
    assert out == ""
    assert len(err.splitlines()) == 1
    assert ("holds" if fault == "held" else "No copy could be made") in err
    assert settings(progress) == before


# --- the screen


@pytest.mark.parametrize(("lang", "said"), [("en", "fitted FSRS-6: 0."), ("zh", "拟合 FSRS-6：0.")])
def test_in_a_pipe_it_is_words_and_numbers(
    learn: Learn, progress: Path, forgetful_rows: list[Row], lang: str, said: str
) -> None:
    keep(progress, forgetful_rows)
    out = learn("tune", "--lang", lang).stdout
    assert said in out
    assert "✓" in out
    assert not set(out) & set("█▏▎▍▌▋▊▉\x1b")


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_on_a_terminal_it_has_bars_that_fit(
    terminal: Callable[..., Terminal],
    progress: Path,
    average_rows: list[Row],
    columns: int,
    lang: str,
) -> None:
    keep(progress, average_rows)
    shown = terminal("tune", size=(columns, 30), LEARN_LANG=lang)
    shown.end()
    text = shown.text()
    assert text.count("█") > 20
    assert {"en": "Not adopted", "zh": "未采用"}[lang] in text
    assert max(map(len, text.splitlines())) <= columns


def test_plain_on_a_terminal_has_no_bars(
    terminal: Callable[..., Terminal], progress: Path, average_rows: list[Row]
) -> None:
    keep(progress, average_rows)
    shown = terminal("tune", "--plain", size=(80, 30))
    shown.end()
    assert "█" not in shown.text()
    assert "default FSRS-6: 0." in shown.text()
