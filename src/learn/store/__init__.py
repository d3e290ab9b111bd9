"""The learner's progress: a log of reviews, and the card states derived from it, in one file."""

from learn.store.log import Logged
from learn.store.sqlite import Store, open_store

__all__ = ["Logged", "Store", "open_store"]
