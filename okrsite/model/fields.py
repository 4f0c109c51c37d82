"""Typed values from positioned records, field by field, as the vocabulary says.

The one place that knows what a field's type means. A value that can't be read becomes a problem and is left out, so
that one wrong cell never hides the rest of its file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from okrsite.model.lengths import UNLIMITED, check_length, take_ids
from okrsite.model.names import explain_invalid_id
from okrsite.model.prose import Prose
from okrsite.model.record_names import TYPE_HINTS, capitalise, name_one_record, name_record
from okrsite.model.record_values import RecordValues
from okrsite.nearest import find_close_name
from okrsite.problems import Place, Problem, create_problem
from okrsite.sources import numbers
from okrsite.sources.numbers import Misread
from okrsite.sources.records import ListNode, MapEntry, MapNode, Node, Scalar, list_typed_nodes
from okrsite.sources.web_addresses import check_host
from okrsite.vocabulary import RECORDS, Field, Record

# Browsers take a backslash for a slash: `/\\evil.example` would leave the site.
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|(?![a-z][a-z0-9+.-]*:)(?!//)[^\s\\])[^\s\\]*\Z", re.IGNORECASE)


class FieldReader:
    """Reads records of one file and collects what is wrong with them."""

    def __init__(self, problems: list[Problem], *, decimal_comma: bool = False) -> None:
        """Collect into `problems`; numbers as the site's settings say."""
        self.problems = problems
        self.decimal_comma = decimal_comma
        self._readers: dict[str, Callable[[Node, Field], Any]] = {
            "text": self._read_text,
            "prose": self._read_prose,
            "id": self._read_id,
            "ids": lambda node, known: tuple(
                filter(None, (self._read_id(item, known) for item in take_ids(node, known.name, self.problems)))
            ),
            "person": self._read_text,
            "people": self._read_texts,
            "texts": self._read_texts,
            "choice": self._read_choice,
            "audience": self._read_audience,
            "number": lambda node, known: self._read_parsed(node, known, self._parse_quantity),
            "value": self._read_value,
            "confidence": lambda node, known: self._read_parsed(node, known, self._make_confidence_parser(known.name)),
            "fraction": lambda node, known: self._read_parsed(node, known, self._parse_fraction),
            "weight": lambda node, known: self._read_parsed(node, known, self._parse_weight),
            "date": lambda node, known: self._read_parsed(node, known, numbers.parse_date),
            "boolean": lambda node, known: self._read_parsed(node, known, numbers.parse_boolean),
            "range": lambda node, known: self._read_parsed(
                node, known, lambda text: numbers.parse_range(text, decimal_comma=self.decimal_comma)
            ),
            "link": self._read_link,
            "references": self._read_references,
            "names": self._read_references,
            "reference": self._read_reference,
            "record": lambda node, known: self.read_record(node, RECORDS[known.record]),
            "records": self._read_records,
            "dated numbers": lambda node, known: self._read_pairs(
                node, known, numbers.parse_date, self._parse_quantity
            ),
            "graded texts": lambda node, known: self._read_pairs(node, known, self._parse_fraction, str),
            "named values": lambda node, known: self._read_pairs(node, known, str, str),
            "named confidences": lambda node, known: self._read_pairs(
                node, known, str, self._make_confidence_parser("confidence")
            ),
            "kpis": self._read_kpi_mapping,
        }

    def read_record(self, node: Node, record: Record) -> RecordValues | None:
        """Read one record; None where the node has another shape."""
        if isinstance(node, Scalar) and (stands_for := record.find_field(record.text_field)):
            record_values = RecordValues(node.place)
            self._read_entry(stands_for, node, record_values)
            return record_values
        if not isinstance(node, MapNode):
            message = f"Here belong the fields of {name_one_record(record)}, such as `{record.fields[0].name}:`."
            self.report("OKR202", node.place, message)
            return None
        record_values = RecordValues(node.entries[0].key.place if node.entries else node.place)
        for entry in node:
            known = record.find_field(entry.key.text)
            if known is None:
                self._report_unknown_field(entry, record)
            elif not (isinstance(entry.value, Scalar) and entry.value.is_absent):
                self._read_entry(known, entry.value, record_values)
        for known in record.fields:
            if known.required and not record_values.is_typed(known.name):
                hint = f"Add one: {known.help[0].lower()}{known.help[1:]}"
                self.report("OKR212", record_values.place, f"This {name_record(record)} has no {known.name}.", hint)
        return record_values

    def is_public(self, node: MapNode, name: str) -> bool:
        """Whether a page's `visibility` or `audience` lets everybody see it; a word that isn't known does not."""
        known = RECORDS["memo"].find_field(name)
        typed = node.get(name)
        if known is None or typed is None or (isinstance(typed, Scalar) and typed.is_absent):
            return True
        return self._read_choice(typed, known) == "public"

    def report(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(create_problem(code, place, message, hint))

    def _read_entry(self, known: Field, node: Node, record_values: RecordValues) -> None:
        record_values.places[known.name] = node.place
        value = self._readers[known.type](node, known)
        if value is None:
            record_values.invalid.add(known.name)
        else:
            record_values.values[known.name] = value

    def _report_unknown_field(self, entry: MapEntry, record: Record) -> None:
        key = entry.key
        names = [known.name for known in record.fields]
        if " " in key.text and isinstance(entry.value, Scalar) and not entry.value.text:
            # `{note: Fine, so far}`: within braces a comma ends the value.
            message = f"'{key.text}' stands alone here: within braces, a comma ends the value before it."
            self.report("OKR201", key.place, message, "Put the whole text in double quotes.")
            return
        near = find_close_name(key.text[:100].lower().replace("-", "_"), names)
        hint = (
            f"Did you mean '{near}'?"
            if near
            else (
                f"{capitalise(name_one_record(record))} know{'' if record.name == 'levels' else 's'}: "
                f"{', '.join(names)}."
            )
        )
        self.report("OKR201", key.place, f"'{key.text}' is not a field of {name_one_record(record)}.", hint)

    def _read_scalar(self, node: Node, known: Field) -> Scalar | None:
        only = node.items[0] if isinstance(node, ListNode) and len(node.items) == 1 else node
        if isinstance(only, Scalar):
            return only if known.type in UNLIMITED or self.is_short_enough(only, known.name, known.type) else None
        shape = "a list" if isinstance(node, ListNode) else "a group of fields"
        code = "OKR216" if known.name == "owner" else "OKR202"
        hint = (
            "Name the one person who answers for it; the others are `contributors`."
            if known.name == "owner"
            else f"Here belongs {known.help[0].lower()}{known.help[1:]}"
        )
        self.report(code, node.place, f"'{known.name}' takes one value, and here is {shape}.", hint)
        return None

    def is_short_enough(self, scalar: Scalar, name: str, type: str = "text") -> bool:
        """Whether a text is short enough for a field of a type; a longer one is reported."""
        self.problems += filter(None, [wrong := check_length(scalar, name, type)])
        return wrong is None

    def _read_text(self, node: Node, known: Field) -> str | None:
        scalar = self._read_scalar(node, known)
        return None if scalar is None else " ".join(scalar.text.split())

    def _read_prose(self, node: Node, known: Field) -> Prose | None:
        scalar = self._read_scalar(node, known)
        return None if scalar is None else Prose(scalar.text.strip("\n"), scalar.place)

    def _read_id(self, node: Node, known: Field) -> str | None:
        scalar = self._read_scalar(node, known)
        if scalar is None:
            return None
        text = scalar.text.strip()
        wrong = explain_invalid_id(text)
        if wrong is None:
            return text
        self.report("OKR209", scalar.place, *wrong)
        return None

    def _read_audience(self, node: Node, known: Field) -> tuple[str, ...] | None:
        """Read one word or several; one that isn't known makes all of it unreadable, and so withholds everything."""
        found = []
        for item in list_typed_nodes(node):
            if isinstance(item, Scalar):
                words = filter(str.strip, item.text.split(","))
                found += [self._read_choice(Scalar(word, item.place), known) for word in words]
            else:
                found.append(self._read_choice(item, known))
        return None if None in found else tuple(filter(None, found))

    def _read_choice(self, node: Node, known: Field) -> str | None:
        scalar = self._read_scalar(node, known)
        if scalar is None:
            return None
        word = " ".join(scalar.text.lower().replace("-", " ").replace("_", " ").split())
        if word in known.choices:
            return word
        near = find_close_name(word[:100], known.choices)
        suggestion = f"Did you mean '{near}'? " if near else ""
        self.report(
            "OKR211",
            scalar.place,
            f"'{known.name}' can't be '{scalar.text}'.",
            f"{suggestion}It is one of: {', '.join(known.choices)}.",
        )
        return None

    def _read_parsed(self, node: Node, known: Field, parse: Callable[[str], Any]) -> Any:
        scalar = self._read_scalar(node, known)
        return None if scalar is None else self._parse_scalar(scalar, known.name, parse)

    def _parse_scalar(self, scalar: Scalar, name: str, parse: Callable[[str], Any]) -> Any:
        value = parse(scalar.text.strip()) if parse is not str or self.is_short_enough(scalar, name) else None
        if isinstance(value, Misread):
            self.report(value.code, scalar.place, f"{name}: {value.message}", value.hint)
            return None
        return value

    def _parse_quantity(self, text: str) -> Any:
        return numbers.parse_quantity(text, decimal_comma=self.decimal_comma)

    def _make_confidence_parser(self, called: str) -> Callable[[str], Any]:
        return lambda text: numbers.parse_confidence(text, decimal_comma=self.decimal_comma, called=called)

    def _parse_fraction(self, text: str) -> Any:
        return numbers.parse_fraction(text, decimal_comma=self.decimal_comma)

    def _parse_weight(self, text: str) -> Any:
        return numbers.parse_weight(text, decimal_comma=self.decimal_comma)

    def _read_value(self, node: Node, known: Field) -> str | None:
        # Whether this is a number or a level's name is known only beside the key result's other fields.
        return self._read_text(node, known)

    def _read_texts(self, node: Node, known: Field) -> tuple[str, ...]:
        found: list[str] = []
        for item in list_typed_nodes(node):
            if isinstance(item, Scalar):
                found += [" ".join(item.text.split())] if self.is_short_enough(item, known.name) else []
            else:
                self.report(
                    "OKR202", item.place, f"'{known.name}' takes words, and here is something with parts of its own."
                )
        return tuple(dict.fromkeys(found))

    def _read_link(self, node: Node, known: Field) -> str | None:
        scalar = self._read_scalar(node, known)
        if scalar is None:
            return None
        fault = check_host(scalar.text.strip())
        if not fault and _SAFE_LINK.match(scalar.text.strip()):
            return scalar.text.strip()
        self.report(
            "OKR224",
            scalar.place,
            f"'{scalar.text[:80]}' can't be published as a link{fault and f': it {fault}'}.",
            "Links begin with https://, http:// or mailto:, or are paths in this site.",
        )
        return None

    def _read_references(self, node: Node, known: Field) -> tuple[RecordValues, ...]:
        return tuple(filter(None, (self.read_record(item, RECORDS["link"]) for item in list_typed_nodes(node))))

    def _read_reference(self, node: Node, known: Field) -> RecordValues | None:
        record_valueses = self._read_references(node, known)
        for further in record_valueses[1:]:
            self.report("OKR202", further.place, f"'{known.name}' takes one link, and this is a second.", "Keep one.")
        return next(iter(record_valueses), None)

    def _read_records(self, node: Node, known: Field) -> tuple[RecordValues, ...] | None:
        if not isinstance(node, ListNode):
            self.report("OKR202", node.place, f"'{known.name}' takes a list.", "Begin a line with `- ` for each.")
            return None
        return tuple(filter(None, (self.read_record(item, RECORDS[known.record]) for item in list_typed_nodes(node))))

    def _read_pairs(
        self, node: Node, known: Field, key: Callable[[str], Any], value: Callable[[str], Any]
    ) -> list[tuple[Any, Any, Place, Place]] | None:
        """Read `name: value` pairs as (name, value, place of the name, place of the value)."""
        if not isinstance(node, MapNode):
            self.report("OKR202", node.place, f"'{known.name}' takes pairs: {TYPE_HINTS.get(known.type, known.help)}")
            return None
        found = []
        seen: dict[Any, Place] = {}
        for entry in node:
            if not isinstance(entry.value, Scalar):
                self.report("OKR202", entry.value.place, f"'{known.name}' takes one value for '{entry.key.text}'.")
                continue
            if entry.value.is_absent:
                continue
            name = self._parse_scalar(entry.key, known.name, key)
            read = self._parse_scalar(entry.value, f"{known.name} {entry.key.text}", value)
            if name in seen:
                message = f"'{entry.key.text}' stands here twice; the first is on line {seen[name].line}."
                self.report("OKR104", entry.key.place, message, "Keep one of the two.")
            elif name is not None and read is not None:
                seen[name] = entry.key.place
                found.append((name, read, entry.key.place, entry.value.place))
        return found

    def _read_kpi_mapping(self, node: Node, known: Field) -> dict[str, RecordValues] | None:
        if not isinstance(node, MapNode):
            self.report("OKR202", node.place, "KPIs are written as `id:` with fields below it.")
            return None
        return dict(self.read_kpis(node))

    def read_kpis(self, node: MapNode) -> Iterator[tuple[str, RecordValues]]:
        """Yield the KPIs of a mapping of ids."""
        for entry in node:
            name = self._read_id(entry.key, Field("id", "id", ""))
            values = self.read_record(entry.value, RECORDS["kpi"]) if name else None
            if name and values:
                values.places["id"] = entry.key.place
                yield name, values
