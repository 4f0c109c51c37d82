"""How a KPI stands: in which range a value should lie on its day, and from which day a new value is overdue."""

from __future__ import annotations

from datetime import date, timedelta

from okrsite.amounts import Range
from okrsite.choices import Rhythm
from okrsite.model.organisation import Kpi

OVERDUE_AFTER: dict[Rhythm, int] = {"weekly": 10, "monthly": 40, "quarterly": 110}
"""Days after its last value from which a KPI is overdue: its rhythm, and some days to close the books."""


def find_range(kpi: Kpi, day: date) -> Range | None:
    """Return the range in which a value of a day is healthy: the newest that holds by then, else that of all days."""
    return next((limits for start, limits in reversed(kpi.ranges) if start <= day), kpi.range)


def is_outside(kpi: Kpi, day: date, value: float) -> bool:
    """Whether a value of a day lies outside the range of that day."""
    limits = find_range(kpi, day)
    if limits is None:
        return False
    return (limits.low is not None and value < limits.low) or (limits.high is not None and value > limits.high)


def find_overdue_day(kpi: Kpi, last: date | None) -> date | None:
    """Return the first day on which a KPI is overdue that had its `last` value on a day; None where no rhythm is said.

    Before its first value there is nothing that could be late.
    """
    if kpi.rhythm is None or last is None:
        return None
    return last + timedelta(days=OVERDUE_AFTER[kpi.rhythm] + 1)
