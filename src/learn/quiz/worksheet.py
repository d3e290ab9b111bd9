"""A printable quiz: questions picked by chance, evenly over the terms, each with its answer."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from itertools import islice

from learn.quiz.asked import Asked
from learn.quiz.cards import all_cards, slug_of
from learn.quiz.questions import QuestionMaker

_OF_TERM = ("name", "summary", "type")  # the kinds of a term that have an answer to print


def sheet(
    maker: QuestionMaker, slugs: Collection[str], count: int, kind: str | None = None
) -> list[Asked]:
    """Return `count` questions about the terms, or as many as there are; some are computed.

    Raises LearnError where a demo fails.
    """
    cards = [
        card
        for card, each in all_cards(maker.terms.values(), kind).items()
        if slug_of(card) in slugs and kind != "aloud"
    ]
    chosen = islice(_evenly(cards, maker.chance), count)
    return [maker.ask(card, kind or maker.chance.choice(_OF_TERM)) for card in chosen]


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
