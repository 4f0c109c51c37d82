"""The time line of a cycle: how much of it has passed, month by month."""

from __future__ import annotations

from datetime import date

import msgspec

from okrsite.languages.words import translate, translate_plural
from okrsite.model.cycles import Cycle
from okrsite.pages.formatting import (
    format_long_day,
    format_month,
    format_short_day,
    format_short_day_with_year,
    format_svg_percentage,
)
from okrsite.progress.explanation import format_percent


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
        head = translate("starts on {day}", day=format_short_day_with_year(cycle.start))
    elif left < 0:
        head = translate("ended on {day}", day=format_short_day_with_year(cycle.end))
    else:
        head = translate_plural("{number} day left", "{number} days left", left) if left else translate("last day")
    starts = _list_month_starts(cycle)
    # Names need about a sixth of the width; the last day stands at the right end.
    step = max(1, -(-len(starts) // 5))
    room = [first for first in starts[::step] if (first - cycle.start).days / cycle.days <= 0.75]
    return TimelineView(
        head=head,
        note=translate("day {number} of {days}", number=passed, days=cycle.days)
        if passed > 0 and left >= 0
        else translate("{number} days", number=cycle.days),
        label=translate(
            "{cycle}, {first} to {last}; {percent} of it has passed",
            cycle=cycle.name,
            first=format_long_day(cycle.start),
            last=format_long_day(cycle.end),
            percent=format_percent(passed / cycle.days),
        ),
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
