"""What an answer is worth: options, names in any spelling, numbers and shapes in any notation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from learn.errors import UsageError
from learn.glossary.term import Term, Text
from learn.quiz.asked import Asked, Option
from learn.quiz.distractors import difference
from learn.text import distance, normalise


@dataclass(frozen=True)
class Verdict:
    """What an answer is worth: right, right but for its spelling (`near`), or wrong.

    `picked` is the wrong option chosen; `meant` the other term whose name was typed; `why` says how
    what was typed differs from the answer, where that is known.
    """

    right: bool
    near: bool = False
    picked: Option | None = None
    meant: Term | None = None
    why: Text | None = None


class NoAnswerError(UsageError):
    """A reply that can't be judged: no number of an option, or no number where one is asked."""

    def __init__(self, asked: Asked) -> None:
        super().__init__("That is no answer to this question.")
        self.asked = asked


def judge(asked: Asked, reply: str, terms: Mapping[str, Term]) -> Verdict | None:
    """Judge a typed reply, or the number of an option; None where it is no answer at all."""
    if asked.options:
        text = unicodedata.normalize("NFKC", reply).strip()
        if not text.isdecimal() or len(text) > 9 or not 1 <= int(text) <= len(asked.options):
            return None
        option = asked.options[int(text) - 1]
        return Verdict(option.right, picked=None if option.right else option)
    if not reply.strip():
        return None
    if asked.kind == "type":
        return judge_name(asked.term, reply, terms)
    if asked.kind == "print":
        reply = _PRINTED.sub("", reply)
    number = isinstance(asked.value, (int, float)) and not isinstance(asked.value, bool)
    if number and _one_number(_plain(reply)) is None:
        return None
    return Verdict(same_value(asked.value, reply, asked.within))


def judge_name(term: Term, reply: str, terms: Mapping[str, Term]) -> Verdict:
    """Judge a typed name: any name or alias is right; a near miss is, if it is no other term's."""
    typed = normalise(reply)
    if typed in {normalise(name) for name in term.names}:
        return Verdict(True)
    for other in terms.values():
        if other.slug != term.slug and typed in {normalise(name) for name in other.names}:
            return Verdict(False, meant=other, why=difference(term, other).difference)
    for each in term.confused_with:
        if each.name and typed in {normalise(each.name.en), normalise(each.name.zh)}:
            return Verdict(False, why=each.difference)
    near = any(_is_near(typed, normalise(name)) for name in term.names)
    return Verdict(near, near=near)


def nearest_name(term: Term, reply: str) -> str:
    """Return the name of a term that a misspelled reply is nearest to."""
    typed = normalise(reply)
    return min(term.names, key=lambda name: distance(typed, normalise(name), 2))


def _is_near(typed: str, name: str) -> bool:
    """Whether one slip of the fingers (two in a long word) makes the one from the other."""
    slips = 0 if len(name) < 5 or not name.isascii() else 1 if len(name) < 10 else 2
    return slips > 0 and distance(typed, name, slips) <= slips


_NUMBER = re.compile(r"([-−]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)\s*(%?)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+and\s+|[\s,;&+、，；和与及]+", re.IGNORECASE)
_RANGE = re.compile(r"([a-z]+)(\d{1,3})\s*(?:-|–|to|至|到|~)\s*\1?(\d{1,3})", re.IGNORECASE)
_ENDS = " .!?。！？"
_YES = {"yes", "y", "true", "1", "是", "对", "会", "能", "可以", "有"}
_NO = {"no", "n", "false", "0", "否", "不", "错", "不会", "不能", "不可以", "不是", "没有"}
_PRINTED = re.compile(r"torch\.Size|tensor|[\[\](){}'\"]")  # what Python prints around a value
_NOTHING = {"none", "nothing", "-", "无", "没有", "空"}


def same_value(value: Any, reply: str, within: float = 0.0) -> bool:
    """Whether a typed reply says the value that a demo computed.

    A number may be off by `within` and written with thousands separators, as a percentage or as a
    fraction. A list of numbers or a shape may be spelled in any usual way: `2,512,1,1`,
    `(2, 512, 1, 1)`, `[2 512 1 1]`, `2x512x1x1`. A list of words is a set: `F and A`, `P2-P5`.
    """
    text = _plain(reply)
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        text = text.strip(_ENDS)
    if isinstance(value, bool):
        return text.casefold() in (_YES if value else _NO)
    if isinstance(value, str):
        return normalise(text) == normalise(value)
    if isinstance(value, (int, float)):
        number = _one_number(text.rstrip("。"))
        return number is not None and _is_near_to(value, number, within, text.endswith("%"))
    flat = list(_flat(value))
    if all(isinstance(item, str) for item in flat):
        said = {normalise(word) for word in _BETWEEN.split(_RANGE.sub(_whole_range, text)) if word}
        return (set() if said <= _NOTHING else said) == {normalise(item) for item in flat}
    found = _NUMBER.findall(text)
    return len(found) == len(flat) and all(
        _is_near_to(item, float(number) * (0.01 if percent else 1), within, bool(percent))
        for (number, percent), item in zip(found, flat, strict=True)
    )


def _is_near_to(value: float, number: float, within: float, percent: bool) -> bool:
    """Whether a number says a value; 80 % says 0.8, and 80 where percents are asked for."""
    wanted = (number, 100 * number) if percent else (number,)
    return any(abs(each - value) <= within + 1e-9 for each in wanted)


def _whole_range(found: re.Match[str]) -> str:
    """Write `P2-P5` as the words between its ends."""
    name, first, last = found[1], int(found[2]), int(found[3])
    return " ".join(f"{name}{number}" for number in range(first, last + 1)) or found[0]


def _plain(reply: str) -> str:
    return unicodedata.normalize("NFKC", reply).strip().replace("−", "-")


def _flat(value: Any) -> Iterable[Any]:
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _flat(item)
    else:
        yield value


def _one_number(text: str) -> float | None:
    text = re.sub(r"(?<=\d)[, _](?=\d{3}\b)", "", text)
    share = 0.01 if text.endswith("%") else 1.0
    top, slash, bottom = text.rstrip("% ").partition("/")
    try:
        number = float(top) / float(bottom) if slash else float(top)
    except (ValueError, ZeroDivisionError):
        return None
    return number * share
