"""Sheets in which an objective is a row and its key results stand beside each other: `KR 1`, `KR 1 owner`, `KR 2`.

Decides which columns belong to which key result by the number in their headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrsite.importing.cells import ShareColumn
from okrsite.importing.evidence import is_placeholder
from okrsite.importing.field_values import make_key_result, set_key_result_field
from okrsite.importing.found import Draft, DraftObjective
from okrsite.importing.line_parts import clean_title, take_apart
from okrsite.importing.row_values import RowReader
from okrsite.importing.words import cut_label, find_column_field
from okrsite.late_patterns import compile_late

_HEADING = compile_late(
    r"(?P<before>[A-Za-z ]{0,20}?)\s?(?:KR|Key Result|Schlüsselergebnis|Résultat clé|Resultado "
    r"clave)\s?#?\s?(?P<number>\d{1,2})\s?[-:–.(]?\s?(?P<after>[^)]{0,30})\)?\Z",
    re.IGNORECASE,
)
_TITLES = frozenset(("", "title", "description", "name", "text", "statement", "what"))


def find_groups(head: Sequence[str]) -> dict[int, dict[str, int]]:
    """Return the columns of each numbered key result, by field (`title`, `owner`, …)."""
    groups: dict[int, dict[str, int]] = {}
    for place, cell in enumerate(head):
        match = _HEADING.match(clean_title(cell.replace("\n", " ").replace("_", " ")))
        if match is None:
            continue
        words = f"{match['before']} {match['after']}".strip().lower()
        field = "title" if words in _TITLES else find_column_field(words)
        if field:
            groups.setdefault(int(match["number"]), {}).setdefault(field, place)
    return {number: fields for number, fields in groups.items() if "title" in fields}


def read_groups(draft: Draft, reader: RowReader, groups: dict[int, dict[str, int]]) -> None:
    """Read each row as an objective with the key results of its groups of columns."""
    places = {place for fields in groups.values() for place in fields.values()}
    shares = {
        number: ShareColumn([row[at] for row in reader.rows if at < len(row) and row[at]])
        for number, fields in groups.items()
        if (at := fields.get("progress")) is not None
    }
    parents: list[tuple[DraftObjective, str]] = []
    for row, line in zip(reader.rows, reader.numbers, strict=True):
        words = " | ".join(cell for cell in row if cell)
        title = cut_label(clean_title(reader.get(row, "objective") or reader.get(row, "title")), "objective")
        if not words:
            continue
        if is_placeholder(title):
            draft.add_fate(line, "left out", words, "It names no objective.")
            continue
        parts = take_apart(title)
        own = [cell if place not in places else "" for place, cell in enumerate(row)]
        objective = reader.make_objective(own, line, parts.title)
        objective.owner = objective.owner or parts.owner
        draft.objectives.append(objective)
        for number in sorted(groups):
            _add_key_result(objective, row, line, groups[number], shares.get(number))
        draft.add_fate(line, "objective", words, f"It is an objective with {len(objective.key_results)} key results.")
        if parent := reader.get(row, "parent"):
            parents.append((objective, parent))
    link_parents(draft, [(objective, parent, parent) for objective, parent in parents])


def link_parents(draft: Draft, named: Sequence[tuple[DraftObjective, str, str]]) -> None:
    """Put objectives below those whose titles they name; names of nobody, and circles, become notes.

    Args:
        draft: What was found.
        named: Each objective with the title of its parent, and that as typed.
    """
    by_title: dict[str, DraftObjective] = {}
    for one in draft.objectives:
        by_title.setdefault(one.title, one)
    for objective, title, typed in named:
        above = by_title.get(title)
        at = above
        while at is not None and at is not objective:
            at = at.parent
        if above is not None and at is None:
            objective.parent = above
        else:
            objective.notes.append(f"Parent: {typed}")


def _add_key_result(
    objective: DraftObjective, row: Sequence[str], line: int, fields: dict[str, int], shares: ShareColumn | None
) -> None:
    cells = {field: row[place].strip() if place < len(row) else "" for field, place in fields.items()}
    if is_placeholder(cells["title"]):
        return
    result = make_key_result(take_apart(cells["title"]), line)
    for field, cell in cells.items():
        if field == "progress" and shares is not None:
            result.progress = shares.read(cell) if cell else result.progress
        elif field != "title":
            set_key_result_field(result, field, cell)
    objective.key_results.append(result)
