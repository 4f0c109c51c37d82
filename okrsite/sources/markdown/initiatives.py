"""Initiatives: `- [ ] Market search for venues (Ben)`.

Decides what the parentheses at the end mean: a status, a link or a name; anything else belongs to the title.
"""

from __future__ import annotations

import re

from okrsite.fields import Field
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.boxes import ask_about_box
from okrsite.sources.markdown.bullets import read_nested_fields
from okrsite.sources.markdown.field_values import SEPARATOR, read_link_target, split_checkbox, split_closing_parentheses
from okrsite.sources.markdown.labels import normalise_label, split_label
from okrsite.sources.markdown.reading import MarkdownReading, RecordBuilder
from okrsite.sources.markdown.spans import Span, find_links
from okrsite.sources.nobody import is_nobody
from okrsite.sources.records import Node, Scalar
from okrsite.vocabulary import INITIATIVE

_STATUSES = frozenset(INITIATIVE.STATUS.choices)
# Words of a name that stand in lower case; in `(if there is money)` they are words of a sentence.
_PARTICLES = frozenset(("al", "da", "de", "del", "den", "der", "di", "dos", "du", "la", "le", "ter", "van", "von"))
_ONE_WORD = re.compile(r"@?[^\W\d_][\w.'’-]*(?:@[\w.-]+)?")
_QUOTED_NAME = re.compile(r"[\"'“”„‘’«»](?P<name>[^\W\d_][\w.-]*)[\"'“”„‘’«»]")
_ADDRESS = re.compile(r"<?(?:https?://|mailto:)[^\s<>]+>?")
_CLOSING_ADDRESS = re.compile(r"(?<=\s)<?https?://[^\s<>]+>?$")


def read_initiative(reading: MarkdownReading, item: MarkdownBlock) -> tuple[Node, set[int]]:
    """Return the initiative that a bullet holds, and the lines it uses up."""
    fields = RecordBuilder(reading, "initiative")
    span = item.text or Span(reading.source, item.start, item.start)
    place = span.place
    said = [split_label(inner.text, "initiative") for inner in item.items if inner.text]
    nested = {known.field for known in said if known and known.field}
    box = split_checkbox(span)
    if box:
        span = box[1]
    else:
        ask_about_box(reading, span)
    parts = split_closing_parentheses(span)
    details = _parse_details(reading, parts[1]) if parts and parts[0] else {}
    # What is said in nested bullets too stands in parentheses for another reason.
    if parts and details and not details.keys() & nested:
        span = parts[0]
        for field, value in details.items():
            fields.add_field(field, value)
    if INITIATIVE.LINK not in fields and INITIATIVE.LINK not in nested:
        span = _take_link(reading, fields, span)
    if box and INITIATIVE.STATUS not in fields and INITIATIVE.STATUS not in nested:
        fields.add_field(INITIATIVE.STATUS, Scalar("done" if box[0].text == "true" else "todo", box[0].place))
    if span and INITIATIVE.TITLE not in nested:
        fields.add_field(INITIATIVE.TITLE, reading.make_scalar(span))
    used = set(item.head) | read_nested_fields(reading, fields, "initiative", item.items)
    return fields.build_node(place), used


def _parse_details(reading: MarkdownReading, span: Span) -> dict[Field[object], Scalar]:
    """Return what parentheses say, by field; nothing when a part of it is no status, link or name."""
    details: dict[Field[object], Scalar] = {}
    field: Field[object]
    for part in span.split_at(SEPARATOR):
        if normalise_label(part.flat_text) in _STATUSES:
            field, value = INITIATIVE.STATUS, Scalar(normalise_label(part.flat_text), part.place)
        elif _ADDRESS.fullmatch(part.raw) or any(link.whole.raw == part.raw for link in find_links(part)):
            field, value = INITIATIVE.LINK, read_link_target(reading, part)
        elif _is_person(reading.make_scalar(part).text):
            field, value = INITIATIVE.OWNER, reading.make_scalar(part)
        else:
            return {}
        if field in details:
            return {}
        details[field] = value
    return details


def _is_person(text: str) -> bool:
    """Whether a text is somebody's name, or stands for nobody; a question mark or quotes around it are asked about."""
    quoted = _QUOTED_NAME.fullmatch(text)
    return is_name(quoted["name"] if quoted else text.rstrip("? ") or text) or is_nobody(text)


def _take_link(reading: MarkdownReading, fields: RecordBuilder, span: Span) -> Span:
    """Add the link in a title; its words stay in the title, an address at its end does not."""
    closing = _CLOSING_ADDRESS.search(span.flat_text)
    if closing:
        fields.add_field(INITIATIVE.LINK, read_link_target(reading, span.cut_span(*closing.span())))
        return span.cut_span(0, closing.start())
    for link in find_links(span):
        if reading.find_link_target(link):
            fields.add_field(INITIATIVE.LINK, read_link_target(reading, link.whole))
            break
    return span


def is_name(text: str) -> bool:
    """Whether a text can be somebody's name or id: one word, or up to five with capitals."""
    parts = text.split()
    if len(parts) == 1:
        return _ONE_WORD.fullmatch(parts[0]) is not None
    return 1 < len(parts) <= 5 and all(
        _ONE_WORD.fullmatch(part) and (not part[0].islower() or part in _PARTICLES) for part in parts
    )
