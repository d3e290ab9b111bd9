"""What a config file says: flat TOML, each key the default of a variable of the environment."""

from __future__ import annotations

import os
import stat
import sys

from learn.errors import UsageError
from learn.text import distance, shorten

# Each key with its variable, what its value has to be, and an example.
KEYS = {
    "lang": ("LEARN_LANG", '"en", "zh" or "both"', '"zh"'),
    "color": ("LEARN_COLOR", '"auto", "always" or "never"', '"never"'),
    "plain": ("LEARN_PLAIN", "true or false", "true"),
    "glossary": ("LEARN_GLOSSARY", "a path in quotes, or a list of them", '["~/terms"]'),
    "new": ("LEARN_NEW", "a whole number from 0 to 999", "10"),
    "limit": ("LEARN_LIMIT", "a whole number, 1 or more", "50"),
    "minutes": ("LEARN_MINUTES", "a number of minutes from 1 to 1440", "20"),
    "retention": ("LEARN_RETENTION", 'a number from 0.7 to 0.97, or "auto"', "0.85"),
    "home": ("LEARN_HOME", "a folder in quotes", '"~/progress"'),
    "store": ("LEARN_STORE", "an address in quotes", '"postgresql://host/name"'),
    "learner": ("LEARN_LEARNER", "a name in quotes", '"Ada"'),
}
CHOICES = {"lang": ("en", "zh", "both"), "color": ("auto", "always", "never")}
BOUNDS = {"new": (0, 999), "limit": (1, sys.maxsize)}
RANGES = {"minutes": (1.0, 1440.0), "retention": (0.7, 0.97)}
_MOST = 65_536  # bytes of a file
_LONGEST = 30_000  # bytes of a variable; Windows has room for 32,767
_ANOTHER = "LEARN_CONFIG can name another."
_RELATIVE = "It is a whole path, or one from the folder of the config file."
_UTF_8 = "It has 30,000 bytes at most, and no character that the locale (LC_ALL) can't write."
_TOML = 'It is TOML: key = value, one a line, with words in quotes: lang = "zh"'


def read_config(path: str) -> tuple[dict[str, str], list[UsageError]]:
    """Return the variables that a config file gives, and its faults; a faulty key gives none.

    What a key says is shown for paths alone: an address can have a password in it.
    """
    variables, faults = dict[str, str](), list[UsageError]()
    try:
        text = _text(path)
        table = _table(path, text)
    except UsageError as fault:
        return {}, [fault]
    for key, value in table.items():
        try:
            variable, said = _variable(key, value, os.path.dirname(path))
            variables[variable] = said
        except UsageError as fault:
            where = path + _line_of(key, text)
            faults.append(UsageError(f"{where}: {fault.message}", fault.hint))
    return variables, faults


def _text(path: str) -> str:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode) and path != os.devnull:
            raise UsageError(f"{path} is no file.", hint=_ANOTHER)
        with open(path, "rb") as file:
            data = file.read(_MOST + 1)
    except FileNotFoundError:
        raise UsageError(f"There is no config file at {path}.", "LEARN_CONFIG names it.") from None
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.", hint=_ANOTHER) from None
    if len(data) > _MOST:
        raise UsageError(f"{path} is larger than 64 kB.", hint="A config file has a few lines.")
    try:
        return data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}, line {line}: not UTF-8.", hint="Save it as UTF-8.") from None


def _table(path: str, text: str) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: {error}.", hint=_TOML) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets in brackets
        raise UsageError(f"{path} has a value too long or too deep.", hint=_TOML) from None


def _variable(key: str, value: object, folder: str) -> tuple[str, str]:
    """Return the variable of a key, and what it is set to; raise UsageError where it can't be."""
    if key not in KEYS:
        raise UsageError(f"there is no setting {shorten(key)!r}.", hint=_offer(key))
    variable, kind, example = KEYS[key]
    try:
        said = _said(key, value, folder)
        usable = said is None or ("\0" not in said and len(os.fsencode(said)) <= _LONGEST)
    except ValueError:  # no name of a user, or not in the encoding of the locale
        usable = False
    if not usable:
        raise UsageError(f"{key} is too long, or has a character that can't be used.", hint=_UTF_8)
    if said is None:
        raise UsageError(f"{key} has to be {kind}.", hint=f"Such as: {key} = {example}")
    return variable, said


def _said(key: str, value: object, folder: str) -> str | None:
    """Return a value as its variable says it; None where it is of another kind."""
    if key == "plain":
        return str(int(value)) if isinstance(value, bool) else None
    if key in BOUNDS:
        least, most = BOUNDS[key]
        return str(value) if type(value) is int and least <= value <= most else None
    if key in RANGES and (key, value) != ("retention", "auto"):
        low, high = RANGES[key]
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return str(value) if low <= value <= high else None
    if key == "glossary" and isinstance(value, list):
        places = [_said(key, each, folder) for each in value if isinstance(each, str)]
        whole = None not in places and len(places) == len(value)
        return os.pathsep.join(filter(None, places)) if whole else None
    if not isinstance(value, str) or not value:
        return None
    if key in ("glossary", "home"):
        return _path(key, value, folder)
    return value if value in CHOICES.get(key, (value,)) else None


def _path(key: str, text: str, folder: str) -> str:
    """Return a path from the folder of the config file; a glossary has to be there."""
    expanded = os.path.expanduser(text)
    if expanded.startswith("~"):
        raise UsageError(f"{key} is {text!r}, and there is no such home folder.", hint=_RELATIVE)
    place = os.path.join(folder, expanded)
    if key == "glossary" and os.pathsep in place:
        raise UsageError(
            f"a glossary has {os.pathsep!r} in its path.", hint="Use --glossary for it."
        )
    if key == "glossary" and not os.path.exists(place):
        raise UsageError(f"there is no glossary at {place}.", hint=_RELATIVE)
    return place


def _line_of(key: str, text: str) -> str:
    """Say the line that a key begins, which tomllib doesn't tell; nothing where it isn't plain."""
    for number, line in enumerate(text.split("\n"), 1):
        name = line.lstrip(" \t[\"'")
        rest = name.removeprefix(key)
        if rest != name and rest.startswith(("=", " ", "\t", '"', "'", ".", "]")):
            return f", line {number}"
    return ""


def _offer(key: str) -> str:
    """Return the settings there are, the nearest first where one is near."""
    known = f"There are: {', '.join(KEYS)}."
    far, nearest = min((distance(key.lower(), each, 8), each) for each in KEYS)
    return f"Nearest: {nearest}. {known}" if far <= max(2, len(key) // 2) else known
