"""Milestones: `- [x] Vendor chosen (due 2026-12-01, weight 2)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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

_OPEN_DETAILS = re.compile(r"[(\[{]\s{0,3}(?:due|weight)\b[^()\[\]{}]{0,80}[\]}]?\Z", re.IGNORECASE)
"""Details whose parenthesis is never closed, or is of another form."""
_DETAIL = re.compile(r"(?P<label>due|weight)\b\s*:?\s*(?P<value>.+)", re.IGNORECASE | re.DOTALL)
_LONGEST_DETAILS = 100
"""Characters at the end of a milestone in which they are looked for."""


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
    if not has_details:
        _ask_about_details(reading, span, details)
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


def _ask_about_details(
    reading: MarkdownReading, span: Span, details: Sequence[tuple[Span, re.Match[str] | None]]
) -> None:
    """Ask about a day or a weight at the end of a milestone that is read as words of its title."""
    unknown = next((detail for detail, match in details if not match), None)
    if unknown is not None and any(_is_value(match) for _, match in details):
        message = (
            f"“{unknown.line}” is neither `due` nor `weight`, so what stands in these parentheses is read as text."
        )
        reading.report("OKR118", unknown.place, message, "Write, for example: (due 2026-12-01, weight 2)")
    elif match := _OPEN_DETAILS.search(span.mask_markup, max(0, len(span.mask_markup) - _LONGEST_DETAILS)):
        opened = span.cut_span(match.start())
        message = f"“{opened.line}” doesn't end with a closing parenthesis, so it is read as a part of the title."
        inner = opened.line.strip("()[]{} ")
        is_whole = all(_DETAIL.fullmatch(part.strip()) for part in SEPARATOR.split(inner))
        hint = "" if is_whole else "Write, for example: (due 2026-12-01, weight 2)"
        reading.report("OKR118", opened.place, message, hint, correction=f"({inner})" if is_whole else None)


def _is_value(match: re.Match[str] | None) -> bool:
    """Whether a detail has a number or a day, and so isn't the beginning of a sentence."""
    return match is not None and match["value"][:1].isdigit()
