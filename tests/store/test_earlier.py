"""A progress file of the first version opens with nothing lost, and its settings still count.

`earlier/` was made by the program as it was before its modules were put into packages: 45 days of
answers of every kind, with undos, other grades, and names that the learner had added.
"""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from conftest import Learn

EARLIER = Path(__file__).parent / "earlier"
LATER = {"LEARN_NOW": "2026-10-20T12:00"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A learner's folder as the first version left it."""
    folder = tmp_path / "learn"
    folder.mkdir()
    for name in ("progress.sqlite", "export.jsonl"):
        (folder / name).write_bytes(gzip.decompress((EARLIER / f"{name}.gz").read_bytes()))
    shutil.copy(EARLIER / "aliases.tsv", folder)
    (folder / "config.toml").write_text('lang = "zh"\nnew = 7\nlimit = 30\n')
    return folder


def test_no_answer_is_lost(learn: Learn, home: Path) -> None:
    done = learn("export", **LATER)
    assert done.returncode == 0, done.stderr
    before = (home / "export.jsonl").read_text("utf-8").splitlines()
    assert len(before) > 600
    assert sorted(done.stdout.splitlines()) == sorted(before)


def test_the_doctor_finds_nothing(learn: Learn, home: Path) -> None:
    done = learn("doctor", "--lang", "en", **LATER)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_known_and_due_is_as_before(learn: Learn, home: Path) -> None:
    done = learn("stats", "--json", **LATER)
    assert done.returncode == 0, done.stderr
    told, before = json.loads(done.stdout), json.loads((EARLIER / "stats.json").read_text("utf-8"))
    for each in (told, before):  # the baselines mean something else since: what was known before
        del each["calibration"]["log_loss"]["constant"]
        del each["calibration"]["log_loss"]["moving_average"]
        for topic in each["topics"]:
            del topic["cards"]  # as many as the glossary has now
    assert told == before


def test_added_names_and_settings_still_count(learn: Learn, home: Path) -> None:
    done = learn(
        *("quiz", "temperature", "--kind", "type", "--cram"), stdin="softmax heat\nq\n", **LATER
    )
    assert done.returncode == 0, done.stderr
    assert "✓ 正确" in done.stdout  # in Chinese, as the config file asks


def test_the_next_answer_is_kept_beside_the_old_ones(learn: Learn, home: Path) -> None:
    count = len(learn("export", **LATER).stdout.splitlines())
    done = learn("quiz", stdin="1\n1\nq\n", **LATER)
    assert done.returncode == 0, done.stderr
    assert len(learn("export", **LATER).stdout.splitlines()) > count
