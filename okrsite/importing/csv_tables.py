"""CSV files as rows: with whichever signs between cells, byte-order marks, and whole rows in quotes.

Decides which dialect a file is written in. What is too much is refused before it fills the memory.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.importing.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Table, refuse_large_row
from okrsite.late_patterns import compile_late

_SIGNS = (",", ";", "\t", "|")
_SAMPLE = 60
"""Lines by which the dialect is judged."""
_TOLD = compile_late(r"sep=(?P<sign>.)\r?\n", re.IGNORECASE)


def read_csv(path: str, text: str) -> Table:
    """Return the rows of a CSV file.

    Raises:
        EditRefusedError: it has too many rows, or a cell that never ends.
    """
    first = 1
    sign = None
    if told := _TOLD.match(text):
        sign, text, first = told["sign"], text[told.end() :], 2
    rows = list(_read_rows(path, text, sign or _find_sign(text)))
    if _is_quoted_whole([row for _, row in rows[:_SAMPLE]]):
        # Each line is one cell in quotes, which holds the row: what some programs save after a mail has wrapped it.
        inner = "\n".join(row[0].replace("\n", " ") if row else "" for _, row in rows)
        numbers = [number for number, _ in rows]
        again = list(_read_rows(path, inner, _find_sign(inner)))
        rows = [(numbers[min(place, len(numbers) - 1)], row) for place, (_, row) in enumerate(again)]
    return Table(path, "", tuple(row for _, row in rows), tuple(number + first - 1 for number, _ in rows))


def _read_rows(path: str, text: str, sign: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    csv.field_size_limit(LONGEST_CELL * 50)
    stream = io.StringIO(text, newline="")
    reader = csv.reader(stream, delimiter=sign, skipinitialspace=True)
    count, begins = 0, 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise EditRefusedError(
                f"{path}:{reader.line_num}: a cell can't be read ({error}).",
                "Look for a quotation mark that isn't closed.",
            ) from None
        count += 1
        if count > MOST_ROWS:
            raise EditRefusedError(
                f"{path} has more than {MOST_ROWS:,} rows.", "Export less at once: one cycle, or one team."
            )
        refuse_large_row(path, begins, row)
        yield begins, tuple(cell.strip() for cell in row[:MOST_COLUMNS])
        begins = reader.line_num + 1


def _find_sign(text: str) -> str:
    """Return the sign between cells: the one that most lines have equally often, and most of."""
    lines = text[:200_000].split("\n")[:_SAMPLE]
    sample = "\n".join(lines)

    def judge(sign: str) -> tuple[float, int]:
        csv.field_size_limit(LONGEST_CELL * 50)
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=sign) if row]
        except csv.Error:
            return (0, 0)
        if not widths:
            return (0, 0)
        width, times = Counter(widths).most_common(1)[0]
        return (times / len(widths) if width > 1 else 0, max(widths))

    return max(_SIGNS, key=judge)


def _is_quoted_whole(rows: list[tuple[str, ...]]) -> bool:
    """Whether each row is one cell that holds a row."""
    filled = [row for row in rows if row]
    whole = sum(
        1 for row in filled if len([cell for cell in row if cell]) == 1 and any(sign in row[0] for sign in _SIGNS[:3])
    )
    return len(filled) > 1 and whole == len(filled)
