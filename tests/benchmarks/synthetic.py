"""Synthetic glossaries and review logs of any size, the same for the same seed."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from learn.memory.fsrs import Scheduler
from learn.store import open_store
from learn.store.rows import utc, uuid7

_SYLLABLES = [a + b for a in "bcdfghjklmnprstvz" for b in "aeiou"]
_CHARACTERS = (
    "平均池化卷积注意力归一残差梯度下降学习率损失函数特征嵌入编码解码采样正则"
    "迁移泛化适应温度预热端到端真值任务"
)


def write_glossary(folder: Path, terms: int, each: int = 500, seed: int = 0) -> None:
    """Write so many terms, `each` of them to a file (one to a file for 1)."""
    chance = random.Random(seed)
    for start in range(0, terms, each):
        topic = folder / f"topic-{start * 10 // terms}"
        topic.mkdir(parents=True, exist_ok=True)
        documents = [_document(n, chance) for n in range(start, min(terms, start + each))]
        name = f"part-{start}" if each > 1 else f"term-{start}"
        (topic / f"{name}.yaml").write_text("---\n".join(documents), "utf-8")


def _document(number: int, chance: random.Random) -> str:
    def words(count: int) -> str:
        return " ".join("".join(chance.choices(_SYLLABLES, k=3)) for _ in range(count))

    def chinese(count: int) -> str:
        return "".join(chance.choices(_CHARACTERS, k=count))

    return (
        f"slug: term-{number}\n"
        f"name: {{en: {words(2)} {number}, zh: {chinese(4)}{number}}}\n"
        f"aliases: [{words(2)}, {chinese(5)}{number}, X{number}]\n"
        f"summary: {{en: {words(12)}., zh: {chinese(24)}。}}\n"
        f"explanation: {{en: {words(40)}., zh: {chinese(80)}。}}\n"
    )


def answers(count: int, cards: int, seed: int = 0) -> Iterator[tuple[str, int, datetime, int]]:
    """Yield reviews in the order of time: card, rating, moment, learning day."""
    chance = random.Random(seed)
    start = datetime(2020, 1, 1, 9, tzinfo=UTC)
    names = [f"term-{n // 3}/{('name', 'summary', 'type')[n % 3]}" for n in range(cards)]
    a_day = max(1, count // 2000)
    for n in range(count):
        moment = start + timedelta(days=n // a_day, seconds=n % a_day)
        rating = chance.choices((1, 2, 3, 4), (12, 8, 70, 10))[0]
        yield chance.choice(names), rating, moment, (moment - timedelta(hours=4)).toordinal()


def write_log(folder: Path, count: int, cards: int = 20_000, seed: int = 0) -> None:
    """Fill a store with so many reviews, and the states that they lead to."""
    scheduler = Scheduler()
    with closing(open_store(folder)) as store:
        path = store.path
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma synchronous = off")
        db.execute("begin")
        db.executemany(
            "insert into review values (?, 'me', ?, ?, ?, ?, 3000, 'name', ?, 'fsrs-6', null)",
            (
                (
                    uuid7(moment),
                    card,
                    rating,
                    utc(moment),
                    day,
                    json.dumps(
                        {"reply": "1", "sure": rating > 2}
                        | ({"picked": "term-1"} if rating == 1 else {})
                    ),
                )
                for card, rating, moment, day in answers(count, cards, seed)
            ),
        )
        db.execute("commit")
    with closing(open_store(folder)) as store:
        store.rebuild(scheduler)
