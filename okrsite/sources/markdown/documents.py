"""Markdown files to positioned records.

Decides what of a document is an objective, a memo or the text about a team, and hands objectives on. The
result is the record that the same file in YAML would give, with the vocabulary's names; what values mean is decided
later.
"""

from __future__ import annotations

from collections.abc import Sequence

from okrsite.fields import Field
from okrsite.problems import Place, Problem
from okrsite.prose import Prose
from okrsite.sources.markdown.ambiguities import (
    ask_about_comments,
    ask_about_goals_in_text,
    ask_about_stray_key_results,
    report_open_blocks,
)
from okrsite.sources.markdown.blocks import MarkdownBlock, read_blocks
from okrsite.sources.markdown.broken_tables import report_table_with_other_signs
from okrsite.sources.markdown.front_matter import ask_about_headings_in_comments, read_front_matter
from okrsite.sources.markdown.headings import (
    ask_about_top_heading,
    is_key_result_heading,
    is_objective_heading,
    report_heading_level,
    report_lost_heading,
    report_misplaced_section,
)
from okrsite.sources.markdown.loose_lines import prepare_lines
from okrsite.sources.markdown.lost_headings import restore_headings
from okrsite.sources.markdown.objectives import read_objective
from okrsite.sources.markdown.prose import read_prose_lines
from okrsite.sources.markdown.reading import MarkdownReading, RecordBuilder
from okrsite.sources.markdown.spans import SourceText, strip_comments
from okrsite.sources.markdown.stray_fields import ask_about_stray_fields
from okrsite.sources.markdown.unread_lines import ask_about_joined_lines, ask_about_unread_lines
from okrsite.sources.problem_limits import limit_problems
from okrsite.sources.records import MapNode, Node
from okrsite.vocabulary import CHECKIN_FILE, CYCLE_FILE, MEMO, TEAM

_TEXTS: dict[str, tuple[Field[Prose], Field[str] | None]] = {
    TEAM.name: (TEAM.ABOUT, TEAM.NAME),
    MEMO.name: (MEMO.BODY, MEMO.TITLE),
    CHECKIN_FILE.name: (CHECKIN_FILE.NOTE, None),
}
"""By record: the field that takes the text, and the one that a `# Title` gives."""


def read_markdown(path: str, text: str, record: str) -> tuple[MapNode | None, list[Problem]]:
    """Read a Markdown file.

    Args:
        path: The file's path, for places.
        text: Its text, decoded and without a byte order mark.
        record: The name of the record that the file as a whole is: `CYCLE_FILE`, `TEAM`, `MEMO` or `CHECKIN_FILE`.

    Returns:
        The record, with the keys of the vocabulary, and all problems of the file. None where there is nothing to read.
    """
    reading = MarkdownReading(SourceText(path, text))
    if _is_empty(reading):
        return None, reading.problems
    fields = RecordBuilder(reading, "file")
    first = read_front_matter(reading, fields)
    prepared = None if record in _TEXTS else prepare_lines(reading.source, first)
    blocks, reading.names = read_blocks(reading.source, first, prepared)
    ask_about_comments(reading, blocks)
    report_open_blocks(reading, blocks)
    if record in _TEXTS:
        _read_text(reading, fields, blocks, first, *_TEXTS[record])
        title = _TEXTS[record][1]
        if first and title is not None and fields.get(title) is None:
            ask_about_headings_in_comments(reading, first, title.name)
        if record == TEAM.name:
            ask_about_stray_fields(reading, [block for block in blocks if block.kind != "html"])
            ask_about_goals_in_text(reading, blocks)
    else:
        blocks = restore_headings(reading, blocks)
        _read_cycle(reading, fields, blocks, first)
        if first:
            ask_about_headings_in_comments(reading, first, "")
        ask_about_unread_lines(reading, blocks)
        ask_about_joined_lines(reading)
    return fields.build_node(reading.source.make_place(0, len(text))), limit_problems(reading.problems)


def _is_empty(reading: MarkdownReading) -> bool:
    text = reading.source.text
    if not text.strip():
        hint = "Type what belongs into it, or delete it."
        reading.report("OKR105", Place(reading.source.path), "There is nothing in this file.", hint)
    elif not strip_comments(text).strip():
        reading.report("OKR106", Place(reading.source.path), "This file holds nothing but comments.")
    else:
        return False
    return True


def _read_text(
    reading: MarkdownReading,
    fields: RecordBuilder,
    blocks: Sequence[MarkdownBlock],
    first: int,
    prose: Field[Prose],
    title: Field[str] | None,
) -> None:
    """Take the whole document as one prose; a title at its start is taken out where it says nothing new."""
    head = next((block for block in blocks if block.kind != "html"), None)
    if title is not None and head is not None and head.kind == "heading" and head.level == 1 and head.text:
        words = reading.make_scalar(head.text)
        known = fields.get(title)
        if known is None:
            fields.add_field(title, words)
        if fields.get(title) is words or getattr(known, "text", None) == words.text:
            first = head.last
    fields.add_field(prose, read_prose_lines(reading.source, range(first, reading.source.line_count)))


def _read_cycle(reading: MarkdownReading, fields: RecordBuilder, blocks: Sequence[MarkdownBlock], first: int) -> None:
    """Read the introduction and the objectives."""
    source = reading.source
    objectives: list[Node] = []
    elsewhere: set[int] = set()
    starts = _find_starts(reading, blocks)
    ends = [*starts[1:], len(blocks)]
    titles = 0
    for at, end in zip(starts, ends, strict=False) if starts else ():
        heading = blocks[at]
        is_objective = heading.level == 2 or is_objective_heading(reading, blocks[at : at + 2])
        last = blocks[end].first if end < len(blocks) else source.line_count
        if is_objective:
            if heading.level != 2:
                report_heading_level(reading, heading)
            else:
                report_lost_heading(reading, heading)
            objectives.append(read_objective(reading, heading, blocks[at + 1 : end], last))
            elsewhere.update(range(heading.first, last))
            continue
        ask_about_top_heading(reading, heading)
        if (titles == 0 and not objectives) or end == at + 1:
            # The file's own title, and headings above objectives that say nothing themselves.
            titles += 1
            elsewhere.update(heading.lines)
    above = [block for block in blocks if block.first not in elsewhere]
    ask_about_stray_key_results(reading, above)
    for block in above:
        if block.kind == "paragraph":
            report_table_with_other_signs(reading, block, "key_result")
    if not objectives and not reading.problems:
        _ask_about_missing_objectives(reading, above)
    intro = [line for line in range(first, source.line_count) if line not in elsewhere]
    reading.text_lines.update(intro)
    reading.structure_lines.update(heading for at in starts for heading in blocks[at].lines)
    fields.add_field(CYCLE_FILE.INTRO, read_prose_lines(source, intro))
    fields.add_records(CYCLE_FILE.OBJECTIVES, objectives)


def _ask_about_missing_objectives(reading: MarkdownReading, blocks: Sequence[MarkdownBlock]) -> None:
    """Ask about lists, tables and headings of a file in which no objective begins: goals may be meant by them."""
    first = next((block for block in blocks if block.kind in ("list", "table") or block.level > 1), None)
    if first is not None:
        place = reading.source.get_lines(first.first, first.first + 1).trim().place
        message = "No objective begins in this file, and all of it is read as an introduction."
        hint = "An objective begins with its title, as a heading with two number signs: ## Title."
        reading.report("OKR119", place, message, hint)


def _find_starts(reading: MarkdownReading, blocks: Sequence[MarkdownBlock]) -> list[int]:
    """Return the places of the headings at which an objective begins, or a text of the file's own."""
    starts: list[int] = []
    has_objective = False
    for at, block in enumerate(blocks):
        if block.kind != "heading":
            continue
        if block.level == 2 and has_objective and report_misplaced_section(reading, block):
            continue
        if has_objective and block.level <= 2 and is_key_result_heading(block):
            continue  # a part of the objective above, which is asked about there
        if block.level <= 2 or is_objective_heading(reading, blocks[at : at + 2]):
            starts.append(at)
            has_objective = has_objective or block.level != 1 or is_objective_heading(reading, blocks[at : at + 2])
    return starts
