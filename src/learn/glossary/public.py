"""An entry's public form: the fields of `--json`, and what the page of a definition is made of."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any


def public(
    entry: Mapping[str, Any], name_of: Callable[[str], Mapping[str, str] | None]
) -> dict[str, Any]:
    """Return the public form; `name_of` gives the names of the terms that the entry points at."""
    explanation = entry.get("explanation") or {"en": "", "zh": ""}
    return {
        "slug": entry["slug"],
        "topic": entry["topic"],
        "name": entry["name"],
        "aliases": [alias for alias in entry.get("aliases", ()) if not alias.startswith("~")],
        "needs": [
            {"slug": slug, "name": name_of(slug) or _bare(slug)} for slug in entry.get("needs", ())
        ],
        "summary": entry["summary"],
        "explanation": explanation,
        "formula": entry.get("formula"),
        "code": list(entry.get("code", ())),
        "misconceptions": list(entry.get("misconceptions", ())),
        "confused_with": [
            {
                "slug": each.get("term"),
                "name": each.get("name") or name_of(each["term"]) or _bare(each["term"]),
                "relation": each.get("relation", "contrast"),
                "difference": {"en": each["en"], "zh": each["zh"]},
            }
            for each in entry.get("confused_with", ())
        ],
        "sources": list(entry.get("sources", ())),
        "demo": bool(entry.get("demo")),
    }


def _bare(slug: str) -> dict[str, str]:
    return {"en": slug.replace("-", " "), "zh": slug.replace("-", " ")}
