"""The playground, driven by Textual's Pilot: knobs move and the picture follows."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from conftest import GLOSSARY
from learn import demos
from learn.demos.parameters import parameters_of
from learn.glossary import build
from learn.glossary.load import load
from learn.tui.knobs import knobs_of
from learn.tui.playground import Playground, Slider


def playground(slug: str = "temperature") -> Playground:
    term = build.term(load([GLOSSARY]).entries[slug])
    demo = demos.load(slug)
    values = {name: each.default for name, each in demo.parameters.items()}
    return Playground(term, demo, values, "en")


def drive(app: Playground, play: Callable[[Pilot[Any]], Awaitable[None]], width: int = 80) -> None:
    async def run() -> None:
        async with app.run_test(size=(width, 30)) as pilot:
            await settled(pilot)
            await play(pilot)

    asyncio.run(run())


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until the picture is that of the newest values."""
    app = pilot.app
    assert isinstance(app, Playground)
    for _ in range(600):
        await pilot.pause(0.02)
        if app.shown and app.shown.parameters == app.values:
            return
    raise AssertionError("the picture never came")


def title(app: Playground) -> str:
    return str(app.query_one("#title", Static).render())


def test_an_arrow_turns_the_knob_and_the_picture_follows() -> None:
    app = playground()

    async def play(pilot: Pilot[Any]) -> None:
        before = app.shown
        await pilot.press("right")
        await settled(pilot)
        assert app.values["temperature"] > 1
        assert app.shown is not None
        assert before is not None
        assert app.shown.values["largest"] < before.values["largest"]
        await pilot.press("r")
        await settled(pilot)
        assert app.values == app.first

    drive(app, play)


def test_every_element_of_a_list_is_a_knob() -> None:
    app = playground()

    async def play(pilot: Pilot[Any]) -> None:
        await pilot.press("down", "down", "left")
        await settled(pilot)
        assert app.values["logits"][1] < 2
        assert app.values["logits"][0] == 1

    drive(app, play)


def test_a_click_moves_a_knob() -> None:
    app = playground()

    async def play(pilot: Pilot[Any]) -> None:
        await pilot.click("Slider", offset=(14 + 30, 0))
        await settled(pilot)
        assert app.values["temperature"] > 2

    drive(app, play)


def test_c_shows_the_code_and_q_leaves() -> None:
    app = playground()

    async def play(pilot: Pilot[Any]) -> None:
        await pilot.press("c")
        assert app.code
        await pilot.press("c", "q")

    drive(app, play, width=40)
    assert app.return_code == 0


def test_the_knobs_are_drawn_for_the_new_size() -> None:
    app = playground()

    async def play(pilot: Pilot[Any]) -> None:
        for width in (44, 80, 50):
            await pilot.resize_terminal(width, 24)
            await pilot.pause(0.2)
            line = str(app.query("Slider").first().render())
            assert len(line) <= width - 2
            assert "●" in line
            track = line.count("─") + 1
            assert track == app.query(Slider).first().track

    drive(app, play)


@pytest.mark.parametrize(("key", "code"), [("ctrl+c", 130), ("ctrl+d", 0)])
def test_control_c_and_control_d_leave_as_everywhere(key: str, code: int) -> None:
    app = playground()

    async def play(pilot: Pilot[Any]) -> None:
        await pilot.press(key)

    drive(app, play)
    assert app.return_code == code


def test_a_demo_that_fails_says_so_and_the_knobs_still_turn() -> None:
    app = playground()

    def fails(**_: Any) -> Any:
        raise RuntimeError("torch says no\nC++ trace")

    async def play(pilot: Pilot[Any]) -> None:
        object.__setattr__(app.demo, "functions", {"demo": fails})
        app._wanted.put(app.values)
        await pilot.pause(0.3)
        assert "torch says no" in app.failed
        assert "C++" not in app.failed

    drive(app, play)


@pytest.mark.parametrize("slug", sorted(demos.names()))
def test_every_knob_of_every_demo_reaches_its_bounds_and_never_leaves_them(slug: str) -> None:
    demo = demos.load(slug)
    parameters = parameters_of(demo.functions["demo"])
    first = {name: each.default for name, each in parameters.items()}
    for knob in knobs_of(parameters, first):
        values = first
        for steps in (1, -1, *[7] * 10, *[-7] * 20):
            values = knob.turned(values, steps)
            for name, parameter in parameters.items():
                parameter.check(values[name])
        assert knob.place(values) == pytest.approx(0)
        assert knob.place(knob.at(values, 1.0)) == pytest.approx(1)
