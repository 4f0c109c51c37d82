"""Units by status, as a table says it: how many objectives of each stand how, and of how many there was a report."""

from __future__ import annotations

import msgspec

from okrsite.pages.views import NameView


class HeatCell(msgspec.Struct, frozen=True):
    """How many objectives of a unit have the statuses of a column."""

    key: str
    """Its mark, and with it its colour."""
    number: int


class HeatRow(msgspec.Struct, frozen=True):
    """How a unit stands, or a part of the company."""

    unit: NameView
    cells: tuple[HeatCell, ...]
    reported: int = 0
    """Of how many objectives there was a report of late."""
    expected: int = 0
    """Of how many one is expected."""


class HeatTable(msgspec.Struct, frozen=True):
    """Units by status, in the order of the tree."""

    columns: tuple[tuple[str, str], ...]
    """Mark and heading."""
    rows: tuple[HeatRow, ...]
    total: HeatRow | None
    """All together; None for a single row."""
    days: int | None = None
    """What is of late: so many days; None where reports aren't counted."""
