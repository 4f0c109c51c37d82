"""Values behind a label or in a table's cell, by the type that the vocabulary gives their field.

Decides where one of several values ends and the next begins, in commas or in nested bullets, and takes apart what is
typed in one line but is a group of fields in YAML (levels, phases, links with a share). What a single value means is
decided later, for both spellings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from okrsite.problems import Place
from okrsite.sources.markdown.blocks import Block
from okrsite.sources.markdown.labels import labelled
from okrsite.sources.markdown.prose import prose_from
from okrsite.sources.markdown.reading import Fields, Reading
from okrsite.sources.markdown.spans import Span, links
from okrsite.sources.records import ListNode, MapNode, Node, Scalar
from okrsite.vocabulary import Field

# A comma within a number separates thousands; `<br>` is the only line break that a table's cell can hold.
SEPARATOR = re.compile(r";|,(?!(?<=\d,)\d)|<br\s*+/?>")
SEMICOLON = re.compile(r";|<br\s*+/?>")
_BEFORE_DATE = re.compile(r"[;,]\s*(?=\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\s*[:=])")
_BEFORE_GRADE = re.compile(r"[;,]\s*(?=\d(?:\.\d+)?\s*[:=])")
_KEYED = re.compile(r"(?P<key>[^\s:=]+)\s*(?:[:=]\s*|\s)(?P<value>.*)", re.DOTALL)
_KEYED_BY_COLON = re.compile(r"(?P<key>[^:=]+)[:=](?P<value>.*)", re.DOTALL)
_LEVEL = re.compile(r"(?:^|[;,]|<br\s*+/?>)\s*(?P<level>commit|target|stretch)\b\s*[:=–]?\s*", re.IGNORECASE)
_SHARE = re.compile(
    r"(?:share\s*:?\s*)?(?P<share>\d[\d.,]*+\s*+%?+)\s*+(?:$|[,;:])(?P<rest>.*)", re.DOTALL | re.IGNORECASE
)
_BECAUSE = re.compile(r"because\b[\s,:]*", re.IGNORECASE)
_CHECKBOX = re.compile(r"\[(?P<mark>[ xX])\]")
_YES = frozenset({"✓", "✔", "☑", "✅"})
_NO = frozenset({"☐", "✗", "✘"})

Reader = Callable[[Reading, Span, Sequence[Block]], Node | None]


def read_value(reading: Reading, known: Field, span: Span, item: Block | None = None) -> Node | None:
    """Return the value of a field.

    Args:
        reading: The file.
        known: The field; its type decides.
        span: What stands behind the label, or in the cell; may be empty.
        item: The bullet that holds the label, None in a table: its nested bullets are values too.
    """
    if known.type == "prose":
        return prose_from(span, item)
    nested = [inner for inner in item.items if inner.text] if item else []
    if not span and not nested:
        return span.scalar("")
    return _READERS.get(known.type, _one)(reading, span, nested)


def takes_nested(known: Field, span: Span) -> bool:
    """Whether the nested bullets of a field belong to its value."""
    return known.type in _READERS or known.type in ("prose", "records") or not span


def lines_of_value(known: Field, span: Span, item: Block) -> set[int]:
    """Return the lines of a bullet that its value takes in, all but prose: what is left over was read by nobody."""
    used = set(item.head)
    if not takes_nested(known, span):
        return used
    record = known.record or ("link" if known.type == "references" else "")
    for inner in item.items:
        used.update(inner.head if inner.text else ())
        used |= lines_of_fields(inner, record)
    return used


def lines_of_fields(item: Block, record: str) -> set[int]:
    """Return the lines of the nested bullets that hold a field of a record, each with a single value."""
    found: set[int] = set()
    for inner in item.items if record and record != "levels" else ():
        found.update(inner.head if _is_field(inner, record) else ())
    return found


def _is_field(item: Block, record: str) -> bool:
    said = labelled(item.text, record) if item.text else None
    return said is not None and said.field is not None


def checkbox(span: Span) -> tuple[Scalar, Span] | None:
    """Take `[x]` or `[ ]` from the start of a text.

    Returns:
        `true` or `false`, at the place of the mark between the brackets, and the rest of the text.
    """
    found = _CHECKBOX.match(span.raw)
    if not found or not (found.end() == len(span.raw) or span.raw[found.end()].isspace()):
        return None
    at = span.start + found.start("mark")
    mark = Span(span.source, at, at + 1)
    return mark.scalar("false" if found["mark"] == " " else "true"), span.cut(found.end())


def closing_parentheses(span: Span) -> tuple[Span, Span] | None:
    """Return what stands before the parentheses at the end of a text, and what stands in them; None without any."""
    mask = span.mask
    if not mask.endswith(")"):
        return None
    depth = 0
    for at in range(len(mask) - 1, -1, -1):
        depth += (mask[at] == ")") - (mask[at] == "(")
        if depth == 0:
            return span.cut(0, at), span.cut(at + 1, len(mask) - 1)
    return None


def link_target(reading: Reading, span: Span) -> Scalar:
    """Return a web address: the target of a link, an address in angle brackets, or the words as they are."""
    for link in links(span):
        if target := reading.target(link):
            return (link.target or link.whole).scalar(target)
    raw = span.raw
    if raw.startswith("<") and raw.endswith(">"):
        return span.cut(1, len(raw) - 1).scalar()
    return span.scalar()


def _one(reading: Reading, span: Span, nested: Sequence[Block]) -> Node:
    """Return one value; several nested bullets stay several, and are refused where one value belongs."""
    if span or not nested:
        return reading.value(span)
    found = [reading.value(part) for part in _texts(nested)]
    return found[0] if len(found) == 1 else _list(found, span)


def _boolean(reading: Reading, span: Span, nested: Sequence[Block]) -> Node:
    if box := checkbox(span):
        return box[0]
    if span.raw in _YES | _NO:
        return span.scalar("true" if span.raw in _YES else "false")
    return _one(reading, span, nested)


def _link(reading: Reading, span: Span, nested: Sequence[Block]) -> Node:
    return link_target(reading, span) if span else _one(reading, span, nested)


def _several(reading: Reading, span: Span, nested: Sequence[Block]) -> Node:
    return _list([reading.value(part) for part in (*span.split(SEPARATOR), *_texts(nested))], span)


def _lines(reading: Reading, span: Span, nested: Sequence[Block]) -> Node:
    """Return words or whole lines: with a semicolon between them, commas belong to the lines."""
    parts = span.split(SEMICOLON)
    if len(parts) == 1:
        parts = span.split(SEPARATOR)
    return _list([reading.value(part) for part in (*parts, *_texts(nested))], span)


def _reference(reading: Reading, span: Span, nested: Sequence[Block]) -> Node:
    return reading.reference(span) if span else _names(reading, span, nested)


def _names(reading: Reading, span: Span, nested: Sequence[Block]) -> Node:
    return _list([reading.reference(part) for part in (*span.split(SEPARATOR), *_texts(nested))], span)


def _references(reading: Reading, span: Span, nested: Sequence[Block]) -> Node:
    typed = span.split(SEPARATOR)
    if len(typed) == 1 and nested and all(_is_field(item, "link") for item in nested):
        return _list([_shared_reference(reading, typed[0], nested)], span)  # `because` and `share` of that one link
    found: list[Node] = [_shared_reference(reading, part, ()) for part in typed]
    for item in nested:
        if item.text:
            found.append(_shared_reference(reading, item.text, list(item.items)))
    return _list(found, span)


def _shared_reference(reading: Reading, span: Span, nested: Sequence[Block]) -> Node:
    """Return a reference, with `(40 %, because …)` or nested bullets as a group of fields."""
    fields = Fields(reading, "link")
    parts = closing_parentheses(span)
    if parts and parts[0]:
        fields.put("to", reading.reference(parts[0]))
        found = _SHARE.match(parts[1].mask)
        reason = parts[1]
        if found:
            fields.put("share", reading.value(parts[1].cut(found.start("share"), found.end("share"))))
            reason = parts[1].cut(found.start("rest"))
        because = _BECAUSE.match(reason.mask)
        reason = reason.cut(because.end()) if because else reason
        fields.put("because", reading.value(reason) if reason else None)
    else:
        fields.put("to", reading.reference(span))
    for item in nested:
        said = labelled(item.text, "link") if item.text else None
        if said and said.field:
            fields.put(said.field.name, reading.value(said.value), said.label.place)
    to = fields.get("to")
    return to if to is not None and len(fields) == 1 else fields.node(span.place)


def _levels(reading: Reading, span: Span, nested: Sequence[Block]) -> Node:
    fields = Fields(reading, "key result")
    for part in (span, *_texts(nested)):
        found = list(_LEVEL.finditer(part.mask))
        before = part.cut(0, found[0].start() if found else None)
        if before:
            message = f"“{before.line}” says no level."
            reading.report("OKR217", before.place, message, "Write: commit one region; target two; stretch all three.")
        for level, following in zip(found, [*found[1:], None], strict=False):
            text = part.cut(level.end(), following.start() if following else None)
            key = part.cut(level.start("level"), level.end("level"))
            fields.put(level["level"].lower(), reading.value(text), key.place)
    return fields.node(_place(span, nested))


def _dated(reading: Reading, span: Span, nested: Sequence[Block]) -> Node:
    return keyed(reading, span.split(_BEFORE_DATE) + _texts(nested), _KEYED_BY_COLON, _place(span, nested))


def _graded(reading: Reading, span: Span, nested: Sequence[Block]) -> Node:
    return keyed(reading, span.split(_BEFORE_GRADE) + _texts(nested), _KEYED_BY_COLON, _place(span, nested))


def _named(reading: Reading, span: Span, nested: Sequence[Block]) -> Node:
    return keyed(reading, span.split(SEPARATOR) + _texts(nested), _KEYED, _place(span, nested))


def keyed(reading: Reading, parts: Sequence[Span], pattern: re.Pattern[str], place: Place) -> MapNode:
    """Return parts like `2026-10-31: 130` as named values."""
    fields = Fields(reading, "list")
    for part in parts:
        found = pattern.fullmatch(part.mask)
        if not found:
            message = f"“{part.line}” lacks a value."
            reading.report("OKR217", part.place, message, "Write what it is for, a colon, and the value.")
            continue
        key = part.cut(found.start("key"), found.end("key"))
        fields.put(reading.value(key).text, reading.value(part.cut(found.start("value"))), key.place)
    return fields.node(place)


def _texts(nested: Sequence[Block]) -> list[Span]:
    return [item.text for item in nested if item.text]


def _place(span: Span, nested: Sequence[Block]) -> Place:
    texts = [part for part in (span, *_texts(nested)) if part]
    return texts[0].place.to(texts[-1].place) if texts else span.place


def _list(found: Sequence[Node], span: Span) -> Node:
    """Return several values; where there are only commas, the text as it is."""
    return ListNode(tuple(found), found[0].place.to(found[-1].place)) if found else span.scalar()


_READERS: dict[str, Reader] = {
    "boolean": _boolean,
    "link": _link,
    "people": _several,
    "ids": _several,
    "texts": _lines,
    "audience": _lines,
    "references": _references,
    "names": _names,
    "reference": _reference,
    "record": _levels,
    "dated numbers": _dated,
    "graded texts": _graded,
    "named values": _named,
    "named confidences": _named,
}
