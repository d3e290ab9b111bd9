"""Domain adaptation by AdaBN: new BatchNorm statistics from unlabelled target images, no more."""

from __future__ import annotations

from learn.demos.kit import (
    Annotated,
    Bars,
    Beside,
    Between,
    F,
    Figure,
    Grid,
    Seed,
    Table,
    Tensor,
    Values,
    accuracy,
    digits,
    fit,
    nn,
    torch,
)


def demo(
    contrast: Annotated[float, Between(0.1, 1)] = 0.2,
    brightness: Annotated[float, Between(0, 0.6)] = 0.5,
    noise: Annotated[float, Between(0, 0.3)] = 0.03,
    target_images: Annotated[int, Between(2, 1024)] = 512,
    seed: Seed = 0,
) -> Values:
    """Train on source digits, then test on both domains before and after AdaBN."""
    x, y, x_test, y_test = digits(seed)  # the source: (1297, 1, 8, 8), (1297,); 500 to test on
    chance = torch.Generator().manual_seed(seed)

    def to_target(x: Tensor) -> Tensor:  # (N, 1, 8, 8) → (N, 1, 8, 8)
        pixels = contrast * x + brightness + noise * torch.randn(x.shape, generator=chance)
        return pixels.clamp(0, 1)

    x_target = to_target(x)[:target_images]  # (target_images, 1, 8, 8), no labels
    x_target_test = to_target(x_test)  # (500, 1, 8, 8)
    torch.manual_seed(seed)
    norms = [nn.BatchNorm2d(16), nn.BatchNorm2d(32)]
    model = nn.Sequential(
        *(nn.Conv2d(1, 16, 3), norms[0], nn.ReLU(), nn.MaxPool2d(2)),  # (N, 16, 3, 3)
        *(nn.Conv2d(16, 32, 3, padding=1), norms[1], nn.ReLU()),  # (N, 32, 3, 3)
        *(nn.Flatten(), nn.Linear(288, 10)),  # (N, 10)
    )
    fit(model, x, y, steps=120, lr=5e-3, seed=seed)
    before = [accuracy(model, images, y_test) for images in (x_test, x_target_test)]
    std_source = [float(norm.running_var.sqrt().mean()) for norm in norms]

    # AdaBN: each BatchNorm forgets the source's μ and σ and stores those of the target's images.
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # a plain average over what it sees
    with torch.no_grad():  # no loss, no label, no step: the weights stay as they are
        model.train()(x_target)
    after = [accuracy(model, images, y_test) for images in (x_test, x_target_test)]
    std_target = [float(norm.running_var.sqrt().mean()) for norm in norms]

    ratios = [target / source for source, target in zip(std_source, std_target, strict=True)]
    return {
        "source_before": before[0],
        "target_before": before[1],
        "source_after": after[0],
        "target_after": after[1],
        "helped": after[1] > before[1],
        "failed": after[1] <= before[1],
        "chance": 1 / len(y_test.unique()),
        "std_source": std_source,
        "std_target": std_target,
        "first_ratio": ratios[0],
        "second_ratio": ratios[1],
        "source_digit": x_test[0, 0],  # (8, 8)
        "target_digit": x_target_test[0, 0],  # (8, 8)
    }


def figures(v: Values) -> list[Figure]:
    """Draw a digit of both domains, the accuracies, and what each BatchNorm stores."""
    digits = [Grid(key, v[key], "image", low=0, high=1) for key in ("source_digit", "target_digit")]
    keys = ("source_before", "target_before", "target_after", "source_after")
    accuracies = Bars(
        title="test_accuracy",
        bars={key: v[key] for key in keys},
        full=1.0,
        mark=v["chance"],
        mark_label="chance",
        format=".1%",
    )
    ratios = (v["first_ratio"], v["second_ratio"])
    std = zip(("BN 1", "BN 2"), v["std_source"], v["std_target"], ratios, strict=True)
    statistics = Table("stored_std", ["", "std_source", "std_target", "ratio"], list(std), ".3f")
    return [Beside([Beside(digits), accuracies]), statistics]


def claim(v: Values) -> float:
    """AdaBN raises the accuracy on the target by more than 30 points."""
    return float(v["target_after"] - v["target_before"] - 0.3)


CONTROL = {"contrast": 1.0, "brightness": 0.0, "noise": 0.0}  # the target is the source


def adabn(seed: Seed = 0) -> Values:
    """Normalise one number of a channel by the source's statistics, then by the target's."""
    x = torch.randperm(10)[:4].double()  # (4,), what one channel sees on target images
    mu, sigma = torch.randint(1, 5, (1,)).double(), torch.randint(2, 5, (1,)).double()
    before = F.batch_norm(x[:, None], mu, sigma**2, eps=1e-12)[0, 0]  # by the stored μ and σ
    after = F.batch_norm(x[:, None], None, None, training=True, eps=1e-12)[0, 0]  # by those of x
    given = {"x": x, "first": x[0], "mu": mu[0], "sigma": sigma[0]}
    return {**given, "before": before, "after": after}


def mean_distance(seed: Seed = 0) -> Values:
    """Measure how far apart the feature means of two domains are: the MMD of a linear kernel."""
    source = torch.randint(0, 6, (2, 2)).double()  # (N, D)
    target = torch.randint(0, 6, (2, 2)).double()  # (N, D)
    mmd = (source.mean(dim=0) - target.mean(dim=0)).square().sum()  # ()
    return {"source": source, "target": target, "mmd": mmd}
