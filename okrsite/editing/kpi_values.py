"""A value that is added to a KPI, by its day, in the file in which the KPI stands."""

from __future__ import annotations

from datetime import date

import msgspec

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.editing.typed_files import TextEdit, TypedFile, apply_edits
from okrsite.editing.yaml_edits import find_end, replace_yaml_value
from okrsite.editing.yaml_texts import spell_text
from okrsite.model.organisation import Kpi
from okrsite.sources.dates import parse_date
from okrsite.sources.file_parsing import parse_text
from okrsite.sources.misreads import Misread
from okrsite.sources.numbers import parse_quantity
from okrsite.sources.records import ListNode, MapEntry, MapNode, Node, Scalar
from okrsite.vocabulary import KPI, TEAM


class KpiReport(msgspec.Struct, frozen=True):
    """A value of a KPI on a day, as it was typed."""

    kpi: Kpi
    date: date
    now: str


def plan_kpi_value(file: TypedFile, report: KpiReport, *, decimal_comma: bool) -> str:
    """Return what a KPI's file becomes by a value; the same text where it says that already.

    Args:
        file: The file in which the KPI stands.
        report: The value; one of the same day is replaced.
        decimal_comma: How the site types numbers.

    Raises:
        EditRefusedError: the value can't be read, or the file would say something else.
    """
    value = parse_quantity(report.now, decimal_comma=decimal_comma)
    if isinstance(value, Misread):
        raise EditRefusedError(f"The value of {report.kpi.id}: {value.message}", value.hint)
    record = _find_kpi(file, report.kpi)
    known = _find_value(record, report.date)
    if known is not None and known.text == report.now.strip():
        return file.text
    text = apply_edits(file.text, [_make_edit(file, record, known, report)])
    after = TypedFile(file.found, file.data, text)
    if not _says(file, after, report):
        raise EditRefusedError(
            f"This can't be added to {file.found.path} without changing what else the file says.",
            f"Type it below `values:` of {report.kpi.id} by hand.",
        )
    return text


def _parse(file: TypedFile) -> MapNode | None:
    return parse_text(file.found.path, file.text, file.found.spelling, TEAM.name)[0]


def _list_kpis(root: MapNode | None, *, is_team: bool) -> list[MapEntry]:
    node = root.get(TEAM.KPIS.name) if root is not None and is_team else root
    return list(node) if isinstance(node, MapNode) else []


def _find_kpi(file: TypedFile, kpi: Kpi) -> MapNode:
    for entry in _list_kpis(_parse(file), is_team=file.found.role == "team"):
        if entry.key.place == kpi.place and isinstance(entry.value, MapNode):
            return entry.value
    message = f"{kpi.id} has no fields in {file.found.path}, line {kpi.place.line}."
    raise EditRefusedError(message, "Give it a name or a unit first.")


def _find_value(record: MapNode, day: date) -> Scalar | None:
    values = record.get(KPI.VALUES.name)
    for entry in values if isinstance(values, MapNode) else ():
        if parse_date(entry.key.text) == day and isinstance(entry.value, Scalar):
            return entry.value
    return None


def _make_edit(file: TypedFile, record: MapNode, known: Scalar | None, report: KpiReport) -> TextEdit:
    text = report.now.strip()
    if known is not None:
        return replace_yaml_value(file, known, text)
    pair = f"{report.date}: {spell_text(text, flow=True)}"
    values = record.get(KPI.VALUES.name)
    if isinstance(values, MapNode) and values.entries:
        return _add_pair(file, values, pair, report.date)
    if values is not None:  # nothing behind the colon, or an empty pair of braces
        start, end = file.find_span(values.place)
        blank = " " if start == end and not file.text[start - 1 : start].isspace() else ""
        return TextEdit(start, end, f"{blank}{{{pair}}}")
    start, _ = file.find_span(record.place)
    name = KPI.VALUES.name
    if file.text.startswith("{", start):
        at = find_end(file, record.entries[-1].value) if record.entries else start + 1
        return TextEdit(at, at, f"{', ' if record.entries else ''}{name}: {{{pair}}}")
    margin = " " * (record.entries[0].key.place.column - 1)
    at = file.find_line_end(find_end(file, record))
    return TextEdit(at, at, f"{file.line_end}{margin}{name}:{file.line_end}{margin}  {pair}")


def _add_pair(file: TypedFile, values: MapNode, pair: str, day: date) -> TextEdit:
    """Put a value before the first one that is later, else behind the last."""
    entries = values.entries
    days = [parse_date(entry.key.text) for entry in entries]
    later = next((entry for entry, one in zip(entries, days, strict=True) if isinstance(one, date) and one > day), None)
    in_flow = file.text.startswith("{", file.find_span(values.place)[0])
    if later is not None:
        at = file.find_span(later.key.place)[0]
        if in_flow:
            return TextEdit(at, at, f"{pair}, ")
        line = file.find_line_start(at)
        return TextEdit(line, line, f"{file.text[line:at]}{pair}{file.line_end}")
    at = find_end(file, entries[-1].value)
    if in_flow:
        return TextEdit(at, at, f", {pair}")
    at = file.find_line_end(at)
    return TextEdit(at, at, f"{file.line_end}{' ' * (entries[0].key.place.column - 1)}{pair}")


def _says(before: TypedFile, after: TypedFile, report: KpiReport) -> bool:
    """Whether a value is all by which two texts of a file differ."""
    old, new = _parse(before), _parse(after)
    if old is None or new is None:
        return False
    kpis = _list_kpis(new, is_team=after.found.role == "team")
    key = report.kpi.id.rpartition("/")[2]
    record = next((entry.value for entry in kpis if entry.key.text == key), None)
    value = _find_value(record, report.date) if isinstance(record, MapNode) else None
    return (
        value is not None
        and value.text == report.now.strip()
        and _forget(old, report, key) == _forget(new, report, key)
    )


def _forget(node: Node, report: KpiReport, *path: str) -> object:
    """Return what a tree says without one value; `path` are the names that lead to it from anywhere."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, ListNode):
        return tuple(_forget(item, report, *path) for item in node.items)
    said: list[tuple[str, object]] = []
    for entry in node:
        inner = entry.value
        if entry.key.text == path[0] and isinstance(inner, MapNode):
            said.append((entry.key.text, _forget_value(inner, report)))
        else:
            said.append((entry.key.text, _forget(inner, report, *path)))
    return tuple(said)


def _forget_value(record: MapNode, report: KpiReport) -> object:
    fields: list[tuple[str, object]] = []
    for entry in record:
        value = entry.value
        if entry.key.text != KPI.VALUES.name:
            fields.append((entry.key.text, _forget(value, report, "")))
        elif isinstance(value, MapNode):
            pairs = [(one.key.text, _forget(one.value, report, "")) for one in value]
            pairs = [(day, text) for day, text in pairs if parse_date(day) != report.date]
            fields += [(entry.key.text, tuple(pairs))] if pairs else []
    return tuple(fields)
