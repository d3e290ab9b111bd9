"""Styled lines of text, wrapped for any width with Chinese in them.

A look-up must answer in a blink, so that its page is written here, without rich.
"""

from __future__ import annotations

import unicodedata

from learn.text import clean, is_mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Span = tuple[str, str]  # (style, text)
_NONE: Span = ("", "")
_NARROW, _SHALLOW = 14, 4  # columns of text beside an indent, and an indent for narrow pages

STYLES = {
    "": "",
    "title": "1",
    "strong": "1",
    "dim": "2",
    "key": "36",
    "good": "32",
    "bad": "31",
    "warn": "33",
}

# What must not begin a line, and what must not end one (JIS X 4051, GB/T 15834).
_NO_START = frozenset("，。、；：？！）》」』】”’…—·％%,.;:?!)]}")
_OPENERS = frozenset("（《「『【“‘")
_CLOSERS = frozenset("”’")


def _tokens(text: str) -> Iterator[str]:
    """Yield white space, Chinese characters and runs of others, each with the marks it keeps.

    A line may break between two tokens; a closing mark stays with what it closes, an opening one
    with what it opens.
    """
    token = ""
    for character in text:
        chinese, space = _is_chinese(character), character.isspace()
        if token and character not in _NO_START and token[-1] not in _OPENERS:
            last = token[-1]
            apart = chinese or space or character in _OPENERS
            closed = last in _CLOSERS and (_is_chinese(token[0]) or token[0] in _OPENERS)
            if apart or last.isspace() or _is_chinese(last) or closed:
                yield token
                token = ""
        elif token and space != token[-1].isspace() and token[-1] not in _OPENERS:
            yield token
            token = ""
        token += character
    if token:
        yield token


def _is_chinese(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uac00" <= character <= "\uffef"


def width_of(text: str) -> int:
    """Return how many columns a terminal gives the text."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if is_mark(character) or character in "\u200b\u200c\u200d\u2060\ufeff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int | None) -> list[str]:
    """Break a paragraph into lines of at most `width` columns; None breaks nothing.

    Lines break at spaces and between Chinese characters, never before a closing mark or after an
    opening one; a word longer than the line is cut.
    """
    if width is None or width_of(text) <= width:
        return [text]
    lines, line, used = [], "", 0
    for token in _tokens(text):
        size = width_of(token)
        if used + size > width and line:
            lines.append(line.rstrip())
            line, used = "", 0
        if token.isspace() and not line:
            continue
        while size > width:
            piece = _head(token, width)
            lines.append(piece)
            token = token[len(piece) :]
            size = width_of(token)
        line += token
        used += size
    return [*lines, line.rstrip()] if line.strip() else lines


def _head(text: str, width: int) -> str:
    used = 0
    for index, character in enumerate(text):
        used += _columns(character)
        if used > width:
            return text[: max(index, 1)]
    return text


def pad(text: str, width: int) -> str:
    """Fill the text with spaces up to a width in columns."""
    return text + " " * max(0, width - width_of(text))


def cut(text: str, width: int) -> str:
    """Shorten the text to a width in columns, with … where something is left out."""
    return text if width_of(text) <= width else _head(text, max(1, width - 1)) + "…"


class Page:
    """Lines of spans that a view writes one after another."""

    def __init__(self, width: int | None) -> None:
        self.width = width
        self.lines: list[list[Span]] = []

    def add(self, *spans: Span) -> Page:
        """Add one line as it is."""
        self.lines.append(list(spans))
        return self

    def row(self, *spans: Span, indent: int = 0) -> Page:
        """Add one line, or a paragraph for each span where they don't fit on one."""
        full = sum(width_of(text) for _, text in spans) + indent
        if self.width is None or full <= self.width:
            return self.add(("", " " * indent), *spans)
        for style, text in spans:
            if text.strip():
                self.text(text.strip(), style, indent)
        return self

    def blank(self) -> Page:
        """Add an empty line, unless the page is empty or ends with one."""
        if self.lines and self.lines[-1]:
            self.lines.append([])
        return self

    def text(self, text: str, style: str = "", indent: int = 0, first: Span = _NONE) -> Page:
        """Add a paragraph, wrapped; `first` stands before it, in the indent of its first line.

        Where the page is too narrow for that, `first` has a line of its own.
        """
        if self.width is not None and indent > _SHALLOW and self.width - indent < _NARROW:
            if first[1]:
                self.text(first[1].strip(), first[0])
            indent, first = _SHALLOW, _NONE
        room = None if self.width is None else max(self.width - indent, 8)
        for number, line in enumerate(wrap(text, room)):
            lead = first if number == 0 else _NONE
            margin = (lead[0], pad(lead[1], indent))
            self.lines.append([margin, (style, line)] if indent else [(style, line)])
        return self

    def flow(
        self, items: Sequence[str], gap: str, style: str = "", indent: int = 0, first: Span = _NONE
    ) -> Page:
        """Add items in a row, none of them broken unless it is longer than a line."""
        rows: list[str] = []
        for item in items:
            room = None if self.width is None else self.width - indent
            joined = f"{rows[-1]}{gap}{item}" if rows else item
            if rows and (room is None or width_of(joined) <= room):
                rows[-1] = joined
            else:
                rows.append(item)
        for number, row in enumerate(rows):
            self.text(row, style, indent, first if number == 0 else _NONE)
        return self

    def render(self, *, color: bool) -> str:
        """Return the page as text, with ANSI styles if `color`; whatever else could act is not."""
        lines = ([(style, clean(text)) for style, text in line] for line in self.lines)
        return "".join(
            "".join(_paint(style, text) if color else text for style, text in line).rstrip() + "\n"
            for line in lines
        )


def _paint(style: str, text: str) -> str:
    code = STYLES[style]
    return f"\x1b[{code}m{text}\x1b[0m" if code and text.strip() else text
