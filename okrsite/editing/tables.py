"""Tables as spreadsheets save them, for commands that take their values from one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from okrsite.editing.refused_edits import EditRefusedError

_MOST_LINES = 10_000


def read_rows(
    name: str, text: str, heads: Mapping[str, str], without_head: Sequence[str], called: str
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the lines of a table that say something, each with its number and its cells by column.

    Args:
        name: What the table is called in messages.
        text: The table, with commas, semicolons or tabs between its cells.
        heads: The names of columns by what may stand above them, in small letters; one of them is `ref`.
        without_head: The columns of a table whose first line has no `ref`.
        called: What a line names, in messages: `key result`.

    Raises:
        EditRefusedError: a line can't be read, or names nothing.
    """
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except csv.Error as error:
        raise EditRefusedError(f"{name} is no table: {error}.", "Save it as CSV.") from None
    if len(rows) > _MOST_LINES:
        raise EditRefusedError(f"{name} has more than {_MOST_LINES:,} lines.", "Take them in several steps.")
    known = [heads.get(" ".join(cell.casefold().split()), "") for cell in rows[0]] if rows else []
    has_head = "ref" in known
    columns = known if has_head else list(without_head)
    for number, row in enumerate(rows, 1):
        if any(cell.strip() for cell in row) and not (has_head and number == 1):
            yield number, _read_cells(name, number, columns, row, called)


def _read_cells(name: str, number: int, columns: Sequence[str], row: Sequence[str], called: str) -> dict[str, str]:
    if any(cell.strip() for cell in row[len(columns) :]):
        raise EditRefusedError(
            f"Line {number} of {name} has {len(row)} cells, and there are {len(columns)} columns.",
            "Put a text that holds the separator in double quotes.",
        )
    cells = {column: cell.strip() for column, cell in zip(columns, row, strict=False) if column}
    if not cells.get("ref"):
        raise EditRefusedError(
            f"Line {number} of {name} names no {called}.", "Begin it with a reference, such as booking/two-taps#paid."
        )
    return cells
