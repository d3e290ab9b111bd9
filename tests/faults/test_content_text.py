"""Faults 12 to 14: what a glossary or a person says is text, on every screen."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from conftest import Done, Here, Terminal, environment
from hostile_text import UNSAFE, escaped, everything, harmless, term, write
from learn.demos.result import Bars, Beside, Curves, Figure, Grid, Shapes, Stack, Table
from learn.views.figures import draw
from learn.views.figures_as_text import speak
from learn.views.page import Page

FIELDS = {
    "name": '{en: x, zh: "a%sb"}', "aliases": '["a%sb"]', "summary": '{en: "a%sb", zh: x}',
    "explanation": '{en: "a%sb", zh: x}', "formula": '"a%sb"', "topic": '"a%sb"',
    "confused_with": '[{name: {en: "a%sb", zh: x}, en: x, zh: x}]', "needs": '["a%sb"]',
    "sources": '[{title: t, authors: a, year: 2000, url: "https://a%sb"}]',
    "sources.doi": '[{title: t, authors: a, year: 2000, doi: "10.1234/a%sb"}]',
    "sources.where": '[{title: t, authors: a, year: 2000, where: "a%sb"}]',
    "sources.place": '[{title: t, authors: a, year: 2000, where: {en: "a%sb", zh: x}}]',
    "demo": '{run: temperature, with: {temperature: "a%sb"}}',
    "demo.look": '{run: temperature, look: [{en: "a%sb", zh: x}]}',
    "demo.labels": '{run: temperature, labels: {loss: {en: "a%sb", zh: x}}}',
    "demo.parameters": '{run: temperature, parameters: {"a%sb": {en: x, zh: x}}}',
    "questions": '[{id: q, ask: {en: "a%sb", zh: x}, answer: {value: largest}}]',
    "questions.draw": '[{id: q, ask: {en: x, zh: x}, answer: {value: v}, draw: {t: ["a%sb"]}}]',
    "formerly": '["a%sb"]', '"un%sknown"': "x",
}  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_what_could_act_on_a_terminal_is_reported_and_never_written(
    here: Here, tmp_path: Path, field: str
) -> None:
    folder = tmp_path / "own"
    for number, character in enumerate(UNSAFE):
        key, value = (text.replace("%s", escaped(character)) for text in (field, FIELDS[field]))
        fields = {re.sub(r"\.\w+$", "", key): value}
        write(folder / f"{number:02}.yaml", term(f"own-{number}", **fields))
    done = harmless(here("check", str(folder)))
    assert done.returncode == 1
    faults = [line.partition(":")[0] for line in done.stdout.splitlines() if ".yaml:" in line]
    for number, character in enumerate(UNSAFE):
        assert str(folder / f"{number:02}.yaml") in faults, ascii(character)
        shown = harmless(here("define", f"own-{number}", "--glossary", str(folder)))
        assert shown.returncode == 1, ascii(character)


@pytest.mark.parametrize("surrogate", [r"\ud800", r"\udc80", r"\U0000dfff"])
def test_half_a_character_is_a_fault(here: Here, tmp_path: Path, surrogate: str) -> None:
    path = write(tmp_path / "own.yaml", term("own", formula=f'"{surrogate}"'))
    assert f"{path}:4:" in harmless(here("check", str(path))).stdout


@pytest.mark.parametrize("command", ["define", "search", "demo", "list", "check", "quiz", "sheet"])
def test_what_was_typed_is_shown_harmless(here: Here, command: str) -> None:
    for character in (*UNSAFE, "\udc80", "\ud800"):
        word = f"a{character}[31m"
        arguments = ("--topic", word) if command == "list" else (word,)
        done = harmless(here(command, *arguments))
        assert done.returncode in (1, 2)
        assert "a\ufffd[31m" in done.stderr or ascii(character)[1:-1] in done.stderr


def test_bytes_that_are_no_text_are_shown_harmless(tmp_path: Path) -> None:
    command: list[str | bytes] = [sys.executable, "-m", "learn", "define", b"\xff\x1b]0;x\x07"]
    for lang in ("C.UTF-8", "C", "en_US.UTF-8"):
        env = environment(tmp_path, LANG=lang)
        ended = subprocess.run(command, env=env, capture_output=True, check=False)
        done = Done(ended.returncode, ended.stdout.decode(), ended.stderr.decode())
        assert harmless(done).returncode == 1


def test_every_page_is_clean_whoever_wrote_it() -> None:
    text = "".join(UNSAFE)
    shown = Page(None).text(text).add(("title", text)).render(color=False)
    assert shown == ("\ufffd" * len(UNSAFE) + "\n") * 2
    assert "\x1b[1m\ufffd" in Page(None).add(("title", text)).render(color=True)


LITERAL = ["[batch, seq]", "[/N]", "[link=http://x]y[/link]", ":smile:", "[bold red]", "{curly}"]


def marked(path: Path) -> Path:
    """A term that is called by all sorts of markup, with a demo that draws its labels."""
    text = " ".join(LITERAL)
    curly = text.replace("{", "{{").replace("}", "}}")
    return write(
        path,
        f'slug: marked\nname: {{en: "{text}", zh: "{text}"}}\naliases: ["[N]"]\n'
        f'summary: {{en: "En {text}", zh: "Zh {text}"}}\n'
        f'explanation: {{en: "{text}", zh: "{text}"}}\nformula: "{text}"\n'
        f'demo:\n  run: temperature\n  look: [{{en: "Look {curly}", zh: "{curly}"}}]\n  labels:\n'
        f'    loss_if_right: {{en: "{text}", zh: "{text}"}}\n'
        f'    loss_if_wrong: {{en: "[/N]", zh: "[/N]"}}\n'
        f'questions:\n  - id: q\n    ask: {{en: "Ask {text}", zh: "{text}"}}\n'
        f'    answer: {{en: "A {text}", zh: "{text}"}}\n    lures:\n'
        + "".join(f'      - {{en: "{n}{text}", zh: x{n}, why: {{en: w, zh: w}}}}\n' for n in "BCD"),
    )


def test_markup_is_printed_as_it_stands_in_a_pipe(here: Here, tmp_path: Path) -> None:
    path = str(marked(tmp_path / "own.yaml"))
    text = " ".join(LITERAL)
    for arguments in everything("marked"):
        done = harmless(here(*arguments, "--glossary", path))
        assert done.returncode == 0, (arguments, done.stderr)
        shown = done.stdout
        if arguments[0] == "sheet" and "--json" not in arguments:
            shown = re.sub(r"\\([^A-Za-z0-9\s])", r"\1", shown)  # as Markdown shows it
        assert text in shown, arguments
    assert here("check", path).returncode == 0
    assert "[/N] [x]" in here("define", "[/N] [x]", "--glossary", path).stderr


def test_markup_is_printed_as_it_stands_on_a_terminal(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    env = {"LEARN_GLOSSARY": str(marked(tmp_path / "own.yaml"))}
    for arguments, last in (
        (("define", "marked"), "learn quiz marked"),
        (("demo", "marked"), "learn demo marked"),
        (("list",), "learn define TERM"),
    ):
        shown = terminal(*arguments, size=(160, 60), **env)
        screen = shown.wait_for(last)
        assert shown.end() == 0
        assert LITERAL[0] in screen
        if arguments[0] != "list":
            assert all(each in screen for each in LITERAL)
    quiz = terminal("quiz", "marked", "--kind", "written", size=(160, 40), **env)
    assert f"Ask {' '.join(LITERAL)}" in quiz.wait_for("q quit")
    quiz.press("\r")
    screen = quiz.wait_for("1–4 choose")
    assert f"Ask {' '.join(LITERAL)}" in screen
    assert f"A {' '.join(LITERAL)}" in screen
    quiz.press("0")
    screen = quiz.wait_for("Enter again, next")
    assert f" ✓  A {' '.join(LITERAL)}" in screen
    quiz.press("q")
    quiz.end()
    play = terminal("demo", "marked", "--play", size=(160, 60), **env)
    play.wait_for("learn demo marked --")
    assert all(each in play.text() for each in LITERAL)
    play.press("q")
    play.end()


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("t\u0435mperature", "CYRILLIC SMALL LETTER IE"),
        ("ТЕМРЕRАТURЕ", "CYRILLIC"),
        ("temperature\u00ad", "SOFT HYPHEN"),
        ("tempera\u034fture", "COMBINING GRAPHEME JOINER"),
        ("glοbal average pοοling", "GREEK SMALL LETTER OMICRON"),
    ],
)
def test_a_look_alike_of_a_term_is_a_warning(
    here: Here, tmp_path: Path, name: str, odd: str
) -> None:
    path = write(tmp_path / "own.yaml", term("own", aliases=f'[other, "{name}"]'))
    done = here("check", str(path))
    assert done.returncode == 0
    assert f"{path}:4:18: warning: " in done.stdout
    assert "looks like" in done.stdout
    assert odd in done.stdout
    assert re.search(r"glossary/\w+/[\w-]+\.yaml:\d+", done.stdout)


@pytest.mark.parametrize(
    "name",
    [
        "ｔｅｍｐｅｒａｔｕｒｅ",
        "TEMPERATURE",
        "溫度".replace("溫", "温"),
        "tem\u2010perature",
        "𝓉emperature",
    ],
)
def test_a_twin_by_nfkc_and_case_is_the_same_name(here: Here, tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "own.yaml", term("own", aliases=f'["{name}"]'))
    done = here("check", str(path))
    assert done.returncode == 0
    assert "is a name of 'temperature' too" in done.stdout
    assert here("define", name).returncode == 0
    composed = write(tmp_path / "two.yaml", term("own", aliases='["caf\u00e9", "x"]'))
    assert here("define", "CAFE\u0301", "--glossary", str(composed)).returncode == 0


def test_other_words_of_other_alphabets_are_no_twins(here: Here, tmp_path: Path) -> None:
    path = write(tmp_path / "own.yaml", term("own", aliases="[FL, κ, β₂, потеря, ℓ₂ norm]"))
    assert here("check", str(path)).stdout == "1 term, 0 questions, 0 demos: all agree.\n"


FIGURES = [
    Bars("[/N] t", {"[b]a[/b]": 1.0, ":smile:": 2.0}, mark=1.0, mark_label="[m]"),
    Curves("[/N] t", [0, 1], {"[b]a[/b]": [0, 1], ":smile:": [1, 0], "[m]": [1, 1]}, "[x]"),
    Grid("[/N] t [b]a[/b] :smile: [m]", [[1.0, 2.0]]),
    Table("[/N] t", ["[b]a[/b]", "n"], [[":smile:", "[m]"], ["x", 1.0]]),
    Shapes("[/N] t", [("[b]a[/b]", [1]), (":smile:", [2]), ("[m]", [3])]),
    Stack("[/N] t", [Table("[b]a[/b]", [":smile:", "x"], [["[m]", 2.0]])]),
]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: type(figure).__name__)
@pytest.mark.parametrize("width", [40, 120])
def test_markup_in_a_figure_is_printed_as_it_stands(figure: Figure, width: int) -> None:
    screen = Console(width=width, file=io.StringIO(), force_terminal=True)
    with screen.capture() as drawn:
        for each in (figure, Beside([figure, figure])):
            screen.print(draw(each, width, str))
    said = "\n".join(speak(figure, str, "en"))
    for shown in (re.sub(r"\x1b\[[\d;]*m", "", drawn.get()), said):
        for text in ("[/N] t", "[b]a[/b]", ":smile:", "[m]"):
            assert text in shown
