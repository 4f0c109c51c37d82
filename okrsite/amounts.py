"""Numbers with their unit of measure, and ranges of them, as values; `sources/numbers.py` reads them."""

from __future__ import annotations

import msgspec


class Quantity(msgspec.Struct, frozen=True):
    """A number with its unit of measure."""

    value: float
    """In the unit, multiplied out: `30k` is 30000.0, `45%` is 45.0. Always finite."""
    unit: str
    """As typed, empty if none was: `%`, `EUR`, `€`, `days`."""
    text: str
    """What was typed, without outer spaces."""


class Range(msgspec.Struct, frozen=True):
    """Limits to stay within, ends included."""

    low: float | None
    """None: no lower limit."""
    high: float | None
    """None: no upper limit. One of the two is always there; `low` is never above `high`."""
    unit: str
    text: str
    """What was typed, without outer spaces."""
