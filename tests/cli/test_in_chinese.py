"""Help, usage errors and what a check finds, in Chinese: nothing of it is left in English."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from conftest import ROOT, Here
from learn.cli import in_chinese
from learn.cli.app import app_for
from learn.cli.in_chinese import HELP, key_of
from learn.environment.terminal import speaks_chinese
from learn.views.page import width_of
from learn.views.problems_zh import sentences

_SENTENCE = re.compile(r"[A-Za-z][a-z']+(?: [a-z']+){2,}")
_COMMAND = re.compile(r"learn(?: [a-z-]+)+")
_EXAMPLE = re.compile(r"(learn|LEARN_STORE=)\S*( \S+)*")


def commands(command: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """Yield every command and subcommand, with its name."""
    command = command or get_command(app_for([], os.environ))
    yield path, command
    for name, each in getattr(command, "commands", {}).items():
        yield from commands(each, (*path, name))


COMMANDS = dict(commands())


def texts_of(command: Any) -> Iterator[str]:
    for text in (command.help, command.short_help):
        yield from (text or "").split("\n\n")
    yield from (getattr(each, "help", None) or "" for each in command.params)


def is_example(paragraph: str) -> bool:
    lines = [line.strip() for line in paragraph.replace("\b", "").split("\n")]
    return all(_EXAMPLE.fullmatch(line) and "  " not in line for line in lines if line)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_text_of_a_command_has_a_translation(path: tuple[str, ...]) -> None:
    for text in texts_of(COMMANDS[path]):
        assert key_of(text) in HELP or is_example(text), text


def test_no_translation_is_of_a_text_that_is_gone() -> None:
    used = {key_of(text) for each in COMMANDS.values() for text in texts_of(each)}
    assert set(HELP) - used == {"Show this message and exit."}


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_in_chinese_has_no_english_sentence(
    here: Here, monkeypatch: pytest.MonkeyPatch, path: tuple[str, ...], columns: int
) -> None:
    monkeypatch.setattr(in_chinese, "prose_width", lambda _: columns)
    done = here(*path, "--help", "--lang", "zh")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("用法：learn")
    words = " ".join(done.stdout.split())
    assert not (left := _SENTENCE.findall(_COMMAND.sub("", words))), left
    assert not re.search(r"\[(default|required)|\b(Usage|Options|Commands)\b", words)
    assert all(width_of(line) <= columns for line in done.stdout.split("\n"))
    assert here("--lang", "zh", *path, "--help").stdout == done.stdout


def test_the_help_stays_english_in_english(here: Here) -> None:
    before = here("quiz", "--help").stdout
    here("quiz", "--help", "--lang", "zh")
    assert here("quiz", "--help").stdout == before
    assert before.startswith("Usage: learn quiz [OPTIONS] [TERM]...")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("quiz --limt 3", "没有选项 --limt。相近的选项：--limit, --plain"),
        ("list --nothing", "没有选项 --nothing。"),
        ("define", "缺少参数 '词...'。"),
        ("quiz --new x", "'--new' 的值无效：'x' 不是整数。"),
        ("quiz --new TERM", "'--new' 的值无效：'TERM' 不是整数。"),
        ("quiz --new 1000", "'--new' 的值无效：1000 不在范围 0<=x<=999 之内。"),
        ("quiz --minutes nan", "'--minutes' 的值无效：nan 不是数。"),
        ("quiz --new", "选项 '--new' 需要一个值。"),
        ("undo x y", "多余的参数：x y"),
        ("quizz", "没有命令 'quizz'。你是指 'quiz' 吗？"),
        ("list --color red", "--color 的值 'red' 无效。"),
    ],
)
def test_a_usage_error_in_chinese(
    here: Here, monkeypatch: pytest.MonkeyPatch, line: str, said: str
) -> None:
    monkeypatch.setenv("LEARN_LANG", "zh")
    done = here(*line.split())
    assert done.returncode == 2
    assert done.stderr.split("\n")[0] == f"learn: {said}"


@pytest.mark.parametrize(
    ("line", "lang", "chinese"),
    [
        ("quiz --lang zh", "", True),
        ("--lang=zh quiz", "en", True),
        ("--lang zh quiz --lang en", "", False),
        ("quiz --lang both", "zh", False),
        ("quiz -- --lang zh", "", False),
        ("quiz", "zh", True),
        ("quiz --lang xx", "zh", False),
        ("quiz --lang", "zh", True),
    ],
)
def test_the_language_is_known_before_the_arguments_are_read(
    line: str, lang: str, chinese: bool
) -> None:
    assert speaks_chinese(line.split(), {"LEARN_LANG": lang}) is chinese


def test_the_help_of_a_demo_is_in_chinese(here: Here) -> None:
    done = here("demo", "temperature", "--help", "--lang", "zh")
    assert done.stdout.startswith("用法：learn demo temperature [选项 值]...")
    assert not _SENTENCE.findall(_COMMAND.sub("", done.stdout))


FAULTY = """\
slug: hot-Start
name: {en: Hot start}
colour: red
summary: {en: A hot start., zh: 热启动。}
needs: [nothing-such]
---
slug: fine-one
name: {en: Fine one, zh: 好一}
summary: {en: That is a fine one., zh: 一个}
needs: [bottlenek]
"""


def test_a_check_tells_of_faults_in_chinese(here: Here, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(FAULTY, "utf-8")
    done = here("check", str(own), "--lang", "zh")
    assert done.returncode == 1
    fields = re.escape("词条没有这个字段；可用的字段：slug, topic, ")
    lines = done.stdout.replace(str(own), "own.yaml").splitlines()
    assert re.fullmatch(f"own.yaml:3:1: colour：{fields}.*", lines.pop(2))
    assert lines == [
        "own.yaml:1:1: slug：应为以连字符相连的小写单词或数字，如 hot-start",
        "own.yaml:2:7: name.zh：缺少",
        "own.yaml:5:9: 词汇表中没有词条 'nothing-such'",
        "own.yaml:9:15: 泄露了名称：'Fine one'",
        "own.yaml:10:9: 词汇表中没有词条 'bottlenek'；你是指 'bottleneck' 吗？",
    ]
    assert done.stderr == "6 个问题\n"


@pytest.mark.parametrize(
    "text", ["a: b: c\n", 'a: "b\n', "a: [1\n", "- a\nb: c\n", "a:\n\tb: c\n", ""]
)
def test_what_is_no_yaml_is_told_in_chinese(here: Here, tmp_path: Path, text: str) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(text, "utf-8")
    done = here("check", str(own), "--lang", "zh")
    assert done.returncode == 1
    assert not _SENTENCE.findall(done.stdout.split(" ", 1)[1]), done.stdout


def messages() -> Iterator[str]:
    """Yield what the sources of a check report, with X for what differs."""
    root = ROOT / "src" / "learn"
    places = [*(root / "check").glob("*.py"), *(root / "glossary").glob("*.py")]
    for place in (*places, root / "template.py"):
        for node in ast.walk(ast.parse(place.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in ("problem", "Problem", "Fault", "ValueError", "TemplateError", "_skip"):
                    yield from filter(None, map(text_of, node.args))
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "said":
                yield from filter(None, [text_of(node.value)])


def text_of(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(getattr(each, "value", "")) if isinstance(each, ast.Constant) else "X"
                       for each in node.values)  # fmt: skip
    return str(node.value) if isinstance(node, ast.Constant) else ""


# Of these a part is put together elsewhere; so they are as a reader sees them.
COMPOSED = {
    "X: X": "mapping values are not allowed here: put a text in quotes if it has ': ' in it or"
    " begins with one of ` @ % & * [ { | > #",
    "X is no term of the glossaryX": "'a' is no term of the glossary; did you mean 'b'?",
    "X looks like X: X": "'a' looks like 'b', a name of 'c' (own.yaml:1): CYRILLIC LETTER",
    "the text ends here, for ' #' begins a comment: put it in quotes, or put two": "the text ends"
    " here, for ' #' begins a comment: put it in quotes, or put two spaces before a comment that is"
    " meant",
}


@pytest.mark.parametrize("message", sorted({each for each in messages() if " " in each}))
def test_every_sentence_of_a_check_has_a_translation(message: str) -> None:
    message = COMPOSED.get(message, message)
    bare = re.sub(r"^(slug|X|look): ", "", message)
    assert sentences.has(message) or sentences.has(bare)
