"""The help of commands and their usage errors in Chinese, put over what Typer says in English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from learn.environment.terminal import prose_width
from learn.views.messages import help_zh, help_zh_care, help_zh_upkeep
from learn.views.messages.sentences import Sentences
from learn.views.messages.usage_zh import USAGE
from learn.views.page import pad, width_of, wrap

HELP = {**help_zh.HELP, **help_zh_upkeep.HELP, **help_zh_care.HELP}
_HEADINGS = {"Arguments": "参数", "Options": "选项", "Commands": "命令"}
_METAVAR = re.compile(r"\b(" + "|".join(help_zh.METAVARS) + r")\b")
_EXTRA = re.compile(r"(?:^|  )\[([^][]*)\]$")  # what Typer adds: the default, the range, required
_WIDEST_NAME, _LEAST_TEXT = 30, 20  # columns
usage = Sentences(USAGE)


def translated(app: typer.Typer, environ: Mapping[str, str]) -> Any:
    """Return the program that is made of an app, with its help in Chinese."""
    program = get_command(app)
    width = max(30, min(80, prose_width(environ) or 80) - 2)
    program.context_settings["terminal_width"] = width
    _translate(program)
    return program


def usage_error(error: Any) -> str:
    """Say in Chinese what is wrong with a command line; in English where that is not known."""
    message: str = error.format_message()
    if parameter := getattr(error, "param", None):
        hint: str = parameter.get_error_hint(error.ctx)
        message = message.replace(hint, _metavars(hint), 1)
    return usage.say(message)


def help_of(text: str) -> str:
    """Return a help text in Chinese, paragraph by paragraph."""
    return "\n\n".join(HELP.get(key_of(each), each) for each in text.split("\n\n"))


def key_of(paragraph: str) -> str:
    """Return what a paragraph is looked up by: its words, on one line."""
    return " ".join(paragraph.replace("\b", "").split())


def _translate(command: Any) -> None:
    command.context_class = _Context
    command.help = help_of(command.help or "")
    command.short_help = help_of(command.short_help or "")
    for parameter in command.params:
        parameter.help = help_of(parameter.help or "")
    for each in getattr(command, "commands", {}).values():
        _translate(each)


def _metavars(text: str) -> str:
    return _METAVAR.sub(lambda found: help_zh.METAVARS[found.group()], text)


class Formatter(typer.Context.formatter_class):  # type: ignore[misc, valid-type]
    """Writes help with Chinese headings, and lines as long as they are seen."""

    width: int
    current_indent: int

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is used, its later lines indented."""
        self._lines(f"用法：{prog} {_metavars(args)}", self.current_indent, hang=4)

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, wrapped; in one that begins with `\\b` each line by itself."""
        for number, paragraph in enumerate(text.split("\n\n")):
            if number:
                self.write("\n")
            if not paragraph.startswith("\b"):
                self._lines(paragraph, self.current_indent)
                continue
            for line in paragraph.split("\n")[1:]:
                margin = len(line) - len(line.lstrip())
                self._lines(line.lstrip(), self.current_indent + margin, hang=2)

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int = _WIDEST_NAME, col_spacing: int = 2
    ) -> None:
        """Write options or commands, what each is beside its name, or below where it is narrow."""
        pairs = [(_metavars(name), _with_extra(said)) for name, said in rows]
        column = min(max(width_of(name) for name, _ in pairs), col_max) + col_spacing
        indent = self.current_indent
        beside = self.width - indent - column >= _LEAST_TEXT
        margin = indent + (column if beside else 4)
        for name, said in pairs:
            lines = wrap(said, self.width - margin) if said else []
            if beside and width_of(name) <= column - col_spacing:
                first = lines.pop(0) if lines else ""
                self.write(f"{'':>{indent}}{pad(name, column)}{first}".rstrip() + "\n")
            else:
                self._lines(name, indent, hang=2)
            for line in lines:
                self.write(f"{'':>{margin}}{line}\n")

    def _lines(self, text: str, indent: int, hang: int = 0) -> None:
        """Write a paragraph; its later lines are indented by `hang` more."""
        first, *more = wrap(text, self.width - indent)
        self.write(f"{'':>{indent}}{first}\n")
        rest = text[len(first) :].lstrip() if more else ""
        for line in wrap(rest, self.width - indent - hang) if rest else []:
            self.write(f"{'':>{indent + hang}}{line}\n")


class _Context(TyperGroup.context_class):  # type: ignore[misc, valid-type]
    formatter_class = Formatter


def _with_extra(said: str) -> str:
    """Return an option's help with what Typer adds in Chinese, `[default: 10; required]`."""
    found = _EXTRA.search(said)
    if not found:
        return help_of(said)
    words = {"required": "必填"}
    extra = [words.get(each, re.sub("^default: ", "默认 ", each)) for each in found[1].split("; ")]
    return f"{help_of(said[: found.start()])}  [{'；'.join(extra)}]".strip()
