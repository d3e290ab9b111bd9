"""One sitting of the quiz: cards out, keys or lines in, what came of it at the end."""

from __future__ import annotations

import contextlib
import sys
import time
from dataclasses import dataclass

from learn.cli import keyboard
from learn.cli.quiz_keys import Keys
from learn.cli.quiz_lines import Lines
from learn.cli.screen import Screen
from learn.cli.time_limit import end_on_signals
from learn.demos.worker import Worker
from learn.errors import StoreError
from learn.quiz.session import Session
from learn.views.page import Page
from learn.views.summary import summary


@dataclass
class Sitting:
    """A learner and a session, at a terminal with single keys or at a pipe with lines."""

    screen: Screen
    session: Session
    worker: Worker
    minutes: float | None = None

    def run(self) -> int:
        """Ask until there is nothing more or the learner has enough; return the exit code."""
        code, fault = 0, list[StoreError]()
        face = (Keys if self.screen.interactive else Lines)(self.screen, self.session, self.worker)
        end_on_signals()
        until = time.monotonic() + self.minutes * 60 if self.minutes else None
        try:
            with keyboard.held() if self.screen.interactive else contextlib.nullcontext():
                asked = face.next()
                while asked is not None and (until is None or time.monotonic() < until):
                    self.worker.start()
                    asked = face.ask(asked)
        except KeyboardInterrupt:
            sys.stdout.write("\n")
            code = 130
        except StoreError as error:
            fault.append(error)  # what was saved before is told first
        page = Page(self.screen.width).blank()
        result = self.session.summary(alone=bool(fault))
        page.lines += summary(result, self.session, self.screen.langs, self.screen.width).lines
        face.end()
        self.screen.print(page.blank())
        self.screen.note()
        if fault:
            raise fault[0]
        return code
