"""Downstream task: frozen encoders judged by what a linear probe makes of a few labels."""

from __future__ import annotations

import copy

from learn.demos.contrastive import adapt, find_view
from learn.demos.kit import (
    Adam,
    Annotated,
    Bars,
    Between,
    F,
    Figure,
    Seed,
    Table,
    Values,
    accuracy,
    count,
    digits,
    few,
    moved,
    nn,
    torch,
)


def demo(
    labels_per_class: Annotated[int, Between(1, 50)] = 5,
    steps: Annotated[int, Between(0, 600)] = 200,
    features: Annotated[int, Between(2, 64)] = 16,
    seed: Seed = 0,
) -> Values:
    """Probe three encoders with the same few labels; then fine-tune one of them."""
    x, y, x_test, y_test = digits(seed)
    torch.manual_seed(seed)
    random = nn.Sequential(nn.Flatten(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, features))
    pretext, head = copy.deepcopy(random), nn.Linear(features, 10)  # (N, features) → (N, 10)
    supervised = adapt(random, head, x, y, frozen=False)[0]  # trained on all labels
    model = nn.Sequential(pretext, nn.ReLU(), nn.Linear(features, 16))  # and this one on none
    chance, optimizer = torch.Generator().manual_seed(seed), Adam(model.parameters(), lr=5e-3)
    for _ in range(steps):
        batch = x[torch.randperm(len(x), generator=chance)[:128]]  # (128, 1, 8, 8)
        optimizer.step(F.cross_entropy(*find_view(model, batch, 1.0, chance)[:2]))

    # The downstream task: tell digits apart, learnt from a few labelled images.
    x_few, y_few = few(x, y, labels_per_class)
    encoders = {"random": random, "pretext": pretext, "supervised": supervised}
    probes = {way: adapt(each, head, x_few, y_few, frozen=True) for way, each in encoders.items()}
    values: Values = {way: accuracy(model, x_test, y_test) for way, model in probes.items()}
    tuned = adapt(pretext, head, x_few, y_few, frozen=False)
    for way, model in (("linear_probe", probes["pretext"]), ("fine_tuning", tuned)):
        values[f"{way}_trainable"] = count(model, trainable=True)
        values[f"{way}_encoder_change"] = moved(pretext, model[0])
        values[f"{way}_head_change"] = moved(head, model[2])
        values[f"{way}_accuracy"] = accuracy(model, x_test, y_test)
    values["encoder_parameters"] = count(pretext)
    return values | {"labels": len(y_few), "all_labels": len(y)}


def figures(v: Values) -> list[Figure]:
    """Draw the three probes, then two ways to use the pretext encoder."""
    scores = {name: v[name] for name in ("random", "pretext", "supervised")}
    columns = ["trainable", "encoder_change", "head_change", "accuracy"]
    ways = ("linear_probe", "fine_tuning")
    rows = [[way, *(v[f"{way}_{name}"] for name in columns)] for way in ways]
    return [
        Bars("probe_accuracy", scores, full=1, mark=0.1, mark_label="chance"),
        Table("pretext_encoder", ["way", *columns], rows, format=".3g"),
    ]


def claim(v: Values) -> float:
    """The same probe ranks the encoders: random, then pretext, then supervised."""
    return float(min(v["pretext"] - v["random"], v["supervised"] - v["pretext"]))


CONTROL = {"steps": 0}  # the pretext encoder is the random one


def probe_parameters(
    features: Annotated[int, Between(1, 2048)] = 32,
    classes: Annotated[int, Between(2, 1000)] = 10,
) -> Values:
    """Count what a linear probe trains on a frozen encoder."""
    encoder = nn.Linear(64, features).requires_grad_(requires_grad=False)
    head = nn.Linear(features, classes)
    return {"trainable": count(encoder, head, trainable=True), "all": count(encoder, head)}


def changed_layers(
    frozen: Annotated[int, Between(0, 3)] = 3,
    depth: Annotated[int, Between(4, 9)] = 4,
    seed: Seed = 0,
) -> Values:
    """Take one training step with the first layers frozen: which of L0, L1, … have changed?"""
    layers = nn.ModuleList(nn.Linear(4, 4) for _ in range(depth))
    for layer in layers[:frozen]:
        layer.requires_grad_(requires_grad=False)
    before = [layer.weight.clone() for layer in layers]
    nn.Sequential(*layers)(torch.randn(8, 4)).square().mean().backward()
    with torch.no_grad():
        for weight in layers.parameters():
            if weight.grad is not None:
                weight -= 0.1 * weight.grad  # SGD
    changed = [
        f"L{i}" for i, layer in enumerate(layers) if not torch.equal(before[i], layer.weight)
    ]
    return {"changed": changed, "last": depth - 1}


def nearest_neighbour(seed: Seed = 0) -> Values:
    """Classify by the nearest labelled feature vector: a downstream task without training."""
    features = torch.randint(0, 10, (4, 2))  # of classes 0, 1, 2, 3
    while True:
        query = torch.randint(0, 10, (2,))
        distances = (features - query).square().sum(dim=1)  # (4,)
        first, second = distances.sort().values[:2]
        if 0 < first < second:
            return {"features": features, "query": query, "nearest": distances.argmin()}
