"""learn demo: options from the signature, refusals before torch, and figures for every reader."""

from __future__ import annotations

import io
import json
import math
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from conftest import Learn, Terminal
from learn.demos.result import Curves, Figure, Shapes
from learn.views.figures import draw

NECK = "learn demo neck --changed C5 --watched P3 --path top_down --channels 64 --seed 0"
SOFTMAX = ("0.0900 0.2447 0.6652", "0.1863 0.3072 0.5065", "0.0159 0.1173 0.8668")


def test_temperature_shows_the_softmax_of_the_mission(learn: Learn) -> None:
    out = learn("demo", "temperature").stdout
    assert all(row in out for row in SOFTMAX)
    values = json.loads(learn("demo", "temperature", "--json").stdout)["values"]
    assert [f"{p:.4f}" for p in values["probabilities"]] == SOFTMAX[0].split()


def test_a_chinese_reader_is_refused_and_helped_in_chinese(learn: Learn) -> None:
    zh = ("demo", "temperature", "--lang", "zh")
    assert (
        "--temperature 不接受“0”。\n可取：0.05 至 20。" in learn(*zh, "--temperature", "0").stderr
    )
    unknown = learn(*zh, "--temprature", "1").stderr
    assert "没有选项 --temprature。\n它有：--temperature、--logits。" in unknown
    assert unknown.endswith("你是指 --temperature 吗？\n")
    assert (
        "一次只能有一个选项"
        in learn(*zh[:1], "neck", *zh[2:], "--seed", "1,2", "--channels", "3,4").stderr
    )
    assert "终端" in learn(*zh, "--play").stderr
    shown = learn(*zh, "--help").stdout
    assert "用法：" in shown
    assert "2 至 8 个数，各为 -20 至 20，以逗号相连" in shown
    assert " to " not in shown


@pytest.mark.parametrize(
    ("option", "near"),
    [("--temprature", "--temperature"), ("--lgoits", "--logits"), ("--colour", "")],
)
def test_an_option_that_is_near_is_suggested(learn: Learn, option: str, near: str) -> None:
    said = learn("demo", "temperature", option, "1").stderr
    assert "It has --temperature, --logits." in said
    assert said.endswith(f" Did you mean {near}?\n" if near else "--logits.\n")


def test_a_word_with_meanings_but_no_entry_is_sent_to_define(learn: Learn) -> None:
    done = learn("demo", "步长")
    assert done.returncode == 1
    assert "has meanings" in done.stderr
    assert done.stderr.endswith("\nlearn define 步长\n")


def test_equal_logits_have_a_bar_each(learn: Learn) -> None:
    line = (
        learn("demo", "temperature", "--logits", "2,2,2,2").stdout.split("T = 1 ")[1].split("\n")[0]
    )
    assert line.count("=2 0.2500") == 4


def test_a_command_to_run_again_keeps_an_option_with_its_value(
    terminal: Callable[..., Terminal],
) -> None:
    for width in (40, 60, 80):
        screen = terminal("demo", "neck", "--help", size=(width, 60))
        screen.end()
        text = screen.text()
        lines = text[text.rindex("learn demo neck") :].split("\n")
        assert " ".join(lines).strip() == NECK
        assert all(line.startswith("--") for line in lines[1:] if line), text
        assert not any(re.search(r"--[a-z]+$", line) for line in lines), text


def test_a_guess_can_be_left_by_control_c(terminal: Callable[..., Terminal]) -> None:
    asked = terminal("demo", "temperature", "--predict")
    asked.wait_for("your guess")
    asked.press("\x03")
    assert asked.end() == 130
    assert asked.screen.cursor.x == 0, "the shell's prompt has a line of its own"


def test_shapes_break_at_arrows_and_curves_count_whole_steps() -> None:
    def drawn(figure: Figure, width: int) -> str:
        shown = io.StringIO()
        Console(width=width, file=shown, color_system=None).print(draw(figure, width, str))
        return shown.getvalue()

    steps = Shapes("", [("", [2, 512, 7, 7]), ("AdaptiveAvgPool2d(1)", [2, 512, 1, 1])])
    assert drawn(steps, 30).split("\n") == [
        "(2, 512, 7, 7)",
        "  → AdaptiveAvgPool2d(1)",
        "  → (2, 512, 1, 1)",
        "",
    ]
    assert drawn(steps, 42).split("\n")[1] == "  → AdaptiveAvgPool2d(1) → (2, 512, 1, 1)"
    curve = drawn(Curves("", [1, 60], {"a": [0.000667, 0.02]}), 60)
    assert "30.5" not in curve
    assert "0.00067┤" in curve


def test_raising_the_temperature_brings_the_loss_to_ln_k_from_both_sides(learn: Learn) -> None:
    values = json.loads(learn("demo", "temperature", "--json").stdout)["values"]
    right, wrong = values["loss_if_right"], values["loss_if_wrong"]
    assert right == sorted(right)
    assert wrong == sorted(wrong, reverse=True)
    assert right[-1] < math.log(3) < wrong[-1]


def test_pooling_gives_one_number_a_channel_for_any_size(learn: Learn) -> None:
    parameters = json.loads(learn("demo", "gap", "--json").stdout)["parameters"]
    assert {"height", "width"} <= set(parameters)
    done = learn("demo", "gap", "--height", "5", "--width=9", "--json")
    assert done.returncode == 0, done.stderr
    assert [1, 1] in [
        value[-2:] for value in json.loads(done.stdout)["values"].values() if _is_shape(value)
    ]


def _is_shape(value: object) -> bool:
    return isinstance(value, list) and len(value) == 4 and all(isinstance(v, int) for v in value)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--temperature", "50"), "0.05 to 20"),
        (("--temperature", "nan"), "0.05 to 20"),
        (("--temperature", "warm"), "0.05 to 20"),
        (("--logits", "1"), "2 to 8 numbers"),
        (("--logits", "1,2,inf"), "-20 to 20"),
        (("--nothing", "1"), "--temperature"),
        (("--temperature",), "--help"),
    ],
)
def test_a_bad_value_is_refused_with_the_range(
    learn: Learn, arguments: tuple[str, ...], says: str
) -> None:
    done = learn("demo", "temperature", *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == ""


def test_negative_numbers_need_no_quoting(learn: Learn) -> None:
    done = learn("demo", "temperature", "--logits", "-1,-2.5,0", "--json")
    assert json.loads(done.stdout)["parameters"]["logits"] == [-1.0, -2.5, 0.0]


def test_the_help_of_a_demo_is_its_signature(learn: Learn) -> None:
    out = learn("demo", "temperature", "--help").stdout
    assert re.search(r"--temperature\s+0.05 to 20", out)
    assert re.search(r"--logits\s+2 to 8 numbers", out)


def test_the_command_under_a_demo_gives_the_same_again(learn: Learn) -> None:
    first = learn("demo", "τ", "--temperature", "0.5", "--logits", "-1,0,4.5").stdout
    command = next(line for line in reversed(first.splitlines()) if line.startswith("learn demo"))
    assert learn(*command.split()[1:]).stdout == first


def test_a_seed_is_taken_by_every_demo(learn: Learn) -> None:
    assert learn("demo", "temperature", "--seed", "3").returncode == 0


@pytest.mark.parametrize("slug", ["temperature", "neck"])  # the first computes without chance
@pytest.mark.parametrize("seed", ["0x10", "-1", "1.5", "x", "", "9" * 4301, "1,x"])
def test_what_is_no_seed_is_refused_by_every_demo(learn: Learn, slug: str, seed: str) -> None:
    done = learn("demo", slug, f"--seed={seed}")
    assert done.returncode == 2
    assert "--seed" in done.stderr
    assert "0 to 9999" in done.stderr
    assert "set_int_max_str_digits" not in done.stderr


def test_an_unknown_demo_suggests_and_imports_nothing_by_name(learn: Learn) -> None:
    done = learn("demo", "tempreature")
    assert done.returncode == 1
    assert "temperature" in done.stderr
    assert learn("demo", "os.path").returncode == 1
    assert learn("demo").returncode == 2


def test_an_own_glossary_may_configure_an_installed_demo(learn: Learn, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "slug: hot\nname: {en: hot softmax, zh: 热}\nsummary: {en: Flat., zh: 平。}\ndemo:\n"
        "  {run: temperature, with: {temperature: '3'},"
        " look: [{en: 'T={temperature:g}', zh: 高}]}\n"
    )
    done = learn("demo", "hot", "--glossary", str(own), "--json")
    assert json.loads(done.stdout)["parameters"]["temperature"] == 3
    assert json.loads(done.stdout)["look"]["en"] == "T=3"
    assert learn("check", str(own)).returncode == 0


def test_a_terminal_gets_pictures_and_a_plain_one_words(
    terminal: Callable[..., Terminal],
) -> None:
    drawn = terminal("demo", "temperature")
    assert "█" in drawn.wait_for("learn demo temperature")
    assert drawn.end() == 0
    for env in ({"LEARN_PLAIN": "1"}, {"TERM": "dumb"}):
        plain = terminal("demo", "temperature", **env)
        shown = plain.wait_for("learn demo temperature")
        assert plain.end() == 0
        assert "█" not in shown
        assert SOFTMAX[0] in shown


def test_no_color_means_no_colour(terminal: Callable[..., Terminal]) -> None:
    for arguments, env in ((("--color", "never"), {}), ((), {"NO_COLOR": "1"})):
        shown = terminal("demo", "temperature", *arguments, loaded=False, **env)
        raw = ""
        while True:
            try:
                raw += shown.child.read_nonblocking(4096, timeout=30)
            except Exception:
                break
        assert "\x1b[" not in raw.replace("\x1b[2K", "")
        assert "█" in raw


def test_torch_that_does_not_load_is_said_with_the_cure(started: Learn, tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise ImportError('libtorch.so is missing')")
    done = started("demo", "temperature", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert "pip install" in done.stderr
    assert "Traceback" not in done.stderr
    assert started("define", "gap", PYTHONPATH=str(tmp_path)).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_control_c_leaves_a_demo_at_once(terminal: Callable[..., Terminal]) -> None:
    running = terminal("demo", "warm-up", loaded=False)
    running.wait_for("torch")
    running.press("\x03")
    assert running.end() == 130
    assert "Traceback" not in running.text()
