"""Embedding: a table of vectors; training brings words that share contexts together."""

from __future__ import annotations

from learn.demos.kit import (
    Adam,
    Annotated,
    Beside,
    Between,
    F,
    Figure,
    Grid,
    Seed,
    Shapes,
    Table,
    Tensor,
    Values,
    count,
    nn,
    torch,
)

# Three groups of four: colours, animals, seasons.
WORDS = ["red", "blue", "green", "pink", "cat", "dog", "cow", "fox"]
WORDS += ["spring", "summer", "autumn", "winter"]


def demo(
    dimension: Annotated[int, Between(2, 64)] = 8,
    steps: Annotated[int, Between(0, 500)] = 200,
    noise: Annotated[float, Between(0, 1)] = 0.1,
    seed: Seed = 0,
) -> Values:
    """Look up rows of a table, then train it with skip-gram and compare the words' cosines."""
    V = 12  # words, in three groups of four
    torch.manual_seed(seed)
    embedding = nn.Embedding(V, dimension)  # weight: (V, d)
    output = nn.Linear(dimension, V, bias=False)  # what predicts the context
    ids = torch.tensor([[1, 5], [0, 11]])  # (B, L)
    rows = embedding(ids)  # (B, L, d): row i of the table for id i
    product = F.one_hot(ids, V).float() @ embedding.weight  # (B, L, V) @ (V, d) → (B, L, d)

    before = cosines(embedding)  # (V, V)
    skip_gram(embedding, output, steps, noise, seed)
    after = cosines(embedding)  # (V, V)

    group = torch.arange(V) // 4  # (V,)
    same = group[:, None] == group  # (V, V)
    pair, other = same & ~torch.eye(V, dtype=torch.bool), ~same
    # The nearest other word of every word: a cosine of -2 is below all, so no word is its own.
    near, near_after = (c.clone().fill_diagonal_(-2).argmax(1) for c in (before, after))  # (V,)
    return {
        "ids_shape": ids.shape,
        "output_shape": rows.shape,
        "lookup_difference": (rows - product).abs().max(),
        "within_before": before[pair].mean(),
        "within_after": after[pair].mean(),
        "between_before": before[other].mean(),
        "between_after": after[other].mean(),
        "words": V,
        "grouped_before": (group[near] == group).sum(),
        "grouped_after": (group[near_after] == group).sum(),
        "untrained": steps == 0,
        "groupless": noise == 1,
        "closer": noise < 1 and after[pair].mean() > before[pair].mean() + 0.01,
        "cosines_before": before,
        "cosines_after": after,
        "nearest_before": near,
        "nearest_after": near_after,
    }


def cosines(embedding: nn.Embedding) -> Tensor:
    """Return the cosine of every pair of rows."""
    e = F.normalize(embedding.weight.detach(), dim=1)  # (V, d), rows of length 1
    return e @ e.T  # (V, V)


def skip_gram(
    embedding: nn.Embedding, output: nn.Linear, steps: int, noise: float, seed: int
) -> None:
    """Train the table to predict a word's context: its own group, or with `noise` any word."""
    V, chance = len(embedding.weight), torch.Generator().manual_seed(seed)
    optimizer = Adam([*embedding.parameters(), *output.parameters()], lr=0.05)
    for _ in range(steps):
        word = torch.randint(V, (64,), generator=chance)  # (B,)
        context = word // 4 * 4 + torch.randint(4, (64,), generator=chance)  # (B,)
        anyone = torch.rand(64, generator=chance) < noise  # (B,)
        context = torch.where(anyone, torch.randint(V, (64,), generator=chance), context)
        optimizer.step(F.cross_entropy(output(embedding(word)), context))  # (B, V), (B,)


def figures(v: Values) -> list[Figure]:
    """Draw the lookup's shapes, the cosines, and every second word with its nearest."""
    near = zip(WORDS, v["nearest_before"], v["nearest_after"], strict=True)
    rows = [[word, WORDS[before], WORDS[after]] for word, before, after in near]
    layer = f"Embedding({v['words']}, {v['dimension']})"
    return [
        Shapes("", [("", v["ids_shape"]), (layer, v["output_shape"])]),
        Beside(
            [
                Grid("cosines_before", v["cosines_before"], kind="image", low=-1, high=1),
                Grid("cosines_after", v["cosines_after"], kind="image", low=-1, high=1),
                Table("nearest", ["word", "before", "after"], rows[::2]),
            ]
        ),
    ]


def claim(v: Values) -> float:
    """Training brings the words of a group to a cosine over 0.5, up by 0.3, and others below 0."""
    within, between = v["within_after"], v["between_after"]
    return float(min(within - 0.5, within - v["within_before"] - 0.3, -between))


CONTROL = {"noise": 1.0}  # every word is as likely a context: there are no groups to find


def looked_up(
    vocabulary: Annotated[int, Between(2, 60_000)] = 30_000,
    dimension: Annotated[int, Between(1, 512)] = 64,
    batch: Annotated[int, Between(1, 64)] = 2,
    length: Annotated[int, Between(1, 512)] = 5,
) -> Values:
    """Look up ids in a table."""
    table = torch.zeros(vocabulary, dimension)  # (V, d)
    embedding = nn.Embedding.from_pretrained(table)
    ids = torch.zeros(batch, length, dtype=torch.long)  # (B, L)
    rows = embedding(ids)  # (B, L, d)
    return {"ids_shape": ids.shape, "output_shape": rows.shape, "parameters": count(embedding)}


def one_hot_times_table(seed: Seed = 0) -> Values:
    """Multiply a one-hot vector by a small table of whole numbers."""
    chance = torch.Generator().manual_seed(seed)
    table = torch.randint(-4, 10, (4, 2), generator=chance)  # (V, d)
    word = F.one_hot(torch.randint(4, (), generator=chance), 4)  # (V,)
    return {"table": str(table.tolist()), "word": str(word.tolist()), "row": word @ table}


def cosine_of_two(seed: Seed = 0) -> Values:
    """Draw two small vectors and compare their directions."""
    chance = torch.Generator().manual_seed(seed)
    sign = 2 * torch.randint(2, (2, 2), generator=chance) - 1  # (2, 2)
    u, v = sign * torch.randint(1, 5, (2, 2), generator=chance)  # (2,) each, no 0
    cosine = F.cosine_similarity(u.double(), v.double(), dim=0)
    return {"u": str(u.tolist()), "v": str(v.tolist()), "cosine": cosine}
