"""A fault of a glossary, where it stands, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from learn.text import in_line

Place: TypeAlias = tuple[int, int]  # line and column, from 1
Path_: TypeAlias = tuple[str | int, ...]  # the keys and positions that lead to a value

_WARNING = "warning: "


@dataclass(frozen=True, order=True)
class Problem:
    """A fault of a glossary, where it stands (lines and columns from 1), and what to do.

    A warning is a problem that says so; it makes nothing fail.
    """

    file: str
    line: int
    column: int
    message: str

    @classmethod
    def warning(cls, file: str, line: int, column: int, message: str) -> Problem:
        """Return what may be meant, and may be a slip."""
        return cls(file, line, column, _WARNING + message)

    @property
    def is_warning(self) -> bool:
        """Whether nothing fails for it."""
        return self.message.startswith(_WARNING)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {in_line(self.message)}"

    def to_json(self) -> dict[str, Any]:
        """Return it with the field names of `learn check --json`."""
        return dict(self.__dict__)


class Fault(Exception):
    """A fault found while reading, at a line and a column from 1."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message = line, column, message
