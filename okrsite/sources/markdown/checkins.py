"""Check-ins: `- 2026-10-12, Anna (at risk): Two venues fell through. repeat 131 (70%)`.

Decides where author, status and note end, and whether the last sentence holds values. It does only when each part of it
reads like a value and at least one names a key result, or nearly does: "Sold 3 units" stays a sentence.
"""

from __future__ import annotations

import re

from okrsite.fields import Field
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.bullets import read_nested_fields
from okrsite.sources.markdown.field_values import SEPARATOR
from okrsite.sources.markdown.initiatives import is_name
from okrsite.sources.markdown.labels import find_nearest, normalise_label
from okrsite.sources.markdown.prose import read_prose_lines
from okrsite.sources.markdown.reading import MarkdownReading, RecordBuilder
from okrsite.sources.markdown.spans import Span
from okrsite.sources.quantities import CURRENCY, MINUS
from okrsite.sources.records import MapNode, Node, Scalar
from okrsite.synonyms import is_synonym
from okrsite.vocabulary import CHECKIN

_STATUSES = CHECKIN.STATUS.choices
_TIME = r"(?:T|\s)\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?Z?"
# Spellings that are asked about later are taken for the date that they are meant to be.
_DATE = re.compile(
    rf"(?:\*\*|__)?(?P<date>\d{{1,4}}[-\u2010-\u2013\u2212./]\d{{1,2}}[-\u2010-\u2013\u2212./]\d{{1,4}}(?:{_TIME})?"
    r"|(?:[A-Z][a-z]{2,8},?\s)?[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:st|nd|rd|th)?,\s?\d{4})"
    r"(?![\w-])(?:\*\*|__)?\s?(?P<sign>[,:]?)(?:\*\*|__)?\s*"
)
_WORDED_DATE = re.compile(r"(?P<date>[^,:()]{0,30}\d[^,:()]{0,30})(?P<sign>[,:])\s*")
_MARKUP_TO_SPACE = str.maketrans("*`", "  ")
_COLON = re.compile(r":(?:\*\*|__)?(?=\s|$)")
_LONGEST_AUTHOR = 80
"""Characters in which the colon behind author and status is looked for."""
_BRACKETS = re.compile(r"[\[(](?P<status>[^\[\]()]{1,20})[\])]$")
_AND = re.compile(r" (?:and|und|&) ")
_SENTENCE_END = re.compile(r"[.!?…][)\"”’»*_]{0,3}\s+")
_POSITION = re.compile(r"KR\s?(?P<number>\d{1,3})", re.IGNORECASE)
_WORDS = r"(?:commit|target|stretch|none|yes|no|done|true|false)"
_NUMBER = (
    rf"[~<>≈]?[{MINUS}+]?(?:{CURRENCY}\s?)?[{MINUS}]?\.?\d[^()]{{0,39}}?"
    r"(?:\((?:was|previously|before|up from|down from)\s[^()]{1,30}\))?"
)
_VALUE = re.compile(
    rf"(?P<key>KR\s?\d{{1,3}}|[^\W_][\w-]{{0,79}})(?:(?:\s?[:=]\s?|\s{{1,4}})(?P<value>{_NUMBER}|{_WORDS}))?"
    r"\s{0,4}(?:\(\s?(?P<confidence>\d[\d.,]{0,8}\s?(?:%|/\s?100?)?)\s?\)\s{0,2})?",
    re.IGNORECASE,
)


class KnownKeyResults:
    """What the key results of an objective are called: by id, and by position from 1."""

    def __init__(self, key_results: list[Node]) -> None:
        self._typed: list[str] = []
        self._by_name: dict[str, str] = {}
        for key_result in key_results:
            identifier = _get_text(key_result, "id")
            self._typed.append(identifier)
            name = identifier or _make_slug(_get_text(key_result, "title"))
            if name:
                self._by_name.setdefault(name.casefold(), name)
        self._names = tuple(self._by_name)

    def resolve_key(self, typed: str) -> str:
        """Return the id that a word means. `KR2` is the second one, by its id if it has one; else it stays `KR2`."""
        if typed.casefold() in self._by_name:
            return self._by_name[typed.casefold()]
        position = _POSITION.fullmatch(typed)
        if position is None:
            return typed
        number = int(position["number"])
        known = self._typed[number - 1] if 0 < number <= len(self._typed) else ""
        return known or f"KR{number}"

    def is_known(self, typed: str) -> bool:
        """Whether a word is a key result's name, or nearly."""
        name = typed.casefold()
        return _POSITION.fullmatch(typed) is not None or name in self._by_name or bool(find_nearest(name, self._names))


def _get_text(key_result: Node, name: str) -> str:
    value = key_result.get(name) if isinstance(key_result, MapNode) else None
    return value.text if isinstance(value, Scalar) else ""


def _make_slug(title: str) -> str:
    """Return the id that a title gives, near enough to know it again: deciding about ids is the model's matter."""
    return re.sub(r"[^a-z0-9-]", "", re.sub(r"\s", "-", title.casefold())).strip("-")


def read_checkin(reading: MarkdownReading, item: MarkdownBlock, known: KnownKeyResults) -> Node:
    """Return the check-in that a bullet holds; what is nested and no field belongs to its note."""
    fields = RecordBuilder(reading, "check-in")
    span = item.text or Span(reading.source, item.start, item.start)
    place = span.place
    date = _DATE.match(span.flat_text) or _WORDED_DATE.match(span.mask_markup)
    if date:
        fields.add_field(CHECKIN.DATE, reading.make_scalar(span.cut_span(*date.span("date"))))
        span = span.cut_span(date.end())
    if date is None or date["sign"] != ":":
        span = _read_author(reading, fields, span)
    note, values = _split_values(span, known)
    _add_values(reading, fields, values, known)
    if note:
        fields.add_field(CHECKIN.NOTE, Scalar(note.line, note.place, plain=False))
    used = set(item.head) | read_nested_fields(reading, fields, "checkin", item.items)
    rest = [number for number in item.lines if number not in used]
    fields.add_prose(CHECKIN.NOTE, read_prose_lines(reading.source, rest, set()))
    return fields.build_node(place)


def _read_author(reading: MarkdownReading, fields: RecordBuilder, span: Span) -> Span:
    """Take `Anna (at risk):` from the start, and return what follows."""
    colon = _COLON.search(span.mask_markup, 0, _LONGEST_AUTHOR)
    head, status = _split_status(span.cut_span(0, colon.start()) if colon else span)
    by = head.trim(",*_")
    if (by and not is_name(_AND.sub(" ", reading.make_scalar(by).text))) or not (by or status):
        return span
    fields.add_field(CHECKIN.BY, reading.make_scalar(by) if by else None)
    fields.add_field(CHECKIN.STATUS, reading.make_scalar(status) if status else None)
    return span.cut_span(colon.end() if colon else len(span.raw))


def _split_status(head: Span) -> tuple[Span, Span | None]:
    """Take `(at risk)` or `[at risk]` from the end of a head; a near miss counts, so that it is asked about."""
    match = _BRACKETS.search(head.flat_text)
    if match and (find_nearest(normalise_label(match["status"]), _STATUSES) or is_synonym(match["status"], _STATUSES)):
        return head.cut_span(0, match.start()), head.cut_span(*match.span("status"))
    return head, None


def _split_values(span: Span, known: KnownKeyResults) -> tuple[Span, list[tuple[Span, re.Match[str]]]]:
    """Return a note without its last sentence if that one holds values, and the values with the parts they stand in."""
    start = 0
    mask = span.mask_markup.rstrip(" .")
    for end in _SENTENCE_END.finditer(mask):
        start = end.end()
    values: list[tuple[Span, re.Match[str]]] = []
    for part in span.cut_span(start, len(mask)).split_at(SEPARATOR):
        match = _VALUE.fullmatch(part.mask_markup.translate(_MARKUP_TO_SPACE).strip())
        if match is None or not (match["value"] or match["confidence"]):
            return span, []
        inner = part.trim("*`")
        values.append((part.cut_span(inner.start - part.start), match))
    if not any(known.is_known(match["key"]) for _, match in values):
        return span, []
    return span.cut_span(0, start), values


def _add_values(
    reading: MarkdownReading, fields: RecordBuilder, values: list[tuple[Span, re.Match[str]]], known: KnownKeyResults
) -> None:
    """Add `now` and `confidence`, each a group of values by key result."""
    groups: tuple[tuple[Field[object], str], ...] = ((CHECKIN.NOW, "value"), (CHECKIN.CONFIDENCE, "confidence"))
    for field, group in groups:
        named = RecordBuilder(reading, "check-in")
        spans: list[Span] = []
        for part, match in values:
            if match[group]:
                spans.append(part.cut_span(*match.span(group)))
                named.add_entry(
                    known.resolve_key(match["key"]),
                    reading.make_scalar(spans[-1]),
                    part.cut_span(*match.span("key")).place,
                )
        if spans:
            fields.add_field(field, named.build_node(spans[0].place.span_to(spans[-1].place)))
