"""Heads: one backbone, and for every task a few layers of its own, all trained together."""

from __future__ import annotations

from typing import Any, Literal

from learn.demos.kit import (
    Adam,
    Annotated,
    Beside,
    Between,
    F,
    Figure,
    Grid,
    Len,
    Seed,
    Stack,
    Table,
    Tensor,
    Values,
    cnn,
    count,
    digits,
    nn,
    torch,
)

Weights = Annotated[tuple[Annotated[float, Between(0, 10)], ...], Len(3, 3)]


def demo(
    steps: Annotated[int, Between(0, 400)] = 100,
    weights: Weights = (1.0, 1.0, 1.0),
    hidden: Annotated[int, Between(0, 128)] = 0,
    seed: Seed = 0,
) -> Values:
    """Read the class, odd or even, and the centre of the ink from the same features."""
    x, y, x_test, y_test = digits(seed)
    targets, (digit, parity, place) = _targets(x, y), _targets(x_test, y_test)
    torch.manual_seed(seed)
    backbone, *heads = parts = [cnn(2), *(_head(outputs, hidden) for outputs in (10, 1, 2))]
    criteria: list[Any] = [F.cross_entropy, F.binary_cross_entropy_with_logits, F.mse_loss]

    def losses(i: Tensor) -> list[Tensor]:
        features = backbone(x[i])  # (N, 128), computed once for all heads
        tasks = zip(weights, criteria, heads, targets, strict=True)
        return [weight * loss(head(features), t[i]) for weight, loss, head, t in tasks]

    untrained = losses(torch.arange(64))  # three numbers, each along a path of its own
    gradients = [[_gradient(loss, part) for loss in untrained] for part in parts]
    optimizer = Adam(nn.ModuleList(parts).parameters(), lr=1e-2)
    chance = torch.Generator().manual_seed(seed)
    for _ in range(steps):
        i = torch.randint(len(x), (64,), generator=chance)
        optimizer.step(torch.stack(losses(i)).sum())

    with torch.no_grad():
        features = backbone(x_test)  # (500, 128)
        logits, odd, centre = (head(features) for head in heads)  # (500, 10), (500, 1), (500, 2)
    unexplained = (centre - place).pow(2).sum() / (place - place.mean(0)).pow(2).sum()
    return {
        "features": features.shape[1],
        "accuracy_class": (logits.argmax(1) == digit).float().mean(),
        "accuracy_parity": ((odd > 0) == parity).float().mean(),
        "r2_centre": 1 - unexplained,
        "shapes": [each.shape for each in (features, logits, odd, centre)],
        "parameters": [count(part) for part in parts],
        "gradients": gradients,
        "reached_by_parity": sum(row[1] > 0 for row in gradients),
        "images": x_test[:2, 0],
        "said": list(zip(logits.argmax(1)[:2], odd.sigmoid()[:2, 0], strict=True)),
        "silent": 0 in weights,
    }


def _head(outputs: int, hidden: int) -> nn.Module:
    """One linear layer, or two with a hidden layer between them."""
    linear = nn.Linear(hidden or 128, outputs)  # (N, outputs)
    return nn.Sequential(nn.Linear(128, hidden), nn.ReLU(), linear) if hidden else linear


def _targets(x: Tensor, y: Tensor) -> list[Tensor]:
    """Return what the heads should say: the digit, 1 for odd, and where the ink's centre is."""
    ink, at = x[:, 0] / x.sum((1, 2, 3))[:, None, None], torch.arange(8) - 3.5  # (N, 8, 8), (8,)
    centre = torch.stack([ink.sum(2) @ at, ink.sum(1) @ at], dim=1)  # (N, 2)
    return [y, (y % 2).float()[:, None], centre]  # (N,), (N, 1), (N, 2)


def _gradient(loss: Tensor, part: nn.Module) -> Tensor:
    """Return the norm of the gradient that a loss sends into a part, 0 where no path leads."""
    g = torch.autograd.grad(loss, [*part.parameters()], retain_graph=True, materialize_grads=True)
    return torch.cat([each.flatten() for each in g]).norm()


def figures(v: Values) -> list[Figure]:
    """Draw two images with what the heads say of them, the parts, and the gradients."""
    titles = [f"ŷ={digit} P(odd)={odd:.2f}" for digit, odd in v["said"]]
    images = [Grid(t, x, kind="image") for t, x in zip(titles, v["images"], strict=True)]
    names = ["backbone", "class", "parity", "centre"]
    scores = ["", f"{v['accuracy_class']:.0%}", f"{v['accuracy_parity']:.0%}"]
    scores += [f"R² {v['r2_centre']:.2f}"]
    rows = zip(names, v["shapes"], v["parameters"], scores, strict=True)
    parts = Table("", ["part", "output", "params", "score"], [list(row) for row in rows])
    norms = [[name, *row] for name, row in zip(names, v["gradients"], strict=True)]
    gradients = Table("", ["gradient", *names[1:]], norms, format=".2g")
    return [Beside([Beside(images), Stack("shared", [parts, gradients])])]


def claim(v: Values) -> float:
    """The same features serve three heads (80%, 80%, R² 0.5); no loss reaches another head."""
    backbone, *heads = v["gradients"]
    own = [heads[i][i] for i in range(3)]
    others = [heads[i][j] for i in range(3) for j in range(3) if i != j]
    scores = (v["accuracy_class"] - 0.8, v["accuracy_parity"] - 0.8, v["r2_centre"] - 0.5)
    return float(min(*scores, min(*backbone, *own) - max(others)))


CONTROL = {"weights": (1.0, 0.0, 1.0)}  # without its loss, the head for odd or even learns nothing


def dense_head_shape(
    batch: Annotated[int, Between(1, 8)] = 2,
    side: Annotated[int, Between(1, 64)] = 16,
    anchors: Annotated[int, Between(1, 9)] = 3,
    classes: Annotated[int, Between(1, 100)] = 20,
) -> Values:
    """Score every class for some anchors at each place of a feature map."""
    maps = torch.zeros(batch, 64, side, side)  # (N, C, H, W)
    scores = nn.Conv2d(64, anchors * classes, 1)(maps)  # (N, anchors * classes, H, W)
    return {"map_shape": maps.shape, "output_shape": scores.shape}


def reached(
    losses: Literal["A", "B", "C", "A+B", "A+C", "B+C", "A+B+C"] = "B",
    detached: Literal["A", "B", "C"] = "C",
) -> Values:
    """Backpropagate some losses; one head reads the features cut off from the backbone F."""
    parts = {name: nn.Linear(4, 4) for name in "FABC"}
    features = parts["F"](torch.ones(8, 4))  # (8, 4)
    for head in losses.split("+"):
        read = features.detach() if head == detached else features
        parts[head](read).pow(2).mean().backward(retain_graph=True)
    grads = {name: part.weight.grad for name, part in parts.items()}
    return {"reached": [name for name, grad in grads.items() if grad is not None]}
