"""The tables of the export as CSV files, one for each table.

Decides how a cell is written: days as 2026-11-20, numbers with a point and all their digits, `yes` and `no`, nothing
for what isn't said. What a spreadsheet would take for a formula gets an apostrophe in front; `undo_defusing` takes it
away again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

from okrsite.feeds.export_records import Export
from okrsite.feeds.export_tables import Cell, Table, build_tables
from okrsite.sources.formulas import defuse_formulas


def write_csv_files(export: Export, tables: Iterable[Table] | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file; `tables` are those of the export, for who has made them already."""
    for table in build_tables(export) if tables is None else tables:
        yield f"{table.name}.csv", format_csv(table)


def format_csv(table: Table) -> bytes:
    """Return a table as CSV: UTF-8, commas, lines that end as the standard for CSV has it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows(_write_row(row) for row in table.rows)
    return written.getvalue().encode("utf-8", "backslashreplace")


def _write_row(row: Iterable[Cell]) -> list[str]:
    return [write_cell(cell) for cell in row]


def write_cell(cell: Cell) -> str:
    """Return a cell as a text."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return defuse_formulas(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return cell.isoformat() if isinstance(cell, date) else repr(cell)
