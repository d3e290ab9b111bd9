"""The page of a term, from its public form."""

from __future__ import annotations

from learn.views.messages import say, topic_name
from learn.views.page import Page, Span, width_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    Public = Mapping[str, Any]


def definition(
    term: Public, shown: str, width: int | None, word: str = "", more: Sequence[Public] = ()
) -> Page:
    """Return the page of a term in one language, or in both one after another.

    `more` is what the word that was looked up can mean besides.
    """
    page = Page(width)
    langs = ("en", "zh") if shown == "both" else (shown,)
    _head(page, term, langs[0])
    for lang in langs:
        page.blank().text(term["summary"][lang], "strong")
        for paragraph in filter(None, term["explanation"][lang].strip().split("\n")):
            page.blank().text(paragraph)
        if lang == langs[0]:
            _formula(page, term)
        _confusions(page, term["confused_with"], lang)
        _misconceptions(page, term["misconceptions"], lang)
    _sources(page, term, langs[0])
    if more:
        _meanings(page.blank(), say(langs[0], "also_means", word=word), more, langs[0])
    page.blank()
    commands = ["demo", "quiz"] if term["demo"] else ["quiz"]
    return page.flow([f"learn {command} {term['slug']}" for command in commands], "   ", "key")


def _head(page: Page, term: Public, lang: str) -> None:
    """Write the names on one line, the topic at its end, and the aliases below."""
    first, second = ("zh", "en") if lang == "zh" else ("en", "zh")
    names: list[Span] = [("title", term["name"][first])]
    if term["name"][second] != term["name"][first]:
        names += [("", "  "), ("", term["name"][second])]
    used = sum(width_of(text) for _, text in names)
    topic = topic_name(lang, term["topic"])
    gap = 2 if page.width is None else page.width - used - width_of(topic)
    if gap >= 2:
        page.add(*names, ("", " " * gap), ("dim", topic))
    else:
        page.row(*names).row(("dim", topic))
    if term["aliases"]:
        page.flow(term["aliases"], " · ", "dim")


def _formula(page: Page, term: Public) -> None:
    """Write the formula, and below it the names that the term has in PyTorch."""
    if term["formula"]:
        page.blank().text(term["formula"], "key", indent=4)
    if term["code"]:
        page.blank().flow(term["code"], " · ", "key", indent=4)


def _misconceptions(page: Page, misconceptions: Sequence[Public], lang: str) -> None:
    if not misconceptions:
        return
    page.blank().add(("strong", say(lang, "misconceptions")))
    for each in misconceptions:
        page.text(each["says"][lang], "dim", indent=2)
        page.text(each["but"][lang], indent=4)


def _confusions(page: Page, confusions: Sequence[Public], lang: str) -> None:
    if not confusions:
        return
    page.blank().add(("strong", say(lang, "not_the_same")))
    other = "en" if lang == "zh" else "zh"
    for each in confusions:
        name, twin = each["name"][lang], each["name"][other]
        title: list[Span] = [("key" if each["slug"] else "", name)]
        if twin != name:
            title.append(("dim", f"  {twin}"))
        page.row(*title, indent=2)
        page.text(each["difference"][lang], indent=4)


def _sources(page: Page, term: Public, lang: str) -> None:
    if term["needs"]:
        names = " · ".join(each["name"][lang] for each in term["needs"])
        page.blank().text(names, "key", 10, ("strong", say(lang, "needs")))
    if term["sources"]:
        page.blank()
        for number, source in enumerate(term["sources"]):
            label = ("strong", say(lang, "sources")) if number == 0 else ("", "")
            page.text(cite(source, lang), "dim", 10, label)


def cite(source: Public, lang: str) -> str:
    """Return a source on one line: authors, year, title, where to find it."""
    parts = [f"{source['authors']} {source['year']}", source["title"]]
    if where := source.get("where"):
        parts.append(where if isinstance(where, str) else where[lang])
    for key, form in (("arxiv", "arXiv:{}"), ("doi", "doi:{}"), ("url", "{}")):
        if source.get(key):
            parts.append(form.format(source[key]))
    return ". ".join(parts)


def answer(
    entries: Sequence[Public], more: Sequence[Public], word: str, shown: str, width: int | None
) -> Page:
    """Return the page of a look-up: the term, and what else the word can mean; or all meanings.

    `entries` are public forms; `more` are meanings with `name`, `summary` and maybe `term`.
    """
    lang = "zh" if shown == "zh" else "en"
    if len(entries) == 1:
        return definition(entries[0], shown, width, word, more)
    heading = say(lang, "several", word=word)
    return _meanings(Page(width), heading, [*entries, *more], lang)


def mixed_up(found: Sequence[Public], shown: str, width: int | None) -> Page:
    """Return the page of a word that has no entry: what it is mixed up with, and how they differ.

    `found` are public forms, each with the `confusion` that is meant.
    """
    lang = "zh" if shown == "zh" else "en"
    other = "en" if lang == "zh" else "zh"
    page = Page(width)
    name = found[0]["confusion"]["name"]
    second = "" if name[other] == name[lang] else f"  {name[other]}"
    page.row(("title", name[lang]), ("", second))
    page.text(say(lang, "only_mixed_up"), "dim")
    for each in found:
        page.blank().row(("key", each["name"][lang]), ("dim", f"  {each['name'][other]}"), indent=2)
        for spoken in ("en", "zh") if shown == "both" else (lang,):
            page.text(each["confusion"][spoken], indent=4)
        page.text(f"learn define {each['slug']}", "key", indent=4)
    return page


def missing(word: str, offers: Sequence[Public], near: Sequence[Public], shown: str) -> str:
    """Return what to say where a word is no term: where it is found, or the nearest terms."""
    lang = "zh" if shown == "zh" else "en"
    if not offers and not near:
        return "learn list"
    heading = say(lang, "offered" if offers else "nearest", word=word)
    lines = [f"  {e['name'][lang]}   learn define {e['slug']}" for e in offers or near]
    return "\n".join([heading + say(lang, "colon").rstrip(), *lines])


def _meanings(page: Page, heading: str, found: Sequence[Public], lang: str) -> Page:
    page.text(heading, "strong")
    other = "en" if lang == "zh" else "zh"
    for each in found:
        slug = each.get("term") or each.get("slug")
        title: list[Span] = [("key" if slug else "", each["name"][lang])]
        if each["name"][other] != each["name"][lang]:
            title.append(("dim", f"  {each['name'][other]}"))
        page.row(*title, indent=2)
        page.text(each["summary"][lang], indent=4)
        if slug:
            page.text(f"learn define {slug}", "key", indent=4)
    return page
