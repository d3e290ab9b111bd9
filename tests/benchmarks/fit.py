"""What a fit is worth to simulated learners: adopted how often, and right about the next month?

python tests/benchmarks/fit.py [--learners N] [--reviews N ...] [--new N] [--seed N]
Prints a Markdown table. Each learner studies daily by our scheduler with default parameters: what
is due, then `--new` new cards. After so many reviews the log is fitted as `learn tune` does; then
log loss is measured on the scored reviews of the following 30 days, in thousandths less than that
of the default parameters:

- `gain`: of what is in use then, the fit where it was adopted, else the defaults.
- `always`: of the fit, whether it was adopted or not.
- `truth`: of the learner's own parameters, where there are such.

Memories: see memories.py. For `default` the defaults are the truth: there every adoption is wrong.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from memories import Actr, Average, Fsrs, Memory

from learn.memory.fitting import Log, Parameters, Row, log_of
from learn.memory.fsrs import Card, Rating, Scheduler
from learn.memory.optimizer import Cut, predict, try_fit
from learn.memory.scoring import losses, mean

MONTH = 30
MEMORIES: dict[str, Callable[[random.Random], Memory]] = {
    "FSRS-6, drawn": Fsrs,
    "ACT-R": Actr,
    "default": Average,
}


def study(memory: Memory, reviews: int, new: int, chance: random.Random) -> tuple[list[Row], int]:
    """Study until there are so many reviews and a month longer; return the log and that place."""
    scheduler, cards, rows = Scheduler(), dict[str, Card](), list[Row]()
    day, end, place = 0, math.inf, 0
    while day < end:
        today = [name for name, card in cards.items() if card.due <= day]
        today += [f"{day}-{number}/name" for number in range(new)]
        seconds = 0.0
        while today:
            name = today.pop(0)
            rating = memory.rate(name, day, seconds, chance)
            cards[name] = scheduler.review(cards.get(name), name, rating, day)
            rows.append((name, int(rating), day))
            seconds += 15
            if rating is Rating.AGAIN:
                today.append(name)
        day += 1
        if not place and len(rows) >= reviews:
            place, end = len(rows), day + MONTH
    return rows, place


@dataclass(frozen=True)
class Outcome:
    """What a fit to one learner's log came to."""

    scored: int
    adopted: bool
    always: float
    truth: float
    seconds: float


def outcome(memory: Memory, reviews: int, new: int, chance: random.Random) -> Outcome:
    """Let one learner study, fit, and measure on the month after."""
    rows, place = study(memory, reviews, new, chance)
    begun = time.perf_counter()
    log = log_of(rows[:place])
    trial = try_fit(log)
    seconds = time.perf_counter() - begun
    whole, before = log_of(rows), len(log.scored)
    month = Cut(before, len(whole.scored) - before, ())
    default = _loss(whole, month, Scheduler().weights)
    own = memory.mind.weights if isinstance(memory, Fsrs) else None
    truth = default - _loss(whole, month, own) if own else math.nan
    always = default - _loss(whole, month, trial.parameters)
    return Outcome(before, trial.wins, always, truth, seconds)


def _loss(log: Log, month: Cut, parameters: Parameters) -> float:
    outcomes = [each.recalled for each in log.scored[month.trained :]]
    return mean(losses(predict(log, parameters, month), outcomes))


def _cell(values: Sequence[float]) -> str:
    """Return thousandths with their standard error."""
    if math.isnan(values[0]):
        return "–"
    error = statistics.stdev(values) / math.sqrt(len(values))
    return f"{1000 * statistics.mean(values):+.1f} ± {1000 * error:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what a fit is worth.")
    parser.add_argument("--learners", type=int, default=50)
    parser.add_argument("--reviews", type=int, nargs="+", default=[500, 1000, 2000, 5000, 10_000])
    parser.add_argument("--new", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    print(f"{asked.learners} learners, {asked.new} new cards a day, seed {asked.seed}.\n")
    heads = ("reviews", "scored", "adopted", "gain", "always", "truth", "seconds")
    print(f"| memory | {' | '.join(heads)} |\n|---|" + "---:|" * len(heads))
    for name, memory in MEMORIES.items():
        for reviews in asked.reviews:
            found = []
            for learner in range(asked.learners):
                chance = random.Random(f"{asked.seed} {learner}")
                found.append(outcome(memory(chance), reviews, asked.new, chance))
            cells = (
                f"{reviews:,}",
                f"{statistics.mean(each.scored for each in found):,.0f}",
                f"{sum(each.adopted for each in found)} of {len(found)}",
                _cell([each.always if each.adopted else 0.0 for each in found]),
                _cell([each.always for each in found]),
                _cell([each.truth for each in found]),
                f"{statistics.mean(each.seconds for each in found):.2f}",
            )
            print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
