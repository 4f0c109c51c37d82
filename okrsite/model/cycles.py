"""Cycles: their names, their days, how they enclose each other, and their state on a day.

A cycle's name says its days (`2026-Q4`); a fiscal year moves years, halves, trimesters and quarters, never months.
"""

from __future__ import annotations

import calendar
import re
from calendar import isleap
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal

import msgspec
from msgspec.structs import replace

from okrsite.options import DeclaredCycle
from okrsite.problems import Place
from okrsite.settings import Settings

State = Literal["planned", "active", "grading", "closed"]

_NAME = re.compile(r"(?P<year>\d{4})(?:-(?P<part>H[12]|Q[1-4]|T[1-3]|0[1-9]|1[0-2]))?\Z", re.IGNORECASE)
_MONTHS_OF = {"H": 6, "Q": 3, "T": 4}


class Session(msgspec.Struct, frozen=True):
    """The strategy session that opened a cycle."""

    date: date | None
    facilitator: str | None
    inputs: tuple[str, ...]
    decisions: tuple[str, ...]
    place: Place


class Cycle(msgspec.Struct, frozen=True):
    """A stretch of days for which objectives are set."""

    id: str
    name: str
    """As people say it: `Q4 2026`."""
    start: date
    end: date
    """The last day, inclusive."""
    parent: str | None = None
    """The smallest strictly larger listed cycle that holds all its days; None at the top."""
    session: Session | None = None

    @property
    def days(self) -> int:
        """Number of days, both ends included."""
        return (self.end - self.start).days + 1

    def contains(self, day: date) -> bool:
        """Whether a day lies within the cycle, its first and its last one included."""
        return self.start <= day <= self.end

    def holds(self, other: Cycle) -> bool:
        """Whether all days of another cycle lie within this one; a cycle holds itself."""
        return self.start <= other.start and other.end <= self.end

    def find_same_day(self, day: date) -> date | None:
        """Return the same day and month within the cycle, for one of a wrong year; None where there is none."""
        for year in range(self.start.year, self.end.year + 1):
            is_leap_day = (day.month, day.day) == (2, 29)
            if not (is_leap_day and not isleap(year)) and self.start <= (same := day.replace(year=year)) <= self.end:
                return same
        return None

    def compute_elapsed_share(self, today: date, due: date | None = None) -> float:
        """Return which part of the time to `due` (default: the end) has passed, 0.0 to 1.0; 1.0 for a single day."""
        end = due or self.end
        if end <= self.start:
            return 1.0
        return min(1.0, max(0.0, (today - self.start) / (end - self.start)))

    def compute_state(self, today: date, grading_days: int) -> State:
        """Return the state on a day; grading lasts `grading_days` days after the end."""
        if today < self.start:
            return "planned"
        if today <= self.end:
            return "active"
        return "grading" if (today - self.end).days <= grading_days else "closed"


def resolve_cycle(name: str, settings: Settings) -> Cycle | None:
    """Return the built-in or declared cycle of this name, None where the name is neither."""
    if declared := settings.cycles.get(name):
        return _build_declared_cycle(name, declared)
    match = _NAME.match(name)
    if match is None or not 1900 <= int(match["year"]) <= 2999:
        return None
    return _build_built_in_cycle(int(match["year"]), (match["part"] or "").upper(), settings)


def _build_declared_cycle(name: str, declared: DeclaredCycle) -> Cycle:
    return Cycle(name, declared.name or name, declared.start, declared.end)


def _build_built_in_cycle(year: int, part: str, settings: Settings) -> Cycle:
    if part.isdigit():
        month = int(part)
        last = calendar.monthrange(year, month)[1]
        return Cycle(
            f"{year}-{part}", f"{calendar.month_name[month]} {year}", date(year, month, 1), date(year, month, last)
        )
    first = settings.fiscal_year_start
    calendar_year = year - 1 if first > 1 and settings.fiscal_year_named_after == "end" else year
    length = _MONTHS_OF[part[0]] if part else 12
    offset = (int(part[1]) - 1) * length if part else 0
    start = _find_month_start(calendar_year, first + offset)
    end = _find_month_start(calendar_year, first + offset + length) - timedelta(days=1)
    return Cycle(f"{year}-{part}" if part else str(year), f"{part} {year}" if part else str(year), start, end)


def _find_month_start(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def nest_cycles(cycles: Iterable[Cycle]) -> dict[str, Cycle]:
    """Give each cycle its parent among the listed ones; sorted by start, the longer first, then id."""
    ordered = sorted(cycles, key=lambda cycle: (cycle.start, -cycle.days, cycle.id))
    by_size = sorted(ordered, key=lambda cycle: (cycle.days, cycle.id))
    nested: dict[str, Cycle] = {}
    for cycle in ordered:
        parent = next((larger.id for larger in by_size if _is_enclosing(larger, cycle)), None)
        nested[cycle.id] = replace(cycle, parent=parent)
    return nested


def list_enclosing_cycles(cycle: str, cycles: Mapping[str, Cycle]) -> tuple[str, ...]:
    """Return the enclosing cycles of a cycle, the smallest first.

    These are all larger ones that hold its days, not the line of parents only: June lies in Q2 and in T2, though
    neither of the two holds the other.
    """
    inner = cycles.get(cycle)
    if inner is None:
        return ()
    around = [outer for outer in cycles.values() if _is_enclosing(outer, inner)]
    return tuple(outer.id for outer in sorted(around, key=lambda outer: (outer.days, outer.id)))


def find_concurrent_cycles(cycle: Cycle, cycles: Mapping[str, Cycle]) -> frozenset[str]:
    """Return the cycles that run together with one: itself, those that hold all its days, those that lie inside it."""
    inside = (other.id for other in cycles.values() if cycle.holds(other))
    return frozenset((cycle.id, *list_enclosing_cycles(cycle.id, cycles), *inside))


def sort_newest_first(cycles: Iterable[Cycle]) -> tuple[Cycle, ...]:
    """Return cycles by their ends, the last first; of those that end together, a year before its quarters."""
    return tuple(sorted(cycles, key=lambda cycle: (-cycle.end.toordinal(), -cycle.days, cycle.id)))


def _is_enclosing(outer: Cycle, inner: Cycle) -> bool:
    return outer.days > inner.days and outer.holds(inner)
