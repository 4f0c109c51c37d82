"""Objectives: a level-2 heading and everything up to the next one.

Decides which blocks are fields, key results, initiatives and check-ins. Every line that none of them uses up is prose,
and goes to `why`, `notes` or the section it stands in: no line of an objective is ever lost.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from okrsite.fields import Field
from okrsite.sources.markdown.ambiguities import (
    ask_about_items,
    ask_about_list_within,
    ask_about_nearly_key_result,
    ask_about_paragraph,
    ask_about_table,
    has_columns_of_key_results,
)
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.broken_tables import report_broken_table
from okrsite.sources.markdown.bullets import read_field_bullet
from okrsite.sources.markdown.checkins import read_checkin
from okrsite.sources.markdown.continuations import (
    ask_about_continuations,
    ask_about_nested_fields,
    ask_about_values_beside,
)
from okrsite.sources.markdown.cut_off_items import ask_about_cut_off_items
from okrsite.sources.markdown.headings import (
    OBJECTIVE_PREFIX,
    SECTIONS,
    ask_about_other_section,
    ask_about_section,
    ask_whether_objective,
    find_section,
    get_section_record,
)
from okrsite.sources.markdown.initiatives import ask_about_text_below, read_initiative
from okrsite.sources.markdown.key_results import IDENTIFIER, is_key_result, read_key_result
from okrsite.sources.markdown.known_key_results import KnownKeyResults
from okrsite.sources.markdown.labels import split_label
from okrsite.sources.markdown.loose_labels import ask_about_loose_label
from okrsite.sources.markdown.loose_values import ask_about_values_below
from okrsite.sources.markdown.missing_colons import ask_about_missing_colon
from okrsite.sources.markdown.objective_sections import ObjectiveSection, split_sections
from okrsite.sources.markdown.other_forms import ask_about_other_form
from okrsite.sources.markdown.prose import read_prose_lines
from okrsite.sources.markdown.reading import MarkdownReading, RecordBuilder
from okrsite.sources.markdown.spans import Span, find_last_match
from okrsite.sources.markdown.table_cells import holds_numbers, is_record_table
from okrsite.sources.markdown.tables import read_table
from okrsite.sources.records import MapNode, Node, Scalar
from okrsite.vocabulary import OBJECTIVE


@dataclass(slots=True)
class _ObjectiveParts:
    """What is read of one objective on the way."""

    fields: RecordBuilder
    used: set[int] = dataclasses.field(default_factory=set)
    """Lines that are no prose."""
    key_results: list[Node] = dataclasses.field(default_factory=list)
    initiatives: list[Node] = dataclasses.field(default_factory=list)
    checkins: list[MarkdownBlock | Node] = dataclasses.field(default_factory=list)
    """Bullets, which can be read once all key results are known, and rows of tables."""
    other_tables: list[MarkdownBlock] = dataclasses.field(default_factory=list)
    """Tables of numbers that are read as text."""
    first_key_result: int | None = None
    """Line of the first key result: prose above it is `why`."""


def read_objective(
    reading: MarkdownReading, heading: MarkdownBlock, blocks: Sequence[MarkdownBlock], last: int
) -> MapNode:
    """Return one objective.

    Args:
        reading: The file.
        heading: Its level-2 heading.
        blocks: The top-level blocks below the heading, up to the next objective.
        last: The line behind its last one, from 0.
    """
    parts = _ObjectiveParts(RecordBuilder(reading, "objective"))
    _read_title(reading, parts.fields, heading)
    titles = len(parts.fields) - (OBJECTIVE.ID in parts.fields)
    sections = split_sections(reading, heading, blocks, last)
    for section in sections:
        _read_section(reading, parts, section)
    for table in parts.other_tables:
        if parts.key_results and has_columns_of_key_results(reading, table):
            ask_about_table(reading, table)
    if not parts.key_results and parts.other_tables:
        # An objective without results, and with a table: that is hardly a coincidence.
        ask_about_table(reading, parts.other_tables[0])
    known = KnownKeyResults(parts.key_results)
    checkins = [
        read_checkin(reading, checkin, known) if isinstance(checkin, MarkdownBlock) else checkin
        for checkin in parts.checkins
    ]
    for section in sections:
        if section.field is OBJECTIVE.CHECKINS:
            own = takewhile(lambda block: block.kind != "heading", section.blocks)
            lines = (line for block in own if block.kind == "paragraph" for line in block.lines)
            ask_about_values_below(reading, lines, (), known)
    parts.fields.add_records(OBJECTIVE.KEY_RESULTS, parts.key_results)
    parts.fields.add_records(OBJECTIVE.INITIATIVES, parts.initiatives)
    parts.fields.add_records(OBJECTIVE.CHECKINS, checkins)
    if len(parts.fields) == titles and not any(section.field for section in sections):
        ask_whether_objective(reading, heading)
    _read_prose(reading, parts, sections)
    end = max((block.last for block in blocks), default=heading.last)
    place = reading.source.get_lines(heading.first, end).trim().place
    return parts.fields.build_node(place)


def _read_title(reading: MarkdownReading, fields: RecordBuilder, heading: MarkdownBlock) -> None:
    span = heading.text or Span(reading.source, heading.start, heading.start)
    if heading.first == heading.last:  # a heading that isn't there was reported
        fields.add_field(OBJECTIVE.TITLE, Scalar("", span.place, refused=True))
        return
    prefix = OBJECTIVE_PREFIX.match(span.flat_text)
    if prefix:
        span = span.cut_span(prefix.end())
    identifier = find_last_match(IDENTIFIER, span.mask_markup)
    if identifier and not span.mask_markup[identifier.end() :].strip():
        fields.add_field(OBJECTIVE.ID, span.cut_span(*identifier.span("id")).to_scalar())
        span = span.cut_span(0, identifier.start())
    fields.add_field(OBJECTIVE.TITLE, reading.make_scalar(span))


def _read_section(reading: MarkdownReading, parts: _ObjectiveParts, section: ObjectiveSection) -> None:
    if section.field and section.field not in SECTIONS:
        return  # prose from its first line to its last, bullets and tables included
    right_below_heading = section.heading is None
    alone = not any(block.kind in ("list", "table") for block in section.blocks)
    asked = False
    above: MarkdownBlock | None = None
    if section.heading is not None and section.field is None:
        asked = ask_about_section(reading, section.heading, section.blocks) is not None
        reading.settled_lines.update(range(section.first, section.last) if asked else ())
    for block in section.blocks:
        ask_about_other_form(reading, block, is_first=right_below_heading)
        if block.kind == "table":
            _read_table(reading, parts, block, section.field)
        elif block.kind == "paragraph":
            if not report_broken_table(reading, block, get_section_record(section.field)):
                ask_about_paragraph(reading, block, section.field, right_below_heading, alone)
        elif block.kind == "heading":
            ask_about_section(reading, block)
        elif block.kind == "list":
            for upper, item in pairwise(block.children if right_below_heading else ()):
                ask_about_values_beside(reading, upper, item)
            if section.field is OBJECTIVE.INITIATIVES:
                ask_about_other_section(reading, block.children)
            cut_off = ask_about_cut_off_items(reading, above, block, in_records=section.field in SECTIONS)
            texts = [
                item
                for item in block.children[cut_off:]
                if not _read_item(reading, parts, section, item, right_below_heading)
            ]
            if not asked and block.first not in reading.settled_lines:
                ask_about_items(reading, texts, below_section=section.heading is not None)
            above = next((item for item in reversed(block.children) if item.first in parts.used), above)
        elif block.kind == "other":
            ask_about_cut_off_items(reading, above, block, in_records=False)
        right_below_heading = right_below_heading and block.kind in ("list", "html")


def _read_table(
    reading: MarkdownReading, parts: _ObjectiveParts, block: MarkdownBlock, section: Field[object] | None
) -> None:
    record = get_section_record(section)
    if not (section is OBJECTIVE.KEY_RESULTS or is_record_table(reading.source, block.first, record)):
        if section:
            ask_about_table(reading, block)
        elif holds_numbers(reading.source, block):
            parts.other_tables.append(block)
        return
    rows = read_table(reading, block, record)
    parts.used.update(block.lines)
    if record == "key_result":
        _add_key_results(parts, rows, block.first)
    elif record == "initiative":
        parts.initiatives.extend(rows)
    else:
        parts.checkins.extend(rows)


def _add_key_results(parts: _ObjectiveParts, key_results: Sequence[Node], line: int) -> None:
    parts.key_results.extend(key_results)
    if parts.first_key_result is None:
        parts.first_key_result = line


def _read_item(
    reading: MarkdownReading,
    parts: _ObjectiveParts,
    section: ObjectiveSection,
    item: MarkdownBlock,
    right_below_heading: bool,
) -> bool:
    """Read one bullet; what it doesn't use up remains prose.

    Returns:
        Whether it is known what the bullet is, or was asked.
    """
    if not item.text:
        if not ask_about_loose_label(reading, item, "objective") and section.field in SECTIONS:
            ask_about_list_within(reading, item)
        return True
    ask_about_continuations(reading, item, is_field=right_below_heading)
    if section.field is OBJECTIVE.INITIATIVES:
        if is_key_result(item):
            message = "This looks like a key result, but stands below “Initiatives”, and is read as one."
            reading.report("OKR118", item.text.place, message, "Move it up, above that heading.")
        initiative, used = read_initiative(reading, item)
        parts.initiatives.append(initiative)
        parts.used |= used
        ask_about_text_below(reading, item, used)
    elif section.field is OBJECTIVE.CHECKINS:
        parts.checkins.append(item)
        parts.used.update(item.lines)
    elif section.field is OBJECTIVE.KEY_RESULTS or is_key_result(item):
        _add_key_results(parts, [read_key_result(reading, item)], item.first)
        parts.used.update(item.lines)
    elif _read_named_list(reading, parts, item) or (right_below_heading and ask_about_nearly_key_result(reading, item)):
        return True
    elif right_below_heading:
        said = split_label(item.text, "objective")
        ask_about_nested_fields(reading, item)
        lines = read_field_bullet(reading, parts.fields, "objective", item)
        parts.used.update(lines or ())
        return lines is not None or said is not None or _ask_about_label(reading, item)
    else:
        return False
    return True


def _ask_about_label(reading: MarkdownReading, item: MarkdownBlock) -> bool:
    return ask_about_missing_colon(reading, item) or ask_about_loose_label(reading, item, "objective")


def _read_named_list(reading: MarkdownReading, parts: _ObjectiveParts, item: MarkdownBlock) -> bool:
    """Read `- Key results:` with bullets below, like the section of that name, and return whether it is one."""
    said = split_label(item.text, "objective") if item.text else None
    # Its colon may be left out where a list says that it is a heading.
    section = said.field if said else find_section(item.text.flat_text) if item.text and item.children[1:] else None
    if section not in SECTIONS:
        return False
    if said and said.value:
        message = f"“{said.label.flat_text}” takes a list, so what stands behind the colon is read as plain text."
        reading.report("OKR118", said.value.place, message, "Write one bullet for each below it, indented.")
    below = ObjectiveSection(item, section, item.first)
    for inner in item.items:
        _read_item(reading, parts, below, inner, right_below_heading=False)
    parts.used.update(() if said and said.value else item.head)
    return True


def _read_prose(reading: MarkdownReading, parts: _ObjectiveParts, sections: Sequence[ObjectiveSection]) -> None:
    """Hand every line that is left to `why`, `notes`, or the field that its section names."""
    starts = {block.first for section in sections for block in section.blocks}
    lines: dict[Field[object], list[int]] = {}
    for section in sections:
        if section.heading is not None and section.field is None:
            # The heading says what the prose below it is about, so it stays.
            lines.setdefault(OBJECTIVE.NOTES, []).extend(section.heading.lines)
            starts.add(section.heading.first)
        named = section.field if section.field not in SECTIONS else None
        for number in range(section.first, section.last):
            if number in parts.used:
                continue
            above = section.field is OBJECTIVE.KEY_RESULTS or section.heading is None
            above = above and (parts.first_key_result is None or number < parts.first_key_result)
            lines.setdefault(named or (OBJECTIVE.WHY if above else OBJECTIVE.NOTES), []).append(number)
    reading.structure_lines |= parts.used
    for field, numbers in lines.items():
        if field in (OBJECTIVE.WHY, OBJECTIVE.NOTES):
            reading.text_lines.update(numbers)
        prose = read_prose_lines(reading.source, numbers, starts)
        if prose is not None:
            _add_prose(parts.fields, field, prose)


def _add_prose(fields: RecordBuilder, field: Field[object], prose: Scalar) -> None:
    if field in fields and not isinstance(fields.get(field), Scalar):
        fields.add_field(field, prose)  # says that it is there twice
    else:
        fields.add_prose(field, prose)
