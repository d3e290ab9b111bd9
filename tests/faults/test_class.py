"""A class on a real server, with a login for everybody: nobody is anybody else."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pexpect
import psycopg
import pytest

from conftest import ROOT, Terminal, environment
from damage import count, learn, study
from learn.errors import SharingError
from postgres import PASSWORD, Greedy, Postgres, folder_of_programs, running
from test_sharing import failed, sync

NOW = {"LEARN_NOW": "2026-11-24T09:00"}
BIG = (
    "alter table learn_review drop constraint if exists learn_review_sizes;"
    " insert into learn_review values"
)


@pytest.fixture(scope="module")
def machine() -> Iterator[Postgres]:
    with running("log_statement=all") as server:
        yield server


@pytest.fixture(scope="module")
def people(machine: Postgres, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of thea, anna and ben, as the five lines of the README print them."""
    section = (ROOT / "README.md").read_text("utf-8").split("A class has a login for everybody")[1]
    lines = section.split("```sh\n")[1].split("```")[0].splitlines()
    assert len(lines) == 5
    programs = folder_of_programs()
    home = tmp_path_factory.mktemp("head")
    admin = {"PGHOST": "127.0.0.1", "PGPORT": str(machine.port), "PGUSER": "learn"}
    env = environment(home, PGPASSWORD=PASSWORD, **admin)
    env["PATH"] = f"{programs}{os.pathsep}{env['PATH']}"
    child = pexpect.spawn(lines[0], env=env, encoding="utf-8", timeout=30)
    for _ in range(2):
        child.expect(":")
        child.sendline("head-Pass")
    child.expect(pexpect.EOF)
    assert child.wait() == 0, child.before
    place = lines[2].replace("db.example.org", f"127.0.0.1:{machine.port}")
    script = "\n".join(
        [lines[1], "unset PGHOST PGPORT PGUSER; PGPASSWORD=head-Pass", place, *lines[3:]]
    )
    run = f'learn() {{ {shlex.quote(sys.executable)} -m learn "$@"; }}\n{script}\n'
    done = subprocess.run(["sh", "-ec", run], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = re.findall(r"^LEARN_STORE=(postgresql://(\w+):\S+)$", done.stdout, re.M)
    assert [name for _, name in found] == ["thea", "anna", "ben"]
    return {name: url for url, name in found}


@pytest.fixture
def studied(people: dict[str, str], tmp_path: Path) -> dict[str, Path]:
    """The homes of anna and ben, whose answers are sent."""
    homes = {name: tmp_path / name for name in people}
    for name, replies in (("anna", "112"), ("ben", "2"), ("thea", "")):
        homes[name].mkdir()
        if replies:
            study(homes[name], *replies, LEARN_NOW="2026-11-23T09:00")
            assert sync(homes[name], people[name])["same"]
    return homes


@pytest.fixture
def database(machine: Postgres) -> Iterator[Postgres]:
    """A database of its administrator's own."""
    machine.sql("create database older")
    yield Postgres(machine.port, "older")
    machine.sql("drop database older with (force)")


def report(home: Path, url: str, **env: str) -> dict[str, Any]:
    done = learn(home, "class", "--json", LEARN_STORE=url, **NOW, **env)
    assert (done.returncode, done.stderr) == (0, "")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_the_five_lines_make_a_class(people: dict[str, str], studied: dict[str, Path]) -> None:
    told = report(studied["thea"], people["thea"])
    assert {each["learner"] for each in told["learners"]} == {"anna", "ben"}
    assert all(each["answers"] for each in told["learners"])
    assert not told["own_rows"]
    told = report(studied["anna"], people["anna"])
    assert [each["learner"] for each in told["learners"]] == ["anna"]
    assert told["own_rows"]
    done = learn(studied["anna"], "--lang", "zh", "class", LEARN_STORE=people["anna"], **NOW)
    assert "anna 只能看到自己的记录" in done.stderr
    done = learn(studied["anna"], "class", LEARN_STORE=people["anna"], **NOW)
    assert "anna sees the rows of anna only" in done.stderr
    assert "ben" not in done.stdout
    done = study(studied["ben"], "1", LEARN_STORE=people["ben"], LEARN_NOW="2026-11-24T09:00")
    assert "sent to" in done.stderr


def test_another_learner_is_refused_in_words(
    people: dict[str, str], studied: dict[str, Path]
) -> None:
    for name, whom in (("anna", "ben"), ("thea", "ben")):
        said = failed(studied[name], people[name], LEARN_LEARNER=whom)
        assert f"LEARN_LEARNER says {whom}, but {name} is who logs in" in said
        assert f"log in as {whom}" in said
    done = study(
        studied["anna"], "1", LEARN_STORE=people["anna"], LEARN_LEARNER="ben",
        LEARN_NOW="2026-11-24T10:00",
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stderr.count("LEARN_LEARNER says ben") == 1
    # Who may read all can still look at the class under a name of their own.
    assert report(studied["thea"], people["thea"], LEARN_LEARNER="Ms T")["learners"]


FORGED = {
    "an answer": "insert into learn_review select 'ben', gen_random_uuid(), card, rating, at, day,"
    " duration, kind, detail, engine, undoes from learn_review limit 1",
    "an undo": "insert into learn_review values ('ben', gen_random_uuid(), 'gap/name', null,"
    " '2026-11-24T09:00:00.000+00:00', 739000, 0, 'undo', '{}', 'fsrs-6', gen_random_uuid())",
    "a change": "update learn_review set rating = 4",
    "another name": "update learn_review set learner = 'ben'",
    "a deletion": "delete from learn_review",
    "all gone": "truncate learn_review",
    "a setting": "update learn_setting set value = '2'",
    "no policies": "alter table learn_review disable row level security",
    "a policy": "create policy mine on learn_review using (true)",
    "a teacher": "grant learn_teacher to anna, thea",
    "the role of another": "set role ben",
    "a table": "create table learn_other (x integer)",
    "a trigger": "create trigger t before insert on learn_review for each row execute function"
    " suppress_redundant_updates_trigger()",
}


@pytest.mark.usefixtures("studied")
@pytest.mark.parametrize("who", ["anna", "thea"])
@pytest.mark.parametrize("statement", FORGED.values(), ids=FORGED)
def test_the_server_refuses_what_is_forged(
    people: dict[str, str], machine: Postgres, who: str, statement: str
) -> None:
    every = "select * from learn_review order by learner, id"
    whole = Postgres(machine.port, "class")
    before = whole.sql(every)
    with psycopg.connect(people[who], autocommit=True) as db:
        seen = {row[0] for row in db.execute(every)}
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            db.execute(statement)
    assert seen == ({"anna"} if who == "anna" else {"anna", "ben"})
    assert whole.sql(every) == before


def test_a_teacher_adds_nothing(people: dict[str, str], studied: dict[str, Path]) -> None:
    study(studied["thea"], "1", **NOW)
    said = failed(studied["thea"], people["thea"])
    assert "thea is a teacher" in said
    assert "Answers are kept here" in said
    with (
        psycopg.connect(people["thea"]) as db,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        db.execute(
            "insert into learn_review select 'thea', id, card, rating, at, day, duration, kind,"
            " detail, engine, undoes from learn_review limit 1"
        )


STATE = (
    "select relowner, relacl::text, relrowsecurity, relforcerowsecurity from pg_class"
    " where relname in ('learn_review', 'learn_setting') order by relname",
    "select * from pg_policies order by policyname",
    "select conname, pg_get_constraintdef(oid) from pg_constraint order by 1",
    "select rolname, rolcanlogin, rolpassword from pg_authid order by 1",
    "select roleid, member from pg_auth_members order by 1, 2",
    "select nspacl::text from pg_namespace where nspname = 'public'",
    "select datacl::text from pg_database where datname = current_database()",
)


@pytest.mark.usefixtures("people")
def test_all_of_it_may_be_done_again(machine: Postgres, tmp_path: Path) -> None:
    whole = Postgres(machine.port, "class")
    before = [whole.sql(each) for each in (*STATE, "select * from learn_review order by id")]
    env = {"LEARN_STORE": whole.url("head", "head-Pass")}
    assert learn(tmp_path, "class", "init", **env).returncode == 0
    for arguments in (("add", "anna"), ("teacher", "thea")):
        done = learn(tmp_path, "class", *arguments, **env)
        assert done.returncode == 0, done.stderr
        assert "its password is unchanged" in done.stderr
        assert f"{arguments[1]}@127.0.0.1" in done.stdout
    assert [
        whole.sql(each) for each in (*STATE, "select * from learn_review order by id")
    ] == before


@pytest.mark.usefixtures("people")
def test_who_teaches_learns_no_more(machine: Postgres, tmp_path: Path) -> None:
    env = {"LEARN_STORE": Postgres(machine.port, "class").url("head", "head-Pass")}
    groups = (
        "select r.rolname from pg_auth_members m join pg_roles r on r.oid = roleid"
        " where member = 'cora'::regrole"
    )
    for kind, group in (("add", "learner"), ("teacher", "teacher"), ("add", "learner")):
        assert learn(tmp_path, "class", kind, "cora", **env).returncode == 0
        assert machine.sql(groups) == [(f"learn_{group}",)]
    machine.sql("drop role cora")


@pytest.mark.parametrize("owner", ["learn", "anna", "head"])
def test_an_older_log_becomes_a_class(
    people: dict[str, str], database: Postgres, tmp_path: Path, owner: str
) -> None:
    anna, elder = people["anna"].replace("/class", "/older"), tmp_path / "elder"
    elder.mkdir()
    study(elder, "1", "2", **NOW)
    study(tmp_path, "1", "1", "2", **NOW)
    sync(elder, database.url(), LEARN_LEARNER="Elder")
    sync(tmp_path, database.url(), LEARN_LEARNER="anna")
    database.sql(BIG + " ('ben', 'x', 'a/b', 1, '', 1, 0, 'name', repeat('x', 1000000), '')")
    database.sql(
        f"grant all on learn_review, learn_setting to anna, public; grant create on schema public"
        f" to public; alter table learn_review owner to {owner}; alter table learn_setting owner"
        f" to {owner}; create policy mine on learn_review using (true)"
    )
    before = database.sql("select * from learn_review order by learner, id")
    assert learn(tmp_path, "class", "init", LEARN_STORE=database.url()).returncode == 0
    assert database.sql("select * from learn_review order by learner, id") == before
    assert sync(tmp_path, anna)["there"]["rows"] == 3
    with psycopg.connect(anna, autocommit=True) as db:
        assert db.execute("select distinct learner from learn_review").fetchall() == [("anna",)]
        for statement in (
            "truncate learn_review",
            "update learn_setting set value = '9'",
            "create table x (y integer)",
            "alter table learn_review disable row level security",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                db.execute(statement)
        with pytest.raises(psycopg.errors.CheckViolation):
            db.execute(
                "insert into learn_review select learner, 'x', card, rating, at, day, duration,"
                " kind, repeat('x', 20001), engine, undoes from learn_review limit 1"
            )


@pytest.mark.usefixtures("people")
def test_the_owner_keeps_their_own_rows(machine: Postgres, tmp_path: Path) -> None:
    machine.sql("create database heads owner head")
    url = Postgres(machine.port, "heads").url("head", "head-Pass")
    study(tmp_path, "1", "2", **NOW)
    assert sync(tmp_path, url)["sent"] == 2
    assert learn(tmp_path, "class", "init", LEARN_STORE=url).returncode == 0
    study(tmp_path, "1", LEARN_NOW="2026-11-25T09:00")
    told = sync(tmp_path, url)
    assert (told["same"], told["there"]["rows"]) == (True, count(tmp_path))
    machine.sql("drop database heads with (force)")


def test_the_sql_is_shown_and_nothing_done(database: Postgres, tmp_path: Path) -> None:
    done = learn(tmp_path, "class", "init", "--print")
    assert (done.returncode, done.stderr) == (0, "")
    assert "create policy" in done.stdout
    learn(tmp_path, "class", "init", "--print", LEARN_STORE=database.url())
    assert database.sql("select to_regclass('learn_review')") == [(None,)]
    for _ in range(2):
        database.sql(done.stdout)
    assert database.sql("select relforcerowsecurity from pg_class where relname = 'learn_review'")


@pytest.mark.usefixtures("people")
def test_a_refusal_says_what_the_owner_runs(database: Postgres, tmp_path: Path) -> None:
    database.sql("create role guest login password 'guest-Pass'")
    url = database.url("guest", "guest-Pass")
    said = failed(tmp_path, url)
    assert "permission denied for schema public" in said
    told = "The owner of the database has to run learn class init and learn class add guest."
    assert told in said
    assert "kept here" in said
    learn(tmp_path, "class", "init", LEARN_STORE=database.url())
    said = failed(tmp_path, url)
    assert "permission denied for table learn_setting" in said
    assert told in said
    done = study(tmp_path, "1", LEARN_STORE=url, **NOW)
    assert done.returncode == 0
    assert "learn class add guest" in " ".join(done.stderr.split())
    for arguments in (("init",), ("add", "x"), ("teacher", "x")):
        done = learn(tmp_path, "class", *arguments, LEARN_STORE=url)
        assert (done.returncode, done.stdout) == (1, "")
        assert "guest may not do that" in done.stderr
        assert "the owner of the database" in done.stderr
    assert learn(tmp_path, "class", "add", "guest", LEARN_STORE=database.url()).returncode == 0
    study(tmp_path, "1", LEARN_NOW="2026-11-25T09:00")
    assert sync(tmp_path, url)["same"]
    database.sql("drop owned by guest; drop role guest")


def test_a_database_that_is_no_class_yet(database: Postgres, tmp_path: Path) -> None:
    for _ in range(2):
        done = learn(tmp_path, "class", "add", "dora", LEARN_STORE=database.url())
        assert (done.returncode, done.stdout) == (1, "")
        assert "is no class yet" in done.stderr
        assert "learn class init" in done.stderr
        study(tmp_path, "1", **NOW)
        sync(tmp_path, database.url())
    assert database.sql("select from pg_roles where rolname = 'dora'") == []


NAMES = ["", " anna", "an\nna", "a" * 64, "王" * 22, "public", "learn_teacher", "pg_x", "learn"]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_none(machine: Postgres, tmp_path: Path, name: str) -> None:
    url = Postgres(machine.port, "class").url("head", "head-Pass")
    before = machine.sql("select rolname from pg_roles")
    done = learn(tmp_path, "class", "add", name, LEARN_STORE=url)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) <= 2
    assert machine.sql("select rolname from pg_roles") == before


POWERS = {
    "createrole": "alter role gus createrole",
    "bypass": "alter role gus bypassrls",
    "as the owner": "grant head to gus",
    "as another": "grant ben to gus",
    "a group": "alter role gus nologin",
}


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("kind", ["add", "teacher"])
@pytest.mark.parametrize("statement", POWERS.values(), ids=POWERS)
def test_who_could_be_anybody_is_not_let_in(
    machine: Postgres, tmp_path: Path, statement: str, kind: str
) -> None:
    url = Postgres(machine.port, "class").url("head", "head-Pass")
    machine.sql(f"create role gus login; {statement}")
    done = learn(tmp_path, "class", kind, "gus", LEARN_STORE=url)
    assert (done.returncode, done.stdout) == (2, "")
    assert "gus" in done.stderr
    members = "select from pg_auth_members where member = 'gus'::regrole and roleid in"
    groups = "(select oid from pg_roles where rolname like 'learn%')"
    assert machine.sql(f"{members} {groups}") == []
    machine.sql("drop role gus")


@pytest.mark.usefixtures("studied")
def test_the_owner_may_be_the_teacher(machine: Postgres, tmp_path: Path) -> None:
    url = Postgres(machine.port, "class").url("head", "head-Pass")
    assert report(tmp_path, url)["own_rows"]
    assert learn(tmp_path, "class", "teacher", "head", LEARN_STORE=url).returncode == 0
    seen = {each["learner"] for each in report(tmp_path, url)["learners"]}
    assert {"anna", "ben"} <= seen
    machine.sql("revoke learn_teacher from head")


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    "name", ['x"; drop table learn_review; --', "王老师", "o'neil@a/b:%41", "Anna"]
)
@pytest.mark.parametrize("kind", ["add", "teacher"])
def test_a_login_is_any_name(machine: Postgres, tmp_path: Path, name: str, kind: str) -> None:
    url = Postgres(machine.port, "class").url("head", "head-Pass")
    done = learn(tmp_path, "class", kind, name, LEARN_STORE=url)
    assert done.returncode == 0, done.stderr
    hers = done.stdout.strip().removeprefix("LEARN_STORE=")
    if kind == "add":
        study(tmp_path, "1", **NOW)
        assert sync(tmp_path, hers)["learner"] == name
    else:
        assert not report(tmp_path, hers)["own_rows"]
    machine.sql(f"drop role {psycopg.sql.Identifier(name).as_string()}")


@pytest.mark.parametrize("options", ["", "?host=127.0.0.1&passfile=x&sslmode=disable", "127.0.0.1"])
def test_an_address_for_another_login(
    people: dict[str, str], machine: Postgres, tmp_path: Path, options: str
) -> None:
    env = {"PGPORT": str(machine.port), "PGDATABASE": "class"}
    url = "postgresql://head:head-Pass@" + (options if options[:1] == "1" else f"/class{options}")
    if not options:
        env["PGHOST"] = "127.0.0.1"
    hers = learn(tmp_path, "class", "add", "anna", LEARN_STORE=url, **env).stdout
    assert "/class" in hers
    assert "127.0.0.1" in hers
    assert not {"head", "passfile=x"} & set(re.split(r"[@:/?&]", hers))
    place = hers.strip().removeprefix("LEARN_STORE=")
    env = {"PGPASSWORD": people["anna"].split(":")[2].split("@")[0], "PGPORT": str(machine.port)}
    study(tmp_path, "1", **NOW)
    assert sync(tmp_path, place, **env)["learner"] == "anna"


@pytest.mark.usefixtures("people")
def test_a_password_is_shown_once_and_logged_nowhere(machine: Postgres, tmp_path: Path) -> None:
    url = Postgres(machine.port, "class").url("head", "head-Pass")
    done = learn(tmp_path, "--debug", "class", "add", "emil", LEARN_STORE=url)
    secret = done.stdout.split(":")[2].split("@")[0]
    assert len(secret) >= 20
    assert done.stdout.count(secret) == 1
    assert secret not in done.stderr
    assert machine.log is not None
    logged = machine.log.read_text("utf-8")
    assert "create role" in logged
    assert secret not in logged
    done = learn(tmp_path, "class", "add", "fred", "--no-password", LEARN_STORE=url)
    assert "fred@127.0.0.1" in done.stdout
    stored = machine.sql("select rolname, left(rolpassword, 6) from pg_authid where rolname > 'e'")
    assert ("emil", "SCRAM-") in stored
    assert ("fred", None) in stored
    machine.sql("drop role emil; drop role fred")


@pytest.mark.parametrize("asked", [Greedy.CLEAR, Greedy.MD5], ids=["clear", "md5"])
def test_a_password_is_not_given_away(tmp_path: Path, asked: bytes) -> None:
    with Greedy(asked) as greedy:
        url = f"postgresql://learn:{PASSWORD}@127.0.0.1:{greedy.port}/class"
        said = failed(tmp_path, url)
        assert greedy.told == b""
        assert "isn't given your password" in said
        assert "require_auth=password,md5" in said
        failed(tmp_path, url + "?require_auth=password,md5")
        assert greedy.told.startswith(b"p")


def test_a_line_that_leaves_the_machine_has_tls(machine: Postgres, tmp_path: Path) -> None:
    # On Linux this is another name of the loopback, and looks like none.
    url = f"postgresql://learn:{PASSWORD}@0.0.0.0:{machine.port}/postgres"
    said = failed(tmp_path, url)
    assert "has no TLS" in said
    assert "sslmode=disable" in said
    assert sync(tmp_path, url + "?sslmode=disable")["same"]
    machine.sql("drop table learn_review, learn_setting")


NEAR = ["", "localhost", "127.0.0.1", "127.1.2.3", "::1", "/run/postgresql", "127.0.0.1,localhost"]
FAR = ["db.example.org", "127.evil.example", "0.0.0.0", "10.0.0.1", "localhost,db.example.org"]


@pytest.mark.parametrize("host", [*NEAR, *FAR])
def test_what_is_added_to_an_address(host: str) -> None:
    from learn.sharing.login import login_options

    given, tls = {"host": host}, {"sslmode": "require"} if host in FAR else {}
    methods = login_options(given, {}, 160000)["require_auth"].split(",")
    assert "scram-sha-256" in methods
    assert not {"password", "md5"} & set(methods)
    own = {**given, "require_auth": "md5"}
    assert login_options(own, {}, 160000) == tls
    assert login_options(given, {"PGREQUIREAUTH": "md5"}, 160000) == tls
    for said in ({"sslmode": "disable"}, {"sslrootcert": "system"}):
        assert "sslmode" not in login_options({**given, **said}, {}, 180000)
    # Debian 12 has libpq 15, which can't be told.
    if host in FAR:
        for more in ({}, {"sslmode": "disable"}):
            with pytest.raises(SharingError, match="libpq"):
                login_options({**given, **more}, {}, 150000)
    else:
        assert login_options(given, {}, 150000) == {}
    assert login_options({**given, "sslmode": "verify-full"}, {}, 150000) == {}


def test_a_row_that_is_too_long_stays_on_the_server(database: Postgres, tmp_path: Path) -> None:
    study(tmp_path, "1", **NOW)
    sync(tmp_path, database.url())
    usual = memory(tmp_path, database.url())
    database.sql(
        BIG + " ('learn', '01936000-0000-7000-8000-000000000000', 'gap/name', 1,"
        " '2026-11-24T09:00:00.000+00:00', 739944, 0, 'name', repeat('x', 60000000), 'fsrs-6')"
    )
    assert memory(tmp_path, database.url()) < usual + 20
    for _ in range(2):
        told = sync(tmp_path, database.url())
        assert (told["bad"], told["fetched"], told["sent"], told["same"]) == (1, 0, 0, False)


def memory(home: Path, url: str) -> float:
    """Run a sync, and return the most memory that it took, in MB."""
    process = subprocess.Popen(
        [sys.executable, "-m", "learn", "sync"],
        env=environment(home, LEARN_STORE=url, **NOW), stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return os.wait4(process.pid, 0)[2].ru_maxrss / 1000


def test_the_tables_know_how_long_a_row_can_be(database: Postgres, tmp_path: Path) -> None:
    study(tmp_path, "1", **NOW)
    sync(tmp_path, database.url())
    for column in ("id", "card", "at", "kind", "detail", "engine"):
        with pytest.raises(psycopg.errors.CheckViolation):
            database.sql(f"update learn_review set {column} = 'a/' || repeat('b', 20000)")
    words = resources.files("learn.sharing").joinpath("postgres.sql").read_text("utf-8")
    from learn.sharing.columns import _LONGEST

    for column, most in _LONGEST.items():
        assert f"octet_length({column}) <= {most}" in " ".join(words.split())


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [20, 40, 80])
def test_the_words_of_a_class_on_a_screen(
    people: dict[str, str], machine: Postgres, terminal: Any, columns: int, lang: str
) -> None:
    env = {"LEARN_LANG": lang, **NOW}
    url = Postgres(machine.port, "class").url("head", "head-Pass")
    for arguments, store in ((("class",), people["anna"]), (("class", "init"), url)):
        shown: Terminal = terminal(*arguments, size=(columns, 60), LEARN_STORE=store, **env)
        assert shown.end() == 0
        assert "learnclass" in "".join(shown.text().split())
    done = terminal("class", "add", "anna", size=(columns, 60), LEARN_STORE=url, **env)
    assert done.end() == 0
    assert "LEARN_STORE=postgresql://anna@" in "".join(done.text().split())
