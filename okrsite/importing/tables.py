"""Rows of cells, wherever they come from, and how many of them are too many."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from okrsite.editing.refused_edits import EditRefusedError

MOST_ROWS = 200_000
MOST_COLUMNS = 300
LONGEST_CELL = 50_000
"""Characters; a sheet program keeps 32,767."""


class Table(msgspec.Struct, frozen=True):
    """A sheet, or a CSV file."""

    path: str
    name: str
    """Of the sheet; empty for a file that has only one."""
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    """By row: its line in the file, or its number in the sheet, from 1."""
    left_out: str = ""
    """Why nothing of it is read, as a sentence; empty where it is."""


def refuse_large_row(path: str, number: int, row: Sequence[object]) -> None:
    """Refuse a row that no sheet of goals has.

    Raises:
        EditRefusedError: it has too many cells, or one of them is too long.
    """
    if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
        raise EditRefusedError(
            f"{path}:{number}: this row has {len(row):,} cells; {MOST_COLUMNS} can be read.",
            "Export fewer columns.",
        )
    if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in row):
        raise EditRefusedError(
            f"{path}:{number}: a cell has more than {LONGEST_CELL:,} characters.",
            "Look for a quotation mark that isn't closed, or move the text into a file of its own.",
        )
