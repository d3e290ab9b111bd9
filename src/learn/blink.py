"""The short way: a plain look-up and TAB, answered before the command line is imported.

What it can't answer surely it leaves to the ordinary way, which prints the same bytes.
"""

from __future__ import annotations

import sys

from learn.environment import paths, terminal
from learn.errors import LearnError
from learn.glossary import lookup, suggestions
from learn.text import shorten
from learn.views.definition import answer, missing
from learn.views.messages import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

_COMPLETED = ("define", "demo")  # commands whose words are a term and nothing else


def define(words: list[str], environ: Mapping[str, str]) -> int | None:
    """Answer `learn define WORDS...` and return the exit code; None leaves it to the command."""
    try:
        shown = terminal.shown(environ)
        color = terminal.color(environ)
        indexes = _indexes(environ)
    except LearnError:
        return None
    word = " ".join(words)
    found = lookup.find(indexes, word) if indexes else None
    if found is None or found.hidden:
        return None
    lang = "zh" if shown == "zh" else "en"
    if not found:
        word = shorten(word)
        nearest = [] if found.offers else suggestions.suggest(indexes, word)
        hint = missing(word, found.offers, nearest, shown)
        terminal.complain(say(lang, "not_found", word=word), hint)
        return 1
    found.entries = [lookup.public_of(indexes, entry) for entry in found.entries]
    width = terminal.prose_width(environ)
    page = answer(found.entries, found.meanings, word, shown, width)
    sys.stdout.write(page.render(color=terminal.colored(sys.stdout, environ, color)))
    sys.stdout.flush()
    return 0


def complete(environ: Mapping[str, str]) -> bool:
    """Answer TAB on a term, as typer's completion scripts ask; False leaves it to typer."""
    shell = environ.get("_LEARN_COMPLETE", "").partition("_")[2]
    words = environ.get("_TYPER_COMPLETE_ARGS", environ.get("COMP_WORDS", ""))
    if shell not in ("bash", "zsh", "fish") or set(words) & set("\"'\\$`"):
        return False
    if shell == "fish" and environ.get("_TYPER_COMPLETE_FISH_ACTION") != "get-args":
        return False
    typed = words.split()
    start = "" if words[-1:].isspace() else typed[-1]
    if shell == "bash":
        position = environ.get("COMP_CWORD", "")
        if not position.isdecimal():
            return False
        start = typed[int(position)] if int(position) < len(typed) else ""
    if len(typed) < 2 or typed[1] not in _COMPLETED or len(typed) > 3 or start in typed[:2]:
        return False
    if start.startswith("-"):
        return False
    indexes = _indexes(environ)
    if not indexes:
        return False
    offers = suggestions.completions(indexes, start)
    if shell == "zsh":
        quoted = "\n".join(f'"{offer}"' for offer in offers)
        print(f"_arguments '*: :(({quoted}))'" if offers else "_files")
    else:
        print("\n".join(offers))
    return True


def _indexes(environ: Mapping[str, str]) -> list[sqlite3.Connection]:
    """Open the index of every glossary; none where one of them has to be built or has faults."""
    cache = paths.cache_folder(environ)
    opened = []
    for place in paths.glossaries(environ):
        index = lookup.open_fresh(place, cache)
        if index is None or index.execute("select 1 from problem").fetchone():
            return []
        opened.append(index)
    return opened
