"""Contrastive learning on the digits, and the probe that judges it: shared by two demos."""

from __future__ import annotations

import copy
import math
from typing import TypeAlias

from learn.demos.kit import Adam, F, Tensor, nn, torch

Asked: TypeAlias = tuple[Tensor, Tensor, Tensor]  # logits, labels, the images that were asked about


def find_view(model: nn.Module, x: Tensor, strength: float, chance: torch.Generator) -> Asked:
    """Alter images twice, by up to 15°, a pixel and noise: which other view shows mine too?"""
    turn, dx, dy = strength * (2 * torch.rand(3, 2 * len(x), generator=chance) - 1)  # (2N,) each
    a, dx, dy = math.radians(15) * turn, dx / 4, dy / 4  # an image is 2 wide: a pixel is 1/4
    move = torch.stack([a.cos(), -a.sin(), dx, a.sin(), a.cos(), dy], dim=1)  # (2N, 6)
    grid = F.affine_grid(move.view(-1, 2, 3), [2 * len(x), 1, 8, 8], align_corners=False)
    views = F.grid_sample(x.repeat(2, 1, 1, 1), grid, align_corners=False)  # (2N, 1, 8, 8)
    views += 0.1 * strength * torch.randn(views.shape, generator=chance)
    z, other = F.normalize(model(views), dim=1).chunk(2)  # (N, D) each
    return z @ other.T / 0.2, torch.arange(len(x)), views  # InfoNCE: cosines / τ (N, N)


def adapt(encoder: nn.Module, head: nn.Linear, x: Tensor, y: Tensor, frozen: bool) -> nn.Sequential:
    """Train copies of a head and, unless it is frozen, of its encoder on labelled images."""
    norm = nn.BatchNorm1d(head.in_features, momentum=1, affine=False)  # standardises: no weights
    model = copy.deepcopy(nn.Sequential(encoder, norm, head))  # (N, 10)
    model[0].requires_grad_(not frozen)
    optimizer = Adam(model.parameters(), lr=2e-2)
    for _ in range(50):
        optimizer.step(F.cross_entropy(model(x), y))  # all the labels at once: no chance in it
    return model
