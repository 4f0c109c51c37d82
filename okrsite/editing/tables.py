"""Tables as spreadsheets save them, for commands that take their values from one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.feeds.explain.subjects import SubjectNotFoundError
from okrsite.nearest import find_close_name, suggest_name
from okrsite.sources.misreads import quote_text

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
    if has_head:
        _refuse_unread_columns(name, rows, known, heads)
    elif _looks_like_head(rows, known):
        names = _name_columns(heads)
        raise EditRefusedError(
            f"Line {rows[0][0]} of {name} looks like a head, and no column is called ref.",
            f"Columns are {', '.join(names.values())}; without a head they are "
            f"{', '.join(names[column] for column in without_head)}, in this order.",
        )
    columns = known if has_head else list(without_head)
    for number, row in rows[1:] if has_head else rows:
        if any(cell.strip() for cell in row):
            place = f"Line {number} of {name}"
            yield place, _read_cells(place, columns, row, called)


def _looks_like_head(rows: Sequence[tuple[int, list[str]]], known: Sequence[str]) -> bool:
    """Whether the first of several lines names columns: it has one of their names, or neither reference nor number."""
    if len(rows) < 2:
        return False
    first, *others = rows[0][1] or [""]
    is_named = any(known) or (any(others) and not any(sign.isdigit() for cell in others for sign in cell))
    return is_named and "/" not in first


def _refuse_unread_columns(
    name: str, rows: Sequence[tuple[int, list[str]]], known: Sequence[str], heads: Mapping[str, str]
) -> None:
    """Refuse a column of which nothing would be read although something stands in it: nobody would miss it.

    Raises:
        EditRefusedError: there is one.
    """
    number, titles = rows[0]
    for place, (column, title) in enumerate(zip(known, titles, strict=True)):
        if not any(cell.strip() for _, row in rows[1:] for cell in row[place : place + 1]):
            continue
        called = f"the column {quote_text(title.strip())}" if title.strip() else f"column {place + 1}, without a name,"
        if column and column in known[:place]:
            raise EditRefusedError(
                f"Line {number} of {name}: {called} says the same as one before it.", "Keep one of the two."
            )
        if not column:
            near = find_close_name(title.strip().casefold(), heads)
            raise EditRefusedError(
                f"Line {number} of {name}: {called} is none of {', '.join(_name_columns(heads).values())}.",
                f"{suggest_name(near, 'Call it like one of these.')} Else take it out of the table.",
            )


def _name_columns(heads: Mapping[str, str]) -> dict[str, str]:
    """Return by column the first of the names that may stand above it."""
    names: dict[str, str] = {}
    for head, column in heads.items():
        names.setdefault(column, head)
    return names


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
