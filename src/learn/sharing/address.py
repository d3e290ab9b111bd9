"""Where a shared log lies: a PostgreSQL URL, taken apart; what is secret in it is never said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from learn.errors import UsageError

VARIABLE = "LEARN_STORE"
SHAPE = f"{VARIABLE} is written postgresql://USER@HOST/DATABASE."
_PERSONAL = (
    "user", "password", "passfile", "service", "dbname", "sslcert", "sslkey", "sslpassword",
)  # fmt: skip
_ENCODED = "A character such as @ / : % in a password is written in percent: @ is %40."


@dataclass(frozen=True)
class Address:
    """A server and a database; `name` is what may be shown, `secrets` what may not."""

    url: str = field(repr=False)
    name: str
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def without_secrets(self, text: str) -> str:
        """Return a text without the passwords that it may hold."""
        for secret in self.secrets:
            text = text.replace(secret, "***")
        return text

    def of(self, login: str, password: str, database: str, host: str) -> str:
        """Return the URL that another login uses; `host` is said where this one leaves it out."""
        parts = urlsplit(self.url)
        options = [each for each in parts.query.split("&") if each]
        kept = [each for each in options if each.partition("=")[0] not in _PERSONAL]
        place = parts.netloc.rpartition("@")[2]
        if not place and not any(each.startswith("host") for each in kept):
            place = host
        secret = f":{quote(password, safe='')}" if password else ""
        return parts._replace(
            netloc=f"{quote(login, safe='')}{secret}@{place}",
            path=f"/{quote(database, safe='')}",
            query="&".join(kept),
        ).geturl()


def address(environ: Mapping[str, str]) -> Address | None:
    """Return where LEARN_STORE says that the shared log lies; None where it says nothing.

    Raises UsageError, which quotes no part of it, for what is no PostgreSQL URL.
    """
    url = environ.get(VARIABLE, "").strip()
    if not url:
        return None
    scheme, found, _ = url.partition("://")
    if not found or scheme != "postgresql":
        _refuse(scheme if found else "")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        said = f"{VARIABLE} has no number from 1 to 65535 as its port."
        raise UsageError(said, hint=_ENCODED) from None
    host, database = parts.hostname or "", unquote(parts.path.removeprefix("/"))
    # Each is a password's unescaped end, and the rest of it would be taken for a name.
    torn = parts.netloc.count("@") > 1 or "#" in url or ("@" in url) > ("@" in parts.netloc)
    if torn or "/" in database or port == 0:
        raise UsageError(f"{VARIABLE} can't be taken apart.", hint=f"{SHAPE} {_ENCODED}")
    name = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "") + f"/{database}"
    raw = parts.password or ""
    secrets = {raw, unquote(raw), environ.get("PGPASSWORD", ""), *_passwords(parts.query)}
    longest = sorted(secrets - {""}, key=len, reverse=True)
    return Address(url, name if name != "/" else VARIABLE, tuple(longest))


def _refuse(scheme: str) -> None:
    if scheme == "postgres":
        raise UsageError(f"{VARIABLE} begins with postgres://.", hint="Write postgresql://.")
    if scheme.isalnum() and len(scheme) < 20:
        raise UsageError(f"{VARIABLE}: learn knows no {scheme}:// here.", hint=SHAPE)
    raise UsageError(f"{VARIABLE} is no URL.", hint=SHAPE)


def _passwords(query: str) -> list[str]:
    """Return the passwords among the options of a URL, as they stand and as they are meant."""
    pairs = [pair.partition("=") for pair in query.split("&")]
    found = [value for name, _, value in pairs if "password" in name.lower()]
    return [*found, *map(unquote, found)]
