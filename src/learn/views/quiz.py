"""A quiz on the screen: the question, the feedback, the summary. Nothing is printed here."""

from __future__ import annotations

from collections.abc import Sequence

from learn.glossary.term import Lang, Text
from learn.quiz.cards import COMPUTED
from learn.quiz.hints import Hint
from learn.quiz.judging import Verdict, nearest_name
from learn.quiz.model import Answer
from learn.quiz.questions import Asked
from learn.quiz.queue import LEECH
from learn.views.demo import said
from learn.views.messages import count_of, say, topic_name
from learn.views.page import Page, Span, cut, width_of
from learn.views.quiz_exhibit import add_code, add_picture


def in_langs(text: Text, langs: Sequence[Lang]) -> list[str]:
    """Return a text in each language shown, once where both say the same."""
    return list(dict.fromkeys(text.in_(lang) for lang in langs))


def question(
    asked: Asked,
    number: int,
    total: int,
    langs: Sequence[Lang],
    width: int | None,
    *,
    plain: bool = False,
) -> Page:
    """Return the question with its options, under a line that says how far the session is.

    A picture in it is said in words where it is `plain` or there is no width.
    """
    page, lang = Page(width), langs[0]
    where = f"{number}/{total} · {topic_name(lang, asked.term.topic)}"
    if width is not None:
        where = f"── {where} ".ljust(width - (width_of(where) - len(where)), "─")
    page.add(("dim", where)).blank()
    kind = asked.kind
    if kind in ("summary", "aloud", "picture", "print"):
        order: tuple[Lang, ...] = ("zh", "en") if lang == "zh" else ("en", "zh")
        page.text("  ".join(in_langs(asked.prompt, order)), "title").blank()
        add_code(page, asked)
        add_picture(page, asked, lang, plain=plain)
        page.blank().text(say(lang, f"ask_{kind}"), "strong")
    elif kind in ("name", "type", "contrast"):
        _texts(page, asked.prompt, langs)
        page.blank().text(say(lang, f"ask_{kind}"), "strong")
    else:
        _texts(page, asked.prompt, langs, "strong")
    page.blank()
    for place, option in enumerate(asked.options, 1):
        texts = in_langs(option.text, langs)
        joint = "  " if asked.kind in ("name", "contrast") else " / "
        page.text(joint.join(texts), indent=4, first=("key", f" {place}"))
    return page


def _texts(page: Page, text: Text, langs: Sequence[Lang], style: str = "") -> None:
    for line in in_langs(text, langs):
        page.text(line, style)


def feedback(answer: Answer, langs: Sequence[Lang], width: int | None) -> Page:
    """Return what an answer was worth, what is right, why, and when the card comes again."""
    page, lang = Page(width), langs[0]
    asked, verdict = answer.asked, answer.verdict
    if asked.options:
        _picked(page, asked, verdict, langs)
    if verdict.near:
        name = nearest_name(asked.term, answer.review.detail["reply"])
        page.text("✓ " + say(lang, "near", name=name), "good")
    elif verdict.right:
        page.text("✓ " + say(lang, "right"), "good")
        if asked.kind == "predict" and asked.within:
            page.text(say(lang, "exactly", value=answer_of(asked, langs)))
    else:
        if verdict.picked if asked.options else answer.review.detail["reply"].strip():
            page.text("✗ " + say(lang, "wrong"), "bad")
        page.text(say(lang, "answer_is", answer=answer_of(asked, langs)), "strong")
    _why_wrong(page, verdict, langs)
    if asked.worked and not verdict.right:
        _texts(page.blank(), asked.worked, langs)
    if asked.why:
        _texts(page.blank(), asked.why, langs)
    elif asked.kind not in (*COMPUTED, "aloud"):
        _explain(page.blank(), asked, langs)
    _when(page.blank(), answer, lang)
    return page


def compare(asked: Asked, langs: Sequence[Lang], width: int | None) -> Page:
    """Return what there was to say about a term, to hold one's own words against."""
    page = Page(width)
    for lang in langs:
        page.text(asked.term.summary.in_(lang), "strong").blank()
        for paragraph in filter(None, asked.term.explanation.in_(lang).split("\n")):
            page.text(paragraph).blank()
    return page.text(say(langs[0], "how_well"), "strong")


def keys(actions: Sequence[tuple[str, str]], lang: Lang, width: int | None) -> Page:
    """Return the keys that act now and what each does, in as many rows as they need."""
    page = Page(width)
    row: list[Span] = []
    for key, word in actions:
        item: list[Span] = [("key", key), ("dim", f" {say(lang, word)}")]
        longer = [*row, ("", "   "), *item] if row else item
        if row and width is not None and sum(width_of(text) for _, text in longer) > width:
            page.add(*row)
            longer = item
        row = longer
    return page.add(*row)


def hinted(hint: Hint, lang: Lang, width: int | None) -> Page:
    """Return a hint."""
    return Page(width).text(say(lang, f"hint_{hint.what}", text=hint.text), "warn")


def regraded(answer: Answer, lang: Lang, width: int | None) -> Page:
    """Return the grade of an answer that the learner has given, and what it means."""
    page = Page(width)
    page.text(say(lang, f"grade_{answer.review.rating}"), "strong")
    _when(page, answer, lang)
    return page.blank()


def _when(page: Page, answer: Answer, lang: Lang) -> None:
    card, text = answer.card, say(lang, "again_soon")
    if not card.learning:
        text = say(lang, "again_in", days=count_of(lang, "one_day", "days", card.due - card.day))
    if not answer.key:
        text = say(lang, "cram")
    page.text(text, "dim")
    if card.lapses >= LEECH and answer.review.rating == 1:
        page.text(say(lang, "leech", count=card.lapses, slug=answer.asked.term.slug), "warn")


def _picked(page: Page, asked: Asked, verdict: Verdict, langs: Sequence[Lang]) -> None:
    """Repeat the option that was chosen, since a single key leaves no trace on the screen."""
    right = next(option for option in asked.options if option.right)
    chosen = verdict.picked or (right if verdict.right else None)
    if chosen is not None:
        place = asked.options.index(chosen) + 1
        page.text(cut(in_langs(chosen.text, langs)[0], 60), "dim", 4, ("dim", f"› {place}"))


def answer_of(asked: Asked, langs: Sequence[Lang]) -> str:
    """Return the right answer as one line."""
    for option in asked.options:
        if option.right:
            return " / ".join(in_langs(option.text, langs))
    if asked.kind in COMPUTED:
        as_printed = asked.kind == "print" and isinstance(asked.value, bool)
        return str(asked.value) if as_printed else said(asked.value, langs[0]) or "–"
    return "  ".join(in_langs(asked.term.name, ("zh", "en") if langs[0] == "zh" else ("en", "zh")))


def _why_wrong(page: Page, verdict: Verdict, langs: Sequence[Lang]) -> None:
    why = verdict.picked.why if verdict.picked else verdict.why
    if why:
        _texts(page.blank(), why, langs)


def _explain(page: Page, asked: Asked, langs: Sequence[Lang]) -> None:
    """Say the summary that was asked for, or the first paragraph about it, which adds to it."""
    for lang in langs:
        name, text = asked.term.name.in_(lang), asked.term.explanation.in_(lang).strip()
        summary = name + say(lang, "colon") + asked.term.summary.in_(lang)
        page.text(text.split("\n")[0] or summary)
