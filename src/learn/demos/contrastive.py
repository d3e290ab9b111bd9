"""Contrastive learning on the digits and the probe that judges it: shared by two demos."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor, nn

VIEWS = 128  # among how many an image has to find its other view


def new_encoder(features: int = 16) -> nn.Sequential:
    """Return an encoder that has learnt nothing yet: 64 pixels, 64 hidden units, the features."""
    from torch import nn

    return nn.Sequential(nn.Flatten(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, features))


def view(x: Tensor, strength: float = 1.0) -> Tensor:
    """Alter each image by chance: turned up to 15°, shifted up to a pixel, noisy, × strength."""
    import torch
    from torch.nn.functional import affine_grid, grid_sample

    n, side = len(x), x.shape[-1]
    a = torch.deg2rad(15 * strength * (2 * torch.rand(n) - 1))  # (N,)
    dx, dy = strength * (2 * torch.rand(2, n) - 1) * 2 / side  # (N,) each: an image is 2 wide
    move = torch.stack([a.cos(), -a.sin(), dx, a.sin(), a.cos(), dy], dim=1)  # (N, 6)
    grid = affine_grid(move.view(n, 2, 3), list(x.shape), align_corners=False)  # (N, 8, 8, 2)
    moved = grid_sample(x, grid, align_corners=False)  # (N, 1, 8, 8)
    return moved + 0.1 * strength * torch.randn_like(moved)


def similarity(model: nn.Module, one: Tensor, other: Tensor) -> Tensor:
    """Compare each image of `one` with each of `other`: cosine over τ = 0.2, shape (N, N)."""
    from torch.nn.functional import normalize

    z, z_other = normalize(model(one), dim=1), normalize(model(other), dim=1)  # (N, 16) each
    return z @ z_other.T / 0.2


def learn_views(
    encoder: nn.Sequential, x: Tensor, *, steps: int, strength: float = 1.0
) -> nn.Sequential:
    """Train the encoder to find an image's other view among 128; return it with its head."""
    import torch
    from torch import nn
    from torch.nn.functional import cross_entropy

    features = encoder[-1].out_features
    model = nn.Sequential(encoder, nn.ReLU(), nn.Linear(features, 16))  # the projection head
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    own = torch.arange(VIEWS)  # view i belongs to view i: labels without a human
    for _ in range(steps):
        batch = x[torch.randperm(len(x))[:VIEWS]]  # (128, 1, 8, 8)
        logits = similarity(model, view(batch, strength), view(batch, strength))  # (128, 128)
        loss = cross_entropy(logits, own) + cross_entropy(logits.T, own)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model


def few(x: Tensor, y: Tensor, per_class: int) -> tuple[Tensor, Tensor]:
    """Return the first images of each class, with their labels."""
    import torch

    i = torch.cat([(y == digit).nonzero().flatten()[:per_class] for digit in range(10)])
    return x[i], y[i]


def adapt(
    encoder: nn.Sequential, head: nn.Linear, x: Tensor, y: Tensor, *, frozen: bool
) -> nn.Sequential:
    """Train copies of encoder and head on labelled images; of a frozen encoder, only the head.

    Frozen, that is a linear probe; else fine-tuning. Nothing but `frozen` tells them apart.
    """
    from copy import deepcopy

    import torch
    from torch import nn
    from torch.nn.functional import cross_entropy

    model = nn.Sequential(
        deepcopy(encoder).requires_grad_(not frozen),  # (N, features)
        nn.BatchNorm1d(head.in_features, momentum=1, affine=False),  # standardises: no weights
        deepcopy(head),  # (N, 10)
    )
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=2e-2)
    for _ in range(100):
        loss = cross_entropy(model(x), y)  # all the labels at once: no chance in it
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
