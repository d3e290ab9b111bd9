"""Bottleneck: a narrow middle makes a block cheap, and decides how much of the input survives."""

from __future__ import annotations

from itertools import pairwise

from learn.demos.kit import (
    Annotated,
    Bars,
    Beside,
    Between,
    Figure,
    Grid,
    Len,
    Seed,
    Values,
    count,
    digits,
    nn,
    torch,
)

Channels = Annotated[int, Between(4, 512)]
Codes = Annotated[tuple[Annotated[int, Between(1, 64)], ...], Len(1, 3)]
Widths = Annotated[tuple[Annotated[int, Between(1, 128)], ...], Len(3, 8)]


def demo(
    channels: Channels = 256,
    narrow: Channels = 64,
    codes: Codes = (2, 8, 32),
    digit: Annotated[int, Between(0, 9)] = 5,
    seed: Seed = 0,
) -> Values:
    """Follow the width through a ResNet block, then send digits through codes of k numbers."""
    # The block: wide, narrow, wide.
    block = bottleneck(channels, narrow)
    maps = [torch.zeros(1, channels, 8, 8)]  # (1, C, 8, 8)
    for conv in block:
        maps.append(conv(maps[-1]))  # (1, M, 8, 8), then (1, M, 8, 8), then (1, C, 8, 8)

    # The code: the best linear autoencoder is the SVD of the training images.
    images, _, unseen, labels = digits(seed)
    x, unseen = images.flatten(1), unseen.flatten(1)  # (1297, 64), (500, 64)
    mean = x.mean(0)  # (64,)
    _, _, V = torch.linalg.svd(x - mean, full_matrices=False)  # (64, 64), a direction a row
    code = [(unseen - mean) @ V[:k].T for k in codes]  # (500, k) each: all that gets through
    rebuilt = [h @ V[: h.shape[1]] + mean for h in code]  # (500, 64) each
    error = [(each - unseen).square().mean() for each in rebuilt]
    variance = (mean - unseen).square().mean()  # the error of a code of 0 numbers

    drawn = (labels == digit).nonzero()[0, 0]  # an unseen image of this digit
    return {
        "profile": [h.shape[1] for h in maps],
        "output_shape": maps[-1].shape,
        "weights": count(block),
        "weights_plain": count(plain(channels)),
        "weights_plain_narrow": count(plain(narrow)),
        "ratio": count(plain(channels)) / count(block),
        "narrowed": narrow < channels,
        "inverted": narrow > channels,
        "error": error,
        "kept": [1 - e / variance for e in error],
        "image": unseen[drawn].view(8, 8),
        "images_rebuilt": [each[drawn].view(8, 8) for each in rebuilt],
    }


def bottleneck(channels: int, narrow: int) -> nn.Sequential:
    """Return the convolutions of a ResNet bottleneck block: 1×1, 3×3, 1×1."""
    return nn.Sequential(
        nn.Conv2d(channels, narrow, 1, bias=False),
        nn.Conv2d(narrow, narrow, 3, padding=1, bias=False),
        nn.Conv2d(narrow, channels, 1, bias=False),
    )


def plain(width: int) -> nn.Sequential:
    """Return the two 3×3 convolutions of a basic ResNet block, which keep the width."""
    return nn.Sequential(*(nn.Conv2d(width, width, 3, padding=1, bias=False) for _ in range(2)))


def figures(v: Values) -> list[Figure]:
    """Draw the width of the block and its weights, then a digit through codes of k numbers."""
    layers = ("input", "first_1x1", "3×3", "second_1x1")
    weights = {
        f"(3×3, {v['channels']}) ×2": v["weights_plain"],
        f"(3×3, {v['narrow']}) ×2": v["weights_plain_narrow"],
        "1×1 + 3×3 + 1×1": v["weights"],
    }
    titles = ["original", *(f"k = {k}" for k in v["codes"])]
    pictures = dict(zip(titles, [v["image"], *v["images_rebuilt"]], strict=True))
    return [
        Beside(
            [
                Bars("width", dict(zip(layers, v["profile"], strict=True)), format=",.0f"),
                Bars("weights", weights, format=",.0f"),
            ]
        ),
        Beside([Grid(t, image, kind="image", low=0, high=1) for t, image in pictures.items()]),
    ]


def claim(v: Values) -> float:
    """The block has under a tenth of the weights; the codes keep < 40%, 40–80% and > 80%."""
    limits = list(zip(v["kept"], pairwise((0.0, 0.4, 0.8, 1.0)), strict=False))
    return float(
        min(v["ratio"] / 10 - 1, *(min(kept - low, high - kept) for kept, (low, high) in limits))
    )


CONTROL = {"narrow": 256, "codes": (64, 64, 64)}  # nothing is narrow: neither cheap nor a loss


def block_weights(channels: Channels = 256, narrow: Channels = 64) -> Values:
    """Count the weights of a bottleneck block."""
    return {"weights": count(bottleneck(channels, narrow))}


def block_shape(
    batch: Annotated[int, Between(1, 8)] = 2,
    channels: Channels = 256,
    narrow: Annotated[int, Between(4, 128)] = 64,
    side: Annotated[int, Between(2, 64)] = 28,
) -> Values:
    """Send feature maps through the block that opens a stage of ResNet: stride 2, 4 · M out."""
    x = torch.zeros(batch, channels, side, side)  # (N, C, H, W)
    y = nn.Conv2d(channels, narrow, 1)(x)  # (N, M, H, W)
    y = nn.Conv2d(narrow, narrow, 3, stride=2, padding=1)(y)  # (N, M, H/2, W/2)
    wide, half = 4 * narrow, y.shape[2]
    y = nn.Conv2d(narrow, wide, 1)(y)  # (N, 4 · M, H/2, W/2)
    return {"input_shape": x.shape, "wide": wide, "half": half, "output_shape": y.shape}


def rank_of_chain(widths: Widths = (64, 32, 8, 32, 64), seed: Seed = 0) -> Values:
    """Multiply random matrices of these widths: of the input, the rank passes, the rest is lost."""
    chance = torch.Generator().manual_seed(seed)
    shapes = pairwise(widths)
    layers = [torch.randn(m, n, dtype=torch.float64, generator=chance) for m, n in shapes]
    product = torch.linalg.multi_dot(layers)  # (first width, last width)
    rank = torch.linalg.matrix_rank(product)
    chain, first = "→".join(map(str, widths)), widths[0]
    return {"chain": chain, "first": first, "rank": rank, "lost": first - rank}
