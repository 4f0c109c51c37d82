"""What a file's fields say, wherever and however they are typed: for comparing one spelling with the other."""

from __future__ import annotations

import re

import msgspec

from okrsite.fields import Field, Record
from okrsite.model.field_reader import FieldReader
from okrsite.prose import Prose
from okrsite.record_values import NamedRecord, Pair, RecordValues
from okrsite.sources.markdown.known_key_results import KnownKeyResults
from okrsite.sources.records import ListNode, MapNode, Node, Scalar, list_typed_nodes
from okrsite.vocabulary import CHECKIN, INITIATIVE, KPI, LINK, MILESTONE, OBJECTIVE

Meaning = object
"""Values that can be compared, and nothing else."""

_DEFAULTS: dict[Field[object], object] = {INITIATIVE.STATUS: "todo", MILESTONE.DONE: False}
"""What a field says where nobody typed it."""
_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")


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
        values = self.reader.read_record(node, record)
        if values is None or not isinstance(node, MapNode):
            return _describe_raw(node) if values is None else self._describe(values, node, record)
        return self._describe(values, node, record)

    def _describe(self, values: RecordValues, node: Node, record: Record) -> Meaning:
        said: dict[str, Meaning] = {}
        for field in record.fields:
            typed = node.get(field.name) if isinstance(node, MapNode) else node
            if typed is None:
                continue
            if values.is_invalid(field):
                said[field.name] = ("unread", _describe_raw(typed))
            elif field.record is not None and isinstance(typed, ListNode):
                said[field.name] = tuple(self.read(item, field.record) for item in list_typed_nodes(typed))
            elif values.is_typed(field):
                said[field.name] = self._describe_value(values.get(field), field)
        if record is OBJECTIVE and isinstance(node, MapNode):
            _name_key_results_alike(said, node)
        return {name: value for name, value in said.items() if not _is_default(record, name, value)}

    def _describe_value(self, value: object, field: Field[object]) -> Meaning:
        if isinstance(value, Prose):
            return normalise_prose(value.markdown)
        if isinstance(value, RecordValues):
            return {
                inner.name: self._describe_value(value.get(inner), inner)
                for inner in (field.record or LINK).fields
                if value.is_typed(inner)
            }
        if isinstance(value, NamedRecord):
            return value.id, {
                inner.name: self._describe_value(value.values.get(inner), inner)
                for inner in KPI.fields
                if value.values.is_typed(inner)
            }
        if isinstance(value, Pair):
            return value.name, value.value
        if isinstance(value, tuple):
            return tuple(self._describe_value(part, field) for part in value)
        return value


def _is_default(record: Record, name: str, value: Meaning) -> bool:
    field = record.find_field(name)
    return value in ("", (), {}, None) or (field in _DEFAULTS and _DEFAULTS[field] == value)


def _name_key_results_alike(said: dict[str, Meaning], node: MapNode) -> None:
    """Give key results one name in all check-ins, by whichever of theirs they were named."""
    listed = node.get(OBJECTIVE.KEY_RESULTS.name)
    known = KnownKeyResults(list(listed.items) if isinstance(listed, ListNode) else [])
    checkins = said.get(OBJECTIVE.CHECKINS.name)
    for checkin in checkins if isinstance(checkins, tuple) else ():
        for name in (CHECKIN.NOW.name, CHECKIN.CONFIDENCE.name):
            pairs = checkin.get(name) if isinstance(checkin, dict) else None
            if isinstance(pairs, tuple) and all(isinstance(pair, tuple) for pair in pairs):
                checkin[name] = {known.resolve_key(str(pair[0])): pair[1] for pair in pairs}


def _describe_raw(node: Node) -> Meaning:
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    if isinstance(node, ListNode):
        return tuple(_describe_raw(item) for item in node.items)
    return {entry.key.text: _describe_raw(entry.value) for entry in node}
