"""The export as tables: one for each kind of record, with a row for each of them and a column for each of its fields.

Which columns there are follows from the records of the export, so that none can be forgotten. Lists of records become
tables of their own, whose first column `of` says what a row belongs to; lists of texts stand in one cell, an item a
line.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec
from msgspec import inspect

from okrsite.feeds.export_records import Export
from okrsite.late_patterns import compile_late

ColumnKind = Literal["text", "list", "number", "share", "date", "yes"]
Cell = str | float | bool | date | None
"""None for what isn't said; the items of a list are joined by `join_items`."""

_Rows = dict[str, list[dict[str, Cell]]]
"""By table its rows, by column."""
_TABLE_OF = {
    "ExportedCycle": "cycles",
    "ExportedTeam": "teams",
    "ExportedPerson": "people",
    "ExportedMemo": "memos",
    "ExportedObjective": "objectives",
    "ExportedKeyResult": "key-results",
    "ExportedKpi": "kpis",
    "ExportedDirectLink": "links",
    "ExportedIndirectLink": "links",
    "ExportedOutsideLink": "links",
    "ExportedDistinction": "links",
    "ExportedIgnoredRemark": "answered-remarks",
    "ExportedCheckin": "check-ins",
    "ExportedValueCheckin": "check-ins",
    "ExportedInitiative": "initiatives",
    "ExportedMilestone": "steps",
    "ExportedDatedValue": "values",
    "ExportedGradedText": "rubrics",
    "ExportedGoalpost": "goalposts",
    "ExportedTerm": "terms",
    "ExportedUnread": "unread",
}
"""The table in which the records of a class stand; that of a class that isn't here is called after it."""
_TOP = "organisation"
_OWN_NAME = compile_late(r"(?<=[a-z])(?=[A-Z])")
OF, FIELD = "of", "field"
"""The columns that say what a row belongs to, and in which of its lists it stands there."""


class Column(msgspec.Struct, frozen=True):
    """A column of a table."""

    name: str
    """The field's name; of a field in a record within the record, both with a point between: `status.shown`."""
    kind: ColumnKind


class Table(msgspec.Struct, frozen=True):
    """A table of the export."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


class FieldPlan(msgspec.Struct, frozen=True):
    """A field of a record that stands in one cell."""

    path: tuple[str, ...]
    """The attributes that lead to it."""
    column: Column
    names: tuple[str, ...]
    """The keys in JSON that lead to it."""
    is_optional: bool
    """Whether it may be null."""
    is_number_or_text: bool


class ListPlan(msgspec.Struct, frozen=True):
    """A field of a record that holds further records."""

    path: tuple[str, ...]
    name: str
    """As in a column."""
    item: type
    table: str
    names: tuple[str, ...]
    """The keys in JSON that lead to it."""
    is_optional: bool
    """Whether it may be null."""


class RecordPlan(msgspec.Struct, frozen=True):
    """How the records of a class become rows."""

    fields: tuple[FieldPlan, ...]
    lists: tuple[ListPlan, ...]
    optional: tuple[str, ...]
    """Fields that may be null in place of a record, the innermost last."""


def build_tables(export: Export) -> tuple[Table, ...]:
    """Return the tables of an export, those without rows too."""
    rows: _Rows = {name: [] for name in TABLE_NAMES}
    _add_row(rows, _TOP, export, {})
    return tuple(_make_table(name, rows[name]) for name in TABLE_NAMES)


def _make_table(name: str, rows: list[dict[str, Cell]]) -> Table:
    columns = list_columns(name)
    return Table(name, columns, tuple(tuple(row.get(column.name) for column in columns) for row in rows))


def _add_row(
    rows: dict[str, list[dict[str, Cell]]], table: str, record: msgspec.Struct, owner: dict[str, Cell]
) -> None:
    plan = plan_record(type(record))
    row: dict[str, Cell] = dict(owner)
    for field in plan.fields:
        value = _follow(record, field.path)
        row[field.column.name] = join_items(value) if isinstance(value, tuple) else _simplify(value)
    rows[table].append(row)
    key = next((row[name] for name in ("ref", "id", OF) if row.get(name)), None)
    for inner in plan.lists:
        items = _follow(record, inner.path)
        for item in items if isinstance(items, tuple) else ():
            _add_row(rows, inner.table, item, {} if table == _TOP else {OF: key, FIELD: inner.name})


def _follow(record: object, path: tuple[str, ...]) -> object:
    for name in path:
        record = getattr(record, name) if record is not None else None
    return record


def _simplify(value: object) -> Cell:
    """Return a value as a cell; a text of a special class, such as a reference, as a plain text."""
    if isinstance(value, str):
        return str(value)
    assert value is None or isinstance(value, float | int | date), value  # as the plan of its record has it
    return value


def join_items(items: tuple[str, ...]) -> str | None:
    """Return the items of a list as one text, a line for each; `split_items` takes it apart again."""
    escaped = (item.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") for item in items)
    return "\n".join(item or "\\0" for item in escaped) if items else None


def split_items(text: str) -> tuple[str, ...]:
    """Return the items that a text holds."""
    meant = {"\\": "\\", "n": "\n", "r": "\r", "0": ""}
    items = []
    for line in text.split("\n") if text else ():
        parts = iter(line)
        items.append("".join(meant.get(next(parts, ""), "") if sign == "\\" else sign for sign in parts))
    return tuple(items)


def list_columns(table: str) -> tuple[Column, ...]:
    """Return the columns of a table, in order; those of all records that stand in it."""
    if table == _TOP:
        return tuple(field.column for field in plan_record(Export).fields)
    found: dict[str, Column] = {}
    for item, is_inner, is_several in _list_record_types(table):
        if is_inner:
            found[OF] = Column(OF, "text")
        if is_several:
            found[FIELD] = Column(FIELD, "text")
        for field in plan_record(item).fields:
            found.setdefault(field.column.name, field.column)
    return tuple(found.values())


def _list_record_types(table: str) -> Iterator[tuple[type, bool, bool]]:
    """Yield the classes of records in a table, whether they belong to others, and whether to several lists of them."""
    uses: dict[type, set[tuple[type, str]]] = {}
    for owner in _walk_record_types(Export):
        for inner in plan_record(owner).lists:
            if inner.table == table:
                uses.setdefault(inner.item, set()).add((owner, inner.name))
    names = {name for use in uses.values() for _, name in use}
    for item, use in uses.items():
        is_inner = any(owner is not Export for owner, _ in use)
        yield item, is_inner, is_inner and len(names) > 1


def _walk_record_types(owner: type, seen: set[type] | None = None) -> Iterator[type]:
    seen = set() if seen is None else seen
    if owner in seen:
        return
    seen.add(owner)
    yield owner
    for inner in plan_record(owner).lists:
        yield from _walk_record_types(inner.item, seen)


_PLANS: dict[type, RecordPlan] = {}


def plan_record(record: type) -> RecordPlan:
    """Return how the records of a class become rows."""
    if record not in _PLANS:
        fields: list[FieldPlan] = []
        lists: list[ListPlan] = []
        optional: list[str] = []
        _plan_fields(record, (), "", fields, lists, optional)
        _PLANS[record] = RecordPlan(tuple(fields), tuple(lists), tuple(optional))
    return _PLANS[record]


def _plan_fields(
    record: type,
    path: tuple[str, ...],
    prefix: str,
    fields: list[FieldPlan],
    lists: list[ListPlan],
    optional: list[str],
) -> None:
    told = inspect.type_info(record)
    assert isinstance(told, inspect.StructType)
    for field in told.fields:
        name, inner = f"{prefix}{field.encode_name}", (*path, field.name)
        kind, struct = _judge_type(field.type)
        names, may_lack = tuple(name.split(".")), _is_optional(field.type)
        if struct is None:
            is_either = kind == "text" and _is_number_or_text(field.type)
            fields.append(FieldPlan(inner, Column(name, kind), names, may_lack, is_either))
        elif kind == "list":
            lists.append(ListPlan(inner, name, struct, _name_table(struct), names, may_lack))
        else:
            _plan_fields(struct, inner, f"{name}.", fields, lists, optional)
            optional += [name] if may_lack else []


def _name_table(record: type) -> str:
    name = record.__name__
    return _TABLE_OF.get(name) or f"{_OWN_NAME.sub('-', name.removeprefix('Exported')).lower()}s"


def _list_types(told: inspect.Type) -> tuple[inspect.Type, ...]:
    if isinstance(told, inspect.Metadata):
        return _list_types(told.type)
    return tuple(told.types) if isinstance(told, inspect.UnionType) else (told,)


def _is_optional(told: inspect.Type) -> bool:
    return any(isinstance(one, inspect.NoneType) for one in _list_types(told))


def _is_number_or_text(told: inspect.Type) -> bool:
    return any(isinstance(one, inspect.FloatType) for one in _list_types(told))


def _judge_type(told: inspect.Type) -> tuple[ColumnKind, type | None]:
    """Return what a field of a type holds: a kind of cell, a record, or (as `list`) records."""
    if isinstance(told, inspect.Metadata):
        return _judge_type(told.type)
    if isinstance(told, inspect.UnionType):
        kinds = [_judge_type(one) for one in told.types if not isinstance(one, inspect.NoneType)]
        return kinds[0] if len(kinds) == 1 else ("text", None)
    if isinstance(told, inspect.StructType):
        return "text", told.cls
    if isinstance(told, inspect.VarTupleType):
        return "list", _judge_type(told.item_type)[1]
    if isinstance(told, inspect.FloatType):
        return ("share" if told.ge == 0 and told.le == 1 else "number"), None
    if isinstance(told, inspect.IntType) or (
        isinstance(told, inspect.LiteralType) and all(isinstance(value, int) for value in told.values)
    ):
        return "number", None
    if isinstance(told, inspect.BoolType):
        return "yes", None
    return ("date" if isinstance(told, inspect.DateType) else "text"), None


TABLE_NAMES = (
    _TOP,
    *dict.fromkeys(
        [
            *_TABLE_OF.values(),
            *(inner.table for owner in _walk_record_types(Export) for inner in plan_record(owner).lists),
        ]
    ),
)
"""All tables, those for readers first."""
