"""Warm-up: the same transformer at the same rate, from the first step or after a ramp."""

from __future__ import annotations

import copy
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

from annotated_types import Interval

from learn.demos.kit import accuracy, reproducible, split_digits
from learn.demos.result import Beside, Curves, Result

if TYPE_CHECKING:
    from torch import Tensor, nn

Ramp = Literal["linear", "constant"]
STEPS = 60


@reproducible
def demo(
    rate: Annotated[float, Interval(ge=0.0001, le=0.1)] = 0.02,
    warm_up: Annotated[int, Interval(ge=1, le=60)] = 30,
    ramp: Ramp = "linear",
    norm: Literal["post", "pre"] = "post",
    seed: Annotated[int, Interval(ge=0, le=9999)] = 0,
) -> Result:
    """Train a small transformer with Adam twice, from the same weights on the same batches."""
    import torch

    x, y, x_test, y_test = split_digits()  # (N, 1, 8, 8), (N,)
    tokens, tokens_test = _tokens(x), _tokens(x_test)  # (N, 8, 16)
    start = _transformer(norm)
    batches = torch.randint(len(x), (STEPS, 64))  # (60, 64)

    rates, losses, scores = {}, {}, {}
    for name, length in {"without_warm_up": 1, "with_warm_up": warm_up}.items():
        model = copy.deepcopy(start)
        rates[name], losses[name] = _train(model, tokens, y, batches, rate, length, ramp)
        scores[name] = accuracy(model, tokens_test, y_test)

    last = {name: sum(loss[-10:]) / 10 for name, loss in losses.items()}
    t = list(range(1, STEPS + 1))
    return Result(
        values={
            "first_rate": rates["with_warm_up"][0],
            "loss_without": last["without_warm_up"],
            "loss_with": last["with_warm_up"],
            "accuracy_without": scores["without_warm_up"],
            "accuracy_with": scores["with_warm_up"],
            "gain": scores["with_warm_up"] - scores["without_warm_up"],
            "rates_without": rates["without_warm_up"],
            "rates_with": rates["with_warm_up"],
        },
        figures=[
            Beside([Curves("training_loss", t, losses), Curves("learning_rate", t, rates)]),
        ],
    )


def _share(step: int, warm_up: int, ramp: Ramp = "linear") -> float:
    """Return the share of the full rate that a step, counted from 1, may use."""
    if step >= warm_up:
        return 1.0
    return step / warm_up if ramp == "linear" else 0.1


def _tokens(x: Tensor) -> Tensor:
    """Read an image as 8 tokens: the pixels of each row, and which row it is (one-hot)."""
    import torch

    return torch.cat([x.squeeze(1), torch.eye(8).expand(len(x), 8, 8)], dim=2)  # (N, 8, 16)


def _transformer(norm: str, width: int = 32, layers: int = 4) -> nn.Sequential:
    """Build an encoder whose LayerNorm stands after each residual sum (post) or before (pre)."""
    from torch import nn

    pre = norm == "pre"
    block = partial(nn.TransformerEncoderLayer, width, 2, 2 * width, dropout=0.0, batch_first=True)
    return nn.Sequential(
        nn.Linear(16, width),  # (N, 8, 32): pixels and position, embedded
        *(block(norm_first=pre) for _ in range(layers)),  # (N, 8, 32)
        *([nn.LayerNorm(width)] if pre else []),
        *(nn.Flatten(), nn.Linear(8 * width, 10)),  # (N, 10)
    )


def _train(
    model: nn.Module, x: Tensor, y: Tensor, batches: Tensor, rate: float, warm_up: int, ramp: Ramp
) -> tuple[list[float], list[float]]:
    """Train with Adam under a warm-up; return the rate and the loss of every step."""
    import torch
    from torch.nn.functional import cross_entropy

    optimizer = torch.optim.Adam(model.parameters(), rate)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: _share(t + 1, warm_up, ramp))
    rates, losses = [], []
    for i in batches:
        loss = cross_entropy(model(x[i]), y[i])
        optimizer.zero_grad()
        loss.backward()
        rates.append(scheduler.get_last_lr()[0])
        losses.append(loss.item())
        optimizer.step()
        scheduler.step()
    return rates, losses


def ramp_rate(
    rate: Annotated[float, Interval(ge=0.001, le=1)] = 0.1,
    warm_up: Annotated[int, Interval(ge=1, le=100)] = 10,
    step: Annotated[int, Interval(ge=1, le=200)] = 3,
) -> Result:
    """Ask torch's scheduler for the rate of one step of a linear warm-up."""
    import torch

    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], rate)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: _share(t + 1, warm_up))
    for _ in range(step - 1):
        optimizer.step()
        scheduler.step()
    return Result(values={"rate_at_step": scheduler.get_last_lr()[0]})


def transformer_schedule(
    width: Annotated[int, Interval(ge=64, le=4096)] = 512,
    warm_up: Annotated[int, Interval(ge=100, le=10000)] = 4000,
    step: Annotated[int, Interval(ge=1, le=100000)] = 16000,
) -> Result:
    """Find where the schedule of the first Transformer peaks, and how a step compares with it."""
    import torch

    t = torch.arange(1, 100001, dtype=torch.float64)  # (100000,)
    rates = width**-0.5 * torch.minimum(t**-0.5, t * warm_up**-1.5)  # (100000,)
    return Result(
        values={
            "peak_step": rates.argmax() + 1,
            "share_of_peak": rates[step - 1] / rates.max(),
        }
    )
