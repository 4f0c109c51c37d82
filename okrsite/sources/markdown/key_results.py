"""Key results in bullets: `- KR1: Repeat customers 120 → 180, now 142 (50%)`, with further fields nested.

Decides which part of such a line is what; `targets` finds where its numbers begin. What they mean is decided later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.blocks import MarkdownBlock, strip_blank_lines
from okrsite.sources.markdown.boxes import ask_about_box, ask_about_missing_box, split_checkbox
from okrsite.sources.markdown.bullets import read_nested_fields
from okrsite.sources.markdown.field_values import list_field_lines
from okrsite.sources.markdown.labels import split_label
from okrsite.sources.markdown.loose_labels import ask_about_loose_label
from okrsite.sources.markdown.milestones import read_milestone
from okrsite.sources.markdown.prose import read_prose_lines
from okrsite.sources.markdown.reading import MarkdownReading, RecordBuilder
from okrsite.sources.markdown.spans import Span, find_last_match
from okrsite.sources.markdown.targets import NOW, find_start_and_target
from okrsite.sources.records import MapNode, Node, Scalar
from okrsite.vocabulary import KEY_RESULT

# `KR`, `KR1:`, `KR 2 -`, `Key result 3:`; `Key results` and `KRs` are words like others, `KR 10 shops` is no tenth one.
_PREFIX = re.compile(
    r"(?:\*\*|__|[*_])?\s?"
    r"(?:(?:KR|Key[ ]result)(?:[ ]?[#-]?\d{1,3}(?:\.\d{1,3})?)?(?:\*\*|__|[*_])?\s{0,3}(?:[:.)]|[-–—](?=\s|\*\*|__))"
    r"|KR[ ]\d{1,3}(?:\.\d{1,3})?(?:\*\*|__)(?=\s|$)"
    r"|KR(?:\d{1,3}(?:\.\d{1,3})?)?(?:\*\*|__|[*_])?(?=\s|$))"
    r"(?:\*\*|__|[*_](?=\s|$))?\s*",
    re.IGNORECASE,
)
_NUMBER_IN_PREFIX = compile_late(r"(\d{1,3})\D*\Z")
IDENTIFIER = re.compile(r"\{:?[ ]?#(?P<id>[^\s{}]+)[ ]?\}")
_LATER_NOW = compile_late(r"[,;–—]\s*now\b\s*:?\s*(?=\S)", re.IGNORECASE)
_SHARE = r"\d[\d.,]{0,8}\s?%|0?[.,]\d{1,4}"
_OF_TEN = r"|\d{1,3}(?:[.,]\d{1,2})?\s?/\s?100?|\d{1,2}(?:[.,]\d)?"
_CONFIDENCE, _CONFIDENCE_BEHIND_NUMBERS = (
    compile_late(rf"\((?:confidence:?\s)?(?P<value>{values})(?:\s(?:confidence|sure))?\)", re.IGNORECASE)
    for values in (_SHARE, _SHARE + _OF_TEN)
)
"""Behind words alone, `(8/10)` is a part of the title."""
_CONFIDENCE_WITH_WORDS = compile_late(
    rf"\((?:(?P<before>[^()\d%→>]{{2,40}}[,;:–-]\s?))?(?P<value>{_SHARE})(?P<behind>\s?[,;–-]\s?[^()\d%→>]{{2,40}})?\)"
)
_CONFIDENCE_IN_OTHER_SIGNS = compile_late(
    rf"(?:\((?={_SHARE}\s*\Z)|[\[{{](?={_SHARE}[\]}}]))(?P<value>{_SHARE})[\]}}]?"
)
_SECOND_LINE = compile_late(r"\s*[-*+•]?\s*(?:[A-Z][A-Za-z]{1,20}(?: [a-z]{1,20}){0,2}:\s|\[[ xX]\]|KR\d{0,3}[:.)]|#)")
"""What begins a line of its own, whose beginning was deleted."""
_NAME = compile_late(r"(?:@[^\W\d_]|[A-ZÀ-ÖØ-Þ])[\w.'’-]*(?: [A-ZÀ-ÖØ-Þ][\w.'’-]*){0,2}")
_DOTS = compile_late(r"(?<=[\d%])\.{2,3}(?=[\s,;)]|$)")
_IS = re.compile(r"\w\s(?:is|[=–—-])\s|\w\s\d{4}-\d\d-\d\d\Z")
_TITLE_END = " \u00a0:,;–—-"


def is_key_result(item: MarkdownBlock) -> bool:
    """Whether a bullet says of itself that it is a key result."""
    return item.text is not None and is_key_result_line(item.text)


def is_key_result_line(span: Span) -> bool:
    """Whether a line says of itself that it is a key result, behind a box or not."""
    return _match_prefix(span) is not None


def _match_prefix(span: Span) -> re.Match[str] | None:
    """Match `KR1:` and the like at the start of a line, behind a box or not."""
    sign = span.source.text[span.start : span.start + 1]
    if sign.isascii() and sign.isalnum() and sign not in "kK":
        return None  # as most lines begin
    box = split_checkbox(span) if sign == "[" else None
    return _PREFIX.match((box[1] if box else span).flat_text)


def find_number(span: Span) -> int:
    """Return the number by which a key result calls itself: 2 in `KR2: …` and `KR1.2: …`; 0 for none."""
    match = _match_prefix(span)
    number = _NUMBER_IN_PREFIX.search(match[0]) if match else None
    return int(number[1]) if number else 0


def strip_prefix(span: Span) -> Span:
    """Drop `KR1:` and the like from the start of a title."""
    match = _PREFIX.match(span.flat_text)
    return span.cut_span(match.end()) if match else span


def read_key_result(reading: MarkdownReading, item: MarkdownBlock) -> MapNode:
    """Return the key result that a bullet holds, everything nested in it included, with its number."""
    fields = RecordBuilder(reading, "key result")
    span = item.text or Span(reading.source, item.start, item.start)
    whole = span.place
    box = split_checkbox(span)
    span = strip_prefix(box[1] if box else span)
    if not box and (box := split_checkbox(span)):
        span = box[1]
    _read_line(reading, fields, span)
    if box:
        fields.add_field(KEY_RESULT.DONE, box[0])
    used = set(item.head)
    steps: list[Node] = []
    others: list[MarkdownBlock] = []
    others_begin = False
    for nested in item.items:
        if inner := _find_inner_key_result(nested):
            message = "This looks like a key result, but is indented below another one, and is read as words of that."
            reading.report("OKR118", inner.place, message, "Begin the line without blanks.")
            # What follows belongs to that one, and would contradict what this one says.
            reading.settled_lines.update(range(nested.head.stop, item.last))
            if inner is not nested.text and not others_begin:
                nested.children, nested.last = nested.children[:1], nested.head.stop
                others.append(nested)
            others_begin = True
        elif others_begin:
            continue
        elif nested.text and split_checkbox(nested.text):
            steps.append(read_milestone(reading, nested.text, nested))
            used.update(nested.head)
            used |= list_field_lines(nested, "milestone")
        else:
            others.append(nested)
    for nested in others:
        _ask_about_nested(reading, nested, has_steps=bool(steps))
    fields.add_records(KEY_RESULT.MILESTONES, steps)
    used |= read_nested_fields(reading, fields, "key_result", others)
    numbers = strip_blank_lines(reading.source, item.lines)
    rest = [number for number in numbers if number not in used]
    reading.text_lines.update(rest)
    fields.add_prose(KEY_RESULT.NOTES, read_prose_lines(reading.source, rest, set()))
    end = reading.source.find_line_end(max(numbers, default=item.first))
    place = whole.span_to(reading.source.make_place(end, end))
    return fields.build_node(place, find_number(item.text) if item.text else 0)


def _find_inner_key_result(nested: MarkdownBlock) -> Span | None:
    """Return the words of a bullet below a key result, or below one of its fields, that is another key result."""
    items = (nested, *nested.items)
    return next((item.text for item in items if item.text and is_key_result(item)), None)


def _ask_about_nested(reading: MarkdownReading, nested: MarkdownBlock, *, has_steps: bool) -> None:
    """Ask about a bullet below a key result that is no step and no field, and may be meant as one."""
    if nested.text is None:
        ask_about_loose_label(reading, nested, "key_result")
        return
    said = split_label(nested.text, "key_result")
    # `Phases is 2026-10-31: 4` has its colon behind what is none of a field's name.
    is_label = said is not None and _IS.search(said.label.flat_text) is None and "\t" not in said.label.raw
    if ask_about_box(reading, nested.text) or is_label:
        return
    if not ask_about_loose_label(reading, nested, "key_result") and has_steps:
        ask_about_missing_box(reading, nested.text)


def _read_line(reading: MarkdownReading, fields: RecordBuilder, span: Span) -> None:
    """Take the first line of a key result apart."""
    line = _KeyResultLine(span.mask_markup.replace("*", " ").replace("`", " "))
    identifier = line.take_last(IDENTIFIER)
    parted = find_start_and_target(line.text)
    if parted is None:
        _read_without_target(reading, fields, span, line, identifier)
        return
    title_end, start, target_start = parted
    confidence = line.take_last(_CONFIDENCE_BEHIND_NUMBERS, target_start)
    if confidence is None:
        confidence = _take_confidence_with_words(reading, span, line, target_start)
    if confidence is not None:
        _ask_about_text_behind(reading, span, line, confidence.end())
    now = find_last_match(NOW, line.text, target_start)
    target_end = now.start() if now else len(line.text)
    if now and line.text[:target_end].rstrip().endswith("(") and line.text.rstrip(" .").endswith(")"):
        # `4 (now 7)` can mean one thing only.
        line.text = f"{line.text[:target_end].rstrip().removesuffix('('):{target_end}}{line.text[target_end:]}"
        line.text = f"{line.text.rstrip(' .').removesuffix(')'):{len(line.text)}}"
    _add_title(reading, fields, span, line.text[:title_end], identifier)
    if start:
        fields.add_field(KEY_RESULT.FROM, reading.make_scalar(span.cut_span(*start)))
    fields.add_field(KEY_RESULT.TO, reading.make_scalar(line.cut_value(span, target_start, target_end)))
    if now:
        fields.add_field(KEY_RESULT.NOW, reading.make_scalar(line.cut_value(span, now.end(), len(line.text))))
    if confidence:
        fields.add_field(
            KEY_RESULT.CONFIDENCE,
            reading.make_scalar(span.cut_span(confidence.start("value"), confidence.end("value"))),
        )


def _take_confidence_with_words(
    reading: MarkdownReading, span: Span, line: _KeyResultLine, start: int
) -> re.Match[str] | None:
    """Take `(Anna, 60%)`, of which the words are asked about; None where there is none."""
    if odd := line.take_last(_CONFIDENCE_IN_OTHER_SIGNS, start):
        message = f"“{odd[0].strip()}” is meant as a confidence, which stands between two parentheses."
        place = span.cut_span(*odd.span()).place
        reading.report("OKR118", place, message, correction=f"({odd['value']})")
        return odd
    found = line.take_last(_CONFIDENCE_WITH_WORDS, start)
    if found is None:
        return None
    group = "before" if found["before"] else "behind"
    words = found[group].strip(" ,;:–—-")
    place = span.cut_span(*found.span()).place
    message = f"“{words}” beside the confidence is read as nothing."
    reading.report("OKR118", place, message, _tell_where_it_belongs(words), correction=f"({found['value']})")
    return found


def _ask_about_text_behind(reading: MarkdownReading, span: Span, line: _KeyResultLine, start: int) -> None:
    """Ask about what stands behind the confidence, where nothing is expected but the value of today."""
    behind = line.text[start:]
    words = behind.strip(_TITLE_END + ".\\/|")
    if not behind.strip(" .") or NOW.search(behind) or _SECOND_LINE.match(behind):
        return
    line.text = line.text[:start] + " " * len(behind)
    place = span.cut_span(start).place
    shown = words or behind.strip()
    message = f"“{shown}” behind the numbers of this key result is read as nothing."
    reading.report("OKR118", place, message, _tell_where_it_belongs(shown), correction="")


def _tell_where_it_belongs(words: str) -> str:
    if _NAME.fullmatch(words):
        return f"Who answers for it is said in a line below it, indented: `- Owner: {words.removeprefix('@')}`."
    if not any(map(str.isalnum, words)):
        return "Take it out; words may stand in a line below it, indented: `- Notes: …`."
    return "A line below it, indented, may say it: `- Notes: …`; or a check-in does."


def _read_without_target(
    reading: MarkdownReading, fields: RecordBuilder, span: Span, line: _KeyResultLine, identifier: re.Match[str] | None
) -> None:
    """Read a line without a target: a title, and at its end perhaps a confidence, and `, now commit`."""
    confidence = line.take_last(_CONFIDENCE, at_end=True)
    now = find_last_match(_LATER_NOW, line.text)
    _add_title(reading, fields, span, line.text[: now.start()] if now else line.text, identifier)
    if now:
        fields.add_field(KEY_RESULT.NOW, reading.make_scalar(line.cut_value(span, now.end(), len(line.text))))
    if confidence:
        fields.add_field(
            KEY_RESULT.CONFIDENCE,
            reading.make_scalar(span.cut_span(confidence.start("value"), confidence.end("value"))),
        )


def _add_title(
    reading: MarkdownReading, fields: RecordBuilder, span: Span, before: str, identifier: re.Match[str] | None
) -> None:
    """Add the title, which ends where the blank rest of `before` begins, and the id that was typed as `{#id}`."""
    end, raw = len(before.rstrip(_TITLE_END)), span.raw
    while end < len(raw) and raw[end] in "*`":
        end += 1  # the signs that close `**bold**` or `code` are blank in `before`, and belong to the words
    title = span.cut_span(0, end)
    if title:
        words = reading.make_scalar(title)
        if identifier and identifier.start() < title.end - span.start:
            # It stands in the middle of the words, where nobody is expected to type it.
            words = Scalar(" ".join(words.text.replace(identifier.group(), "").split()), words.place, words.plain)
        fields.add_field(KEY_RESULT.TITLE, words)
    if identifier:
        fields.add_field(KEY_RESULT.ID, span.cut_span(*identifier.span("id")).to_scalar())


@dataclass(slots=True)
class _KeyResultLine:
    """A line from which parts are taken; what was taken is blank, so that offsets stay."""

    text: str

    def take_last(self, pattern: re.Pattern[str], start: int = 0, at_end: bool = False) -> re.Match[str] | None:
        """Find the last part of this kind behind an offset, and blank it out."""
        match = find_last_match(pattern, self.text, start)
        if match is None or (at_end and self.text[match.end() :].strip(" .")):
            return None
        self.text = self.text[: match.start()] + " " * (match.end() - match.start()) + self.text[match.end() :]
        return match

    def cut_value(self, span: Span, start: int, end: int) -> Span:
        """Return the part of the span between two offsets, without the signs that end a clause."""
        text = self.text[start:end]
        left = len(text) - len(text.lstrip(" ,;:"))
        right = len(text.rstrip(" ,;.–—-"))
        raw = span.raw
        if more := _DOTS.match(raw, start + right, end):
            right += len(more[0])  # a range that ends nowhere, as in `8..`, which nobody can read
        if raw.count("*") % 2 and raw[start + right : start + right + 1] == "*":
            right += 1  # it stands alone, and so makes nothing bold: a sign for a remark
        return span.cut_span(start + left, start + max(left, right))
