"""The tables of the export as one workbook in XLSX: sheets to read, and a sheet for each table.

Decides what a cell is: days are dates, shares percentages, every text a text, so that none is ever computed as a
formula. The same export gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from okrsite.feeds.export_records import Export
from okrsite.feeds.export_tables import Cell, Column, ColumnKind, Table, build_tables
from okrsite.feeds.workbook_levels import build_level_tables, is_objective_row
from okrsite.feeds.workbook_overview import OVERVIEW, build_overview
from okrsite.unreadable_archives import UNREADABLE_ARCHIVE

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32_767
"""Characters that a cell holds."""
MOST_ROWS = 1_048_575
"""Rows that a sheet holds below its head."""
_MARK = "Made by okrsite export."
"""In the properties of a workbook: by it ours is told from other people's."""
_WIDTHS: dict[ColumnKind, int] = {"text": 24, "list": 24, "number": 11, "share": 11, "date": 12, "yes": 8}
_WIDE = {
    "title": 60, "note": 60, "why": 60, "notes": 60, "retrospective": 60, "because": 40, "ref": 40, OVERVIEW: 60,
    "objective": 44, "key result": 44, "reason": 44, "unit": 9, "status": 14,
}  # fmt: skip
_FILLS = {"on track": "#E4F2E7", "at risk": "#FCF0D4", "off track": "#FADFDC"}
"""Behind the words of a status, which say it without a colour as well."""
_OBJECTIVE = "#F0F1F4"
"""Behind an objective, where key results stand below it."""
_A4 = 9
_LARGEST_PROPERTIES = 100_000
_VALUES = ("From", "Now", "To")
"""Columns of numbers that people read: with signs between thousands."""
_PERCENT = ("progress", "proposed_grade", "projection.progress")
"""Numbers beside the shares that are read as percentages: they may leave the range from 0 to 1."""


class WrittenWorkbook(msgspec.Struct, frozen=True):
    """A workbook, and what didn't go into it."""

    data: bytes
    cut_texts: int
    """Texts that are longer than a cell can be, and end there."""
    cut_rows: int
    """Rows beyond those that a sheet can have."""


def write_workbook(export: Export, tables: Sequence[Table] | None = None) -> WrittenWorkbook:
    """Return an export as a workbook; `tables` are its tables, for who has made them already."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    # Nothing that an author typed is ever taken for a formula, an address or a number.
    quiet = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd", **quiet})
    midnight = datetime.combine(export.as_of, time())
    workbook.set_properties(
        {"title": clean_text(export.organisation.name)[:200], "created": midnight, "comments": _MARK}
    )
    writer = _SheetWriter(workbook)
    writer.write(OVERVIEW.capitalize(), build_overview(export), _list_headlines(export))
    for table in build_level_tables(export):
        writer.write(table.name, table)
    for table in build_tables(export) if tables is None else tables:
        writer.write(name_sheet(table.name), table)
    workbook.close()
    return WrittenWorkbook(target.getvalue(), writer.cut_texts, writer.cut_rows)


def is_own_workbook(place: Path) -> bool:
    """Whether a file is a workbook that `write_workbook` made."""
    try:
        with zipfile.ZipFile(place) as archive:
            part = archive.getinfo("docProps/core.xml")
            return part.file_size < _LARGEST_PROPERTIES and _MARK.encode() in archive.read(part)
    except UNREADABLE_ARCHIVE:
        return False


def name_sheet(table: str) -> str:
    """Return the name of the sheet of a table: `key-results` is `Key results`."""
    return table.replace("-", " ").capitalize()


def clean_text(text: str) -> str:
    """Return a text without halves of characters, which no file can hold."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _list_headlines(export: Export) -> list[str]:
    return [
        clean_text(export.organisation.name),
        f"Objectives and key results on {export.as_of.isoformat()}; all fields stand in the sheets behind this one.",
    ]


class _SheetWriter:
    """Writes the sheets of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self.cut_texts = 0
        self.cut_rows = 0
        self._head = workbook.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        self._headline = workbook.add_format({"bold": True, "font_size": 14})
        self._formats: dict[tuple[str, bool, bool, str], Format] = {}

    def write(self, name: str, table: Table, headlines: list[str] | None = None) -> None:
        """Write a table as a sheet, with lines above its head."""
        sheet = self._workbook.add_worksheet(name)
        for row, line in enumerate(headlines or ()):
            sheet.write_string(row, 0, line[:LONGEST_TEXT], self._headline if row == 0 else None)
        top = len(headlines) + 1 if headlines else 0
        for place, column in enumerate(table.columns):
            width = _WIDE.get(column.name.rpartition(".")[2].lower(), _WIDTHS[column.kind])
            sheet.set_column(place, place, width)
            sheet.write_string(top, place, column.name, self._head)
        rows = table.rows[: MOST_ROWS - top]
        self.cut_rows += len(table.rows) - len(rows)
        for number, cells in enumerate(rows, top + 1):
            is_objective = is_objective_row(table, cells)
            for place, cell in enumerate(cells):
                if is_objective or (cell is not None and cell != ""):
                    self._write_cell(sheet, number, place, cell, table.columns[place], is_objective=is_objective)
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, top + max(1, len(rows)), len(table.columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)

    def _write_cell(
        self, sheet: Worksheet, row: int, place: int, cell: Cell, column: Column, *, is_objective: bool
    ) -> None:
        if cell is None:
            sheet.write_blank(row, place, None, self._find_format(is_objective=is_objective))
        elif isinstance(cell, str):
            text = clean_text(cell)
            self.cut_texts += len(text) > LONGEST_TEXT
            fill = _FILLS.get(text, "") if column.name == "Status" else ""
            style = self._find_format(is_wrapped=True, is_objective=is_objective, fill=fill)
            sheet.write_string(row, place, text[:LONGEST_TEXT], style)
        elif isinstance(cell, bool):
            sheet.write_boolean(row, place, cell, self._find_format(is_objective=is_objective))
        elif isinstance(cell, date):
            style = self._find_format("yyyy-mm-dd", is_objective=is_objective)
            sheet.write_datetime(row, place, datetime.combine(cell, time()), style)
        else:
            style = self._find_format(_choose_number_format(cell, column), is_objective=is_objective)
            sheet.write_number(row, place, cell, style)

    def _find_format(
        self, number: str = "", *, is_wrapped: bool = False, is_objective: bool = False, fill: str = ""
    ) -> Format:
        """Return the format of cells that look alike; `number` is as a spreadsheet has it, such as `0%`."""
        look = (number, is_wrapped, is_objective, fill)
        if look not in self._formats:
            behind = fill or (_OBJECTIVE if is_objective else "")
            self._formats[look] = self._workbook.add_format(
                {
                    "valign": "top",
                    **({"num_format": number} if number else {}),
                    **({"text_wrap": True} if is_wrapped else {}),
                    **({"bold": True} if is_objective else {}),
                    **({"bg_color": behind} if behind else {}),
                }
            )
        return self._formats[look]


def _choose_number_format(cell: float, column: Column) -> str:
    if column.kind == "share" or column.name in _PERCENT:
        return "0%"
    if column.name not in _VALUES:
        return ""
    return "#,##0" if float(cell).is_integer() else "#,##0.0##"
