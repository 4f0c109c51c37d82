"""Tables of goals within a document: one for each objective, one for all, or one with labels in its first column.

Decides what each column holds by its heading, and whose a row is where the cell of the objective is empty.
"""

from __future__ import annotations

import re
from dataclasses import replace

from okrsite.importing.evidence import PageFacts, is_placeholder, names_told_results
from okrsite.importing.field_values import make_key_result, set_key_result_field, set_objective_field
from okrsite.importing.found import Draft, DraftKeyResult, DraftObjective, FateKind
from okrsite.importing.line_parts import clean_owner, clean_title, read_title_label, take_apart
from okrsite.importing.outline import OutlineNode
from okrsite.importing.scope import Scope
from okrsite.importing.table_columns import Columns, is_scale
from okrsite.importing.table_sections import find_sections
from okrsite.importing.words import Label, LabelKind, cut_label, find_column_field

_WORDS_OF_A_RESULT = 2
_WORDS_OF_A_WHOLE_RESULT, _WORDS_OF_A_STATE = 3, 3
"""Of a cell that needs no words of the next one, and of one beside it that says how far it is."""
_FIRST_COLUMNS = 3
"""Behind these, a column of numbers of key results says what the tasks in the rows are for."""


def read_table(draft: Draft, node: OutlineNode, scope: Scope, facts: PageFacts) -> None:
    """Read a table of goals; one of anything else is kept as prose."""
    if len(node.rows) < 1 or scope.part in ("prose", "explanation"):
        _keep_rows(draft, node, "It stands in a part that tells no goals.")
        return
    columns = Columns(node.rows[0])
    columns.key_result = 0 if is_scale(node.rows[0]) and scope.is_implicit else columns.key_result
    trusted = facts.is_trusted or scope.is_implicit or scope.objective is not None
    if trusted and columns.is_tracking and columns.objective is not None and _tells_results(node, columns):
        _read_result_columns(draft, node, columns, scope)
        return
    if columns.is_tracking or not trusted:
        _keep_rows(draft, node, "Its columns name no objectives and no key results.")
        return
    if scope.objective is None and names_told_results(node.rows, facts):
        _keep_rows(draft, node, "It names key results that stand elsewhere by their numbers.")
        return
    named = columns.key_result or 0
    columns.settle_result_column(node.rows[1:])
    is_told = bool(draft.objectives) and scope.objective is None and columns.objective is None
    if columns.is_by_number and (is_told or named >= _FIRST_COLUMNS):
        _keep_rows(draft, node, "It names key results that stand elsewhere by their numbers.")
        return
    if columns.objective is not None and columns.key_result is not None:
        _read_both(draft, node, columns, scope)
    elif columns.key_result is not None:
        _read_key_results(draft, node, columns, scope)
    elif _is_labelled(node):
        _read_labelled(draft, node, scope)
    elif (
        (scope.is_implicit or facts.has_okr_title)
        and scope.objective is None
        and (sections := find_sections(node.rows, columns))
    ):
        _read_sections(draft, node, columns, scope, sections)
    elif columns.objective is not None and (scope.is_implicit or facts.has_okr_title) and columns.fields:
        _read_objectives(draft, node, columns, scope)
    elif columns.title is not None and scope.objective is not None and scope.part == "key results":
        columns.key_result = columns.title
        columns.fields.pop(columns.title, None)
        _read_key_results(draft, node, columns, scope)
    else:
        _keep_rows(draft, node, "Its columns name no objectives and no key results.")


def _keep_rows(draft: Draft, node: OutlineNode, reason: str) -> None:
    for row, line in zip(node.rows, node.row_lines, strict=True):
        draft.add_fate(line, "prose", " | ".join(row)[:200], reason)


def _read_both(draft: Draft, node: OutlineNode, columns: Columns, scope: Scope) -> None:
    """Read rows with an objective and a key result each; an empty cell, or the same words, go on with the one above."""
    current: DraftObjective | None = None
    draft.add_fate(node.row_lines[0], "context", " | ".join(node.rows[0]), "It is the head of the table.")
    for row, line in zip(node.rows[1:], node.row_lines[1:], strict=True):
        words = _strip_label(_get_cell(row, columns.objective), "objective")
        results = _split_results(_get_cell(row, columns.key_result))
        if words and not is_placeholder(words) and (current is None or words != current.title):
            current = _add_objective(draft, words, line, scope)
            if not results:
                _fill_objective(current, row, columns)
        if not results:
            if not words:
                draft.add_fate(line, "left out", " | ".join(row), "The row has no objective and no key result.")
            continue
        if current is None:
            draft.add_fate(line, "left out", " | ".join(row), "The row is a place for goals that nobody has written.")
            continue
        if len(results) > 1:
            _name_owner(current, row, columns)
        for place, one in enumerate(results):
            _add_key_result(draft, current, one, row, line, columns, scope, place, len(results))


def _tells_results(node: OutlineNode, columns: Columns) -> bool:
    """Whether cells in columns called `KR1`, `KR2` hold key results, and not how far these are week by week."""
    cells = [cell for row in node.rows[1:] for at in columns.numbered if (cell := _get_cell(row, at))]
    return bool(cells) and sum(1 for cell in cells if len(cell.split()) >= _WORDS_OF_A_RESULT) >= 0.5 * len(cells)


def _read_result_columns(draft: Draft, node: OutlineNode, columns: Columns, scope: Scope) -> None:
    """Read rows with an objective each, and its key results in columns of their own."""
    draft.add_fate(node.row_lines[0], "context", " | ".join(node.rows[0]), "It is the head of the table.")
    for row, line in zip(node.rows[1:], node.row_lines[1:], strict=True):
        words = _strip_label(_get_cell(row, columns.objective), "objective")
        if not words or is_placeholder(words):
            draft.add_fate(line, "left out", " | ".join(row), "The row has no objective.")
            continue
        objective = _add_objective(draft, words, line, scope)
        _fill_objective(objective, row, columns)
        for at in columns.numbered:
            if (cell := _get_cell(row, at)) and not is_placeholder(cell):
                parts = take_apart(_strip_label(cell, "key result"))
                objective.key_results.append(make_key_result(parts, line))
                draft.add_fate(line, "key result", parts.title, "It stands in a column of key results.")


def _read_key_results(draft: Draft, node: OutlineNode, columns: Columns, scope: Scope) -> None:
    objective = scope.objective
    draft.add_fate(node.row_lines[0], "context", " | ".join(node.rows[0]), "It is the head of the table.")
    for row, line in zip(node.rows[1:], node.row_lines[1:], strict=True):
        for one in _split_results(_get_cell(row, columns.key_result)):
            label = read_title_label(one)
            if label is not None and label.kind == "objective" and not label.is_weak:
                objective = _add_objective(draft, label.rest or one, line, replace(scope, objective=None))
                continue
            if is_placeholder(_strip_label(one, "key result")):
                draft.add_fate(
                    line, "left out", " | ".join(row), "It is a place for a key result that nobody has written."
                )
                continue
            if objective is None:
                objective = _add_objective(draft, scope.heading or "Objective", scope.heading_line or line, scope)
                draft.add_problem(
                    line,
                    f"The key results from line {line} on stand below no objective; they are taken for those of "
                    f"“{objective.title}”.",
                )
            _add_key_result(draft, objective, one, row, line, columns, scope, 0, 1)


def _read_sections(draft: Draft, node: OutlineNode, columns: Columns, scope: Scope, sections: dict[int, str]) -> None:
    """Read a table in which objectives stand in rows of their own, above their key results."""
    objective: DraftObjective | None = None
    for place, (row, line) in enumerate(zip(node.rows, node.row_lines, strict=True)):
        if title := sections.get(place):
            objective = _add_objective(draft, title, line, scope)
        elif place == 0 or objective is None:
            draft.add_fate(line, "context", " | ".join(row)[:200], "It stands above the first objective of the table.")
        elif is_placeholder(clean_title(row[0])) or not any(row[1:]):
            draft.add_fate(line, "prose", " | ".join(row)[:200], "It names no key result.")
        else:
            _add_key_result(draft, objective, row[0], row, line, columns, scope, 0, 1)


def _read_objectives(draft: Draft, node: OutlineNode, columns: Columns, scope: Scope) -> None:
    draft.add_fate(node.row_lines[0], "context", " | ".join(node.rows[0]), "It is the head of the table.")
    for row, line in zip(node.rows[1:], node.row_lines[1:], strict=True):
        words = _strip_label(_get_cell(row, columns.objective), "objective")
        if words and not is_placeholder(words):
            label = read_title_label(_get_cell(row, columns.objective))
            number = label.number if label is not None else ""
            _fill_objective(_add_objective(draft, words, line, scope, number), row, columns)
        else:
            draft.add_fate(
                line, "left out", " | ".join(row), "The row is a place for an objective that nobody has written."
            )


def _is_labelled(node: OutlineNode) -> bool:
    """Whether the first column says what each row is: `Objective`, `KR1`."""
    kinds = [label.kind for row in node.rows if row and (label := read_title_label(row[0]))]
    return "key result" in kinds and ("objective" in kinds or len(kinds) >= 2)


def _read_labelled(draft: Draft, node: OutlineNode, scope: Scope) -> None:
    objective = scope.objective
    columns = Columns(node.rows[0])
    for row, line in zip(node.rows, node.row_lines, strict=True):
        label = read_title_label(row[0]) if row else None
        if label is None and row and (name := find_column_field(row[0])):
            label = Label("field", "", name=name)
        state = _get_state(label, row)
        words = " ".join(cell for cell in ((label.rest if label else ""), *row[1:2]) if cell and cell != state).strip()
        if label is None or not words or is_placeholder(words):
            draft.add_fate(line, "prose", " | ".join(row)[:200], "Its first cell names no goal.")
        elif label.kind in ("objective", "objectives"):
            objective = _add_objective(draft, words, line, scope)
            _fill_objective(objective, row, columns)
        elif label.kind == "key result" and objective is not None:
            key_result = _add_key_result(draft, objective, words, row, line, columns, scope, 0, 1)
            set_key_result_field(key_result, "status", state)
        elif label.kind == "field":
            if objective is not None:
                set_objective_field(objective, label.name, words)
            kind: FateKind = "value" if objective is not None else "prose"
            draft.add_fate(line, kind, " | ".join(row)[:200], f"It is the {label.name} of the objective above.")
        else:
            draft.add_fate(line, "prose", " | ".join(row)[:200], "Its first cell names no goal.")


def _get_state(label: Label | None, row: list[str]) -> str:
    """Return the cell beside a whole key result, which says how it is: `In progress`; empty for none."""
    if label is None or label.kind != "key result" or len(label.rest.split()) < _WORDS_OF_A_WHOLE_RESULT:
        return ""
    cell = _get_cell(row, 1)
    return cell if len(cell.split()) <= _WORDS_OF_A_STATE and not any(sign.isdigit() for sign in cell) else ""


def _add_objective(draft: Draft, words: str, line: int, scope: Scope, number: str = "") -> DraftObjective:
    parts = take_apart(words.replace("\n", " "), keeps_values=True)
    objective = DraftObjective(
        parts.title,
        line,
        parts.owner,
        scope.cycle,
        scope.team,
        scope.objective,
        score=parts.score,
        progress=parts.progress,
        number=number or None,
    )
    draft.objectives.append(objective)
    draft.add_fate(line, "objective", objective.title, "It stands in the column of objectives.")
    return objective


def _fill_objective(objective: DraftObjective, row: list[str], columns: Columns) -> None:
    for place, name in columns.fields.items():
        set_objective_field(objective, name, _get_cell(row, place))
    objective.notes += columns.list_others(row)


def _name_owner(objective: DraftObjective, row: list[str], columns: Columns) -> None:
    """Give an objective the one owner of a row in which all of its key results stand."""
    for place, name in columns.fields.items():
        if name == "owner" and objective.owner is None and "\n" not in _get_cell(row, place):
            set_objective_field(objective, name, _get_cell(row, place))


def _add_key_result(
    draft: Draft,
    objective: DraftObjective,
    words: str,
    row: list[str],
    line: int,
    columns: Columns,
    scope: Scope,
    place: int,
    count: int,
) -> DraftKeyResult:
    """Add a key result with the values of its row; where a cell holds several, each takes its own of as many values."""
    key_result = make_key_result(take_apart(_strip_label(words, "key result")), line)
    for column, name in columns.fields.items():
        values = [one for one in _get_cell(row, column).split("\n") if one.strip()]
        value = values[place] if count > 1 and len(values) == count else " ".join(values)
        if name == "team":
            objective.team = objective.team or clean_owner(value)
        elif not is_placeholder(value) or name in ("score", "progress"):
            set_key_result_field(key_result, name, value)
    key_result.notes += columns.list_others(row)
    key_result.row_number = next((label.number for cell in row[:_FIRST_COLUMNS] if (label := _read_number(cell))), "")
    objective.key_results.append(key_result)
    draft.add_fate(line, "key result", key_result.title, "It stands in the column of key results.")
    return key_result


def _read_number(cell: str) -> Label | None:
    """Return the label of a cell that numbers a key result; None for another one."""
    label = read_title_label(cell)
    return label if label is not None and label.kind == "key result" and label.number else None


def _get_cell(row: list[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _split_results(cell: str) -> list[str]:
    """Return the key results of a cell, which may hold several in lines."""
    lines = [re.sub(r"^(?:[-•*–]|\d{1,2}[.)])\s+", "", line).strip() for line in re.split(r"\n|\s•\s", cell)]
    lines = [line for line in lines if line]
    merged: list[str] = []
    for line in lines:
        if merged and line[:1].islower():
            merged[-1] = f"{merged[-1]} {line}"
        else:
            merged.append(line)
    return merged


def _strip_label(words: str, kind: LabelKind) -> str:
    return cut_label(clean_title(words), kind)
