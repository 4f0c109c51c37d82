"""How large a sheet would be, told by the places of its cells: what would fill the memory is refused in a sentence."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.importing.workbook_extent import measure_sheets
from okrsite.importing.workbooks import read_workbook


def save(*cells: tuple[str, object], styled: str = "") -> bytes:
    workbook = openpyxl.Workbook()
    for place, value in cells:
        workbook.active[place] = value
    if styled:
        workbook.active[styled].number_format = "0%"
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def measure(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return measure_sheets(archive)


def make_archive(name: str, text: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return target.getvalue()


def test_a_sheet_is_as_large_as_its_last_cells_say():
    assert measure(save(("A1", "Objective"), ("C20", "x"))) == 60


@pytest.mark.parametrize("cells", [("XFD1048576",), ("XFD1", "A1048576")])
def test_a_cell_far_out_is_refused_before_it_costs_anything(cells):
    """Some hundred bytes would be laid out as seventeen thousand million cells, and end the process."""
    with pytest.raises(EditRefusedError, match="has a sheet of 17,179,869,184 cells") as refused:
        read_workbook("goals.xlsx", save(("A1", "Objective"), *((place, "x") for place in cells)))
    assert "Delete what stands far out" in refused.value.hint


def test_a_cell_far_out_that_is_empty_costs_nothing_and_is_passed():
    """People format whole columns."""
    tables = read_workbook("goals.xlsx", save(("A1", "Objective"), styled="XFD1048576"))
    assert [table.rows for table in tables] == [(("Objective",),)]


def test_rows_that_say_their_number_and_cells_that_do_not():
    text = b'<worksheet><sheetData><row r="7" spans="1:1"><c t="s"><v>0</v></c></row></sheetData></worksheet>'
    assert measure(make_archive("xl/worksheets/sheet1.xml", text)) == 7


def test_an_opendocument_sheet_that_repeats_what_holds_something():
    cell = b'<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    rows = b'<table:table-row table:number-rows-repeated="1048576">' + cell + b"</table:table-row>"
    assert measure(make_archive("content.xml", rows)) == 16384 * 1048576
    empty = b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    assert measure(make_archive("content.xml", empty)) == 1


def test_a_binary_sheet_by_its_records():
    """A record is its kind, its size and its bytes; a row says its number, a cell its column."""
    row = bytes([0, 8]) + (1_048_575).to_bytes(4, "little") + bytes(4)
    cell = bytes([5, 8]) + (16_383).to_bytes(4, "little") + bytes(4)
    assert measure(make_archive("xl/worksheets/sheet1.bin", row + cell)) == 16384 * 1048576
