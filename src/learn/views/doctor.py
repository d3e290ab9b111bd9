"""What `learn doctor` says, as lines that can be pasted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from learn.glossary.term import Lang
from learn.text import in_line
from learn.views.messages import count_of, say
from learn.views.page import Page

_NAMED = 10  # cards that are told by name


def doctor(told: Mapping[str, Any], lang: Lang) -> Page:
    """Return versions, paths and checks, one a line, and what is wrong at the end."""
    page, versions = Page(None), told["versions"]

    def line(what: str, value: str, style: str = "") -> None:
        text = say(lang, "doctor_line", what=what, value=in_line(value))
        page.add((style, text))

    line("learn", versions["learn"])
    line("python", f"{versions['python']}, {versions['platform']}")
    line("sqlite", versions["sqlite"])
    line("torch", versions["torch"] or say(lang, "doctor_torch"))
    line("fsrs", versions["fsrs"] or say(lang, "doctor_torch"))
    line(say(lang, "doctor_config"), _config(told["config"], lang))
    for place in told["glossaries"]:
        line(say(lang, "doctor_glossary"), place)
    line(say(lang, "doctor_cache"), f"{told['cache']['path']} ({_size(told['cache']['bytes'])})")
    if told["shared"]:
        shared = say(lang, "doctor_not_asked", name=told["shared"]["name"])
        line(say(lang, "doctor_shared"), shared)
    line(say(lang, "doctor_progress"), _progress(told["progress"], lang))
    none = say(lang, "doctor_none")
    counted = told["progress"] is not None and told["progress"]["answers"] is not None
    if counted:
        line(say(lang, "doctor_answers"), _counts(told["progress"], lang))
        line(say(lang, "doctor_last"), _moment(told["progress"]["last"]) or none)
    if told["backups"]:
        line(say(lang, "doctor_backups"), _backups(told["backups"], lang))
    if counted:
        how = "doctor_full" if told["full"] else "doctor_checked"
        line(say(lang, "doctor_check"), say(lang, how))
        line(say(lang, "doctor_orphans"), _names(told["orphans"], lang) or none)
    if told["verified"] is not None:
        whole = sum(each["problem"] is None for each in told["verified"])
        text = say(lang, "doctor_verified", whole=whole, count=len(told["verified"]))
        line(say(lang, "doctor_restorable"), text)
    if told["repair"] is not None:
        _repaired(page, told["repair"], lang)
    if told["repaired"] is not None:
        cards = count_of(lang, "one_card", "cards", told["repaired"])
        page.add(("good", say(lang, "doctor_repaired", cards=cards)))
    for note in told["notes"]:
        page.add(("", in_line(note)))
    for problem in told["problems"]:
        page.add(("bad", in_line(f"! {problem}")))
    if not told["problems"]:
        page.add(("good", say(lang, "doctor_fine")))
    return page


def _repaired(page: Page, repair: Mapping[str, Any], lang: Lang) -> None:
    saved, lost = (count_of(lang, "one_row", "rows", repair[key]) for key in ("saved", "lost"))
    page.add(("good", say(lang, "doctor_mended", saved=saved, lost=lost, path=repair["kept"])))
    for day in repair["healed"]:
        page.add(("good", say(lang, "doctor_healed", **_rotten(day, lang))))
    for day in repair["unproven"]:
        page.add(("warn", say(lang, "doctor_unproven", **_rotten(day, lang))))


def _rotten(day: Mapping[str, Any], lang: Lang) -> dict[str, str]:
    """Return what is said of a day that rotted: which one, of which cards, and the good copy."""
    cards = _names(sorted({each["card"] for each in day["changed"]}), lang)
    rows = count_of(lang, "one_row", "rows", len(day["changed"]) or day["rows"])
    named = say(lang, "doctor_named", rows=rows, cards=cards) if cards else rows
    return {"day": day["day"], "rows": named, "source": day["source"] or ""}


def _config(config: Mapping[str, Any], lang: Lang) -> str:
    if config["found"] or not config["path"]:
        return config["path"] or say(lang, "doctor_none")
    return say(lang, "doctor_no_config", path=config["path"])


def _progress(progress: Mapping[str, Any] | None, lang: Lang) -> str:
    if progress is None:
        return say(lang, "doctor_no_file")
    size, version = _size(progress["bytes"]), progress["version"]
    return say(lang, "doctor_file", path=progress["path"], size=size, version=version)


def _counts(progress: Mapping[str, Any], lang: Lang) -> str:
    cards = count_of(lang, "one_card", "cards", progress["cards"])
    return say(
        lang, "doctor_counts", answers=progress["answers"], undone=progress["undone"], cards=cards
    )


def _backups(backups: Mapping[str, Any], lang: Lang) -> str:
    size = _size(backups["bytes"])
    text = say(lang, "doctor_folder", path=backups["path"], count=backups["count"], size=size)
    if backups["newest"]:
        text = say(lang, "doctor_newest", folder=text, name=backups["newest"])
    return text


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1_000_000 else f"{count / 1e3:.0f} kB"


def _moment(at: str | None) -> str:
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}" if at else ""
    except ValueError:
        return at or ""


def _names(cards: list[str], lang: Lang) -> str:
    more = f" … ({len(cards)})" if len(cards) > _NAMED else ""
    return say(lang, "comma").join(cards[:_NAMED]) + more


def problems(told: Mapping[str, Any], known: int, lang: Lang) -> list[str]:
    """Return what is wrong with the progress, in words, with what to do."""
    found = []
    if told["damage"]:
        found.append(say(lang, "doctor_damaged", what="; ".join(told["damage"][:3])))
        found.append(say(lang, "doctor_restore"))
    if told["oddities"]:
        found.append(say(lang, "doctor_oddities", what=told["oddities"][0]))
    for day in told["rotten"]:
        key = "doctor_rotten" if day["source"] else "doctor_rotten_alone"
        found.append(say(lang, key, **_rotten(day, lang)))
    if not told["damage"] and (version := told["progress"]["version"]) > known:
        found.append(say(lang, "doctor_version", version=version, known=known))
    if told["unsound"]:
        rows = count_of(lang, "one_row", "rows", told["unsound"])
        found.append(say(lang, "doctor_unsound", rows=rows))
    if told["future"] and not told["rotten"]:  # what rotted may be the time
        answers = count_of(lang, "one_answer", "many_answers", told["future"])
        found.append(say(lang, "doctor_future", answers=answers))
    if told["differing"]:
        cards = count_of(lang, "one_card", "cards", len(told["differing"]))
        names = _names(told["differing"], lang)
        found.append(say(lang, "doctor_differing", cards=cards, names=names))
    return found
