"""The values in a check-in's note: `Two venues fell through. repeat 131 (70%), returning is at 45%`.

Decides which words of a note are values. The last sentence is, when each part of it reads like one and at least one
names a key result, or nearly does: "Sold 3 units" stays a sentence. A value within a sentence is asked about
in `loose_values`.
"""

from __future__ import annotations

import re

import msgspec

from okrsite.fields import Field
from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.field_values import SEPARATOR
from okrsite.sources.markdown.known_key_results import KnownKeyResults
from okrsite.sources.markdown.reading import MarkdownReading, RecordBuilder
from okrsite.sources.markdown.spans import Span, blank_out_pasted_markup
from okrsite.sources.no_numbers import HEDGES_BEFORE, NO_NUMBER, NO_SHARE
from okrsite.sources.quantities import CURRENCY, MINUS
from okrsite.sources.records import Scalar
from okrsite.vocabulary import CHECKIN

_MARKUP_TO_SPACE = str.maketrans("*`", "  ")
# No sentence of values begins with a number; before one, a full stop ends `ca.` or `min.`.
SENTENCE_END = re.compile(r"[.!?…][)\"”’»*_]{0,3}\s+(?!\(?\s?\d)")
_WORDS = r"(?:commit|target|stretch|none|yes|no|done|true|false)"
DIGITS = rf"(?:[~<>≈≤≥]=?\s?)?[{MINUS}+]?(?:{CURRENCY}\s?)?[{MINUS}]?\.?\d"
_NUMBER = (
    rf"{DIGITS}(?:(?!\s(?:and|und|&)\s)[^()]){{0,39}}?"
    r"(?:\((?:was|previously|before|up from|down from)\s[^()]{1,30}\))?"
)
# What says where something stands. "up 5" and "was 5" say something else.
SAYS = (
    r"(?:\s?[:=→]\s?|\s{1,12}(?:(?:is|are|has|have|now|currently|reached|stands?|at|rose to|fell to|grew to|went to"
    r"|increased to|decreased to|dropped to|climbed to|went up to|went down to|is up to|is down to)\s{1,4}){0,4})"
)
_LATELY = r"(?:\s{1,4}(?:now|today|so far|already|by now|this week))?"
SHARE = (
    r"\(\s{0,30}(?:(?:confidence|conf\.?|sure):?\s)?(?P<confidence>\d[\d.,]{0,8}\s?(?:%|/\s?100?)?)"
    r"(?:\s(?:confidence|confident|sure))?\s{0,30}\)"
)
CONFIDENCE = rf"\s{{0,8}}(?:{SHARE}\s{{0,2}})?"
_VALUE = compile_late(rf"(?:{SAYS}(?P<value>{_NUMBER}|{_WORDS}){_LATELY})?{CONFIDENCE}", re.IGNORECASE)
# What is plainly meant as a value and is none, so that it can be said of it.
_ODD_NUMBER = (
    rf"(?:{HEDGES_BEFORE})\s?\d[^\s()]{{0,20}}(?:\s[^\W\d_]{{1,20}})?|"
    r"[^\W\d_]{1,3}\.?\s?\d[^\s()]{0,20}|[\"'“”„‘’‚«»][^()]{1,30}[\"'“”„‘’‚«»]|<[^<>()]{1,80}>\s?\d[^()]{0,60}"
    r"|#(?:N/?A|REF|VALUE|DIV/0|NAME|NUM|NULL)[!?]?|=[A-Z]{2,12}\([^()]{0,40}\)"
)
_ODD_VALUE = compile_late(
    rf"(?:(?:{SAYS}|\s{{1,4}})(?P<value>{_NUMBER}|{_WORDS}|{NO_NUMBER}|{_ODD_NUMBER}){_LATELY})?"
    rf"\s{{0,4}}(?:\(\s?(?P<confidence>\d[\d.,]{{0,8}}\s?(?:%|/\s?100?)?|[-+{MINUS}]\s?\d[\d.,]{{0,8}}\s?%?|{NO_SHARE})\s?\)\s{{0,2}})?",
    re.IGNORECASE,
)
_VALUE_BEHIND_NAME = compile_late(rf"{SAYS}{DIGITS}", re.IGNORECASE)
_SECOND_SHARE = re.compile(r"\d\s100\s?%\Z")
_IN_PARENTHESES = compile_late(r"\([^()]{1,120}\)")
_AND = re.compile(r"(?:and|und|&)\s+", re.IGNORECASE)
_BETWEEN = compile_late(r"\s+(?:and|und|&)\s+", re.IGNORECASE)


def blank_out_markup(span: Span) -> str:
    """Return a text with blanks in the place of markup; in parentheses of what is pasted with a number as well."""
    text = span.mask_markup.translate(_MARKUP_TO_SPACE)
    if "(" not in text or blank_out_pasted_markup(text) == text:
        return text
    return _IN_PARENTHESES.sub(lambda match: blank_out_pasted_markup(match[0]), text)


class ReportedValue(msgspec.Struct, frozen=True):
    """A value in a note: the words that name the key result, its value and the confidence, as far as they are there."""

    key: Span
    value: Span | None
    confidence: Span | None


def split_values(span: Span, known: KnownKeyResults) -> tuple[Span, list[ReportedValue]]:
    """Return a note without its last sentence if that one holds values, and the values."""
    start = 0
    mask = span.mask_markup.rstrip(" !").removesuffix(".").rstrip(" !")
    for end in SENTENCE_END.finditer(mask):
        start = end.end()
    values: list[ReportedValue] = []
    for part in span.cut_span(start, len(mask)).split_at(SEPARATOR):
        told = read_sentence_part(part, known, has_single_star=span.raw.count("*") % 2 == 1)
        if not told:
            return span, []
        values += told
    if not any(known.is_known(value.key.line) for value in values):
        return span, []
    return span.cut_span(0, start), values


def read_sentence_part(part: Span, known: KnownKeyResults, *, has_single_star: bool = False) -> list[ReportedValue]:
    """Return the value that a part of a sentence is, or two with "and" between them; none where it says more.

    A single star in a note makes nothing bold: behind a number it is a sign for a remark, and a part of the value.
    """
    part = part.trim("`" if has_single_star else "*`")
    if leading := _AND.match(part.flat_text):
        part = part.cut_span(leading.end())
    if value := _read_value(part, known, has_single_star):
        return [value]
    halves = _BETWEEN.search(part.mask_markup)
    if halves is None:
        return []
    parts = (part.cut_span(0, halves.start()), part.cut_span(halves.end()))
    values = [value for half in parts if (value := _read_value(half, known, has_single_star))]
    return values if len(values) == len(parts) else []


def _read_value(part: Span, known: KnownKeyResults, has_single_star: bool) -> ReportedValue | None:
    text = blank_out_markup(part)
    name = known.measure_name(text)
    match = _VALUE.fullmatch(text, name) if name else None
    if match is None and known.is_id(text[:name]):
        match = _ODD_VALUE.fullmatch(text, name)
        if match and match["value"] and match["confidence"] and not _is_usual(match):
            return None  # neither can be read, so the whole is asked about
    if match is None or not (match["value"] or match["confidence"]):
        return None
    if match["value"] and _SECOND_SHARE.search(match["value"]):
        return None  # `310 100%` is hardly 310,100%: the second number may be the confidence
    words = text[:name]
    if not match["confidence"] and not known.is_id(words) and not known.takes_value(known.resolve_key(words)):
        return None  # `Plans at 8,400` where a KPI gives the value of `plans`: words of a sentence
    value = _cut_group(part, match, "value")
    if value and has_single_star and part.raw[match.end("value") : match.end("value") + 1] == "*":
        value = part.cut_span(match.start("value"), match.end("value") + 1)
    return ReportedValue(part.cut_span(0, name, "*`"), value, _cut_group(part, match, "confidence"))


def _is_usual(match: re.Match[str]) -> bool:
    """Whether the value or the confidence of a match is one that people type as it should be."""
    return match["value"][0].isdigit() or (match["confidence"][0].isdigit() and "sure" not in match["confidence"])


def _cut_group(part: Span, match: re.Match[str], group: str) -> Span | None:
    return part.cut_span(*match.span(group)) if match[group] else None


def add_values(
    reading: MarkdownReading, fields: RecordBuilder, values: list[ReportedValue], known: KnownKeyResults
) -> None:
    """Add `now` and `confidence`, each a group of values by key result."""
    named_well = [
        value
        for value in values
        if not _report_unclear_number(reading, value.key, known) and not _report_second_value(reading, value, known)
    ]
    groups: tuple[tuple[Field[object], list[tuple[Span, Span | None]]], ...] = (
        (CHECKIN.NOW, [(value.key, value.value) for value in named_well]),
        (CHECKIN.CONFIDENCE, [(value.key, value.confidence) for value in named_well]),
    )
    for field, pairs in groups:
        named = RecordBuilder(reading, "check-in")
        spans: list[Span] = []
        for key, span in pairs:
            name = key.line
            if span is not None:
                spans.append(span)
                # `null` is a way of writing nothing in YAML only: in a sentence it stands where a value belongs.
                typed = reading.make_scalar(span)
                value = Scalar(typed.text, typed.place, plain=False)
                # A number stays one, as in YAML: what it means may move, and that is looked for.
                position = known.find_position(name)
                named.add_entry(f"KR{position}" if position else known.resolve_key(name), value, key.place)
        if spans:
            fields.add_field(field, named.build_node(spans[0].place.span_to(spans[-1].place)))


def _report_second_value(reading: MarkdownReading, value: ReportedValue, known: KnownKeyResults) -> bool:
    """Report a value within which that of another key result begins, without a comma; return whether one does."""
    if value.value is None:
        return False
    text = blank_out_markup(value.value)
    if [text] == text.split():
        return False  # one word, in which no other begins
    seconds = (
        start
        for start, end in sorted(known.find_mentions(text))
        if start and text[start - 1].isspace() and _VALUE_BEHIND_NAME.match(text, end)
    )
    start = next(seconds, 0)
    if start:
        words = value.value.cut_span(start).line
        message = f"“{words}” behind a value of '{value.key.line}' may be one of another key result."
        number = value.value.cut_span(0, start).trim().line
        reading.report(
            "OKR203", value.value.place, message, "Put commas between values.", correction=f"{number}, {words}"
        )
    return start > 0


def _report_unclear_number(reading: MarkdownReading, key: Span, known: KnownKeyResults) -> bool:
    """Report a value that names a key result by a number that none, or more than one, calls itself; whether it does."""
    told = known.explain_unclear_number(key.line)
    if told is not None:
        reading.report("OKR219", key.place, *told)
    return told is not None
