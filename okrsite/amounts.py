"""Numbers with their unit of measure, and ranges of them, as values; `sources/numbers.py` reads them."""

from __future__ import annotations

from typing import Annotated

import msgspec

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
"""0.0 to 1.0; what is read back from a cache is held to it."""
Weight = Annotated[float, msgspec.Meta(ge=0)]


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A number with its unit of measure."""

    value: float
    """In the unit, multiplied out: `30k` is 30000.0, `45%` is 45.0. Always finite."""
    unit: str
    """As typed, empty if none was: `%`, `EUR`, `€`, `days`."""
    text: str
    """What was typed, without outer spaces."""


class Range(msgspec.Struct, frozen=True, gc=False):
    """Limits to stay within, ends included."""

    low: float | None
    """None: no lower limit."""
    high: float | None
    """None: no upper limit. One of the two is always there; `low` is never above `high`."""
    unit: str
    text: str
    """What was typed, without outer spaces."""
