"""Pictures made of characters: a calendar in shades, standing and lying bars, a demo's bars."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from learn.template import write
from learn.views.page import pad, width_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from learn.demos.result import Bars

SHADES = "·░▒▓█"
WEEKS = 26
_CELLS = ("· ", *(2 * shade for shade in SHADES[1:]))
_WEEK = 8  # columns of a week of bars, with the gap behind it
_STANDING = " ▁▂▃▄▅▆▇█"
_LYING = " ▏▎▍▌▋▊▉█"
_LEAST = 6  # columns of a demo's bar


def weeks_in(width: int, left: int) -> int:
    """Return how many weeks a calendar shows, two columns each, beside labels `left` wide."""
    return max(1, min(WEEKS, (width - left) // 2))


def step_of(days: Mapping[int, int], today: int, weeks: int) -> int:
    """Return how many reviews one shade stands for, so that the busiest day is black."""
    shown = [count for day, count in days.items() if today - 7 * weeks < day <= today]
    return max(1, -(-max(shown, default=0) // (len(SHADES) - 1)))


def calendar(
    days: Mapping[int, int],
    today: int,
    weekdays: Sequence[str],
    month: Callable[[int], str],
    width: int,
) -> list[tuple[str, str]]:
    """Draw counts by day, the last week rightmost: (label, cells) of the months, then weekdays."""
    left = max(map(width_of, weekdays)) + 1
    weeks = weeks_in(width, left)
    step = step_of(days, today, weeks)
    monday = today - (today - 1) % 7 - 7 * (weeks - 1)
    lines = [(" " * left, _months(monday, weeks, month, width - left, each=2))]
    for weekday, name in enumerate(weekdays):
        shown = range(monday + weekday, today + 1, 7)
        cells = (_CELLS[min(4, -(-days.get(day, 0) // step))] for day in shown)
        lines.append((pad(name, left), "".join(cells)))
    return lines


def _months(monday: int, weeks: int, month: Callable[[int], str], width: int, *, each: int) -> str:
    """Name each month above the week that its first Monday begins, `each` columns wide."""
    line = ""
    for week in range(weeks):
        on = date.fromordinal(max(1, monday + 7 * week))
        begins = on.day <= 7 or (week == 0 and on.day <= 14)
        name, place = month(on.month), each * week
        if begins and width_of(line) <= place and place + width_of(name) <= width:
            line = pad(line, place) + name + " "
    return line.rstrip()


def day_bars(
    days: Mapping[int, int], today: int, month: Callable[[int], str], width: int
) -> tuple[str, str]:
    """Draw a bar a day, the weeks apart and this one rightmost: the bars, and the months below.

    What the highest bar stands for is named at the right end of the months.
    """
    weeks = max(1, min(WEEKS, (width + 1) // _WEEK))
    monday = today - (today - 1) % 7 - 7 * (weeks - 1)
    most = max((days.get(day, 0) for day in range(monday, today + 1)), default=0) or 1
    bars = ""
    for day in range(monday, today + 1):
        count = days.get(day, 0)
        apart = " " if bars and (day - 1) % 7 == 0 else ""
        bars += apart + (_STANDING[max(1, round(8 * count / most))] if count else SHADES[0])
    months, scale = _months(monday, weeks, month, width, each=_WEEK), f"█ {most}"
    place = weeks * _WEEK - 1 - width_of(scale)
    if width_of(months) + 2 <= place:
        months = pad(months, place) + scale
    return bars, months


def columns(values: Sequence[int], height: int = 4) -> list[str]:
    """Draw a standing bar a value, two columns each, the largest as high as there are lines."""
    most = max(values, default=0) or 1
    levels = [value and max(1, round(value * height * 8 / most)) for value in values]
    return [
        "".join(_STANDING[min(8, max(0, level - 8 * row))] + " " for level in levels).rstrip()
        for row in reversed(range(height))
    ]


def bar(share: float, room: int, mark: float | None = None) -> str:
    """Draw a lying bar for a share of 1, with a mark at another share."""
    eighths = round(min(1.0, max(0.0, share)) * room * 8)
    cells = [_LYING[min(8, max(0, eighths - 8 * place))] for place in range(room)]
    if mark is not None:
        place = min(room - 1, int(mark * room))
        cells[place] = "▒" if cells[place] == "█" else "╎"
    return "".join(cells)


def bars(figure: Bars, width: int, label: Callable[[str], str]) -> RenderableType:
    """Return a labelled bar a number; where a name would leave its bar no room, it has a line."""
    from rich.cells import cell_len
    from rich.text import Text

    names = [label(name) for name in figure.bars]
    values = [float(value) for value in figure.bars.values()]
    numbers = [write(value, figure.format) for value in values]
    left, right = max(map(cell_len, names)), max(map(len, numbers))
    apart = left > max(8, width - right - 12)
    left = 0 if apart else left
    room = max(_LEAST, width - left - right - 3)
    finite = [value for value in values if math.isfinite(value)]
    high = figure.full if figure.full is not None else max([0.0, *finite, figure.mark or 0.0])
    low = min([0.0, *finite])
    lines = Text(overflow="fold")
    for name, value, number in zip(names, values, numbers, strict=True):
        bar = _signed_bar(value, low, high, room, figure.mark)
        lines.append(f"{name}\n" if apart else name + " " * (left - cell_len(name)))
        lines.append("  ").append(bar, style="cyan").append(f" {number:>{right}}\n")
    if figure.mark is not None:
        said = f"╎ {label(figure.mark_label)} {write(float(figure.mark), figure.format)}".strip()
        lines.append(" " * (left + 2) + said, style="dim")
    lines.rstrip()
    return lines


def _signed_bar(value: float, low: float, high: float, room: int, mark: float | None) -> str:
    """Draw a bar from zero to the value on a line of `room` columns from low to high."""
    if not math.isfinite(value):
        return " " * room
    scale = room * 8 / ((high - low) or 1)
    zero = round(-low * scale / 8)
    cells = [" "] * room
    if value >= 0:
        eighths = round(min(value, high) * scale)
        whole, rest = divmod(eighths, 8)
        for place in range(zero, min(room, zero + whole)):
            cells[place] = "█"
        if rest and zero + whole < room:
            cells[zero + whole] = _LYING[rest]
    else:
        start = round((value - low) * scale / 8)
        for place in range(start, zero):
            cells[place] = "█"
    if low < 0 and zero < room and cells[zero] == " ":
        cells[zero] = "│"
    if mark is not None:
        place = min(room - 1, round((mark - low) * scale / 8))
        cells[place] = "╎" if cells[place] != "█" else "▒"
    return "".join(cells)
