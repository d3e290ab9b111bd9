"""Ground truth: some labels are wrong, so scores against them and against the truth differ."""

from __future__ import annotations

from typing import Literal

from learn.demos.kit import (
    Annotated,
    Bars,
    Beside,
    Between,
    Figure,
    Grid,
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
    torch,
)

Mistakes = Literal["random", "systematic"]
Box = Annotated[tuple[Annotated[int, Between(0, 100)], ...], Len(4, 4)]


def demo(
    wrong: Annotated[float, Between(0.01, 0.9)] = 0.2,
    mistakes: Mistakes = "random",
    steps: Annotated[int, Between(20, 800)] = 200,
    seed: Seed = 0,
) -> Values:
    """Train on labels of which some are wrong; test against such labels, then against the truth."""
    x, truth, x_test, truth_test = digits(seed)  # (N, 1, 8, 8), (N,)
    chance = torch.Generator().manual_seed(seed)
    labels, labels_test = (mislabel(y, wrong, mistakes, chance) for y in (truth, truth_test))

    torch.manual_seed(seed)
    model = nn.Sequential(cnn(2), nn.Linear(128, 10))  # (N, 1, 8, 8) → (N, 10)
    fit(model, x, labels, steps=steps, lr=5e-3, seed=seed)  # it never sees the truth

    against_labels = accuracy(model, x_test, labels_test)
    against_truth = accuracy(model, x_test, truth_test)
    predictions = model(x_test).argmax(1)  # (500,)
    bad = labels_test != truth_test  # (500,)
    return {
        "labels_right": 1 - bad.float().mean(),
        "against_labels": against_labels,
        "against_truth": against_truth,
        "gap": against_truth - against_labels,
        "wrong_labels": bad.sum(),
        "mistakes_repeated": (predictions == labels_test)[bad].float().mean(),
        "test_images": len(x_test),
        "images": x_test[bad][:2, 0],  # (2, 8, 8)
        "label": labels_test[bad][:2],
        "ground_truth": truth_test[bad][:2],
        "prediction": predictions[bad][:2],
        "underrated": against_truth > against_labels,
        "overrated": against_truth < against_labels,
    }


def mislabel(truth: Tensor, share: float, mistakes: Mistakes, chance: torch.Generator) -> Tensor:
    """Give a share of the images another digit: any other, or always the next one."""
    order = torch.randperm(len(truth), generator=chance)
    shift = torch.randint(1, 10, truth.shape, generator=chance)  # drawn even where it isn't used
    if mistakes == "systematic":
        shift = torch.ones_like(shift)
    i, labels = order[: round(share * len(truth))], truth.clone()
    labels[i] = (labels[i] + shift[i]) % 10
    return labels


def figures(v: Values) -> list[Figure]:
    """Draw the first two mislabelled images, what is said of them, and the scores."""
    said = [[name, *v[name]] for name in ("label", "ground_truth", "prediction")]
    images = [Grid(f"#{n}", x, "image", low=0, high=1) for n, x in enumerate(v["images"], 1)]
    scores = ("labels_right", "against_labels", "against_truth")
    return [
        Beside([*images, Table("mislabelled", ["", "#1", "#2"], said)]),
        Bars("", {name: v[name] for name in scores}, full=1.0, format=".3f"),
    ]


def claim(v: Values) -> float:
    """A model scores at least 10 points more against the truth than against wrong labels."""
    return float(v["gap"] - 0.1)


# Nearly every label is the next digit: the model learns that as if it were the truth.
CONTROL = {"mistakes": "systematic", "wrong": 0.9}


def two_accuracies(seed: Seed = 0) -> Values:
    """Score ten predictions twice; two labels are wrong, and so are some predictions."""
    torch.manual_seed(seed)
    truth = torch.randint(3, (10,))  # (10,)
    labels, predictions = truth.clone(), truth.clone()
    for classes, count in ((labels, 2), (predictions, int(torch.randint(1, 5, (1,))))):
        i = torch.randperm(10)[:count]
        classes[i] = (classes[i] + torch.randint(1, 3, (count,))) % 3  # another class
    scores = [(predictions == other).float().mean() for other in (labels, truth)]
    return {
        "truth": truth,
        "labels": labels,
        "predictions": predictions,
        "both_accuracies": [round(score.item(), 1) for score in scores],
    }


def overlap(box: Box = (0, 0, 6, 4), predicted: Box = (2, 0, 8, 4)) -> Values:
    """Compare a true and a predicted box (x1, y1, x2, y2): intersection over union."""
    a, b = torch.tensor(box).float(), torch.tensor(predicted).float()  # (4,) each
    corner, opposite = torch.maximum(a[:2], b[:2]), torch.minimum(a[2:], b[2:])
    intersection = (opposite - corner).clamp(min=0).prod()
    union = (a[2:] - a[:2]).prod() + (b[2:] - b[:2]).prod() - intersection
    return {"iou": intersection / union if union > 0 else 0.0}
