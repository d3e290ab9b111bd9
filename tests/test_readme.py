"""What the README says is true."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import GLOSSARY, ROOT, Learn
from reference import reference, split


def test_the_command_reference_is_what_the_program_says() -> None:
    _, inside, _ = split()
    assert inside == reference(), "run: python tests/reference.py"


def test_ci_runs_the_test_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    command = r"^python3 -m venv .*pytest -n auto --dist worksteal$"
    assert len(re.findall(command, readme, re.MULTILINE)) == 1
    assert "README.md" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_own_glossary_of_the_readme_is_one(learn: Learn, tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(text.split("```yaml\n")[1].split("```")[0], "utf-8")
    checked = learn("check", str(own))
    assert checked.returncode == 0, checked.stdout
    assert "热启动" in learn("define", "hot start", "--glossary", str(own)).stdout


def test_adding_a_term_takes_at_most_ten_lines() -> None:
    text = (ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8")
    steps = text.split("## Add a term\n")[1].split("\n## ")[0]
    assert 3 < len([line for line in steps.splitlines() if line]) <= 10


def test_the_picture_in_the_readme_is_what_the_demo_draws(learn: Learn) -> None:
    shown = (ROOT / "README.md").read_text("utf-8").split("$ learn demo temperature\n")[1]
    numbers = re.findall(r"\b0\.\d{4}\b", shown.split("```")[0])
    assert len(numbers) == 9
    said = learn("demo", "temperature").stdout
    assert all(number in said for number in numbers)


def test_the_top_level_is_what_it_should_be() -> None:
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert names - {"build", "dist", "__pycache__"} == {
        "pyproject.toml", "glossary", "src", "tests", "README.md", "LICENSE",
    }  # fmt: skip
    assert GLOSSARY.is_dir()
