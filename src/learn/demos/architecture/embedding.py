"""Embedding: a table of vectors; training brings words that share contexts together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from annotated_types import Interval

from learn.demos.kit import count, reproducible
from learn.demos.result import Beside, Grid, Result, Shapes, Table

if TYPE_CHECKING:
    from torch import Tensor, nn

Seed = Annotated[int, Interval(ge=0, le=9999)]

# Three groups of four: colours, animals, seasons.
_WORDS = ["red", "blue", "green", "pink", "cat", "dog", "cow", "fox"]
_WORDS += ["spring", "summer", "autumn", "winter"]


@reproducible
def demo(
    dimension: Annotated[int, Interval(ge=2, le=64)] = 8,
    steps: Annotated[int, Interval(ge=0, le=500)] = 200,
    noise: Annotated[float, Interval(ge=0, le=1)] = 0.1,
    seed: Seed = 0,
) -> Result:
    """Look up rows of a table, then train it with skip-gram and compare the words' cosines."""
    import torch
    from torch import nn
    from torch.nn.functional import one_hot

    V = len(_WORDS)
    embedding = nn.Embedding(V, dimension)  # weight: (V, d)
    ids = torch.tensor([[1, 5], [0, 11]])  # (B, L)
    rows = embedding(ids)  # (B, L, d): row i of the table for id i
    product = one_hot(ids, V).float() @ embedding.weight  # (B, L, V) @ (V, d) -> (B, L, d)

    before = _cosines(embedding)  # (V, V)
    _skip_gram(embedding, steps, noise)
    after = _cosines(embedding)  # (V, V)

    group = torch.arange(V) // 4  # (V,)
    same = group[:, None] == group  # (V, V)
    pair, other = same & ~torch.eye(V, dtype=torch.bool), ~same
    near, near_after = _nearest(before), _nearest(after)  # (V,) each
    return Result(
        values={
            "ids_shape": list(ids.shape),
            "output_shape": list(rows.shape),
            "lookup_difference": (rows - product).abs().max(),
            "within_before": before[pair].mean(),
            "within_after": after[pair].mean(),
            "between_before": before[other].mean(),
            "between_after": after[other].mean(),
            "words": V,
            "grouped_before": (group[near] == group).sum(),
            "grouped_after": (group[near_after] == group).sum(),
        },
        figures=[
            Shapes("", [("", ids.shape), (f"Embedding({V}, {dimension})", rows.shape)]),
            Beside(
                [
                    Grid("cosines_before", before, kind="image", low=-1, high=1),
                    Grid("cosines_after", after, kind="image", low=-1, high=1),
                    _table(near, near_after),
                ]
            ),
        ],
    )


def _table(near: Tensor, near_after: Tensor) -> Table:
    """List every second word with its nearest word before and after."""
    rows = [[_WORDS[j] for j in (i, near[i], near_after[i])] for i in range(0, len(_WORDS), 2)]
    return Table("nearest", ["word", "before", "after"], rows)


def _cosines(embedding: nn.Embedding) -> Tensor:
    """Return the cosine of every pair of rows."""
    from torch.nn.functional import normalize

    e = normalize(embedding.weight.detach(), dim=1)  # (V, d), rows of length 1
    return e @ e.T  # (V, V)


def _nearest(cosines: Tensor) -> Tensor:
    """Return the nearest other word of every word."""
    return cosines.clone().fill_diagonal_(-2).argmax(1)  # (V,)


def _skip_gram(embedding: nn.Embedding, steps: int, noise: float) -> None:
    """Train the table to predict a word's context: its own group, or with `noise` any word."""
    import torch
    from torch import nn
    from torch.nn.functional import cross_entropy

    V, d = embedding.weight.shape
    output = nn.Linear(d, V, bias=False)
    optimizer = torch.optim.Adam([*embedding.parameters(), *output.parameters()], lr=0.05)
    for _ in range(steps):
        word = torch.randint(V, (64,))  # (B,)
        context = word // 4 * 4 + torch.randint(4, (64,))  # (B,)
        context = torch.where(torch.rand(64) < noise, torch.randint(V, (64,)), context)  # (B,)
        loss = cross_entropy(output(embedding(word)), context)  # (B, V) against (B,)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def looked_up(
    vocabulary: Annotated[int, Interval(ge=2, le=60_000)] = 30_000,
    dimension: Annotated[int, Interval(ge=1, le=512)] = 64,
    batch: Annotated[int, Interval(ge=1, le=64)] = 2,
    length: Annotated[int, Interval(ge=1, le=512)] = 5,
) -> Result:
    """Look up ids in a table."""
    import torch
    from torch import nn

    embedding = nn.Embedding.from_pretrained(torch.zeros(vocabulary, dimension))  # weight: (V, d)
    ids = torch.zeros(batch, length, dtype=torch.long)  # (B, L)
    shapes = {"ids_shape": list(ids.shape), "output_shape": list(embedding(ids).shape)}
    return Result({**shapes, "parameters": count(embedding)})


@reproducible
def one_hot_times_table(seed: Seed = 0) -> Result:
    """Multiply a one-hot vector by a small table of whole numbers."""
    import torch
    from torch.nn.functional import one_hot

    table = torch.randint(-4, 10, (4, 2))  # (V, d)
    word = one_hot(torch.randint(4, ()), 4)  # (V,)
    return Result({"table": str(table.tolist()), "word": str(word.tolist()), "row": word @ table})


@reproducible
def cosine_of_two(seed: Seed = 0) -> Result:
    """Draw two small vectors and compare their directions."""
    import torch
    from torch.nn.functional import cosine_similarity

    sign = 2 * torch.randint(2, (2, 2)) - 1  # (2, 2)
    u, v = sign * torch.randint(1, 5, (2, 2))  # (2,) each, no 0
    cosine = cosine_similarity(u.double(), v.double(), dim=0)
    return Result({"u": str(u.tolist()), "v": str(v.tolist()), "cosine": cosine})
