"""A table of reported values, as spreadsheets save it: a line for each key result."""

from __future__ import annotations

import csv
import io
from datetime import date

import msgspec

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.sources.dates import parse_date

_HEADS = {
    **dict.fromkeys(("ref", "reference", "key result", "kr"), "ref"),
    **dict.fromkeys(("value", "now", "current"), "now"),
    **dict.fromkeys(("confidence", "conf"), "confidence"),
    **dict.fromkeys(("note", "comment"), "note"),
    **dict.fromkeys(("date", "day"), "date"),
    **dict.fromkeys(("by", "author"), "by"),
    "status": "status",
}
_WITHOUT_HEAD = ("ref", "now", "confidence", "note")
_MOST_LINES = 10_000


class TableLine(msgspec.Struct, frozen=True):
    """One line of such a table; empty where its cell is."""

    number: int
    """Its line in the file."""
    ref: str
    now: str = ""
    confidence: str = ""
    note: str = ""
    status: str = ""
    by: str = ""
    date: date | None = None


def read_value_table(name: str, text: str) -> list[TableLine]:
    """Return the lines of a table with commas, semicolons or tabs between its cells, with a head or without.

    Args:
        name: What the table is called in messages.
        text: The table; without a head, its columns are reference, value, confidence, note.

    Raises:
        EditRefusedError: a line can't be read.
    """
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except csv.Error as error:
        raise EditRefusedError(f"{name} is no table: {error}.", "Save it as CSV.") from None
    if len(rows) > _MOST_LINES:
        raise EditRefusedError(f"{name} has more than {_MOST_LINES:,} lines.", "NewCheckIn in several steps.")
    heads = [_HEADS.get(" ".join(cell.casefold().split()), "") for cell in rows[0]] if rows else []
    has_head = "ref" in heads
    columns = heads if has_head else list(_WITHOUT_HEAD)
    return [
        _read_line(name, number, columns, row)
        for number, row in enumerate(rows, 1)
        if any(cell.strip() for cell in row) and not (has_head and number == 1)
    ]


def _read_line(name: str, number: int, columns: list[str], row: list[str]) -> TableLine:
    if any(cell.strip() for cell in row[len(columns) :]):
        raise EditRefusedError(
            f"Line {number} of {name} has {len(row)} cells, and there are {len(columns)} columns.",
            "Put a text that holds the separator in double quotes.",
        )
    cells = {column: cell.strip() for column, cell in zip(columns, row, strict=False) if column}
    if not cells.get("ref"):
        raise EditRefusedError(
            f"Line {number} of {name} names no key result.", "Begin it with a reference, such as booking/two-taps#paid."
        )
    day = parse_date(cells["date"]) if cells.get("date") else None
    if day is not None and not isinstance(day, date):
        raise EditRefusedError(f"Line {number} of {name}: {day.message}", day.hint)
    return TableLine(
        number,
        cells["ref"],
        cells.get("now", ""),
        cells.get("confidence", ""),
        cells.get("note", ""),
        cells.get("status", ""),
        cells.get("by", ""),
        day,
    )
