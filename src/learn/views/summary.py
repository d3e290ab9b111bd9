"""The first and the last screen of a quiz: what waits, how it went, what moved, what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from learn.glossary.term import Lang, Term
from learn.quiz.mastery import Mastery
from learn.quiz.model import Summary
from learn.quiz.session import Session
from learn.views.mastery import counts
from learn.views.messages import count_of, say
from learn.views.page import Page, pad, width_of
from learn.views.quiz import in_langs

_MISSED = 5  # terms that are named at the end
_NAMED = 3  # that moved, of each kind


def summary(result: Summary, session: Session, langs: Sequence[Lang], width: int | None) -> Page:
    """Return the end of a session: how it went, what moved, what to look at again, what is due."""
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
    _moved(page, result, session, lang)
    _missed(page, result.missed, lang)
    _ahead(page, result, lang)
    for card in session.skipped:
        page.blank().text(say(lang, "skipped", card=card), "warn")
    if result.answered and result.due.get(0):
        page.blank().add(("key", "  learn quiz"))
    return page


def _moved(page: Page, result: Summary, session: Session, lang: Lang) -> None:
    """Add which terms came further, and which fell back."""
    up = {slug: new for slug, (old, new) in result.moved.items() if new > old}
    down = {slug: new for slug, (old, new) in result.moved.items() if new < old}
    known = [slug for slug, new in up.items() if new is Mastery.KNOWN]
    rows = (
        ("moved_known", "good", known),
        ("moved_up", "", [slug for slug in up if slug not in known]),
        ("moved_down", "", list(down)),
    )
    if result.moved:
        page.blank()
    for key, style, slugs in rows:
        if not slugs:
            continue
        signs = {slug: (up.get(slug) or down.get(slug) or Mastery.MET).circle for slug in slugs}
        names = [f"{signs[slug]} {session.terms[slug].name.in_(lang)}" for slug in slugs]
        more = len(names) - _NAMED
        listed = say(lang, "comma").join(names[:_NAMED]) + (f" +{more}" if more > 0 else "")
        page.text(
            count_of(lang, f"{key}_one", key, len(slugs)) + say(lang, "colon") + listed, style
        )


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


def _ahead(page: Page, result: Summary, lang: Lang) -> None:
    """Add the streak, and how much is due today and tomorrow."""
    page.blank()
    if result.answered and result.streak > 1:
        page.text(say(lang, "streak", count=result.streak))
    due(page, result, lang)


def due(page: Page, result: Summary, lang: Lang) -> None:
    """Add what is due: today and tomorrow, else the next day that has cards."""
    days = [ahead for ahead in (0, 1) if result.due.get(ahead)] or list(result.due)[:1]
    named = {0: say(lang, "today"), 1: say(lang, "tomorrow")}
    parts = []
    for each in days:
        cards = count_of(lang, "one_card", "cards", result.due[each])
        when = named.get(each) or say(lang, "in_days", count=each)
        parts.append(say(lang, "cards_when", cards=cards, when=when))
    if parts:
        page.text(say(lang, "due") + say(lang, "colon") + say(lang, "comma").join(parts))


def why_empty(page: Page, result: Summary, session: Session, lang: Lang) -> None:
    """Say why there is nothing to ask."""
    asked = len(session.today.asked)
    if session.wanted.bookmarked:
        page.text(say(lang, "no_bookmarks"))
    elif session.wanted.only or session.wanted.kind or session.wanted.within:
        page.text(say(lang, "none_of_this"))
    elif session.wanted.limit is not None and asked >= session.wanted.limit:
        page.text(count_of(lang, "cards_reached_one", "cards_reached", asked))
    elif result.held or session.plan.full:
        key = "minutes_reached_one" if session.wanted.minutes == 1 else "minutes_reached"
        page.text(say(lang, key, count=f"{session.wanted.minutes:g}"))
    elif result.new_left == 0:
        page.text(say(lang, "all_learnt"))
    elif result.new_today >= session.wanted.new:
        page.text(count_of(lang, "limit_reached_one", "limit_reached", result.new_today))
    else:
        page.text(say(lang, "siblings"))


def home(session: Session, lang: Lang, width: int | None, *, circles: bool = True) -> Page:
    """Return the first screen: what is due today, how far one is, the next useful commands."""
    page, result = Page(width), session.summary()
    waiting = session.remaining()
    due_now = waiting.due + waiting.again
    if waiting:
        text = count_of(lang, "home_new_one", "home_new", waiting.new)
        if due_now:
            text = say(lang, "home_due", due=due_now, new=waiting.new)
        minutes = say(lang, "minutes", count=max(1, round(waiting.minutes)))
        page.row(("title", text), ("dim", f"   {minutes}"))
    else:
        page.text(say(lang, "home_none"), "title")
        due(page, result, lang)
    if any(session.before.values()):
        page.lines += counts(session.before.values(), lang, width, circles=circles).lines
    page.blank()
    rows = (
        ("learn quiz", "home_quiz"),
        ("learn study", "home_study"),
        ("learn path", "home_path"),
        ("learn define gap", "home_define"),
        ("learn demo temperature", "home_demo"),
        ("learn search pooling", "home_search"),
        ("learn list", "home_list"),
        ("learn --help", "home_help"),
    )
    for command, key in rows:
        page.text(say(lang, key, count=len(session.terms)), "dim", 26, ("key", f"  {command}"))
    return page
