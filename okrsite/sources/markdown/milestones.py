"""Milestones: `- [x] Vendor chosen (due 2026-12-01, weight 2)`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.field_values import (
    SEMICOLON,
    SEPARATOR,
    read_value,
    split_checkbox,
    split_closing_parentheses,
)
from okrsite.sources.markdown.labels import split_label
from okrsite.sources.markdown.reading import MarkdownReading, RecordBuilder
from okrsite.sources.markdown.spans import Span
from okrsite.sources.records import Node
from okrsite.vocabulary import MILESTONE

_DETAIL = re.compile(r"(?P<label>due|weight)\b\s*:?\s*(?P<value>.+)", re.IGNORECASE | re.DOTALL)


def read_milestones(reading: MarkdownReading, span: Span, items: Iterable[MarkdownBlock]) -> list[Node]:
    """Return the milestones in a line (with semicolons between them) and in bullets."""
    nodes = [read_milestone(reading, part) for part in span.split_at(SEMICOLON)]
    nodes += [read_milestone(reading, item.text, item) for item in items if item.text]
    return nodes


def read_milestone(reading: MarkdownReading, span: Span, item: MarkdownBlock | None = None) -> Node:
    """Return one milestone: mark, title, and `(due …, weight …)` at the end or as nested bullets."""
    fields = RecordBuilder(reading, "milestone")
    place = span.place
    box = split_checkbox(span)
    if box:
        span = box[1]
    parts = split_closing_parentheses(span)
    details = (
        [(detail, _DETAIL.fullmatch(detail.mask_markup)) for detail in parts[1].split_at(SEPARATOR)] if parts else []
    )
    has_details = parts is not None and bool(details) and all(match for _, match in details)
    title = parts[0] if parts and has_details else span
    fields.add_field(MILESTONE.TITLE, reading.make_scalar(title) if title else None)
    fields.add_field(MILESTONE.DONE, box[0] if box else None)
    for detail, match in details if has_details else ():
        if match:
            value = detail.cut_span(match.start("value"))
            fields.add_entry(
                match["label"].lower(), reading.make_scalar(value), detail.cut_span(0, match.end("label")).place
            )
    for inner in item.items if item else ():
        said = split_label(inner.text, "milestone") if inner.text else None
        if said and said.field:
            fields.add_field(said.field, read_value(reading, said.field, said.value), said.label.place)
    return fields.build_node(place)
