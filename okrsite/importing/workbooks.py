"""Workbooks (XLSX, XLS, XLSB, ODS) as rows, with merged cells filled.

Decides what is too much before anything is unpacked: a file of a few kilobytes can hold gigabytes.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.importing.tables import MOST_COLUMNS, MOST_ROWS, Table, refuse_large_row
from okrsite.importing.workbook_extent import measure_sheets
from okrsite.unreadable_archives import UNREADABLE_ARCHIVE

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook, SheetMetadata

_MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes of all parts of a workbook together."""
_MOST_RATIO = 400
"""How many times a part may be larger than it is in the file; sheets are about ten times as large."""
_LARGE_PART = 10_000_000
_MOST_CELLS = 20_000_000
"""Of a sheet, those included that hold nothing: reading lays all of them out."""
_MOST_PARTS = 5_000
_MOST_SHEETS = 100


def read_workbook(path: str, data: bytes) -> list[Table]:
    """Return the sheets of a workbook that hold something.

    Raises:
        EditRefusedError: it is none, it is locked with a password, or it is too large.
    """
    with refuse_unreadable(path):
        workbook = open_workbook(path, data)
        return [table for meta in workbook.sheets_metadata if (table := _read_sheet(path, workbook, meta)) is not None]


def open_workbook(path: str, data: bytes) -> CalamineWorkbook:
    """Return a workbook; to be called, like all that reads it, within `refuse_unreadable`.

    Raises:
        EditRefusedError: it is too large.
    """
    # Where no sheet is imported, nobody waits for this.
    import python_calamine

    _refuse_bomb(path, data)
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    if len(workbook.sheet_names) > _MOST_SHEETS:
        raise EditRefusedError(f"{path} has more than {_MOST_SHEETS} sheets.", "Save the one with the goals alone.")
    return workbook


@contextmanager
def refuse_unreadable(path: str) -> Iterator[None]:
    """Say in a sentence of a workbook that it can't be read."""
    import python_calamine

    try:
        yield
    except python_calamine.PasswordError:
        raise EditRefusedError(f"{path} is locked with a password.", "Save it without one.") from None
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise EditRefusedError(
            f"{path} is no workbook that can be read ({error}).", "Save it as XLSX or CSV."
        ) from None


def _refuse_bomb(path: str, data: bytes) -> None:
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            too_large = sum(part.file_size for part in parts) > _MOST_UNPACKED or len(parts) > _MOST_PARTS
            cells = 0 if too_large or _is_inflated(parts) else measure_sheets(archive)
    except UNREADABLE_ARCHIVE:
        raise EditRefusedError(f"{path} is no workbook that can be read.", "Save it as XLSX or CSV.") from None
    if cells > _MOST_CELLS:
        raise EditRefusedError(
            f"{path} has a sheet of {cells:,} cells, up to the last one in which something stands; "
            f"{_MOST_CELLS:,} can be read.",
            "Delete what stands far out in it, or save the sheet with the goals alone, as CSV.",
        )
    if too_large or _is_inflated(parts):
        raise EditRefusedError(
            f"{path} is too large when it is unpacked.", "Save the sheet with the goals alone, as CSV."
        )


def _is_inflated(parts: Sequence[zipfile.ZipInfo]) -> bool:
    return any(
        part.file_size > _LARGE_PART and part.file_size > _MOST_RATIO * max(1, part.compress_size) for part in parts
    )


def _read_sheet(path: str, workbook: CalamineWorkbook, meta: SheetMetadata) -> Table | None:
    import python_calamine

    if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
        return Table(path, meta.name, (), (), f"“{meta.name}” is a chart or a macro, and no sheet.")
    if meta.visible != python_calamine.SheetVisibleEnum.Visible:
        return Table(path, meta.name, (), (), f"The sheet “{meta.name}” is hidden; show it to import it.")
    sheet = workbook.get_sheet_by_name(meta.name)
    if sheet.height == 0:
        return None
    if sheet.total_height > MOST_ROWS:
        raise EditRefusedError(
            f"{path} has more than {MOST_ROWS:,} rows in the sheet “{meta.name}”.",
            "Save less at once: one cycle, or one team.",
        )
    top, left = sheet.start or (0, 0)
    rows = []
    for number, row in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        refuse_large_row(path, number, row)
        rows.append(list(_write_cells(row)))
    for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        _fill_merged(rows, first_row - top, last_row - top, first_column - left, last_column - left)
    return Table(path, meta.name, tuple(map(tuple, rows)), tuple(range(top + 1, top + 1 + len(rows))))


def _fill_merged(rows: list[list[str]], first: int, last: int, left: int, right: int) -> None:
    """Write the words of a merged cell into each row that it covers, in its first column."""
    if not (0 <= first < len(rows)) or not (0 <= left < len(rows[first])) or last - first > MOST_ROWS:
        return
    words = rows[first][left]
    for row in rows[first + 1 : last + 1]:
        if left < len(row) and not row[left]:
            row[left] = words


def _write_cells(row: Sequence[object]) -> Iterator[str]:
    for cell in row[:MOST_COLUMNS]:
        if isinstance(cell, bool):
            yield "yes" if cell else "no"
        elif isinstance(cell, float):
            yield str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.10g}"
        elif isinstance(cell, datetime.datetime):
            yield cell.date().isoformat()
        else:
            yield str(cell).strip()
