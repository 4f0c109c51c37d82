"""Slips in the rows of a table, each told once: as what it is, and with the line as it should be.

Decides whether a row has its pipes doubled or other signs in their place, whether two rows stand on one line or one
stands twice, and whether two cells are exchanged. What a row says that is only nearly one is told, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from okrsite.fields import Field
from okrsite.problems import Place
from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.sources.markdown.row_shapes import fits
from okrsite.sources.markdown.spans import SourceText, Span

Columns = Sequence[tuple[Span, Field[object] | None]]
_OTHER_SIGNS = ("¦", "│", ";", "\t", ",")
_DASHED_CELL = re.compile(r":?-+:?")


def has_doubled_pipes(raw: str) -> bool:
    """Whether each pipe of a row is typed twice, those at its ends too."""
    return raw.startswith("||") and raw.endswith("||") and "\\" not in raw and "|" not in raw.replace("||", "")


def report_doubled_pipes(reading: MarkdownReading, line: int) -> None:
    """Report the row on a line if each of its pipes is typed twice; it is read with one in each place."""
    row = reading.source.get_lines(line, line + 1).trim()
    if has_doubled_pipes(row.raw):
        message = "Each pipe of this row is typed twice, and others show empty cells between them."
        reading.report("OKR118", row.place, message, correction=row.raw.replace("||", "|"))


def count_columns(heads: Sequence[Span]) -> int:
    """Return how many cells of a table's head are names of columns: its line of dashes may stand on the same line."""
    dashes = next((at for at, head in enumerate(heads) if _DASHED_CELL.fullmatch(head.raw)), len(heads))
    names = dashes - 1 if dashes and not heads[dashes - 1] else dashes
    is_joined = 0 < names == len(heads) - dashes and is_row_of_dashes(heads[dashes:])
    return names if is_joined else len(heads)


def report_joined_head(reading: MarkdownReading, line: int, heads: Sequence[Span], names: int) -> None:
    """Report a head on whose line the dashes of the table stand too."""
    message = "The head of this table and the line of dashes below it stand on one line; others show no table here."
    hint = f"Begin the dashes on a line of their own: {_write_row(['---'] * names)}"
    reading.report("OKR118", _find_extent(heads), message, hint)


def is_row_of_dashes(cells: Sequence[Span]) -> bool:
    """Whether each of the cells is made of dashes, as below the head of a table."""
    return all(_DASHED_CELL.fullmatch(cell.raw) for cell in cells)


def is_repeated_head(source: SourceText, head: int) -> bool:
    """Whether the line below a table's head is the same once more."""
    return source.get_line(head + 1).split() == source.get_line(head).split()


def report_repeated_line(reading: MarkdownReading, line: int, what: str) -> None:
    """Report a line of a table's frame that stands there a second time, and says nothing."""
    place = reading.source.get_lines(line, line + 1).trim().place
    reading.report("OKR118", place, f"{what} stands here a second time, and is left out.", "Delete this line.")


def find_joined_rows(columns: Columns, cells: Sequence[Span]) -> tuple[list[Span], list[Span]] | None:
    """Return the cells of two rows that stand on one line, with a pipe between them or two; None for a single row."""
    count = len(columns)
    if count < 2 or len(cells) not in (2 * count, 2 * count + 1):
        return None
    behind = list(cells[-count:])
    between = cells[count : len(cells) - count]
    if any(between) or not (behind[0] and cells[0]):
        return None
    return list(cells[:count]), behind


def report_joined_rows(reading: MarkdownReading, first: Sequence[Span], second: Sequence[Span]) -> None:
    """Report two rows of a table that stand on one line."""
    message = "Two rows of this table stand on one line, so it isn't known what belongs where."
    if is_row_of_dashes(first):
        message = "The line of dashes and the row below it stand on one line; others show no table here."
    hint = f"Begin the second on a line of its own: {_write_row([cell.line for cell in second])}"
    reading.report("OKR120", _find_extent([*first, *second]), message, hint)


def split_at_other_signs(columns: Columns, cells: Sequence[Span]) -> list[Span]:
    """Return the cells of a row that has other signs in the place of its pipes; empty where it has none."""
    if len(cells) != 1 or len(columns) < 3:
        return []
    row = cells[0]
    text = row.raw
    for sign in _OTHER_SIGNS:
        if sign not in text:
            continue
        ends = [-1, *(at for at, letter in enumerate(text) if letter == sign), len(text)]
        parts = [row.cut_span(start + 1, end) for start, end in pairwise(ends)]
        if len(parts) == len(columns) + 2 and not (parts[0] or parts[-1]):
            parts = parts[1:-1]
        if len(parts) == len(columns) and (sign not in ";," or not any(_list_odd_cells(columns, parts))):
            return parts
    return []


def report_other_signs(reading: MarkdownReading, cells: Sequence[Span], parts: Sequence[Span]) -> None:
    """Report a row without pipes, with the row as it should be."""
    message = "This row has no pipes between its cells, so all of it would be the first of them."
    row = cells[0].source.get_lines(cells[0].place.line - 1, cells[0].place.line).trim()
    reading.report("OKR120", row.place, message, correction=_write_row([part.line for part in parts]))


def exchange_cells(columns: Columns, cells: Sequence[Span]) -> list[Span]:
    """Return the cells of a row with two exchanged, if only then each is what its column holds; empty otherwise."""
    odd = list(_list_odd_cells(columns, cells))
    if len(odd) != 2 or len(cells) != len(columns):
        return []
    exchanged = list(cells)
    exchanged[odd[0]], exchanged[odd[1]] = cells[odd[1]], cells[odd[0]]
    return exchanged if not any(True for _ in _list_odd_cells(columns, exchanged)) else []


def report_exchanged_cells(
    reading: MarkdownReading, columns: Columns, cells: Sequence[Span], exchanged: Sequence[Span]
) -> None:
    """Report two cells of a row that seem to stand in each other's place."""
    first, second = (at for at, cell in enumerate(cells) if cell is not exchanged[at])
    names = f"“{columns[first][0].line}” and “{columns[second][0].line}”"
    message = f"In this row, what belongs below {names} seems to be exchanged."
    row = cells[0].source.get_lines(cells[0].place.line - 1, cells[0].place.line).trim()
    reading.report("OKR120", row.place, message, correction=_write_row([cell.line for cell in exchanged]))


def _list_odd_cells(columns: Columns, cells: Sequence[Span]) -> Iterator[int]:
    """Yield the positions of cells that don't look like what their column holds."""
    for at, ((_, field), cell) in enumerate(zip(columns, cells, strict=False)):
        if field is not None and cell and not fits(field, cell.line):
            yield at


def _write_row(texts: Sequence[str]) -> str:
    return f"| {' | '.join(text.strip() for text in texts)} |"


def _find_extent(cells: Sequence[Span]) -> Place:
    filled = [cell for cell in cells if cell]
    return filled[0].place.span_to(filled[-1].place)
