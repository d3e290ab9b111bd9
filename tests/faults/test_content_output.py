"""Fault 17, and TAB and the cache: what is written for other programs to read."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from pathlib import Path

import pytest

from conftest import Here, Learn
from hostile_text import UNSAFE, term, write


def test_json_escapes_what_it_carries(capsys: pytest.CaptureFixture[str]) -> None:
    from learn.cli.screen import Start

    value = {"text": "".join(UNSAFE) + '"\\\ud800 温度\n'}
    Start({}).screen().json(value)
    written = capsys.readouterr().out
    assert not [c for c in UNSAFE if c in written]
    assert "温度" in written
    assert json.loads(written) == value


def test_a_list_has_a_record_a_line_that_computes_nothing(here: Here, tmp_path: Path) -> None:
    formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"]
    path = write(
        tmp_path / "own.yaml",
        "---\n".join(
            term(
                f"own-{n}",
                name=f'{{en: "{text}", zh: "{text}"}}',
                summary=f'{{en: "{text}\\ta\\nb", zh: "x"}}',
            )
            for n, text in enumerate(formulas)
        ),
    )
    for command in (("list", "--topic", "own"), ("search", "own")):
        out = here(*command, "--glossary", str(path)).stdout
        rows = [row for row in csv.reader(io.StringIO(out), "excel-tab") if row[0][:4] == "own-"]
        assert len(rows) == len(formulas)
        assert {len(row) for row in rows} == {5}
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
        assert {row[2] for row in rows} == {f"'{text}" for text in formulas}
    assert here("define", "own-0", "--json", "--glossary", str(path)).json["name"]["en"] == "=1+1"


def test_a_name_of_several_lines_is_refused(here: Here, tmp_path: Path) -> None:
    for name in ('"a\\nb"', '"a\\tb"', "|\n    a\n    b"):
        path = write(tmp_path / "own.yaml", term("own", name=f"\n  en: {name}\n  zh: x"))
        assert "should be on one line" in here("check", str(path)).stdout


def test_a_sheet_is_markdown_that_shows_the_text(here: Here, tmp_path: Path) -> None:
    evil = "- [x](javascript:y) <script> &lt; # 1. *a* _b_ `c` ~~d~~ $e$ | ![i](u) --> \\\\"
    lures = "".join(f"      - {{en: lure {n}, zh: x, why: {{en: w, zh: w}}}}\n" for n in range(3))
    path = write(
        tmp_path / "own.yaml",
        term("own")
        + f'questions:\n  - id: q\n    ask: {{en: "{evil}", zh: x}}\n'
        + f'    answer: {{en: "1. {evil}", zh: x}}\n    lures:\n{lures}',
    )
    arguments = ("sheet", "own", "--kind", "written", "--seed", "1", "--glossary", str(path))
    out = here(*arguments).stdout
    line = next(line for line in out.splitlines() if "script" in line)
    assert re.sub(r"\\([^A-Za-z0-9\s])", r"\1", line) == "1. " + evil.replace("\\\\", "\\")
    for mark in ("[", "]", "<", ">", "&", "*", "_", "`", "~", "$", "|", "#"):
        assert not re.search(rf"(?<!\\){re.escape(mark)}", line), mark
    assert line.startswith("1. \\- ")
    assert out.rstrip().endswith("-->")
    assert out.count("-->") == 1


def test_what_tab_offers_says_nothing_to_a_shell(learn: Learn, tmp_path: Path) -> None:
    place = tmp_path / "own"
    names = [
        "温'; touch owned; '",
        "温$(touch owned)",
        "温`touch owned`",
        '温"; touch owned; "',
        "温好",
    ]
    for n, name in enumerate(names):
        write(place / "t;touch owned" / f"own-{n}.yaml", term(f"own-{n}", name=json.dumps(
            {"en": f"e{n}", "zh": name}, ensure_ascii=False)))  # fmt: skip
    assert learn("list", "--glossary", str(place)).returncode == 0
    for shell in ("zsh", "bash", "fish"):
        env = {
            "_LEARN_COMPLETE": f"complete_{shell}",
            "LEARN_GLOSSARY": str(place),
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        }
        for line in ("learn define 温", "learn list --topic t"):
            words = {"_TYPER_COMPLETE_ARGS": line, "COMP_WORDS": line}
            last = str(len(line.split()) - 1)
            out = learn(**env, **words, COMP_CWORD=last).stdout
            assert "touch" not in out
            assert ("温好" in out) == ("温" in line)
            if shell == "zsh":
                subprocess.run(
                    ["sh", "-c", f"_arguments() {{ :; }}; {out}"], cwd=tmp_path, check=False
                )
    assert not (tmp_path / "owned").exists()


def test_a_strangers_index_is_not_believed(learn: Learn, tmp_path: Path) -> None:
    place = tmp_path / "own"
    write(place / "t" / "own.yaml", term("own"))
    assert learn("define", "own", "--glossary", str(place)).returncode == 0
    (made,) = (tmp_path / "learn" / "cache").glob("own-*.sqlite")
    made.rename(place / "index.sqlite")
    write(place / "t" / "own.yaml", term("own", formula="fresh"))
    assert "fresh" in learn("define", "own", "--glossary", str(place)).stdout


def test_a_cache_that_is_damaged_inside_is_made_again(learn: Learn, tmp_path: Path) -> None:
    before = learn("define", "gap").stdout
    (cached,) = (tmp_path / "learn" / "cache").glob("*.sqlite")
    data = bytearray(cached.read_bytes())
    for page in range(4096 * 8, len(data), 4096):
        data[page : page + 100] = b"\xff" * 100
    cached.write_bytes(data)
    for _ in range(2):
        done = learn("define", "gap")
        assert (done.returncode, done.stdout, done.stderr) == (0, before, "")
