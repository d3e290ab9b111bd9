"""The playground of a demo: turn a knob and the picture follows."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import signal
import threading
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.syntax import Syntax
from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from learn.demos import Demo, Run
from learn.demos.code import code
from learn.demos.result import Values
from learn.errors import LearnError
from learn.glossary.term import Lang, Term
from learn.tui.knobs import Knob, knobs_of
from learn.views.demo import command, filled_look, labeller
from learn.views.figures import draw
from learn.views.messages import say
from learn.views.page import wrap


class Slider(Static):
    """One knob as a line: its name, where it stands, its value."""

    def __init__(self, knob: Knob, number: int, width: int) -> None:
        super().__init__()
        self.knob, self.number, self.label_width = knob, number, width

    def show(self, values: Values, chosen: bool) -> None:
        """Draw it for these values."""
        track = self.track
        at = round(self.knob.place(values) * (track - 1))
        line = Text("▸ " if chosen else "  ", style="bold" if chosen else "")
        line.append(self.knob.label.ljust(self.label_width))
        line.append("─" * at + ("●" if chosen else "○") + "─" * (track - 1 - at), style="cyan")
        line.append(f" {self.knob.written(values)}")
        line.no_wrap = True
        self.update(line)

    @property
    def track(self) -> int:
        """The columns of the line that the knob moves on."""
        return max(8, min(40, self.app.size.width - self.label_width - 12))

    def on_click(self, event: events.Click) -> None:
        """Choose it, and move it to where the mouse is."""
        app = self.app
        if isinstance(app, Playground):
            place = (event.x - 2 - self.label_width) / max(1, self.track - 1)
            app.choose(self.number, place if place >= -0.05 else None)


class Playground(App[None]):
    """Knobs above, the picture below; a demo runs off the event loop, the newest values win."""

    CSS = """
    Slider { height: 1; padding: 0 1; }
    #title { height: 1; padding: 0 1; }
    #knobs { height: auto; max-height: 9; }
    #picture { padding: 0 1; }
    #scroll { height: 1fr; border-top: solid $surface-lighten-2; }
    #keys { height: 1; dock: bottom; padding: 0 1; }
    """
    BINDINGS: ClassVar = [
        ("up", "choose(-1)", ""),
        ("down", "choose(1)", ""),
        ("left", "turn(-1)", ""),
        ("right", "turn(1)", ""),
        ("shift+left", "turn(-8)", ""),
        ("shift+right", "turn(8)", ""),
        ("r", "reset", ""),
        ("c", "code", ""),
        ("q", "quit", ""),
        ("escape", "quit", ""),
        ("ctrl+d", "quit", ""),
        Binding("ctrl+c", "interrupt", "", priority=True),
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, term: Term, demo: Demo, values: Values, lang: Lang) -> None:
        super().__init__(ansi_color=True)
        self.term, self.demo, self.lang = term, demo, lang
        self.first, self.values = dict(values), dict(values)
        self.knobs = knobs_of(demo.parameters, values)
        self.chosen, self.code = 0, False
        self.shown: Run | None = None
        self.failed = ""
        self._wanted: queue.Queue[Values] = queue.Queue()

    def compose(self) -> ComposeResult:
        """Lay out the title, the knobs, the picture and the keys."""
        width = max(len(knob.label) for knob in self.knobs) + 2
        yield Static(id="title")
        with VerticalScroll(id="knobs", can_focus=False):
            for number, knob in enumerate(self.knobs):
                yield Slider(knob, number, width)
        with VerticalScroll(id="scroll", can_focus=False):
            yield Static(id="picture")
        yield Static(id="keys")

    def on_load(self) -> None:
        """Let a signal that would kill the program end it in order: the terminal is put back."""
        for name in ("SIGTERM", "SIGQUIT", "SIGHUP"):
            with contextlib.suppress(NotImplementedError, AttributeError):  # on Windows
                number = getattr(signal, name)
                asyncio.get_running_loop().add_signal_handler(number, self._leave, number)

    def on_mount(self) -> None:
        """Start the thread that computes, and ask for the first picture."""
        threading.Thread(target=self._compute, daemon=True).start()
        self._turned(self.values)

    def on_resize(self) -> None:
        """Draw everything for the new size, as soon as the app knows it itself."""
        self.call_after_refresh(self._draw)

    def action_choose(self, step: int) -> None:
        """Choose the knob above or below."""
        self.choose((self.chosen + step) % len(self.knobs))

    def action_turn(self, steps: int) -> None:
        """Turn the chosen knob."""
        self._turned(self.knobs[self.chosen].turned(self.values, steps))

    def action_reset(self) -> None:
        """Put every knob back to where it began."""
        self._turned(dict(self.first))

    def action_code(self) -> None:
        """Show the source instead of the picture, or the picture again."""
        self.code = not self.code
        self._draw()

    def action_interrupt(self) -> None:
        """Leave as Ctrl-C leaves every command."""
        self.exit(return_code=130)

    def _leave(self, number: int) -> None:
        self.exit(return_code=128 + number)

    def choose(self, number: int, place: float | None = None) -> None:
        """Choose a knob, and move it if a place is given."""
        self.chosen = number
        if place is None:
            self._draw()
        else:
            self._turned(self.knobs[number].at(self.values, place))

    def _turned(self, values: Values) -> None:
        self.values = values
        self._wanted.put(values)
        self._draw()

    def _compute(self) -> None:
        """Compute for the newest values, over and over; older ones that waited are left out."""
        while True:
            values = self._wanted.get()
            while not self._wanted.empty():
                values = self._wanted.get_nowait()
            try:
                self.shown, self.failed = self.demo.run(**values), ""
            except LearnError as error:
                self.failed = f"{error.message} {error.hint}"
            if not self.call_later(self._draw):
                return  # the app has ended

    def _draw(self) -> None:
        self.query_one("#title", Static).update(self._title())
        for slider in self.query(Slider):
            slider.show(self.values, slider.number == self.chosen)
        self.query_one("#picture", Static).update(self._picture())
        self.query_one("#keys", Static).update(self._keys())

    def _title(self) -> Text:
        names = (self.term.name.in_(self.lang), self.term.name.in_("en"), self.term.name.zh)
        title = Text("  ".join(dict.fromkeys(names)), style="bold")
        if self.shown is None:
            title.append(f"   {say(self.lang, 'loading')}", style="dim")
        elif self.shown.parameters != self.values:
            title.append(f"   {say(self.lang, 'stale')}", style="dim")
        return title

    def _picture(self) -> RenderableType:
        if self.code:
            source = code(self.demo.functions["demo"])
            return Syntax(source, "python", theme="ansi_dark", word_wrap=True)
        if self.failed:
            return Text(self.failed, style="red")
        if self.shown is None:
            return Text("")
        label = labeller(self.term, self.lang)
        width = max(20, self.size.width - 4)
        parts: list[RenderableType] = []
        for figure in self.shown.figures:
            parts += [draw(figure, width, label), Text("")]
        for sentence in self._look(self.shown).split("\n"):
            for number, line in enumerate(wrap(sentence, width - 2)):
                parts.append(Text(("  " if number else "› ") + line))
        again = command(self.term.slug, self.shown.written(), width)
        return Group(*parts, Text(""), Text(again.render(color=False).rstrip("\n"), style="cyan"))

    def _look(self, run: Run) -> str:
        try:
            return filled_look(self.term, run, self.lang)
        except LearnError as error:
            return error.message

    def _keys(self) -> Text:
        line = Text()
        for key, word in (("↑↓", "choose"), ("←→", "turn"), ("r", "reset"), ("c", "code")):
            line.append(key, style="cyan").append(f" {say(self.lang, word)}  ", style="dim")
        return line.append("q", style="cyan").append(f" {say(self.lang, 'quit')}", style="dim")
