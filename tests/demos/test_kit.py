"""What the demos share: torch's own Adam, streams apart, and nothing heavier than torch."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import SLUGS, environment
from learn import demos
from learn.demos.code import code
from learn.demos.kit import Adam, accuracy, digits, few, fit, moved, nn, rotate, torch
from runs import ran

DEMOS = [slug for slug in SLUGS if slug != "ambiguous"]


def _network() -> nn.Module:
    torch.manual_seed(7)
    return nn.Sequential(nn.Linear(5, 16), nn.Tanh(), nn.BatchNorm1d(16), nn.Linear(16, 3))


@pytest.mark.parametrize("lr", [1e-3, 0.05])
def test_adam_is_the_one_of_torch(lr: float) -> None:
    ours, torchs = _network(), _network()
    mine, other = Adam(ours.parameters(), lr), torch.optim.Adam(torchs.parameters(), lr)
    for _ in range(100):
        x, y = torch.randn(32, 5), torch.randint(3, (32,))
        losses = [nn.functional.cross_entropy(network(x), y) for network in (ours, torchs)]
        other.zero_grad()
        losses[1].backward()
        other.step()
        assert mine.step(losses[0]) == pytest.approx(losses[1].item(), abs=1e-6)
    for p, q in zip(ours.parameters(), torchs.parameters(), strict=True):
        assert (p - q).abs().max() <= 1e-6


def test_adam_moves_only_what_a_loss_reaches_and_what_is_not_frozen() -> None:
    network = _network()
    start = [p.clone() for p in network.parameters()]
    network[0].requires_grad_(False)
    Adam(network.parameters(), 0.1).step(network[3](torch.ones(4, 16)).sum())
    changed = [not torch.equal(p, q) for p, q in zip(start, network.parameters(), strict=True)]
    assert changed == [False, False, False, False, True, True]


def test_the_digits_are_split_by_their_seed_alone() -> None:
    x, y, x_test, y_test = digits(3)
    torch.manual_seed(1)
    again = digits(3)
    assert all(torch.equal(a, b) for a, b in zip((x, y, x_test, y_test), again, strict=True))
    assert (x.shape, x_test.shape) == ((1297, 1, 8, 8), (500, 1, 8, 8))
    assert (float(x.min()), float(x.max())) == (0, 1)
    assert y.bincount().min() > 100
    assert not torch.equal(digits(4)[1], y)


def test_training_draws_its_batches_from_a_stream_of_its_own() -> None:
    x, y = torch.randn(50, 5), torch.randint(3, (50,))
    trained = [_network(), _network()]
    for network in trained:
        torch.rand(17)  # another stream
        fit(network, x, y, steps=20, lr=0.01, batch=8, seed=5)
    assert moved(*trained) == 0
    assert moved(_network(), trained[0]) > 0
    assert accuracy(trained[0], x, y) > accuracy(_network(), x, y)


def test_few_takes_as_many_of_each_class() -> None:
    x, y, *_ = digits(0)
    x_few, y_few = few(x, y, 4)
    assert y_few.bincount().tolist() == [4] * 10
    assert len(x_few) == 40


def test_a_turn_of_ninety_degrees_is_exact() -> None:
    x = digits(0)[0][:3]
    assert torch.allclose(rotate(x, 90), torch.rot90(x, 1, (2, 3)), atol=1e-5)


@pytest.mark.parametrize("slug", DEMOS)
def test_the_code_of_a_demo_is_one_screen_that_runs_by_itself(slug: str) -> None:
    demo = demos.load(slug)
    source = code(demo.functions["demo"])
    assert len(source.splitlines()) <= 80
    known = {**vars(sys.modules["learn.demos.kit"]), **vars(sys.modules[_module(slug)])}
    shown = [line[4:].split("(")[0] for line in source.split("\n") if line.startswith("def ")]
    for name in (*shown, "figures", "claim"):
        known.pop(name, None)
    assert "def figures" not in source
    exec(compile(source, slug, "exec", flags=_FUTURE), known)
    defaults = {name: each.default for name, each in demo.parameters.items()}
    torch.manual_seed(0)
    torch.set_num_threads(1)
    assert known["demo"](**defaults).keys() == ran(slug).values.keys()


_FUTURE = __import__("__future__").annotations.compiler_flag


def _module(slug: str) -> str:
    return demos.names()[slug]


def test_the_contrastive_loss_is_in_what_the_pretext_task_shows() -> None:
    source = code(demos.load("pretext-task").functions["demo"])
    assert "cross_entropy" in source
    assert "normalize" in source


_PROBE = """
import json, sys
from learn import demos
loaded = {slug: demos.load(slug) for slug in sys.argv[1:]}
assert "torch" not in sys.modules, "reading a demo loads torch"
costly = {}
for slug, demo in loaded.items():
    for name in demo.functions:
        defaults = {n: p.default for n, p in demo.parameters_of(name).items()}
        demo.compute(name, defaults)
        for module in {"torch._dynamo", "torch.utils.flop_counter"} & set(sys.modules):
            costly.setdefault(module, f"{slug}.{name}")
print(json.dumps(costly))
"""


def test_no_demo_loads_more_of_torch_than_it_needs(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, *DEMOS],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == {}


def test_target_images_move_nothing_before_adaptation() -> None:
    demo = demos.load("domain-adaptation")
    before = {demo.run(target_images=n).values["target_before"] for n in (8, 64, 512, 1024)}
    assert len(before) == 1
