"""A process that answers cards as a quiz does, and says so after each answer that is kept.

python writer.py FOLDER [ANSWERS [PAUSE [CARDS]]]   (ANSWERS 0: until it is killed)
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

from learn.memory.fsrs import Rating, learning_day
from learn.quiz.model import Review
from learn.store import open_store


def main(folder: str, answers: str = "0", pause: str = "0", cards: str = "200") -> None:
    chance = random.Random()
    with closing(open_store(Path(folder))) as store:
        states, scheduler = store.states(), store.scheduler()
        for number in range(int(answers)) if int(answers) else itertools.count():
            now = datetime.now().astimezone()
            name, rating = f"term-{chance.randrange(int(cards))}/term", Rating(chance.randint(1, 4))
            card = scheduler.review(states.get(name), name, rating, learning_day(now))
            store.record(
                Review(name, rating, now, card.day, 1000, "name", {"reply": "温度" * 20}), card
            )
            states[name] = card
            print(number, flush=True)
            time.sleep(chance.uniform(0, 2 * float(pause)))


if __name__ == "__main__":
    main(*sys.argv[1:])
