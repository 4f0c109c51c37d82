"""A column that is added to a table in Markdown, with a cell in each of its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from okrsite.editing.typed_files import TextEdit, TypedFile
from okrsite.fields import Field
from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.labels import find_field

_PIPE = compile_late(r"(?<!\\)\|")
_DASHES = compile_late(r"[\s|:-]*-[\s|:-]*")
_OTHER_BLOCK = compile_late(r" {0,3}(?:[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}(?:[ \t]|\Z)|>)")
_SIGNS = "*_` "


class TypedTable(msgspec.Struct, frozen=True):
    """Where a table stands: lines from 1."""

    head: int
    last: int
    """Its last row."""


def find_table(file: TypedFile, line: int) -> TypedTable | None:
    """Return the table in which a line is a row; None where it is none, or one without pipes."""
    if not _PIPE.search(_get_line(file, line)):
        return None
    dashes = line - 1
    while dashes > 1 and (text := _get_line(file, dashes)).strip():
        if _DASHES.fullmatch(text) and "|" in text:
            break
        dashes -= 1
    else:
        return None
    last = line
    while (text := _get_line(file, last + 1)).strip() and not _OTHER_BLOCK.match(text):
        last += 1
    return TypedTable(dashes - 1, last)


def set_cells(
    file: TypedFile, table: TypedTable, record: str, field: Field[object], cells: Mapping[int, str]
) -> list[TextEdit]:
    """Return the edits that put texts into cells which rows don't have yet.

    Args:
        file: The file.
        table: Where the table stands.
        record: What its rows are, such as `key_result`.
        field: The field that is set; where the table has no column for it, it gets one behind the others.
        cells: The texts, by the line of their row.
    """
    heads = _split(_get_line(file, table.head))
    known = [find_field(head.strip(_SIGNS), record) for head in heads]
    pad = " " if _get_line(file, table.head).rstrip().rstrip("|")[-1:].isspace() or len(heads) == 1 else ""
    width = len(field.label)
    if field in known:
        at = known.index(field)
        short = {line: _split(_get_line(file, line)) for line in cells}
        return [
            _append(file, line, [""] * (at - len(row)) + [cells[line]] + [""] * (len(heads) - at - 1), pad)
            for line, row in short.items()
            if len(row) <= at
        ]
    edits = [
        _append(file, table.head, [field.label], pad),
        _append(file, table.head + 1, ["-" * width], pad),
    ]
    for line in range(table.head + 2, table.last + 1):
        lacking = max(0, len(heads) - len(_split(_get_line(file, line))))
        edits.append(_append(file, line, [""] * lacking + [cells.get(line, "").ljust(width if pad else 0)], pad))
    return edits


def _append(file: TypedFile, line: int, cells: list[str], pad: str) -> TextEdit:
    """Return the edit that puts cells behind those of a row, which ends with a pipe or without."""
    text = _get_line(file, line)
    at = file.find_offset(line, 1) + len(text.rstrip())
    if re.search(r"(?<!\\)\|\s*\Z", text):
        return TextEdit(at, at, "".join(f"{pad}{cell}{pad}|" for cell in cells))
    # A row that ends with an empty cell needs its last pipe.
    closing = "" if cells[-1].strip() else "|"
    return TextEdit(at, at, "".join(f"{pad}|{pad}{cell.strip()}" for cell in cells) + closing)


def _split(row: str) -> list[str]:
    """Return the cells of a row."""
    cells = _PIPE.split(row.strip())
    if cells and not cells[0].strip():
        cells.pop(0)
    if cells and not cells[-1].strip():
        cells.pop()
    return cells


def _get_line(file: TypedFile, line: int) -> str:
    start = file.find_offset(line, 1)
    return file.text[start : file.find_line_end(start)]
