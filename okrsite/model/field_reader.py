"""Typed values from positioned records, field by field, as the vocabulary says.

The one place that knows what a field's type means. A value that can't be read becomes a problem and is left out, so
that one wrong cell never hides the rest of its file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import msgspec

from okrsite import field_types as types
from okrsite.fields import AnyFieldType, ChoiceType, Field, FieldType, Record
from okrsite.late_patterns import compile_late
from okrsite.model import pairs
from okrsite.model.markup_leftovers import take_leftovers
from okrsite.model.record_names import capitalise, name_one_record, name_record
from okrsite.model.strange_records import (
    explain_displaced_field,
    explain_fields_among_kpis,
    explain_strange_fields,
    explain_strange_record,
)
from okrsite.model.strange_registers import explain_missing_colon, explain_name_above_entries
from okrsite.model.value_reader import ValueReader
from okrsite.nearest import NameSuggester, find_close_name
from okrsite.problems import Problem
from okrsite.record_values import NamedRecord, RecordValues
from okrsite.sources.markdown.labels import find_field, normalise_label
from okrsite.sources.markdown.other_labels import REMARKS, find_other_label
from okrsite.sources.misreads import swap_decimal_sign
from okrsite.sources.records import ListNode, MapEntry, MapNode, Node, Scalar, list_typed_nodes
from okrsite.vocabulary import KPI, LINK, MEMO, RECORDS

_KPI_ID = Field("id", types.ID, "The KPI's id.")
"""No field of a KPI: KPIs are typed by their ids."""

T = TypeVar("T")
Word = TypeVar("Word", bound=str)


class _LastReading(msgspec.Struct, frozen=True):
    """What reading the record of a file gave."""

    node: Node
    record: Record
    decimal_comma: bool
    values: RecordValues | None
    problems: tuple[Problem, ...]


_last_readings: list[_LastReading] = []
"""The last one, or none."""


class FieldReader(ValueReader):
    """Reads records of one file and collects what is wrong with them."""

    def read_record(self, node: Node, record: Record) -> RecordValues | None:
        """Read one record; None where the node has another shape."""
        if isinstance(node, Scalar) and record.text_field:
            values = RecordValues(node.place)
            self._read_entry(record.text_field, node, values)
            return values
        if not isinstance(node, MapNode):
            example = (record.required or record.fields)[0].name
            message = f"Here belong the fields of {name_one_record(record)}, such as `{record.fields[0].name}:`."
            hint = f"Give each a line of its own, indented, or put them in braces: {{{example}: …, …}}."
            self.report("OKR202", node.place, message, hint)
            return None
        first = node.entries[0].key.place if node.entries else node.place
        values = RecordValues(first, extent=node.place, number=node.number)
        fields = [record.find_field(entry.key.text) for entry in node.entries]
        several = None
        if None in fields:
            if strange := explain_strange_record(node, record):
                self.report("OKR201", values.place, *strange)
                return None
            unknown = [entry for entry, field in zip(node.entries, fields, strict=True) if field is None]
            several = explain_strange_fields(unknown, record)
            if several:
                self.report("OKR201", unknown[0].key.place, *several)
        for entry, field in zip(node.entries, fields, strict=True):
            if field is None:
                if not several:
                    self._report_unknown_field(entry, record)
            elif not (isinstance(entry.value, Scalar) and entry.value.is_absent):
                self._read_entry(field, entry.value, values)
        for field in record.required:
            if not values.is_typed(field):
                hint = swap_decimal_sign(f"Add one: {field.help[0].lower()}{field.help[1:]}", self.decimal_comma)
                self.report("OKR212", values.place, f"This {name_record(record)} has no {field.name}.", hint)
        return values

    def read_file_record(self, node: Node, record: Record) -> RecordValues | None:
        """Read the record that a file is as a whole, as `read_record` does.

        What the last one gave is taken once more: today's model and the past read the same file one after the other.
        """
        for last in _last_readings:
            if last.node is node and (last.record, last.decimal_comma) == (record, self.decimal_comma):
                self.problems += last.problems
                return last.values
        first = len(self.problems)
        values = self.read_record(node, record)
        _last_readings[:] = [_LastReading(node, record, self.decimal_comma, values, tuple(self.problems[first:]))]
        return values

    def is_page_public(self, node: MapNode) -> bool:
        """Whether a page's `audience` lets everybody see it; a word that isn't known does not."""
        return self._reads_as_public(node, MEMO.AUDIENCE)

    def is_page_published(self, node: MapNode) -> bool:
        """Whether a page's `visibility` doesn't keep it back; a word that isn't known does."""
        return self._reads_as_public(node, MEMO.VISIBILITY)

    def _reads_as_public(self, node: MapNode, field: Field[str]) -> bool:
        typed = node.get(field.name)
        if typed is None or (isinstance(typed, Scalar) and typed.is_absent):
            return True
        return self.read_choice(typed, field, field.choices) == "public"

    def _read_entry(self, field: Field[object], node: Node, values: RecordValues) -> None:
        values.places[field.name] = node.place
        taken = take_leftovers(self, node, field)
        if taken is None:
            values.invalid.add(field.name)
            return
        node = taken
        if field.type is types.PEOPLE:
            items = [item for item in list_typed_nodes(node) if isinstance(item, Scalar)]
            values.item_places[field.name] = {" ".join(item.text.split()): item.place for item in items}
        refused = isinstance(node, Scalar) and node.refused
        value = None if refused else _READERS[field.type](self, node, field)
        if value is None:
            values.invalid.add(field.name)
        else:
            values.values[field.name] = value

    def _report_unknown_field(self, entry: MapEntry, record: Record) -> None:
        key = entry.key
        names = [field.name for field in record.fields]
        if " " in key.text and isinstance(entry.value, Scalar) and not entry.value.text:
            # `{note: Fine, so far}`: within braces a comma ends the value.
            message = f"'{key.text}' stands alone here: within braces, a comma ends the value before it."
            self.report("OKR201", key.place, message, "Put the whole text in double quotes.")
            return
        if displaced := explain_displaced_field(entry, record):
            self.report("OKR201", key.place, *displaced)
            return
        typed = key.text[:100].lower().replace("-", "_")
        meant = _find_other_name(key.text, record)
        near = meant or find_close_name(typed, names)
        is_sure = bool(meant) or NameSuggester().find_closest(typed, names, _SURELY_ALIKE) == near
        hint = (
            f"Did you mean '{near}'?"
            if near
            else (
                f"{capitalise(name_one_record(record))} know{'' if record.name == 'levels' else 's'}: "
                f"{', '.join(names)}."
            )
        )
        known = record.find_field(near) if near else None
        is_of_shape = known is not None and isinstance(entry.value, Scalar) != (known.type in _OF_PARTS)
        message = f"'{key.text}' is not a field of {name_one_record(record)}."
        self.report("OKR201", key.place, message, hint, correction=near if is_of_shape and is_sure else None)

    def read_references(self, node: Node, field: Field[object]) -> tuple[RecordValues, ...]:
        """Return links to objectives or key results."""
        return tuple(filter(None, (self.read_record(item, LINK) for item in list_typed_nodes(node))))

    def read_reference(self, node: Node, field: Field[object]) -> RecordValues | None:
        """Return the one link of a field."""
        links = self.read_references(node, field)
        for further in links[1:]:
            self.report("OKR202", further.place, f"'{field.name}' takes one link, and this is a second.", "Keep one.")
        return next(iter(links), None)

    def read_inner_record(self, node: Node, field: Field[object]) -> RecordValues | None:
        """Return the one record of a field."""
        return self.read_record(node, field.record) if field.record else None

    def read_inner_records(self, node: Node, field: Field[object]) -> tuple[RecordValues, ...] | None:
        """Return the records of a field that takes a list of them."""
        if not isinstance(node, ListNode):
            self.report("OKR202", node.place, f"'{field.name}' takes a list.", "Begin a line with `- ` for each.")
            return None
        return tuple(filter(None, (self.read_inner_record(item, field) for item in list_typed_nodes(node))))

    def read_kpi_field(self, node: Node, field: Field[object]) -> tuple[NamedRecord, ...] | None:
        """Return the KPIs of a unit."""
        if not isinstance(node, MapNode):
            self.report("OKR202", node.place, "KPIs are written as `id:` with fields below it.")
            return None
        return tuple(self.read_kpis(node))

    def read_kpis(self, node: MapNode) -> Iterator[NamedRecord]:
        """Yield the KPIs of a mapping of ids."""
        if strange := explain_fields_among_kpis(node):
            self.report("OKR202", node.entries[0].key.place, *strange)
            return
        if above := explain_name_above_entries(node, KPI):
            self.report("OKR202", *above)
            return
        day: MapEntry | None = None
        for entry in node:
            if _DAY.fullmatch(entry.key.text) and isinstance(entry.value, Scalar):
                day = day or entry
                continue
            if told := explain_missing_colon(entry):
                self.report("OKR103", entry.key.place, *told)
                continue
            name = self.read_id(entry.key, _KPI_ID)
            values = self.read_record(entry.value, KPI) if name else None
            if name and values:
                yield NamedRecord(name, entry.key.place, values)
        if day is not None:
            message = f"`{day.key.text}` is the day of a value, and stands in the column of the KPIs."
            self.report("OKR202", day.key.place, message, "Begin the days further right than `values:` above them.")


NodeReader = Callable[[FieldReader, Node, Field[object]], object]


def _bind(
    type: FieldType[T], read: Callable[[FieldReader, Node, Field[object]], T | None]
) -> tuple[AnyFieldType, NodeReader]:
    """Give a type its reading; mypy refuses one that makes other values than the type holds."""
    return type, read


def _bind_choice(type: ChoiceType[Word]) -> tuple[AnyFieldType, NodeReader]:
    return _bind(type, lambda reader, node, field: reader.read_choice(node, field, type.words))


_READERS: dict[AnyFieldType, NodeReader] = dict(
    (
        _bind(types.TEXT, FieldReader.read_text),
        _bind(types.PROSE, FieldReader.read_prose),
        _bind(types.ID, FieldReader.read_id),
        _bind(types.IDS, FieldReader.read_ids),
        _bind(types.PERSON, FieldReader.read_text),
        _bind(types.PEOPLE, FieldReader.read_texts),
        _bind(types.TEXTS, FieldReader.read_texts),
        _bind_choice(types.HORIZON),
        _bind_choice(types.AMBITION),
        _bind_choice(types.INITIATIVE_STATUS),
        _bind_choice(types.REPORTED_STATUS),
        _bind_choice(types.DECISION),
        _bind_choice(types.PROGRESS_SOURCE),
        _bind_choice(types.SUM_SOURCE),
        _bind_choice(types.RHYTHM),
        _bind_choice(types.VISIBILITY),
        _bind_choice(types.AUDIENCE),
        _bind(types.MARKS, FieldReader.read_marks),
        # Whether this is a number or a level's name is known only beside the key result's other fields.
        _bind(types.VALUE, FieldReader.read_text),
        _bind(types.NUMBER, lambda reader, node, field: reader.read_parsed(node, field, reader.parse_quantity)),
        _bind(types.CONFIDENCE, FieldReader.read_confidence),
        _bind(types.FRACTION, lambda reader, node, field: reader.read_parsed(node, field, reader.parse_fraction)),
        _bind(types.WEIGHT, lambda reader, node, field: reader.read_parsed(node, field, reader.parse_weight)),
        _bind(types.DATE, lambda reader, node, field: reader.read_parsed(node, field, reader.parse_date)),
        _bind(types.BOOLEAN, lambda reader, node, field: reader.read_parsed(node, field, reader.parse_boolean)),
        _bind(types.RANGE, lambda reader, node, field: reader.read_parsed(node, field, reader.parse_range)),
        _bind(types.ADDRESS, FieldReader.read_address),
        _bind(types.REFERENCES, FieldReader.read_references),
        _bind(types.GOALS, FieldReader.read_references),
        _bind(types.REFERENCE, FieldReader.read_reference),
        _bind(types.ONE_RECORD, FieldReader.read_inner_record),
        _bind(types.SEVERAL_RECORDS, FieldReader.read_inner_records),
        _bind(types.DATED_NUMBERS, pairs.read_dated_numbers),
        _bind(types.DATED_RANGES, pairs.read_dated_ranges),
        _bind(types.GRADED_TEXTS, pairs.read_graded_texts),
        _bind(types.NAMED_VALUES, pairs.read_named_values),
        _bind(types.NAMED_CONFIDENCES, pairs.read_named_confidences),
        _bind(types.KPIS, FieldReader.read_kpi_field),
    )
)


_DAY = compile_late(r"\d{4}-\d\d-\d\d")
_SURELY_ALIKE = 0.8
"""From here on a name is another one with a letter too few, too many, or in another place."""
_OF_PARTS = frozenset(
    {
        *(types.ONE_RECORD, types.SEVERAL_RECORDS, types.DATED_NUMBERS, types.DATED_RANGES, types.NAMED_VALUES),
        *(types.NAMED_CONFIDENCES, types.GRADED_TEXTS, types.KPIS),
    }
)
"""Types whose values are no single text."""


def _find_other_name(typed: str, record: Record) -> str:
    """Return the name of the field that another word for it means, of Markdown or of other tools; empty for none."""
    if record.name not in RECORDS:
        return ""
    known = find_field(typed, record.name) or find_field(find_other_label(typed, record.name), record.name)
    if known is None and normalise_label(typed) in REMARKS:
        known = next(filter(None, map(record.find_field, ("notes", "note"))), None)
    return known.name if known is not None else ""
