"""Fields that take several named values, such as interim targets by their dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from okrsite import field_types as types
from okrsite.amounts import Quantity, Range
from okrsite.fields import Field
from okrsite.late_patterns import compile_late
from okrsite.model.record_names import TYPE_HINTS
from okrsite.model.value_reader import ValueReader
from okrsite.problems import Place
from okrsite.record_values import Pair
from okrsite.sources.mark_words import find_pair_field, find_switch_field
from okrsite.sources.records import MapEntry, MapNode, Node, Scalar

_TWO_IN_ONE = compile_late(r"([^\s:])(?:\s*:|\s+|\s*=\s*)([\"']?[-+−~]?\d)")
"""A name and its number, which YAML takes for a name alone: `repeat 131`, `repeat:131`."""

Name = TypeVar("Name")
Value = TypeVar("Value")


def read_dated_numbers(
    reader: ValueReader, node: Node, field: Field[object]
) -> tuple[Pair[date, Quantity], ...] | None:
    """Return numbers by date."""
    return _read_pairs(reader, node, field, reader.parse_date, reader.parse_quantity)


def read_dated_ranges(reader: ValueReader, node: Node, field: Field[object]) -> tuple[Pair[date, Range], ...] | None:
    """Return ranges by the day from which they hold."""
    return _read_pairs(reader, node, field, reader.parse_date, reader.parse_range)


def read_graded_texts(reader: ValueReader, node: Node, field: Field[object]) -> tuple[Pair[float, str], ...] | None:
    """Return texts by grade."""
    return _read_pairs(reader, node, field, reader.parse_fraction, reader.parse_words)


def read_named_values(reader: ValueReader, node: Node, field: Field[object]) -> tuple[Pair[str, str], ...] | None:
    """Return values by key result, as typed: what they mean depends on the key result."""
    return _read_pairs(reader, node, field, reader.parse_words, reader.parse_words)


def read_named_confidences(
    reader: ValueReader, node: Node, field: Field[object]
) -> tuple[Pair[str, float], ...] | None:
    """Return confidences by key result."""
    return _read_pairs(
        reader,
        node,
        field,
        reader.parse_words,
        lambda scalar, name: reader.parse_confidence(scalar, name, "confidence"),
    )


def _describe_pairs(reader: ValueReader, field: Field[object]) -> str:
    """Return an example of a field's pairs; on a site with decimal commas, which would part a key, in percent."""
    if reader.decimal_comma and field.type is types.GRADED_TEXTS:
        return "{30%: what it takes, 70%: …, 100%: …}"
    return TYPE_HINTS.get(field.type, field.help)


def _report_mark(reader: ValueReader, entry: MapEntry) -> bool:
    """Report a mark of secrecy among grades, where it keeps nothing back; return whether one stands there."""
    key, value = entry.key.text, entry.value.text if isinstance(entry.value, Scalar) else ""
    field = find_pair_field(key, value) if key[:1].isalpha() else ""
    if field and not find_switch_field(key, value):  # of a switch it is told wherever it stands
        word = "draft" if field == "visibility" else "internal"
        hint = f"Type `{field}: {word}` among the fields of the objective, or in a line at the very top of the file."
        reader.report("OKR310", entry.key.place, f"'{key}: {value}' keeps nothing back here.", hint)
    return bool(field)


def _read_pairs(
    reader: ValueReader,
    node: Node,
    field: Field[object],
    parse_name: Callable[[Scalar, str], Name | None],
    parse_value: Callable[[Scalar, str], Value | None],
) -> tuple[Pair[Name, Value], ...] | None:
    if not isinstance(node, MapNode):
        hint = "Type braces { } around them, and a name and a colon before each value."
        message = f"'{field.name}' takes pairs: {_describe_pairs(reader, field)}"
        reader.report("OKR202", node.place, message, hint)
        return None
    pairs: list[Pair[Name, Value]] = []
    seen: dict[Name, Place] = {}
    for entry in node:
        if not isinstance(entry.value, Scalar):
            message = f"'{field.name}' takes one value for '{entry.key.text}'."
            hint = f"Write it behind the colon: {_describe_pairs(reader, field)}"
            reader.report("OKR202", entry.value.place, message, hint)
            continue
        if entry.value.is_absent:
            if _TWO_IN_ONE.search(entry.key.text):
                message = f"'{entry.key.text}' has no value: a colon with a blank behind it is missing."
                meant = _TWO_IN_ONE.sub(r"\1: \2", entry.key.text)
                reader.report("OKR217", entry.key.place, message, f"Type {meant}.")
            continue
        if entry.value.refused:
            continue
        if field.type is types.GRADED_TEXTS and _report_mark(reader, entry):
            continue
        name = parse_name(entry.key, field.name)
        value = parse_value(entry.value, f"{field.name} {entry.key.text}")
        if name is None:
            continue
        if name in seen:
            message = f"'{entry.key.text}' stands here twice; the first is on line {seen[name].line}."
            reader.report("OKR104", entry.key.place, message, "Keep one of the two.")
        elif value is not None:
            seen[name] = entry.key.place
            pairs.append(Pair(name, value, entry.key.place, entry.value.place))
    return tuple(pairs)
