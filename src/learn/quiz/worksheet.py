"""A printable quiz: questions picked by chance, evenly over the terms, each with its answer."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from itertools import islice

from learn.quiz.cards import PRINTED, all_cards, slug_of
from learn.quiz.questions import Asked, QuestionMaker


def sheet(
    maker: QuestionMaker, slugs: Collection[str], count: int, kind: str | None = None
) -> list[Asked]:
    """Return `count` questions about the terms, or as many as there are; some are computed.

    Raises LearnError where a demo fails.
    """
    kinds = all_cards(maker.terms, kind)
    cards = [card for card in kinds if slug_of(card) in slugs and kinds[card] in PRINTED]
    return [maker.ask(card) for card in islice(_evenly(cards, maker.chance), count)]


def _evenly(cards: list[str], chance: random.Random) -> Iterator[str]:
    """Yield the cards in a random order, one of every term before a second one of any."""
    chance.shuffle(cards)
    rounds: dict[str, int] = {}
    turns = []
    for card in cards:
        turn = rounds[slug_of(card)] = rounds.get(slug_of(card), -1) + 1
        turns.append((turn, card))
    turns.sort(key=lambda each: each[0])
    return (card for _, card in turns)
