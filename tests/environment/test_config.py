"""The config file: a default for every variable, and every fault of it said in words."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import served
from conftest import ROOT, Learn, environment
from learn.environment import config, terminal
from learn.environment.config_file import CHOICES, KEYS
from learn.environment.settings import NEW_A_DAY, minutes_a_day, retention
from learn.errors import UsageError

SECRET = "s3cret-word"
STORE = f"postgresql://ada:{SECRET}@host/learn"

# What a command is handed: the environment with the file's values, and the screen it opens.
_PROBE = """
import json, os, sys
sys.argv = ["learn", *sys.argv[1:]]
from learn.__main__ import main
from learn.cli.screen import Start
from learn.environment import config
opened, screens = Start.screen, []
Start.screen = lambda self, **options: screens.append(opened(self, **options)) or screens[-1]
try:
    main()
except SystemExit:
    pass
handed = config.load(os.environ).over(os.environ)
print(json.dumps({**handed, "plain": any(each.plain for each in screens)}), file=sys.stderr)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the config file lies of those who have set LEARN_HOME, as the tests have."""
    (tmp_path / "learn").mkdir()
    return tmp_path / "learn" / "config.toml"


def run(
    home: Path, *arguments: str, program: str = "", **env: str | None
) -> subprocess.CompletedProcess[str]:
    """Run a command, or a program, with variables set, or taken away by None."""
    whole = {**environment(home), **env}
    kept = {name: value for name, value in whole.items() if value is not None}
    return served.run(arguments, program=program, env=kept, cwd=home)


def probe(home: Path, *arguments: str, **env: str | None) -> dict[str, Any]:
    done = run(home, *(arguments or ("list",)), program=_PROBE, **env)
    left: dict[str, Any] = json.loads(done.stderr.splitlines()[-1])
    return left


def doctor(learn: Learn, **env: str) -> dict[str, Any]:
    done = learn("doctor", "--json", **env)
    told: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == (1 if told["problems"] else 0)
    return told


# For every key that a flag says too: a command, then how its answer begins by default, and what the
# file, the variable and the flag say, each with how it begins then.
EN, ZH, BOLD = "global average pooling  ", "全局平均池化  ", "\x1b[1mglobal"
PRECEDENCE = {
    "lang": (("define", "gap"), EN, ('"zh"', ZH), ("en", EN), ("zh", ZH)),
    "color": (("define", "gap"), EN, ('"always"', BOLD), ("never", EN), ("always", BOLD)),
    "new": (("quiz",), f"new {NEW_A_DAY} · ", ("4", "new 4 "), ("3", "new 3 "), ("2", "new 2 ")),
    "limit": (("quiz",), f"new {NEW_A_DAY} · ", ("4", "new 4 "), ("3", "new 3 "), ("2", "new 2 ")),
    "minutes": (
        *(("quiz",), f"new {NEW_A_DAY} · 5 min left "),
        *(("4", "new 3 · 3 min left "), ("3", "new 2 · 2 min left "), ("1", "new 1 · 1 min left ")),
    ),
}


@pytest.mark.parametrize("key", PRECEDENCE)
def test_a_flag_goes_before_the_variable_before_the_file_before_the_default(
    learn: Learn, file: Path, key: str
) -> None:
    command, default, in_file, in_variable, in_flag = PRECEDENCE[key]
    variable = KEYS[key][0]
    assert learn(*command).stdout.startswith(default)
    file.write_text(f"{key} = {in_file[0]}\n", "utf-8")
    assert learn(*command).stdout.startswith(in_file[1])
    env = {variable: in_variable[0]}
    assert learn(*command, **env).stdout.startswith(in_variable[1])
    assert learn(*command, f"--{key}", in_flag[0], **env).stdout.startswith(in_flag[1])
    assert learn(*command, **{variable: ""}).stdout.startswith(default)


def test_plain_may_stand_in_the_file_and_a_variable_or_flag_goes_before_it(
    tmp_path: Path, file: Path
) -> None:
    assert probe(tmp_path)["plain"] is False
    file.write_text("plain = true\n")
    assert probe(tmp_path)["plain"] is True
    assert probe(tmp_path, LEARN_PLAIN="0")["plain"] is False
    assert probe(tmp_path, "--plain", "list", LEARN_PLAIN="0")["plain"] is True
    file.write_text("plain = false\n")
    assert probe(tmp_path)["plain"] is False
    assert probe(tmp_path, LEARN_PLAIN="1")["plain"] is True


def own_glossary(path: Path, slug: str) -> None:
    path.write_text(f"slug: {slug}\nname: {{en: {slug}, zh: 甲}}\nsummary: {{en: b., zh: 乙。}}\n")


def test_glossaries_start_from_the_folder_of_the_file_and_a_flag_adds_to_them(
    learn: Learn, tmp_path: Path, file: Path
) -> None:
    for place, slug in (("learn/qa", "qa"), ("qb", "qb"), ("qc", "qc"), ("qd", "qd")):
        own_glossary(tmp_path / f"{place}.yaml", slug)

    def slugs(*arguments: str, **env: str) -> set[str]:
        lines = learn("list", "--topic", "own", *arguments, **env).stdout.splitlines()
        return {line.split("\t")[0] for line in lines}

    file.write_text(f"glossary = ['qa.yaml', '~/qb.yaml', '{tmp_path}/qc.yaml']\n", "utf-8")
    assert slugs() == {"qa", "qb", "qc"}
    assert slugs("--glossary", "qd.yaml") == {"qa", "qb", "qc", "qd"}
    assert slugs(LEARN_GLOSSARY="qd.yaml") == {"qd"}
    file.write_text("glossary = 'qa.yaml'\n")
    assert slugs() == {"qa"}


SAID = {
    "lang": ('"zh"', "zh", "en"),
    "color": ('"never"', "never", "auto"),
    "plain": ("true", "1", "0"),
    "glossary": ("[]", "", ""),
    "new": ("0", "0", "7"),
    "limit": ("0x10", "16", "7"),
    "minutes": ("7.5", "7.5", "20"),
    "retention": ("0.85", "0.85", "auto"),
    "store": (f'"{STORE}"', STORE, "postgresql://other"),
    "learner": ('"Ada 爱达"', "Ada 爱达", "Bob"),
}


@pytest.mark.parametrize("key", SAID)
def test_a_key_is_a_variable_for_child_processes_too_unless_there_is_one(
    tmp_path: Path, file: Path, key: str
) -> None:
    text, value, other = SAID[key]
    file.write_text(f"{key} = {text}\n", "utf-8")
    left = probe(tmp_path)
    assert (left[KEYS[key][0]], left["LEARN_CONFIG"]) == (value, str(file))
    assert probe(tmp_path, **{KEYS[key][0]: other})[KEYS[key][0]] == other


def test_home_in_the_file_is_where_progress_lies_unless_the_variable_says_it(
    tmp_path: Path,
) -> None:
    file = tmp_path / "my.toml"
    file.write_text("home = 'here'\nlang = 'zh'\n")

    def progress(**env: str | None) -> tuple[str, str]:
        env = {"LEARN_CONFIG": "my.toml", "LEARN_HOME": None, **env}
        run(tmp_path, **env)
        told = json.loads(run(tmp_path, "doctor", "--json", **env).stdout)
        return told["progress"]["path"], told["config"]["path"]

    assert progress() == (str(tmp_path / "here" / "progress.sqlite"), str(file))
    (tmp_path / "here" / "config.toml").write_text("lang = 'fr'\n")
    assert progress()[1] == str(file), "the file that said home stays the one"
    there = str(tmp_path / "there")
    assert progress(LEARN_HOME=there) == (f"{there}/progress.sqlite", str(file))


def test_home_in_a_file_of_learn_home_changes_nothing(learn: Learn, file: Path) -> None:
    file.write_text("home = '/nowhere'\n")
    learn()
    assert doctor(learn)["progress"]["path"] == str(file.with_name("progress.sqlite"))


def test_always_in_the_file_goes_before_no_color_and_auto_does_not(
    learn: Learn, file: Path
) -> None:
    # As https://no-color.org has it: a user's config file overrides the variable.
    file.write_text("color = 'always'\n")
    assert learn("define", "gap", NO_COLOR="1").stdout.startswith(BOLD)
    assert learn("define", "gap", NO_COLOR="1", LEARN_COLOR="auto").stdout.startswith(EN)


@pytest.mark.parametrize(
    ("variable", "value", "hint"),
    [
        ("LEARN_NEW", "1000", "a whole number from 0 to 999"),
        ("LEARN_NEW", "ten", "a whole number from 0 to 999"),
        ("LEARN_LIMIT", "0", "a whole number, 1 or more"),
        ("LEARN_LIMIT", "9" * 5000, "a whole number, 1 or more"),
        ("LEARN_COLOR", "blue", "auto, always or never"),
    ],
)
def test_a_variable_that_can_not_be_meant_is_named(
    learn: Learn, variable: str, value: str, hint: str
) -> None:
    commands = [("define", "gap"), ("list",)] if variable == "LEARN_COLOR" else [("quiz",), ()]
    for command in commands:
        done = learn(*command, **{variable: value})
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"learn: {variable} is '{value}'.\n")
        assert hint in done.stderr


@pytest.mark.parametrize(
    ("said", "aim"), [("", None), ("auto", None), ("0.7", 0.7), ("0.97", 0.97), (".85", 0.85)]
)
def test_a_retention_is_a_number_or_follows_the_day(said: str, aim: float | None) -> None:
    assert retention({"LEARN_RETENTION": said}) == aim
    assert retention({}) is None


@pytest.mark.parametrize(("said", "minutes"), [("", 15), ("1", 1), ("7.5", 7.5), ("1440", 1440)])
def test_minutes_a_day_are_a_number(said: str, minutes: float) -> None:
    assert minutes_a_day({"LEARN_MINUTES": said}) == minutes
    assert minutes_a_day({}) == 15


@pytest.mark.parametrize("said", ["Auto", "0.69", "0.98", "90", "90%", "nan", "inf", "-1", "true"])
def test_a_retention_that_can_not_be_meant_is_named(said: str) -> None:
    with pytest.raises(UsageError, match=f"LEARN_RETENTION is '{said}'.") as refused:
        retention({"LEARN_RETENTION": said})
    assert refused.value.hint == 'It is a number from 0.7 to 0.97, or "auto".'


@pytest.mark.parametrize("said", ["auto", "0.9", "1441", "nan", "inf", "-1", "15 min"])
def test_minutes_that_can_not_be_meant_are_named(said: str) -> None:
    with pytest.raises(UsageError, match=f"LEARN_MINUTES is '{said}'.") as refused:
        minutes_a_day({"LEARN_MINUTES": said})
    assert refused.value.hint == "It is a number of minutes from 1 to 1440."


FAULTS: dict[str, tuple[str | bytes, str, str]] = {
    # the file, then the line that is named, what is said, and a part of what to do
    "unknown": ("\ncolour = 'never'\n", "line 2: there is no setting 'colour'.", "Nearest: color."),
    "far": (
        "[quiz]\nnew = 3\n",
        "line 1: there is no setting 'quiz'.\nThere are: lang,",
        "learner.",
    ),
    "quoted": ("# x\n\n'colour' = 1\n", "line 3: there is no setting 'colour'.", "Nearest: color."),
    "acting": ("'\u2028\\' = 1\n", "there is no setting", "There are:"),
    "lang": ("lang = 'fr'\n", "line 1: lang has to be", 'lang = "zh"'),
    "upper": ("lang = 'ZH'\n", "line 1: lang has to be", 'lang = "zh"'),
    "listed": ("lang = ['zh']\n", "line 1: lang has to be", 'lang = "zh"'),
    "color": ("lang='zh'\ncolor = true\n", "line 2: color has to be", 'color = "never"'),
    "plain": ("plain = 1\n", "line 1: plain has to be true or false.", "plain = true"),
    "plain text": ("plain = 'false'\n", "line 1: plain has to be true or false.", "plain = true"),
    "new": ("new = 1000\n", "line 1: new has to be a whole number from 0 to 999.", "new = 10"),
    "new less": ("new = -1\n", "line 1: new has to be", "new = 10"),
    "new true": ("new = true\n", "line 1: new has to be", "new = 10"),
    "new half": ("new = 1.5\n", "line 1: new has to be", "new = 10"),
    "new text": ("new = '5'\n", "line 1: new has to be", "new = 10"),
    "limit": ("limit = 0\n", "line 1: limit has to be a whole number, 1 or more.", "limit = 50"),
    "minutes": ("minutes = 0.5\n", "line 1: minutes has to be a number of minutes", "minutes = 20"),
    "minutes more": ("minutes = 1441\n", "line 1: minutes has to be", "minutes = 20"),
    "minutes true": ("minutes = true\n", "line 1: minutes has to be", "minutes = 20"),
    "minutes nan": ("minutes = nan\n", "line 1: minutes has to be", "minutes = 20"),
    "minutes text": ("minutes = '15'\n", "line 1: minutes has to be", "minutes = 20"),
    "minutes auto": ("minutes = 'auto'\n", "line 1: minutes has to be", "minutes = 20"),
    "retention": (
        "retention = 0.98\n",
        'line 1: retention has to be a number from 0.7 to 0.97, or "auto".',
        "retention = 0.85",
    ),
    "retention less": ("retention = 0.69\n", "line 1: retention has to be", "retention = 0.85"),
    "retention whole": ("retention = 1\n", "line 1: retention has to be", "retention = 0.85"),
    "retention text": ("retention = '0.9'\n", "line 1: retention has to be", "retention = 0.85"),
    "retention upper": ("retention = 'Auto'\n", "line 1: retention has to be", "retention = 0.85"),
    "retention list": ("retention = [0.9]\n", "line 1: retention has to be", "retention = 0.85"),
    "limit huge": ("limit = 0x" + "f" * 60_000, "line 1: limit has to be", "limit = 50"),
    "glossary": ("glossary = 3\n", "line 1: glossary has to be a path in quotes", "~/terms"),
    "glossary in": ("glossary = ['.', [3]]\n", "line 1: glossary has to be", "~/terms"),
    "glossary empty": ("glossary = ''\n", "line 1: glossary has to be", "~/terms"),
    "no glossary": ("glossary = 'no'\n", "learn/no.", "a whole path, or one from the folder"),
    "home": ("home = []\n", "line 1: home has to be a folder in quotes.", "~/progress"),
    "home unknown": ("home = '~no-such-user/a'\n", "line 1: home is '~no-such", "a whole path"),
    "home zero": ('home = "~a\\u0000"\n', "line 1: home is too long, or has a char", "LC_ALL"),
    "home long": (f"home = '{'a' * 40_000}'\n", "line 1: home is too long", "30,000 bytes"),
    "store": ("store = 5432\n", "line 1: store has to be an address in quotes.", "postgresql://"),
    "learner": ("learner = ''\n", "line 1: learner has to be a name in quotes.", '"Ada"'),
    "second": ("lang = 'zh'\nnew = 0\nplain = 0\n", "line 3: plain has to be", "plain = true"),
    "no quotes": ("lang = zh\n", "config.toml: Invalid value (at line 1, column 8).", "in quotes"),
    "no value": ("\nlang\n", "(at line 2, column 5).", "key = value"),
    "open": ("lang = 'zh\n", "(at end of document).", "key = value"),
    "twice": ("lang = 'zh'\nlang = 'en'\n\n", "(at line 2, column 12).", "key = value"),
    "deep": ("new = " + "[" * 20_000, "a value too long or too deep.", "key = value"),
    "digits": ("new = " + "1" * 5_000, "a value too long or too deep.", "key = value"),
    "latin": (b"lang = 'zh'\n# caf\xe9\n", "line 2: not UTF-8.", "Save it as UTF-8."),
    "utf-16": ("lang = 'zh'\n".encode("utf-16"), "line 1: not UTF-8.", "Save it as UTF-8."),
    "zeros": (bytes(100), "Invalid statement (at line 1, column 1).", "key = value"),
    "large": ("#" * 65_537, "larger than 64 kB.", "a few lines"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_line_and_what_to_do(
    learn: Learn, tmp_path: Path, file: Path, name: str
) -> None:
    content, said, hint = FAULTS[name]
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = learn("--debug", "define", "gap")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"learn: {file}") or name == "large"
    assert said in done.stderr
    assert hint in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < len(str(tmp_path)) * 2 + 300, "a long value is not shown"
    assert not set(done.stderr) & set("\x1b\u2028\0")


def test_what_is_no_readable_file_is_said_at_once(learn: Learn, tmp_path: Path, file: Path) -> None:
    def refused(said: str, **env: str) -> None:
        done = learn("define", "gap", timeout=20, **env)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert "LEARN_CONFIG" in done.stderr
        assert said in "".join(doctor(learn, **env)["problems"])

    refused(f"There is no config file at {tmp_path}/none.toml.", LEARN_CONFIG="none.toml")
    refused(f"{tmp_path} is no file.", LEARN_CONFIG=str(tmp_path))
    file.mkdir()
    refused(f"{file} is no file.")
    if sys.platform != "win32":
        file.rmdir()
        os.mkfifo(file)
        refused(f"{file} is no file.")
    if sys.platform == "linux":
        name = "/proc/self/mem"
        refused(f"{name} can't be read: Input/output error.", LEARN_CONFIG=name)


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_a_file_that_may_not_be_read_is_a_fault_and_a_folder_of_another_is_not(
    tmp_path: Path, file: Path
) -> None:
    prefix = []
    if os.getuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root obeys no permissions, and there is no setpriv")
        prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    other = tmp_path / "other" / "learn"
    other.mkdir(parents=True)
    for path in (file, other / "config.toml"):
        path.write_text("lang = 'zh'\n")

    def define(**env: str) -> subprocess.CompletedProcess[str]:
        command = [*prefix, sys.executable, "-m", "learn", "define", "gap"]
        return subprocess.run(
            command, env=environment(tmp_path, **env), capture_output=True, text=True, check=False
        )

    file.chmod(0)
    assert define().returncode == 2
    assert f"{file} can't be read: Permission denied." in define().stderr
    other.parent.chmod(0)
    try:
        elsewhere = {"LEARN_HOME": "", "XDG_CONFIG_HOME": str(other.parent)}
        assert define(**elsewhere).stdout.startswith(EN)
        done = define(LEARN_CONFIG=str(other / "config.toml"))
        assert (done.returncode, done.stdout) == (2, "")
        assert "can't be read: Permission denied." in done.stderr
    finally:
        other.parent.chmod(0o700)


def test_nothing_at_all_is_no_fault(learn: Learn, file: Path) -> None:
    for content in ("", "\n# lang = 'fr'\n", "\ufefflang = 'en'\r\nnew = 3\r\n"):
        file.write_text(content, "utf-8")
        assert learn("define", "gap").stdout.startswith(EN)
        assert doctor(learn)["problems"] == []
    file.write_text("colour = 'never'\n")
    assert learn("define", "gap", LEARN_CONFIG=os.devnull).returncode == 0
    assert learn("define", "gap", LEARN_CONFIG="").returncode == 2


def test_with_a_fault_the_doctor_help_version_and_tab_work_on(
    learn: Learn, tmp_path: Path, file: Path
) -> None:
    file.write_text("colour = 1\nglossary = ['.', 'no']\nlang = 'zh'\nnew = -1\n")
    told = doctor(learn)
    assert told["config"] == {"path": str(file), "found": True}
    assert [problem.split(": ")[0] for problem in told["problems"]] == [
        f"{file}, line {line}" for line in (1, 2, 4)
    ]
    text = learn("doctor").stdout
    assert f"配置：{file}\n" in text, "what is sound in it holds"
    assert f"\n! {file}, line 1: there is no setting 'colour'. Nearest: color." in text
    for arguments in (("--help",), ("-h",), ("quiz", "--help"), ("demo", "--help"), ("--version",)):
        assert learn(*arguments).returncode == 0, arguments
    words = {"COMP_WORDS": "learn define bot", "COMP_CWORD": "2"}
    tab = learn(_LEARN_COMPLETE="complete_bash", **words)
    assert (tab.stdout.split(), tab.stderr) == (["bottleneck"], "")
    for command in ((), ("list",), ("quiz",), ("stats",), ("export",), ("check",)):
        done = learn(*command)
        assert (done.returncode, done.stdout) == (2, ""), command
    assert not (tmp_path / "learn" / "progress.sqlite").exists()


def test_the_doctor_says_where_the_file_would_be(learn: Learn, file: Path) -> None:
    assert doctor(learn)["config"] == {"path": str(file), "found": False}
    assert f"config: none; it would be {file}\n" in learn("doctor").stdout
    assert f"配置：无；可放在 {file}\n" in learn("doctor", "--lang", "zh").stdout


@pytest.mark.parametrize(
    "line",
    [
        f"store = '{STORE}'",
        f"store = '{STORE}'\ncolour = 1",
        f"store = ['{STORE}']",
        f"store = {{url = '{STORE}'}}",
        f"store = '{STORE}\\u0000'".replace("'", '"'),
        f"store = '{STORE}{'x' * 40_000}'",
        f"store = {STORE}",
        f"store = '{STORE}",
        f"stor = '{STORE}'",
        f"store = '{STORE}'\nstore = '{STORE}'",
        f"lang = '{STORE}'",
        f"new = '{STORE}'",
        f"glossary = '{STORE}'",
        f"caf\xe9 = '{STORE}'",
    ],
)
def test_a_secret_is_never_shown(learn: Learn, file: Path, line: str) -> None:
    file.write_bytes(f"{line}\n".encode("latin-1"))
    debug = {"LEARN_DEBUG": "1"}
    for arguments in (("doctor",), ("doctor", "--json"), ("--debug", "list"), ("define", "gap")):
        done = learn(*arguments, **debug)
        assert done.returncode in (0, 1, 2)
        assert SECRET not in done.stdout + done.stderr, arguments


@pytest.mark.skipif(sys.platform != "linux", reason="the locale's encoding is Linux's")
def test_a_character_that_the_locale_can_not_write_is_a_fault(tmp_path: Path, file: Path) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for line, code in (("learner = '爱达'\n", 2), ("learner = 'Ada'\n# 爱达\n", 0)):
        file.write_text(line, "utf-8")
        done = run(tmp_path, "define", "gap", **ascii_only)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        assert ("LC_ALL" in done.stderr) == bool(code)


HOMES: list[dict[str, str | None]] = [
    {},
    {"XDG_CONFIG_HOME": "/xdg"},
    {"XDG_CONFIG_HOME": "relative"},
    {"XDG_CONFIG_HOME": ""},
    {"HOME": "/nowhere/at/all"},
    {"HOME": ""},
    {"HOME": "relative"},
    {"HOME": None},
]


@pytest.mark.skipif(sys.platform == "win32", reason="HOME is POSIX's")
@pytest.mark.parametrize("home", HOMES, ids=str)
def test_the_place_is_the_platforms(tmp_path: Path, home: dict[str, str | None]) -> None:
    env = {"LEARN_HOME": None, "XDG_CACHE_HOME": str(tmp_path), **home}
    code = "import os, platformdirs; from learn.environment import config;"
    code += "print(config.place(os.environ));"
    code += "print(platformdirs.user_config_dir('learn', appauthor=False))"
    ours, theirs = run(tmp_path, program=code, **env).stdout.splitlines()
    if home.get("HOME") == "":  # of which versions of platformdirs think differently
        assert ours == "/.config/learn/config.toml"
    elif "relative" in home.values():  # no such folder is meant, nor one below the present one
        assert ours == ("" if "HOME" in home else f"{tmp_path}/.config/learn/config.toml")
    else:
        assert ours == f"{theirs}/config.toml"
    done = run(tmp_path, "define", "gap", **env)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="paths are joined by this system")
@pytest.mark.parametrize(
    ("platform", "environ", "place"),
    [
        ("darwin", {}, "/home/a/Library/Application Support/learn/config.toml"),
        ("darwin", {"XDG_CONFIG_HOME": "/xdg"}, "/xdg/learn/config.toml"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/learn/config.toml"),
        ("linux", {}, "/home/a/.config/learn/config.toml"),
        ("linux", {"LEARN_HOME": "~/b", "XDG_CONFIG_HOME": "/xdg"}, "/home/a/b/config.toml"),
        ("linux", {"LEARN_HOME": "~no-such-user/b"}, ""),
        ("linux", {"LEARN_HOME": "/b", "LEARN_CONFIG": "~/c.toml"}, "/home/a/c.toml"),
    ],
)
def test_the_place_on_every_platform(
    monkeypatch: pytest.MonkeyPatch, platform: str, environ: dict[str, str], place: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("HOME", "/home/a")
    assert config.place(environ) == place


@pytest.mark.skipif(sys.platform == "win32", reason="the folder one is in can't be removed there")
def test_a_folder_that_is_gone_does_no_harm(tmp_path: Path) -> None:
    code = "import os; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone');" + _PROBE
    done = run(tmp_path, "define", "gap", program=code, LEARN_HOME="here")
    assert done.stdout.startswith(EN)


def test_the_choices_are_those_of_the_variables() -> None:
    assert CHOICES == {"lang": terminal.SHOWN, "color": terminal.COLORS}


def test_the_file_of_the_readme_is_sound(learn: Learn, tmp_path: Path) -> None:
    rows = (ROOT / "README.md").read_text("utf-8").split("| key in `config.toml` |")[1]
    cells = [row.split("|")[1:3] for row in rows.splitlines()[2:] if row.startswith("| `")]
    pairs = [(key.strip(" `"), variable.strip(" `")) for key, variable in cells]
    keys = {key.split(" ")[0]: variable for key, variable in pairs}
    assert keys == {key: KEYS[key][0] for key in KEYS}
    file = tmp_path / "my.toml"
    file.write_text("\n".join(key for key, _ in pairs), "utf-8")
    (tmp_path / "terms").mkdir()
    assert doctor(learn, LEARN_CONFIG=str(file))["problems"] == []
    assert f"else LEARN_NEW or {NEW_A_DAY}." in " ".join(learn("quiz", "--help").stdout.split())


@pytest.mark.skipif(os.name != "posix", reason="asks for permissions")
def test_doctor_names_a_password_that_others_can_read(learn: Learn, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'store = "{STORE}"', "utf-8")
    for mode, told in ((0o644, True), (0o600, False)):
        file.chmod(mode)
        found = doctor(learn, LEARN_CONFIG=str(file))
        assert any(f"chmod 600 {file}" in note for note in found["notes"]) is told
        assert found["problems"] == []
