"""The time line of a cycle: how much of it has passed, month by month."""

from __future__ import annotations

from datetime import date

import msgspec

from okrsite.model.cycles import Cycle
from okrsite.pages.formatting import (
    format_days,
    format_long_day,
    format_month,
    format_short_day,
    format_short_day_with_year,
    format_svg_percentage,
)


class TimelineView(msgspec.Struct, frozen=True):
    """A cycle's time line; percentages of its width, as SVG wants them."""

    head: str
    """`41 days left`, or when it began or ended."""
    note: str
    """`day 51 of 92`."""
    label: str
    """All of it in words."""
    past: str
    ticks: tuple[str, ...]
    """Where months begin, the first left out."""
    labels: tuple[tuple[str, str], ...]
    """Place and name of each month that has room for its name."""
    end: str
    """The last day, at the right end."""


def build_timeline(cycle: Cycle, today: date) -> TimelineView:
    """Return the time line of a cycle on a day; one that isn't running looks the same on any day."""
    passed = min(max((today - cycle.start).days + 1, 0), cycle.days)
    left = (cycle.end - today).days
    if today < cycle.start:
        head = f"starts on {format_short_day_with_year(cycle.start)}"
    elif left < 0:
        head = f"ended on {format_short_day_with_year(cycle.end)}"
    else:
        head = f"{format_days(left)} left" if left else "last day"
    starts = _list_month_starts(cycle)
    # Names need about a sixth of the width; the last day stands at the right end.
    step = max(1, -(-len(starts) // 5))
    room = [first for first in starts[::step] if (first - cycle.start).days / cycle.days <= 0.75]
    return TimelineView(
        head=head,
        note=f"day {passed} of {cycle.days}" if passed > 0 and left >= 0 else f"{cycle.days} days",
        label=f"{cycle.name}, {format_long_day(cycle.start)} to {format_long_day(cycle.end)}; "
        f"{round(100 * passed / cycle.days)}% of it has passed",
        past=format_svg_percentage(passed / cycle.days),
        ticks=tuple(
            format_svg_percentage((first - cycle.start).days / cycle.days) for first in starts if first > cycle.start
        ),
        labels=tuple(
            (format_svg_percentage(max(0, (first - cycle.start).days) / cycle.days), format_month(first))
            for first in room
        ),
        end=format_short_day(cycle.end),
    )


def _list_month_starts(cycle: Cycle) -> list[date]:
    """The first day of each month of a cycle, beginning with its own first day."""
    starts = [cycle.start]
    while True:
        last = starts[-1]
        following = date(last.year + last.month // 12, last.month % 12 + 1, 1)
        if following > cycle.end:
            return starts
        starts.append(following)
