"""Lessons: each on one screen, and learn study, which shows them one after another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import far_along
from conftest import SLUGS, Learn, Terminal
from knowing_learner import squeeze, terms
from learn.glossary.term import Lang

Start = Callable[..., Terminal]
SLUGS = [slug for slug in SLUGS if slug != "ambiguous"]
KEYS = {"en": "q quit", "zh": "q 退出"}
BARE = "slug: bare\nname: {en: bare term, zh: 光词}\nsummary: {en: A word alone., zh: 只有词。}\n"


def seen(shown: Terminal) -> list[str]:
    """The rows that are on the screen, without what has scrolled away."""
    screen = shown.screen
    columns = range(screen.columns)
    return [
        "".join(screen.buffer[y][x].data for x in columns).rstrip() for y in range(screen.lines)
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("slug", SLUGS)
def test_a_lesson_is_one_screen_with_room_for_two_lines_of_keys(
    terminal: Start, slug: str, lang: Lang
) -> None:
    shown = terminal("study", slug, size=(80, 24), LEARN_LANG=lang)
    shown.wait_for(KEYS[lang])
    rows = seen(shown)
    term, text = terms()[slug], squeeze("".join(rows))
    assert rows[0].startswith("── 1/1 ")
    keys = next(y for y, row in enumerate(rows) if KEYS[lang] in row)
    assert keys <= 22
    assert not any(rows[keys + 1 :])
    first = term.misconceptions[0]
    wanted = [term.name.en, term.name.zh, term.summary.in_(lang), term.formula or ""]
    wanted += [first.says.in_(lang), first.but.in_(lang)]
    assert [each for each in wanted if squeeze(each) not in text] == []
    shown.press("q")
    assert shown.end() == 0


def test_a_taller_terminal_shows_the_picture_and_what_to_look_at(terminal: Start) -> None:
    shown = terminal("study", "warm-up", size=(80, 40))
    text = shown.wait_for("q quit")
    assert "Training loss by step" in text
    assert "› The rate of step 1" in text


def test_keys_turn_the_pages_and_show_the_demo(terminal: Start, tmp_path: Path) -> None:
    shown = terminal("study", "temperature", "bottleneck", "--color", "never")
    first = shown.wait_for("Enter next")
    assert "p previous" not in first
    assert "1/2" in first
    shown.press("\r")
    assert "New term   bottleneck" in shown.wait_for("Enter finish   p previous")
    shown.press("d")
    shown.wait_for("learn demo bottleneck")
    shown.press("p")
    while "New term   temperature" not in "\n".join(seen(shown)):
        shown._read("temperature")
    shown.wait_for("q quit")
    shown.press("\r")
    while "New term   bottleneck" not in "\n".join(seen(shown)):
        shown._read("bottleneck")
    shown.wait_for("Enter finish")
    shown.press("\r")
    assert shown.end() == 0
    assert shown.text().rstrip().endswith("learn quiz temperature bottleneck")
    assert [path.name for path in (tmp_path / "learn").iterdir()] == ["cache"]


def test_control_c_ends_it_and_d_too(terminal: Start) -> None:
    for key, code in (("\x03", 130), ("\x04", 0)):
        shown = terminal("study", "head")
        shown.wait_for("q quit")
        shown.press(key)
        assert shown.end() == code


def test_with_nothing_named_a_pipe_has_the_first_five_not_met_yet(
    learn: Learn, tmp_path: Path
) -> None:
    far_along.keep(tmp_path / "learn")
    progress = tmp_path / "learn" / "progress.sqlite"
    before = progress.read_bytes()
    out = learn("study").stdout
    names = [line.split("   ")[1] for line in out.splitlines() if line.startswith("New term")]
    assert len(names) == 5
    met = {terms()[slug].name.en for slug in far_along.FAR}
    assert not {name.split("  ")[0] for name in names} & met
    assert progress.read_bytes() == before
    every = "Every term was met"
    far_along.keep(tmp_path / "all" / "learn", dict.fromkeys(terms(), "met"))
    assert every in learn("study", LEARN_HOME=str(tmp_path / "all" / "learn")).stdout


def test_a_topic_is_read_in_its_order_and_what_was_met_is_no_new_term(
    learn: Learn, tmp_path: Path
) -> None:
    far_along.keep(tmp_path / "learn")
    out = learn("study", "head", "data", "backbone").stdout
    order = [out.index(f"\n{name}  ") for name in ("head",)]
    assert order
    assert out.index("head  头部") < out.index("ground truth  真实值") < out.index("backbone  主干")
    assert out.count("New term") == 1
    assert "labels against truth 0.800, model against labels 0.744" in out


def test_a_term_of_ones_own_without_demo_and_misconception_has_a_lesson(
    learn: Learn, terminal: Start, tmp_path: Path
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(BARE, "utf-8")
    done = learn("study", "bare", "--glossary", str(own))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1/1   own\n\nNew term   bare term  光词\nA word alone.\n\n"
    shown = terminal("study", "bare", "--glossary", str(own))
    assert "d demo" not in shown.wait_for("Enter finish")


def test_a_demo_that_fails_is_a_line_and_the_lesson_goes_on(learn: Learn, tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise ImportError('no torch here')\n")
    done = learn("study", "neck", PYTHONPATH=str(tmp_path))
    assert done.returncode == 0
    assert "New term   neck" in done.stdout
    assert "Often said" in done.stdout or "✗" in done.stdout


def test_a_word_of_none_names_the_nearest(learn: Learn) -> None:
    done = learn("study", "neck", "bakbone")
    assert (done.returncode, done.stdout) == (1, "")
    assert "learn define backbone" in done.stderr


def test_plain_is_words_alone(learn: Learn, terminal: Start) -> None:
    shown = terminal("study", "temperature", "--plain")
    assert shown.end() == 0
    text = shown.text()
    assert "z₁=1 0.0159" in text
    assert "Often said, but not so" in text
    assert not set(text) & set("✗✓█▌─")
