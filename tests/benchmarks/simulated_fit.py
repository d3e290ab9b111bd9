"""The monthly fit of FSRS-6 to a learner's log, by the procedure of `learn tune`.

The engine's optimiser runs 20 epochs, same-day reviews being part of the histories. What it finds
in n scored reviews (the first of a card on a later day) is averaged with the defaults with weight
n / (n + 1000), initial stabilities in logarithms. It is judged on the next 20 % of the scored
reviews after 40, 60 and 80 % of them, pooled: where the gain in log loss over the defaults is more
than 1.645 standard errors, reviews of one card as one draw, it is fitted again to the whole log and
adopted; else the defaults are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from fsrs_rs_python import FSRS, FSRSItem, TrainingConfig

from learn.memory.fsrs import Scheduler
from learn.memory.optimizer import Log, Scored, log_of
from learn.memory.scoring import losses, mean

CUTS, NEXT = (0.4, 0.6, 0.8), 0.2
EPOCHS, PRIOR, SURE, LEAST = 20, 1000, 1.645, 100


def fitted(rows: Iterable[tuple[str, int, int]]) -> tuple[float, ...]:
    """Return the parameters to schedule with after a log of (card, rating, learning day)."""
    log = log_of(rows)
    count = len(log.scored)
    if count < LEAST:
        return ()
    gains: dict[str, list[float]] = {}
    for cut in CUTS:
        first, last = int(cut * count), int((cut + NEXT) * count)
        rivals = (Scheduler().weights, _fit(log, first))
        later = log.scored[first:last]
        lost = [losses(_predict(log, later, each), [s.recalled for s in later]) for each in rivals]
        for scored, default, own in zip(later, *lost, strict=True):
            gains.setdefault(scored.card, []).append(default - own)
    total = sum(map(len, gains.values()))
    gain = sum(map(sum, gains.values())) / total
    error = math.sqrt(sum(sum(each - gain for each in of) ** 2 for of in gains.values())) / total
    return _fit(log, count) if gain > SURE * error else ()


def _fit(log: Log, count: int) -> tuple[float, ...]:
    items = [FSRSItem(log.histories[card][: place + 1]) for card, place, *_ in log.scored[:count]]
    found = FSRS([]).compute_parameters(items, training_config=TrainingConfig(num_epochs=EPOCHS))
    default, weight = Scheduler().weights, count / (count + PRIOR)
    if not all(map(math.isfinite, found)):
        return default
    pairs = list(zip(found, default, strict=True))
    initial = (a**weight * b ** (1 - weight) for a, b in pairs[:4])
    return (*initial, *(weight * a + (1 - weight) * b for a, b in pairs[4:]))


def _predict(log: Log, later: Sequence[Scored], parameters: Sequence[float]) -> list[float]:
    cards = list(dict.fromkeys(each.card for each in later))
    items = [FSRSItem(log.histories[card]) for card in cards]
    states = FSRS(list(parameters)).historical_memory_state_batch(items)
    found, scheduler = dict(zip(cards, states, strict=True)), Scheduler(tuple(parameters))
    return [scheduler.recall(found[each.card][each.place - 1].stability, each.days) for each in later]
