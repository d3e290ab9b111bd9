"""A validated entry, as it lies in the index, becomes a Term. No YAML and no schema here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from learn.glossary.term import (
    Confusion,
    DemoText,
    Distractor,
    Look,
    Misconception,
    Picture,
    Prediction,
    Question,
    Source,
    Term,
    Text,
)

Entry = Mapping[str, Any]


def term(entry: Entry, entry_of: Callable[[str], Entry | None] = lambda _: None) -> Term:
    """Return the term of an entry; one that runs another's demo borrows that one's words."""
    demo = _demo(entry["demo"], entry["slug"]) if entry.get("demo") else None
    if demo and demo.run != entry["slug"] and (owner := entry_of(demo.run)) and owner.get("demo"):
        demo = demo.borrowing(_demo(owner["demo"], demo.run))
    aliases = entry.get("aliases", ())
    return Term(
        slug=entry["slug"],
        topic=entry["topic"],
        name=_text(entry["name"]),
        aliases=tuple(alias for alias in aliases if not alias.startswith("~")),
        search_keys=tuple(alias[1:].strip() for alias in aliases if alias.startswith("~")),
        needs=tuple(entry.get("needs", ())),
        summary=_text(entry["summary"]),
        restated=_maybe_text(entry.get("restated")),
        points=entry.get("points", {}),
        explanation=_text(entry.get("explanation") or {"en": "", "zh": ""}),
        formula=entry.get("formula"),
        code=tuple(entry.get("code", ())),
        misconceptions=tuple(
            Misconception(_text(each["says"]), _text(each["but"]))
            for each in entry.get("misconceptions", ())
        ),
        confused_with=tuple(_confusion(each) for each in entry.get("confused_with", ())),
        sources=tuple(_source(each) for each in entry.get("sources", ())),
        demo=demo,
        questions=tuple(_question(each) for each in entry.get("questions", ())),
        formerly=tuple(entry.get("formerly", ())),
    )


def _text(entry: Entry) -> Text:
    return Text(entry["en"], entry["zh"])


def _maybe_text(entry: Entry | None) -> Text | None:
    return _text(entry) if entry else None


def _texts(entry: Entry) -> dict[str, Text]:
    return {key: _text(text) for key, text in entry.items()}


def _confusion(entry: Entry) -> Confusion:
    return Confusion(
        difference=_text(entry),
        slug=entry.get("term"),
        name=_maybe_text(entry.get("name")),
        relation=entry.get("relation", "contrast"),
    )


def _source(entry: Entry) -> Source:
    where = entry.get("where")
    said = Text(where, where) if isinstance(where, str) else _maybe_text(where)
    return Source(**{**entry, "where": said})


def _demo(entry: Entry, slug: str) -> DemoText:
    predict, picture = entry.get("predict"), entry.get("picture")
    return DemoText(
        run=entry.get("run") or slug,
        look=tuple(Look(_text(each), each.get("when")) for each in entry.get("look", ())),
        parameters=_texts(entry.get("parameters", {})),
        labels=_texts(entry.get("labels", {})),
        defaults=entry.get("with", {}),
        predict=predict
        and Prediction(
            _text(predict["ask"]),
            predict["value"],
            predict.get("within", 0.0),
            _maybe_text(predict.get("why")),
            predict.get("draw", {}),
        ),
        picture=picture
        and Picture(picture["parameter"], tuple(picture["values"]), _text(picture["why"])),
    )


def _question(entry: Entry) -> Question:
    answer = entry["answer"]
    return Question(
        id=entry["id"],
        ask=_text(entry["ask"]),
        why=_maybe_text(entry.get("why")),
        worked=_maybe_text(entry.get("worked")),
        answer=None if "value" in answer else _text(answer),
        distractors=tuple(
            Distractor(_text(each), _text(each["why"])) for each in entry.get("lures", ())
        ),
        value=answer.get("value"),
        within=answer.get("within", 0.0),
        compute=entry.get("compute", "demo"),
        draw=entry.get("draw", {}),
        prints=entry.get("print", False),
    )
