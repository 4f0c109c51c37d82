"""What a file's fields say, wherever and however they are typed: for comparing one spelling with the other."""

from __future__ import annotations

import msgspec

from okrsite import field_types as types
from okrsite.fields import AnyFieldType, Field, Record
from okrsite.late_patterns import compile_late
from okrsite.model.field_reader import FieldReader
from okrsite.prose import Prose
from okrsite.record_values import RecordValues
from okrsite.sources.markdown.known_key_results import KnownKeyResults
from okrsite.sources.records import ListNode, MapEntry, MapNode, Node, Scalar, list_typed_nodes
from okrsite.vocabulary import CHECKIN, INITIATIVE, KPI, LINK, MILESTONE, OBJECTIVE

Meaning = object
"""Values that can be compared, and nothing else."""

_DEFAULTS: dict[Field[object], object] = {INITIATIVE.STATUS: "todo", MILESTONE.DONE: False}
"""What a field says where nobody typed it."""
_AS_TYPED: frozenset[AnyFieldType] = frozenset(
    {types.DATED_NUMBERS, types.DATED_RANGES, types.GRADED_TEXTS, types.NAMED_VALUES, types.NAMED_CONFIDENCES}
)
"""Types of named values, which both spellings type alike."""
_NESTED: frozenset[AnyFieldType] = types.LINKS | {types.ONE_RECORD, types.SEVERAL_RECORDS, types.KPIS}
_EMPTY_LINES = compile_late(r"\n(?:[ \t]*\n)+")


def read_meaning(node: Node, record: Record, *, decimal_comma: bool = False) -> Meaning:
    """Return what a record says, without places; of what can't be read, the text.

    Args:
        node: The record, as the reader of either spelling made it.
        record: What it is.
        decimal_comma: How the site types numbers.
    """
    return _MeaningReader(FieldReader([], decimal_comma=decimal_comma)).read(node, record)


def normalise_prose(markdown: str) -> str:
    """Return Markdown with one empty line where several say no more."""
    text = _EMPTY_LINES.sub("\n\n", f"\n{markdown}\n").strip("\n").rstrip()
    return text if "\n" in text or text[:4] == "    " else text.strip()


class _MeaningReader(msgspec.Struct, frozen=True):
    reader: FieldReader

    def read(self, node: Node, record: Record) -> Meaning:
        if isinstance(node, Scalar) and record.text_field is not None:
            # A bare text stands for its record.
            node = MapNode((MapEntry(Scalar(record.text_field.name, node.place), node),), node.place)
        if not isinstance(node, MapNode):
            return _describe_raw(node)
        said: dict[str, Meaning] = {}
        single: list[MapEntry] = []
        for entry in node:
            field = record.find_field(entry.key.text)
            if isinstance(entry.value, Scalar) and entry.value.is_absent:
                continue
            if field is None or field.type in _AS_TYPED:
                said[entry.key.text] = _describe_raw(entry.value)
            elif field.type in _NESTED:
                said[field.name] = self._read_nested(entry.value, field)
            else:
                single.append(entry)
        values = self.reader.read_record(MapNode(tuple(single), node.place), record) or RecordValues(node.place)
        for entry in single:
            if (field := record.find_field(entry.key.text)) is not None:
                is_read = not values.is_invalid(field)
                said[field.name] = _describe_value(values.get(field)) if is_read else _describe_raw(entry.value)
        if record is OBJECTIVE:
            _name_key_results_alike(said, node)
        return {name: value for name, value in said.items() if not _is_default(record, name, value)}

    def _read_nested(self, node: Node, field: Field[object]) -> Meaning:
        if field.type is types.KPIS and isinstance(node, MapNode):
            return {entry.key.text: self.read(entry.value, KPI) for entry in node}
        if field.type is types.ONE_RECORD and field.record is not None:
            return self.read(node, field.record)
        return tuple(self.read(item, field.record or LINK) for item in list_typed_nodes(node))


def _describe_value(value: object) -> Meaning:
    return normalise_prose(value.markdown) if isinstance(value, Prose) else value


def _is_default(record: Record, name: str, value: Meaning) -> bool:
    field = record.find_field(name)
    return value in ("", (), {}, None) or (field in _DEFAULTS and _DEFAULTS[field] == value)


def _name_key_results_alike(said: dict[str, Meaning], node: MapNode) -> None:
    """Give key results one name in all check-ins, by whichever of theirs they were named."""
    listed = node.get(OBJECTIVE.KEY_RESULTS.name)
    known = KnownKeyResults(listed.items if isinstance(listed, ListNode) else (), by_labels=False)
    checkins = said.get(OBJECTIVE.CHECKINS.name)
    for checkin in checkins if isinstance(checkins, tuple) else ():
        for name in (CHECKIN.NOW.name, CHECKIN.CONFIDENCE.name):
            values = checkin.get(name) if isinstance(checkin, dict) else None
            if isinstance(values, dict):
                checkin[name] = {known.resolve_key(key): value for key, value in values.items()}


def _describe_raw(node: Node) -> Meaning:
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    if isinstance(node, ListNode):
        return tuple(_describe_raw(item) for item in node.items)
    described = ((entry.key.text, _describe_raw(entry.value)) for entry in node)
    return {name: value for name, value in described if value not in ("", (), {})}
