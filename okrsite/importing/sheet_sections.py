"""Sheets in groups: above each a row with its name and the headings once more, as boards export them.

Decides that a group is an objective with a row for each key result, or all of a cycle where its name says only that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from okrsite.importing.evidence import is_context, is_placeholder
from okrsite.importing.mappings import find_head, load_preset
from okrsite.importing.tables import Table

_FEWEST_HEADINGS = 3
_TELLING = frozenset(("objective", "key_result", "type", "parent", "outline", "level"))
"""Fields by which rows say themselves what they are."""


def unfold_sections(table: Table) -> Table:
    """Return a table in which each row says in a column of its own to which group it belongs; others as they are."""
    heads = _find_heads(table.rows)
    names = {place: _find_name(table.rows, place) for place in heads}
    found = find_head([table.rows[heads[0]]], load_preset("generic")) if heads else None
    if found is None or None in names.values() or "title" not in found.columns or _TELLING & found.columns.keys():
        return table
    titles = {place: next(filter(None, table.rows[name])) for place, name in names.items() if name is not None}
    is_cycle = all(is_context(title) for title in titles.values())
    head = list(table.rows[heads[0]])
    if not is_cycle:
        head[found.columns["title"]] = "Key Result"
    rows: list[tuple[str, ...]] = []
    ahead = {name: titles[place] for place, name in names.items() if name is not None}
    title = ""
    for place, row in enumerate(table.rows):
        if place in ahead:
            title = ahead[place]
            rows.append(("",) if is_cycle else (title,))
        elif place in titles:
            rows.append(("Quarter" if is_cycle else "Objective", *head))
        else:
            rows.append((title, *row) if title and any(row) else ("", *row))
    numbers = list(table.numbers)
    # The first group is named above the headings; below them it has a row as the others have.
    first, below = names[heads[0]] or 0, heads[0]
    rows[first], rows[below] = rows[below], rows[first]
    numbers[first], numbers[below] = numbers[below], numbers[first]
    return Table(table.path, table.name, tuple(rows), tuple(numbers))


def _find_heads(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the places of a row that stands in the table several times, as headings do; none for another table."""
    counts = Counter(tuple(row) for row in rows if sum(1 for cell in row if cell) >= _FEWEST_HEADINGS)
    again = [row for row, count in counts.items() if count > 1]
    head = next((row for row in again if find_head([row], load_preset("generic")) is not None), None)
    return [place for place, row in enumerate(rows) if tuple(row) == head] if head is not None else []


def _find_name(rows: Sequence[Sequence[str]], place: int) -> int | None:
    """Return the place of the row above headings that names their group; None for none."""
    at = place - 1
    while at >= 0 and not any(rows[at]):
        at -= 1
    cells = [cell for cell in rows[at] if cell] if at >= 0 else []
    return at if len(cells) == 1 and not is_placeholder(cells[0]) else None
