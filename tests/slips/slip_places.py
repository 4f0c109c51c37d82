"""Where slips can be made in a file: its lines by kind, and its typed values by field.

Lines are told apart by how they look, because the example is typed as the guide says; values are those of the
positioned tree, so that a slip in a number is made in a cell, a bullet and a brace alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from slip_company import SlipFile

from okrsite import field_types as types
from okrsite.fields import Field, Record
from okrsite.problems import Place
from okrsite.sources.records import ListNode, MapNode, Node, Scalar
from okrsite.vocabulary import KEY_RESULT, KPI, LINK, PERSON, RECORDS

_BULLET = re.compile(r"(?P<indent> *)- (?P<label>[A-Z][A-Za-z -]*): ?(?P<value>.*)$")
_BOX = re.compile(r" *- \[[ x]\] ")
_YAML = re.compile(r"(?P<indent> *)(?P<dash>(?:- +)*)(?P<label>[\w-]+):(?: (?P<value>.*))?$")


@dataclass(frozen=True)
class TypedLine:
    """One line that is a part of the format, or of a text."""

    number: int
    """From 0."""
    kind: str
    """Markdown: front, front-end, heading, section, field, nested, item, head, rule, row, kr, box, step, initiative,
    checkin, prose, blank. YAML: key, item, flow, text, blank."""
    text: str
    label: str = ""
    """The field's name as it is typed."""
    value: str = ""
    section: str = ""
    """The words of the section's heading in which it stands."""


@dataclass(frozen=True)
class TypedValue:
    """One value of a field."""

    field: Field[object]
    record: Record
    text: str
    place: Place
    key: str = ""
    """Of a named value its name: `wait` in `now: {wait: 5}`."""
    beside: MapNode | None = None
    """The record in which it stands."""


@dataclass(frozen=True)
class Places:
    """All of them in one file."""

    file: SlipFile
    lines: tuple[TypedLine, ...]
    values: tuple[TypedValue, ...]

    def list_lines(self, *kinds: str) -> Iterator[TypedLine]:
        """Yield the lines of some kinds, in order."""
        return (line for line in self.lines if line.kind in kinds)


def find_places(file: SlipFile) -> Places:
    """Return the places of a file."""
    lines = tuple(_list_yaml_lines(file.text) if file.spelling == "yml" else _list_markdown_lines(file))
    return Places(file, lines, tuple(_list_values(file)))


def _list_markdown_lines(file: SlipFile) -> Iterator[TypedLine]:
    texts = file.text.split("\n")
    front = texts[0] == "---"
    in_objective = fields_end = in_key_result = False
    section = ""
    for number, text in enumerate(texts):
        if front:
            match = _YAML.match(text)
            kind = "front-end" if text == "---" else "front" if match else "front-text"
            yield TypedLine(number, kind, text, *((match["label"], match["value"] or "") if match else ()))
            front = text != "---" or number == 0
            continue
        kind, label, value = "prose", "", ""
        bullet = _BULLET.match(text)
        if not text.strip():
            kind = "blank"
        elif text.startswith("## ") and file.found.role == "cycle":
            kind, in_objective, fields_end, in_key_result, section = "heading", True, False, False, ""
        elif text.startswith("### ") and in_objective:
            kind, section, fields_end, in_key_result = "section", text[4:], True, False
        elif text.startswith("#") or not in_objective or section == "Retrospective":
            kind = "prose"
        elif text.startswith("|"):
            above = texts[number - 1]
            kind = "rule" if re.fullmatch(r"[|: -]+", text) else "row" if above.startswith("|") else "head"
        elif section == "Check-ins" and re.match(r"- \d", text):
            kind = "checkin"
        elif section == "Initiatives" and _BOX.match(text):
            kind = "initiative"
        elif re.match(r"- (?:\[[ x]\] )?KR", text):
            kind, in_key_result, fields_end = "kr", True, True
        elif text.startswith("  ") and in_key_result:
            kind = "step" if _BOX.match(text) else "nested" if bullet else "item"
        elif bullet and not fields_end:
            kind = "field"
        elif text.startswith("  - ") and not fields_end:
            kind = "item"
        else:
            fields_end = True
        if bullet and kind in ("field", "nested"):
            label, value = bullet["label"], bullet["value"]
        in_key_result = in_key_result and (kind == "kr" or text.startswith("  "))
        yield TypedLine(number, kind, text, label, value, section)


def _list_yaml_lines(text: str) -> Iterator[TypedLine]:
    block = -1
    for number, line in enumerate(text.split("\n")):
        width = len(line) - len(line.lstrip())
        if not line.strip():
            yield TypedLine(number, "blank", line)
            continue
        if block >= 0 and width > block:
            yield TypedLine(number, "text", line)
            continue
        block = -1
        match = _YAML.match(line)
        if match and re.fullmatch(r"[|>][-+]?", match["value"] or ""):
            block = len(match["indent"]) + len(match["dash"])
        if match:
            yield TypedLine(number, "key", line, match["label"], match["value"] or "")
        elif re.match(r" *- \{", line):
            yield TypedLine(number, "flow", line)
        else:
            yield TypedLine(number, "item" if re.match(r" *- ", line) else "text", line)


def _list_values(file: SlipFile) -> Iterator[TypedValue]:
    roles = {"people": PERSON, "kpis": KPI}
    if file.found.role in roles:
        for entry in file.node:
            if isinstance(entry.value, MapNode):
                yield from _list_record_values(entry.value, roles[file.found.role])
        return
    yield from _list_record_values(file.node, RECORDS[{"cycle": "cycle_file"}.get(file.found.role, file.found.role)])


def _list_record_values(node: MapNode, record: Record) -> Iterator[TypedValue]:
    for entry in node:
        known = record.find_field(entry.key.text)
        if known is not None:
            yield from _list_field_values(entry.value, known, record, node)


def _list_field_values(value: Node, known: Field[object], record: Record, beside: MapNode) -> Iterator[TypedValue]:
    if isinstance(value, Scalar):
        yield TypedValue(known, record, value.text, value.place, beside=beside)
    elif isinstance(value, ListNode):
        for item in value.items:
            yield from _list_field_values(item, known, record, beside)
    elif known.type is types.KPIS:
        for entry in value:
            if isinstance(entry.value, MapNode):
                yield from _list_record_values(entry.value, KPI)
    elif known.type in (types.DATED_NUMBERS, types.NAMED_VALUES, types.NAMED_CONFIDENCES, types.GRADED_TEXTS):
        for entry in value:
            if isinstance(entry.value, Scalar):
                yield TypedValue(known, record, entry.value.text, entry.value.place, entry.key.text, value)
    elif inner := (known.record or (LINK if value.get("to") else None)):
        yield from _list_record_values(value, inner)


def is_number(value: TypedValue) -> bool:
    """Whether a value is a number of a key result or of a KPI, in a field or named by a check-in."""
    numbers = (types.NUMBER, types.VALUE, types.NAMED_VALUES, types.DATED_NUMBERS)
    return (
        value.field.type in numbers and value.text[:1].isdigit() and (value.record is not KEY_RESULT or not value.key)
    )
