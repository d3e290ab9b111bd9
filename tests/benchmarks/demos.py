"""What each demo costs: seconds after torch is imported, at its defaults and at its bounds; memory.

python tests/benchmarks/demos.py [SLUG...]
Every run is a process of its own, so that the first step of an optimiser is in it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from learn import demos
from learn.demos.parameters import Parameter

_RUN = """
import json, resource, sys, time
import torch
from learn import demos
slug, given = sys.argv[1], json.loads(sys.argv[2])
demo = demos.load(slug)
values = {n: p.parse(given[n]) if n in given else p.default for n, p in demo.parameters.items()}
begun = time.perf_counter()
demo.run(**values)
seconds = time.perf_counter() - begun
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def measure(slug: str, given: dict[str, str]) -> tuple[float, float]:
    """Run a demo in a process of its own; return its seconds and the process's peak in MiB."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, slug, json.dumps(given)],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, mebibytes = json.loads(done.stdout)
    return seconds, mebibytes


def ends(parameter: Parameter) -> list[str]:
    """Return the extreme values of a parameter, as text."""
    if parameter.choices:
        return list(parameter.choices)
    if parameter.kind is bool:
        return ["no", "yes"]
    values: list[Any] = [parameter.kind(parameter.low), parameter.kind(parameter.high)]
    if parameter.many is None:
        return [parameter.write(value) for value in values]
    return [parameter.write((value,) * parameter.many[1]) for value in values]


def corners(parameters: dict[str, Parameter]) -> list[dict[str, str]]:
    """Return all at their lowest, all at their highest, and each alone at either end."""
    each = {name: ends(parameter) for name, parameter in parameters.items() if name != "seed"}
    low, high = ({name: e[place] for name, e in each.items()} for place in (0, -1))
    return [low, high, *({name: end} for name, e in each.items() for end in e)]


def main(slugs: list[str]) -> None:
    """Print the table."""
    print("| demo | default, s | worst at the bounds, s | peak, MiB |\n|---|---|---|---|")
    for slug in slugs or sorted(demos.names()):
        default = min(measure(slug, {})[0] for _ in range(3))
        runs = [measure(slug, corner) for corner in corners(demos.load(slug).parameters)]
        worst, peak = max(s for s, _ in runs), max(m for _, m in runs)
        print(f"| {slug} | {default:.2f} | {worst:.2f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
