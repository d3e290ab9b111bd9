"""End to end: one loss trains the whole network, against stages that are trained apart."""

from __future__ import annotations

import copy
from collections import Counter, defaultdict
from collections.abc import Callable
from statistics import quantiles
from typing import Literal

from learn.demos.kit import (
    Adam,
    Annotated,
    Beside,
    Between,
    F,
    Figure,
    Seed,
    Table,
    Tensor,
    Values,
    accuracy,
    digits,
    fit,
    nn,
    torch,
)

Module = Literal["softmax", "ReLU", "sort", "round", "argmax", "straight-through round"]


def demo(
    width: Annotated[int, Between(2, 32)] = 2,
    first_stage: Literal["reconstruct", "random"] = "reconstruct",
    steps: Annotated[int, Between(20, 1000)] = 250,
    seed: Seed = 0,
) -> Values:
    """Train one network twice from the same weights: stage by stage, and end to end."""
    x, y, x_test, y_test = digits(seed)  # (N, 1, 8, 8), (N,)
    torch.manual_seed(seed)
    encoder = nn.Sequential(nn.Flatten(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, width))
    classifier = nn.Sequential(nn.Linear(width, 64), nn.ReLU(), nn.Linear(64, 10))
    stage_wise = nn.Sequential(encoder, classifier)  # (N, 64) → (N, width) → (N, 10)
    networks = {"stage_wise": stage_wise, "end_to_end": copy.deepcopy(stage_wise)}

    # Stage by stage: the encoder learns a goal of its own, is frozen, then the classifier learns.
    if first_stage == "reconstruct":
        reconstruct(encoder, x, width, steps, seed)
    encoder.requires_grad_(requires_grad=False)

    norms = {name: gradients(network, x, y) for name, network in networks.items()}
    for network in networks.values():  # one loss for all that isn't frozen
        fit(network, x, y, steps=steps, lr=1e-2, batch=128, seed=seed)
    scores = {name: accuracy(network, x_test, y_test) for name, network in networks.items()}
    gain = scores["end_to_end"] - scores["stage_wise"]
    return scores | {
        "gain": gain,
        "encoder_gradient": norms["end_to_end"][0],
        "encoder_gradient_frozen": norms["stage_wise"][0] or 0.0,
        "classifier_gradients": [classifier for _, classifier in norms.values()],
        "codes": [plane(network[0](x_test)) for network in networks.values()],  # (500, 2) each
        "digits": y_test,
        "helped": gain > 0.05,
        "close": abs(gain) <= 0.05,
        "hurt": gain < -0.05,
    }


def reconstruct(encoder: nn.Module, x: Tensor, width: int, steps: int, seed: int) -> None:
    """Train the encoder to keep what a decoder needs to redraw the image; no label is seen."""
    decoder = nn.Sequential(nn.Linear(width, 64), nn.ReLU(), nn.Linear(64, 64))  # (N, 64)
    optimizer = Adam([*encoder.parameters(), *decoder.parameters()], 5e-3)
    chance = torch.Generator().manual_seed(seed)
    for _ in range(steps):
        batch = x[torch.randint(len(x), (128,), generator=chance)]
        optimizer.step(F.mse_loss(decoder(encoder(batch)), batch.flatten(1)))


def gradients(network: nn.Sequential, x: Tensor, y: Tensor) -> list[float | None]:
    """Return the norm of the gradient at the last weights of each part; None where none arrives."""
    network.zero_grad()
    F.cross_entropy(network(x), y).backward()
    grads = [part[-1].weight.grad for part in network]
    return [None if grad is None else grad.norm().item() for grad in grads]


def plane(z: Tensor) -> Tensor:
    """Return codes (N, width) as points of a plane: their two principal directions."""
    if z.shape[1] == 2:
        return z
    return z @ torch.linalg.svd(z - z.mean(0), full_matrices=False).Vh[:2].T  # (N, 2)


def figures(v: Values) -> list[Figure]:
    """Draw where the codes of the digits lie, and what reaches each part."""
    names = ("stage_wise", "end_to_end")
    at_encoder = (v["encoder_gradient_frozen"] or "None", v["encoder_gradient"])
    return [
        Beside(
            [
                Table("", [name], [[drawn_map(z, v["digits"])]])
                for name, z in zip(names, v["codes"], strict=True)
            ]
        ),
        Table(
            title="",
            columns=["", "accuracy", "at_encoder", "at_classifier"],
            rows=[
                [name, v[name], *norms]
                for name, *norms in zip(names, at_encoder, v["classifier_gradients"], strict=True)
            ],
            format=".3f",
        ),
    ]


def drawn_map(z: list[list[float]], labels: list[int], rows: int = 8, columns: int = 36) -> str:
    """Draw the plane of the codes: at every place the digit most often found there."""
    places = [
        [int(min(max((value - low) / max(high - low, 1e-9), 0), 0.999) * cells) for value in axis]
        for axis, cells in zip(zip(*z, strict=True), (columns, rows), strict=True)
        for low, *_, high in [quantiles(axis, n=100, method="inclusive")]
    ]
    found: defaultdict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for column, row, digit in zip(*places, labels, strict=True):
        found[row, column][digit] += 1
    most = {where: str(digits.most_common(1)[0][0]) for where, digits in found.items()}
    return "\n".join("".join(most.get((r, c), "·") for c in range(columns)) for r in range(rows))


def claim(v: Values) -> float:
    """End-to-end training is at least 5 points more accurate than frozen stages."""
    return float(v["gain"] - 0.05)


CONTROL = {"width": 32}  # so wide a code keeps what tells digits apart, though no label asks for it


def cut(
    layers: Annotated[int, Between(4, 10)] = 4,
    after: Annotated[int, Between(0, 2)] = 1,
) -> Values:
    """Stack layers L0, L1, … and detach the output of one: which of them still get a gradient."""
    stack = [nn.Linear(3, 3) for _ in range(layers)]
    x = torch.ones(2, 3)
    for i, layer in enumerate(stack):
        x = layer(x).detach() if i == after else layer(x)  # (2, 3)
    x.sum().backward()
    grads = [layer.weight.grad for layer in stack]
    reached = [f"L{i}" for i, grad in enumerate(grads) if grad is not None]
    return {"reached": reached, "last": layers - 1}


def through(module: Module = "softmax", then: Module = "ReLU", seed: Seed = 0) -> Values:
    """Put two modules between two layers: whether the loss can train the first layer."""
    between: dict[str, Callable[[Tensor], Tensor]] = {
        "softmax": lambda z: z.softmax(1),
        "ReLU": lambda z: z.relu(),
        "sort": lambda z: z.sort(1).values,
        "round": lambda z: z.round(),
        "argmax": lambda z: F.one_hot(z.argmax(1), 4).float(),
        "straight-through round": lambda z: z + (z.round() - z).detach(),
    }
    torch.manual_seed(seed)
    first, second = nn.Linear(5, 4), nn.Linear(4, 2)
    y = second(between[then](between[module](first(torch.randn(32, 5)))))  # (32, 2)
    F.mse_loss(y, torch.randn(32, 2)).backward()
    grad = first.weight.grad
    return {"trainable": grad is not None and bool(grad.abs().sum() > 0)}
