"""Pictures as lines of text: a calendar in shades, standing and lying bars. No colour, no rich."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from learn.views.page import pad, width_of

SHADES = "·░▒▓█"
WEEKS = 26
_CELLS = ("· ", *(2 * shade for shade in SHADES[1:]))
_STANDING = " ▁▂▃▄▅▆▇█"
_LYING = " ▏▎▍▌▋▊▉█"


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
    lines = [(" " * left, _months(monday, weeks, month, width - left))]
    for weekday, name in enumerate(weekdays):
        shown = range(monday + weekday, today + 1, 7)
        cells = (_CELLS[min(4, -(-days.get(day, 0) // step))] for day in shown)
        lines.append((pad(name, left), "".join(cells)))
    return lines


def _months(monday: int, weeks: int, month: Callable[[int], str], width: int) -> str:
    """Name each month above the week that its first Monday begins."""
    line = ""
    for week in range(weeks):
        on = date.fromordinal(max(1, monday + 7 * week))
        begins = on.day <= 7 or (week == 0 and on.day <= 14)
        name = month(on.month)
        if begins and width_of(line) <= 2 * week and 2 * week + width_of(name) <= width:
            line = pad(line, 2 * week) + name + " "
    return line.rstrip()


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
    drawn = "".join(_LYING[min(8, max(0, eighths - 8 * place))] for place in range(room))
    return drawn if mark is None else marked(drawn, mark)


def marked(bar: str, share: float) -> str:
    """Put a mark on a lying bar, at a share of the room it has."""
    place = min(len(bar) - 1, int(share * len(bar)))
    return bar[:place] + ("▒" if bar[place] == "█" else "╎") + bar[place + 1 :]
