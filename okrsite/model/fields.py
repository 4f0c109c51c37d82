"""Typed values from positioned records, field by field, as the vocabulary says.

The one place that knows what a field's type means. A value that can't be read becomes a problem and is left out, so
that one wrong cell never hides the rest of its file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any

from okrsite.model.lengths import UNLIMITED, too_long
from okrsite.model.names import why_no_id
from okrsite.model.spoken import TYPE_HINTS, one, spoken
from okrsite.model.values import Values
from okrsite.problems import Place, Problem, problem
from okrsite.sources import numbers
from okrsite.sources.numbers import Misread
from okrsite.sources.records import Entry, ListNode, MapNode, Node, Scalar
from okrsite.sources.web_addresses import host_fault
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
            "text": self._text,
            "prose": self._prose,
            "id": self._id,
            "ids": lambda node, known: tuple(filter(None, (self._id(item, known) for item in _typed(node)))),
            "person": self._text,
            "people": self._texts,
            "texts": self._texts,
            "choice": self._choice,
            "audience": self._audience,
            "number": lambda node, known: self._parsed(node, known, self._quantity),
            "value": self._value,
            "confidence": lambda node, known: self._parsed(node, known, self._confidence(known.name)),
            "fraction": lambda node, known: self._parsed(node, known, self._fraction),
            "weight": lambda node, known: self._parsed(node, known, self._weight),
            "date": lambda node, known: self._parsed(node, known, numbers.parse_date),
            "boolean": lambda node, known: self._parsed(node, known, numbers.parse_boolean),
            "range": lambda node, known: self._parsed(
                node, known, lambda text: numbers.parse_range(text, decimal_comma=self.decimal_comma)
            ),
            "link": self._link,
            "references": self._references,
            "names": self._references,
            "reference": self._reference,
            "record": lambda node, known: self.record(node, RECORDS[known.record]),
            "records": self._records,
            "dated numbers": lambda node, known: self._pairs(node, known, numbers.parse_date, self._quantity),
            "graded texts": lambda node, known: self._pairs(node, known, self._fraction, str),
            "named values": lambda node, known: self._pairs(node, known, str, str),
            "named confidences": lambda node, known: self._pairs(node, known, str, self._confidence("confidence")),
            "kpis": self._kpis,
        }

    def record(self, node: Node, record: Record) -> Values | None:
        """Read one record; None where the node has another shape."""
        if isinstance(node, Scalar) and (stands_for := record.field(record.text_field)):
            found = Values(node.place)
            self._read(stands_for, node, found)
            return found
        if not isinstance(node, MapNode):
            message = f"Here belong the fields of {one(record)}, such as `{record.fields[0].name}:`."
            self.report("OKR202", node.place, message)
            return None
        found = Values(node.entries[0].key.place if node.entries else node.place)
        for entry in node:
            known = record.field(entry.key.text)
            if known is None:
                self._unknown(entry, record)
            elif not (isinstance(entry.value, Scalar) and entry.value.absent):
                self._read(known, entry.value, found)
        for known in record.fields:
            if known.required and not found.typed(known.name):
                hint = f"Add one: {known.help[0].lower()}{known.help[1:]}"
                self.report("OKR212", found.place, f"This {spoken(record)} has no {known.name}.", hint)
        return found

    def is_public(self, node: MapNode, name: str) -> bool:
        """Whether a page's `visibility` or `audience` lets everybody see it; a word that isn't known does not."""
        known = RECORDS["memo"].field(name)
        typed = node.get(name)
        if known is None or typed is None or (isinstance(typed, Scalar) and typed.absent):
            return True
        return self._choice(typed, known) == "public"

    def report(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(problem(code, place, message, hint))

    def _read(self, known: Field, node: Node, found: Values) -> None:
        found.places[known.name] = node.place
        value = self._readers[known.type](node, known)
        if value is None:
            found.wrong.add(known.name)
        else:
            found.values[known.name] = value

    def _unknown(self, entry: Entry, record: Record) -> None:
        key = entry.key
        names = [known.name for known in record.fields]
        if " " in key.text and isinstance(entry.value, Scalar) and not entry.value.text:
            # `{note: Fine, so far}`: within braces a comma ends the value.
            message = f"'{key.text}' stands alone here: within braces, a comma ends the value before it."
            self.report("OKR201", key.place, message, "Put the whole text in double quotes.")
            return
        near = get_close_matches(key.text[:100].lower().replace("-", "_"), names, 1, 0.6)
        hint = (
            f"Did you mean '{near[0]}'?"
            if near
            else f"{_capital(one(record))} know{'' if record.name == 'levels' else 's'}: {', '.join(names)}."
        )
        self.report("OKR201", key.place, f"'{key.text}' is not a field of {one(record)}.", hint)

    def _scalar(self, node: Node, known: Field) -> Scalar | None:
        only = node.items[0] if isinstance(node, ListNode) and len(node.items) == 1 else node
        if isinstance(only, Scalar):
            return only if known.type in UNLIMITED or self.short(only, known.name, known.type) else None
        shape = "a list" if isinstance(node, ListNode) else "a group of fields"
        code = "OKR216" if known.name == "owner" else "OKR202"
        hint = (
            "Name the one person who answers for it; the others are `contributors`."
            if known.name == "owner"
            else f"Here belongs {known.help[0].lower()}{known.help[1:]}"
        )
        self.report(code, node.place, f"'{known.name}' takes one value, and here is {shape}.", hint)
        return None

    def short(self, scalar: Scalar, name: str, type: str = "text") -> bool:
        """Whether a text is short enough for a field of a type; a longer one is reported."""
        self.problems += filter(None, [wrong := too_long(scalar, name, type)])
        return wrong is None

    def _text(self, node: Node, known: Field) -> str | None:
        scalar = self._scalar(node, known)
        return None if scalar is None else " ".join(scalar.text.split())

    def _prose(self, node: Node, known: Field) -> str | None:
        scalar = self._scalar(node, known)
        return None if scalar is None else scalar.text.strip("\n")

    def _id(self, node: Node, known: Field) -> str | None:
        scalar = self._scalar(node, known)
        if scalar is None:
            return None
        text = scalar.text.strip()
        wrong = why_no_id(text)
        if wrong is None:
            return text
        self.report("OKR209", scalar.place, *wrong)
        return None

    def _audience(self, node: Node, known: Field) -> tuple[str, ...] | None:
        """Read one word or several; one that isn't known makes all of it unreadable, and so withholds everything."""
        found = []
        for item in _typed(node):
            if isinstance(item, Scalar):
                words = filter(str.strip, item.text.split(","))
                found += [self._choice(Scalar(word, item.place), known) for word in words]
            else:
                found.append(self._choice(item, known))
        return None if None in found else tuple(filter(None, found))

    def _choice(self, node: Node, known: Field) -> str | None:
        scalar = self._scalar(node, known)
        if scalar is None:
            return None
        word = " ".join(scalar.text.lower().replace("-", " ").replace("_", " ").split())
        if word in known.choices:
            return word
        near = get_close_matches(word[:100], known.choices, 1)
        suggestion = f"Did you mean '{near[0]}'? " if near else ""
        self.report(
            "OKR211",
            scalar.place,
            f"'{known.name}' can't be '{scalar.text}'.",
            f"{suggestion}It is one of: {', '.join(known.choices)}.",
        )
        return None

    def _parsed(self, node: Node, known: Field, parse: Callable[[str], Any]) -> Any:
        scalar = self._scalar(node, known)
        return None if scalar is None else self._value_of(scalar, known.name, parse)

    def _value_of(self, scalar: Scalar, name: str, parse: Callable[[str], Any]) -> Any:
        value = parse(scalar.text.strip()) if parse is not str or self.short(scalar, name) else None
        if isinstance(value, Misread):
            self.report(value.code, scalar.place, f"{name}: {value.message}", value.hint)
            return None
        return value

    def _quantity(self, text: str) -> Any:
        return numbers.parse_quantity(text, decimal_comma=self.decimal_comma)

    def _confidence(self, called: str) -> Callable[[str], Any]:
        return lambda text: numbers.parse_confidence(text, decimal_comma=self.decimal_comma, called=called)

    def _fraction(self, text: str) -> Any:
        return numbers.parse_fraction(text, decimal_comma=self.decimal_comma)

    def _weight(self, text: str) -> Any:
        return numbers.parse_weight(text, decimal_comma=self.decimal_comma)

    def _value(self, node: Node, known: Field) -> str | None:
        # Whether this is a number or a level's name is known only beside the key result's other fields.
        return self._text(node, known)

    def _texts(self, node: Node, known: Field) -> tuple[str, ...]:
        found: list[str] = []
        for item in _typed(node):
            if isinstance(item, Scalar):
                found += [" ".join(item.text.split())] if self.short(item, known.name) else []
            else:
                self.report(
                    "OKR202", item.place, f"'{known.name}' takes words, and here is something with parts of its own."
                )
        return tuple(dict.fromkeys(found))

    def _link(self, node: Node, known: Field) -> str | None:
        scalar = self._scalar(node, known)
        if scalar is None:
            return None
        fault = host_fault(scalar.text.strip())
        if not fault and _SAFE_LINK.match(scalar.text.strip()):
            return scalar.text.strip()
        self.report(
            "OKR224",
            scalar.place,
            f"'{scalar.text[:80]}' can't be published as a link{fault and f': it {fault}'}.",
            "Links begin with https://, http:// or mailto:, or are paths in this site.",
        )
        return None

    def _references(self, node: Node, known: Field) -> tuple[Values, ...]:
        return tuple(filter(None, (self.record(item, RECORDS["link"]) for item in _typed(node))))

    def _reference(self, node: Node, known: Field) -> Values | None:
        found = self._references(node, known)
        for further in found[1:]:
            self.report("OKR202", further.place, f"'{known.name}' takes one link, and this is a second.", "Keep one.")
        return next(iter(found), None)

    def _records(self, node: Node, known: Field) -> tuple[Values, ...] | None:
        if not isinstance(node, ListNode):
            self.report("OKR202", node.place, f"'{known.name}' takes a list.", "Begin a line with `- ` for each.")
            return None
        return tuple(filter(None, (self.record(item, RECORDS[known.record]) for item in _typed(node))))

    def _pairs(
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
            if entry.value.absent:
                continue
            name = self._value_of(entry.key, known.name, key)
            read = self._value_of(entry.value, f"{known.name} {entry.key.text}", value)
            if name in seen:
                message = f"'{entry.key.text}' stands here twice; the first is on line {seen[name].line}."
                self.report("OKR104", entry.key.place, message, "Keep one of the two.")
            elif name is not None and read is not None:
                seen[name] = entry.key.place
                found.append((name, read, entry.key.place, entry.value.place))
        return found

    def _kpis(self, node: Node, known: Field) -> dict[str, Values] | None:
        if not isinstance(node, MapNode):
            self.report("OKR202", node.place, "KPIs are written as `id:` with fields below it.")
            return None
        return dict(self.kpis(node))

    def kpis(self, node: MapNode) -> Iterator[tuple[str, Values]]:
        """Yield the KPIs of a mapping of ids."""
        for entry in node:
            name = self._id(entry.key, Field("id", "id", ""))
            values = self.record(entry.value, RECORDS["kpi"]) if name else None
            if name and values:
                values.places["id"] = entry.key.place
                yield name, values


def _typed(node: Node) -> tuple[Node, ...]:
    """Return the items of a list, or the one value that stands for it, without empty ones and `null`."""
    items = node.items if isinstance(node, ListNode) else (node,)
    return tuple(item for item in items if not (isinstance(item, Scalar) and item.absent))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
