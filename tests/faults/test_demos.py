"""Demos: refused before torch, stopped in time, contained when broken, and touching nothing."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import Learn, Terminal, environment
from learn.check.glossary import check
from learn.demos.worker import Worker
from learn.errors import LearnError

Start = Callable[..., Terminal]

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals")

MODULE = '''
import os
from learn.demos.kit import Annotated, Bars, Between, Curves, Figure, Values

Size = Annotated[int, Between(1, 20000)]

def runtime(size: Size = 3) -> Values:
    import torch
    torch.ones(2) @ torch.ones(size)

def type_(size: Size = 3) -> Values:
    import torch
    torch.ones("two")

def assertion(size: Size = 3) -> Values:
    import torch
    torch.testing.assert_close(torch.ones(1), torch.zeros(1))

def memory(size: Size = 3) -> Values:
    import torch
    torch.empty(2_500_000_000_000)  # 10 TB

def missing_key(size: Size = 3) -> Values:
    return {}["no such key"]

def exits(size: Size = 3) -> Values:
    raise SystemExit(7)

def missing_import(size: Size = 3) -> Values:
    import no_such_library

def native(size: Size = 9000) -> Values:
    """Steps of many seconds, each one operation of torch, which lets go of Python's lock."""
    import torch
    torch.set_num_threads(1)
    print("begun", flush=True)
    x = torch.randn(size, size)
    open(os.environ["HOME"] + "/multiplying", "w").close()
    for _ in range(99):
        x = x @ x
    return {"total": x.sum()}

def holding(size: Size = 3) -> Values:
    """One step of minutes that never lets go of Python's lock, yet leaves the processor alone."""
    import ctypes
    import torch
    print("begun", flush=True)
    return {"total": ctypes.PyDLL(None).sleep(600)}

def demo(size: Size = 3) -> Values:
    x = float("nan")
    return {"x": x}

def figures(v: Values) -> list[Figure]:
    return [Bars("T", {"A": v["x"], "B": 1.0}), Curves("T", [0, 1], {"A": [v["x"], 1.0]})]

def unbounded(size: int = 3) -> Values:
    return {}
'''

ENTRY_POINTS = """[learn.demos]
runtime = other_package:runtime
type = other_package:type_
assertion = other_package:assertion
memory = other_package:memory
missing-key = other_package:missing_key
exits = other_package:exits
missing-import = other_package:missing_import
native = other_package:native
holding = other_package:holding
nan = other_package
unbounded = other_package:unbounded
no-module = no_such_module
no-function = other_package:no_such_function
no-demo = other_broken.text
raises = other_broken.raises
leaves = other_broken.leaves
unreadable = other_broken.unreadable
"""

BROKEN = {
    "text": "demo = 'a text'",
    "raises": "raise RuntimeError('a library is too old')",
    "leaves": "import sys; sys.exit(3)",
    "unreadable": "def demo(:",
}


def demo_names() -> list[str]:
    return [line.split(" = ")[0] for line in ENTRY_POINTS.splitlines()[1:]]


@pytest.fixture
def other(tmp_path: Path) -> dict[str, str]:
    """Another package with demos that harm, and a glossary that names them."""
    site = tmp_path / "site"
    info, broken = site / "other_package-1.0.dist-info", site / "other_broken"
    for folder in (info, broken):
        folder.mkdir(parents=True)
    (site / "other_package.py").write_text(MODULE)
    for name, text in BROKEN.items():
        (broken / f"{name}.py").write_text(text)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: other-package\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ENTRY_POINTS)
    terms = [
        f"slug: {name}\nname: {{en: {name}, zh: {name}}}\nsummary: {{en: A b c., zh: 甲乙。}}\n"
        f"demo: {{run: {name}, look: [{{en: Look., zh: 看。}}],"
        " parameters: {size: {en: how many, zh: 大小}}}\n"
        for name in demo_names()
    ]
    (tmp_path / "own.yaml").write_text("---\n".join(terms), "utf-8")
    return {"PYTHONPATH": str(site), "LEARN_GLOSSARY": str(tmp_path / "own.yaml")}


def workers(home: Path) -> list[int]:
    """The processes in which demos of this home's learner run."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            line = (entry / "cmdline").read_bytes()
            mine = f"LEARN_HOME={home / 'learn'}".encode() in (entry / "environ").read_bytes()
        except OSError:
            continue
        if b"learn.demos.worker" in line and mine:
            found.append(int(entry.name))
    return found


def multiplying(home: Path) -> bool:
    """Whether the demo called native has come to its large products within a minute."""
    until = time.monotonic() + 60
    while not (home / "multiplying").exists() and time.monotonic() < until:
        time.sleep(0.05)
    return (home / "multiplying").exists()


def gone_within(seconds: float, home: Path) -> bool:
    until = time.monotonic() + seconds
    while workers(home) and time.monotonic() < until:
        time.sleep(0.05)
    return not workers(home)


# 18


@pytest.mark.parametrize("run", ["planted", "planted:demo", "learn.cli", "../planted", "os"])
def test_nothing_is_imported_by_a_name_in_yaml(learn: Learn, tmp_path: Path, run: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "planted.py").write_text(
        f"open({str(tmp_path / 'harmed')!r}, 'w')\ndef demo(): return 1\n"
    )
    own = tmp_path / "own.yaml"
    own.write_text(
        "slug: evil\nname: {en: evil, zh: 恶}\nsummary: {en: A., zh: 甲。}\n"
        f"demo: {{run: '{run}', look: [{{en: L., zh: 看。}}]}}\n"
    )
    for arguments in (("demo", "evil"), ("demo", "evil", "--help"), ("define", "evil"), ("list",)):
        done = learn(*arguments, "--glossary", str(own), PYTHONPATH=str(site))
        assert done.returncode in (0, 1), done.stderr
        assert "Traceback" not in done.stderr
    assert learn("check", str(own), PYTHONPATH=str(site)).returncode == 1
    assert not (tmp_path / "harmed").exists()


def test_an_unknown_demo_has_suggestions(learn: Learn) -> None:
    done = learn("demo", "tempreature")
    assert done.returncode == 1
    assert "learn define temperature" in done.stderr


# 19


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("temperature", "--temperature", "nan"), "0.05 to 20"),
        (("temperature", "--temperature", "inf"), "0.05 to 20"),
        (("temperature", "--temperature", "-inf"), "0.05 to 20"),
        (("temperature", "--temperature", "1e999"), "0.05 to 20"),
        (("temperature", "--temperature", "true"), "0.05 to 20"),
        (("temperature", "--temperature", "0x10"), "0.05 to 20"),
        (("temperature", "--logits", ",".join(["1"] * 5000)), "2 to 8 numbers"),
        (("temperature", "--logits", "1"), "2 to 8 numbers"),
        (("temperature", "--logits", "1,nan"), "-20 to 20"),
        (("gap", "--height", "1000000000000"), "--height does not take"),
        (("gap", "--height", "9" * 5000), "--height does not take"),
        (("gap", "--height", "3.5"), "--height does not take"),
        (("gap", "--height", "true"), "--height does not take"),
        (("warm-up", "--seed", "1e3"), "--seed does not take"),
        (("temperature", "--timeout", "nan"), "nan"),
        (("temperature", "--timeout", "inf"), "--timeout"),
    ],
)
def test_a_bad_value_is_refused_before_torch_is_imported(
    learn: Learn, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    refused_before_torch(learn, tmp_path, arguments, says)


def test_and_so_it_is_where_python_is_started_for_it(started: Learn, tmp_path: Path) -> None:
    for arguments, says in (
        (("temperature", "--temperature", "nan"), "0.05 to 20"),
        (("gap", "--height", "3.5"), "--height does not take"),
    ):
        refused_before_torch(started, tmp_path, arguments, says)
        (tmp_path / "imported").unlink()


def refused_before_torch(run: Learn, tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    (tmp_path / "torch.py").write_text(f"open({str(tmp_path / 'imported')!r}, 'w')\nraise OSError")
    done = run("demo", *arguments, PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "imported").exists()
    run("demo", "temperature", PYTHONPATH=str(tmp_path))
    assert (tmp_path / "imported").exists()


EVERY_BAD_VALUE = """
import sys
from learn import demos
from learn.errors import UsageError

def refused(parameter, text):
    try:
        parameter.parse(text)
    except UsageError:
        return True
    return False

def refused_itself(parameter, value):
    try:
        parameter.check(value)
    except UsageError:
        return True
    return False

tried = 0
for slug in demos.names():
    demo = demos.load(slug)
    for function in demo.functions:
        for each in demo.parameters_of(function).values():
            bad = ["", "nan", "inf", "-inf", "1e999", "None", "[]", "9" * 5000, "\\udcff", "\\0"]
            if each.kind in (int, float):
                bad += ["true", str(each.high * 2 + 1), str(each.low - 1), "1;2", "1e18"]
                assert refused_itself(each, (True,) * 3 if each.many else True), each
            if each.many:
                bad.append(",".join(["1"] * (each.many[1] + 1)))
            for text in bad:
                assert refused(each, text), (slug, function, each.name, text)
                tried += 1
assert tried > 500, tried
assert not {"torch", "numpy"} & set(sys.modules)
print(tried)
"""


def test_every_parameter_of_every_demo_has_bounds_without_torch(tmp_path: Path) -> None:
    done = run_python(tmp_path, EVERY_BAD_VALUE)
    assert done.returncode == 0, done.stderr


def run_python(
    home: Path, program: str, *before: str, **more: object
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, sys.executable, "-c", program],
        env=environment(home, PYTHONDONTWRITEBYTECODE="1"),
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        **more,  # type: ignore[call-overload]
    )


# 20


@pytest.mark.parametrize(
    "name", ["runtime", "type", "assertion", "memory", "missing-key", "exits", "missing-import"]
)
def test_what_a_demo_raises_is_one_line(learn: Learn, other: dict[str, str], name: str) -> None:
    done = learn("demo", name, **other)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert f"The demo {name} failed: " in done.stderr
    debugged = learn("--debug", "demo", name, **other)
    assert debugged.returncode == 1
    assert "Traceback" in debugged.stderr
    assert "other_package.py" in debugged.stderr
    assert debugged.stderr.splitlines()[-1] == done.stderr.splitlines()[-1]


# 21


@POSIX
@pytest.mark.parametrize(("name", "code"), [("native", 124), ("holding", -signal.SIGALRM)])
def test_a_demo_over_its_time_is_stopped(
    learn: Learn, other: dict[str, str], name: str, code: int
) -> None:
    begun = time.monotonic()
    done = learn("demo", name, "--timeout", "5", **other)
    assert time.monotonic() - begun < 5 + 5 + 5
    assert "begun" in done.stdout
    assert done.returncode == code
    if code == 124:
        assert done.stderr == "learn: The demo took longer than 5 s and was stopped.\n"


@POSIX
def test_a_full_disk_does_not_keep_an_overrun_demo_alive(
    tmp_path: Path, other: dict[str, str]
) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "learn", "demo", "native", "--timeout", "5"],
            env=environment(tmp_path, **other),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=30,
            check=False,
        )
    assert done.returncode == 1  # its own print failed first
    assert b"Traceback" not in done.stderr


@POSIX
def test_a_worker_over_its_time_is_stopped_and_followed_by_another(
    tmp_path: Path, other: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**other, "LEARN_HOME": str(tmp_path / "learn")}.items():
        monkeypatch.setenv(name, value)
    with closing(Worker(timeout=8)) as worker:
        assert worker.compute("temperature", "demo", {})["largest"] > 0.6
        process = worker._process
        assert process is not None
        begun = time.monotonic()
        with pytest.raises(LearnError, match="longer than 8 s"):
            worker.compute("holding", "demo", {"size": 3})
        assert time.monotonic() - begun < 8 + 5
        assert process.returncode == -signal.SIGKILL
        assert worker.compute("temperature", "demo", {})["largest"] > 0.6
    assert gone_within(5, tmp_path)


@POSIX
def test_check_names_a_demo_over_its_time_and_goes_on(
    tmp_path: Path, other: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**other, "LEARN_HOME": str(tmp_path / "learn")}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.syspath_prepend(other["PYTHONPATH"])
    with closing(Worker(timeout=8)) as worker:
        report = check([Path(other["LEARN_GLOSSARY"])], runners=[worker])
    said = [problem.message for problem in report.problems]
    assert len([each for each in said if "took longer than 8 s" in each]) == 2  # native, holding
    assert any("no such key" in each for each in said)
    assert any("does not load" in each for each in said)
    assert report.demos == len(demo_names())


# 22


@POSIX
@pytest.mark.parametrize("presses", [1, 2])
def test_control_c_is_heard_within_a_native_operation(
    terminal: Start, tmp_path: Path, other: dict[str, str], presses: int
) -> None:
    running = terminal("demo", "native", **other)
    running.wait_for("begun")
    assert multiplying(tmp_path)
    begun = time.monotonic()
    running.press("\x03" * presses)
    assert running.end() == 130
    assert time.monotonic() - begun < 5
    assert "Traceback" not in running.text()


@POSIX
def test_a_second_control_c_ends_it_at_once(tmp_path: Path, other: dict[str, str]) -> None:
    """Between the two there is no time to end in order; without the second it would take longer."""
    took = {}
    for second in (False, True):
        running = subprocess.Popen(
            [sys.executable, "-m", "learn", "demo", "native"],
            env=environment(tmp_path, **other),
            stdout=subprocess.PIPE,
        )
        assert running.stdout is not None
        assert running.stdout.readline() == b"begun\n"
        time.sleep(1)
        begun = time.monotonic()
        running.send_signal(signal.SIGINT)
        if second:
            time.sleep(0.05)
            running.send_signal(signal.SIGINT)
        assert running.wait(timeout=10) == 130
        took[second] = time.monotonic() - begun
        running.stdout.close()
    assert took[True] < took[False]


@POSIX
@pytest.mark.parametrize("presses", [1, 2])
def test_control_c_while_the_quiz_waits_for_a_demo(
    terminal: Start, tmp_path: Path, other: dict[str, str], presses: int
) -> None:
    quiz = terminal("quiz", "native", "--kind", "name", size=(80, 40), **other)
    quiz.wait_for("q quit")
    quiz.press("0")
    quiz.wait_for("d demo")
    quiz.press("d")
    assert multiplying(tmp_path)
    assert workers(tmp_path)
    begun = time.monotonic()
    quiz.press("\x03" * presses)
    assert quiz.end() == 130
    assert time.monotonic() - begun < 5
    assert "Traceback" not in quiz.text()
    assert presses == 2 or "1 answer saved" in quiz.text()
    assert gone_within(5, tmp_path)


@POSIX
@pytest.mark.parametrize("command", ["check", "sheet"])
def test_control_c_while_a_glossary_is_checked(
    terminal: Start, tmp_path: Path, other: dict[str, str], command: str
) -> None:
    own = tmp_path / "native.yaml"
    own.write_text(
        "slug: native\nname: {en: native, zh: 原生}\nsummary: {en: A b c., zh: 甲乙。}\n"
        "demo: {run: native, look: [{en: Look., zh: 看。}]}\nquestions:\n"
        "- {id: total, ask: {en: How much?, zh: 多少？}, answer: {value: total}}\n"
    )
    arguments = {"check": ("check", str(own)), "sheet": ("sheet", "native", "--kind", "drawn")}
    running = terminal(
        *arguments[command], **{**other, "LEARN_GLOSSARY": str(own) if command == "sheet" else ""}
    )
    assert multiplying(tmp_path), running.text()
    assert workers(tmp_path), running.text()
    begun = time.monotonic()
    running.press("\x03")
    assert running.end() == 130
    assert time.monotonic() - begun < 5
    assert "Traceback" not in running.text()
    assert gone_within(5, tmp_path)


@POSIX
def test_a_killed_quiz_leaves_no_worker_behind(
    terminal: Start, tmp_path: Path, other: dict[str, str]
) -> None:
    quiz = terminal("quiz", "native", "--kind", "name", size=(80, 40), **other)
    quiz.wait_for("q quit")
    quiz.press("0")
    quiz.wait_for("d demo")
    quiz.press("d")
    assert multiplying(tmp_path)
    assert workers(tmp_path)
    os.kill(quiz.child.pid, signal.SIGKILL)
    assert gone_within(10, tmp_path)


# 23

TORCHES = {
    "missing": "raise ModuleNotFoundError(\"No module named 'torch'\", name='torch')",
    "without-a-library": "raise OSError('libcudart.so.12: cannot open shared object file')",
    "broken": "raise RuntimeError('operator torchvision::nms does not exist')",
    "half-updated": "def (:",
    "for-another-numpy": "import no_such_library",
}


@pytest.mark.parametrize("kind", list(TORCHES))
def test_without_torch_all_but_demos_work(
    started: Learn, learn: Learn, tmp_path: Path, kind: str
) -> None:
    (tmp_path / "torch.py").write_text(TORCHES[kind])
    env = {"PYTHONPATH": str(tmp_path)}
    done = started("demo", "temperature", **env)
    assert done.returncode == 1
    assert "needs torch" in done.stderr
    assert "pip install" in done.stderr
    assert "Traceback" not in done.stderr
    assert learn("define", "gap", **env).returncode == 0
    assert learn("demo", "temperature", "--help", **env).returncode == 0
    assert learn("demo", "temperature", "--code", **env).returncode == 0
    quiz = learn("quiz", "temperature", stdin="1\nd\n1\n1\n1\n1\n", **env)
    assert quiz.returncode == 0
    assert "pip install" in quiz.stderr
    assert "answers saved" in quiz.stdout


@POSIX
def test_a_torch_that_crashes_takes_only_the_demos(started: Learn, tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("import os; os.abort()")
    quiz = started("quiz", "temperature", stdin="1\nd\n1\nd\n1\n1\n1\n", PYTHONPATH=str(tmp_path))
    assert quiz.returncode == 0, quiz.stderr
    assert "The demo's process ended" in quiz.stderr
    assert "answers saved" in quiz.stdout


def test_a_file_called_torch_in_the_folder_is_not_the_torch_of_a_quiz(
    started: Learn, tmp_path: Path
) -> None:
    (tmp_path / "torch.py").write_text(f"open({str(tmp_path / 'imported')!r}, 'w')")
    done = started("quiz", "temperature", stdin="1\nd\nq\n")  # its folder is tmp_path
    assert done.returncode == 0
    assert "0.0900 0.2447 0.6652" in done.stdout
    assert not (tmp_path / "imported").exists()


# 24


@pytest.mark.parametrize(
    "name",
    ["unbounded", "no-module", "no-function", "no-demo", "raises", "leaves", "unreadable"],
)
def test_a_broken_entry_point_is_one_line(learn: Learn, other: dict[str, str], name: str) -> None:
    for arguments in (("demo", name), ("demo", name, "--help"), ("demo", name, "--json")):
        done = learn(*arguments, **other)
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
        assert "other-package" in done.stderr
        assert done.stdout == ""


def test_the_others_work_beside_broken_ones(learn: Learn, other: dict[str, str]) -> None:
    assert learn("demo", "temperature", **other).returncode == 0
    assert learn("define", "raises", **other).returncode == 0
    assert learn("list", **other).returncode == 0
    assert learn(**other).returncode == 0
    done = learn("quiz", "leaves", "raises", "unreadable", stdin="1\n" * 30, **other)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_a_demo_without_a_number_still_has_a_picture(
    learn: Learn, terminal: Start, other: dict[str, str]
) -> None:
    assert "nan" in learn("demo", "nan", **other).stdout
    shown = terminal("demo", "nan", **other)
    assert shown.end() == 0
    assert "nan" in shown.text()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[learn.demos]\nraises = \0",
        "[learn.demos]\nraises =",
        "[learn.demos]\nraises",
        "[pydantic]\nraises",
        "[pydantic]\nraises = \0",
    ],
)
def test_an_unreadable_list_of_entry_points_hurts_nobody(
    learn: Learn, started: Learn, other: dict[str, str], text: str
) -> None:
    info = Path(other["PYTHONPATH"]) / "other_package-1.0.dist-info"
    (info / "entry_points.txt").write_text(text)
    assert started("list", **other).returncode == 0, "no index is there yet"
    assert started("demo", "temperature", "--help", **other).returncode == 0
    assert learn("demo", "temperature", **other).returncode == 0
    done = started("demo", "raises", **other)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Something went wrong" not in done.stderr


# 25

EVERY_DEMO = """
import json, os, sys

seen = []
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
NEVER = ("socket.", "urllib.", "http.", "ssl.", "smtplib.", "ftplib.", "sqlite3.", "shutil.",
         "subprocess.", "tempfile.", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink",
         "os.truncate", "os.chmod", "os.chown", "os.utime", "os.system", "os.exec", "os.fork",
         "os.posix_spawn")

def hook(event, arguments):
    if event.startswith(NEVER):
        seen.append((event, repr(arguments)))
    elif event == "os.mkdir" and not os.path.isdir(arguments[0]):
        seen.append((event, repr(arguments)))
    elif event == "open":
        path, mode, flags = arguments
        if set(mode or "") & set("wax+") or (flags or 0) & WRITES:
            seen.append((event, repr(arguments)))

sys.addaudithook(hook)
from learn import demos

out = {}
for slug in demos.names():
    demo = demos.load(slug)
    for name in demo.functions:
        values = {key: each.default for key, each in demo.parameters_of(name).items()}
        if name != "demo":
            out[f"{slug} {name}"] = repr(demo.compute(name, values))
    shown = demo.run()
    out[f"{slug} demo"], out[f"{slug} figures"] = repr(shown.values), repr(shown.figures)
assert "torch" in sys.modules
print(json.dumps({"out": out, "seen": seen}))
"""


def no_files() -> None:
    """Let no byte be written to any file, by C++ either; a try would end the process."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def every_demo(*before: str) -> dict[str, Any] | None:
    """Run every demo, as EVERY_DEMO does, after these words; None where nobody may be traced."""
    with tempfile.TemporaryDirectory() as folder:
        limit = {} if before else {"preexec_fn": no_files}
        done = run_python(Path(folder), EVERY_DEMO, *before, timeout=300, **limit)
        if before and "ptrace" in done.stderr.lower():
            return None
        assert done.returncode == 0, done.stderr
        assert [path.name for path in Path(folder).iterdir()] == []
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any] | None]:
    """Where the system calls of every demo stand, and what came of it; None where none may be."""
    path = tmp_path_factory.mktemp("traced") / "calls"
    options = ("-f", "-qq", "-e", "trace=network,%file", "-o", str(path))
    return path, every_demo("strace", *options) if shutil.which("strace") else None


@POSIX
def test_demos_touch_no_network_and_no_file_and_say_the_same_twice(
    traced: tuple[Path, dict[str, Any] | None],
) -> None:
    one, other = every_demo(), traced[1] or every_demo()
    assert one is not None
    assert other is not None
    assert one["seen"] == other["seen"] == []
    assert len(one["out"]) > 40
    assert one["out"] == other["out"]


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_nor_does_torch_below_them(traced: tuple[Path, dict[str, Any] | None]) -> None:
    path, done = traced
    if done is None:
        pytest.skip("this machine lets nobody be traced")
    calls = path.read_text().splitlines()
    assert any(".so" in call for call in calls)
    changing = ("O_WRONLY", "O_RDWR", "O_CREAT", "socket(", "connect(", "sendto(", "unlink")
    changing += ("rename", "mkdir(", "symlink", "link(", "chmod", "truncate")
    changed = [call for call in calls if any(f in call.split(" = ")[0] for f in changing)]
    assert [call for call in changed if " = -1 EEXIST" not in call and "readlink" not in call] == []
