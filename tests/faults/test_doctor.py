"""learn doctor looks, and repairs only when asked; edited, renamed and removed terms."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from damage import assert_sound, count, execute, learn, progress_of, study

NOW = {"LEARN_NOW": "2026-11-24T09:00"}

OWN = """\
slug: {slug}
topic: own
name: {{en: {name}, zh: 热启动}}
summary: {{en: {summary}, zh: 从先前学到的权重开始训练。}}
explanation: {{en: It saves the first epochs., zh: 可以省去最初的若干轮。}}
{more}"""


def doctor(home: Path, *arguments: str, **env: str) -> dict[str, Any]:
    done = learn(home, "doctor", "--json", *arguments, **{**NOW, **env})
    told: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == (1 if told["problems"] else 0)
    return told


def test_the_doctor_says_versions_paths_and_checks(tmp_path: Path) -> None:
    first = doctor(tmp_path)
    assert (first["progress"], first["problems"]) == (None, [])
    assert not progress_of(tmp_path).exists(), "the doctor begins nothing"
    study(tmp_path, "1", "1", LEARN_NOW="2026-11-22T09:00")
    study(tmp_path, "1", LEARN_NOW="2026-11-23T09:00")
    learn(tmp_path, "undo", LEARN_NOW="2026-11-23T09:05")
    told = doctor(tmp_path, "--full")
    progress = told["progress"]
    assert (progress["answers"], progress["undone"], progress["version"]) == (2, 1, 3)
    assert progress["path"] == str(progress_of(tmp_path))
    assert progress["bytes"] == progress_of(tmp_path).stat().st_size
    assert told["backups"]["newest"] == "progress-2026-11-23.sqlite"
    assert told["differing"] == []
    assert told["versions"]["python"] == ".".join(map(str, sys.version_info[:3]))
    text = learn(tmp_path, "doctor", **NOW).stdout
    for part in (str(progress_of(tmp_path)), "torch: ", "sqlite: 3.", "Nothing is wrong."):
        assert part in text
    assert "\x1b" not in text
    assert "一切正常" in learn(tmp_path, "doctor", "--lang", "zh", **NOW).stdout


def test_torch_is_not_imported_to_know_its_version(tmp_path: Path) -> None:
    # In this environment its import fails; what is installed is said all the same.
    assert doctor(tmp_path)["versions"]["torch"]


def test_states_that_are_not_those_of_the_log_are_found_and_repaired_only_if_asked(
    tmp_path: Path,
) -> None:
    study(tmp_path, "1", "1", "1", **NOW)
    path = progress_of(tmp_path)
    execute(path, "update state set due = due + 400, stability = 400")
    before = path.read_bytes()
    assert doctor(tmp_path)["problems"] == [], "the quick check replays nothing"
    told = doctor(tmp_path, "--full")
    assert len(told["differing"]) == len({*told["differing"]}) > 0
    assert "learn doctor --repair" in told["problems"][0]
    assert path.read_bytes() == before
    repaired = doctor(tmp_path, "--repair")
    assert repaired["repaired"] == len(told["differing"])
    assert (repaired["differing"], repaired["problems"]) == ([], [])
    assert repaired["backups"]["newest"].endswith("-before-repair.sqlite")
    assert assert_sound(path.parent) == 3


def test_a_lost_and_an_invented_state_are_found(tmp_path: Path) -> None:
    study(tmp_path, "1", **NOW)
    execute(
        progress_of(tmp_path),
        "delete from state",
        "insert into state values ('gap/name', 2, 5, 739000, 739002, 1, 0, 0)",
    )
    assert len(doctor(tmp_path, "--full")["differing"]) == 2
    assert doctor(tmp_path, "--repair")["differing"] == []


def test_damage_is_found_and_repaired_only_if_asked(tmp_path: Path) -> None:
    study(tmp_path, *"1" * 9, **NOW)
    path = progress_of(tmp_path)
    with path.open("r+b") as file:
        file.seek(4096 * 2)  # an index
        file.write(os.urandom(4096))
    before = path.read_bytes()
    told = doctor(tmp_path, "--full")
    assert told["damage"]
    assert told["repaired"] is None
    assert any("learn doctor --repair" in each for each in told["problems"])
    assert path.read_bytes() == before
    repaired = doctor(tmp_path, "--repair")
    assert (repaired["damage"], repaired["problems"]) == ([], [])
    assert repaired["repair"]["lost"] == 0
    assert Path(repaired["repair"]["kept"]).read_bytes() == before
    assert assert_sound(path.parent) == 9


def test_answers_in_the_future_are_told(tmp_path: Path) -> None:
    study(tmp_path, "1", "1", LEARN_NOW="2036-01-01T09:00")
    told = doctor(tmp_path)
    assert told["future"] == 2
    assert any("Later than now: 2 answers" in each for each in told["problems"])


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_folder_that_others_can_look_into_is_told(tmp_path: Path) -> None:
    study(tmp_path, "1", **NOW)
    assert (tmp_path / "learn").stat().st_mode & 0o777 == 0o700
    assert doctor(tmp_path)["notes"] == []
    (tmp_path / "learn").chmod(0o755)
    told = doctor(tmp_path)
    assert "chmod 700" in told["notes"][0]
    assert told["problems"] == []


def own(
    home: Path,
    name: str = "hot start",
    summary: str = "Training from old weights.",
    slug: str = "hot-start",
    more: str = "",
) -> dict[str, str]:
    """Write a glossary with one term, and return the environment that names it."""
    path = home / "own.yaml"
    path.write_text(OWN.format(slug=slug, name=name, summary=summary, more=more), "utf-8")
    return {**NOW, "LEARN_GLOSSARY": str(path)}


def test_edited_words_keep_a_terms_progress(tmp_path: Path) -> None:
    env = own(tmp_path)
    learn(tmp_path, "quiz", "hot-start", stdin="1\n1\n1\n1\n", **env)
    before = learn(tmp_path, "stats", "hot-start", "--json", **env).stdout
    asked = count(tmp_path)
    assert asked
    env = own(tmp_path, "warm boot", "Quite another sentence.")
    assert learn(tmp_path, "stats", "hot-start", "--json", **env).stdout == before
    assert doctor(tmp_path, **env)["orphans"] == []
    assert count(tmp_path) == asked


def test_a_renamed_term_takes_its_history_along(tmp_path: Path) -> None:
    env = own(tmp_path)
    learn(tmp_path, "quiz", "hot-start", stdin="1\n1\n1\n1\n", **env)
    before = json.loads(learn(tmp_path, "stats", "hot-start", "--json", **env).stdout)
    env = own(tmp_path, slug="warm-boot", more="formerly: [hot-start]\n")
    after = json.loads(learn(tmp_path, "stats", "warm-boot", "--json", **env).stdout)
    assert [each["reps"] for each in after["cards"]] == [each["reps"] for each in before["cards"]]
    assert doctor(tmp_path, **env)["orphans"] == []


def test_a_term_that_is_gone_is_listed_and_its_history_kept(tmp_path: Path) -> None:
    env = own(tmp_path)
    learn(tmp_path, "quiz", "hot-start", stdin="1\n1\n1\n1\n", **env)
    before = learn(tmp_path, "export", **NOW).stdout
    told = doctor(tmp_path)  # the glossary isn't named here
    assert told["orphans"]
    assert all(card.startswith("hot-start/") for card in told["orphans"])
    assert told["problems"] == []
    assert "hot-start/term" in learn(tmp_path, "doctor", **NOW).stdout
    for command in ((), ("quiz",), ("stats",), ("doctor", "--repair")):
        assert learn(tmp_path, *command, **NOW).returncode == 0
    assert learn(tmp_path, "export", **NOW).stdout == before
    assert json.loads(learn(tmp_path, "stats", "hot-start", "--json", **env).stdout)["cards"]


def test_undo_takes_back_what_was_given_last_whatever_the_clock_said(tmp_path: Path) -> None:
    study(tmp_path, "1", "1", LEARN_NOW="2026-11-26T09:00")
    study(tmp_path, "1", LEARN_NOW="2026-11-24T09:00")  # the clock was set back
    rows = map(json.loads, learn(tmp_path, "export", **NOW).stdout.splitlines())
    first = min((row for row in rows), key=lambda row: row["at"])
    assert learn(tmp_path, "undo", **NOW).returncode == 0
    rows = map(json.loads, learn(tmp_path, "export", **NOW).stdout.splitlines())
    assert [row["undoes"] for row in rows if row["undoes"]] == [first["id"]]


def test_undo_leaves_what_came_from_elsewhere(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    study(other, "1", LEARN_NOW="2026-11-24T09:30")
    study(tmp_path, "1", **NOW)
    log = tmp_path / "log.jsonl"
    log.write_text(learn(other, "export", **NOW).stdout)
    assert (
        learn(tmp_path, "import", str(log), "--yes", LEARN_NOW="2026-11-24T10:00").returncode == 0
    )
    assert learn(tmp_path, "undo", **NOW).returncode == 0
    assert learn(tmp_path, "undo", **NOW).returncode == 1
    assert count(tmp_path, "rating is not null") == 2
    assert assert_sound(tmp_path / "learn") == 1


def test_an_undo_is_one_more_event_and_survives_a_restart(tmp_path: Path) -> None:
    study(tmp_path, "1", "1", "1", **NOW)
    first = learn(tmp_path, "export", **NOW).stdout.splitlines()
    for left in (2, 1, 0):
        assert learn(tmp_path, "undo", LEARN_NOW="2026-11-24T09:30").returncode == 0
        assert assert_sound(tmp_path / "learn") == left
    done = learn(tmp_path, "undo", **NOW)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "learn quiz")
    rows = learn(tmp_path, "export", **NOW).stdout.splitlines()
    assert set(first) < set(rows)
    assert len(rows) == 6
    undone = {json.loads(row)["undoes"] for row in rows} - {None}
    assert undone == {json.loads(row)["id"] for row in first}
    assert study(tmp_path, "1", **NOW).returncode == 0
    assert assert_sound(tmp_path / "learn") == 1
