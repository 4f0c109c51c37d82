"""Forms in which others write down fields and key results: HTML, definitions, code, tables of fields, plain lines.

All of them stay prose. Nothing is guessed, and what was meant by them is asked.
"""

from __future__ import annotations

import re

from okrsite.field_types import PROSE
from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.headings import KEY_RESULT_LINE, SECTIONS
from okrsite.sources.markdown.labels import find_field, normalise_label
from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.sources.markdown.spans import Span
from okrsite.sources.markdown.table_cells import is_record_head, split_cells
from okrsite.sources.markdown.targets import names_target

_HTML_TABLE = compile_late(r"[ \t]*<table\b", re.IGNORECASE)
_HTML_CELL = compile_late(r"<t[hd]\b[^<>]{0,200}>(?P<words>[^<]{0,80})</t[hd]>", re.IGNORECASE)
_LONGEST_HEAD = 4_000
"""Characters of a table of HTML in which the names of its columns are looked for."""
_DEFINITION = compile_late(r":[ \t]+(?P<value>\S.*)")
_FENCE = compile_late(r" {0,3}(?:`{3}|~{3})")
_YAML_FIELD = compile_late(r"(?P<label>[A-Za-z][A-Za-z _-]{0,30}):(?:[ \t]|$)")
_NUMBERED_KEY_RESULT = re.compile(r"(?:\*\*|__)?KR ?\d{1,3}(?:\*\*|__)?\s*(?:[-–—]\s|[.:)])")
_OTHER_BULLET = re.compile(r"(?:\(?(?:\d{1,2}|[a-z])\)|[^\w\s\"'“„‘«(\[*_`~<>|$€£&#.,;:!?=+/\\-]\ufe0f?)\s+(?=\S)")
"""What begins an item elsewhere: `(1)`, `a)`, a tick or another picture."""


def ask_about_other_form(reading: MarkdownReading, block: MarkdownBlock, *, is_first: bool) -> None:
    """Ask about a block of an objective that is text, and holds its fields or key results in another form.

    Args:
        reading: The file.
        block: The block, which is no list and no heading.
        is_first: Whether nothing but the objective's heading and its fields stands above.
    """
    if block.kind == "html":
        _ask_about_html_table(reading, block)
    elif block.kind == "table" and is_first:
        _ask_about_table_of_fields(reading, block)
    elif block.kind == "other" and is_first:
        _ask_about_code(reading, block)
    elif block.kind == "paragraph" and not (is_first and _ask_about_definition(reading, block)):
        _ask_about_plain_key_results(reading, block)


def _is_field(label: str) -> bool:
    known = find_field(label.strip(" *_`"), "objective")
    return known is not None and known.type is not PROSE and known not in SECTIONS


def _get_first_line(reading: MarkdownReading, block: MarkdownBlock) -> Span:
    return reading.source.get_lines(block.first, block.first + 1).trim()


def _ask_about_html_table(reading: MarkdownReading, block: MarkdownBlock) -> None:
    raw = reading.source.get_lines(block.first, block.last).raw[:_LONGEST_HEAD]
    if _HTML_TABLE.match(raw) is None:
        return
    labels = [normalise_label(match["words"].strip()) for match in _HTML_CELL.finditer(raw)]
    if not is_record_head(labels, "key_result"):
        return
    message = "This table of HTML looks like one of key results, and is read as plain text."
    hint = "Put | between the cells, and a line of dashes below the head: | --- | --- |."
    reading.report("OKR120", _get_first_line(reading, block).place, message, hint)


def _ask_about_table_of_fields(reading: MarkdownReading, block: MarkdownBlock) -> None:
    rows = [split_cells(reading.source, line) for line in block.lines if line != block.first + 1]
    labels = [row[0].line for row in rows if len(row) > 1 and _is_field(row[0].line)]
    if len(labels) < 2 or any(len(row) > 2 for row in rows):
        return
    message = f"“{labels[0]}” and “{labels[1]}” look like fields, but stand in a table, and are read as plain text."
    hint = f"Fields are bullets right under the objective's heading: - {labels[0]}: …"
    reading.report("OKR118", _get_first_line(reading, block).place, message, hint)


def _ask_about_code(reading: MarkdownReading, block: MarkdownBlock) -> None:
    lines = [reading.source.get_line(number) for number in block.lines]
    if not lines or _FENCE.match(lines[0]) is None:
        return
    fields = [match["label"] for line in lines[1:] if (match := _YAML_FIELD.match(line)) and _is_field(match["label"])]
    if not fields:
        return
    message = f"“{fields[0]}” looks like a field, but stands in code, in which nothing is read."
    hint = f"Fields are bullets right under the objective's heading: - {fields[0].capitalize()}: …"
    reading.report("OKR118", _get_first_line(reading, block).place, message, hint)


def _ask_about_definition(reading: MarkdownReading, block: MarkdownBlock) -> bool:
    """Ask about a field whose colon stands on the line below its name; return whether there is one."""
    for number in range(block.first, block.last - 1):
        label = reading.source.get_line(number).strip()
        match = _DEFINITION.fullmatch(reading.source.get_line(number + 1).strip())
        if match and len(label) < 40 and _is_field(label):
            message = f"“{label}” looks like a field, but its colon stands on the line below, so it is plain text."
            place = reading.source.get_lines(number, number + 2).trim().place
            reading.report("OKR118", place, message, f"Begin it with a dash, on one line: - {label}: {match['value']}")
            return True
    return False


def _ask_about_plain_key_results(reading: MarkdownReading, block: MarkdownBlock) -> None:
    """Ask about lines without a bullet that say from where to where something should go, or begin with `KR 2 –`."""
    found = [line for number in block.lines if (line := _find_plain_key_result(reading, number)) is not None]
    if not found:
        return
    one = len(found) == 1
    message = "This line looks like a key result, but begins with no bullet, so it is read as plain text."
    if not one:
        message = "These lines look like key results, but begin with no bullets, so they are read as plain text."
    words = found[0]
    for pattern in (_OTHER_BULLET, _NUMBERED_KEY_RESULT, KEY_RESULT_LINE):
        if match := pattern.match(words.flat_text):
            words = words.cut_span(match.end())
    place = found[0].place.span_to(found[-1].place)
    reading.report("OKR118", place, message, f"Begin each with a dash and “KR:”. Write: - KR: {words.line}")


def _find_plain_key_result(reading: MarkdownReading, number: int) -> Span | None:
    line = reading.source.get_lines(number, number + 1).trim()
    if not line:
        return None
    if _NUMBERED_KEY_RESULT.match(line.flat_text) and not KEY_RESULT_LINE.match(line.flat_text):
        return line
    sign = _OTHER_BULLET.match(line.flat_text)
    return line if sign and names_target(line.cut_span(sign.end())) else None
