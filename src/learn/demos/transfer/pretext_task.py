"""Pretext task: an encoder learns from labels that the images give, and is judged elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from annotated_types import Interval

from learn.demos.contrastive import VIEWS, adapt, few, learn_views, new_encoder, similarity, view
from learn.demos.kit import accuracy, fit, reproducible, split_digits
from learn.demos.result import Bars, Beside, Grid, Result

if TYPE_CHECKING:
    from torch import Tensor, nn

Seed = Annotated[int, Interval(ge=0, le=9999)]


@reproducible
def demo(
    pretext: Literal["contrastive", "rotation"] = "contrastive",
    strength: Annotated[float, Interval(ge=0, le=2)] = 1.0,
    steps: Annotated[int, Interval(ge=0, le=600)] = 300,
    labels_per_class: Annotated[int, Interval(ge=1, le=50)] = 5,
    seed: Seed = 0,
) -> Result:
    """Learn an encoder without human labels, then probe it with a few."""
    from copy import deepcopy

    import torch
    from torch import nn

    x, y, x_test, y_test = split_digits()  # (1297, 1, 8, 8), (1297,); and 500 to test on
    random = new_encoder()  # (N, 1, 8, 8) → (N, 16)
    encoder = deepcopy(random)

    # The pretext task trains the encoder. Its answers come from the images: y is not used.
    if pretext == "contrastive":
        picked, pictures = _find_other_view(encoder, x, x_test[:VIEWS], steps, strength)
        own = torch.arange(VIEWS)
        solved = {
            "pretext_accuracy": (picked == own).float().mean(),
            "same_digit": (y_test[picked] == y_test[own]).float().mean(),  # y only to look
            "chance": 1 / VIEWS,
        }
    else:
        right, pictures = _tell_rotation(encoder, x, x_test, steps)
        solved = {"pretext_accuracy": right, "chance": 1 / 4}

    # The downstream task judges it: a linear classifier on the frozen features, few labels.
    labelled, head = few(x, y, labels_per_class), nn.Linear(16, 10)
    probes = {
        name: accuracy(adapt(each, head, *labelled, frozen=True), x_test, y_test)
        for name, each in (("random_encoder", random), ("pretext_encoder", encoder))
    }
    return Result(
        values={
            **solved,
            **probes,
            "gain": probes["pretext_encoder"] - probes["random_encoder"],
            "labels": len(labelled[1]),
        },
        figures=[
            Beside([Grid(name, image[0], "image", 0, 1) for name, image in pictures.items()]),
            Beside([Bars("pretext_task", solved, full=1), Bars("downstream_task", probes, full=1)]),
        ],
    )


def _find_other_view(
    encoder: nn.Sequential, x: Tensor, x_test: Tensor, steps: int, strength: float
) -> tuple[Tensor, dict[str, Tensor]]:
    """Contrastive: which of 128 altered images shows the same original as this one?"""
    import torch

    model = learn_views(encoder, x, steps=steps, strength=strength)
    one, other = view(x_test, strength), view(x_test, strength)  # (128, 1, 8, 8) each
    with torch.no_grad():
        picked = similarity(model, one, other).argmax(dim=1)  # (128,)
    wrong = (picked != torch.arange(len(picked))).nonzero().flatten().tolist()
    i = (wrong or [0])[0]  # the first mistake, where there is one
    shown = [x_test[i], one[i], other[i], other[picked[i]]]  # (1, 8, 8) each
    return picked, dict(zip(("image", "view", "its_other_view", "picked"), shown, strict=True))


def _tell_rotation(
    encoder: nn.Sequential, x: Tensor, x_test: Tensor, steps: int
) -> tuple[float, dict[str, Tensor]]:
    """Rotation: by how many quarter turns was this image turned?"""
    import torch
    from torch import nn

    def turned(x: Tensor) -> tuple[Tensor, Tensor]:
        turns = torch.arange(4).repeat_interleave(len(x))  # (4N,): labels without a human
        return torch.cat([torch.rot90(x, k, (2, 3)) for k in range(4)]), turns

    model = nn.Sequential(encoder, nn.ReLU(), nn.Linear(16, 4))
    fit(model, *turned(x), steps=steps, lr=5e-3, batch=VIEWS)
    shown = turned(x_test[:1])[0]  # (4, 1, 8, 8)
    return accuracy(model, *turned(x_test)), {f"k = {k}": shown[k] for k in range(4)}


@reproducible
def rotation_label(seed: Seed = 0) -> Result:
    """Turn a 2×2 image by some quarter turns: how many is what the rotation pretext asks."""
    import torch

    image = (torch.randperm(9)[:4] + 1).view(2, 2)
    quarter_turns = torch.randint(4, ())
    turned = torch.rot90(image, int(quarter_turns))  # counter-clockwise
    return Result({"image": image, "turned": turned, "quarter_turns": quarter_turns})


@reproducible
def masked_tokens(seed: Seed = 0) -> Result:
    """Choose some tokens as masked language modelling does: only they have a loss."""
    import torch
    from torch.nn.functional import cross_entropy

    tokens = torch.randint(10, 100, (12,))
    chosen = torch.rand(12) < 0.3
    labels = torch.where(chosen, tokens, -100)
    losses = cross_entropy(torch.randn(12, 100), labels, ignore_index=-100, reduction="none")
    return Result({"labels": labels, "predicted": (losses > 0).sum()})


@reproducible
def views_found(seed: Seed = 0) -> Result:
    """Compare four views with their four other views: how many find their own?"""
    import torch

    # Even off the diagonal, odd on it: no two of a row are equal.
    similarities = 2 * torch.randperm(16).view(4, 4) + 11 * torch.eye(4).long()  # (4, 4)
    found = similarities.argmax(dim=1) == torch.arange(4)
    return Result({"similarities": similarities, "pretext_accuracy": found.float().mean()})
