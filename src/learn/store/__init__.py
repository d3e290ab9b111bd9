"""The learner's progress: a log of reviews, and the card states derived from it, in one file."""

from learn.store.database import Store
from learn.store.opening import open_store
from learn.store.rows import Logged

__all__ = ["Logged", "Store", "open_store"]
