"""A learner who knows the glossary: reads a question off the screen and answers it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from conftest import GLOSSARY
from learn.glossary import build
from learn.glossary.load import load
from learn.glossary.term import Lang, Term

if TYPE_CHECKING:
    from conftest import Terminal

_HEADER = re.compile(r"(?m)^.*(?:\d+ min left|还需 \d+ 分钟).*$")
_NEXT = {"en": "Enter next", "zh": "回车 继续"}  # below a lesson
_SURE = {"en": "Enter I'm sure", "zh": "回车 有把握"}
_CHOOSE = {"en": "choose ", "zh": "选择 "}
_TYPE = {"en": "Type it, then Enter", "zh": "写好后按回车"}
_COMPARE = {"en": "Enter compare", "zh": "回车 对照"}
_TICK = {"en": "tick ", "zh": "打勾 "}
GRADED = {"en": re.compile(r"Enter \w+, next"), "zh": re.compile("回车 (..)，继续")}
DONE = {"en": (" saved.", "Nothing was", "Nothing to"), "zh": ("已保存", "没有作答", "没有要问")}


@cache
def terms() -> dict[str, Term]:
    return {slug: build.term(entry) for slug, entry in load([GLOSSARY]).entries.items()}


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def options_of(screen: str) -> list[str]:
    """The options of the last question on the screen, each as one squeezed line."""
    lines = screen.rstrip().split("\n")
    start = max(i for i, line in enumerate(lines) if re.match(r" 1  ", line))
    found: list[str] = []
    for line in lines[start:]:
        if re.match(r" \d  ", line):
            found.append(line[3:])
        elif line.startswith("    ") and found:
            found[-1] += line
        else:
            break
    return [squeeze(option) for option in found]


def question_of(screen: str) -> str:
    """The last question on the screen: everything below the last line that counts."""
    return screen[[m.start() for m in _HEADER.finditer(screen)][-1] :]


def reply_to(screen: str, lang: Lang, how: Literal["right", "wrong"] = "right") -> str:
    """Answer the question on the screen as told, knowing all that the glossary can ask."""
    text = question_of(screen)
    parts = re.split(r"(?m)^ 1  ", text, maxsplit=1)
    prompt = squeeze(parts[0].split("\n", 1)[1])
    if len(parts) == 1:
        term = _described(prompt, lang)
        if term is None:
            return ""  # a computed one: nobody does that so fast
        return term.name.in_(lang) if how == "right" else "zzz"
    if options_of(text)[0].startswith("--"):
        return "1"  # a picture: nobody computes that fast
    right = squeeze(_right(prompt, lang))
    for number, option in enumerate(options_of(text), 1):
        if (option == right) == (how == "right"):
            return str(number)
    raise AssertionError(f"no {how} option in:\n{text}")


def card_of(question: str, lang: Lang) -> str:
    """Return the card of a question, "" for one that a demo computed."""
    prompt = squeeze(re.split(r"(?m)^ 1  ", question, maxsplit=1)[0].split("\n", 1)[1])
    for term in terms().values():
        for each in term.questions:
            if each.answer and squeeze(each.ask.in_(lang)) in prompt:
                return f"{term.slug}/{each.id}"
    term_ = _described(prompt, lang) or _named(prompt)
    return f"{term_.slug}/term" if term_ else ""


def _named(prompt: str) -> Term | None:
    for term in terms().values():
        names = squeeze(term.name.zh + term.name.en), squeeze(term.name.en + term.name.zh)
        if prompt.startswith(names):
            return term
    return None


def _described(prompt: str, lang: Lang) -> Term | None:
    for term in terms().values():
        texts = [term.summary, *([term.restated] if term.restated else [])]
        if any(squeeze(text.in_(lang)) in prompt for text in texts):
            return term
    return None


def _right(prompt: str, lang: Lang) -> str:
    for term in terms().values():
        for question in term.questions:
            if question.answer and squeeze(question.ask.in_(lang)) in prompt:
                return question.answer.in_(lang)
    if term := _described(prompt, lang):
        return term.name.in_(lang)
    if term := _named(prompt):
        return term.summary.in_(lang)
    raise AssertionError(f"what is asked here? {prompt}")


def stands(quiz: Terminal, lang: Lang) -> str:
    """Wait until the quiz wants a key, or has ended; return which it is."""
    waits = {"lesson": _NEXT, "sure": _SURE, "choose": _CHOOSE, "type": _TYPE}
    waits |= {"guess": {"en": "your guess", "zh": "你的猜测"}, "compare": _COMPARE, "tick": _TICK}
    while True:
        screen = quiz.text()
        tail = "\n".join(screen.rstrip().splitlines()[-6:])
        if GRADED[lang].search(tail):
            return "graded"
        for name, texts in waits.items():
            a_line = name in ("type", "guess")
            if texts[lang] in tail and (not a_line or screen.rstrip().endswith(">")):
                return name
        if any(text in screen for text in DONE[lang]):
            return "done"
        quiz._read("a key that is wanted")


def to_question(quiz: Terminal, lang: Lang = "en") -> str:
    """Go on past lessons, and say to be sure, until something can be answered: return what."""
    while (where := stands(quiz, lang)) in ("lesson", "sure"):
        quiz.clear()
        quiz.press("\r")
    return where


def answer(quiz: Terminal, lang: Lang = "en", how: Literal["right", "wrong"] = "right") -> str:
    """Answer the next question and stay at its feedback; return the screen, "" at the end."""
    where = to_question(quiz, lang)
    if where == "done":
        return ""
    screen = quiz.text()
    if where == "compare":
        quiz.clear()
        quiz.press("\r")
        stands(quiz, lang)
        quiz.press("123\r" if how == "right" else "\r")
    elif where == "type":
        quiz.press(reply_to(screen, lang, how) + "\r")
    else:
        quiz.press(reply_to(screen, lang, how))
    while stands(quiz, lang) not in ("graded", "done"):
        quiz._read("the feedback")
    return quiz.text()
