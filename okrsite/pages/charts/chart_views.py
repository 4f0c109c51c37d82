"""What a chart is to a template: places and words, decided and ready to print.

A chart only repeats what its page says in numbers anyway: the table behind it holds the same values, and its label the
same in a sentence. Values go up when they grow, for falling key results too.
"""

from __future__ import annotations

from datetime import date

import msgspec

from okrsite.amounts import Range
from okrsite.pages.charts.scale import HEIGHT, PLOT, TOP, ChartScale, Tick, build_day_ticks, build_value_ticks
from okrsite.pages.formatting import format_long_day, format_quantity, format_svg_height, format_svg_percentage


class Dot(msgspec.Struct, frozen=True):
    """A value in the picture."""

    x: str
    y: str
    words: str
    kind: str = ""
    """`now` for a value of which the day isn't known, `end` for one that is projected; else it was reported."""


class TargetLevel(msgspec.Struct, frozen=True):
    """A level stretch of the target."""

    x1: str
    x2: str
    y: str


class ThresholdLine(msgspec.Struct, frozen=True):
    """What is promised, or would be outstanding, beside the target."""

    name: str
    """commit or stretch."""
    y: str
    words: str
    """`commit 1,200`."""


class ChartTargetChange(msgspec.Struct, frozen=True):
    """A move of the target, marked in the picture and said below it."""

    x: str
    y: str
    words: str


class ChartView(msgspec.Struct, frozen=True):
    """A chart; heights are pixels, widths percent of the picture, lines points in a space 1,000 wide."""

    label: str
    """All of it in a sentence, but for the outlook, which is printed below."""
    height: int
    """All of it; `ceiling` and `floor` are where values begin and end."""
    ceiling: int
    floor: int
    margin: str
    """How much room the labels at the side need: s, m or l."""
    ticks: tuple[Tick, ...]
    days: tuple[Tick, ...]
    unit: str
    """What the numbers at the side count, where they don't say so."""
    band: tuple[str, str] | None = None
    """Top and height of the range to be kept."""
    targets: tuple[TargetLevel, ...] = ()
    target: Tick | None = None
    """The target's words, above or below its line."""
    thresholds: tuple[ThresholdLine, ...] = ()
    moves: tuple[ChartTargetChange, ...] = ()
    today: Tick | None = None
    expected: str = ""
    values: str = ""
    projected: str = ""
    dots: tuple[Dot, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    """What is drawn, by its kind and its words."""
    outlook: str = ""
    """The projection with its assumption, in a sentence."""
    undated: str = ""
    """A value that stands in the file without a day."""


def create_empty_chart(space: ChartScale, unit: str) -> ChartView:
    """Return a chart with its axes and nothing in it."""
    ticks = build_value_ticks(space, unit)
    longest = max(len(tick.text) for tick in ticks)
    return ChartView(
        label="",
        height=HEIGHT,
        ceiling=TOP,
        floor=TOP + PLOT,
        margin="s" if longest <= 3 else "m" if longest <= 5 else "l",
        ticks=ticks,
        days=build_day_ticks(space),
        unit="" if unit in ("", "%", "‰", "°") else unit,
    )


def build_dot(space: ChartScale, day: date, value: float, unit: str) -> Dot:
    """Return a value of a day as a dot."""
    return Dot(
        format_svg_percentage(space.to_x(day)),
        format_svg_height(space.to_y(value)),
        f"{format_long_day(day)}: {format_quantity(value, unit)}",
    )


def build_band(keep: Range | None, space: ChartScale) -> tuple[str, str] | None:
    """Return top and height of a range; an open end reaches the edge of the picture."""
    if keep is None:
        return None
    top = TOP if keep.high is None else max(TOP, space.to_y(keep.high))
    bottom = TOP + PLOT if keep.low is None else min(TOP + PLOT, space.to_y(keep.low))
    return format_svg_height(top), format_svg_height(max(bottom - top, 1.0))
