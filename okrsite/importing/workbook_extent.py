"""How large the sheets of a workbook are when they are laid out in full, told before anything is laid out.

Decides by the places of cells alone: one cell in the last row and another in the last column make a sheet of seventeen
thousand million cells, in a file of a few hundred bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from okrsite.late_patterns import compile_late

_PIECE = 1024 * 1024
_OVERLAP = 500
"""Bytes of one piece that are looked at again with the next: longer than any match."""
_TAG = rb"""[^<>]{0,150}?\br\s*=\s*["']"""
_CELL = compile_late(rb"<(?:\w+:)?c\b" + _TAG + rb"""\$?([A-Za-z]{1,7})\$?(\d{1,12})["'][^<>]{0,150}(?<!/)>""")
"""A cell that holds something, with its place."""
_ROW = compile_late(
    rb"<(?:\w+:)?row\b" + _TAG + rb"""(\d{1,12})["'][^<>]{0,150}(?<!/)>\s*<(?:\w+:)?c\b(?![^<>]*\br\s*=)"""
)
"""A row whose cells don't say their places."""
_REPEATED = compile_late(rb"number-(rows|columns)-repeated\s*=\s*[\"'](\d{1,12})[\"']")
_ROW_RECORD = 0
_CELL_RECORDS = range(1, 12)


def measure_sheets(archive: zipfile.ZipFile) -> int:
    """Return the cells of the largest sheet of a workbook, those included that hold nothing.

    Raises:
        zipfile.BadZipFile: a part can't be unpacked.
    """
    largest = 0
    for part in archive.infolist():
        name = part.filename.lower()
        if name == "content.xml":
            largest = max(largest, _measure_repeated(archive, part))
        elif name.startswith("xl/worksheets/") and name.endswith(".bin"):
            largest = max(largest, _measure_records(archive.read(part)))
        elif name.startswith("xl/") and name.endswith(".xml"):
            largest = max(largest, _measure_places(archive, part))
    return largest


def _read_pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            yield rest + piece
            rest = piece[-_OVERLAP:]


def _measure_places(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    row = column = 0
    for piece in _read_pieces(archive, part):
        for match in _CELL.finditer(piece):
            row, column = max(row, int(match[2])), max(column, _count_columns(match[1]))
        row = max([row, *(int(match[1]) for match in _ROW.finditer(piece))])
    return row * max(1, column)


def _count_columns(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _measure_repeated(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Return how many cells an OpenDocument sheet has if each repetition that holds something is laid out."""
    most = {b"rows": 1, b"columns": 1}
    for piece in _read_pieces(archive, part):
        for match in _REPEATED.finditer(piece):
            # A sheet ends with empty rows up to the last possible one: these are laid out by nobody.
            rest = piece[match.end() : match.end() + _OVERLAP]
            if not re.match(rb"[^<>]*/>|[^<>]*>\s*<table:table-cell[^<>]*/>\s*</table:table-row>", rest):
                most[match[1]] = max(most[match[1]], int(match[2]))
    return most[b"rows"] * most[b"columns"]


def _measure_records(data: bytes) -> int:
    row = column = place = 0
    while place < len(data) - 2:
        kind, place = _read_number(data, place, 2)
        size, place = _read_number(data, place, 4)
        if kind == _ROW_RECORD:
            row = max(row, int.from_bytes(data[place : place + 4], "little") + 1)
        elif kind in _CELL_RECORDS:
            column = max(column, int.from_bytes(data[place : place + 4], "little") + 1)
        place += size
    return row * column


def _read_number(data: bytes, place: int, most: int) -> tuple[int, int]:
    """Return a number of at most so many bytes, seven bits in each, and where it ends."""
    number = 0
    for shift in range(most):
        byte = data[place] if place < len(data) else 0
        place += 1
        number |= (byte & 0x7F) << (7 * shift)
        if not byte & 0x80:
            break
    return number, place
