"""The contributor's map names every room of the house, and only rooms that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT

MAP = (ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8")
SOURCE = ROOT / "src" / "learn"
PACKAGES = sorted(path.parent for path in SOURCE.glob("*/__init__.py"))


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_every_package_has_its_paragraph(package: Path) -> None:
    assert re.search(rf"^\*\*`learn\.{package.name}`\*\* — .{{40}}", MAP, re.M)


@pytest.mark.parametrize("module", sorted(SOURCE.glob("*.py")), ids=lambda path: path.stem)
def test_every_module_of_the_ground_is_named(module: Path) -> None:
    assert module.stem == "__init__" or re.search(rf"learn[./]{module.stem}\b", MAP)


def test_every_module_that_a_paragraph_names_is_there() -> None:
    for name, paragraph in re.findall(r"^\*\*`learn\.(\w+)`\*\* — (.*?)\n\n", MAP, re.M | re.S):
        for module in re.findall(r"`(?:\w+/)?(\w+\.py)`", paragraph):
            assert list((SOURCE / name).rglob(module)), f"{module} in the paragraph of {name}"


def test_every_path_of_the_map_is_there() -> None:
    found = re.findall(r"`((?:src|tests|glossary|\.github|\.ci)/[\w./-]+)`", MAP)
    assert len(found) > 10
    assert [path for path in found if not (ROOT / path).exists()] == []


def test_every_package_says_what_lives_in_it() -> None:
    for package in PACKAGES:
        assert (package / "__init__.py").read_text("utf-8").startswith('"""')
