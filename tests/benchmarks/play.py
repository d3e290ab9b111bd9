"""How soon the picture of a playground follows a key, for every demo.

python tests/benchmarks/play.py [SLUG...]
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from pathlib import Path

from learn import demos
from learn.environment.paths import builtin_folder, cache_folder
from learn.glossary.glossaries import Glossaries
from learn.tui.playground import Playground


async def measure(app: Playground) -> float:
    """Return the median milliseconds from a key to the picture of the new values."""
    times = []
    async with app.run_test(size=(80, 40)):
        while app.shown is None:
            await asyncio.sleep(0.01)
        for step in range(11):
            app.action_turn(1 if step < 6 else -1)
            begun = time.perf_counter()
            while app.shown is None or app.shown[0] != app.values:
                await asyncio.sleep(0.001)
            painted = asyncio.Event()
            app.call_after_refresh(painted.set)
            await painted.wait()
            times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def main(slugs: list[str]) -> None:
    """Print the table."""
    terms = Glossaries([Path(builtin_folder())], cache_folder({})).terms()
    print("| demo | key to picture, ms |\n|---|---|")
    for slug in slugs or sorted(demos.names()):
        demo = demos.load(slug)
        values = {name: each.default for name, each in demo.parameters.items()}
        app = Playground(terms[slug], demo, values, "en")
        print(f"| {slug} | {asyncio.run(measure(app)):.0f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
