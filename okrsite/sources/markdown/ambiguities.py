"""Questions about what looks like a part of the format and is none.

Decides which bullets, paragraphs and tables are asked about because somebody may have meant a field, a key result or a
check-in by them. All of them stay prose: nothing is guessed, and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from okrsite.field_types import PROSE
from okrsite.fields import Field
from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.boxes import find_box_like, split_checkbox
from okrsite.sources.markdown.headings import DATED_LINE, KEY_RESULT_LINE, SECTIONS
from okrsite.sources.markdown.key_results import is_key_result
from okrsite.sources.markdown.labels import find_field, split_label
from okrsite.sources.markdown.other_labels import find_other_label
from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.sources.markdown.spans import Span
from okrsite.sources.markdown.table_cells import is_record_table, split_cells
from okrsite.sources.markdown.targets import ARROW, names_target
from okrsite.vocabulary import OBJECTIVE

_NEARLY_KEY_RESULT = compile_late(
    r"(?:\*\*|__)?(?:(?:KR|Key[ ]results?)[ ]?\d{0,3}\s?[=;,/]|(?-i:KR(?=[A-Z][a-z]))"
    r"|(?:RK|KP|KE|KT|LR|JR|K R|KRR|KKR|KRs)[ ]?\d{0,3}\s?[:.)])"
    r"(?:\*\*|__)?\s*",
    re.IGNORECASE,
)
"""`KR=` and letters beside those of `KR:`."""
_OTHER_PREFIX = compile_late(
    r"(?:K\.R\.|Metric|Measure|Results?|Kennzahl|(?:Schlüssel|Kern)?ergebnis|SE|Messgröße|Target|Goal"
    r"|R[ée]sultats? cl[ée]s?|RC|Resultados? claves?)\s?#?\d{0,3}(?:\.\d{1,3})?\s?[:–—-]\s*",
    re.IGNORECASE,
)
_SIGNS_BEFORE = compile_late(r"[^\w\s(\[\"“„'€$£%<>≤≥+−*`&-]{1,8}\s*(?=\w)")
_WHO_SEES_IT = compile_late(r"\b(?:audience|visibility)\b", re.IGNORECASE)
_STRUCTURE = compile_late(r"^[ \t]*(?:#{1,6}\s|[-*+]\s|\||\d{1,3}[.)]\s)|^(?:KR|Key result)", re.MULTILINE)
"""What begins like a heading, a list or a table."""
_SECOND_BULLET = compile_late(r"(?:[-*+]|\d{1,9}[.)])[ \t]+(?P<sign>\d{1,9}[.)]|[-*+])(?=\s)")
_NUMBERED_DAY = compile_late(r"\d{1,2}\. [^\W\d_]{3,10}\.?(?: \d{4})?(?=[,: ])")
_FEWEST_KNOWN = 3
"""Columns that must be known, or known by other words, before a table is taken for one of key results."""
_OPENING_FENCE = compile_late(r"`{3,}|~{3,}")

_REPORTED_LINE = compile_late(r"KR[ ]?\d{1,3}\s?[:=]?\s?\d[\d.,]*\s?%?\s?(?:[(,;]|\Z)", re.IGNORECASE)
"""`KR2: 45%`, which says no more of a key result than its value."""


def ask_about_paragraph(
    reading: MarkdownReading,
    block: MarkdownBlock,
    section: Field[object] | None,
    right_below_heading: bool,
    alone: bool,
) -> None:
    """Ask about text that was meant as a bullet.

    Args:
        reading: The file.
        block: The paragraph.
        section: The field that the heading above names; None for none.
        right_below_heading: Whether fields may stand here.
        alone: Whether the section holds no list and no table.
    """
    if not block.text:
        return
    first = block.text.cut_span(0, reading.source.find_line_end(block.first) - block.text.start)
    said = split_label(first, "objective") if right_below_heading else None
    if section is OBJECTIVE.CHECKINS and _REPORTED_LINE.match(first.flat_text):
        return  # a value, which is asked about once all key results are known
    if KEY_RESULT_LINE.match(first.flat_text):
        what = "This looks like a key result"
    elif said and said.field and said.field.type is not PROSE:
        what = f"“{said.label.flat_text}” looks like a field"
    elif section is OBJECTIVE.CHECKINS and DATED_LINE.match(first.flat_text):
        what = "This looks like a check-in"
    elif section in SECTIONS and alone:
        what = "A list is expected below this heading"
    else:
        return
    message = f"{what}, but this line is no bullet, so it is read as plain text."
    reading.report("OKR118", first.place, message, "Begin each such line with a dash and a space.")


def ask_about_table(reading: MarkdownReading, block: MarkdownBlock) -> None:
    """Ask about a table in a section of records that has none of their columns."""
    place = reading.source.get_lines(block.first, block.first + 1).trim().place
    message = "The columns of this table are not known, so it is read as plain text."
    hint = "Head the columns with the words of the vocabulary, such as Title or Date."
    if has_columns_of_key_results(reading, block):
        hint = "Head the columns with the words of the vocabulary."
        heads = [cell.flat_text for cell in split_cells(reading.source, block.first)]
        columns = " | ".join(_find_column(head) or head for head in heads)
        reading.report("OKR118", place, message, hint, correction=f"| {columns} |")
        return
    reading.report("OKR118", place, message, hint)


def has_columns_of_key_results(reading: MarkdownReading, block: MarkdownBlock) -> bool:
    """Whether the heads of a table are those of key results in other words, and each means another column."""
    meant = [_find_column(cell.flat_text) for cell in split_cells(reading.source, block.first)]
    known = list(filter(None, meant))
    return len(known) >= _FEWEST_KNOWN and bool(meant[0]) and len({*known}) == len(known)


def _find_column(head: str) -> str:
    """Return the column of key results that the head of one means in another language; empty for none."""
    known = find_field(head, "key_result")
    return known.label if known else find_other_label(head, "key_result")


def ask_about_items(reading: MarkdownReading, items: Sequence[MarkdownBlock], below_section: bool) -> bool:
    """Ask about bullets that are read as text, and would be more elsewhere: fields, boxes to tick, check-ins.

    Returns:
        Whether they were asked about.
    """
    by_kind: dict[str, list[Span]] = {}
    for item in items:
        kind, span = _find_meant_kind(item, below_section)
        if kind == "key result":
            reading.settled_lines.update(item.lines)  # its fields, if it has any, need no word of their own
        if kind and span:
            by_kind.setdefault(kind, []).append(span)
    for kind, spans in by_kind.items():
        if kind == "key result":
            _ask_about_key_results(reading, spans)
            continue
        one = len(spans) == 1
        place = spans[0].place.span_to(spans[-1].place)
        if kind == "field":
            label = spans[0].flat_text
            message = f"“{label}” looks like a field, but stands below other text and is read as plain text."
            if not one:
                more = f"“{label}” and {len(spans) - 1} more look like fields"
                message = f"{more}, but stand below other text and are read as plain text."
            hint = f"Move the bullet{'' if one else 's'} up, right under the objective's heading."
            if find_field(label, "key_result") and spans[0].place.column > len("  - "):
                hint = (
                    f"Fields of a key result are indented below its line, “- KR: …”; else: {hint[0].lower()}{hint[1:]}"
                )
        elif kind == "inner field":
            message = f"“{spans[0].flat_text}” is a field of a key result, but stands below none, and is read as text."
            if not one:
                more = f"“{spans[0].flat_text}” and {len(spans) - 1} more are fields of a key result"
                message = f"{more}, but stand below none, and are read as text."
            hint = "Begin the line with two blanks more, so that it stands below its key result."
        elif kind == "box":
            message = "This box belongs to no key result, and is read as plain text."
            if not one:
                message = "These boxes belong to no key result, and are read as plain text."
            hint = (
                "Type the result above them, as in “- KR: Oven ready”, and indent the boxes below it; "
                "what is done for the results belongs below “### Initiatives”."
            )
        else:
            message = "This looks like a check-in, but no heading above it says so, and it is read as plain text."
            hint = "Write “### Check-ins” above the first of them."
        reading.report("OKR118", place, message, hint)
    return bool(by_kind)


def ask_about_nearly_key_result(reading: MarkdownReading, item: MarkdownBlock) -> bool:
    """Ask about a bullet among the fields of an objective that is nearly a key result; return whether it is one."""
    said = split_label(item.text, "objective") if item.text else None
    if not item.text or (said and said.field):
        return False
    words = item.text.flat_text
    is_target = names_target(item.text) and find_field(ARROW.split(words, maxsplit=1)[0].rstrip(), "objective") is None
    if not (_NEARLY_KEY_RESULT.match(words) or is_target or _holds_key_result_fields(item)):
        return False
    inner = split_label(item.text, "key_result")
    if inner and inner.field and inner.field.name != "title":  # further left than the key result that it belongs to
        return ask_about_items(reading, [item], below_section=False)
    _ask_about_key_results(reading, [item.text])
    reading.settled_lines.update(item.lines)
    return True


def _ask_about_key_results(reading: MarkdownReading, spans: Sequence[Span]) -> None:
    message = "This looks like a key result, but doesn't begin with “KR:”, and is read as plain text."
    if len(spans) > 1:
        message = "These look like key results, but don't begin with “KR:”, and are read as plain text."
    words, hint = strip_key_result_words(spans[0]), ""
    if spans[0].raw.startswith("~~"):
        hint = "What was given up says so in a line below it, indented: `- Status: dropped`."
    reading.report("OKR118", spans[0].place, message, hint, correction=f"KR: {words}")


def strip_key_result_words(span: Span) -> str:
    """Return the words of what looks like a key result, without signs and other words for one before them."""
    is_struck = span.raw.startswith("~~")
    if signs := _SIGNS_BEFORE.match(span.flat_text):
        span = span.cut_span(signs.end())
    for pattern in (_NEARLY_KEY_RESULT, KEY_RESULT_LINE, _OTHER_PREFIX):
        if match := pattern.match(span.flat_text):
            span = span.cut_span(match.end())
    return span.line.replace("~~", "") if is_struck else span.line


def _find_meant_kind(item: MarkdownBlock, below_section: bool) -> tuple[str, Span | None]:
    """Return what a bullet would be elsewhere, and where it says so; empty for a text."""
    if not item.text:
        return "", None
    said = split_label(item.text, "objective")
    if said and said.field and not (below_section and said.field.type is PROSE):
        return "field", said.label
    inner = split_label(item.text, "key_result")
    if inner and inner.field and inner.field.type is not PROSE and inner.field.name != "title":
        return "inner field", inner.label
    if split_checkbox(item.text) or find_box_like(item.text):
        return "box", item.text
    if DATED_LINE.match(item.text.flat_text):
        return "check-in", item.text
    if names_target(item.text) or _NEARLY_KEY_RESULT.match(item.text.flat_text) or _holds_key_result_fields(item):
        return "key result", item.text
    return "", None


def _holds_key_result_fields(item: MarkdownBlock) -> bool:
    """Whether fields that key results have stand below a bullet."""
    labels = [split_label(inner.text, "key_result") for inner in item.items if inner.text]
    return any(said is not None and said.field is not None and said.field.type is not PROSE for said in labels)


def ask_about_list_within(reading: MarkdownReading, item: MarkdownBlock) -> None:
    """Ask about a record whose words begin like an item: Markdown makes a list within the bullet of them."""
    line = reading.source.get_lines(item.first, item.first + 1).trim()
    sign = _SECOND_BULLET.match(line.raw)
    if sign is not None and (day := _NUMBERED_DAY.match(line.raw, sign.start("sign"))):
        message = f"“{day[0]}” begins a numbered list for Markdown, so this line is read as plain text."
        hint = "Dates begin with the year and have hyphens, as in “- 2026-10-12, Anna: …”."
        reading.report("OKR118", line.place, message, hint)
    elif sign is not None:
        message = f"`{sign['sign']}` begins a list within this bullet, so it is read as plain text."
        reading.report("OKR118", line.place, message, f"Put a word before `{sign['sign']}`, or take it out.")


def ask_about_goals_in_text(reading: MarkdownReading, blocks: Sequence[MarkdownBlock]) -> None:
    """Ask about an objective, its fields or key results in a team's file, where all of them are words of a text."""
    for number, block in enumerate(blocks):
        labels = [split_label(item.text, "objective") for item in block.children if item.text]
        fields = [said.field for said in labels if said and said.field and said.field.type is not PROSE]
        is_goal = block.kind == "list" and (
            any(map(is_key_result, block.children)) or len(fields) > 1 or bool(fields and number == 0)
        )
        if is_goal or (block.kind == "table" and is_record_table(reading.source, block.first, "key_result")):
            place = reading.source.get_lines(block.first, block.first + 1).trim().place
            message = (
                "This looks like a part of an objective, but a team's file holds none, so it is read as plain text."
            )
            hint = "Objectives stand in a file for their cycle in the same folder, such as 2026-Q4.md."
            reading.report("OKR118", place, message, hint)
            return


def ask_about_comments(reading: MarkdownReading, blocks: list[MarkdownBlock]) -> None:
    """Ask about a comment above the first heading that was meant to say who sees the file; no text keeps it."""
    for block in takewhile(lambda markdown_block: markdown_block.kind != "heading", blocks):
        words = reading.source.get_lines(block.first, block.last).trim()
        if block.kind == "html" and (match := _WHO_SEES_IT.search(words.raw)):
            message = f"“{match[0]}” stands in a comment, which nobody reads."
            hint = "Write it between two lines of --- at the top of the file, as in: audience: internal"
            reading.report("OKR118", words.place, message, hint)


def ask_about_stray_key_results(reading: MarkdownReading, blocks: list[MarkdownBlock]) -> None:
    """Ask about key results that belong to no objective; they stay in the introduction."""
    for block in blocks:
        first: Span | None = None
        if block.kind == "table" and is_record_table(reading.source, block.first, "key_result"):
            first = reading.source.get_lines(block.first, block.first + 1).trim()
        elif block.kind == "list":
            first = next((item.text for item in block.children if is_key_result(item)), None)
        if first:
            message = "These key results belong to no objective, and are read as plain text."
            reading.report("OKR118", first.place, message, "Type their objective above them, as a heading with ##.")


def report_open_blocks(reading: MarkdownReading, blocks: Sequence[MarkdownBlock]) -> None:
    """Report a comment or code that never ends; it is an error where it takes in more than a text."""
    for block in blocks[-1:]:
        words = reading.source.get_lines(block.first, block.last).trim()
        first = words.cut_span(0, reading.source.find_line_end(block.first) - words.start)
        code = "OKR120" if _STRUCTURE.search(words.raw, len(first.raw)) else "OKR118"
        if block.kind == "html" and words.raw.startswith("<!--") and "-->" not in words.raw:
            message = "This comment never ends, so nothing below it is read."
            reading.report(code, first.place, message, "Type --> where it should end.")
        elif block.kind == "other" and (fence := _OPENING_FENCE.match(words.raw)):
            closing = words.raw.rpartition("\n")[2].strip()
            if not (closing.startswith(fence[0]) and not closing.strip(fence[0][0])) or closing == words.raw:
                message = f"The code that begins here with {fence[0]} never ends, so nothing below it is read."
                hint = f"Type {fence[0]} on a line of its own where it should end."
                reading.report(code, first.place, message, hint)
