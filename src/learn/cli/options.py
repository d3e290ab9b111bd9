"""The options that several commands share, each said once."""

from __future__ import annotations

import math
from typing import Annotated, Optional

import typer


def a_number(value: float | None) -> float | None:
    """Refuse `nan`, which is within any bounds."""
    if value is not None and math.isnan(value):
        raise typer.BadParameter("nan is no number.")
    return value


Lang = Annotated[
    Optional[str],  # noqa: UP045 - typer reads this at run time
    typer.Option("--lang", metavar="en|zh|both", help="Language; else LEARN_LANG or the locale."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Plain = Annotated[bool, typer.Option("--plain", help="Words and numbers only; also LEARN_PLAIN=1.")]
Color = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--color",
        metavar="auto|always|never",
        help="Colour; else LEARN_COLOR. NO_COLOR is respected.",
    ),
]
Glossary = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(
        "--glossary", metavar="PATH", help="Add a glossary of your own; also LEARN_GLOSSARY."
    ),
]
