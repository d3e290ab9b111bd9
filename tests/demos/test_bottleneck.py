"""The bottleneck's weights, what its code keeps, and its questions."""

from __future__ import annotations

import pytest

from learn import demos
from learn.demos.kit import Adam, digits

BOTTLENECK = demos.load("bottleneck")


@pytest.mark.parametrize(("channels", "narrow"), [(256, 64), (64, 16), (32, 128), (512, 4)])
def test_the_weights_are_those_of_the_formula(channels: int, narrow: int) -> None:
    values = BOTTLENECK.run(channels=channels, narrow=narrow).values
    weights = 2 * channels * narrow + 9 * narrow**2
    assert values["weights"] == weights
    assert values["weights_plain"] == 2 * 9 * channels**2
    assert values["weights_plain_narrow"] == 2 * 9 * narrow**2
    assert values["ratio"] == pytest.approx(18 * channels**2 / weights)
    assert values["profile"] == [channels, narrow, narrow, channels]
    assert values["output_shape"] == [1, channels, 8, 8]


@pytest.mark.parametrize("seed", [0, 7])
def test_a_code_keeps_what_the_eigenvectors_of_the_covariance_keep(seed: int) -> None:
    import numpy as np

    images, _, unseen, _ = (each.numpy().astype("float64") for each in digits(seed))
    x, y = images.reshape(-1, 64), unseen.reshape(-1, 64)
    _, vectors = np.linalg.eigh(np.cov(x, rowvar=False))  # from the least to the greatest
    kept = []
    for k in (1, 5, 20):
        top = vectors[:, -k:]
        centred = y - x.mean(0)
        kept.append(1 - ((centred - centred @ top @ top.T) ** 2).sum() / (centred**2).sum())
    computed = BOTTLENECK.run(codes=(1, 5, 20), seed=seed).values["kept"]
    assert computed == pytest.approx(kept, abs=1e-4)


def trained_error(seed: int) -> float:
    """Train a linear autoencoder with a code of 8 by gradient descent; return its unseen error."""
    import torch
    from torch import nn
    from torch.nn.functional import mse_loss

    images, _, unseen, _ = digits(seed)
    x, y = images.flatten(1), unseen.flatten(1)
    x, y = x - x.mean(0), y - x.mean(0)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = nn.Sequential(nn.Linear(64, 8, bias=False), nn.Linear(8, 64, bias=False))
    optimizer = Adam(model.parameters(), 0.01)
    for _ in range(400):
        optimizer.step(mse_loss(model(x), x))
    return float(mse_loss(model(y), y).item())


def test_a_trained_linear_autoencoder_comes_near_the_svd() -> None:
    (error,) = BOTTLENECK.run(codes=(8,), seed=0).values["error"]
    assert trained_error(seed=0) == pytest.approx(error, rel=0.05)


def test_a_code_as_wide_as_the_input_keeps_everything() -> None:
    assert BOTTLENECK.run(codes=(64,)).values["kept"] == pytest.approx([1.0], abs=1e-5)


@pytest.mark.parametrize("digit", range(10))
def test_every_digit_can_be_drawn(digit: int) -> None:
    assert len(BOTTLENECK.run(digit=digit, codes=(3,)).figures) == 2


@pytest.mark.parametrize(("channels", "narrow"), [(128, 10), (32, 8), (256, 64)])
def test_block_weights_are_counted_by_channel_pairs(channels: int, narrow: int) -> None:
    values = BOTTLENECK.compute("block_weights", {"channels": channels, "narrow": narrow})
    assert values["weights"] == narrow * (2 * channels + 9 * narrow)


@pytest.mark.parametrize("side", [14, 28])
@pytest.mark.parametrize("narrow", [16, 64])
def test_the_block_that_opens_a_stage_halves_the_side_and_is_wide_again(
    side: int, narrow: int
) -> None:
    values = BOTTLENECK.compute(
        "block_shape", {"batch": 4, "channels": 256, "narrow": narrow, "side": side}
    )
    assert values["input_shape"] == [4, 256, side, side]
    assert values["output_shape"] == [4, 4 * narrow, side // 2, side // 2]
    assert (values["wide"], values["half"]) == (4 * narrow, side // 2)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("widths", [(64, 32, 8, 32, 64), (10, 3, 6, 12), (12, 12, 12), (7, 20, 5)])
def test_the_rank_of_a_chain_is_its_least_width(widths: tuple[int, ...], seed: int) -> None:
    values = BOTTLENECK.compute("rank_of_chain", {"widths": widths, "seed": seed})
    assert values["rank"] == min(widths)
