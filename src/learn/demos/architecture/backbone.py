"""Backbone: what computes the features; a head for a new task needs few labels on good ones."""

from __future__ import annotations

import copy

from learn.demos.kit import (
    Annotated,
    Bars,
    Between,
    Figure,
    Seed,
    Shapes,
    Table,
    Values,
    accuracy,
    cnn,
    count,
    digits,
    few,
    fit,
    moved,
    nn,
    rotate,
    torch,
)


def demo(
    labels_per_class: Annotated[int, Between(1, 30)] = 3,
    angle: Annotated[float, Between(0, 180)] = 15.0,
    pretraining_steps: Annotated[int, Between(0, 600)] = 120,
    seed: Seed = 0,
) -> Values:
    """Put a new head on a backbone that is random or pre-trained, frozen or trained with it."""
    x, y, x_test, y_test = digits(seed)
    torch.manual_seed(seed)
    random = nn.Sequential(cnn(1), nn.Linear(32, 10))  # backbone (N, 32), head (N, 10)
    pretrained = copy.deepcopy(random)
    fit(pretrained, x, y, steps=pretraining_steps, lr=1e-2, seed=seed)

    # The new task: the digits are turned, and few have labels.
    x_few, y_few = few(rotate(x, angle), y, labels_per_class)
    x_new = rotate(x_test, angle)
    head = nn.Sequential(nn.BatchNorm1d(32, affine=False), nn.Linear(32, 10))  # (N, 10)
    models = {}
    for way in ("random_frozen", "random_trained", "pretrained_frozen", "pretrained_tuned"):
        model = models[way] = copy.deepcopy(random if "random" in way else pretrained)
        model[0].requires_grad_("frozen" not in way)
        model[1] = copy.deepcopy(head)  # the head is replaced, the backbone kept
        fit(model, x_few, y_few, steps=50, lr=1e-2, seed=seed)
    frozen, tuned = models["pretrained_frozen"], models["pretrained_tuned"]
    return {way: accuracy(model, x_new, y_test) for way, model in models.items()} | {
        "labels": len(x_few),
        "map_shape": frozen[0][:5](x_new).shape,  # (500, 32, 4, 4)
        "feature_shape": frozen[0](x_new).shape,  # (500, 32)
        "parameters_backbone": sum(p.numel() for p in pretrained[0].parameters()),
        "parameters_head": sum(p.numel() for p in head.parameters()),
        "moved_frozen": moved(pretrained[0], frozen[0]),
        "moved_tuned": moved(pretrained[0], tuned[0]),
        "heads_moved": [moved(head, frozen[1]), moved(head, tuned[1])],
    }


def figures(v: Values) -> list[Figure]:
    """Draw the shapes, the four accuracies, and what training changed."""
    shapes = [("", [500, 1, 8, 8]), ("conv", v["map_shape"])]
    shapes += [("GAP", v["feature_shape"]), ("head", [500, 10])]
    ways = ("random_frozen", "random_trained", "pretrained_frozen", "pretrained_tuned")
    rows = [
        ["backbone", v["parameters_backbone"], v["moved_frozen"], v["moved_tuned"]],
        ["head", v["parameters_head"], *v["heads_moved"]],
    ]
    return [
        Shapes("", shapes),
        Bars("accuracy_on_turned", {way: v[way] for way in ways}, full=1.0, format=".3f"),
        Table("largest_change", ["", "parameters", "frozen", "tuned"], rows, format=".2g"),
    ]


def claim(v: Values) -> float:
    """A frozen backbone stays as it is, and serves better pre-trained than random."""
    kept = v["moved_frozen"] == 0 < v["moved_tuned"]
    return float(min(v["pretrained_frozen"] - v["random_frozen"], 1 if kept else -1))


CONTROL = {"pretraining_steps": 0}  # both backbones are the same


def stage_shape(
    batch: Annotated[int, Between(1, 8)] = 2,
    channels: Annotated[int, Between(4, 32)] = 16,
    side: Annotated[int, Between(16, 128)] = 64,
    stages: Annotated[int, Between(1, 4)] = 3,
) -> Values:
    """Halve the side and double the channels, stage by stage."""
    maps = torch.zeros(batch, 3, side, side)  # (N, 3, H, W)
    for stage in range(stages):
        width = channels * 2**stage
        maps = nn.Conv2d(maps.shape[1], width, 3, stride=2, padding=1)(maps)
    return {"last_channels": width, "map_shape": maps.shape}


def kept_parameters(
    inputs: Annotated[int, Between(1, 16)] = 3,
    width: Annotated[int, Between(1, 512)] = 32,
    classes: Annotated[int, Between(2, 100)] = 10,
) -> Values:
    """Count what a new task keeps of a trained network: the backbone, without the old head."""
    conv = nn.Conv2d(inputs, width, 3)  # (N, inputs, H, W) → (N, width, H - 2, W - 2)
    backbone = nn.Sequential(conv, nn.AdaptiveAvgPool2d(1), nn.Flatten())  # (N, width)
    head = nn.Linear(width, classes)  # (N, classes)
    return {"kept": count(backbone), "all": count(backbone, head)}
