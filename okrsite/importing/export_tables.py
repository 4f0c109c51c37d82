"""The tables of our own export, read back into the record that they were made of.

Decides which value of the export a cell is, by the field that it stands for. What `feeds/export_tables` writes and what
is read here are each other's reverse: the plan by which a record becomes rows is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.feeds.export_records import Export
from okrsite.feeds.export_tables import (
    FIELD,
    OF,
    TABLE_NAMES,
    Cell,
    FieldPlan,
    ListPlan,
    list_columns,
    plan_record,
    split_items,
)
from okrsite.late_patterns import compile_late

Row = Mapping[str, Cell]
_TOP = TABLE_NAMES[0]
_KIND_OF = {"milestones": "milestones", "phases": "reach"}
"""By list the kind of key results that have it, empty or not."""
_NUMBER = compile_late(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?\Z", re.IGNORECASE)
_NEEDED = ("organisation", "cycles", "teams", "objectives", "key-results")
"""Tables without which nothing is an export."""
AGAIN = "Export it again, or save the sheet with the goals alone, as CSV."


def is_export_table(name: str, head: Sequence[str]) -> bool:
    """Whether a table of a name with a head is one of ours."""
    return name in TABLE_NAMES and list(head) == [column.name for column in list_columns(name)]


def is_export(names: Sequence[str]) -> bool:
    """Whether tables of some names are a whole export."""
    return all(name in names for name in _NEEDED)


def read_export(path: str, tables: Mapping[str, Sequence[Row]]) -> Export:
    """Return the export that tables were made of.

    Args:
        path: Where they stand, for messages.
        tables: By name; a text that isn't said is None or empty.

    Raises:
        EditRefusedError: a cell holds what can't stand there.
    """
    if missing := [name for name in TABLE_NAMES if name not in tables]:
        raise EditRefusedError(f"{path} is an export of okrsite, but its table “{missing[0]}” is missing.", AGAIN)
    rows = tables[_TOP]
    if len(rows) != 1:
        raise EditRefusedError(
            f"{path}: the table “{_TOP}” has {len(rows)} rows, and should have one.", "Export it again."
        )
    reader = _TableReader(tables)
    try:
        return msgspec.convert(reader.make_record(Export, rows[0], None), Export)
    except msgspec.ValidationError as error:
        raise EditRefusedError(
            f"{path} was changed after it was exported, and can't be read: {error}.",
            "Take the change back, or export it again.",
        ) from None


class _TableReader:
    """Finds the rows of records within others."""

    def __init__(self, tables: Mapping[str, Sequence[Row]]) -> None:
        self._by_owner: dict[tuple[str, str | None, str | None], list[Row]] = {}
        self._several = {name for name in TABLE_NAMES if any(one.name == FIELD for one in list_columns(name))}
        inner = {name for name in TABLE_NAMES if any(one.name == OF for one in list_columns(name))}
        for name, rows in tables.items():
            for row in rows:
                owner = _read_text(row.get(OF)) if name in inner else None
                field = _read_text(row.get(FIELD)) if name in self._several and self._tells_field(name) else None
                self._by_owner.setdefault((name, owner, field), []).append(row)

    @staticmethod
    def _tells_field(table: str) -> bool:
        """Whether the column `field` says in which list a row stands: in `unread` it is a field of its own."""
        return table != "unread"

    def make_record(self, record: type, row: Row, owner: str | None) -> dict[str, object]:
        """Return the values of a record by its fields."""
        plan = plan_record(record)
        values: dict[str, object] = {}
        key = next((text for name in ("ref", "id") if (text := _read_text(row.get(name)))), owner)
        for field in plan.fields:
            _put(values, field.names, self._read_field(field, row, record))
        for inner in plan.lists:
            _put(values, inner.names, self._list_records(inner, key, record, row))
        return _drop_absent(record, values)

    def _list_records(self, inner: ListPlan, key: str | None, record: type, row: Row) -> list[dict[str, object]] | None:
        owner = None if record is Export else key
        field = inner.name if inner.table in self._several and self._tells_field(inner.table) else None
        rows = self._by_owner.get((inner.table, owner, field), [])
        if not rows and inner.is_optional and _read_text(row.get("kind")) != _KIND_OF.get(inner.name):
            return None
        return [self.make_record(inner.item, one, key) for one in rows]

    @staticmethod
    def _read_field(field: FieldPlan, row: Row, record: type) -> object:
        cell = row.get(field.column.name)
        if cell is None or cell == "":
            if field.column.kind == "list":
                return []
            return None if field.is_optional or field.column.kind != "text" else ""
        if field.column.kind == "list":
            return list(split_items(str(cell)))
        if field.column.kind == "yes":
            return cell if isinstance(cell, bool) else {"yes": True, "no": False}.get(str(cell), cell)
        if field.column.kind in ("number", "share") or field.is_number_or_text:
            return _read_number(cell)
        return cell.isoformat() if not isinstance(cell, str | int | float) else str(cell)


def _read_text(cell: Cell) -> str | None:
    return str(cell) if cell is not None and cell != "" else None


def _read_number(cell: Cell) -> object:
    """Return a number, whole ones as integers; anything else as it is, for whoever judges it."""
    if isinstance(cell, str) and _NUMBER.match(cell):
        cell = float(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return int(cell)
    return cell


def _put(values: dict[str, object], names: Sequence[str], value: object) -> None:
    for name in names[:-1]:
        inner = values.setdefault(name, {})
        assert isinstance(inner, dict)
        values = inner
    values[names[-1]] = value


def _drop_absent(record: type, values: dict[str, object]) -> dict[str, object]:
    """Return values with None in place of records that need not be there, and of which nothing is said."""
    for name in plan_record(record).optional:
        parts = name.split(".")
        inner: object = values
        for part in parts[:-1]:
            inner = inner.get(part) if isinstance(inner, dict) else None
        if isinstance(inner, dict) and isinstance(inner.get(parts[-1]), dict) and _is_empty(inner[parts[-1]]):
            inner[parts[-1]] = None
    return values


def _is_empty(value: object) -> bool:
    if isinstance(value, dict):
        return all(_is_empty(inner) for inner in value.values())
    return value is None or value in ("", [])
