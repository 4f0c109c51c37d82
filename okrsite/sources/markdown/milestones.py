"""Milestones: `- [x] Vendor chosen (due 2026-12-01, weight 2)`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from okrsite.sources.markdown.blocks import Block
from okrsite.sources.markdown.labels import labelled
from okrsite.sources.markdown.reading import Fields, Reading
from okrsite.sources.markdown.spans import Span
from okrsite.sources.markdown.values import SEMICOLON, SEPARATOR, checkbox, closing_parentheses, read_value
from okrsite.sources.records import Node

_DETAIL = re.compile(r"(?P<label>due|weight)\b\s*:?\s*(?P<value>.+)", re.IGNORECASE | re.DOTALL)


def read_milestones(reading: Reading, span: Span, items: Iterable[Block]) -> list[Node]:
    """Return the milestones in a line (with semicolons between them) and in bullets."""
    found = [read_milestone(reading, part) for part in span.split(SEMICOLON)]
    found += [read_milestone(reading, item.text, item) for item in items if item.text]
    return found


def read_milestone(reading: Reading, span: Span, item: Block | None = None) -> Node:
    """Return one milestone: mark, title, and `(due …, weight …)` at the end or as nested bullets."""
    fields = Fields(reading, "milestone")
    place = span.place
    box = checkbox(span)
    if box:
        span = box[1]
    parts = closing_parentheses(span)
    details = [(detail, _DETAIL.fullmatch(detail.mask)) for detail in parts[1].split(SEPARATOR)] if parts else []
    has_details = parts is not None and bool(details) and all(match for _, match in details)
    title = parts[0] if parts and has_details else span
    fields.put("title", reading.value(title) if title else None)
    fields.put("done", box[0] if box else None)
    for detail, match in details if has_details else ():
        if match:
            value = detail.cut(match.start("value"))
            fields.put(match["label"].lower(), reading.value(value), detail.cut(0, match.end("label")).place)
    for inner in item.items if item else ():
        said = labelled(inner.text, "milestone") if inner.text else None
        if said and said.field:
            fields.put(said.field.name, read_value(reading, said.field, said.value), said.label.place)
    return fields.node(place)
