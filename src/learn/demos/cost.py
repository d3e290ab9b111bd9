"""What a demo costs, measured in a process of its own: `python -m learn.demos.cost SLUG`."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from learn import demos
from learn.demos.parameters import Parameter, corners
from learn.errors import LearnError

MOST_SECONDS = 5.0
MOST_MEBIBYTES = 1024.0


@dataclass(frozen=True)
class Cost:
    """Seconds of a processor at the defaults and at the slowest corner, torch being loaded.

    `mebibytes` is the peak of the memory, `at` the slowest corner as the command line takes it.
    """

    seconds: float
    slowest: float
    mebibytes: float | None
    at: str = ""

    @property
    def is_bearable(self) -> bool:
        """Whether every corner that was measured keeps within the limits."""
        return self.slowest <= MOST_SECONDS and (self.mebibytes or 0) <= MOST_MEBIBYTES


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

    def seconds(values: Mapping[str, Any]) -> float:
        begun = time.process_time()  # what else the machine does is not the demo's cost
        demo.run(**values)
        return time.process_time() - begun

    first = seconds({})
    slowest, values = worst(demo.parameters, seconds)
    peak = None
    with contextlib.suppress(ImportError):  # on Windows
        import resource

        unit = 1024**2 if sys.platform == "darwin" else 1024
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    at = " ".join(f"{each.option} {each.write(values[n])}" for n, each in demo.parameters.items())
    return Cost(first, max(first, slowest), peak, at)


def worst(
    parameters: Mapping[str, Parameter], cost_of: Callable[[Mapping[str, Any]], float]
) -> tuple[float, Mapping[str, Any]]:
    """Return the greatest cost among the corners, and where it is.

    From the dearest of the plain corners one end after another is tried, and kept if it costs more:
    that finds what two knobs cost together, in a sum of runs and not in their product.
    """
    costs = ((cost_of(each), each) for each in corners(parameters))
    most, at = max(costs, key=lambda pair: pair[0])
    for name, parameter in parameters.items():
        for end in parameter.ends() if name != "seed" else ():
            if end != at[name]:
                tried = {**at, name: end}
                most, at = max((most, at), (cost_of(tried), tried), key=lambda pair: pair[0])
    return most, at


if __name__ == "__main__":
    print(json.dumps(asdict(_measured(sys.argv[1]))))
