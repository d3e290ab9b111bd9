"""Streams that are full, closed, cut off, of another encoding, or no terminal."""

from __future__ import annotations

import codecs
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import served
from commands import EVERY, run, studied
from conftest import Learn, Terminal, environment
from served import CLOSED, DEVNULL, PIPE

Start = Callable[..., Terminal]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")

NAMES = [" ".join(each) or "home" for each in EVERY]
LEARN = f"{shlex.quote(sys.executable)} -m learn"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with some answers in it, for commands that change next to nothing."""
    return studied(tmp_path_factory.mktemp("home"))


def shell(
    home: Path, line: str, stdin: str | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run a line of bash; `learn` in it is this learn."""
    return subprocess.run(
        ["bash", "-c", f'set -o pipefail; learn() {{ {LEARN} "$@"; }}; {line}'],
        input=stdin,
        stdin=None if stdin is not None else subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(home, **env),
        cwd=home,
        timeout=60,
        check=False,
    )


def redirected(
    home: Path, arguments: tuple[str, ...], number: int, target: int
) -> subprocess.CompletedProcess[str]:
    """Run a command with one of its streams elsewhere."""
    zero, one, two = DEVNULL, PIPE, PIPE
    streams = (target, one, two) if number == 0 else (zero, target, two)
    streams = (zero, one, target) if number == 2 else streams
    return served.run(arguments, env=environment(home), cwd=home, streams=streams)


@contextmanager
def full() -> Iterator[int]:
    """A file on a disk that has no room."""
    with Path("/dev/full").open("w") as file:
        yield file.fileno()


def one_line(text: str) -> bool:
    return len(text.splitlines()) == 1 and text.startswith("learn: ")


# 53


@pytest.mark.parametrize("line", ["list", "list --json", "define gap", "--help", "stats"])
def test_a_reader_that_has_seen_enough_ends_it_silently(home: Path, line: str) -> None:
    done = shell(home, f"learn {line} | head -n 1")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_nor_is_a_long_output_a_fault(home: Path, tmp_path: Path) -> None:
    """More than a pipe holds, so that the end comes in the middle of writing."""
    entry = "slug: t{n}\nname: {{en: term {n}, zh: 词条 {n}}}\nsummary: {{en: {s}, zh: 甲乙。}}\n"
    own = tmp_path / "own.yaml"
    own.write_text("---\n".join(entry.format(n=n, s="A b c. " * 40) for n in range(1000)), "utf-8")
    for command in ("list", "list --json", "search term"):
        done = shell(home, f"learn {command} --glossary {own} | head -n 1")
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("arguments", EVERY, ids=NAMES)
def test_a_closed_pipe_is_silent_for_every_command(home: Path, arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    streams = (subprocess.DEVNULL, writing, subprocess.PIPE)
    env = environment(home)
    done = served.run(arguments, env=env, cwd=home, encoding=None, streams=streams)
    os.close(writing)
    assert done.returncode == 0
    assert done.stderr == b""


def test_a_quiz_ends_with_its_reader(home: Path) -> None:
    begun = time.monotonic()
    done = shell(home, "yes 0 | learn quiz --cram | head -n 3")
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 3
    assert time.monotonic() - begun < 30


# 54


@pytest.mark.parametrize("arguments", EVERY, ids=NAMES)
def test_a_full_or_closed_output_is_one_line(home: Path, arguments: tuple[str, ...]) -> None:
    with full() as no_space:
        for target, says in ((no_space, "No space left on device"), (CLOSED, "Bad file")):
            done = redirected(home, arguments, 1, target)
            assert done.returncode == 2, done.stderr
            assert one_line(done.stderr), done.stderr
            assert says in done.stderr


@pytest.mark.parametrize("arguments", EVERY, ids=NAMES)
def test_a_closed_or_full_stderr_changes_nothing(home: Path, arguments: tuple[str, ...]) -> None:
    if arguments[:1] in (("undo",), ("backup",), ("doctor",)):
        return  # each time they say something else
    expected = redirected(home, arguments, 2, PIPE)
    with full() as no_space:
        for target in (CLOSED, no_space):
            done = redirected(home, arguments, 2, target)
            assert (done.returncode, done.stdout) == (expected.returncode, expected.stdout)


@pytest.mark.parametrize("line", ["list", "quiz neck --seed 1", "define nothing-like-it"])
def test_a_shell_redirects_no_other_way(home: Path, line: str) -> None:
    """What the tests above and below do to a stream is what a shell does before Python starts."""
    with full() as no_space:
        for number, sign, target in (
            (0, "<&-", CLOSED),
            (1, ">&-", CLOSED),
            (1, ">/dev/full", no_space),
            (2, "2>&-", CLOSED),
            (2, "2>/dev/full", no_space),
        ):
            by_shell = shell(home, f"learn {line} {sign}")
            done = redirected(home, tuple(line.split()), number, target)
            said = [
                (each.returncode, each.stdout or "", each.stderr or "") for each in (by_shell, done)
            ]
            assert said[0] == said[1], (line, sign)


def test_a_message_never_lands_among_the_answers(home: Path) -> None:
    done = shell(home, "learn define nothing-like-it 2>&-")
    assert (done.returncode, done.stdout) == (1, "")


@pytest.mark.parametrize("arguments", EVERY, ids=NAMES)
def test_only_a_quiz_needs_an_input(home: Path, arguments: tuple[str, ...]) -> None:
    done = redirected(home, arguments, 0, CLOSED)
    if arguments[:1] == ("quiz",):
        assert done.returncode == 2
        assert one_line(done.stderr)
        assert "input is closed" in done.stderr
        assert done.stdout == ""
    else:
        assert done.returncode in (0, 1)  # 1: nothing to undo, or doctor finds something
        assert "Something went wrong" not in done.stderr


def test_no_file_is_opened_under_the_number_of_a_closed_stream(home: Path) -> None:
    """A database that is number 1 or 2 would have the messages written into it."""
    before = shell(home, "learn stats --json").stdout
    for line in ("learn quiz neck <&- >&- 2>&-", "learn stats >&- 2>&-", "learn <&- >&- 2>&-"):
        assert shell(home, line).returncode == 2
    after = shell(home, "learn stats --json")
    assert (after.returncode, after.stdout) == (0, before)


ENDLESS = [
    ("learn quiz < /dev/zero", 2, "characters"),
    ("yes nonsense | learn quiz --kind name", 2, "100 lines in a row"),
    ("learn quiz 0> out", 2, "can't be read"),
    ("learn quiz < /dev/null", 0, ""),
    ("learn quiz < own.yaml", 0, ""),
    ("head -c 100000 /dev/urandom | tr -d '\\nq' | learn quiz", 2, "characters"),
]


@pytest.mark.parametrize(("line", "code", "says"), ENDLESS, ids=[line for line, *_ in ENDLESS])
def test_a_quiz_does_not_loop_on_an_odd_input(home: Path, line: str, code: int, says: str) -> None:
    begun = time.monotonic()
    done = shell(home, f"set +o pipefail; {line}")
    assert done.returncode == code, done.stderr
    assert says in done.stderr.splitlines()[-1] if says else True
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 101
    assert time.monotonic() - begun < 30


def test_the_playground_needs_a_terminal(home: Path) -> None:
    for line in ("learn demo temperature --play", "learn demo temperature --play <&-"):
        done = shell(home, line)
        assert done.returncode == 2
        assert done.stderr.startswith("learn: --play needs a terminal")


def test_a_guess_is_not_waited_for_without_an_input(home: Path) -> None:
    for line in (
        "learn demo temperature --predict </dev/null",
        "learn demo temperature --predict <&-",
    ):
        done = shell(home, line)
        assert done.returncode == 0, done.stderr
        assert "0.0900 0.2447 0.6652" in done.stdout


def test_a_terminal_that_goes_away_in_the_middle_of_a_key_ends_it(
    terminal: Start,
) -> None:
    quiz = terminal("quiz", "neck", "--kind", "name")
    quiz.wait_for("q quit")
    os.write(quiz.child.child_fd, b"\xe4")  # the beginning of a Chinese character
    time.sleep(0.5)
    quiz.child.sendeof()
    assert quiz.end() == 0


# 55


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252", "cp437", "latin-1"])
def test_what_an_encoding_cannot_say_is_a_question_mark(home: Path, encoding: str) -> None:
    env = {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding, "LEARN_LANG": "zh"}
    for arguments in EVERY:
        done = run(home, *arguments, **env)
        out, err = done.stdout.decode(encoding), done.stderr.decode(encoding)
        assert done.returncode == 0 or arguments[:1] in (("undo",), ("doctor",)), (arguments, err)
        assert "Traceback" not in err, arguments
        assert "Something went wrong" not in err, arguments
        if arguments[:1] == ("define",):
            assert (
                "?" if encoding != "gbk" else "全局平均池化" if "gap" in arguments else "温度"
            ) in out


def test_an_answer_is_read_in_the_encoding_of_the_input(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "learn", "quiz", "warm-up", "--kind", "type"],
        input="学习率预热\n".encode("gbk"),
        capture_output=True,
        env=environment(tmp_path, PYTHONUTF8="0", PYTHONIOENCODING="gbk", LEARN_LANG="zh"),
        check=False,
    )
    assert done.returncode == 0
    assert "✓".encode("gbk", "replace") + " 正确".encode("gbk") in done.stdout


def test_a_locale_without_an_encoding_is_no_fault(home: Path) -> None:
    for env in (
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"},
        {"LANG": "xx_YY"},
    ):
        done = run(home, "define", "温度", **{"PYTHONUTF8": "0", **env})
        assert done.returncode in (0, 1)
        assert b"Traceback" not in done.stderr
        assert run(home, "define", "gap", **{"PYTHONUTF8": "0", **env}).returncode == 0


def test_bytes_that_are_no_utf8_are_told_from_a_crash(home: Path) -> None:
    bad = b"\xff\xe4ga"
    places: list[list[str | bytes]] = [["define", bad], ["define", "gap", bad], ["search", bad]]
    places += [["list", "--topic", bad], ["quiz", bad], ["quiz", "--topic", bad], ["demo", bad]]
    places += [["demo", "T", "--temperature", bad], ["demo", "T", b"--" + bad, "1"], [bad]]
    places += [["--lang", bad, "list"], ["--glossary", bad, "list"], ["check", bad], ["stats", bad]]
    places += [["sheet", bad], ["sheet", "--topic", bad], ["tune", "--from", bad], ["list", bad]]
    places += [["quiz", "--kind", bad], ["--color", bad, "list"], ["import", bad], ["restore", bad]]
    for arguments in places:
        done = subprocess.run(
            [sys.executable, "-m", "learn", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment(home),
            cwd=home,
            check=False,
        )
        err = done.stderr.decode("utf-8")  # what is said of it can be read
        assert done.returncode in (0, 1, 2), (arguments, err)
        assert "Something went wrong" not in err, (arguments, err)
        assert "Traceback" not in err, arguments
        assert done.returncode == 0 or err.startswith("learn: "), (arguments, err)


def test_bytes_that_are_no_utf8_are_an_answer_like_any_other(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "learn", "quiz", "warm-up", "--kind", "type"],
        input=b"\xff\xe4\xed\xa0\x80\n",
        capture_output=True,
        env=environment(tmp_path),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"1 answer saved" in done.stdout


@pytest.mark.parametrize("kind", ["name", "type"])
def test_bytes_that_are_no_utf8_can_be_typed(terminal: Start, kind: str) -> None:
    quiz = terminal("quiz", "warm-up", "--kind", kind)
    # The terminal echoes what is typed, and this test has to read it.
    quiz.child._decoder = codecs.getincrementaldecoder("utf-8")("replace")
    quiz.wait_for("q quit" if kind == "name" else "\n>")
    os.write(quiz.child.child_fd, b"\xff\xc0")
    time.sleep(0.2)
    quiz.press("0" if kind == "name" else "\r")
    quiz.wait_for("Enter again, next")
    quiz.press("q")
    assert "1 answer saved" in quiz.wait_for("saved")
    assert quiz.end() == 0


# 56


@pytest.mark.parametrize("arguments", EVERY, ids=NAMES)
def test_a_pipe_gets_no_escapes_and_the_same_at_any_width(
    home: Path, arguments: tuple[str, ...]
) -> None:
    said = [run(home, *arguments, COLUMNS=width) for width in ("20", "80", "300")]
    for done in said:
        assert b"\x1b" not in done.stdout + done.stderr
        assert b"\r" not in done.stdout + done.stderr
    if arguments[:1] not in (("undo",), ("backup",), ("restore",), ("doctor",)):
        assert len({done.stdout for done in said}) == 1


@pytest.mark.parametrize("term", ["dumb", "", "unknown", None])
def test_a_terminal_that_can_do_nothing_gets_no_escapes(tmp_path: Path, term: str | None) -> None:
    env = environment(tmp_path)
    del env["TERM"]
    env.update({"TERM": term} if term is not None else {})
    for arguments in ((), ("define", "gap"), ("list",), ("demo", "temperature"), ("stats",)):
        raw, code = everything(Terminal(list(arguments), env, (80, 24)))
        assert code == 0
        assert "\x1b" not in raw, arguments
    quiz = Terminal(["quiz", "warm-up", "--kind", "name"], env, (80, 24))
    quiz.child.expect_exact("> ")
    quiz.press("1\rq\r")
    raw, code = everything(quiz)
    assert code == 0
    assert "1 answer saved" in raw
    assert "\x1b" not in raw


def everything(shown: Terminal) -> tuple[str, int]:
    """All bytes that a program wrote to its terminal, and its exit code."""
    raw = shown.child.read()
    shown.child.close()
    assert shown.child.exitstatus is not None
    return raw, shown.child.exitstatus


def test_no_color_leaves_the_cursor_alone_to_move(terminal: Start) -> None:
    for arguments in (("define", "gap"), ("demo", "temperature"), ("list",), ("stats",)):
        raw, _ = everything(terminal(*arguments, NO_COLOR="1"))
        assert "\x1b" not in raw.replace("\r\x1b[2K", ""), arguments
        colored, _ = everything(terminal(*arguments))
        assert "\x1b[" in colored.replace("\r\x1b[2K", ""), arguments


def test_one_stream_in_a_file_leaves_the_other_its_colours(terminal: Start, learn: Learn) -> None:
    assert "\x1b[" in learn("define", "gap", "--color", "always").stdout
    assert "\x1b" not in learn("define", "gap").stdout


# 81


@pytest.mark.parametrize("arguments", EVERY, ids=NAMES)
def test_a_time_zone_that_is_none_is_one_sentence(home: Path, arguments: tuple[str, ...]) -> None:
    done = run(home, *arguments, TZ="ABC-99999")
    assert done.returncode in (0, 2), done.stderr
    assert b"inside learn" not in done.stderr
    if done.returncode:
        assert b"TZ='ABC-99999'" in done.stderr
        assert b"Asia/Shanghai" in done.stderr


def test_a_quiz_in_another_encoding_reads_and_writes_it(home: Path) -> None:
    env = environment(home, PYTHONIOENCODING="utf-16")
    quiz = [sys.executable, "-m", "learn", "quiz", "neck", "--kind", "name", "--cram"]
    for encoding, code in (("utf-16", 0), ("utf-8", 2)):
        said = "1\nq\n".encode(encoding)
        done = subprocess.run(quiz, input=said, capture_output=True, env=env, check=False)
        assert done.returncode == code
        assert "Which term is this?" in done.stdout.decode("utf-16")
        assert ("The input is not utf-16" in done.stderr.decode("utf-16")) == bool(code)


@pytest.mark.parametrize("kind", ["name", "type"])
def test_a_terminal_speaks_no_encoding_without_ascii(terminal: Start, kind: str) -> None:
    quiz = terminal("quiz", "neck", "--kind", kind, PYTHONIOENCODING="utf-16", PYTHONUTF8="0")
    quiz.wait_for("q quit" if kind == "name" else "\n>")
    quiz.press("0" if kind == "name" else "\r")
    quiz.wait_for("Enter again, next")
    quiz.press("q")
    assert "1 answer saved" in quiz.wait_for("saved")
    assert quiz.end() == 0


@pytest.mark.parametrize(
    ("wanted", "code"),
    [("", 0), ("x", 1), ("complete", 1), ("complete_", 1), ("complete_csh", 1), ("_", 1),
     ("complete_bash", 2), ("complete_zsh", 2), ("complete_fish", 2), ("source_bash", 0)],
)  # fmt: skip
def test_completion_that_nobody_asked_for_is_one_sentence(
    home: Path, wanted: str, code: int
) -> None:
    done = run(home, "define", "gap", _LEARN_COMPLETE=wanted)
    assert done.returncode == code
    assert b"inside learn" not in done.stderr
    assert bool(done.stdout) != bool(done.stderr)
    assert code == 0 or len(done.stderr.splitlines()) == 1
