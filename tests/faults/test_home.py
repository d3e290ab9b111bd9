"""Where progress lies: no home, a home that can't be written, a path of any characters."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import environment
from damage import ROOT_USER, assert_sound, learn, obeying, read_only, study

LOOK_UPS = (("define", "neck"), ("list",), ("search", "pooling"), ("demo", "gap", "--help"))

# A user of whom the machine knows nothing, as in a container.
NOBODY = """
import os, pwd, sys
def unknown(uid): raise KeyError(uid)
pwd.getpwuid = unknown
sys.argv = ["learn", *sys.argv[1:]]
from learn.__main__ import main
main()
"""


def without_home(home: Path, *arguments: str, prefix: tuple[str, ...] = ()) -> list[object]:
    env = environment(home)
    for name in ("HOME", "LEARN_HOME"):
        del env[name]
    command = (
        [sys.executable, "-c", NOBODY] if not prefix else [*prefix, sys.executable, "-m", "learn"]
    )
    done = subprocess.run(
        [*command, *arguments],
        env=env,
        cwd=home,
        input="1\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return [done.returncode, done.stdout, done.stderr]


def unknown_user() -> tuple[str, ...]:
    """A real user without an entry; it may read everything, so that Python is found."""
    if not ROOT_USER or shutil.which("setpriv") is None:
        pytest.skip("becoming another user needs root and setpriv")
    caps = "+dac_override,+dac_read_search"
    return ("setpriv", "--reuid=54321", "--inh-caps", caps, "--ambient-caps", caps)


@pytest.mark.skipif(sys.platform == "win32", reason="HOME is POSIX's")
@pytest.mark.parametrize("real", [False, True], ids=["no entry", "a real user"])
def test_without_a_home_look_ups_work_and_a_quiz_says_what_to_set(
    tmp_path: Path, real: bool
) -> None:
    prefix = unknown_user() if real else ()
    for command in LOOK_UPS:
        code, out, err = without_home(tmp_path, *command, prefix=prefix)
        assert (code, err) == (0, ""), command
        assert out
    for command in (("quiz",), (), ("stats",), ("undo",), ("backup",), ("restore",), ("export",)):
        code, out, err = without_home(tmp_path, *command, prefix=prefix)
        assert code == 1, command
        assert "LEARN_HOME" in str(err)
        assert "min left" not in str(out)
    code, out, _ = without_home(tmp_path, "doctor", prefix=prefix)
    assert code == 1
    assert "LEARN_HOME" in str(out)
    assert list(tmp_path.iterdir()) == [], "no folder of the name ~"


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    learn(tmp_path, "list")  # makes what the tests themselves need
    env = {"HOME": str(home), "LEARN_HOME": ""}
    with read_only(home):
        for command in LOOK_UPS:
            done = learn(tmp_path, *command, prefix=obeying(), **env)
            assert (done.returncode, done.stderr) == (0, ""), command
        done = learn(tmp_path, "quiz", stdin="1\n", prefix=obeying(), **env)
        assert done.returncode == 1
        assert str(home) in done.stderr
        assert "LEARN_HOME" in done.stderr
        assert "min left" not in done.stdout
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("by", ["LEARN_HOME", "XDG_DATA_HOME"])
@pytest.mark.parametrize(
    "name", ["with a space", "数据 夹", "100%", "a#b?c=d&e", "quote'\"s", "-dash", "e\u0301"]
)
def test_a_path_of_any_characters_works(tmp_path: Path, by: str, name: str) -> None:
    if sys.platform in ("win32", "darwin") and (by != "LEARN_HOME" or set(name) & set('?"')):
        pytest.skip("not on this system")
    folder = tmp_path / name
    folder.mkdir()
    env = {"LEARN_HOME": str(folder)} if by == "LEARN_HOME" else {"LEARN_HOME": "", by: str(folder)}
    home = folder if by == "LEARN_HOME" else folder / "learn"
    assert study(tmp_path, "1", "1", LEARN_NOW="2026-11-22T09:00", **env).returncode == 0
    assert study(tmp_path, "1", LEARN_NOW="2026-11-23T09:00", **env).returncode == 0
    log = str(folder / "log.jsonl")
    for command in (("backup",), ("stats",), ("export", log), ("import", log), ("undo",)):
        assert learn(tmp_path, *command, **env).returncode == 0, command
    assert learn(tmp_path, "restore", "2026-11-23", **env).returncode == 0
    told = json.loads(learn(tmp_path, "doctor", "--json", "--full", **env).stdout)
    assert told["progress"]["path"] == str(home / "progress.sqlite")
    assert told["problems"] == []
    assert assert_sound(home) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name must be text")
def test_a_path_that_is_no_text_works(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe"))
    env = {"LEARN_HOME": str(folder)}
    assert study(tmp_path, "1", LEARN_NOW="2026-11-22T09:00", **env).returncode == 0
    assert study(tmp_path, "1", LEARN_NOW="2026-11-23T09:00", **env).returncode == 0
    for command in (("stats",), ("restore",), ("doctor",), ("restore", "2026-11-23")):
        assert learn(tmp_path, *command, **env).returncode == 0, command
    assert (folder / "progress.sqlite").exists()


def test_a_relative_or_unknown_home(tmp_path: Path) -> None:
    assert study(tmp_path, "1", LEARN_HOME="here").returncode == 0
    assert assert_sound(tmp_path / "here") == 1
    assert study(tmp_path, "1", LEARN_HOME="~/there").returncode == 0
    assert assert_sound(tmp_path / "there") == 1
    done = study(tmp_path, "1", LEARN_HOME="~no-such-user/learn")
    assert done.returncode == 1
    assert "~no-such-user/learn" in done.stderr
    assert not (tmp_path / "~no-such-user").exists()
