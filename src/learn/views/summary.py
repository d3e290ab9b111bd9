"""The first and the last screen of a quiz: what waits, how it went, what to look at again."""

from __future__ import annotations

from collections.abc import Sequence

from learn.glossary.term import Lang, Term
from learn.quiz.model import Summary
from learn.quiz.session import Session
from learn.views.messages import count_of, say
from learn.views.page import Page, pad, width_of
from learn.views.quiz import in_langs

_MISSED = 8  # terms that are named at the end


def summary(result: Summary, session: Session, langs: Sequence[Lang], width: int | None) -> Page:
    """Return the end of a session: how it went, what to look at again, what is due when."""
    page, lang = Page(width), langs[0]
    if result.answered:
        score = say(lang, "score", right=result.right, count=result.answered)
        page.row(("title", say(lang, "done")), ("", "   "), ("", score))
        saved = count_of(lang, "saved_one", "saved", result.answered)
        page.text(say(lang, "cram") if session.wanted.cram else saved, "dim")
    elif session.begun:
        page.text(say(lang, "nothing_answered"), "title")
    else:
        page.text(say(lang, "nothing_due"), "title")
        why_empty(page, result, session, lang)
    _missed(page, result.missed, lang)
    due(page, result, lang)
    for card in session.skipped:
        page.blank().text(say(lang, "skipped", card=card), "warn")
    if result.answered and result.due.get(0):
        page.blank().add(("key", "  learn quiz"))
    return page


def _missed(page: Page, missed: Sequence[Term], lang: Lang) -> None:
    """Add the terms to look at again, a line each where it is wide enough."""
    if not missed:
        return
    page.blank().add(("strong", say(lang, "to_review")))
    order: tuple[Lang, Lang] = ("zh", "en") if lang == "zh" else ("en", "zh")
    rows = [
        ("  ".join(in_langs(term.name, order)), f"learn {verb} {term.slug}")
        for term in missed[:_MISSED]
        for verb in ["demo" if term.demo else "define"]
    ]
    left, right = (max(map(width_of, column)) for column in zip(*rows, strict=True))
    for names, command in rows:
        if page.width is None or left + right + 5 <= page.width:
            page.add(("", f"  {pad(names, left)}   "), ("key", command))
        else:
            page.text(names, indent=2).text(command, "key", 4)
    if len(missed) > _MISSED:
        page.text(say(lang, "more_missed", count=len(missed) - _MISSED), "dim", 2)


def due(page: Page, result: Summary, lang: Lang) -> None:
    """Add what is due when: the next few days that have cards."""
    if not result.due:
        return
    page.blank().add(("strong", say(lang, "due")))
    for days, count in list(result.due.items())[:5]:
        named = {0: say(lang, "today"), 1: say(lang, "tomorrow")}
        when = named.get(days) or say(lang, "in_days", count=days)
        page.text(count_of(lang, "one_card", "cards", count), indent=14, first=("", f"  {when}"))


def why_empty(page: Page, result: Summary, session: Session, lang: Lang) -> None:
    """Say why there is nothing to ask."""
    if result.new_left == 0:
        page.text(say(lang, "all_learnt"))
    elif session.wanted.limit is not None and len(session.today.asked) >= session.wanted.limit:
        page.text(count_of(lang, "cards_reached_one", "cards_reached", len(session.today.asked)))
    elif result.new_today >= session.wanted.new:
        page.text(count_of(lang, "limit_reached_one", "limit_reached", result.new_today))
    else:
        page.text(say(lang, "siblings"))


def home(session: Session, lang: Lang, width: int | None) -> Page:
    """Return the first screen: what is due today and the next useful commands."""
    page, result = Page(width), session.summary()
    waiting = session.waiting()
    due_now = waiting.due + waiting.again
    if waiting:
        text = count_of(lang, "home_new_one", "home_new", waiting.new)
        if due_now:
            text = say(lang, "home_due", due=due_now, new=waiting.new)
        page.text(text, "title")
    else:
        page.text(say(lang, "home_none"), "title")
        due(page, result, lang)
    page.blank()
    rows = (
        ("learn quiz", "home_quiz"),
        ("learn define gap", "home_define"),
        ("learn demo temperature", "home_demo"),
        ("learn search pooling", "home_search"),
        ("learn list", "home_list"),
        ("learn --help", "home_help"),
    )
    for command, key in rows:
        page.text(say(lang, key, count=len(session.terms)), "dim", 26, ("key", f"  {command}"))
    return page
