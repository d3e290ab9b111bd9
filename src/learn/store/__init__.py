"""The learner's progress: a log of reviews, and the card states derived from it, in one file."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from learn.store.database import Store
    from learn.store.opening import open_store
    from learn.store.rows import Logged

__all__ = ["Logged", "Store", "open_store"]

_HOMES = {"Logged": "rows", "Store": "database", "open_store": "opening"}


def __getattr__(name: str) -> object:
    """Import what is asked for: a look at the progress needs little of it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
