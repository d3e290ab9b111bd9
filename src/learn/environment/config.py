"""Where the config file is, and its part in the environment."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from learn.errors import UsageError


class Config:
    """What the config file comes to: the variables that it gives, and what is wrong with it."""

    __slots__ = ("faults", "found", "path", "variables")

    def __init__(self, path: str) -> None:
        self.path = path
        self.found = bool(path) and os.path.exists(path)
        self.variables: dict[str, str] = {}
        self.faults: list[UsageError] = []

    def over(self, environ: Mapping[str, str]) -> dict[str, str]:
        """Return the environment with the variables that the file gives and it lacks."""
        filled = {**self.variables, **environ}
        if self.found:
            # The file may have set LEARN_HOME: who looks again has to find the same one.
            filled["LEARN_CONFIG"] = self.path
        return filled


def load(environ: Mapping[str, str]) -> Config:
    """Return what the config file comes to; a key with a fault gives no variable."""
    config = Config(place(environ))
    if config.found or environ.get("LEARN_CONFIG"):
        from learn.environment.config_file import read_config

        config.variables, config.faults = read_config(config.path)
    return config


def place(environ: Mapping[str, str]) -> str:
    """Return where the config file is, or would be; nothing where there is no home folder."""
    if named := environ.get("LEARN_CONFIG"):
        return _absolute(os.path.expanduser(named))
    if home := environ.get("LEARN_HOME"):
        folder = os.path.expanduser(home)
        return "" if folder.startswith("~") else _absolute(os.path.join(folder, "config.toml"))
    folder = os.path.join(_platform_folder(environ), "learn")
    return os.path.join(folder, "config.toml") if os.path.isabs(folder) else ""


def _platform_folder(environ: Mapping[str, str]) -> str:
    """Return the folder of everybody's config files, as platformdirs has it, which costs more."""
    if sys.platform == "win32":
        return environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")
    if os.path.isabs(xdg := environ.get("XDG_CONFIG_HOME", "")):
        return xdg
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Application Support")
    return os.path.expanduser("~/.config")


def _absolute(path: str) -> str:
    try:
        return os.path.abspath(path)
    except OSError:  # the folder that it would start from is gone
        return path
