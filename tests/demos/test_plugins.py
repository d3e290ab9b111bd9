"""Demos of other packages: found by their entry point, stopped in time, harmless when broken."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Learn, Terminal

MODULE = '''
from learn.demos.kit import Annotated, Bars, Between, Figure, Values

Size = Annotated[int, Between(1, 20000)]

def demo(size: Size = 3) -> Values:
    import torch
    x = torch.ones(size, size)
    return {"total": x.sum()}

def figures(v: Values) -> list[Figure]:
    return [Bars("sum", {"all": v["total"]})]

def native(size: Size = 9000) -> Values:
    """One operation that takes many seconds."""
    import torch
    torch.set_num_threads(1)
    print("begun", flush=True)
    x = torch.randn(size, size)
    for _ in range(99):
        x = x @ x
    return {"total": x.sum()}

def failing(size: Size = 3) -> Values:
    import torch
    return {"total": (torch.ones(2) @ torch.ones(size)).sum()}

def unbounded(size: int = 3) -> Values:
    return {}
'''

ENTRY_POINTS = """[learn.demos]
ones = other_package
native = other_package:native
failing = other_package:failing
unbounded = other_package:unbounded
missing = no_such_module
"""


@pytest.fixture
def other(tmp_path: Path) -> dict[str, str]:
    """Another package with demos, and a glossary that names them."""
    site = tmp_path / "site"
    info = site / "other_package-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "other_package.py").write_text(MODULE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: other-package\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ENTRY_POINTS)
    terms = [
        f"slug: {name}\nname: {{en: {name}, zh: {name}}}\nsummary: {{en: A b c., zh: 甲乙。}}\n"
        f"demo: {{run: {name}, look: [{{en: Look., zh: 看。}}],"
        " parameters: {size: {en: how many, zh: 大小}}, labels: {sum: {en: sum, zh: 和},"
        " all: {en: all, zh: 全部}}}\n"
        for name in ("ones", "native", "failing", "unbounded", "missing")
    ]
    (tmp_path / "own.yaml").write_text("---\n".join(terms), "utf-8")
    return {"PYTHONPATH": str(site), "LEARN_GLOSSARY": str(tmp_path / "own.yaml")}


def test_a_demo_of_another_package_runs(learn: Learn, other: dict[str, str]) -> None:
    done = learn("demo", "ones", "--size", "4", **other)
    assert done.returncode == 0, done.stderr
    assert "all 16.00" in done.stdout


@pytest.mark.parametrize("name", ["missing", "unbounded"])
def test_a_broken_one_is_one_line_and_hurts_nobody(
    learn: Learn, other: dict[str, str], name: str
) -> None:
    done = learn("demo", name, **other)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "other-package" in done.stderr
    assert learn("demo", "temperature", **other).returncode == 0
    assert learn("define", name, **other).returncode == 0


def test_what_torch_refuses_is_one_line(learn: Learn, other: dict[str, str]) -> None:
    done = learn("demo", "failing", **other)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "failing" in done.stderr


def test_a_yaml_file_names_no_module(learn: Learn, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "slug: evil\nname: {en: evil, zh: 恶}\nsummary: {en: A., zh: 甲。}\ndemo: {run: os}\n"
    )
    done = learn("demo", "evil", "--glossary", str(own))
    assert done.returncode == 1
    assert "no demo called" in done.stderr


def test_a_demo_that_overruns_is_stopped(learn: Learn, other: dict[str, str]) -> None:
    begun = time.monotonic()
    done = learn("demo", "native", "--timeout", "4", **other)
    assert done.returncode == 124
    assert "4 s" in done.stderr
    assert time.monotonic() - begun < 20


def test_control_c_is_heard_within_one_operation(
    terminal: Callable[..., Terminal], other: dict[str, str]
) -> None:
    running = terminal("demo", "native", **other)
    running.wait_for("begun")
    time.sleep(1)
    begun = time.monotonic()
    running.press("\x03")
    assert running.end() == 130
    assert time.monotonic() - begun < 3
