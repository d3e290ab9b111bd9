"""Domain adaptation by AdaBN: new BatchNorm statistics from unlabelled target images, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from annotated_types import Interval

from learn.demos.kit import accuracy, fit, reproducible, split_digits
from learn.demos.result import Bars, Beside, Figure, Grid, Result, Table

if TYPE_CHECKING:
    from torch import Tensor, nn

Seed = Annotated[int, Interval(ge=0, le=9999)]


@reproducible
def demo(
    contrast: Annotated[float, Interval(ge=0.1, le=1)] = 0.2,
    brightness: Annotated[float, Interval(ge=0, le=0.6)] = 0.5,
    noise: Annotated[float, Interval(ge=0, le=0.3)] = 0.03,
    target_images: Annotated[int, Interval(ge=2, le=1024)] = 512,
    seed: Seed = 0,
) -> Result:
    """Train on source digits, then test on both domains before and after AdaBN."""
    import torch

    def to_target(x: Tensor) -> Tensor:  # (N, 1, 8, 8) → (N, 1, 8, 8)
        return (contrast * x + brightness + noise * torch.randn_like(x)).clamp(0, 1)

    x_source, y_source, x_test, y_test = split_digits()  # (1297, 1, 8, 8), (1297,); 500 to test on
    x_target = to_target(x_source[:target_images])  # (target_images, 1, 8, 8), no labels
    x_target_test = to_target(x_test)  # (500, 1, 8, 8)

    model = _cnn()
    fit(model, x_source, y_source, steps=120, lr=5e-3)
    std_source = _stored_std(model)
    source_before, target_before = (accuracy(model, x, y_test) for x in (x_test, x_target_test))

    _adabn(model, x_target)
    std_target = _stored_std(model)
    source_after, target_after = (accuracy(model, x, y_test) for x in (x_test, x_target_test))

    ratios = [target / source for source, target in zip(std_source, std_target, strict=True)]
    values = {
        "source_before": source_before,
        "target_before": target_before,
        "target_after": target_after,
        "source_after": source_after,
        "chance": 1 / len(y_test.unique()),
        "first_ratio": ratios[0],
        "second_ratio": ratios[1],
        "source_digit": x_test[0, 0],  # (8, 8)
        "target_digit": x_target_test[0, 0],  # (8, 8)
    }
    return Result(values, _figures(values, list(zip(std_source, std_target, ratios, strict=True))))


def _cnn() -> nn.Module:
    from torch import nn

    return nn.Sequential(
        *(nn.Conv2d(1, 16, 3), nn.BatchNorm2d(16), nn.ReLU()),  # (N, 16, 6, 6)
        nn.MaxPool2d(2),  # (N, 16, 3, 3)
        *(nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU()),  # (N, 32, 3, 3)
        *(nn.Flatten(), nn.Linear(288, 10)),  # (N, 10)
    )


def _adabn(model: nn.Module, x_target: Tensor) -> None:
    """Let every BatchNorm forget the source's μ and σ and store those of the target's images."""
    import torch

    for layer in _batch_norms(model):
        layer.reset_running_stats()
        layer.momentum = None  # a plain average over what it sees
    model.train()
    with torch.no_grad():  # no loss, no label, no step: the weights stay as they are
        model(x_target)


def _batch_norms(model: nn.Module) -> list[Any]:
    from torch import nn

    return [layer for layer in model.modules() if isinstance(layer, nn.BatchNorm2d)]


def _stored_std(model: nn.Module) -> list[float]:
    """Return the σ that each BatchNorm stores, averaged over its channels."""
    return [layer.running_var.sqrt().mean().item() for layer in _batch_norms(model)]


def _figures(values: dict[str, Any], std: list[tuple[float, ...]]) -> list[Figure]:
    digits = [
        Grid(key, values[key], "image", low=0, high=1) for key in ("source_digit", "target_digit")
    ]
    keys = ("source_before", "target_before", "target_after", "source_after")
    accuracies = Bars(
        title="test_accuracy",
        bars={key: values[key] for key in keys},
        full=1.0,
        mark=values["chance"],
        mark_label="chance",
        format=".1%",
    )
    statistics = Table(
        title="stored_std",
        columns=["", "std_source", "std_target", "ratio"],
        rows=[[f"BN {number}", *row] for number, row in enumerate(std, 1)],
        format=".3f",
    )
    return [Beside([Beside(digits), accuracies]), statistics]


@reproducible
def adabn(seed: Seed = 0) -> Result:
    """Normalise one number of a channel by the source's statistics, then by the target's."""
    import torch
    from torch.nn.functional import batch_norm

    x = torch.randperm(10)[:4].double()  # (4,), what one channel sees on target images
    mu, sigma = torch.randint(1, 5, (1,)).double(), torch.randint(2, 5, (1,)).double()
    before = batch_norm(x[:, None], mu, sigma**2, eps=1e-12)[0, 0]  # by the stored μ and σ
    after = batch_norm(x[:, None], None, None, training=True, eps=1e-12)[0, 0]  # by those of x
    given = {"x": x, "first": x[0], "mu": mu[0], "sigma": sigma[0]}
    return Result({**given, "before": before, "after": after})


@reproducible
def mean_distance(seed: Seed = 0) -> Result:
    """Measure how far apart the feature means of two domains are: the MMD of a linear kernel."""
    import torch

    source = torch.randint(0, 6, (2, 2)).double()  # (N, D)
    target = torch.randint(0, 6, (2, 2)).double()  # (N, D)
    mmd = (source.mean(dim=0) - target.mean(dim=0)).square().sum()  # ()
    return Result({"source": source, "target": target, "mmd": mmd})
