"""Markdown files to positioned records.

Decides what of a document is front matter, objective, memo or the text about a team, and hands objectives on. The
result is the record that the same file in YAML would give, with the vocabulary's names; what values mean is decided
later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrsite.fields import Field
from okrsite.problems import Place, Problem
from okrsite.prose import Prose
from okrsite.sources.markdown.ambiguities import (
    ask_about_comments,
    ask_about_stray_fields,
    ask_about_stray_key_results,
    report_open_blocks,
)
from okrsite.sources.markdown.blocks import MarkdownBlock, read_blocks
from okrsite.sources.markdown.headings import (
    ask_about_top_heading,
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
from okrsite.sources.markdown.unread_lines import ask_about_joined_lines, ask_about_unread_lines
from okrsite.sources.records import MapNode, Node
from okrsite.sources.yaml import MAX_PROBLEMS, read_yaml
from okrsite.vocabulary import CHECKIN_FILE, CYCLE_FILE, MEMO, TEAM

__all__ = ["read_markdown"]

_FENCE = re.compile(r"---[ \t]*")
# What editors and word processors make of it.
_LOOSE_FENCE = re.compile(r"[ \t]*(?:[-–—―−_=]{1,7}|-[ ]-[ ]-|[*]{3}|[+]{3}|`{3}|~{3})[ \t]*")
_FRONT_FIELD = re.compile(r"[A-Za-z_]{2,20}[ \t]*:(?:[ \t]|$)")
_FURTHEST_FRONT = 40
"""Lines of a file in which front matter is looked for that stands too far down."""
_FRONT_NAMES = frozenset(known.name for record in (CYCLE_FILE, TEAM, MEMO, CHECKIN_FILE) for known in record.fields)
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
    first = _read_front_matter(reading, fields)
    prepared = None if record in _TEXTS else prepare_lines(reading.source, first)
    blocks, reading.names = read_blocks(reading.source, first, prepared)
    ask_about_comments(reading, blocks)
    report_open_blocks(reading, blocks)
    if record in _TEXTS:
        _read_text(reading, fields, blocks, first, *_TEXTS[record])
        if record == TEAM.name:
            ask_about_stray_fields(reading, [block for block in blocks if block.kind not in ("heading", "html")])
    else:
        blocks = restore_headings(reading, blocks)
        _read_cycle(reading, fields, blocks, first)
        ask_about_unread_lines(reading, blocks)
        ask_about_joined_lines(reading)
    return fields.build_node(reading.source.make_place(0, len(text))), reading.problems[:MAX_PROBLEMS]


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


def _read_front_matter(reading: MarkdownReading, fields: RecordBuilder) -> int:
    """Read the lines between `---` and `---` at the start, and return the number of the first line behind them."""
    source = reading.source
    opening = _find_front_matter(source)
    fields_first = _find_fields_without_fence(source) if opening is None else None
    if opening is None and fields_first is None:
        if (late := _find_late_front_matter(source)) is not None:
            message = "A text stands above the front matter, so nothing of that is read."
            hint = "Move it to the top of the file: its first --- is the file's first line."
            reading.report("OKR120", source.get_lines(late, late + 1).trim().place, message, hint)
        return 0
    fence = _FENCE
    if opening is None:
        opening = (fields_first or 0) - 1
        message = "Above the front matter, a line of three hyphens is missing."
        reading.report(
            "OKR118", reading.source.get_lines(opening + 1, opening + 2).trim().place, message, "Type --- above it."
        )
    elif not _FENCE.fullmatch(source.get_line(opening)):
        _report_fence(reading, opening, "above", "Word processors make one long dash of them.")
        fence = _LOOSE_FENCE
    elif opening:
        place = source.make_place(source.find_line_start(opening), source.find_line_end(opening))
        message = "The front matter doesn't begin on the first line of the file."
        reading.report("OKR118", place, message, "Delete the empty lines above its ---.")
    end = _find_front_matter_end(source, opening, fence)
    if end is not None and fence is _FENCE and not _FENCE.fullmatch(source.get_line(end)):
        _report_fence(reading, end, "below")
    if end is None:
        below = _find_line_below_fields(source, opening + 1) + 1
        message = f"The front matter begins with --- and never ends: another is missing, probably above line {below}."
        hint = "Put a line with --- behind its last field; without front matter, delete the first line."
        start = source.find_line_start(opening)
        reading.report("OKR120", source.make_place(start, source.find_line_end(opening)), message, hint)
        return opening + 1
    inner = source.text[source.find_line_start(opening + 1) : source.find_line_start(end)]
    if any(line.strip() and not line.strip().startswith("#") for line in inner.splitlines()):
        front, problems = read_yaml(source.path, inner, first_line=opening + 2)
        reading.problems.extend(problems)
        for entry in front or ():
            fields.add_entry(entry.key.text, entry.value, entry.key.place)
    elif inner.strip():
        # Two lines of dashes that only divide would make a comment of the heading between them.
        place = source.get_lines(opening + 1, end).trim().place
        hint = "Lines that begin with # are comments here. A heading belongs below the second line of ---."
        reading.report("OKR106", place, "The front matter holds nothing but comments.", hint)
    return end + 1


def _report_fence(reading: MarkdownReading, line: int, side: str, hint: str = "") -> None:
    """Report a line that was meant as the one of three hyphens above or below the front matter."""
    source = reading.source
    place = source.make_place(source.find_line_start(line), source.find_line_end(line))
    if _FENCE.fullmatch(source.get_line(line).lstrip()):
        message = f"Blanks stand before the three hyphens {side} the front matter, where others don't read them."
        reading.report("OKR118", place, message, "Delete the blanks: --- begins in the first column.")
        return
    message = f"The line {side} the front matter is not made of three hyphens, as in ---."
    reading.report("OKR118", place, message, hint, correction="---")


def _find_front_matter_end(source: SourceText, opening: int, fence: re.Pattern[str]) -> int | None:
    """Return the line that ends the front matter: one of three hyphens, or what was meant as one below fields.

    Below the first objective, such a line divides something else.
    """
    strict = loose = heading = None
    for number in range(opening + 1, source.line_count):
        line = source.get_line(number)
        if fence.fullmatch(line):
            strict = number
            break
        if loose is None and number > opening + 1 and _LOOSE_FENCE.fullmatch(line):
            loose = number
        if heading is None and line.startswith("## "):
            heading = number
    is_usual = strict is not None and (heading is None or strict < heading)
    return strict if is_usual or loose is None or (heading is not None and loose > heading) else loose


def _find_fields_without_fence(source: SourceText) -> int | None:
    """Return the first line that says something, if it is a field and three hyphens stand below the fields only."""
    first = next((line for line in range(min(source.line_count, 20)) if source.get_line(line).strip()), 0)
    match = _FRONT_FIELD.match(source.get_line(first))
    if match is None or match[0].rstrip(": \t") not in _FRONT_NAMES:
        return None
    for number in range(first + 1, min(first + 100, source.line_count)):
        line = source.get_line(number)
        if _FENCE.fullmatch(line):
            return first
        if line.startswith("#") or not line.strip():
            return None
    return None


def _find_line_below_fields(source: SourceText, first: int) -> int:
    """Return the first line that is no field, no part of one and not empty."""
    inner = re.compile(r"[ \t]|-[ \t]|#(?!#)|[\w-]{1,40}[ \t]*:|\Z")
    lines = range(first, source.line_count)
    below = next((number for number in lines if not inner.match(source.get_line(number))), source.line_count)
    while below > first and not source.get_line(below - 1).strip():
        below -= 1  # the line that is missing stood above the empty ones
    return below


_CODE_FENCE = re.compile(r" {0,3}(?:`{3}|~{3})")


def _find_late_front_matter(source: SourceText) -> int | None:
    """Return the line of three hyphens that opens front matter further down; None where there is none."""
    for number in range(min(_FURTHEST_FRONT, source.line_count - 1)):
        if _CODE_FENCE.match(source.get_line(number)):
            return None  # what stands in code is an example
        match = _FRONT_FIELD.match(source.get_line(number + 1)) if _FENCE.fullmatch(source.get_line(number)) else None
        if match and match[0].rstrip(": \t") in _FRONT_NAMES:
            below = range(number + 2, min(number + 100, source.line_count))
            ends = (_FENCE.fullmatch(source.get_line(line)) is not None for line in below)
            return number if any(ends) else None
    return None


def _find_front_matter(source: SourceText) -> int | None:
    """Return the line that opens the front matter, from 0; None where there is none.

    That is the first line of three hyphens, or the first that says anything, if it was meant so: what stands between
    it and the next of its kind are fields.
    """
    first = next((line for line in range(min(source.line_count, 20)) if source.get_line(line).strip()), 0)
    line = source.get_line(first)
    if first == 0 and _FENCE.fullmatch(line):
        return 0
    if not _LOOSE_FENCE.fullmatch(line):
        return None
    below = next((source.get_line(number) for number in range(first + 1, source.line_count)), "")
    end = next(
        (number for number in range(first + 1, source.line_count) if _LOOSE_FENCE.fullmatch(source.get_line(number))),
        None,
    )
    return first if end is not None and _FRONT_FIELD.match(below) else None


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
    ask_about_stray_key_results(reading, [block for block in blocks if block.first not in elsewhere])
    intro = [line for line in range(first, source.line_count) if line not in elsewhere]
    reading.text_lines.update(intro)
    reading.structure_lines.update(heading for at in starts for heading in blocks[at].lines)
    fields.add_field(CYCLE_FILE.INTRO, read_prose_lines(source, intro))
    fields.add_records(CYCLE_FILE.OBJECTIVES, objectives)


def _find_starts(reading: MarkdownReading, blocks: Sequence[MarkdownBlock]) -> list[int]:
    """Return the places of the headings at which an objective begins, or a text of the file's own."""
    starts: list[int] = []
    has_objective = False
    for at, block in enumerate(blocks):
        if block.kind != "heading":
            continue
        if block.level == 2 and has_objective and report_misplaced_section(reading, block):
            continue
        if block.level <= 2 or is_objective_heading(reading, blocks[at : at + 2]):
            starts.append(at)
            has_objective = has_objective or block.level != 1 or is_objective_heading(reading, blocks[at : at + 2])
    return starts
