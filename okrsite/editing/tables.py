"""Tables as spreadsheets save them, for commands that take their values from one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.feeds.explain.subjects import SubjectNotFoundError

_MOST_LINES = 10_000


def read_rows(
    name: str, text: str, heads: Mapping[str, str], without_head: Sequence[str], called: str
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rows of a table that say something, each with its place in words and its cells by column.

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
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for row in reader:
            # A cell in quotes may go over several lines.
            rows.append((before + 1, row))
            before = reader.line_num
    except csv.Error as error:
        raise EditRefusedError(f"{name} is no table: {error}.", "Save it as CSV.") from None
    if len(rows) > _MOST_LINES:
        raise EditRefusedError(f"{name} has more than {_MOST_LINES:,} lines.", "Take them in several steps.")
    known = [heads.get(" ".join(cell.casefold().split()), "") for cell in rows[0][1]] if rows else []
    has_head = "ref" in known
    columns = known if has_head else list(without_head)
    for number, row in rows[1:] if has_head else rows:
        if any(cell.strip() for cell in row):
            place = f"Line {number} of {name}"
            yield place, _read_cells(place, columns, row, called)


def _read_cells(place: str, columns: Sequence[str], row: Sequence[str], called: str) -> dict[str, str]:
    if any(cell.strip() for cell in row[len(columns) :]):
        raise EditRefusedError(
            f"{place} has {len(row)} cells, and there are {len(columns)} columns.",
            "Put a text that holds the separator in double quotes.",
        )
    cells = {column: cell.strip() for column, cell in zip(columns, row, strict=False) if column}
    if not cells.get("ref"):
        raise EditRefusedError(
            f"{place} names no {called}.", "Begin it with a reference, such as booking/two-taps#paid."
        )
    return cells


@contextmanager
def name_place(place: str) -> Iterator[None]:
    """Let what is said against a row of a table begin with its place, such as `Line 3 of grades.csv`.

    Raises:
        EditRefusedError: one is raised about the row.
        SubjectNotFoundError: so.
    """
    try:
        yield
    except EditRefusedError as error:
        raise EditRefusedError(
            f"{place}: {error}", error.hint, error.problems, is_wrong_usage=error.is_wrong_usage
        ) from error
    except SubjectNotFoundError as error:
        raise SubjectNotFoundError(f"{place}: {error}", error.hint) from error
