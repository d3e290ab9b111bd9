"""Domain generalization: learn from some rotations of the digits, meet another one at the test."""

from __future__ import annotations

from typing import Literal

from learn.demos.kit import (
    Annotated,
    Bars,
    Beside,
    Between,
    F,
    Figure,
    Len,
    Seed,
    Table,
    Tensor,
    Values,
    accuracy,
    cnn,
    digits,
    fit,
    nn,
    rotate,
    torch,
)

Degrees = Annotated[int, Between(0, 90)]


def demo(
    sources: Annotated[tuple[Degrees, ...], Len(2, 5)] = (0, 15, 45, 60),
    target: Degrees = 30,
    far_target: Degrees = 75,
    images: Annotated[int, Between(60, 1260)] = 1200,
    seed: Seed = 0,
) -> Values:
    """Train on the first source alone and on all of them, then test on every domain."""
    x, y, x_test, y_test = digits(seed)
    each = images // len(sources)
    x, y = x[: each * len(sources)], y[: each * len(sources)]  # as many for one source as for all
    x_one = rotate(x, sources[0])  # (N, 1, 8, 8)
    parts = zip(x.split(each), sources, strict=True)
    x_several = torch.cat([rotate(part, angle) for part, angle in parts])  # (N, 1, 8, 8)

    torch.manual_seed(seed)
    one = nn.Sequential(cnn(4), nn.Linear(512, 10))  # (N, 10)
    several = nn.Sequential(cnn(4), nn.Linear(512, 10))  # (N, 10)
    fit(one, x_one, y, steps=80, lr=1e-2, batch=32, seed=seed)
    fit(several, x_several, y, steps=80, lr=1e-2, batch=32, seed=seed)

    tests = {angle: rotate(x_test, angle) for angle in sorted({*sources, target, far_target})}
    by_one = {angle: accuracy(one, test, y_test) for angle, test in tests.items()}
    by_several = {angle: accuracy(several, test, y_test) for angle, test in tests.items()}
    return {
        "one_at_target": by_one[target],
        "several_at_target": by_several[target],
        "one_at_far": by_one[far_target],
        "several_at_far": by_several[far_target],
        "one_worst": min(by_one.values()),
        "several_worst": min(by_several.values()),
        "target_images": each * sources.count(target),
        "unseen": target not in sources,
        "seen": target in sources,
        "far_images": each * sources.count(far_target),
        "beyond": max(far_target - max(sources), min(sources) - far_target, 0),
        "angles": list(tests),
        "by_one": list(by_one.values()),
        "by_several": list(by_several.values()),
    }


# The data that a training loss depends on, by the name of the setting; `setting` computes them.
SEEN = {
    "DG": ["x_source", "y_source"],
    "UDA": ["x_source", "y_source", "x_target"],
    "SFDA": ["x_target"],
    "SDA": ["x_source", "y_source", "x_target", "y_target"],
}
DATA = SEEN["SDA"]


def figures(v: Values) -> list[Figure]:
    """Draw both models' accuracies at every angle, then which setting sees which data."""
    accuracies = [
        _bars("one", v["angles"], v["by_one"], seen=v["sources"][:1]),
        _bars("several", v["angles"], v["by_several"], seen=v["sources"]),
    ]
    rows = [
        [setting, *("✓" if each in seen else "–" for each in DATA)]
        for setting, seen in SEEN.items()
    ]
    return [Beside(accuracies), Table("seen_in_training", ["", *DATA], rows)]


def _bars(title: str, angles: list[int], accuracies: list[float], seen: list[int]) -> Bars:
    names = [f"{'●' if angle in seen else ' '} {angle}°" for angle in angles]
    return Bars(title, dict(zip(names, accuracies, strict=True)), full=1.0, format=".1%")


def claim(v: Values) -> float:
    """Several sources beat one by more than 20 points, at the target and at the worst angle.

    And the target, between the sources, is easier than the far one, beyond them.
    """
    return float(
        min(
            v["several_at_target"] - v["one_at_target"] - 0.2,
            v["several_worst"] - v["one_worst"] - 0.2,
            v["several_at_target"] - v["several_at_far"],
        )
    )


CONTROL = {"sources": (0, 0)}  # the same source twice: no more domains than one


Loss = Literal[  # 1 and 2 are source domains, t is the target
    "CE(1)",
    "CE(2)",
    "CE(1)+CE(2)",
    "CE(1)+CORAL(1,2)",
    "CE(2)+CORAL(1,2)",
    "CE(1)+CE(2)+CORAL(1,2)",
    "CE(1)+CORAL(1,t)",
    "CE(2)+CORAL(2,t)",
    "CE(1)+CE(2)+CORAL(1,t)",
    "CE(1)+CE(2)+CORAL(2,t)",
    "CE(1)+H(t)",
    "CE(2)+H(t)",
    "CE(1)+CE(2)+H(t)",
    "CE(1)+CE(2)+CORAL(1,2)+H(t)",
    "H(t)",
    "CE(1)+CE(t)",
    "CE(2)+CE(t)",
    "CE(1)+CE(2)+CE(t)",
    "CE(1)+H(t)+CE(t)",
    "CE(1)+CORAL(1,t)+CE(t)",
    "CE(2)+CORAL(2,t)+CE(t)",
]


def setting(loss: Loss = "CE(1)+CE(2)", seed: Seed = 0) -> Values:
    """Find out which setting a training loss belongs to, from the data that change it.

    Each kind of data is changed in turn: what moves the loss is seen in training.
    """
    weights = torch.randn(4, 3)  # (D, K)
    domains = {name: (torch.randn(8, 4), torch.randint(3, (8,))) for name in "12t"}
    seen = []
    for kind in DATA:
        changed = dict(domains)
        for name in "12" if "source" in kind else "t":
            x, y = domains[name]
            changed[name] = (2 * x, y) if kind[0] == "x" else (x, (y + 1) % 3)
        if _loss(loss, weights, changed) != _loss(loss, weights, domains):
            seen.append(kind)
    return {"seen": seen, "setting": next(name for name in SEEN if SEEN[name] == seen)}


def _loss(loss: str, weights: Tensor, domains: dict[str, tuple[Tensor, Tensor]]) -> float:
    """Add up the terms of a loss: CE needs labels, CORAL and the entropy H only images."""
    total = 0.0
    for term in loss.split("+"):
        kind, names = term.rstrip(")").split("(")
        (z, y), *others = ((domains[n][0] @ weights, domains[n][1]) for n in names.split(","))
        if kind == "CE":
            total += F.cross_entropy(z, y).item()
        elif kind == "CORAL":
            total += (z.T.cov() - others[0][0].T.cov()).square().sum().item()
        else:
            total -= (z.softmax(1) * z.log_softmax(1)).sum(1).mean().item()
    return total


def leave_one_out(seed: Seed = 0) -> Values:
    """Read a table of accuracies in %: row i left domain i out of training, column j tests on j."""
    table = torch.randint(80, 97, (4, 4))
    table.diagonal().copy_(torch.randint(40, 80, (4,)))
    unseen = table.diagonal().double()  # (4,): only here the tested domain was not trained on
    return {"table": table, "mean_and_worst": [unseen.mean(), unseen.min()]}
