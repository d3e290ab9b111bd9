"""What a demo costs, measured in a process of its own: `python -m learn.demos.cost SLUG`."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass

from learn import demos
from learn.demos.parameters import corners
from learn.errors import LearnError


@dataclass(frozen=True)
class Cost:
    """Seconds at the defaults and at the slowest corner, torch being loaded; the peak in MiB."""

    seconds: float
    slowest: float
    mebibytes: float | None


def cost(slug: str) -> Cost:
    """Run a demo at its defaults and corners in a process of its own; raise LearnError if it can't.

    The first run has in it whatever torch loads on first use.
    """
    command = [sys.executable, "-P", "-m", __name__, slug]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise LearnError(f"The demo {slug} can't be measured.", hint=f"learn demo {slug}")
    return Cost(**json.loads(done.stdout))


def _measured(slug: str) -> Cost:
    demos.keep_torch_to_itself()
    import torch  # noqa: F401 - loading it is not the demo's cost

    demo = demos.load(slug)
    seconds = []
    for parameters in ({}, *corners(demo.parameters)):
        begun = time.perf_counter()
        demo.run(**parameters)
        seconds.append(time.perf_counter() - begun)
    peak = None
    with contextlib.suppress(ImportError):  # on Windows
        import resource

        unit = 1024**2 if sys.platform == "darwin" else 1024
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return Cost(seconds[0], max(seconds), peak)


if __name__ == "__main__":
    print(json.dumps(asdict(_measured(sys.argv[1]))))
