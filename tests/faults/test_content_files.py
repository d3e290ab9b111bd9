"""Faults 1, 2, 7, 15, 16: files that are no glossary, or not one that can be read."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import Done, Learn, learn_here
from hostile_text import harmless, problems, term, write
from learn.glossary.files import MOST_BYTES

GOOD = term("good")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A glossary with one good term, for what else lies in it."""
    write(tmp_path / "own" / "topic" / "good.yaml", GOOD)
    return tmp_path / "own"


@pytest.mark.parametrize("size", [MOST_BYTES + 1_000_000, 1 << 40], ids=["17 MB", "1 TB"])
def test_a_file_over_its_limit_is_refused_and_others_load(
    learn: Learn, folder: Path, size: int
) -> None:
    with write(folder / "topic" / "large.yaml", b"# \n").open("ab") as file:
        file.truncate(size)  # a hole on most disks
    done = learn("check", str(folder))
    assert done.returncode == 1
    assert f"large.yaml:1:1: has {size / 1e6:,.1f} MB, and the limit is 16 MB" in done.stdout
    assert len(done.stdout.splitlines()) == 1
    done = learn("define", "good", "--glossary", str(folder))
    assert done.returncode == 0
    assert "1 fault" in done.stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("nodes", "[" + "a," * 60_000 + "]"),
        ("characters", "a: " + "x" * 30_000),
        ("documents", "--- a\n" * 11_000),
        ("values", ("--- [" + "a," * 40_000 + "]\n") * 30),
    ],
)
def test_what_is_in_a_file_has_limits_too(tmp_path: Path, name: str, text: str) -> None:
    (problem,) = problems(write(tmp_path / f"{name}.yaml", text))
    assert "more than" in problem.message


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{" * 100_000, "- " * 100_000, "? " * 100_000, "[{a: " * 50_000,
     "".join(" " * depth + "a:\n" for depth in range(3000))],
    ids=["[", "{", "-", "?", "[{", "a:"],
)  # fmt: skip
def test_a_deep_nest_is_one_line_and_no_crash(learn: Learn, tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "deep.yaml", text)
    begun = time.process_time()
    assert len(problems(path)) == 1
    assert time.process_time() - begun < 0.5  # 0.1 s is the aim
    done = learn("check", str(path))
    assert done.returncode == 1
    line = "17" if text.startswith("a:") else "1"
    assert done.stdout.startswith(f"{path}:{line}:")
    assert "nested more than 16 deep" in done.stdout
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_byte_order_mark_and_any_line_ends_are_fine(
    learn: Learn, tmp_path: Path, line_end: str
) -> None:
    text = b"\xef\xbb\xbf" + GOOD.replace("\n", line_end).encode()
    path = write(tmp_path / "good.yaml", text)
    done = learn("check", str(path))
    assert done.returncode == 0, done.stdout
    assert learn("define", "good", "--glossary", str(path)).returncode == 0


@pytest.mark.parametrize(
    ("encoding", "at"),
    [("utf-16", 0), ("utf-16-le", 1), ("utf-32-be", 0), ("gbk", 2), ("latin-1", 2)],
)
def test_other_encodings_are_named_with_the_byte_and_the_cure(
    learn: Learn, tmp_path: Path, encoding: str, at: int
) -> None:
    text = "# 温度\n" if encoding == "gbk" else "# ïn\n"
    path = write(tmp_path / "own.yaml", (text + GOOD.replace("句。", "S.")).encode(encoding))
    done = learn("check", str(path))
    assert done.returncode == 1
    assert f"is not UTF-8 (byte {at})" in done.stdout
    assert "save it as UTF-8" in done.stdout
    assert learn("define", "gap", "--glossary", str(path)).returncode == 0


@pytest.mark.usefixtures("remembered")
def test_one_bad_file_is_a_warning_and_the_rest_works(learn: Learn, folder: Path) -> None:
    write(folder / "topic" / "bad.yaml", "name: [\n")
    env = {"LEARN_GLOSSARY": str(folder)}
    for arguments in (
        ("define", "gap"), ("define", "good"), ("list",), ("search", "pooling"),
        ("demo", "temperature"), ("quiz",), ("sheet", "neck"),
    ):  # fmt: skip
        done = learn(*arguments, stdin="q\n", **env)
        assert done.returncode == 0, arguments
        assert "1 fault" in done.stderr, arguments
        assert f"learn check {folder}" in done.stderr
    assert "错误" in learn("define", "gap", "--lang", "zh", **env).stderr
    missing = learn("define", "bad", **env)
    assert missing.returncode == 1
    assert "1 fault" in missing.stderr
    assert learn("check", str(folder)).returncode == 1
    assert learn("check", timeout=600).returncode == 0


def test_a_mended_file_is_read_again(learn: Learn, folder: Path) -> None:
    bad = write(folder / "topic" / "bad.yaml", "name: [\n")
    env = {"LEARN_GLOSSARY": str(folder)}
    assert "1 fault" in learn("define", "gap", **env).stderr
    write(bad, term("bad"))
    done = learn("define", "bad", **env)
    assert (done.returncode, done.stderr) == (0, "")


STRANGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "a loop": (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
    "a link to a folder": (lambda path: path.symlink_to(path.parent), "not a regular file"),
    "a pipe": (os.mkfifo, "not a regular file"),
    "endless": (lambda path: path.symlink_to("/dev/zero"), "not a regular file"),
    "a terminal": (lambda path: path.symlink_to("/dev/tty"), "not a regular file"),
    "gone": (lambda path: path.symlink_to("nowhere"), "No such file"),
    "no file at all": (lambda path: path.symlink_to("/proc/self/mem"), "can't be read"),
}


@pytest.mark.skipif(sys.platform != "linux", reason="the strange files of Linux")
@pytest.mark.parametrize("kind", STRANGE)
def test_what_is_no_regular_file_is_skipped_with_a_reason(
    learn: Learn, folder: Path, kind: str
) -> None:
    make, reason = STRANGE[kind]
    make(folder / "topic" / "strange.yaml")
    done = learn("check", str(folder), timeout=20)
    assert done.returncode == 1
    (said,) = done.stdout.splitlines()
    assert said.startswith(f"{folder}/topic/strange.yaml:1:1: ")
    assert reason in said
    for word in ("good", "gap"):
        done = learn("define", word, "--glossary", str(folder), timeout=20)
        assert done.returncode == 0
        assert "1 fault" in done.stderr


def test_a_folder_is_walked_whatever_its_name_and_a_link_to_one_is_not(
    learn: Learn, folder: Path
) -> None:
    write(folder / "nested.yaml" / "deep.yaml", term("deep"))
    (folder / "circle").symlink_to(folder)
    done = learn("check", str(folder))
    assert done.stdout == f"{folder}/circle:1:1: is a link to a folder, which is not followed\n"
    assert learn("define", "deep", "--glossary", str(folder)).returncode == 0


def test_names_that_are_no_text_are_only_names(learn: Learn, folder: Path) -> None:
    odd = os.fsencode(folder) + b"/topic/\xff\x1b[31m\n.yaml"
    Path(os.fsdecode(odd)).write_text(GOOD)
    (folder / "\x1b]0;x").mkdir()
    write(folder / "\x1b]0;x" / "good2.yaml", term("good2"))
    for arguments in (("check", str(folder)), ("define", "good", "--glossary", str(folder))):
        done = learn(*arguments)
        harmless(Done(done.returncode, done.stdout, done.stderr))
    lines = learn("check", str(folder)).stdout.splitlines()
    assert len(lines) == 2
    assert all("\ufffd" in line for line in lines)
    assert any("control character" in line for line in lines)


@pytest.fixture
def nobody() -> Iterator[Path]:
    """A folder that a user with no rights may reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="file modes of POSIX")
@pytest.mark.parametrize("what", ["file", "folder", "top"])
def test_what_may_not_be_read_is_skipped_until_it_may(nobody: Path, what: str) -> None:
    place = nobody / "own"
    write(place / "topic" / "good.yaml", GOOD)
    secret = write(place / "secret" / "hidden.yaml", term("hidden"))
    shut = {"file": secret, "folder": secret.parent, "top": place}[what]

    def without_rights() -> list[object]:
        # Python's own files are read before.
        for arguments in (("check", str(place)), ("list", "--glossary", str(place))):
            learn_here(*arguments)
        home = nobody / "home"
        home.mkdir(mode=0o777)
        home.chmod(0o777)
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.chown(shut, 65534, 65534)
            os.setuid(65534)
        os.environ["LEARN_HOME"] = str(home)
        shut.chmod(0)
        found: list[object] = [learn_here("check", str(place)).stdout]
        found.append(learn_here("define", "gap", "--glossary", str(place)).__dict__)
        shut.chmod(0o755)
        found.append(learn_here("define", "hidden", "--glossary", str(place)).__dict__)
        return found

    said, before, after = in_a_child(without_rights)
    assert f"{shut}:1:1: can't be " in str(said)
    assert "Permission denied" in str(said)
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert (before["returncode"], "1 fault" in before["stderr"]) == (0, True)
    assert (after["returncode"], after["stderr"]) == (0, "")


def in_a_child(work: Callable[[], list[object]]) -> list[object]:
    """Do something in a process of its own, which may give its rights away."""
    read, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            os.write(write_end, json.dumps(work()).encode())
        finally:
            os._exit(0)
    os.close(write_end)
    with os.fdopen(read, "rb") as file:
        text = file.read()
    os.waitpid(child, 0)
    assert text, "the child failed"
    return list(json.loads(text))


@pytest.mark.parametrize("how", ["written", "replaced"])
def test_an_edit_that_keeps_size_and_time_is_seen(learn: Learn, folder: Path, how: str) -> None:
    path = folder / "topic" / "good.yaml"
    assert "S." in learn("define", "good", "--glossary", str(folder)).stdout
    about = path.stat()
    edited = GOOD.replace("S.", "T.").encode()
    if how == "written":
        path.write_bytes(edited)
    else:
        other = write(folder.parent / "other", edited)
        os.utime(other, ns=(about.st_atime_ns, about.st_mtime_ns))
        whole = path.parent.stat()
        other.replace(path)
        os.utime(path.parent, ns=(whole.st_atime_ns, whole.st_mtime_ns))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (about.st_size, about.st_mtime_ns)
    for command in (("define", "good"), ("list",)):
        assert "T." in learn(*command, "--glossary", str(folder)).stdout
