"""Narrow terminals, terminals that change their size, and characters of other widths."""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest
from rich.cells import cell_len
from rich.console import Console

from commands import EVERY, studied
from conftest import SLUGS, Learn, Terminal, environment
from knowing_learner import answer, reply_to, stands, terms, to_question
from learn.demos.result import Figure, Grid
from learn.glossary.term import Lang
from learn.text import clean
from learn.views.demo import labeller
from learn.views.figures import draw
from learn.views.figures_as_text import speak
from learn.views.page import width_of, wrap
from runs import ran

Start = Callable[..., Terminal]

PROSE = [each for each in EVERY if each[:1] not in (("undo",), ("backup",), ("export",))]
PROSE = [each for each in PROSE if "--json" not in each and each != ("demo", "temperature")]


def squeezed(text: str) -> str:
    return re.sub(r"[\s─…]+", "", text)


def words_of(text: str) -> set[str]:
    """The words of a text, with all that is only there to fill a line taken away."""
    return set(re.sub(r"[─…]+", " ", text).split())


# 57


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return studied(tmp_path_factory.mktemp("home"))


def shown(home: Path, arguments: tuple[str, ...], columns: int, **env: str) -> str:
    opened = Terminal(list(arguments), environment(home, **env), (columns, 30))
    opened.child.cwd = str(home)
    text = ""
    try:
        if arguments[:1] == ("quiz",):
            opened.wait_for("quit")
            opened.press("q")
        opened.end()
        text = opened.text()
    finally:
        opened.child.close(force=True)
    return text


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX terminal")
@pytest.mark.parametrize("columns", [40, 20])
@pytest.mark.parametrize("arguments", PROSE, ids=[" ".join(each) or "home" for each in PROSE])
def test_a_narrow_terminal_loses_no_word(
    home: Path, arguments: tuple[str, ...], columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    if arguments[:1] == ("stats",):
        arguments = (*arguments, "--plain")  # its pictures have fewer weeks where there is no room
    wide, narrow = (shown(home, arguments, width) for width in (96, columns))
    words, seen = words_of(wide), squeezed(narrow)
    if arguments[:1] in (("list",), ("search",), ("path",)):
        # A line of a list is as much of the summary as fits; the names are what it is about.
        found = [t for t in terms().values() if t.name.en in wide]
        words = {word for term in found for word in (*term.name.en.split(), term.name.zh)}
    assert len(words) > 1
    assert [word for word in sorted(words) if squeezed(word) not in seen] == []


def said_in(figure: Figure, lang: Lang, slug: str) -> Iterator[str]:
    """Every word and number of a figure, as it is said without a picture."""
    for line in speak(figure, labeller(terms()[slug], lang), lang):
        yield from re.split(r"[\s:：;；,，()（）→]+", line)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [40, 20])
@pytest.mark.parametrize("slug", SLUGS)
def test_a_narrow_demo_loses_no_word_and_no_number(slug: str, columns: int, lang: Lang) -> None:
    for figure in ran(slug).figures:
        picture = drawn(figure, slug, columns, lang)
        assert max(cell_len(line) for line in picture.split("\n")) <= columns
        wide = squeezed(drawn(figure, slug, 200, lang))
        # The points of a curve and the cells of an image are said in words, and drawn as pictures.
        wanted = [word for word in said_in(figure, lang, slug) if word and squeezed(word) in wide]
        missing = [word for word in wanted if squeezed(word) not in squeezed(picture)]
        # A Chinese head of a column stands in lines beside those of the others.
        missing = [word for word in missing if word.isascii() or not set(word) <= set(picture)]
        assert missing == [], picture
        assert wanted or isinstance(figure, Grid)


def drawn(figure: Figure, slug: str, columns: int, lang: Lang) -> str:
    out = io.StringIO()
    console = Console(file=out, width=columns, color_system=None, legacy_windows=False)
    console.print(draw(figure, columns, labeller(terms()[slug], lang)), markup=False)
    return out.getvalue()


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX terminal")
@pytest.mark.parametrize("columns", ["0", "abc", "1", "-5", "", "99999999999", "８0"])
def test_columns_that_are_nonsense_are_the_width_of_the_terminal_or_80(
    home: Path, columns: str
) -> None:
    for arguments in (("define", "gap"), ("list",), ("--help",)):
        assert shown(home, arguments, 80, COLUMNS=columns) == shown(home, arguments, 80)
    widest = max(map(cell_len, sizeless(home, COLUMNS=columns).split("\n")))
    assert 60 < widest <= 80


def sizeless(home: Path, **env: str) -> str:
    """What a terminal gets that doesn't say how wide it is."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "learn", "--color", "never", "define", "gap"],
        env=environment(home, **env),  # type: ignore[arg-type]
        dimensions=(0, 0),
        encoding="utf-8",
    )
    text = child.read().replace("\r\n", "\n")
    child.close()
    return text


def test_columns_that_make_sense_are_taken(home: Path) -> None:
    assert max(map(cell_len, sizeless(home, COLUMNS="33").split("\n"))) <= 33


# 58


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX terminal")
@pytest.mark.parametrize("columns", [40, 30, 120])
def test_the_next_card_fits_a_terminal_that_changed_while_it_waited(
    terminal: Start, columns: int
) -> None:
    quiz = terminal("quiz", "neck", "head", "--kind", "name", size=(80, 40))
    assert answer(quiz)
    quiz.clear()
    quiz.child.setwinsize(40, columns)
    quiz.screen.resize(40, columns)
    quiz.press("\r")
    screen = quiz.wait_for("quit")
    lines = screen.split("\n")
    rule = next(line for line in lines if "min left" in line)
    assert rule.startswith("── ") == (columns >= 40)
    assert cell_len(rule) == min(columns, 96) if columns >= 40 else cell_len(rule) <= columns
    prompt = squeezed(screen.split("architecture")[-1].split("Which term")[0])
    told = [text for term in terms().values() for text in (term.summary, term.restated) if text]
    assert prompt in {squeezed(text.en) for text in told}
    assert all(lines[n + 1] == "" or len(lines[n]) <= columns for n in range(len(lines) - 1))
    longest = max(len(line) for line in screen.split(rule)[1].split("\n"))
    assert longest <= columns
    assert longest > min(columns, 76) - 16  # and it uses the room there is
    quiz.press("q")
    assert quiz.end() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX terminal")
def test_keys_that_need_two_rows_are_taken_away_from_both(terminal: Start) -> None:
    quiz = terminal("quiz", "neck", "--kind", "name", size=(30, 40))
    assert to_question(quiz) == "choose"
    assert "I'm sure" not in quiz.text(), "the keys of the hidden options"
    quiz.press(reply_to(quiz.text(), "en"))
    screen = quiz.wait_for("u undo")
    assert stands(quiz, "en") == "graded"
    assert "don't know" not in screen
    assert "choose" not in screen
    quiz.clear()
    quiz.press("s")  # what it says comes in the place of the keys, which then stand below it
    screen = quiz.wait_for("q quit")
    assert screen.count("u undo") == 1
    quiz.press("q")
    quiz.wait_for("saved")
    assert quiz.end() == 0
    assert "don't know" not in quiz.text()
    assert "undo" not in quiz.text()


# 59

ODD_NAMES = {
    "wide": "全角ＡＢＣ词条",
    "combining": "e\u0301tude\u0301 a\u0308",
    "emoji": "🔥 hot 🧪",
    "thai": "ทั้งนี้",
    "hindi": "नमस्ते",
    "korean": "한국어",
    "narrow": "plain",
    "flag": "ｈalf ﾊﾝｶｸ",
}


NOT_IN_PYTE = ("thai", "hindi")  # it drops their marks and what follows; terminals don't


@pytest.fixture
def odd(tmp_path: Path) -> str:
    """A glossary whose names are of all widths; every summary begins with §."""
    terms = [
        f"slug: {slug}\nname: {{en: '{name}', zh: '{name}二'}}\n"
        f"summary: {{en: '§ A summary of some words.', zh: '§ 一句话的说明。'}}\n"
        for slug, name in ODD_NAMES.items()
        if slug not in NOT_IN_PYTE
    ]
    path = tmp_path / "odd.yaml"
    path.write_text("---\n".join(terms), "utf-8")
    return str(path)


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX terminal")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_names_of_every_width_stand_in_columns(terminal: Start, odd: str, lang: Lang) -> None:
    listed = terminal("list", "--topic", "own", "--glossary", odd, "--lang", lang, size=(100, 40))
    assert listed.end() == 0
    rows = [listed.screen.buffer[y] for y in range(listed.screen.lines)]
    starts = [x for row in rows for x in range(listed.screen.columns) if row[x].data == "§"]
    assert len(starts) == len(ODD_NAMES) - len(NOT_IN_PYTE)
    assert len(set(starts)) == 1, listed.text()


@pytest.mark.parametrize("name", list(ODD_NAMES.values()))
def test_a_width_is_what_a_terminal_makes_of_it(name: str) -> None:
    assert width_of(name) == cell_len(name)
    for width in (4, 7, 12):
        assert all(width_of(line) <= width for line in wrap(f"{name} " * 9, width))


MARKS = {
    "above": "\u0301",
    "below": "\u0323",
    "enclosing": "\u20dd",
    "thai": "\u0e49",
    "khmer": "\u17c6",
    "variation": "\ufe0f",
    "beyond-the-basic-plane": "\U0001e130",
}


@pytest.mark.parametrize("mark", list(MARKS.values()), ids=list(MARKS))
def test_a_pile_of_300_combining_marks_is_bounded_wherever_it_is_shown(
    learn: Learn, tmp_path: Path, mark: str
) -> None:
    pile = "a" + mark * 300
    own = tmp_path / "own.yaml"
    own.write_text(
        f"slug: pile\nname: {{en: 'pile {pile}', zh: '{pile}堆'}}\n"
        f"summary: {{en: 'A {pile} b.', zh: '一{pile}二。'}}\n"
        f"explanation: {{en: 'C {pile} d.', zh: '三{pile}四。'}}\n",
        "utf-8",
    )
    for arguments in (
        ("define", "pile"),
        ("define", pile),
        ("list",),
        ("search", pile),
        ("check", str(own)),
        ("quiz", "pile"),
        ("sheet", "pile"),
        ("demo", pile),
        ("--lang", pile, "list"),
        ("quiz", "--kind", pile),
    ):
        done = learn(*arguments, LEARN_GLOSSARY=str(own))
        assert done.returncode in (0, 1, 2)
        for text in (done.stdout, done.stderr):
            assert longest_pile(text) <= 10, arguments
            assert "Traceback" not in text


def longest_pile(text: str) -> int:
    longest = pile = 0
    for character in text:
        pile = pile + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        longest = max(longest, pile)
    return longest


def test_no_language_is_touched_by_the_bound() -> None:
    for text in (*ODD_NAMES.values(), "Việt Nam", "שָׁלוֹם", "ཧཱུྃ", "👩‍👩‍👧 ❤️ 🇨🇳", "ก็"):
        assert clean(text) == text
        assert clean(text * 20) == text * 20
