"""Where a value and a day stand in a chart: round numbers up the side, months along the bottom.

Heights are pixels, widths are percent: a chart is as wide as its page lets it be, and its words keep their size.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from okrsite.number_style import NumberStyleKey, get_number_style_key, write_numbers
from okrsite.pages.formatting import (
    format_month,
    format_quantity,
    format_short_day,
    format_svg_height,
    format_svg_percentage,
)

TOP = 18
"""Pixels above the plot, for the word over today's line."""
PLOT = 104
"""Pixels from the highest to the lowest value."""
HEIGHT = TOP + PLOT + 22
"""All of it, with the months below."""
WIDE = 1000
"""Units across the drawing of lines, which is stretched to the width of the page."""


_LARGEST = 1e15
"""What is larger has more digits than a chart has room for."""
_SAME = 1e-7
"""What differs by less of its size is drawn as a level line."""
_SHORT = ((1e9, 1e9, "bn"), (1e6, 1e6, "M"), (1e5, 1e3, "k"))
"""From which size on numbers are written in what: 120k, 1.2M."""


class Tick(msgspec.Struct, frozen=True):
    """A label of an axis, with its place on it."""

    at: str
    text: str
    anchor: str = "middle"
    """start, middle or end: which part of the words stands there."""


def _measure_height(low: float, high: float, value: float) -> float:
    return TOP + (high - value) / (high - low) * PLOT


class ChartScale(msgspec.Struct, frozen=True):
    """The space of a chart."""

    low: float
    high: float
    """Above `low`."""
    step: float
    """Between two labels of the side."""
    start: date
    end: date
    """After `start`."""

    def to_y(self, value: float) -> float:
        """Return the height of a value, from the top, in pixels."""
        return _measure_height(self.low, self.high, value)

    def to_x(self, day: date) -> float:
        """Return how far a day lies along the bottom: 0.0 to 1.0 between the ends."""
        return (day - self.start).days / (self.end - self.start).days

    def has_day(self, day: date) -> bool:
        """Whether a day lies between the ends."""
        return self.start <= day <= self.end


def build_scale(values: Iterable[float], start: date, end: date, room: Iterable[float] = ()) -> ChartScale | None:
    """Return the space that holds all values, with round numbers at its ends.

    `room` are values that are shown as far as they lie no further away than all others from one another; what lies
    beyond runs out of the picture. None where nothing can be drawn: no value, no time, or numbers beyond all measure.
    """
    known = sorted(values)
    if not known or end <= start or max(abs(known[0]), abs(known[-1])) > _LARGEST:
        return None
    low, high = known[0], known[-1]
    size = max(abs(low), abs(high))
    flat = high - low <= _SAME * max(size, _SAME)
    span = (size / 10 if size > _SAME else 1.0) if flat else high - low
    wished = [min(max(value, low - span), high + span) for value in room if math.isfinite(value)]
    low, high = min([low, *wished]), max([high, *wished])
    if high - low < span:
        low, high = low - span / 2, high + span / 2
    step = _choose_step((high - low) / 3)
    return ChartScale(_round_down(low / step) * step, -_round_down(-high / step) * step, step, start, end)


def _round_down(steps: float) -> int:
    # What is a whole number of steps but for its last digits needs no step more.
    return math.floor(steps + 1e-9)


def _choose_step(rough: float) -> float:
    """Return 1, 2, 2.5 or 5 times a power of ten, not below `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next((factor * power for factor in (1.0, 2.0, 2.5, 5.0) if factor * power >= rough * (1 - 1e-9)), 10 * power)


def build_value_ticks(space: ChartScale, unit: str) -> tuple[Tick, ...]:
    """Return the labels up the side, from below; a unit of one sign stands at each, a longer one nowhere."""
    return _build_value_ticks(space.low, space.high, space.step, unit, get_number_style_key())


@lru_cache(maxsize=2048)
def _build_value_ticks(low: float, high: float, step: float, unit: str, key: NumberStyleKey) -> tuple[Tick, ...]:
    """Return the labels in the way in which numbers are written; most charts have round numbers that others have."""
    count = round((high - low) / step)
    values = [low + place * step for place in range(count + 1)]
    if count > 3:
        values = values[:: -(-count // 3)]
    largest = max(map(abs, values))
    divisor, suffix = next(((size, sign) for least, size, sign in _SHORT if largest >= least), (1.0, ""))
    sign = f"{key[-1]}{unit}" if unit in ("%", "‰") else unit if unit == "°" else ""
    return tuple(
        Tick(format_svg_height(_measure_height(low, high, value)), _format_amount(value / divisor, suffix) + sign)
        for value in values
    )


def _format_amount(amount: float, suffix: str) -> str:
    # Steps that are added up leave a trail of digits.
    amount = float(f"{amount:.10g}")
    return (write_numbers(f"{amount:.2e}") if abs(amount) >= 1e6 else format_quantity(amount, "")) + (
        suffix if amount else ""
    )


def build_day_ticks(space: ChartScale) -> tuple[Tick, ...]:
    """Return the labels along the bottom: months by name, or first and last day where there are too few of them."""
    starts = _place_months(space.start, space.end)
    if len(starts) < 2:
        return (Tick("0", format_short_day(space.start), "start"), Tick("100", format_short_day(space.end), "end"))
    years = space.start.year != space.end.year
    starts = starts[:: -(-len(starts) // (4 if years else 5))]
    ticks = []
    for place, (day, at) in enumerate(starts):
        words = format_month(day) + (
            f" {day.year}" if years and (not place or starts[place - 1][0].year != day.year) else ""
        )
        ticks.append(Tick(at, words, "start"))
    return tuple(ticks)


@lru_cache(maxsize=1024)
def _place_months(start: date, end: date) -> tuple[tuple[date, str], ...]:
    """Return the first days of months that have room for their names, and where; charts of a cycle have the same."""
    days = (end - start).days
    shares = ((day, (day - start).days / days) for day in _list_month_starts(start, end))
    return tuple((day, format_svg_percentage(share)) for day, share in shares if share <= 0.9)


def _list_month_starts(start: date, end: date) -> list[date]:
    """The first days of the months between two days."""
    day = start if start.day == 1 else (start.replace(day=1) + timedelta(days=31)).replace(day=1)
    starts = []
    while day <= end:
        starts.append(day)
        if (day.year, day.month) == (date.max.year, 12):
            break
        day = (day + timedelta(days=31)).replace(day=1)
    return starts


def build_line_points(points: Iterable[tuple[date, float]], space: ChartScale) -> str:
    """Return the points of a line as SVG wants them, in units of `WIDE` across and pixels down."""
    return " ".join(f"{space.to_x(day) * WIDE:.0f},{format_svg_height(space.to_y(value))}" for day, value in points)
