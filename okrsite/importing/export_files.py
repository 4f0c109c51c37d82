"""Which of the files that are imported are our own export: as JSON, as a folder of CSV files, or as a workbook.

Decides by what stands in them, never by their names alone; a file that only looks like one is read like any other. What
is ours for certain and lacks something is refused: it would be read wrongly.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import msgspec

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.feeds.export_records import Export
from okrsite.feeds.export_tables import TABLE_NAMES, Cell
from okrsite.feeds.workbook import is_own_workbook, name_sheet
from okrsite.importing.export_tables import AGAIN, Row, is_export, is_export_table, read_export
from okrsite.importing.files import ImportedFile
from okrsite.importing.tables import MOST_ROWS
from okrsite.importing.workbooks import open_workbook, refuse_unreadable
from okrsite.sources.formulas import undo_defusing

_MOST_CELLS = 20_000_000
_LONGEST_CELL = 16 * 1024 * 1024


def find_export(files: Sequence[ImportedFile]) -> Export | None:
    """Return the export that files are; None for files of others.

    Raises:
        EditRefusedError: it was changed, and can't be read, or it is too large.
        OSError: a file can't be read.
    """
    if len(files) == 1 and files[0].ending == ".json":
        return _read_json(files[0].absolute.read_bytes())
    if len(files) == 1 and files[0].ending == ".xlsx" and is_own_workbook(files[0].absolute):
        return _read_sheets(files[0])
    folders = {file.absolute.parent for file in files}
    if len(folders) == 1 and all(file.ending == ".csv" for file in files):
        return _read_folder(files)
    return None


def _read_json(data: bytes) -> Export | None:
    if b'"schema_version"' not in data[:200]:
        return None
    try:
        return msgspec.json.decode(data, type=Export)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None  # it is of another version, or somebody else's: whatever is a goal in it is read


def _read_folder(files: Sequence[ImportedFile]) -> Export | None:
    names = [file.absolute.stem for file in files]
    if not is_export(names):
        return None
    tables: dict[str, list[Row]] = {}
    for file in files:
        name = file.absolute.stem
        try:
            text = file.absolute.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            return None
        rows = _read_csv(file, text)
        head = next(rows, [])
        if not is_export_table(name, head):
            return None
        tables[name] = [dict(zip(head, map(undo_defusing, row), strict=False)) for row in rows]
    return read_export(str(files[0].absolute.parent), tables)


def _read_csv(file: ImportedFile, text: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    count = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise EditRefusedError(
                f"{file.path}:{reader.line_num}: a cell can't be read ({error}).",
                "Look for a quotation mark that isn't closed.",
            ) from None
        count += len(row)
        if count > _MOST_CELLS:
            raise EditRefusedError(f"{file.path} has more than {_MOST_CELLS:,} cells.", "Export less at once.")
        yield row


def _read_sheets(file: ImportedFile) -> Export:
    with refuse_unreadable(file.path):
        tables = _read_tables(file)
    return read_export(file.path, tables)


def _read_tables(file: ImportedFile) -> dict[str, list[Row]]:
    """Return the sheets that are tables of ours, by the names of these."""
    workbook = open_workbook(file.path, file.absolute.read_bytes())
    tables: dict[str, list[Row]] = {}
    for name in TABLE_NAMES:
        if name_sheet(name) not in workbook.sheet_names:
            continue
        sheet = workbook.get_sheet_by_name(name_sheet(name))
        if sheet.total_height > MOST_ROWS * 5:
            raise EditRefusedError(f"{file.path} has more than {MOST_ROWS * 5:,} rows in a sheet.", "Export less.")
        rows = sheet.to_python(skip_empty_area=False) if sheet.height else []
        head = [str(cell) for cell in rows[0]] if rows else []
        if not is_export_table(name, head):
            raise EditRefusedError(
                f"{file.path} is an export of okrsite, but the columns of its sheet “{name_sheet(name)}” are others "
                "than those of this version.",
                AGAIN,
            )
        tables[name] = [dict(zip(head, map(_read_cell, row), strict=False)) for row in rows[1:]]
    return tables


def _read_cell(cell: object) -> Cell:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, str | float | bool | date) else str(cell)
