"""Values behind a label or in a table's cell, by the type that the vocabulary gives their field.

Decides where one of several values ends and the next begins, in commas or in nested bullets, and takes apart what is
typed in one line but is a group of fields in YAML (levels, phases, links with a share). What a single value means is
decided later, for both spellings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from okrsite import field_types as types
from okrsite.fields import AnyFieldType, Field
from okrsite.late_patterns import compile_late
from okrsite.problems import Place
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.boxes import split_checkbox
from okrsite.sources.markdown.labels import split_label
from okrsite.sources.markdown.prose import read_prose_after_label
from okrsite.sources.markdown.reading import MarkdownReading, RecordBuilder
from okrsite.sources.markdown.spans import Span, blank_out_pasted_markup, find_links
from okrsite.sources.markdown.yaml_lists import strip_brackets
from okrsite.sources.no_numbers import NO_SHARE
from okrsite.sources.records import ListNode, MapNode, Node, Scalar
from okrsite.vocabulary import LINK

# A comma within a number separates thousands; `<br>` is the only line break that a table's cell can hold. The semicolon
# of `&amp;`, which comes with what is pasted from a page, separates nothing.
_SEMICOLON = r"(?<!&amp)(?<!&quot);"
SEPARATOR = re.compile(rf"{_SEMICOLON}|,(?!(?<=\d,)\d)|<br\s*+/?>")
SEMICOLON = compile_late(rf"{_SEMICOLON}|<br\s*+/?>")
_BEFORE_DATE = compile_late(
    r"[;,]\s*(?=(?:\d{1,4}[-\u2010-\u2013\u2212./]\d{1,2}[-\u2010-\u2013\u2212./]\d{1,4}"
    r"|\d{1,2}(?:st|nd|rd|th|\.)?\s[A-Z][a-z]{2,8}\.?\s\d{4})\s*[:=])"
)
_BEFORE_GRADE = compile_late(r"(?:;|,(?!(?<=\d,)\d))\s*(?=(?:\d(?:[.,]\d+)?|\d{1,3}\s?%)\s*[:=])")
_KEYED = compile_late(r"(?P<key>[^\s:=]+)\s*(?:[:=]\s*|\s)(?P<value>.*)", re.DOTALL)
_KEYED_BY_COLON = compile_late(r"(?P<key>[^:=]+)[:=](?P<value>.*)", re.DOTALL)
_LEVEL = compile_late(r"(?:^|[;,]|<br\s*+/?>)\s*(?P<level>commit|target|stretch)\b\s*[:=–]?\s*", re.IGNORECASE)
_SHARE = compile_late(
    r"\s*+(?:share\s*:?\s*)?(?P<share>\d++(?:[.,]\d++)*+\s*+(?:%|/\s?100?(?!\d)|per\s?cent|pct)?+)\s*+(?:$|[,;:])(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_NO_SHARE = compile_late(
    rf"(?:share\s*:?\s*)?(?P<share>[-+]\d{{1,3}}\s?%?|{NO_SHARE})\s*(?:\Z|[,;:](?=\s|\Z))(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
"""What stands where a share belongs, and is none that can be read."""
_BECAUSE = compile_late(r"because\b[\s,:]*", re.IGNORECASE)
_YES = frozenset({"✓", "✔", "☑", "✅"})
_NO = frozenset({"☐", "✗", "✘"})

LineReader = Callable[[MarkdownReading, Span, Sequence[MarkdownBlock]], Node | None]


def read_value(
    reading: MarkdownReading, known: Field[object], span: Span, item: MarkdownBlock | None = None
) -> Node | None:
    """Return the value of a field.

    Args:
        reading: The file.
        known: The field; its type decides.
        span: What stands behind the label, or in the cell; may be empty.
        item: The bullet that holds the label, None in a table: its nested bullets are values too.
    """
    if known.type is types.PROSE:
        return read_prose_after_label(span, item)
    nested = [inner for inner in item.items if inner.text] if item else []
    span = strip_brackets(known, span)
    if not span and not nested:
        return span.to_scalar("")
    return _READERS.get(known.type, _read_one)(reading, span, nested)


def has_nested_value(known: Field[object], span: Span) -> bool:
    """Whether the nested bullets of a field belong to its value."""
    return known.type in _READERS or known.type in (types.PROSE, types.SEVERAL_RECORDS) or not span


def list_value_lines(known: Field[object], span: Span, item: MarkdownBlock) -> set[int]:
    """Return the lines of a bullet that its value takes in, all but prose: what is left over was read by nobody."""
    used = set(item.head)
    if not has_nested_value(known, span):
        return used
    known_record = LINK if known.type is types.REFERENCES else known.record
    record = known_record.name if known_record else ""
    for inner in item.items:
        used.update(inner.head if inner.text else ())
        used |= list_field_lines(inner, record)
    return used


def list_field_lines(item: MarkdownBlock, record: str) -> set[int]:
    """Return the lines of the nested bullets that hold a field of a record, each with a single value."""
    line_numbers: set[int] = set()
    for inner in item.items if record and record != "levels" else ():
        line_numbers.update(inner.head if _is_field(inner, record) else ())
    return line_numbers


def _is_field(item: MarkdownBlock, record: str) -> bool:
    said = split_label(item.text, record) if item.text else None
    return said is not None and said.field is not None


def split_closing_parentheses(span: Span) -> tuple[Span, Span] | None:
    """Return what stands before the parentheses at the end of a text, and what stands in them; None without any."""
    mask = span.mask_markup
    if not mask.endswith(")"):
        return None
    depth = 0
    for at in range(len(mask) - 1, -1, -1):
        depth += (mask[at] == ")") - (mask[at] == "(")
        if depth == 0:
            return span.cut_span(0, at), span.cut_span(at + 1, len(mask) - 1)
    return None


def read_link_target(reading: MarkdownReading, span: Span) -> Scalar:
    """Return a web address: the target of a link, an address in angle brackets, or the words as they are."""
    for link in find_links(span):
        if target := reading.find_link_target(link):
            return (link.target or link.whole).to_scalar(target)
    raw = span.raw
    if raw.startswith("<") and raw.endswith(">") and "<" not in raw[1:]:
        return span.cut_span(1, len(raw) - 1).to_scalar()
    return span.to_scalar()


def _read_one(reading: MarkdownReading, span: Span, nested: Sequence[MarkdownBlock]) -> Node:
    """Return one value; several nested bullets stay several, and are refused where one value belongs."""
    if span or not nested:
        return reading.make_scalar(span)
    scalars = [reading.make_scalar(part) for part in _list_texts(nested)]
    return scalars[0] if len(scalars) == 1 else _build_list(scalars, span)


def _read_boolean(reading: MarkdownReading, span: Span, nested: Sequence[MarkdownBlock]) -> Node:
    if box := split_checkbox(span):
        return box[0]
    if span.raw in _YES | _NO:
        return span.to_scalar("true" if span.raw in _YES else "false")
    return _read_one(reading, span, nested)


def _read_link(reading: MarkdownReading, span: Span, nested: Sequence[MarkdownBlock]) -> Node:
    return read_link_target(reading, span) if span else _read_one(reading, span, nested)


def _read_several(reading: MarkdownReading, span: Span, nested: Sequence[MarkdownBlock]) -> Node:
    return _build_list([reading.make_scalar(part) for part in (*span.split_at(SEPARATOR), *_list_texts(nested))], span)


def _read_lines(reading: MarkdownReading, span: Span, nested: Sequence[MarkdownBlock]) -> Node:
    """Return words or whole lines: with a semicolon between them, commas belong to the lines."""
    parts = span.split_at(SEMICOLON)
    if len(parts) == 1:
        parts = span.split_at(SEPARATOR)
    # A colon at the end of the last one is none of its words; `:tada:` has two.
    parts = [part.trim(":") if part.raw.count(":") == 1 and part.raw.endswith(":") else part for part in parts]
    return _build_list([reading.make_scalar(part) for part in (*parts, *_list_texts(nested))], span)


def _read_reference(reading: MarkdownReading, span: Span, nested: Sequence[MarkdownBlock]) -> Node:
    return reading.make_reference(span) if span else _read_names(reading, span, nested)


def _read_names(reading: MarkdownReading, span: Span, nested: Sequence[MarkdownBlock]) -> Node:
    return _build_list(
        [reading.make_reference(part) for part in (*span.split_at(SEPARATOR), *_list_texts(nested))], span
    )


def _read_references(reading: MarkdownReading, span: Span, nested: Sequence[MarkdownBlock]) -> Node:
    typed = span.split_at(SEPARATOR)
    if len(typed) == 1 and nested and all(_is_field(item, "link") for item in nested):
        return _build_list(
            [_read_shared_reference(reading, typed[0], nested)], span
        )  # `because` and `share` of that one link
    references: list[Node] = [_read_shared_reference(reading, part, ()) for part in typed]
    for item in nested:
        if item.text:
            references.append(_read_shared_reference(reading, item.text, list(item.items)))
    return _build_list(references, span)


def _read_shared_reference(reading: MarkdownReading, span: Span, nested: Sequence[MarkdownBlock]) -> Node:
    """Return a reference, with `(40 %, because …)` or nested bullets as a group of fields."""
    fields = RecordBuilder(reading, "link")
    parts = split_closing_parentheses(span)
    if parts and parts[0]:
        fields.add_field(LINK.TO, reading.make_reference(parts[0]))
        mask = blank_out_pasted_markup(parts[1].mask_markup)
        match = _SHARE.match(mask) or _NO_SHARE.match(mask)
        reason = parts[1]
        if match:
            fields.add_field(
                LINK.SHARE, reading.make_scalar(parts[1].cut_span(match.start("share"), match.end("share")))
            )
            reason = parts[1].cut_span(match.start("rest"))
        because = _BECAUSE.match(reason.mask_markup)
        reason = reason.cut_span(because.end()) if because else reason
        fields.add_field(LINK.BECAUSE, reading.make_scalar(reason) if reason else None)
    else:
        fields.add_field(LINK.TO, reading.make_reference(span))
    for item in nested:
        said = split_label(item.text, "link") if item.text else None
        if said and said.field:
            fields.add_field(said.field, reading.make_scalar(said.value), said.label.place)
    to = fields.get(LINK.TO)
    return to if to is not None and len(fields) == 1 else fields.build_node(span.place)


def _read_levels(reading: MarkdownReading, span: Span, nested: Sequence[MarkdownBlock]) -> Node:
    fields = RecordBuilder(reading, "key result")
    for part in (span, *_list_texts(nested)):
        matches = list(_LEVEL.finditer(part.mask_markup))
        before = part.cut_span(0, matches[0].start() if matches else None)
        if before:
            message = f"“{before.line}” says no level."
            reading.report(
                "OKR217",
                before.place,
                message,
                "Levels read like this: commit one region; target two; stretch all three.",
            )
        for level, following in zip(matches, [*matches[1:], None], strict=False):
            text = part.cut_span(level.end(), following.start() if following else None)
            key = part.cut_span(level.start("level"), level.end("level"))
            fields.add_entry(level["level"].lower(), reading.make_scalar(text), key.place)
    return fields.build_node(_find_place(span, nested))


def _read_dated_values(reading: MarkdownReading, span: Span, nested: Sequence[MarkdownBlock]) -> Node:
    return read_keyed_values(
        reading, span.split_at(_BEFORE_DATE) + _list_texts(nested), _KEYED_BY_COLON, _find_place(span, nested)
    )


def _read_graded_texts(reading: MarkdownReading, span: Span, nested: Sequence[MarkdownBlock]) -> Node:
    return read_keyed_values(
        reading, span.split_at(_BEFORE_GRADE) + _list_texts(nested), _KEYED_BY_COLON, _find_place(span, nested)
    )


def _read_named_values(reading: MarkdownReading, span: Span, nested: Sequence[MarkdownBlock]) -> Node:
    return read_keyed_values(reading, span.split_at(SEPARATOR) + _list_texts(nested), _KEYED, _find_place(span, nested))


def read_keyed_values(
    reading: MarkdownReading, parts: Sequence[Span], pattern: re.Pattern[str], place: Place
) -> MapNode:
    """Return parts like `2026-10-31: 130` as named values."""
    fields = RecordBuilder(reading, "list")
    for part in parts:
        match = pattern.fullmatch(part.mask_markup)
        if not match:
            message = f"“{part.line}” lacks a value."
            reading.report("OKR217", part.place, message, "Write what it is for, a colon, and the value.")
            continue
        key = part.cut_span(match.start("key"), match.end("key"))
        fields.add_entry(
            reading.make_scalar(key).text, reading.make_scalar(part.cut_span(match.start("value"))), key.place
        )
    return fields.build_node(place)


def _list_texts(nested: Sequence[MarkdownBlock]) -> list[Span]:
    return [item.text for item in nested if item.text]


def _find_place(span: Span, nested: Sequence[MarkdownBlock]) -> Place:
    texts = [part for part in (span, *_list_texts(nested)) if part]
    return texts[0].place.span_to(texts[-1].place) if texts else span.place


def _build_list(nodes: Sequence[Node], span: Span) -> Node:
    """Return several values; where there are only commas, the text as it is."""
    return ListNode(tuple(nodes), nodes[0].place.span_to(nodes[-1].place)) if nodes else span.to_scalar()


_READERS: dict[AnyFieldType, LineReader] = {
    types.BOOLEAN: _read_boolean,
    types.ADDRESS: _read_link,
    types.PEOPLE: _read_several,
    types.IDS: _read_several,
    types.TEXTS: _read_lines,
    types.MARKS: _read_lines,
    types.REFERENCES: _read_references,
    types.GOALS: _read_names,
    types.REFERENCE: _read_reference,
    types.ONE_RECORD: _read_levels,
    types.DATED_NUMBERS: _read_dated_values,
    types.DATED_RANGES: _read_dated_values,
    types.GRADED_TEXTS: _read_graded_texts,
    types.NAMED_VALUES: _read_named_values,
    types.NAMED_CONFIDENCES: _read_named_values,
}
