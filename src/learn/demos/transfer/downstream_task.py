"""Downstream task: frozen encoders judged by what a linear probe makes of a few labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from annotated_types import Interval

from learn.demos.contrastive import adapt, few, learn_views, new_encoder
from learn.demos.kit import accuracy, count, fit, reproducible, split_digits
from learn.demos.result import Bars, Result, Table

if TYPE_CHECKING:
    from torch import nn

Seed = Annotated[int, Interval(ge=0, le=9999)]


@reproducible
def demo(
    labels_per_class: Annotated[int, Interval(ge=1, le=50)] = 5,
    steps: Annotated[int, Interval(ge=0, le=600)] = 300,
    features: Annotated[int, Interval(ge=2, le=64)] = 16,
    seed: Seed = 0,
) -> Result:
    """Probe three encoders with the same few labels; then fine-tune one of them."""
    from copy import deepcopy

    from torch import nn

    x, y, x_test, y_test = split_digits()  # (1297, 1, 8, 8), (1297,); and 500 to test on
    random = new_encoder(features)  # (N, 1, 8, 8) → (N, features)
    pretext, supervised = deepcopy(random), deepcopy(random)
    learn_views(pretext, x, steps=steps)  # no labels
    fit(nn.Sequential(supervised, nn.Linear(features, 10)), x, y, steps=200, lr=5e-3)  # all labels

    # The downstream task: tell digits apart, learnt from a few labelled images.
    labelled, head = few(x, y, labels_per_class), nn.Linear(features, 10)
    encoders = {"random": random, "pretext": pretext, "supervised": supervised}
    probes = {
        name: adapt(encoder, head, *labelled, frozen=True) for name, encoder in encoders.items()
    }
    tuned = adapt(pretext, head, *labelled, frozen=False)

    scores = {name: accuracy(model, x_test, y_test) for name, model in probes.items()}
    ways = {
        way: {
            "trainable": count(model, trainable=True),
            "encoder_change": _change(pretext, model[0]),
            "head_change": _change(head, model[-1]),
            "accuracy": accuracy(model, x_test, y_test),
        }
        for way, model in (("linear_probe", probes["pretext"]), ("fine_tuning", tuned))
    }
    return Result(
        values={
            **scores,
            **{f"{way}_{name}": n for way, numbers in ways.items() for name, n in numbers.items()},
            "encoder_parameters": count(pretext),
            "labels": len(labelled[1]),
            "all_labels": len(y),
        },
        figures=[
            Bars("probe_accuracy", scores, full=1, mark=0.1, mark_label="chance"),
            Table(
                title="pretext_encoder",
                columns=["way", *ways["linear_probe"]],
                rows=[[way, *numbers.values()] for way, numbers in ways.items()],
                format=".3g",
            ),
        ],
    )


def _change(before: nn.Module, after: nn.Module) -> float:
    """Return by how much the weight that changed most has changed."""
    pairs = zip(before.state_dict().values(), after.state_dict().values(), strict=True)
    return float(max((p - q).abs().max() for p, q in pairs))


def probe_parameters(
    features: Annotated[int, Interval(ge=1, le=2048)] = 32,
    classes: Annotated[int, Interval(ge=2, le=1000)] = 10,
) -> Result:
    """Count what a linear probe trains on a frozen encoder."""
    from torch import nn

    encoder, head = nn.Linear(64, features).requires_grad_(False), nn.Linear(features, classes)
    return Result({"trainable": count(encoder, head, trainable=True), "all": count(encoder, head)})


@reproducible
def changed_layers(
    frozen: Annotated[int, Interval(ge=0, le=3)] = 3,
    seed: Seed = 0,
) -> Result:
    """Take one training step with the first layers frozen: which of L0 to L3 have changed?"""
    import torch
    from torch import nn

    layers = nn.ModuleList(nn.Linear(4, 4) for _ in range(4))
    for layer in layers[:frozen]:
        layer.requires_grad_(False)
    before = [layer.weight.clone() for layer in layers]
    optimizer = torch.optim.SGD([p for p in layers.parameters() if p.requires_grad], lr=0.1)
    nn.Sequential(*layers)(torch.randn(8, 4)).square().mean().backward()
    optimizer.step()
    changed = [
        f"L{i}" for i, layer in enumerate(layers) if not torch.equal(before[i], layer.weight)
    ]
    return Result({"changed": changed})


@reproducible
def nearest_neighbour(seed: Seed = 0) -> Result:
    """Classify by the nearest labelled feature vector: a downstream task without training."""
    import torch

    features = torch.randint(0, 10, (4, 2))  # of classes 0, 1, 2, 3
    while True:
        query = torch.randint(0, 10, (2,))
        distances = (features - query).square().sum(dim=1)  # (4,)
        first, second = distances.sort().values[:2]
        if 0 < first < second:
            return Result({"features": features, "query": query, "nearest": distances.argmin()})
