"""Backbone: what computes the features; a head for a new task needs few labels on good ones."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Annotated

from annotated_types import Interval

from learn.demos.kit import accuracy, count, fit, reproducible, rotate, split_digits
from learn.demos.result import Bars, Result, Shapes, Table

if TYPE_CHECKING:
    from torch import Tensor, nn


@reproducible
def demo(
    labels_per_class: Annotated[int, Interval(ge=1, le=30)] = 3,
    angle: Annotated[float, Interval(ge=0, le=180)] = 15.0,
    pretraining_steps: Annotated[int, Interval(ge=0, le=600)] = 300,
    seed: Annotated[int, Interval(ge=0, le=9999)] = 0,
) -> Result:
    """Put a new head on a backbone that is random or pre-trained, frozen or trained with it."""
    import torch
    from torch import nn

    x, y, x_test, y_test = split_digits()  # (1297, 1, 8, 8), (1297,), (500, 1, 8, 8), (500,)
    untrained = _backbone()
    pretrained = copy.deepcopy(untrained)
    fit(nn.Sequential(pretrained, nn.Linear(32, 10)), x, y, steps=pretraining_steps, lr=1e-2)

    # The new task: the digits are turned, and few have labels.
    few = torch.cat([(y == digit).nonzero()[:labels_per_class, 0] for digit in range(10)])
    x_few, x_new = rotate(x[few], angle), rotate(x_test, angle)
    reached, moved = {}, {}
    for name, backbone, frozen in (
        ("random_frozen", untrained, True),
        ("random_trained", untrained, False),
        ("pretrained_frozen", pretrained, True),
        ("pretrained_tuned", pretrained, False),
    ):
        torch.manual_seed(seed)  # the same new head and the same batches for all four
        model, moved[name] = _train_head(backbone, x_few, y[few], frozen=frozen)
        reached[name] = accuracy(model, x_new, y_test)

    maps = pretrained[:5](x_new)  # (500, 32, 4, 4)
    features = pretrained[5:](maps)  # (500, 32)
    logits = _head()(features)  # (500, 10)
    kept, tuned = moved["pretrained_frozen"], moved["pretrained_tuned"]  # (backbone, head)
    rows = [
        ["backbone", count(pretrained), kept[0], tuned[0]],
        ["head", count(_head()), kept[1], tuned[1]],
    ]
    return Result(
        values={
            **reached,
            "labels": len(few),
            "map_shape": list(maps.shape),
            "feature_shape": list(features.shape),
            "parameters_backbone": count(pretrained),
            "parameters_head": count(_head()),
            "moved_frozen": kept[0],
            "moved_tuned": tuned[0],
        },
        figures=[
            _shapes({"": x_new, "conv": maps, "GAP": features, "head": logits}),
            Bars("accuracy_on_turned", reached, full=1.0, format=".3f"),
            Table("largest_change", ["", "parameters", "frozen", "tuned"], rows, format=".2g"),
        ],
    )


def _backbone() -> nn.Sequential:
    """Two convolutions and a mean over every map: an image becomes 32 features."""
    from torch import nn

    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1),  # (N, 16, 8, 8)
        nn.ReLU(),
        nn.MaxPool2d(2),  # (N, 16, 4, 4)
        nn.Conv2d(16, 32, 3, padding=1),  # (N, 32, 4, 4)
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),  # (N, 32, 1, 1)
        nn.Flatten(),  # (N, 32)
    )


def _head() -> nn.Sequential:
    """Standardise the features, as linear probes do, and weigh them for each class."""
    from torch import nn

    return nn.Sequential(nn.BatchNorm1d(32, affine=False), nn.Linear(32, 10))  # (N, 10)


def _train_head(
    start: nn.Module, x: Tensor, y: Tensor, *, frozen: bool
) -> tuple[nn.Module, list[float]]:
    """Train a new head on a copy of the backbone; return both, and how far their weights moved."""
    from torch import nn

    backbone, head = copy.deepcopy(start).requires_grad_(not frozen), _head()
    new = copy.deepcopy(head)
    model = nn.Sequential(backbone, head)
    fit(model, x, y, steps=100, lr=1e-2)
    return model, [_moved(start, backbone), _moved(new, head)]


def _moved(before: nn.Module, after: nn.Module) -> float:
    """Return the largest change of any weight."""
    pairs = zip(before.parameters(), after.parameters(), strict=True)
    return max(float((p - q).detach().abs().max()) for p, q in pairs)


def _shapes(steps: dict[str, Tensor]) -> Shapes:
    return Shapes("", [(name, tensor.shape) for name, tensor in steps.items()])


@reproducible
def stage_shape(
    batch: Annotated[int, Interval(ge=1, le=8)] = 2,
    channels: Annotated[int, Interval(ge=4, le=32)] = 16,
    side: Annotated[int, Interval(ge=16, le=128)] = 64,
    stages: Annotated[int, Interval(ge=1, le=4)] = 3,
) -> Result:
    """Halve the side and double the channels, stage by stage."""
    import torch
    from torch import nn

    maps = torch.zeros(batch, 3, side, side)  # (N, 3, H, W)
    for stage in range(stages):
        width = channels * 2**stage
        maps = nn.Conv2d(maps.shape[1], width, 3, stride=2, padding=1)(maps)
    return Result(values={"last_channels": width, "map_shape": list(maps.shape)})


@reproducible
def trained_parameters(
    width: Annotated[int, Interval(ge=1, le=512)] = 32,
    classes: Annotated[int, Interval(ge=2, le=100)] = 10,
) -> Result:
    """Count what is trained when the backbone is frozen: the head."""
    from torch import nn

    backbone = nn.Sequential(nn.Conv2d(3, width, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    model = nn.Sequential(backbone.requires_grad_(requires_grad=False), nn.Linear(width, classes))
    return Result({"trained": count(model, trainable=True), "all": count(model)})
