"""Builds the index of the built-in glossary into the wheel, so that the first look-up is quick."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class IndexHook(BuildHookInterface[Any]):
    """Adds `learn/builtin/index.sqlite` to a wheel; an editable install reads the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the index before the wheel is put together."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from learn.glossary.index import build

        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / "index.sqlite"
        build(root / "glossary", path)
        build_data["force_include"][str(path)] = "learn/builtin/index.sqlite"
