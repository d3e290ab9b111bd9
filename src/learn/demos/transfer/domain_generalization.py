"""Domain generalization: learn from some rotations of the digits, meet another one at the test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from annotated_types import Interval, Len

from learn.demos.kit import accuracy, fit, reproducible, rotate, split_digits
from learn.demos.result import Bars, Beside, Figure, Result, Table

if TYPE_CHECKING:
    from torch import Tensor, nn

Degrees = Annotated[int, Interval(ge=0, le=90)]
Seed = Annotated[int, Interval(ge=0, le=9999)]
Loss = Literal[  # 1 and 2 are source domains, t is the target
    "CE(1)+CE(2)",
    "CE(1)+CE(2)+CORAL(1,2)",
    "CE(1)+CE(2)+CORAL(1,t)",
    "CE(1)+H(t)",
    "H(t)",
    "CE(1)+CE(t)",
]
_DATA = ("x_source", "y_source", "x_target", "y_target")


@reproducible
def demo(
    sources: Annotated[tuple[Degrees, ...], Len(2, 5)] = (0, 15, 45, 60),
    target: Degrees = 30,
    far_target: Degrees = 75,
    images: Annotated[int, Interval(ge=60, le=1260)] = 1200,
    seed: Seed = 0,
) -> Result:
    """Train on the first source alone and on all of them, then test on every domain."""
    import torch

    x, y, x_test, y_test = split_digits()  # (1297, 1, 8, 8), (1297,); and 500 to test on
    each = images // len(sources)
    x, y = x[: each * len(sources)], y[: each * len(sources)]  # as many for one source as for all

    one, several = _cnn(), _cnn()
    fit(one, rotate(x, sources[0]), y, steps=200, lr=5e-3)
    parts = [rotate(part, angle) for part, angle in zip(x.split(each), sources, strict=True)]
    fit(several, torch.cat(parts), y, steps=200, lr=5e-3)

    tests = {angle: rotate(x_test, angle) for angle in sorted({*sources, target, far_target})}
    by_one = {angle: accuracy(one, test, y_test) for angle, test in tests.items()}
    by_several = {angle: accuracy(several, test, y_test) for angle, test in tests.items()}
    return Result(
        values={
            "one_at_target": by_one[target],
            "several_at_target": by_several[target],
            "one_at_far": by_one[far_target],
            "several_at_far": by_several[far_target],
            "one_worst": min(by_one.values()),
            "several_worst": min(by_several.values()),
            "target_images": each * sources.count(target),
            "far_images": each * sources.count(far_target),
            "beyond": max(far_target - max(sources), min(sources) - far_target, 0),
        },
        figures=[
            Beside([_bars("one", by_one, sources[:1]), _bars("several", by_several, sources)]),
            _who_sees_what(),
        ],
    )


def _cnn() -> nn.Module:
    from torch import nn

    return nn.Sequential(
        *(nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),  # (N, 16, 4, 4)
        *(nn.Conv2d(16, 32, 3, padding=1), nn.ReLU()),  # (N, 32, 4, 4)
        *(nn.Flatten(), nn.Linear(512, 10)),  # (N, 10)
    )


def _bars(title: str, accuracies: dict[int, float], seen: tuple[int, ...]) -> Bars:
    bars = {f"{'●' if angle in seen else ' '} {angle}°": a for angle, a in accuracies.items()}
    return Bars(title, bars, full=1.0, format=".1%")


def _who_sees_what() -> Figure:
    losses = ("CE(1)+CE(2)", "CE(1)+CE(2)+CORAL(1,t)", "H(t)", "CE(1)+CE(t)")
    seen = map(_seen, losses)
    rows = [[_setting(each), *("✓" if key in each else "–" for key in _DATA)] for each in seen]
    return Table("seen_in_training", ["", *_DATA], rows)


def _seen(loss: str) -> list[str]:
    """Change each kind of data in turn: what moves the training loss is seen in training."""
    import torch

    weights = torch.randn(4, 3)  # (D, K)
    domains = {name: (torch.randn(8, 4), torch.randint(3, (8,))) for name in "12t"}
    seen = []
    for key in _DATA:
        changed = dict(domains)
        for name in "12" if "source" in key else "t":
            x, y = domains[name]
            changed[name] = (2 * x, y) if key[0] == "x" else (x, (y + 1) % 3)
        if _loss(loss, weights, changed) != _loss(loss, weights, domains):
            seen.append(key)
    return seen


def _loss(loss: str, weights: Tensor, domains: dict[str, tuple[Tensor, Tensor]]) -> float:
    """Add up the terms of a loss: CE needs labels, CORAL and the entropy H only images."""
    from torch.nn.functional import cross_entropy

    total = 0.0
    for term in loss.split("+"):
        kind, names = term.rstrip(")").split("(")
        (z, y), *others = ((domains[n][0] @ weights, domains[n][1]) for n in names.split(","))
        if kind == "CE":
            total += cross_entropy(z, y).item()
        elif kind == "CORAL":
            total += (z.T.cov() - others[0][0].T.cov()).square().sum().item()
        else:
            total -= (z.softmax(1) * z.log_softmax(1)).sum(1).mean().item()
    return total


def _setting(seen: list[str]) -> str:
    """Name the setting by what its training sees."""
    if "y_target" in seen:
        return "SDA"
    if "x_target" not in seen:
        return "DG"
    return "UDA" if "x_source" in seen else "SFDA"


@reproducible
def setting(loss: Loss = "CE(1)+CE(2)", seed: Seed = 0) -> Result:
    """Find out which setting a training loss belongs to, from the data that change it."""
    seen = _seen(loss)
    return Result({"seen": seen, "setting": _setting(seen)})


@reproducible
def leave_one_out(seed: Seed = 0) -> Result:
    """Read a table of accuracies in %: row i left domain i out of training, column j tests on j."""
    import torch

    table = torch.randint(80, 97, (4, 4))
    table.diagonal().copy_(torch.randint(40, 80, (4,)))
    unseen = table.diagonal().double()  # (4,): only here the tested domain was not trained on
    return Result({"table": table, "mean_and_worst": [unseen.mean(), unseen.min()]})
