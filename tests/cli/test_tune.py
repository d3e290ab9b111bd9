"""learn tune: a fit to a log, judged on later reviews, and adopted only where it wins."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import Learn, Terminal
from learn.memory import optimizer
from learn.memory.fsrs import Rating, Scheduler
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
    assert set(found) == {"reviews", "scored", "log_loss", "parameters", "split"}
    assert list(losses) == ["constant", "moving_average", "default", "fitted"]
    assert losses["fitted"] < losses["default"] - 0.01
    held_out = recalls(forgetful(), forgetful_rows)[found["split"]["trained"] :]
    assert losses["fitted"] < log_loss(held_out) + 0.01  # hardly worse than the truth itself


@pytest.mark.parametrize("whose", ["forgetful_rows", "average_rows"])
def test_the_losses_are_those_of_the_formulas(
    learn: Learn, tmp_path: Path, request: pytest.FixtureRequest, whose: str
) -> None:
    rows = request.getfixturevalue(whose)
    write_csv(tmp_path / "log.csv", rows, milliseconds)
    found = tuned(learn, "--from", "log.csv")
    scored = recalls(DEFAULT, rows)
    right = [right for _, right in scored]
    cut = int(0.8 * len(scored))
    constant = [(sum(right[:cut]) / cut, each) for each in right[cut:]]
    # As in `learn stats`: from the aim a fiftieth of the way to every outcome before.
    moving = [
        (0.9 * 0.98**n + sum(0.02 * 0.98 ** (n - 1 - k) * right[k] for k in range(n)), right[n])
        for n in range(cut, len(right))
    ]
    assert found["reviews"] == len(rows)
    assert found["split"] == {"trained": cut, "held_out": len(scored) - cut}
    assert found["scored"] == len(scored) - cut
    want = {
        "constant": log_loss(constant),
        "moving_average": log_loss(moving),
        "default": log_loss(scored[cut:]),
        "fitted": log_loss(recalls(found["parameters"], rows)[cut:]),
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
    before = optimizer.log_of(forgetful_rows)
    last = before.scored[before.trained - 1]
    places = [place for place, row in enumerate(forgetful_rows) if row[0] == last.card]
    cut = places[last.place] + 1
    altered = [(card, 5 - rating, day) for card, rating, day in forgetful_rows[cut:]]
    after = optimizer.log_of(forgetful_rows[:cut] + altered)
    assert optimizer.fit(after) == optimizer.fit(before)
    assert optimizer.try_fit(after).log_loss != optimizer.try_fit(before).log_loss


def test_of_too_many_histories_whole_cards_are_read(
    forgetful_rows: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    log = optimizer.log_of(forgetful_rows)
    monkeypatch.setattr(optimizer, "_MOST", 20_000)
    read = optimizer._readable(log.scored)
    size = {each.card: 0 for each in read}
    for each in read:
        size[each.card] += each.place + 1
    assert 20_000 <= sum(size.values()) < 20_000 + max(size.values())
    cards = {each.card for each in read}
    assert read == [each for each in log.scored if each.card in cards]
    assert optimizer.fit(log) not in (None, DEFAULT)


def test_a_history_too_long_to_read_leaves_the_default() -> None:
    rows = [("a/name", 3, 1)] * 300 + [("a/name", 3, day) for day in range(2, 200)]
    trial = optimizer.try_fit(optimizer.log_of(rows))
    assert trial.parameters == DEFAULT
    assert not trial.wins


@pytest.mark.parametrize(
    ("zone", "scored"), [("UTC", 1), ("Asia/Shanghai", 2), ("America/New_York", 1)]
)
def test_a_day_begins_at_four_in_the_local_time_zone(
    learn: Learn, tmp_path: Path, zone: str, scored: int
) -> None:
    # 03:30 and 04:30 in Shanghai are of two days there, but of one in London and New York.
    times = ["2025-03-01T12:00Z", "2025-03-04T19:30Z", "2025-03-04T20:30Z", "2025-03-09T20:00Z"]
    lines = [f"a,{time},3" for time in times]
    (tmp_path / "log.csv").write_text("\n".join(["card_id,review_time,review_rating", *lines]))
    done = learn("tune", "--json", "--from", "log.csv", TZ=zone)
    assert json.loads(done.stdout)["split"] == {"trained": scored, "held_out": 1}


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
        log = [(each.card, each.rating, each.day) for each in store.log()]
        assert store.states() == scheduler.replay(log)
        assert store.states() != Scheduler().replay(log)
    again = tuned(learn)
    assert again["adopted"] is False
    assert again["log_loss"]["current"] == pytest.approx(again["log_loss"]["fitted"])
    assert again["log_loss"]["current"] < again["log_loss"]["default"]


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


def test_an_undone_answer_counts_no_more(
    learn: Learn, progress: Path, average_rows: list[Row]
) -> None:
    keep(progress, average_rows[:60])
    assert tuned(learn)["reviews"] == 60
    assert learn("undo").returncode == 0
    assert tuned(learn)["reviews"] == 59


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
