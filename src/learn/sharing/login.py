"""How one logs in to a shared log: no password is given away, and none goes over an open line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from learn.errors import SharingError

# A password is given only by SCRAM, which proves that one knows it and doesn't say it: a server, or
# who stands in for it, that asks for it in clear or as MD5 gets nothing. To be asked for nothing
# (trust, peer, a certificate), or for a ticket (GSS, SSPI), gives no password away.
METHODS = "scram-sha-256,gss,sspi,none"
_KNOWS_METHODS = 160000  # libpq 16
_NEAR = re.compile(r"|localhost|::1|127(\.\d+){3}|[/@].*")  # "" is a socket of this machine


def login_options(
    given: Mapping[str, object], environ: Mapping[str, str], libpq: int
) -> dict[str, Any]:
    """Return what is added to the options of a URL; what it says itself, or the environment, holds.

    Raises SharingError where an old libpq could give a password to a server that it doesn't know.
    """
    options: dict[str, Any] = {}
    near = _is_near(given, environ)
    # With sslrootcert=system libpq demands even more by itself.
    certified = _said("sslrootcert", given, environ) == "system"
    if not near and not certified and not _said("sslmode", given, environ):
        options["sslmode"] = "require"
    if _said("require_auth", given, environ):
        return options
    if libpq >= _KNOWS_METHODS:
        options["require_auth"] = METHODS
    elif not near and _said("sslmode", given, environ) != "verify-full":
        raise SharingError(
            f"This libpq ({libpq // 10000}) would give your password to any server that asks.",
            hint="pip install -U 'psycopg[binary]' brings a newer one; or ?sslmode=verify-full.",
        )
    return options


def _said(name: str, given: Mapping[str, object], environ: Mapping[str, str]) -> str:
    variable = f"PG{name.upper().replace('_', '')}"
    return str(given.get(name) or environ.get(variable, ""))


def _is_near(given: Mapping[str, object], environ: Mapping[str, str]) -> bool:
    """Whether the line to the server doesn't leave this machine."""
    if _said("service", given, environ):
        return False  # where that leads stands in a file of libpq's
    hosts = _said("hostaddr", given, environ) or _said("host", given, environ)
    return all(_NEAR.fullmatch(host) for host in hosts.split(","))
