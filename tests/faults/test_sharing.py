"""A shared log on a real PostgreSQL server: slow, dead, cut off, forged, and used by many."""

from __future__ import annotations

import json
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import Terminal, environment
from damage import Quiz, assert_sound, count, execute, learn, progress_of, study
from learn.store import open_store
from learn.views.page import width_of
from postgres import PASSWORD, Line, Postgres, Silent, free_port, running

NOW = {"LEARN_NOW": "2026-11-24T09:00"}
LATER = {"LEARN_NOW": "2026-11-24T10:00"}
STANDING = "rating is not null and id not in (select undoes from review where undoes is not null)"


@pytest.fixture(scope="module")
def machine() -> Iterator[Postgres]:
    with running() as server:
        yield server


@pytest.fixture
def server(machine: Postgres) -> Iterator[Postgres]:
    """A database of one's own."""
    machine.sql("create database class")
    yield Postgres(machine.port, "class")
    machine.sql("drop database class with (force)")


@pytest.fixture
def homes(tmp_path: Path) -> tuple[Path, Path]:
    """Two machines."""
    both = tmp_path / "one", tmp_path / "two"
    for home in both:
        home.mkdir()
    return both


def sync(home: Path, url: str, **env: str) -> dict[str, Any]:
    done = learn(home, "sync", "--json", LEARN_STORE=url, **NOW, **env)
    assert done.stderr == ""
    assert done.returncode in (0, 1)
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["same"] == (done.returncode == 0)
    return told


def failed(home: Path, url: str, command: str = "sync", **env: str) -> str:
    """Run a command that can't reach the shared log; return what it says, one plain line or two."""
    done = learn(home, command, LEARN_STORE=url, **NOW, **env)
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 2
    return done.stderr


def states(home: Path) -> object:
    with closing(open_store(home / "learn")) as store:
        return store.states()


def test_two_machines_of_one_learner_come_to_the_same(
    server: Postgres, homes: tuple[Path, Path]
) -> None:
    one, two = homes
    study(one, "1", "2", "1", LEARN_NOW="2026-11-20T09:00")
    study(two, "2", "1", LEARN_NOW="2026-11-21T09:00")
    assert learn(two, "undo", LEARN_NOW="2026-11-21T09:01").returncode == 0
    assert sync(one, server.url())["sent"] == 3
    told = sync(two, server.url())
    assert (told["sent"], told["fetched"]) == (3, 3)
    assert sync(one, server.url())["fetched"] == 3
    for home in homes:
        told = sync(home, server.url())
        assert (told["sent"], told["fetched"], told["here"]["rows"]) == (0, 0, 6)
        assert assert_sound(home / "learn") == 4
    assert states(one) == states(two)
    assert learn(one, "export").stdout == learn(two, "export").stdout


def test_a_quiz_fetches_before_and_sends_after(server: Postgres, homes: tuple[Path, Path]) -> None:
    one, two = homes

    def quiz(home: Path) -> str:
        options = ("--new", "1", "--kind", "name", "--seed", "1")
        done = learn(home, "quiz", *options, stdin="1\n2\n" * 9, LEARN_STORE=server.url(), **NOW)
        assert done.returncode == 0
        return done.stderr

    assert "sent to 127.0.0.1" in quiz(one)
    assert server.rows() == count(one) > 0
    said = quiz(two)
    assert "fetched from 127.0.0.1" in said
    assert "sent" not in said, "the day's new card was asked on the other machine already"
    assert count(two) == count(one)


def test_cramming_shares_nothing(server: Postgres, tmp_path: Path) -> None:
    done = study(tmp_path, "1", LEARN_STORE=server.url(), **NOW)
    assert "sent" in done.stderr
    done = learn(tmp_path, "quiz", "--cram", stdin="1\n", LEARN_STORE=server.url(), **NOW)
    assert "sent" not in done.stderr
    assert server.rows() == 1


def test_a_server_that_is_down_stops_no_quiz(server: Postgres, tmp_path: Path) -> None:
    nobody = server.url(port=free_port())
    done = study(tmp_path, "1", "1", "1", LEARN_STORE=nobody, **NOW)
    assert done.returncode == 0
    assert done.stderr.count("can't be used") == 1, "a server that is down is asked once"
    assert "Connection refused" in done.stderr
    assert count(tmp_path) == 3
    assert "learn sync" in failed(tmp_path, nobody)
    assert sync(tmp_path, server.url())["sent"] == 3


@pytest.mark.parametrize("command", ["sync", "class"])
def test_a_silent_server_is_given_up(tmp_path: Path, command: str) -> None:
    with Silent() as silent:
        url = f"postgresql://learn@127.0.0.1:{silent.port}/class"
        begun = time.monotonic()
        assert "can't be used" in failed(tmp_path, url, command)
    # Five seconds, and what this machine needs to start a program.
    assert time.monotonic() - begun < 5 + 10


def test_a_server_that_freezes_later_is_given_up(server: Postgres, tmp_path: Path) -> None:
    study(tmp_path, "1", "1", **NOW)
    with Line(server.port, lambda data: "hang" if b"insert into" in data else "") as line:
        begun = time.monotonic()
        assert "no answer within 5 s" in failed(tmp_path, server.url(port=line.port))
    assert time.monotonic() - begun < 5 + 10
    assert sync(tmp_path, server.url())["sent"] == 2


def test_a_slow_server_delays_no_first_question(server: Postgres, tmp_path: Path) -> None:
    def slow(data: bytes) -> str:
        time.sleep(2)  # less than a step may take, but there are several
        return ""

    with Line(server.port, slow) as line:
        begun = time.monotonic()
        done = study(tmp_path, "1", LEARN_STORE=server.url(port=line.port), **NOW)
    assert time.monotonic() - begun < 5 + 10
    assert "no answer within 5 s" in done.stderr
    assert (done.returncode, count(tmp_path)) == (0, 1)


def test_a_server_that_dies_during_a_quiz(server: Postgres, tmp_path: Path) -> None:
    line = Line(server.port)
    quiz = Quiz(tmp_path, LEARN_STORE=server.url(port=line.port), **NOW)
    assert quiz.answer()
    line.cut = lambda data: "before"
    assert quiz.answer()
    code, _, err = quiz.end()
    assert code == 0
    assert "can't be used" in err
    assert count(tmp_path) == 2
    assert sync(tmp_path, server.url())["sent"] == 2


def test_without_psycopg_the_quiz_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    folder.mkdir()
    (folder / "psycopg.py").write_text("raise ImportError('none here')")
    (folder / "torch.py").write_text("raise ImportError('none here')")
    done = subprocess.run(
        [sys.executable, "-m", "learn", "quiz"],
        input="1\n", capture_output=True, text=True, timeout=60, check=False,
        env=environment(tmp_path, PYTHONPATH=str(folder), LEARN_STORE="postgresql://a@h/b", **NOW),
    )  # fmt: skip
    assert done.returncode == 0
    assert "pip install 'psycopg[binary]'" in done.stderr
    assert count(tmp_path) == 1


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("often", [1, 2])
def test_a_connection_lost_at_commit(
    server: Postgres, tmp_path: Path, when: str, often: int
) -> None:
    study(tmp_path, "1", "2", "1", **NOW)
    sync(tmp_path, server.url(), LEARN_LEARNER="someone else")  # makes the tables
    cuts: list[bytes] = []

    def cut(data: bytes) -> str:
        if b"COMMIT" not in data or len(cuts) == often:
            return ""
        cuts.append(data)
        return when

    with Line(server.port, cut) as line:
        told = sync(tmp_path, server.url(port=line.port))
    assert len(cuts) == often
    assert (told["sent"], told["same"]) == (3, True)
    mine = server.sql("select count(*), count(distinct id) from learn_review where learner='learn'")
    assert mine == [(3, 3)]


def test_a_line_that_is_always_cut_is_given_up(server: Postgres, tmp_path: Path) -> None:
    study(tmp_path, "1", **NOW)
    sync(tmp_path, server.url(), LEARN_LEARNER="someone else")
    tried: list[bytes] = []

    def cut(data: bytes) -> str:
        if b"COMMIT" in data:
            tried.append(data)
            return "before"
        return ""

    with Line(server.port, cut) as line:
        failed(tmp_path, server.url(port=line.port))
    assert 2 <= len(tried) <= 10


SECRETS = {
    "the right one": PASSWORD,
    "a wrong one": "wr0ng-Pass",
    "escaped": "wr0ng%2FPass",
    "a slash": "wr0ng/Pass",
    "a number and a slash": "12345/wr0ngPass",
    "a number sign": "12345#wr0ngPass",
    "a question mark": "12345?wr0ngPass",
    "an at": "wr0ng@Pass",
    "a colon": "wr0ng:Pass",
    "per cent": "wr0ng%zzPass",
    "a space": "wr0ng Pass",
    "a bracket": "[wr0ngPass",
}


@pytest.mark.parametrize("command", ["sync", "class", "quiz", "doctor"])
@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_a_password_is_never_said(
    server: Postgres, tmp_path: Path, secret: str, command: str
) -> None:
    url = server.url(password=secret)
    for debug in ((), ("--debug",)):
        done = learn(tmp_path, *debug, command, stdin="1\n", LEARN_STORE=url, **NOW)
        said = (done.stdout + done.stderr).replace("\n", "")
        assert "Pass" not in said
        assert "wr0ng" not in said
        assert "12345" not in said
    assert "Pass" not in learn(tmp_path, "export").stdout


@pytest.mark.parametrize("place", ["variable", "pgpass", "query"])
def test_a_password_may_lie_elsewhere(server: Postgres, tmp_path: Path, place: str) -> None:
    url, env = server.url(password=""), {}
    if place == "variable":
        env = {"PGPASSWORD": PASSWORD}
    elif place == "pgpass":
        file = tmp_path / ".pgpass"
        file.write_text(f"127.0.0.1:{server.port}:*:learn:{PASSWORD}\n")
        file.chmod(0o600)
        env = {"PGPASSFILE": str(file)}
    else:
        url += f"?password={PASSWORD}"
    assert sync(tmp_path, url, **env)["same"]
    wrong = url.replace(PASSWORD, "wr0ng-Pass")
    if place == "query":
        assert "Pass" not in failed(tmp_path, wrong)


def test_the_list_of_processes_shows_no_password(tmp_path: Path) -> None:
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("needs /proc")
    with Silent() as silent:
        env = {"LEARN_STORE": f"postgresql://learn:{PASSWORD}@127.0.0.1:{silent.port}/class"}
        process = subprocess.Popen(
            [sys.executable, "-m", "learn", "sync"],
            env=environment(tmp_path, **env), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        seen = b""
        while process.poll() is None:
            own = Path(f"/proc/{process.pid}")
            seen += (own / "cmdline").read_bytes() + (own / "comm").read_bytes()
            time.sleep(0.05)
        out, err = process.communicate()
    assert b"learn" in seen
    assert PASSWORD.encode() not in seen + out + err


ADDRESSES = {
    "postgres://anna@h/db": "postgresql://",
    "mysql://anna@h/db": "mysql",
    "sqlite:///a.sqlite": "sqlite",
    "h/db": "no URL",
    "postgresql:h": "no URL",
    "://": "no URL",
    "postgresql://anna@h:0/db": "LEARN_STORE",
    "postgresql://anna@h:99999/db": "port",
    "postgresql://anna@h:12x/db": "port",
    "postgresql://anna@h:-1/db": "port",
    "postgresql://anna@[::1/db": "LEARN_STORE",
    "postgresql://anna@h/a/b": "LEARN_STORE",
    "postgresql://anna@h/db?colour=red": "LEARN_STORE",
    "postgresql://anna@h/d%zz": "LEARN_STORE",
    "nonsense": "no URL",
}


@pytest.mark.parametrize("url", ADDRESSES)
@pytest.mark.parametrize("command", ["sync", "quiz", "class"])
def test_an_address_that_is_none(tmp_path: Path, url: str, command: str) -> None:
    done = learn(tmp_path, command, LEARN_STORE=url, **NOW)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert ADDRESSES[url] in done.stderr


@pytest.mark.parametrize("url", ["postgresql://h/db?sslmode=maybe", "postgresql://h\x1bm/db"])
def test_an_address_that_leads_nowhere(tmp_path: Path, url: str) -> None:
    assert "\x1b" not in failed(tmp_path, url)
    done = study(tmp_path, "1", LEARN_STORE=url, **NOW)
    assert (done.returncode, count(tmp_path)) == (0, 1)


def test_each_learner_sees_their_own(server: Postgres, homes: tuple[Path, Path]) -> None:
    anna, ben = homes
    study(anna, "1", "1", "1", **NOW)
    study(ben, "2", **NOW)
    assert sync(anna, server.url(), LEARN_LEARNER="anna")["sent"] == 3
    told = sync(ben, server.url(), LEARN_LEARNER="ben")
    assert (told["fetched"], told["sent"], told["there"]["rows"]) == (0, 1, 1)
    assert sync(anna, server.url(), LEARN_LEARNER="anna")["fetched"] == 0
    assert (count(anna), count(ben)) == (3, 1)
    # The same rows may be two learners', as after an import of another's log.
    (anna / "log.jsonl").write_text(learn(ben, "export").stdout)
    learn(anna, "import", "log.jsonl", "--yes", **NOW)
    assert sync(anna, server.url(), LEARN_LEARNER="anna")["there"]["rows"] == 4
    done = learn(ben, "class", "--json", LEARN_STORE=server.url())
    seen = {each["learner"]: each["answers"] for each in json.loads(done.stdout)["learners"]}
    assert seen == {"anna": 4, "ben": 1}


@pytest.mark.parametrize("name", ["x'; drop table learn_review; --", "王老师", "%s", "a" * 500])
def test_a_name_is_only_a_name(server: Postgres, tmp_path: Path, name: str) -> None:
    study(tmp_path, "1", **NOW)
    assert sync(tmp_path, server.url(), LEARN_LEARNER=name)["learner"] == name
    assert server.sql("select learner from learn_review") == [(name,)]


@pytest.mark.parametrize("state", ["40001", "40P01"])
@pytest.mark.parametrize(("times", "well"), [(1, True), (3, True), (1000, False)])
def test_a_conflict_is_tried_again(
    server: Postgres, tmp_path: Path, state: str, times: int, well: bool
) -> None:
    study(tmp_path, "1", "1", **NOW)
    sync(tmp_path, server.url(), LEARN_LEARNER="someone else")
    # A sequence keeps its count where a transaction is rolled back.
    server.sql("create sequence tried")
    server.sql(
        "create function conflict() returns trigger language plpgsql as $$ begin"
        f" if nextval('tried') <= {times} then raise exception 'busy' using errcode = '{state}';"
        " end if; return new; end $$"
    )
    server.sql(
        "create trigger conflict before insert on learn_review for each statement"
        " execute function conflict()"
    )
    if well:
        assert sync(tmp_path, server.url())["sent"] == 2
    else:
        assert "busy" in failed(tmp_path, server.url())
        assert server.sql("select last_value < 20 from tried") == [(True,)]
    assert count(tmp_path) == 2


TAMPERED = {
    "changed": ("update learn_review set detail = '{}'", "clashing"),
    "rated": ("update learn_review set rating = 4", "clashing"),
    "strange": ("update learn_review set id = 'x', card = 'A B/name'", "bad"),
    "long": (
        "alter table learn_review drop constraint if exists learn_review_sizes;"
        " update learn_review set id = 'x', detail = repeat('x', 1000000)",
        "bad",
    ),
    "deep": ("update learn_review set id = 'x', detail = repeat('[', 19000)", "bad"),
}


@pytest.mark.parametrize(("statement", "counted"), TAMPERED.values(), ids=TAMPERED)
def test_sides_that_differ_are_told_and_kept(
    server: Postgres, tmp_path: Path, statement: str, counted: str
) -> None:
    study(tmp_path, "1", **NOW)
    sync(tmp_path, server.url())
    server.sql(statement)
    before = server.sql("select * from learn_review"), learn(tmp_path, "export").stdout
    told = sync(tmp_path, server.url())
    assert told["same"] is False
    assert told[counted] == 1
    assert told["here"]["checksum"] != told["there"]["checksum"]
    after = server.sql("select * from learn_review where id in (select id from learn_review)")
    assert all(row in after for row in before[0]), "the server's row was overwritten"
    assert learn(tmp_path, "export").stdout == before[1]
    said = learn(tmp_path, "sync", LEARN_STORE=server.url(), **NOW)
    assert said.returncode == 1
    assert "The two sides differ" in said.stdout
    assert "Nothing was overwritten" in said.stdout


def test_what_one_side_lost_the_other_gives_back(
    server: Postgres, homes: tuple[Path, Path]
) -> None:
    one, two = homes
    study(one, "1", "1", "2", **NOW)
    sync(one, server.url())
    server.sql("delete from learn_review where id = (select min(id) from learn_review)")
    assert sync(one, server.url())["sent"] == 1
    assert sync(two, server.url())["fetched"] == 3
    execute(progress_of(two), "delete from review where id = (select max(id) from review)")
    refused = learn(two, "sync", LEARN_STORE=server.url(), **NOW)
    assert (refused.returncode, "learn doctor" in refused.stderr) == (1, True)
    done = learn(two, "doctor", "--repair", "--json", LEARN_STORE=server.url(), **NOW)
    (healed,) = json.loads(done.stdout)["repair"]["healed"]
    assert (len(healed["changed"]), healed["source"]) == (1, sync(two, server.url())["name"])
    assert assert_sound(two / "learn") == 3


def test_what_another_machine_took_back_is_counted_and_can_be_refused_for_good(
    server: Postgres, homes: tuple[Path, Path]
) -> None:
    one, two = homes
    study(one, "1", "1", **NOW)
    sync(one, server.url())
    assert sync(two, server.url())["undo"] is None, "there was nothing before"
    stranger = "insert into learn_review select learner, replace(id, '-7', '-7'), card, null, at,"
    server.sql(
        f"{stranger} day, 0, 'undo', '{{}}', engine, id from learn_review".replace(
            "replace(id, '-7', '-7')", "overlay(id placing 'ffff' from 33)"
        )
    )
    study(one, "1", "2", **LATER)
    told = sync(one, server.url())
    assert (told["fetched"], told["taken_back"]) == (2, 2)
    assert count(one, STANDING) == 2
    study(one, "1", **LATER)
    assert count(one, STANDING) == 3
    done = learn(one, "restore", told["undo"], "--json", **LATER)
    assert json.loads(done.stdout)["given"] == 1, "what was answered here since then stays"
    assert count(one, STANDING) == 5
    again = sync(one, server.url())
    assert (again["fetched"], again["same"]) == (0, True)
    assert count(one, STANDING) == 5
    assert_sound(one / "learn")
    said = learn(two, "sync", LEARN_STORE=server.url(), **LATER).stdout
    assert "2 answers of yours were taken back on another machine." in said
    assert "learn restore progress-" in said


def test_what_was_imported_and_taken_back_does_not_come_back_by_the_server(
    server: Postgres, homes: tuple[Path, Path], tmp_path: Path
) -> None:
    one, two = homes
    study(one, "1", "1", **NOW)
    study(two, "1", "1", "1", **NOW)
    log = tmp_path / "log.jsonl"
    log.write_text(learn(two, "export", **NOW).stdout)
    told = json.loads(learn(one, "import", str(log), "--yes", "--json", **NOW).stdout)
    sync(one, server.url())
    assert learn(one, "restore", told["undo"], **NOW).returncode == 0
    again = sync(one, server.url())
    assert (again["fetched"], again["same"], count(one)) == (0, True, 2)


def test_many_begin_at_the_same_moment(server: Postgres, tmp_path: Path) -> None:
    homes = [tmp_path / f"home{n}" for n in range(6)]
    for home in homes:
        home.mkdir()
        study(home, "1", **NOW)
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "learn", "sync"],
            env=environment(home, LEARN_STORE=server.url(), LEARN_LEARNER=home.name, **NOW),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        for home in homes
    ]  # fmt: skip
    for process in processes:
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
    assert server.rows() == 6


def test_a_server_that_does_not_fit_is_left_alone(server: Postgres, tmp_path: Path) -> None:
    study(tmp_path, "1", **NOW)
    sync(tmp_path, server.url())
    server.sql("update learn_setting set value = '2'")
    assert "version 2" in failed(tmp_path, server.url())
    server.sql("drop table learn_setting")
    server.sql("create role guest login password 'guest-Pass'")
    assert "permission denied" in failed(tmp_path, server.url("guest", "guest-Pass"))
    server.sql("drop owned by guest; drop role guest")
    server.sql("create database latin encoding 'LATIN1' locale 'C' template template0")
    assert "not in UTF-8" in failed(tmp_path, Postgres(server.port, "latin").url())
    server.sql("drop database latin")


@pytest.fixture
def peopled(server: Postgres, tmp_path: Path) -> str:
    """The address of a class of three, whose names are not all kind."""
    for number, name in enumerate(("anna", "=cmd()\tx", "王老\x1b[31m师")):
        home = tmp_path / f"home{number}"
        home.mkdir()
        study(home, "1", "1", "2", "2", **NOW)
        sync(home, server.url(), LEARN_LEARNER=name)
    return server.url()


def test_the_class_in_a_pipe(peopled: str, tmp_path: Path) -> None:
    done = learn(tmp_path, "class", LEARN_STORE=peopled, **NOW)
    assert "\x1b" not in done.stdout
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [len(row) for row in rows] == [6, 6, 6]
    assert [row[0] for row in rows] == ["'=cmd() x", "anna", "王老\ufffd[31m师"]


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_class_on_a_screen(
    peopled: str, tmp_path: Path, terminal: Callable[..., Terminal], columns: int, lang: str
) -> None:
    size, env = (columns, 60), {"LEARN_STORE": peopled, "LEARN_LANG": lang, **NOW}
    shown = terminal("class", size=size, **env)
    assert shown.end() == 0
    words = "".join(shown.text().split())
    for each in ("anna", "=cmd()x", "王老\ufffd[31m师", "2026-11-24"):
        assert each in words
    assert all(width_of(line) <= columns for line in shown.text().splitlines())
    shown = terminal("sync", size=size, LEARN_LEARNER="anna", **env)
    assert shown.end() == 0
    assert "anna" in shown.text()


def test_nobody_is_in_the_class_yet(server: Postgres, tmp_path: Path) -> None:
    done = learn(tmp_path, "class", LEARN_STORE=server.url())
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert learn(tmp_path, "class", "--json", LEARN_STORE=server.url()).returncode == 0


@pytest.mark.parametrize("command", ["class", "sync"])
@pytest.mark.parametrize(("target", "code"), [(">/dev/full", 2), (">&-", 2), ("| head -n 0", 0)])
def test_an_output_that_takes_nothing(
    peopled: str, tmp_path: Path, command: str, target: str, code: int
) -> None:
    line = f"{shlex.quote(sys.executable)} -m learn {command} {target}"
    done = subprocess.run(
        ["/bin/sh", "-c", line], capture_output=True, text=True, timeout=60, check=False,
        env=environment(tmp_path, LEARN_STORE=peopled),
    )  # fmt: skip
    assert done.returncode == code
    assert len(done.stderr.splitlines()) == (code == 2)


def test_ctrl_c_while_the_server_is_asked(tmp_path: Path) -> None:
    with Silent() as silent:
        url = f"postgresql://learn@127.0.0.1:{silent.port}/class"
        process = subprocess.Popen(
            [sys.executable, "-m", "learn", "sync"],
            env=environment(tmp_path, LEARN_STORE=url), stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert silent.asked.wait(30)
        process.send_signal(signal.SIGINT)
        begun = time.monotonic()
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert time.monotonic() - begun < 3
