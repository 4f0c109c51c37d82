"""Milestones: `- [x] Vendor chosen (due 2026-12-01, weight 2)`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from okrsite.late_patterns import compile_late
from okrsite.sources.day_signs import ANY_DAY
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.boxes import split_checkbox
from okrsite.sources.markdown.field_values import (
    SEMICOLON,
    SEPARATOR,
    read_value,
    split_closing_parentheses,
)
from okrsite.sources.markdown.labels import split_label
from okrsite.sources.markdown.reading import MarkdownReading, RecordBuilder
from okrsite.sources.markdown.spans import Span
from okrsite.sources.records import Node
from okrsite.vocabulary import MILESTONE

_DAY = r"\d{4}-\d{1,2}-\d{1,2}"
_LIKE_DETAILS = re.compile(
    rf"[(（\[{{][(\s]?(?P<inner>(?:(?:due|weight|deadline)\b\s?:?\s?\d|(?:by|until|till)\s{_DAY}|{_DAY}\s?[,;)）\]}}])"
    r"[^()（）\[\]{}]{0,80}[)）\]}]?)[)）\]}]?"
    rf"|[(（\[{{](?P<worded>[^\W\d]{{2,12}}\.?:?\s(?P<day>{_DAY}))[)）\]}}]\Z|\s[-–—]\s(?P<dashed>{_DAY})\Z"
    rf"|(?:[–—,;-]\s?)?\b(?P<bare>(?:due|deadline)\s?:?\s{_DAY}[^()]{{0,40}}|weight\s?:?\s\d{{1,3}}(?:\.\d{{1,2}})?)\Z",
    re.IGNORECASE,
)
"""A day or a weight in other brackets, within a title, in other words, or without brackets."""
_OTHER_DETAILS = re.compile(
    rf"(?P<all>[(\[{{](?P<said>[^()\[\]{{}}]{{0,40}}?(?:\b{ANY_DAY}|^\d{{1,3}}\s?%|(?<=[(\[{{])\d{{1,3}}\s?%)"
    r"[^()\[\]{}]{0,20})[)\]}])\Z",
    re.IGNORECASE,
)
"""A day in another spelling, with somebody's name before it, or a share, in parentheses at the end."""
_OPEN_DETAILS = re.compile(r"[(\[{]\s{0,3}(?P<inner>(?:due|weight)\b[^()\[\]{}]{0,80}[\]}]?)\Z", re.IGNORECASE)
"""Details whose parenthesis is never closed."""
_OTHER_WORD = compile_late(r"\A(?:by|until|till|deadline)\s?:?\s(?=\d)", re.IGNORECASE)
_DETAIL = compile_late(r"(?P<label>due|weight)\b\s*:?\s*(?P<value>.+)", re.IGNORECASE | re.DOTALL)
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
    title, details = _split_details(span)
    if not details:
        _ask_about_details(reading, span)
    elif _LIKE_DETAILS.search(title.mask_markup):
        _ask_about_details(reading, title)
    fields.add_field(MILESTONE.TITLE, reading.make_scalar(title) if title else None)
    fields.add_field(MILESTONE.DONE, box[0] if box else None)
    for detail, match in details:
        value = detail.cut_span(match.start("value"))
        fields.add_entry(
            match["label"].lower(), reading.make_scalar(value), detail.cut_span(0, match.end("label")).place
        )
    for inner in item.items if item else ():
        said = split_label(inner.text, "milestone") if inner.text else None
        if said and said.field:
            fields.add_field(said.field, read_value(reading, said.field, said.value), said.label.place)
    return fields.build_node(place)


def _split_details(span: Span) -> tuple[Span, list[tuple[Span, re.Match[str]]]]:
    """Return a title, and the details in the parentheses behind it, of which there may be two; none that say more."""
    taken: list[tuple[Span, re.Match[str]]] = []
    for _ in range(2):
        bare = span.cut_span(0, len(span.raw), ".:;, ") if span.raw[-1:] in ".:;," else span
        parts = split_closing_parentheses(bare)
        details = (
            [(part, _DETAIL.fullmatch(part.mask_markup)) for part in parts[1].split_at(SEPARATOR)] if parts else []
        )
        known = [(part, match) for part, match in details if match]
        if parts is None or not known or len(known) < len(details):
            break
        span, taken = parts[0], known + taken
    return span, taken


def _ask_about_other_details(reading: MarkdownReading, title: Span) -> None:
    text = title.mask_markup
    if match := _OTHER_DETAILS.search(text, max(0, len(text) - _LONGEST_DETAILS)):
        typed = title.cut_span(*match.span("all"))
        message = f"“{typed.line}” looks like the day or the weight of this step, but is read as a part of its title."
        hint = "They stand at its end, a day with its year first, as in (due 2026-12-01, weight 2)."
        reading.report("OKR118", typed.place, message, hint)


def _ask_about_details(reading: MarkdownReading, title: Span) -> None:
    """Ask about a day or a weight that is read as words of a milestone's title."""
    text = title.mask_markup
    match = _LIKE_DETAILS.search(text) or _OPEN_DETAILS.search(text, max(0, len(text) - _LONGEST_DETAILS))
    if match is None:
        _ask_about_other_details(reading, title)
        return
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    typed = title.cut_span(start, match.end())
    groups = match.groupdict()
    found = (groups.get(name) for name in ("inner", "bare", "day", "dashed"))
    inner = next(filter(None, found), "").strip(" ()[]{}（）")
    inner = f"due {inner}" if inner[:1].isdigit() else _OTHER_WORD.sub("due ", inner)
    is_whole = all(_DETAIL.fullmatch(part.strip()) for part in SEPARATOR.split(inner)) and match.end() == len(text)
    message = f"“{typed.line}” looks like the day or the weight of this step, but is read as a part of its title."
    hint = "" if is_whole else "They stand at its end, as in (due 2026-12-01, weight 2)."
    blank = "" if text[start - 1 : start].isspace() else " "
    reading.report("OKR118", typed.place, message, hint, correction=f"{blank}({inner})" if is_whole else None)
