"""A card of the quiz on the screen: the question, the answer marked in it, what it was worth."""

from __future__ import annotations

from collections.abc import Sequence

from learn.glossary.term import Lang, Text
from learn.quiz.asked import Asked
from learn.quiz.cards import COMPUTED
from learn.quiz.hints import Hint
from learn.quiz.judging import Verdict, nearest_name
from learn.quiz.model import Answer
from learn.quiz.outlook import Remaining
from learn.views.demo import said
from learn.views.messages import count_of, say, topic_name
from learn.views.page import Page, Span, width_of
from learn.views.quiz_exhibit import add_code, add_picture


def in_langs(text: Text, langs: Sequence[Lang]) -> list[str]:
    """Return a text in each language shown, once where both say the same."""
    return list(dict.fromkeys(text.in_(lang) for lang in langs))


def header(
    remaining: Remaining, asked: Asked, lang: Lang, width: int | None, *, marked: bool = False
) -> Page:
    """Return the line above a card: what is still to come, and the topic; ★ for a bookmark."""
    counts = {"new": remaining.new, "again": remaining.again, "due": remaining.due}
    parts = [say(lang, f"count_{key}", count=count) for key, count in counts.items() if count]
    left = say(lang, "minutes_left", count=max(1, round(remaining.minutes)))
    parts.append(left if remaining else say(lang, "last_card"))
    where = f"{' · '.join(parts)}   {topic_name(lang, asked.term.topic)}{' ★' if marked else ''}"
    if width is not None and width_of(where) + 6 <= width:
        where = f"── {where} " + "─" * (width - width_of(where) - 4)
    return Page(width).text(where, "dim").blank()


def question(
    asked: Asked,
    langs: Sequence[Lang],
    width: int | None,
    *,
    answer: Answer | None = None,
    plain: bool = False,
) -> Page:
    """Return a question with its options; an `answer` is marked in them."""
    page = prompt(asked, langs, width, plain=plain)
    for place, option in enumerate(asked.options, 1):
        texts = in_langs(option.text, langs)
        joint = "  " if asked.kind in ("name", "contrast") else " / "
        style, sign = _mark(asked, place, answer)
        page.text(joint.join(texts), style, indent=4, first=(style or "key", f" {sign}"))
    if answer is not None and asked.kind == "aloud":
        return _points(page, asked, [*map(int, answer.review.detail["reply"].split())], langs)
    if answer is not None and not asked.options and answer.review.detail["reply"].strip():
        sign = "✓" if answer.verdict.right else "✗"
        style = "good" if answer.verdict.right else "bad"
        page.text(answer.review.detail["reply"].strip(), style, 4, (style, f" {sign}"))
    return page


def prompt(asked: Asked, langs: Sequence[Lang], width: int | None, *, plain: bool = False) -> Page:
    """Return a question without its options, to be answered in one's head first.

    A picture in it is said in words where it is `plain` or there is no width.
    """
    page, lang, kind = Page(width), langs[0], asked.kind
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
    return page.blank()


def _mark(asked: Asked, place: int, answer: Answer | None) -> tuple[str, str]:
    """Return an option's style and sign: its number, once answered ✓ if right, ✗ if chosen."""
    option = asked.options[place - 1]
    if answer is not None and option.right:
        return "good", "✓"
    if answer is not None and answer.verdict.picked == option:
        return "bad", "✗"
    return ("dim" if answer is not None else ""), str(place)


def _texts(page: Page, text: Text, langs: Sequence[Lang], style: str = "") -> None:
    for line in in_langs(text, langs):
        page.text(line, style)


def feedback(
    answer: Answer, langs: Sequence[Lang], width: int | None, *, brief: bool = False
) -> Page:
    """Return what an answer was worth, what is right, why, and when the card comes again.

    It is `brief` beside a question that shows the answer: then a right one takes one line.
    """
    page, lang = Page(width), langs[0]
    asked, verdict = answer.asked, answer.verdict
    if verdict.near:
        name = nearest_name(asked.term, answer.review.detail["reply"])
        page.text("✓ " + say(lang, "near", name=name), "good")
    elif verdict.right:
        page.text("✓ " + say(lang, "right"), "good")
    else:
        if verdict.picked if asked.options else answer.review.detail["reply"].strip():
            page.text("✗ " + say(lang, "wrong"), "bad")
        if not (brief and asked.options):
            page.text(say(lang, "answer_is", answer=answer_of(asked, langs)), "strong")
    if verdict.right and asked.kind == "predict" and asked.within:
        page.text(say(lang, "exactly", value=answer_of(asked, langs)))
    if brief and verdict.right:
        page.lines[-1] += [("dim", "   "), *_when(answer, lang)]
        return page
    _why_wrong(page, verdict, langs)
    if not verdict.right and asked.worked:
        _texts(page.blank(), asked.worked, langs)
    if not brief or is_explained(answer):
        page.blank().lines += explanation(answer, langs, width).lines
    page.blank().row(*_when(answer, lang))
    return page


def is_explained(answer: Answer) -> bool:
    """Whether brief feedback explains the right answer: not where why a wrong one is was enough."""
    verdict = answer.verdict
    why = verdict.picked.why if verdict.picked else verdict.why
    return not verdict.right and (answer.asked.why is not None or why is None)


def explanation(answer: Answer, langs: Sequence[Lang], width: int | None) -> Page:
    """Return why the right answer is right: the solution of a computed one too."""
    page, asked = Page(width), answer.asked
    if asked.worked and answer.verdict.right:
        _texts(page.blank(), asked.worked, langs)
    if asked.why:
        _texts(page.blank(), asked.why, langs)
    elif asked.kind not in (*COMPUTED, "aloud"):
        _explain(page.blank(), asked, langs)
    return page


def compare(
    asked: Asked, ticked: Sequence[int] | None, langs: Sequence[Lang], width: int | None
) -> Page:
    """Return what there was to say about a term: its points, those said ticked.

    Without any to tick (None) all that is said of it, to be compared as a whole.
    """
    page = Page(width)
    for lang in langs:
        page.text(asked.term.summary.in_(lang), "strong").blank()
    if ticked is None:
        for lang in langs:
            for paragraph in filter(None, asked.term.explanation.in_(lang).split("\n")):
                page.text(paragraph).blank()
        return page.text(say(langs[0], "how_well"), "strong")
    return _points(page, asked, ticked, langs).blank().text(say(langs[0], "which_said"), "strong")


def _points(page: Page, asked: Asked, ticked: Sequence[int], langs: Sequence[Lang]) -> Page:
    points = [asked.term.points.get(lang, ()) for lang in langs]
    for place, texts in enumerate(zip(*points, strict=False), 1):
        style, sign = ("good", "✓") if place in ticked else ("", str(place))
        page.text(" / ".join(dict.fromkeys(texts)), style, 4, (style or "key", f" {sign}"))
    return page


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


def typing(actions: Sequence[tuple[str, str]], lang: Lang, width: int | None) -> Page:
    """Return how to answer with a line, and what else a line may say."""
    keys = say(lang, "comma").join(f"{key} {say(lang, word)}" for key, word in actions)
    return Page(width).text(say(lang, "then_enter", keys=keys), "dim")


def hinted(hint: Hint, lang: Lang, width: int | None) -> Page:
    """Return a hint."""
    return Page(width).text(say(lang, f"hint_{hint.what}", text=hint.text), "warn")


def regraded(answer: Answer, lang: Lang, width: int | None) -> Page:
    """Return the grade of an answer that the learner has given, and what it means."""
    page = Page(width)
    page.text(say(lang, f"grade_{answer.review.rating}"), "strong")
    return page.row(*_when(answer, lang)).blank()


def _when(answer: Answer, lang: Lang) -> list[Span]:
    """Say when a card comes again; one that was missed too often rests first."""
    card = answer.card
    if not answer.key:
        return [("dim", say(lang, "cram"))]
    if answer.rested:
        return [("warn", say(lang, "leech", count=card.lapses))]
    if card.learning:
        return [("dim", say(lang, "again_soon"))]
    days = count_of(lang, "one_day", "days", card.due - card.day)
    return [("dim", say(lang, "again_in", days=days))]


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
