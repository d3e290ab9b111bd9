"""YAML that is odd: written by hand, in the spirit of the public YAML test suite, and by chance."""

from __future__ import annotations

import os
from typing import Any

import yaml
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from conftest import GLOSSARY

ODDITIES = [
    # block scalars: indentation indicators, chomping, leading and trailing emptiness
    "a: |2\n   x\n  y\n", "a: |1-\n x\n", "a: |+\n\n\n", "a: >-\n\n x\n\n\n y\n", "a: |9\n x\n",
    "a: |0\n x\n", "a: |\n\n\n  x\n y\n", "--- |\n\n x\n", "--- >1\n x\n", "a: |\nb: c\n",
    "a: >\n x\n  more\n\n  indented\n y\n", "- |\n x\n- >\n y\n", "a: | # comment\n x\n",
    "a: |#no comment\n x\n", "a: |-+\n x\n", "a: >10\n x\n", "a: |\n x\n# comment\n  # text\n",
    "a: |\n \t\n x\n", "a: >\n\t\n x\n", "a: |\n  x\n \n  y\n", "|\n", ">", "a: |\n  \n   x\n",
    # folded plain and quoted scalars over many lines
    "a: b\n  c\n\n  d\n", "a: 'b\n  c\n\n  d'\n", 'a: "b\n  \\\n  c \\\n  d"\n', "a: 'it''s'\n",
    'a: "\\x41\\u0042\\U00000043\\N\\_\\L\\P\\e\\0\\/"\n', 'a: "\\q"\n', 'a: "\\', "a: 'b",
    "'a\n b': c\n", '"a\n b": c\n', "a: b\n c: d\n", "a: b\nc\n", "a\nb\nc\n", "a: 'b' c\n",
    'a: "b" "c"\n', "'a' : b\n",
    # flow collections
    "{a: b, c, d: , : e, ? f : g}\n", "[a, [b, {c: d}], , e]\n", "[a, b,]\n", "[,]\n",
    "{a: [b}, c]\n", "{a:b, 'c':d, \"e\":f}\n", "[a: b, c: d]\n", "[? a : b]\n", "{\n  a: b\n}\n",
    "{a: b}: c\n", "[a]: b\n", "a: [\nb,\nc\n]\n", "a: {\nb: c\n}\n", "[a #b\n, c]\n",
    "{a: 'b\n  c', d: >e}\n", "{a: http://b:c#d}\n", "[--- , ...]\n", "[-, -a, - b]\n", "{? }\n",
    "[\n\t\n]\n", "{,}\n", "[]]\n", "}{\n", "{a: 1}{b: 2}\n",
    # keys: long, of many lines, complex, empty, twice
    "? a\n  b\n: c\n", "? |\n  a\n: b\n", "? [a, b]\n: c\n", "? {a: b}\n: c\n", "?\n: a\n",
    ": a\n", "? a\n? b\n", "? a\n:\n  - b\n", f"{'k' * 1100}: v\n", f"? {'k' * 1100}\n: v\n",
    "a: 1\n'a': 2\n", "a:\n  ? b\n  : c\n  ? d\n", "a : b\n", "a :b\n", "a:b\n", "a::b: c\n",
    "- ? a\n  : b\n- : c\n",
    # markers, directives, comments in odd places
    "---\na: b\n...\n---\nc: d\n...\n", "--- a: b\n", "---a: b\n", "... a\n", "a: b\n...\nc: d\n",
    "---\n\n---\n", "a: b\n--- # comment\nc: d\n", "a: |\n  ---\n  ...\nb: c\n",
    "a: 'b\n---\nc'\n", "# a\n---\n# b\n", "--- >\n ---\n", "%YAML 1.2\n---\na: b\n",
    "%TAG ! tag:x,2000:\n---\n!a b\n", "a: b\n%c: d\n", "a: %b\n", "...\n...\n", "--- ---\n",
    "a: b #c\n", "a: b# c\n", "a: #b\n  c\n", "#\n#\n", "a:\n  # b\n  c: d\n# e\n",
    "- #a\n- b #c\n", "a: 'b'#c\n",
    # indentation, tabs, sequences at the same indent
    "a:\n- b\n- c\nd: e\n", "- - - a\n    - b\n", "-\n  - a\n", "- a\n - b\n", " a: b\nc: d\n",
    "a:\n  b: c\n d: e\n", "a:\tb\n", "\ta: b\n", "a:\n\tb: c\n", "a: b\t\n", "-\ta\n",
    "- \t- a\n", "a: \t|\n  b\n", "?\ta\n", "a: b\n\t\nc: d\n", "a: 'b\n\tc'\n",
    "a:\n  - b\n  -c\n", "-a\n", "- a: b\n  c: d\n-\n  e\n", "a: - b\n", "a: b: c\n",
    "- a: - b\n",
    # anchors, aliases, tags, merge keys
    "&a b: *a\n", "a: &b\n", "*a : b\n", "&a &b c\n", "- &a a\n- *a\n", "<<: *a\n",
    "a: {<<: {b: c}}\n", "!!map {a: b}\n", "! a\n", "!!str: b\n", "a: !<x> b\n", "a: !!set {b}\n",
    "!a!b c\n", "a: !!int '3'\n", "&a", "*", "&", "!", "!!", "!<",
    # breaks and what is not seen
    "a: b\r\nc: d\r\n", "a: b\rc: d\r", "a: 'b\r\n\r\n  c'\r\n", "a: b\x85c: d\n",
    "a: b\u2028c\n", "# a\u2029b: c\n", "\ufeffa: b\n", "\ufeff\ufeff%a\n", "a: \ufeffb\n",
    "a: b\x00c\n", "a: \x1b[31m\n", "a: \x7f\n", "a: \ud800\n", "\udfff", "a: \ufffe\n",
    "a: \U0010ffff\n", "a: \U000e0041\n", "a: e\u0301\u200d\u202e\n", "a: 温度\n温度: a\n",
    "a: \x0b\x0c\n",
    # what other readers take for something else
    "a: no\nb: 1e5\nc: 0o7\nd: 12:30:45\ne: 2001-01-01\nf: ~\ng: .nan\nh: =\n",
    "a: 'no'\nb: \"null\"\n", "yes: no\n", "~: a\n", "", " ", "\n", "\t", "a", "-", "?", ":", ",",
    "[", "{", "'", '"', "|", ">", "@", "`", "%", "#", "---", "...", "- ", "a:", "[" * 200,
    "{" * 200, "- " * 200, "? " * 200, "{a: " * 200, "x" * 21_000, "a: " + "b " * 11_000,
    "a: [" + "b," * 999 + "]",
]  # fmt: skip

_TOKENS = [
    *"abxy", "a: ", "- ", "? ", ": ", ",", "[", "]", "{", "}", "|", "|2", "|-", ">", ">+", "'",
    '"', "\\", "\\n", "\\u2028", "\\ud800", '\\"', "''", "#", " #", " # ", "&a ", "*a", "!t ",
    "!!str ", "%", "@", "`", "\t", "\n", "\n", "\n  ", "\n    ", "\n- ", "\r\n", "\r", "\x85",
    "\u2028", "\ufeff", "\n---\n", "\n...\n", "---", "<<: ", "~", "\x00", "\x1b", "\ud800",
    "\x9b", "温度", "e\u0301", "\u202e", " ", "  ", " " * 20, "x" * 300, "name: ", "slug: ",
    "summary: {en: a, zh: b}", "\nen: ", "=", "1e5",
]  # fmt: skip

_TEMPERATURE = (GLOSSARY / "training" / "temperature.yaml").read_text("utf-8")
TEMPLATE = _TEMPERATURE.replace("demo:\n", "demo:\n  run: temperature\n")

_MARKS = "aA0 -_.'\"`$&;|<>(){}[]#*?!~%\\/=+:,\t\n\x00\x1b\x7f\x9b\ud800温İßǅ"

text = st.one_of(
    st.text(max_size=80),
    st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF), max_size=40),
    st.text(st.sampled_from(_MARKS), max_size=30),
    st.sampled_from(["", " ", "gap", "温度", "head", "\ufeff", "\u200b", "\ud800"]),
    st.sampled_from(["a" * 5000, "温" * 3000, "9" * 5000, "-" * 300]),
)
"""What a person or a script may give as a word."""

soup = st.lists(st.sampled_from(_TOKENS) | st.text(max_size=3), max_size=40).map("".join)
"""Marks of YAML in any order."""


@st.composite
def _mutated(draw: st.DrawFn) -> str:
    """The file of a real term, cut, doubled and spotted."""
    text_ = TEMPLATE
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text_)))
        end = start + draw(st.integers(0, 40))
        into = draw(
            st.sampled_from(_TOKENS) | st.just(text_[start : start + 200]) | st.text(max_size=3)
        )
        text_ = text_[:start] + into + text_[end:]
    return text_


documents = st.one_of(
    soup,
    _mutated(),
    st.sampled_from(ODDITIES),
    st.tuples(st.sampled_from(ODDITIES), soup).map("".join),
)
"""What may stand in a file."""

# What YAML's own writer puts down without an escape and this reader takes.
_seen = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Co", "Zl", "Zp"])
_letters = st.text(_seen | st.sampled_from(" \n#:-'\"{}[],&*!|>%@`~"), max_size=30)


def _held(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=4) | st.dictionaries(_letters, inner, max_size=4)


values: st.SearchStrategy[Any] = st.recursive(_letters, _held, max_leaves=12)
"""Plain values, as a document may hold them."""


CASES = int(os.environ.get("LEARN_FUZZ", "300"))  # 20000 in the long run


def cases(share: float = 1) -> settings:
    """How many to try, and none of hypothesis's limits of time."""
    return settings(
        max_examples=max(20, int(CASES * share)),
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )


class Plain(yaml.SafeDumper):
    """Writes no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True
