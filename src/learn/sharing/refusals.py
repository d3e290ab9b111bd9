"""Why a shared log can't be used, in words that say who has to do what."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from learn.errors import SharingError
from learn.sharing.address import VARIABLE

if TYPE_CHECKING:
    from learn.sharing.postgres import Server

_DENIED = "42501"  # insufficient privilege
_KEPT = "Answers are kept here; learn sync sends them later."


def refusal(server: Server, text: str, state: str | None) -> SharingError:
    """Return what a server's own words come to; `text` holds no password."""
    name = server.address.name
    first = text.strip().partition("\n")[0]
    reason = first.rpartition(" failed: ")[2].removeprefix("FATAL:").strip(" .")
    if state == _DENIED:
        return _denied(server, reason)
    if "server does not support SSL" in text:
        return SharingError(
            f"The server of {name} has no TLS: others on the way could read and change all.",
            hint="Who keeps it turns it on (ssl = on). Where the line is safe, say so:"
            f" {VARIABLE}=…?sslmode=disable",
        )
    if "authentication method requirement" in text:
        return SharingError(
            f"The server of {name} isn't given your password: {reason}.",
            hint="Who keeps it has to ask for scram-sha-256 (in pg_hba.conf). To give it away all"
            f" the same: {VARIABLE}=…?require_auth=password,md5",
        )
    return unreached(name, reason or "the connection was lost", owner=server.owner)


def unreached(name: str, reason: str, *, owner: bool = False) -> SharingError:
    """Return that a shared log can't be used, and what becomes of the answers."""
    text = f"The shared log at {name} can't be used: {reason}."
    return SharingError(text, hint="" if owner else _KEPT)


def another(name: str, learner: str, login: str) -> SharingError:
    """Return that nobody is another learner than the one who logs in."""
    return SharingError(
        f"LEARN_LEARNER says {learner}, but {login} is who logs in at {name}; in a class everybody"
        " has the rows of their own login only.",
        hint=f"Leave LEARN_LEARNER out, or log in as {learner}. {_KEPT}",
    )


def _denied(server: Server, reason: str) -> SharingError:
    name, login = server.address.name, getattr(server, "user", "this login")
    if server.owner:
        return SharingError(
            f"{login} may not do that at {name}: {reason}.",
            hint="It takes the owner of the database and its tables, who may make roles"
            " (createrole), or a superuser.",
        )
    if server.reads_all:
        return SharingError(
            f"{login} is a teacher at {name}, who reads all answers and adds none.",
            hint="Answers are kept here; a login made with learn class add can send them.",
        )
    return SharingError(
        f"The shared log at {name} can't be used: {reason}.",
        hint="The owner of the database has to run learn class init and"
        f" learn class add {quote(login)}. Answers are kept here until then.",
    )
