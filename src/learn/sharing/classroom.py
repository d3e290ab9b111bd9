"""A class, made by the owner of a database: who learns in it, and who teaches."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from learn.errors import LearnError, UsageError
from learn.sharing.postgres import Server, script

if TYPE_CHECKING:
    from learn.sharing.postgres import Connection

LEARNER, TEACHER = "learn_learner", "learn_teacher"
_LONGEST_NAME = 63  # bytes; PostgreSQL cuts a longer one
# Who runs the command, as the owner of the class, could be anybody anyway.
_POWERS = f"""
  select rolcanlogin, rolsuper or rolbypassrls, rolname <> current_user and (rolcreaterole
    or exists (select from pg_class where oid = to_regclass('learn_review')
               and pg_has_role(r.oid, relowner, 'member'))
    or exists (select from pg_auth_members as m join pg_roles as g on g.oid = m.roleid
               where g.rolname in ('{LEARNER}', '{TEACHER}') and m.member <> r.oid
               and pg_has_role(r.oid, m.member, 'member')))
  from pg_roles as r where rolname = %s"""
_RESERVED = ("public", "none", LEARNER, TEACHER)


@dataclass(frozen=True)
class Member:
    """Someone of a class; `made` is whether their login was made just now, and `url` is theirs."""

    name: str
    made: bool
    url: str = field(repr=False)


def class_sql() -> str:
    """Return what `init` runs: the tables, then roles, privileges and policies."""
    return f"begin;\n{script('postgres.sql')}\n{script('class.sql')}commit;\n"


def init(server: Server) -> None:
    """Make a database a class, or bring one that holds answers under its policies."""

    def make(db: Connection) -> None:
        db.execute(script("postgres.sql"))
        server.is_known(db)
        db.execute(script("class.sql"))

    server.do(make)


def admit(server: Server, name: str, role: str, *, password: bool = True) -> Member:
    """Let a login into a class as a learner or a teacher, and make it where there is none.

    The password is in the URL of the member and nowhere else: the server gets its SCRAM verifier.
    """
    from psycopg.sql import SQL, Identifier, Literal

    _require_name(name)
    secret = secrets.token_urlsafe(18) if password else ""
    begun = False  # of the tries, the first may have made it, and nobody heard

    def let_in(db: Connection) -> Member:
        nonlocal begun
        _require_class(server, db)
        absent, user = _is_absent(server, db, name), Identifier(name)
        if absent:
            db.execute(SQL("create role {} login").format(user))
        new = begun = absent or begun
        if new and secret:
            encrypt = db.pgconn.encrypt_password
            scram = encrypt(secret.encode(), name.encode(), b"scram-sha-256").decode()
            db.execute(SQL("alter role {} password {}").format(user, Literal(scram)))
        other = TEACHER if role == LEARNER else LEARNER
        if _is_member(db, name, other):
            db.execute(SQL("revoke {} from {}").format(Identifier(other), user))
        if not _is_member(db, name, role):
            db.execute(SQL("grant {} to {}").format(Identifier(role), user))
        place = "" if db.info.host.startswith("/") else f"{db.info.host}:{db.info.port}"
        url = server.address.of(name, secret if new else "", db.info.dbname, place)
        return Member(name, new, url)

    return server.do(let_in)


def _require_name(name: str) -> None:
    if not 0 < len(name.encode("utf-8", "replace")) <= _LONGEST_NAME:
        raise UsageError(f"A name has 1 to {_LONGEST_NAME} bytes.")
    if not name.isprintable() or name != name.strip():
        raise UsageError("A name is made of what can be seen, and no space is around it.")
    if name.lower() in _RESERVED or name.lower().startswith("pg_"):
        raise UsageError(f"{name} is a name of the server's own.", hint="Choose another one.")


def _require_class(server: Server, db: Connection) -> None:
    row = db.execute(
        "select relforcerowsecurity from pg_class where oid = to_regclass('learn_review')"
    ).fetchone()
    if row != (True,):
        raise LearnError(f"{server.address.name} is no class yet.", hint="learn class init")


def _is_absent(server: Server, db: Connection, name: str) -> bool:
    """Whether there is no such login yet; raise UsageError for one that policies don't bind."""
    row = db.execute(_POWERS, (name,)).fetchone()
    if row is None:
        return True
    can_login, is_above, is_anybody = row
    place = server.address.name
    if not can_login:
        raise UsageError(f"{name} can't log in at {place}: it is a group of roles.")
    if is_above:
        raise UsageError(
            f"{name} is a superuser at {place}, for whom no policy holds.",
            hint="Choose another name for who learns or teaches.",
        )
    if is_anybody:
        raise UsageError(
            f"{name} may make roles at {place}, or act as another one, and so be anybody.",
            hint="Take that away (alter role … nocreaterole, revoke), or choose another name.",
        )
    return False


def _is_member(db: Connection, name: str, role: str) -> bool:
    row = db.execute(
        "select from pg_auth_members where member = (select oid from pg_roles where rolname = %s)"
        " and roleid = (select oid from pg_roles where rolname = %s)",
        (name, role),
    ).fetchone()
    return row is not None
