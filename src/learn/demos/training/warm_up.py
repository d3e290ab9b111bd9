"""Warm-up: the same transformer at the same rate, from the first step or after a ramp."""

from __future__ import annotations

import copy
from functools import partial
from typing import Literal

from learn.demos.kit import (
    Adam,
    Annotated,
    Beside,
    Between,
    Curves,
    F,
    Figure,
    Seed,
    Tensor,
    Values,
    accuracy,
    digits,
    nn,
    torch,
)

Ramp = Literal["linear", "constant"]


def demo(
    rate: Annotated[float, Between(0.0001, 0.1)] = 0.02,
    warm_up: Annotated[int, Between(1, 24)] = 12,
    ramp: Ramp = "linear",
    norm: Literal["post", "pre"] = "post",
    seed: Seed = 0,
) -> Values:
    """Train a small transformer with Adam twice, from the same weights on the same batches."""
    x, y, x_test, y_test = digits(seed)  # (N, 1, 8, 8), (N,)
    x, x_test = tokens(x), tokens(x_test)  # (N, 8, 16)
    torch.manual_seed(seed)
    start = transformer(norm)
    batches = torch.randint(len(x), (24, 64), generator=torch.Generator().manual_seed(seed))

    values: Values = {}
    for name, length in {"without": 1, "with": warm_up}.items():
        model, rates, losses = copy.deepcopy(start), [], []
        optimizer = Adam(model.parameters(), rate)
        for step, i in enumerate(batches, 1):  # i: (64,)
            optimizer.lr = rate * share(step, length, ramp)
            rates.append(optimizer.lr)
            losses.append(optimizer.step(F.cross_entropy(model(x[i]), y[i])))
        values[f"rates_{name}"], values[f"losses_{name}"] = rates, losses
        values[f"loss_{name}"] = sum(losses[-10:]) / 10
        values[f"accuracy_{name}"] = accuracy(model, x_test, y_test)
    gain = values["accuracy_with"] - values["accuracy_without"]
    return values | {
        "first_rate": values["rates_with"][0],
        "gain": gain,
        "helped": gain > 0.05,
        "close": abs(gain) <= 0.05,
        "hurt": gain < -0.05,
    }


def share(step: int, warm_up: int, ramp: Ramp = "linear") -> float:
    """Return the share of the full rate that a step, counted from 1, may use."""
    if step >= warm_up:
        return 1.0
    return step / warm_up if ramp == "linear" else 0.1


def tokens(x: Tensor) -> Tensor:
    """Read an image as 8 tokens: the pixels of each row, and which row it is (one-hot)."""
    return torch.cat([x.squeeze(1), torch.eye(8).expand(len(x), 8, 8)], dim=2)  # (N, 8, 16)


def transformer(norm: str, width: int = 32, layers: int = 4) -> nn.Sequential:
    """Build an encoder whose LayerNorm stands after each residual sum (post) or before (pre)."""
    pre = norm == "pre"
    block = partial(nn.TransformerEncoderLayer, width, 2, 2 * width, dropout=0.0, batch_first=True)
    return nn.Sequential(
        nn.Linear(16, width),  # (N, 8, 32): pixels and position, embedded
        *(block(norm_first=pre) for _ in range(layers)),  # (N, 8, 32)
        *([nn.LayerNorm(width)] if pre else []),
        *(nn.Flatten(), nn.Linear(8 * width, 10)),  # (N, 10)
    )


def figures(v: Values) -> list[Figure]:
    """Draw the loss and the rate of every step, without and with warm-up."""
    names = {"without_warm_up": "without", "with_warm_up": "with"}
    losses, rates = (
        {label: v[f"{what}_{name}"] for label, name in names.items()}
        for what in ("losses", "rates")
    )
    t = list(range(1, len(v["rates_with"]) + 1))
    return [Beside([Curves("training_loss", t, losses), Curves("learning_rate", t, rates)])]


def claim(v: Values) -> float:
    """Warm-up brings at least 30 points of accuracy and a lower loss."""
    return float(min(v["gain"] - 0.3, v["loss_without"] - v["loss_with"]))


CONTROL = {"warm_up": 1}  # a ramp of one step is none: both runs are the same


def ramp_rate(
    rate: Annotated[float, Between(0.001, 1)] = 0.1,
    warm_up: Annotated[int, Between(1, 100)] = 10,
    step: Annotated[int, Between(1, 200)] = 3,
) -> Values:
    """Compute the rate of one step of a linear warm-up."""
    return {"rate_at_step": rate * share(step, warm_up)}


def transformer_schedule(
    width: Annotated[int, Between(64, 4096)] = 512,
    warm_up: Annotated[int, Between(100, 10000)] = 4000,
    step: Annotated[int, Between(1, 100000)] = 16000,
) -> Values:
    """Compare a step of the first Transformer's schedule with its peak."""
    t = torch.arange(1, 100001, dtype=torch.float64)  # (100000,)
    rates = width**-0.5 * torch.minimum(t**-0.5, t * warm_up**-1.5)  # (100000,)
    return {"share_of_peak": rates[step - 1] / rates.max()}


def largest_rate(
    width: Annotated[int, Between(64, 1024)] = 256,
    warm_up: Annotated[int, Between(100, 10000)] = 2500,
) -> Values:
    """Find where the schedule of the first Transformer peaks, and how high: at 1 / one_over."""
    t = torch.arange(1, 20001, dtype=torch.float64)  # (20000,)
    rates = width**-0.5 * torch.minimum(t**-0.5, t * warm_up**-1.5)  # (20000,)
    return {"peak_step": rates.argmax() + 1, "one_over": round(1 / rates.max().item())}
