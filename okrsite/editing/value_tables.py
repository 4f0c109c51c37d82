"""A table of reported values, as spreadsheets save it: a line for each key result."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.tables import read_rows
from okrsite.sources.dates import parse_date

_HEADS = {
    **dict.fromkeys(("ref", "reference", "key result", "kr"), "ref"),
    **dict.fromkeys(("value", "now", "current"), "now"),
    **dict.fromkeys(("confidence", "conf"), "confidence"),
    **dict.fromkeys(("note", "comment"), "note"),
    **dict.fromkeys(("date", "day"), "date"),
    **dict.fromkeys(("by", "author"), "by"),
    **dict.fromkeys(("step", "steps", "milestone"), "step"),
    "status": "status",
}
_WITHOUT_HEAD = ("ref", "now", "confidence", "note")


class TableLine(msgspec.Struct, frozen=True):
    """One line of such a table; empty where its cell is."""

    place: str
    """Where it stands, in words: `Line 3 of week.csv`."""
    ref: str
    now: str = ""
    confidence: str = ""
    note: str = ""
    status: str = ""
    by: str = ""
    date: date | None = None
    steps: tuple[str, ...] = ()


def read_value_table(name: str, text: str) -> list[TableLine]:
    """Return the lines of a table with commas, semicolons or tabs between its cells, with a head or without.

    Args:
        name: What the table is called in messages.
        text: The table; without a head, its columns are reference, value, confidence, note.

    Raises:
        EditRefusedError: a line can't be read.
    """
    rows = read_rows(name, text, _HEADS, _WITHOUT_HEAD, "key result")
    return [_read_line(place, cells) for place, cells in rows]


def _read_line(place: str, cells: Mapping[str, str]) -> TableLine:
    day = parse_date(cells["date"]) if cells.get("date") else None
    if day is not None and not isinstance(day, date):
        raise EditRefusedError(f"{place}: {day.message}", day.hint)
    return TableLine(
        place,
        cells["ref"],
        cells.get("now", ""),
        cells.get("confidence", ""),
        cells.get("note", ""),
        cells.get("status", ""),
        cells.get("by", ""),
        day,
        tuple(step.strip() for step in cells.get("step", "").split(";") if step.strip()),
    )
