"""Global average pooling: every channel's map becomes one number, its mean."""

from __future__ import annotations

from learn.demos.kit import (
    Annotated,
    Bars,
    Beside,
    Between,
    Figure,
    Grid,
    Seed,
    Shapes,
    Values,
    count,
    nn,
    torch,
)

Batch = Annotated[int, Between(1, 16)]
Channels = Annotated[int, Between(1, 2048)]
Side = Annotated[int, Between(1, 32)]
Classes = Annotated[int, Between(2, 1000)]


def demo(
    batch: Batch = 2,
    channels: Channels = 512,
    height: Side = 7,
    width: Side = 7,
    *,
    shift: Annotated[int, Between(0, 31)] = 2,
    classes: Classes = 1000,
    seed: Seed = 0,
) -> Values:
    """Pool maps to 1×1, roll them and pool again, and count what a classifier after them needs."""
    chance = torch.Generator().manual_seed(seed)
    bias = torch.rand(2048, 1, 1, generator=chance)[:channels]  # (C, 1, 1), the same at any C
    x = torch.randn(batch, channels, height, width, generator=chance)
    x.add_(bias).relu_()  # (N, C, H, W), as after a convolution

    gap = nn.AdaptiveAvgPool2d(1)
    y = gap(x)  # (N, C, 1, 1)
    flat = y.flatten(1)  # (N, C)

    rolled = torch.roll(x, (shift, shift), dims=(2, 3))  # (N, C, H, W), round the edges
    y_rolled = gap(rolled)  # (N, C, 1, 1)
    crop = x[:, :, : (height + 1) // 2]  # (N, C, about H/2, W): maps of another size
    y_crop = gap(crop)  # (N, C, 1, 1) again
    change = (rolled - x).abs_().max()

    return classifiers(channels, height, width, classes) | {
        "input_shape": x.shape,
        "output_shape": y.shape,
        "flat_shape": flat.shape,
        "crop_shape": crop.shape,
        "crop_output_shape": y_crop.shape,
        "maps": x[0, :2],
        "rolled_maps": rolled[0, :2],
        "means": flat[0, :2],
        "rolled_means": y_rolled[0, :2].flatten(),
        "mean_difference": (flat - x.mean((2, 3))).abs().max(),
        "shift_difference": (y_rolled - y).abs().max(),
        "map_difference": change,
        "moved": change > 0,
        "unmoved": change == 0,
        "cut": height > 1,
    }


def figures(v: Values) -> list[Figure]:
    """Draw the shapes, the first maps with their means, and the parameters of a classifier."""
    steps = {"": "input_shape", "AdaptiveAvgPool2d(1)": "output_shape", "flatten(1)": "flat_shape"}
    fit = 1 if v["width"] > 8 else 2  # pairs that fit 80 columns
    before = zip(v["maps"], v["means"], strict=True)
    after = zip(v["rolled_maps"], v["rolled_means"], strict=True)
    pairs = list(zip(before, after, strict=True))[:fit]
    maps = [
        Grid(f"{name}  μ = {mean:.3f}", rows, kind="image", low=0, high=3)
        for c, pair in enumerate(pairs)
        for name, (rows, mean) in zip((f"c{c}", "roll"), pair, strict=True)
    ]
    after_gap = f"GAP + Linear({v['channels']}, {v['classes']})"
    parameters = {after_gap: v["parameters_gap"], "Flatten + Linear": v["parameters_flatten"]}
    return [
        Shapes("", [(step, v[shape]) for step, shape in steps.items()]),
        Beside(maps),
        Bars("parameters", parameters, format=",.0f"),
    ]


def claim(v: Values) -> float:
    """A roll moves the maps, but every output stays (to 1e-5) the mean of its map (to 1e-6)."""
    stays, mean = 1 - v["shift_difference"] / 1e-5, 1 - v["mean_difference"] / 1e-6
    return float(min(v["map_difference"], stays, mean))


CONTROL = {"height": 1, "width": 1}  # with a single position there is none to lose


def classifiers(
    channels: Channels = 512, height: Side = 7, width: Side = 7, classes: Classes = 1000
) -> Values:
    """Count the parameters of GAP, and of a Linear classifier after it or after flattening."""
    gap = nn.AdaptiveAvgPool2d(1)
    after_gap = nn.Linear(channels, classes, device="meta")  # counted, never allocated
    after_flatten = nn.Linear(channels * height * width, classes, device="meta")
    return {
        "parameters": count(gap),
        "parameters_gap": count(gap, after_gap),
        "parameters_flatten": count(after_flatten),
        "ratio": count(after_flatten) / count(gap, after_gap),
    }


def times_the_weights(
    channels: Annotated[int, Between(1, 256)] = 64,
    height: Annotated[int, Between(1, 12)] = 7,
    width: Annotated[int, Between(1, 12)] = 7,
    classes: Annotated[int, Between(2, 20)] = 10,
) -> Values:
    """Compare the weights of a Linear classifier on flattened maps with those it has after GAP."""
    maps = torch.zeros(1, channels, height, width)  # (1, C, H, W)
    flat = maps.flatten(1)  # (1, C · H · W)
    pooled = nn.AdaptiveAvgPool2d(1)(maps).flatten(1)  # (1, C)
    many = nn.Linear(flat.shape[1], classes, bias=False)
    few = nn.Linear(pooled.shape[1], classes, bias=False)
    return {"many": count(many), "few": count(few), "times": count(many) // count(few)}


def pooled_shape(
    batch: Batch = 2,
    channels: Channels = 512,
    height: Side = 7,
    width: Side = 7,
    output: Annotated[int, Between(1, 7)] = 1,
) -> Values:
    """Pool a tensor adaptively; only an output of 1 is global."""
    x = torch.zeros(batch, channels, height, width)  # (N, C, H, W)
    y = nn.AdaptiveAvgPool2d(output)(x)  # (N, C, output, output)
    return {"input_shape": x.shape, "output_shape": y.shape}


def channel_means(
    height: Annotated[int, Between(1, 4)] = 2,
    width: Annotated[int, Between(1, 4)] = 3,
    seed: Seed = 0,
) -> Values:
    """Draw two small maps of whole numbers and pool them globally."""
    chance = torch.Generator().manual_seed(seed)
    x = torch.randint(0, 10, (1, 2, height, width), generator=chance)  # (1, 2, H, W)
    y = nn.AdaptiveAvgPool2d(1)(x.double())  # (1, 2, 1, 1)
    first, second = (str(channel) for channel in x[0].tolist())
    return {"first": first, "second": second, "means": y.flatten()}
