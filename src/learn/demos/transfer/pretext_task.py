"""Pretext task: an encoder learns from labels that the images give, and is judged elsewhere."""

from __future__ import annotations

import copy
from typing import Literal

from learn.demos.contrastive import Asked, adapt, find_view
from learn.demos.kit import (
    Adam,
    Annotated,
    Bars,
    Beside,
    Between,
    F,
    Figure,
    Grid,
    Seed,
    Tensor,
    Values,
    accuracy,
    digits,
    few,
    nn,
    torch,
)


def demo(
    pretext: Literal["contrastive", "rotation"] = "contrastive",
    strength: Annotated[float, Between(0, 2)] = 1.0,
    steps: Annotated[int, Between(0, 600)] = 200,
    labels_per_class: Annotated[int, Between(1, 50)] = 5,
    seed: Seed = 0,
) -> Values:
    """Learn an encoder without human labels, then probe it with a few."""
    x, y, x_test, y_test = digits(seed)
    torch.manual_seed(seed)
    random = nn.Sequential(nn.Flatten(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 16))
    encoder, head = copy.deepcopy(random), nn.Linear(16, 10)  # (N, 1, 8, 8) → (N, 16) → (N, 10)

    # The pretext task trains the encoder. Its labels come from the images: y is not used.
    ask, answers = (find_view, 16) if pretext == "contrastive" else (tell_rotation, 4)
    model = nn.Sequential(encoder, nn.ReLU(), nn.Linear(16, answers))
    chance, optimizer = torch.Generator().manual_seed(seed), Adam(model.parameters(), lr=5e-3)
    for _ in range(steps):
        batch = x[torch.randperm(len(x), generator=chance)[:128]]  # (128, 1, 8, 8)
        logits, labels, _ = ask(model, batch, strength, chance)
        optimizer.step(F.cross_entropy(logits, labels))
    logits, labels, seen = ask(model, x_test[:128], strength, torch.Generator().manual_seed(seed))
    right = (picked := logits.argmax(dim=1)) == labels
    values: Values = {"pretext_accuracy": right.float().mean(), "chance": 1 / logits.shape[1]}
    values["pictures"] = seen[::128, 0]  # (4, 8, 8)
    if pretext == "contrastive":
        i = right.int().argmin()  # the first mistake, where there is one
        values["pictures"] = torch.cat([x_test[i], seen[i], seen[128 + i], seen[128 + picked[i]]])
        values["same_digit"] = (y_test[picked] == y_test[labels]).float().mean()  # y only to look

    # The downstream task judges it: a linear classifier on the frozen features, few labels.
    x_few, y_few = few(x, y, labels_per_class)
    for name, each in (("random_encoder", random), ("pretext_encoder", encoder)):
        values[name] = accuracy(adapt(each, head, x_few, y_few, frozen=True), x_test, y_test)
    gain = values["pretext_encoder"] - values["random_encoder"]
    return values | {"gain": gain, "helped": gain > 0, "hurt": gain < 0, "labels": len(y_few)}


def tell_rotation(model: nn.Module, x: Tensor, *_: object) -> Asked:
    """Give each image all four quarter turns: by how many was I turned?"""
    turned = torch.cat([x.rot90(k, (2, 3)) for k in range(4)])  # (4N, 1, 8, 8)
    return model(turned), torch.arange(4).repeat_interleave(len(x)), turned  # (4N, 4), (4N,)


def figures(v: Values) -> list[Figure]:
    """Draw what was asked, then how both tasks went."""
    names = ["image", "view", "its_other_view", "picked"]
    if v["pretext"] == "rotation":
        names = [f"k = {k}" for k in range(4)]
    pictures = zip(names, v["pictures"], strict=True)
    solved = [name for name in ("pretext_accuracy", "same_digit", "chance") if name in v]
    probes = ["random_encoder", "pretext_encoder"]
    return [
        Beside([Grid(name, picture, "image", 0, 1) for name, picture in pictures]),
        Beside(
            [
                Bars("pretext_task", {name: v[name] for name in solved}, full=1),
                Bars("downstream_task", {name: v[name] for name in probes}, full=1),
            ]
        ),
    ]


def claim(v: Values) -> float:
    """A pretext task without human labels makes better features than random ones for a probe."""
    return float(v["gain"])


CONTROL = {"steps": 0}  # nothing is learnt: both encoders are the same


def rotation_label(seed: Seed = 0) -> Values:
    """Turn a 2×2 image by some quarter turns: how many is what the rotation pretext asks."""
    image = (torch.randperm(9)[:4] + 1).view(2, 2)
    quarter_turns = int(torch.randint(4, ()))
    turned = torch.rot90(image, quarter_turns)  # counter-clockwise
    return {"image": image, "turned": turned, "quarter_turns": quarter_turns}


def masked_tokens(seed: Seed = 0) -> Values:
    """Choose some tokens as masked language modelling does: only they have a loss."""
    tokens = torch.randint(10, 100, (12,))
    chosen = torch.rand(12) < 0.3
    labels = torch.where(chosen, tokens, -100)
    losses = F.cross_entropy(torch.randn(12, 100), labels, ignore_index=-100, reduction="none")
    return {"labels": labels, "predicted": (losses > 0).sum()}


def views_found(seed: Seed = 0) -> Values:
    """Compare four views with their four other views: how many find their own?"""
    # Even off the diagonal, odd on it: no two of a row are equal.
    similarities = 2 * torch.randperm(16).view(4, 4) + 11 * torch.eye(4).long()  # (4, 4)
    found = similarities.argmax(dim=1) == torch.arange(4)
    return {"similarities": similarities, "pretext_accuracy": found.float().mean()}
