"""Rows of a table that an editor broke in two, at a blank within a cell."""

from __future__ import annotations

from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.sources.markdown.spans import SourceText
from okrsite.sources.markdown.table_cells import split_cells

_LONGEST_ROW = 400
"""Characters of a row that is shown whole."""


def is_broken_row(source: SourceText, line: int, last: int, columns: int) -> bool:
    """Whether a row goes on in the next line, because a cell was broken in two: together they have all cells."""
    row, rest = source.get_line(line).strip(), source.get_line(line + 1).strip() if line + 1 < last else ""
    if not rest or row[:1] != "|" or row[-1:] == "|" or rest[:1] == "|" or "|" not in rest:
        return False
    return len(split_cells(source, line)) + len(split_cells(source, line + 1)) - 1 == columns


def report_broken_row(reading: MarkdownReading, line: int, columns: int) -> None:
    """Report a row that goes on in the next line, with the whole of it."""
    source = reading.source
    whole = f"{source.get_line(line).strip()} {source.get_line(line + 1).strip()}"
    place = source.get_lines(line, line + 2).trim().place
    message = f"This row goes on in the next line, and a row with its {columns} cells stands on one."
    reading.report(
        "OKR120",
        place,
        message,
        f"Make one line of the two: {whole}" if len(whole) <= _LONGEST_ROW else "Join the two lines.",
    )
