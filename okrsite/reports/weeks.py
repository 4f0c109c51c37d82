"""Which week is meant: an ISO week, by its name or by a day in it.

Decides which one it is where nobody says: from Friday on the running one, before that the one that ended last. So what
is mailed on Friday tells of this week, and what is mailed on Monday of the last.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from okrsite.clock import FIRST_DAY
from okrsite.late_patterns import compile_late

_NAME = compile_late(r"(?P<year>[0-9]{4})-W(?P<week>[0-9]{2})")
_DAY = compile_late(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FRIDAY = 4


class Week(msgspec.Struct, frozen=True):
    """A week, from Monday to Sunday."""

    start: date

    @property
    def end(self) -> date:
        """Its Sunday."""
        return self.start + timedelta(days=6)

    @property
    def eve(self) -> date:
        """The day before it begins."""
        return self.start - timedelta(days=1)

    @property
    def name(self) -> str:
        """`2026-W47`."""
        year, week, _ = self.start.isocalendar()
        return f"{year:04}-W{week:02}"


def find_week_of(day: date) -> Week:
    """Return the week in which a day lies."""
    return Week(day - timedelta(days=day.weekday()))


def parse_week(text: str) -> Week:
    """Return the week that is named, as `2026-W47` or by a day in it.

    Raises:
        ValueError: it is neither, no calendar holds it, or it lies before the days that can be today.
    """
    if match := _NAME.fullmatch(text):
        day = date.fromisocalendar(int(match["year"]), int(match["week"]), 1)
    elif _DAY.fullmatch(text):
        day = date.fromisoformat(text)
    else:
        raise ValueError(text)
    week = find_week_of(day)
    if week.start < find_week_of(FIRST_DAY).start:
        raise ValueError(text)
    return week


def choose_week(today: date) -> Week:
    """Return the week of which a report that is written today tells."""
    running = find_week_of(today)
    return running if today.weekday() >= _FRIDAY else find_week_of(running.eve)
