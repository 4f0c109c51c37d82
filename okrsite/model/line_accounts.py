"""What became of each line of a file: which fields were read from it, and which lines are text.

Made of the records that the readers return, of their places and of nothing else: what stands here is what was read.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import Literal

import msgspec

from okrsite import field_types as types
from okrsite.fields import Field, Record
from okrsite.late_patterns import compile_late
from okrsite.model.record_names import name_record
from okrsite.sources.numbers import Misread, parse_confidence, parse_date, parse_quantity, render_quantity
from okrsite.sources.records import ListNode, MapNode, Node, Scalar
from okrsite.sources.text import LineIndex
from okrsite.vocabulary import KPI, LINK, PERSON

LineKind = Literal["value", "text", "structure", "comment", "blank", "unread"]

_LONGEST_VALUE = 40
"""Characters of a text that an account quotes; of a longer one it names the field only."""
_LINE_END = compile_late(r"\r\n|\n|\r")
_TABLE_LINE = compile_late(r"[ \t]*\|?[\s|:-]*-[\s|:-]*")
_HEADING = compile_late(r" {0,3}#{1,6}(?:\s|\Z)|[ \t]*(?:[-=]{2,})[ \t]*\Z")
_COMMENT = compile_late(r"<!--.*?(?:-->|\Z)", re.DOTALL)


_NAMES: dict[LineKind, str] = {
    "structure": "",
    "comment": "comment, not published",
    "blank": "",
    "unread": "? nothing was made of this line",
}


class ReadValue(msgspec.Struct, frozen=True):
    """A value that was read from a line."""

    subject: str
    """What it belongs to: `objective 2`, `objective 2, key result 1`; empty for the file itself."""
    field: str
    """The field, by its name in the vocabulary."""
    value: str
    """The value as it was understood, behind the name that it has in a field of several; empty for a long text."""


class LineAccount(msgspec.Struct, frozen=True):
    """What became of one line."""

    number: int
    """From 1."""
    text: str
    """The line as it was typed."""
    kind: LineKind
    """`value` for one with fields, `text` for a part of a longer text, `structure` for headings, heads of tables and
    whatever only says where something begins, `unread` for a line that nothing was made of."""
    values: tuple[ReadValue, ...] = ()


def account_for_lines(
    text: str, node: MapNode | None, record: Record | None, *, decimal_comma: bool = False
) -> list[LineAccount]:
    """Return what became of each line of a file.

    Args:
        text: The file's text.
        node: What the reader of its spelling made of it; None where it can't be read.
        record: What the file as a whole is; `PERSON` or `KPI` for one that holds several by their ids.
        decimal_comma: The site's setting, which decides how numbers are understood.
    """
    collector = _ValueCollector(decimal_comma)
    if node is not None and record in (PERSON, KPI):
        collector.collect_named(node, record)
    elif node is not None:
        collector.collect(node, record, "")
    index = LineIndex("", text)
    comments = {
        number
        for match in _COMMENT.finditer(text)
        for number in range(index.find_position(match.start())[0], index.find_position(match.end())[0] + 1)
    }
    lines = _LINE_END.split(text)
    heads = {
        number
        for number, (line, below) in enumerate(pairwise(lines), 1)
        if ("|" in line and _TABLE_LINE.fullmatch(below)) or ("\t" in line.strip() and "\t" in below)
    }
    return [
        collector.account_for(number, line, is_comment=number in comments, is_head=number in heads)
        for number, line in enumerate(lines, 1)
    ]


def describe_account(account: LineAccount, subject_above: str) -> str:
    """Return what became of a line in a few words; what it belongs to is named where that changes."""
    if account.kind == "text":
        return f"text ({account.values[0].field})"
    if account.kind != "value":
        return _NAMES[account.kind]
    parts: list[str] = []
    for subject, values in groupby(account.values, key=lambda value: value.subject):
        fields = groupby(values, key=lambda value: value.field)
        said = ", ".join(f"{field} {', '.join(value.value for value in several)}".strip() for field, several in fields)
        parts.append(f"{subject}: {said}" if subject and subject != subject_above else said)
        subject_above = subject
    return "; ".join(parts)


class _ValueCollector:
    """Goes through the records of a file, and notes by line what was read."""

    def __init__(self, decimal_comma: bool) -> None:
        self._decimal_comma = decimal_comma
        self._values: dict[int, list[ReadValue]] = {}
        self._texts: dict[int, ReadValue] = {}
        self._short_texts: dict[int, ReadValue] = {}
        """Texts of a single line: beside other values, such as a check-in's note."""
        self._keys: set[int] = set()
        """Lines on which the name of a field stands, or the rest of a value that began above."""

    def account_for(self, number: int, line: str, *, is_comment: bool, is_head: bool) -> LineAccount:
        """Return the account of a line, when all values are collected."""
        text = self._texts.get(number)
        if values := self._values.get(number):
            short = self._short_texts.get(number)
            beside = [short] if short and short.subject == values[0].subject else []
            return LineAccount(number, line, "value", (*values, *beside))
        if not line.strip():
            return LineAccount(number, line, "blank")
        if is_comment or (text is None and line.lstrip().startswith("# ") and number not in self._keys):
            return LineAccount(number, line, "comment")
        if number in self._keys or (text is None and (is_head or _TABLE_LINE.fullmatch(line) or _HEADING.match(line))):
            return LineAccount(number, line, "structure")
        if text is not None:
            return LineAccount(number, line, "text", (text,))
        return LineAccount(number, line, "unread")

    def collect_named(self, node: MapNode, record: Record) -> None:
        """Note records that stand under their ids."""
        for entry in node:
            self._keys.add(entry.key.place.line)
            self.collect(entry.value, record, f"{name_record(record)} {entry.key.text}")

    def collect(self, node: Node, record: Record | None, subject: str) -> None:
        """Note what a record says, or the bare text that stands for one."""
        if isinstance(node, Scalar):
            self._note(subject, record.text_field if record else None, "", node)
        elif isinstance(node, ListNode):
            for item in node.items:
                self.collect(item, record, subject)
        else:
            for entry in node:
                field = record.find_field(entry.key.text) if record else None
                # In Markdown a text begins where its key would stand.
                if field is None or field.type is not types.PROSE or entry.key.place.column != entry.value.place.column:
                    self._keys.add(entry.key.place.line)
                self._collect_field(field, entry.key.text, entry.value, subject)

    def _collect_field(self, field: Field[object] | None, name: str, node: Node, subject: str, key: str = "") -> None:
        """Note what a field holds; `key` names the value, in a field of several named ones."""
        if field is not None and field.type is types.SEVERAL_RECORDS and field.record and isinstance(node, ListNode):
            self._keys.add(node.place.line)
            before = f"{subject}, " if subject else ""
            for number, item in enumerate(node.items, 1):
                self._keys.add(item.place.line)
                self.collect(item, field.record, f"{before}{name_record(field.record)} {number}")
        elif field is not None and field.type is types.KPIS and isinstance(node, MapNode):
            self.collect_named(node, KPI)
        elif isinstance(node, MapNode):
            of_links = field is not None and field.type is types.REFERENCES
            for entry in node:
                self._keys.add(entry.key.place.line)
                if of_links:
                    called = name if entry.key.text == LINK.TO.name else entry.key.text
                    self._collect_field(LINK.find_field(entry.key.text), called, entry.value, subject)
                else:
                    self._collect_field(field, name, entry.value, subject, entry.key.text)
        elif isinstance(node, ListNode):
            for item in node.items:
                self._collect_field(field, name, item, subject, key)
        else:
            self._note(subject, field, name, node, key)

    def _note(self, subject: str, field: Field[object] | None, name: str, scalar: Scalar, key: str = "") -> None:
        called = (name or (field.name if field else "text")).replace("_", " ")
        lines = range(scalar.place.line, scalar.place.end_line + 1)
        if field is not None and field.type is types.PROSE:
            said = ReadValue(subject, called, "")
            for number in lines:
                self._texts.setdefault(number, said)
            if len(lines) == 1:
                self._short_texts[lines[0]] = said
            return
        if scalar.is_absent:
            return
        value = "can't be read" if scalar.refused else self._interpret(field, scalar.text)
        self._values.setdefault(lines[0], []).append(ReadValue(subject, called, f"{key} {value}".strip()))
        self._keys.update(lines)

    def _interpret(self, field: Field[object] | None, text: str) -> str:
        """Return a value as it is understood; empty for a title or a long text."""
        type = field.type if field else None
        if type in (types.NUMBER, types.VALUE, types.DATED_NUMBERS, types.NAMED_VALUES):
            quantity = parse_quantity(text, decimal_comma=self._decimal_comma)
            return text.strip() if isinstance(quantity, Misread) else render_quantity(quantity.value, quantity.unit)
        if type in (types.CONFIDENCE, types.NAMED_CONFIDENCES):
            share = parse_confidence(text, decimal_comma=self._decimal_comma)
            return text.strip() if isinstance(share, Misread) else render_quantity(round(share * 100, 6), "%")
        if type is types.DATE:
            day = parse_date(text)
            return text.strip() if isinstance(day, Misread) else day.isoformat()
        line = " ".join(text.split())
        return line if len(line) <= _LONGEST_VALUE and not (field and field.name == "title") else ""
