"""Global average pooling: every channel's map becomes one number, its mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from annotated_types import Interval

from learn.demos.kit import count, reproducible
from learn.demos.result import Bars, Beside, Grid, Result, Shapes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

Batch = Annotated[int, Interval(ge=1, le=16)]
Channels = Annotated[int, Interval(ge=1, le=2048)]
Side = Annotated[int, Interval(ge=1, le=32)]
Classes = Annotated[int, Interval(ge=2, le=1000)]
Seed = Annotated[int, Interval(ge=0, le=9999)]


@reproducible
def demo(
    batch: Batch = 2,
    channels: Channels = 512,
    height: Side = 7,
    width: Side = 7,
    *,
    shift: Annotated[int, Interval(ge=0, le=31)] = 2,
    classes: Classes = 1000,
    seed: Seed = 0,
) -> Result:
    """Pool maps to 1×1, roll them and pool again, and count what a classifier after them needs."""
    import torch
    from torch import nn

    bias = torch.rand(channels, 1, 1)  # (C, 1, 1): some channels respond more than others
    x = torch.randn(batch, channels, height, width).add_(bias).relu_()  # (N, C, H, W)

    gap = nn.AdaptiveAvgPool2d(1)
    y = gap(x)  # (N, C, 1, 1)
    flat = y.flatten(1)  # (N, C)

    rolled = torch.roll(x, (shift, shift), dims=(2, 3))  # (N, C, H, W), round the edges
    y_rolled = gap(rolled)  # (N, C, 1, 1)
    crop = x[:, :, : (height + 1) // 2]  # (N, C, about H/2, W): maps of another size
    y_crop = gap(crop)  # (N, C, 1, 1) again

    after = classifiers(channels, height, width, classes).values
    return Result(
        values={
            "input_shape": list(x.shape),
            "output_shape": list(y.shape),
            "flat_shape": list(flat.shape),
            "crop_shape": list(crop.shape),
            "crop_output_shape": list(y_crop.shape),
            "means": flat[0, :2],
            "mean_difference": (flat - x.mean((2, 3))).abs().max(),
            "shift_difference": (y_rolled - y).abs().max(),
            **after,
        },
        figures=[
            Shapes(
                "",
                [("", x.shape), ("AdaptiveAvgPool2d(1)", y.shape), ("flatten(1)", flat.shape)],
            ),
            Beside(_maps(x, y, rolled, y_rolled)),
            _bars(f"GAP + Linear({channels}, {classes})", after),
        ],
    )


def _maps(x: Tensor, y: Tensor, rolled: Tensor, y_rolled: Tensor) -> list[Grid]:
    """Draw the first maps of the first image, as they are and rolled, each with its mean."""
    fit = 1 if x.shape[3] > 8 else 2  # pairs that fit 80 columns
    return [
        Grid(f"{name}  μ = {means[0, c].item():.3f}", maps[0, c], kind="image", low=0, high=3)
        for c in range(min(x.shape[1], fit))
        for name, maps, means in ((f"c{c}", x, y), ("roll", rolled, y_rolled))
    ]


def _bars(name: str, after: Mapping[str, Any]) -> Bars:
    bars = {name: after["parameters_gap"], "Flatten + Linear": after["parameters_flatten"]}
    return Bars("parameters", bars, format=",.0f")


def classifiers(
    channels: Channels = 512, height: Side = 7, width: Side = 7, classes: Classes = 1000
) -> Result:
    """Count the parameters of GAP, and of a Linear classifier after it or after flattening."""
    from torch import nn

    gap = nn.AdaptiveAvgPool2d(1)
    after_gap = nn.Linear(channels, classes, device="meta")  # counted, never allocated
    after_flatten = nn.Linear(channels * height * width, classes, device="meta")
    return Result(
        {
            "parameters": count(gap),
            "parameters_gap": count(gap, after_gap),
            "parameters_flatten": count(after_flatten),
            "ratio": count(after_flatten) / count(gap, after_gap),
        }
    )


def pooled_shape(
    batch: Batch = 2,
    channels: Channels = 512,
    height: Side = 7,
    width: Side = 7,
    output: Annotated[int, Interval(ge=1, le=7)] = 1,
) -> Result:
    """Pool a tensor adaptively; only an output of 1 is global."""
    import torch
    from torch import nn

    x = torch.zeros(batch, channels, height, width)  # (N, C, H, W)
    y = nn.AdaptiveAvgPool2d(output)(x)  # (N, C, output, output)
    return Result({"input_shape": list(x.shape), "output_shape": list(y.shape)})


@reproducible
def channel_means(
    height: Annotated[int, Interval(ge=1, le=4)] = 2,
    width: Annotated[int, Interval(ge=1, le=4)] = 3,
    seed: Seed = 0,
) -> Result:
    """Draw two small maps of whole numbers and pool them globally."""
    import torch
    from torch import nn

    x = torch.randint(0, 10, (1, 2, height, width))  # (1, 2, H, W)
    y = nn.AdaptiveAvgPool2d(1)(x.double())  # (1, 2, 1, 1)
    first, second = (str(channel) for channel in x[0].tolist())
    return Result({"first": first, "second": second, "means": y.flatten()})
