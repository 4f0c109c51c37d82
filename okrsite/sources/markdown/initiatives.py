"""Initiatives: `- [ ] Market search for venues (Ben)`.

Decides what the parentheses at the end mean: a status, a link or a name; anything else belongs to the title.
"""

from __future__ import annotations

import re

from okrsite.sources.markdown.blocks import Block
from okrsite.sources.markdown.bullets import read_nested_fields
from okrsite.sources.markdown.labels import labelled, normal
from okrsite.sources.markdown.reading import Fields, Reading
from okrsite.sources.markdown.spans import Span, links
from okrsite.sources.markdown.values import SEPARATOR, checkbox, closing_parentheses, link_target
from okrsite.sources.records import Node, Scalar
from okrsite.vocabulary import INITIATIVE

_STATUSES = frozenset(choice for field in INITIATIVE.fields if field.name == "status" for choice in field.choices)
# Words of a name that stand in lower case; in `(if there is money)` they are words of a sentence.
_PARTICLES = frozenset(("al", "da", "de", "del", "den", "der", "di", "dos", "du", "la", "le", "ter", "van", "von"))
_ONE_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_ADDRESS = re.compile(r"<?(?:https?://|mailto:)[^\s<>]+>?")
_CLOSING_ADDRESS = re.compile(r"(?<=\s)<?https?://[^\s<>]+>?$")


def read_initiative(reading: Reading, item: Block) -> tuple[Node, set[int]]:
    """Return the initiative that a bullet holds, and the lines it uses up."""
    fields = Fields(reading, "initiative")
    span = item.text or Span(reading.source, item.start, item.start)
    place = span.place
    said = [labelled(inner.text, "initiative") for inner in item.items if inner.text]
    nested = {known.field.name for known in said if known and known.field}
    box = checkbox(span)
    span = box[1] if box else span
    parts = closing_parentheses(span)
    details = _details(reading, parts[1]) if parts and parts[0] else {}
    # What is said in nested bullets too stands in parentheses for another reason.
    if parts and details and not details.keys() & nested:
        span = parts[0]
        for name, value in details.items():
            fields.put(name, value)
    if "link" not in fields and "link" not in nested:
        span = _take_link(reading, fields, span)
    if box and "status" not in fields and "status" not in nested:
        fields.put("status", Scalar("done" if box[0].text == "true" else "todo", box[0].place))
    if span and "title" not in nested:
        fields.put("title", reading.value(span))
    used = set(item.head) | read_nested_fields(reading, fields, "initiative", item.items)
    return fields.node(place), used


def _details(reading: Reading, span: Span) -> dict[str, Scalar]:
    """Return what parentheses say, by field; nothing when a part of it is no status, link or name."""
    found: dict[str, Scalar] = {}
    for part in span.split(SEPARATOR):
        if normal(part.flat) in _STATUSES:
            name, value = "status", Scalar(normal(part.flat), part.place)
        elif _ADDRESS.fullmatch(part.raw) or any(link.whole.raw == part.raw for link in links(part)):
            name, value = "link", link_target(reading, part)
        elif is_name(reading.value(part).text):
            name, value = "owner", reading.value(part)
        else:
            return {}
        if name in found:
            return {}
        found[name] = value
    return found


def _take_link(reading: Reading, fields: Fields, span: Span) -> Span:
    """Add the link in a title; its words stay in the title, an address at its end does not."""
    closing = _CLOSING_ADDRESS.search(span.flat)
    if closing:
        fields.put("link", link_target(reading, span.cut(*closing.span())))
        return span.cut(0, closing.start())
    for link in links(span):
        if reading.target(link):
            fields.put("link", link_target(reading, link.whole))
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
