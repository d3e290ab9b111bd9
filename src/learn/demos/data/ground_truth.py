"""Ground truth: some labels are wrong, so scores against them and against the truth differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from annotated_types import Interval, Len

from learn.demos.kit import accuracy, fit, reproducible, split_digits
from learn.demos.result import Bars, Beside, Figure, Grid, Result, Table

if TYPE_CHECKING:
    from torch import Tensor

Mistakes = Literal["random", "systematic"]
Seed = Annotated[int, Interval(ge=0, le=9999)]
Box = Annotated[tuple[Annotated[int, Interval(ge=0, le=100)], ...], Len(4, 4)]


@reproducible
def demo(
    wrong: Annotated[float, Interval(ge=0.01, le=0.9)] = 0.2,
    mistakes: Mistakes = "random",
    steps: Annotated[int, Interval(ge=20, le=800)] = 200,
    seed: Seed = 0,
) -> Result:
    """Train on labels of which some are wrong; test against such labels, then against the truth."""
    import torch
    from torch import nn

    x, truth, x_test, truth_test = split_digits()  # (N, 1, 8, 8), (N,)
    labels, labels_test = (_mislabel(y, wrong, mistakes) for y in (truth, truth_test))

    model = nn.Sequential(
        *(nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),  # (N, 16, 4, 4)
        *(nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(2)),  # (N, 32, 2, 2)
        *(nn.Flatten(), nn.Linear(128, 10)),  # (N, 10)
    )
    fit(model, x, labels, steps=steps, lr=5e-3)  # it never sees the truth

    with torch.no_grad():
        predictions = model(x_test).argmax(1)  # (500,)
    bad = labels_test != truth_test  # (500,)
    scores = {
        "labels_right": 1 - bad.float().mean(),
        "against_labels": accuracy(model, x_test, labels_test),
        "against_truth": accuracy(model, x_test, truth_test),
    }
    return Result(
        values={
            **scores,
            "gap": scores["against_truth"] - scores["against_labels"],
            "wrong_labels": bad.sum(),
            "mistakes_repeated": (predictions == labels_test)[bad].float().mean(),
            "test_images": len(x_test),
        },
        figures=[
            _pictures(x_test[bad], labels_test[bad], truth_test[bad], predictions[bad]),
            Bars(title="", bars=scores, full=1.0, format=".3f"),
        ],
    )


def _mislabel(truth: Tensor, share: float, mistakes: Mistakes) -> Tensor:
    """Give a share of the images another digit: any other, or always the next one."""
    import torch

    labels = truth.clone()
    i = torch.randperm(len(truth))[: round(share * len(truth))]
    shift = torch.randint(1, 10, (len(i),)) if mistakes == "random" else 1
    labels[i] = (labels[i] + shift) % 10
    return labels


def _pictures(x: Tensor, labels: Tensor, truth: Tensor, predictions: Tensor) -> Figure:
    """Show the first two mislabelled images, and what is said of them."""
    said = {"label": labels, "ground_truth": truth, "prediction": predictions}
    return Beside(
        [
            *(Grid(title=f"#{n}", rows=x[n - 1, 0], kind="image", low=0, high=1) for n in (1, 2)),
            Table(
                title="mislabelled",
                columns=["", "#1", "#2"],
                rows=[[name, *digits[:2].tolist()] for name, digits in said.items()],
            ),
        ]
    )


@reproducible
def two_accuracies(seed: Seed = 0) -> Result:
    """Score ten predictions twice; two labels are wrong, and so are some predictions."""
    import torch

    truth = torch.randint(3, (10,))  # (10,)
    labels, predictions = truth.clone(), truth.clone()
    for digits, count in ((labels, 2), (predictions, int(torch.randint(1, 5, (1,))))):
        i = torch.randperm(10)[:count]
        digits[i] = (digits[i] + torch.randint(1, 3, (count,))) % 3  # another class
    scores = [(predictions == other).float().mean() for other in (labels, truth)]
    return Result(
        values={
            "truth": truth,
            "labels": labels,
            "predictions": predictions,
            "both_accuracies": [round(score.item(), 1) for score in scores],
        }
    )


def overlap(box: Box = (0, 0, 6, 4), predicted: Box = (2, 0, 8, 4)) -> Result:
    """Compare a true and a predicted box (x1, y1, x2, y2): intersection over union."""
    import torch

    a, b = torch.tensor(box).float(), torch.tensor(predicted).float()  # (4,) each
    corner, opposite = torch.maximum(a[:2], b[:2]), torch.minimum(a[2:], b[2:])
    intersection = (opposite - corner).clamp(min=0).prod()
    union = (a[2:] - a[:2]).prod() + (b[2:] - b[:2]).prod() - intersection
    return Result(values={"iou": intersection / union if union > 0 else 0.0})
