"""Rows of a sheet as a tree of objectives: one row for each goal, one for each key result, or results in columns.

Decides what a row is by its column of types, by who stands below it, and by which columns there are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrsite.importing.doubtful_goals import is_sum
from okrsite.importing.evidence import is_placeholder
from okrsite.importing.found import Draft, DraftObjective, Found
from okrsite.importing.line_parts import clean_title, take_apart
from okrsite.importing.mappings import Head, Preset, find_head
from okrsite.importing.row_groups import find_groups, link_parents, read_groups
from okrsite.importing.row_values import RowReader, read_result
from okrsite.importing.sheet_sections import unfold_sections
from okrsite.importing.sheet_tree import read_tree
from okrsite.importing.tables import Table
from okrsite.importing.words import cut_label
from okrsite.number_style import format_count


def read_table_rows(table: Table, wanted: Preset | None) -> Found:
    """Return the goals of a table.

    Args:
        table: Its rows.
        wanted: The mapping to read it by; None for the one that knows its headings.
    """
    draft = Draft(table.path)
    if table.left_out:
        draft.add_fate(1, "left out", table.name, table.left_out)
        return draft.freeze()
    table = unfold_sections(table) if wanted is None else table
    where = f" in the sheet “{table.name}”" if table.name else ""
    head = find_head(table.rows, wanted)
    if head is None:
        for row, number in zip(table.rows, table.numbers, strict=True):
            draft.add_fate(
                number, "prose", " | ".join(cell for cell in row if cell), "No row names objectives or key results."
            )
        if table.rows and wanted is not None:
            draft.add_problem(
                table.numbers[0],
                f"No row{where} has the headings of {wanted.name}.",
                "Try --preset auto, or write a mapping for --map.",
            )
        return draft.freeze()
    for row, number in zip(table.rows[: head.row], table.numbers[: head.row], strict=True):
        draft.add_fate(number, "context", " | ".join(cell for cell in row if cell), "It stands above the headings.")
    draft.add_fate(
        table.numbers[head.row], "context", f"headings of {head.preset.name}{where}", _describe_columns(head)
    )
    reader = RowReader(table, head)
    for number in reader.repeated:
        draft.add_fate(number, "context", f"headings of {head.preset.name}{where}", "The headings stand here again.")
    _read_rows(draft, reader)
    if reader.dates.doubts:
        doubts = list(dict.fromkeys(reader.dates.doubts))
        more = f" and {format_count(len(doubts) - 1)} more" if len(doubts) > 1 else ""
        draft.add_problem(
            table.numbers[head.row],
            f"Dates such as {doubts[0]}{more} could be two days each; they were left out.",
            "Write `dates: dmy` or `dates: mdy` into a mapping for --map.",
        )
    return draft.freeze()


def _describe_columns(head: Head) -> str:
    return "Columns: " + ", ".join(
        f"{field} = {place + 1}" for field, place in sorted(head.columns.items(), key=lambda pair: pair[1])
    )


def _read_rows(draft: Draft, reader: RowReader) -> None:
    groups = find_groups(reader.table.rows[reader.head.row])
    if len(groups) == 1 and reader.has("key_result"):
        groups = {}  # `KR 1` beside `Key Result` is a name of its own
    if groups and (reader.has("objective") or reader.has("title")):
        read_groups(draft, reader, groups)
    elif reader.has("key_result") and (reader.has("objective") or not reader.has("type")):
        _read_results(draft, reader)
    elif reader.has("title") or reader.has("objective"):
        read_tree(draft, reader)
    else:
        for row, number in zip(reader.rows, reader.numbers, strict=True):
            draft.add_fate(
                number, "prose", " | ".join(cell for cell in row if cell), "It has no column for objectives."
            )


def _read_results(draft: Draft, reader: RowReader) -> None:
    """Read one row for each key result; an empty cell of the objective goes on with the one above."""
    current: DraftObjective | None = None
    known: dict[tuple[str, str | None, str | None], DraftObjective] = {}
    parents: list[tuple[DraftObjective, str]] = []
    for row, number in zip(reader.rows, reader.numbers, strict=True):
        words = " | ".join(cell for cell in row if cell)
        if not words:
            continue
        title, results = clean_cell(reader.get(row, "objective")), split_cell(reader.get(row, "key_result"))
        is_named = bool(title) and not is_placeholder(title)
        if is_named and not results and is_sum(title) and not reader.get(row, "owner"):
            draft.add_fate(number, "left out", words, "It sums up others.")
            continue
        count = len(draft.objectives)
        if is_named:
            current = _find_objective(
                draft, reader, row, number, title, known, parents=parents, has_results=bool(results)
            )
        if not results:
            if is_named and current is not None and len(draft.objectives) == count:
                current.notes += reader.list_all(row)
                draft.add_fate(number, "note", words, f"It is another row of “{current.title}” without a key result.")
            elif not is_named:
                draft.add_fate(number, "left out", words, "It names no objective and no key result.")
                reader.tell_untitled(draft, row, number)
            continue
        if current is None:
            current = DraftObjective("Key results without an objective", number, cycle=reader.read_cycle(row))
            draft.objectives.append(current)
            draft.add_problem(number, f"Row {number} names no objective.", "Rename the one that was made for it.")
        for one in results:
            current.key_results.append(read_result(reader, row, number, one))
        draft.add_fate(number, "key result", words, f"It is a key result of “{current.title}”.")
    link_parents(draft, [(objective, clean_cell(parent), parent) for objective, parent in parents])


def _find_objective(
    draft: Draft,
    reader: RowReader,
    row: Sequence[str],
    number: int,
    title: str,
    known: dict[tuple[str, str | None, str | None], DraftObjective],
    *,
    parents: list[tuple[DraftObjective, str]],
    has_results: bool,
) -> DraftObjective:
    """Return the objective of a row: the same words in the same cycle and team are the same.

    What names a parent is added to `parents`, whose rows may stand further below.
    """
    parts = take_apart(title)
    cycle, team = reader.read_cycle(row), reader.get(row, "team") or None
    key = (parts.title, cycle, team)
    if key not in known:
        objective = reader.make_objective(row, number, parts.title)
        if has_results:
            # The values of the row are those of its key result.
            blank = DraftObjective(parts.title, number, cycle=objective.cycle, team=objective.team)
            blank.why = objective.why if reader.has("why") else None
            reader.fill_objective(blank, row)
            objective = blank
        objective.owner = reader.read_owner(row, "objective_owner") or parts.owner or objective.owner
        known[key] = objective
        draft.objectives.append(objective)
        draft.add_fate(number, "objective", parts.title, "It stands in the column of objectives.")
        if parent := reader.get(row, "parent"):
            parents.append((objective, parent))
    return known[key]


def clean_cell(cell: str) -> str:
    """Return the words of a cell that holds one goal, without a label before it."""
    return cut_label(clean_title(" ".join(cell.split())), "objective", "key result")


def split_cell(cell: str) -> list[str]:
    """Return the goals of a cell, one for each of its lines."""
    return [
        words
        for line in cell.split("\n")
        if (words := clean_cell(re.sub(r"^[-•*–]\s+", "", line.strip()))) and not is_placeholder(words)
    ]
