"""The learner's progress: a log of reviews, and the card states derived from it, in one file."""

from learn.store.log import Logged
from learn.store.opening import open_store
from learn.store.sqlite import Store

__all__ = ["Logged", "Store", "open_store"]
