"""Runs of demos that are remembered by content: only what changed is computed again."""

from __future__ import annotations

import contextlib
import hashlib
import inspect
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from learn import demos
from learn.demos.result import Values
from learn.demos.runner import Runner


class Remembered:
    """A runner that keeps the values of every run in a folder, one file a demo.

    A file holds as long as the demo's module, the modules that all demos share, and torch are the
    same; a newer one takes its place. Where the folder can't be written, nothing is remembered.
    """

    def __init__(self, runner: Runner, folder: Path) -> None:
        self._runner, self._folder = runner, folder
        self._kept: dict[str, dict[str, Values]] = {}
        self._changed: set[str] = set()

    def compute(self, demo: str, function: str, parameters: Mapping[str, Any]) -> Values:
        """Return the values of a run, from memory where it was run before."""
        kept = self._of(demo)
        key = json.dumps([function, dict(parameters)])
        if key not in kept:
            kept[key] = self._runner.compute(demo, function, parameters)
            self._changed.add(demo)
        return kept[key]

    def ready(self) -> bool:
        """Whether `compute` answers without being waited for."""
        return self._runner.ready()

    def save(self) -> None:
        """Write what is new since the last time."""
        for demo in self._changed:
            path = self._folder / f"{demo}.json"
            aside = path.with_suffix(f".{os.getpid()}")
            with contextlib.suppress(OSError, ValueError):
                self._folder.mkdir(parents=True, exist_ok=True)
                aside.write_text(json.dumps([fingerprint(demo), self._kept[demo]]), "utf-8")
                aside.replace(path)
        self._changed.clear()

    def _of(self, demo: str) -> dict[str, Values]:
        if demo not in self._kept:
            self.save()  # the demo before is done
            self._kept[demo] = {}
            with contextlib.suppress(OSError, ValueError, TypeError):
                made_by, kept = json.loads((self._folder / f"{demo}.json").read_text("utf-8"))
                if made_by == fingerprint(demo):
                    self._kept[demo] = kept
        return self._kept[demo]


def fingerprint(demo: str) -> str:
    """Return a hash of all that decides what a demo computes: its code, the kit's, and torch."""
    from importlib.metadata import version

    module = inspect.getmodule(inspect.unwrap(demos.load(demo).functions["demo"]))
    own = [Path(module.__file__)] if module and module.__file__ else []
    shared = sorted(Path(__file__).parent.glob("*.py"))
    digest = hashlib.sha256(version("torch").encode())
    for path in (*own, *shared):
        digest.update(path.read_bytes())
    return digest.hexdigest()
