"""Questions about what looks like a part of the format and is none.

Decides which headings, bullets and paragraphs are asked about because somebody may have meant a field, a key result or
a section by them. All of them stay prose: nothing is guessed, and nothing is lost.
"""

from __future__ import annotations

import re
from itertools import takewhile

from okrsite.field_types import PROSE
from okrsite.fields import Field
from okrsite.problems import Place
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.key_results import is_key_result
from okrsite.sources.markdown.labels import find_field, find_nearest, normalise_label, split_label
from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.sources.markdown.spans import Span
from okrsite.sources.markdown.tables import is_record_table
from okrsite.vocabulary import OBJECTIVE

SECTIONS: dict[Field[object], str] = {
    OBJECTIVE.KEY_RESULTS: "key_result",
    OBJECTIVE.INITIATIVES: "initiative",
    OBJECTIVE.CHECKINS: "checkin",
}
"""Fields of an objective that are lists with a heading of their own, with the record of each item."""

# `Objective:`, `Objective 2:`, `O1:`, `O1 -`, `O1.`; not the `O2` of `O2 supply`.
OBJECTIVE_PREFIX = re.compile(
    r"(?:\*\*|__)?(?:Objective(?:\s?#?\d{1,3})?|O\s?\d{1,3})(?:\*\*|__)?\s{0,3}(?::|[-–—.)](?=\s|\*\*|__))(?:\*\*|__)?\s*",
    re.IGNORECASE,
)
# Stricter than in a bullet: `KR2 is the hardest of them` is a sentence.
_KEY_RESULT_LINE = re.compile(r"(?:\*\*|__)?(?:KR|Key[ ]result)[ ]?#?\d{0,3}(?:\*\*|__)?\s?[:.)]", re.IGNORECASE)
_DATED_LINE = re.compile(r"(?:\*\*|__)?\d{4}-\d{1,2}-\d{1,2}(?!\d)")
_WHO_SEES_IT = re.compile(r"\b(?:audience|visibility)\b", re.IGNORECASE)
_SECTION_WORDS = {
    normalise_label(word): known
    for known in OBJECTIVE.fields
    if known in SECTIONS or known.type is PROSE
    for word in (known.name, *known.labels)
}


def get_section_record(section: Field[object] | None) -> str:
    """Return the record whose items stand below a heading: key results where it names no other."""
    return SECTIONS.get(section, "key_result") if section else "key_result"


def ask_about_section(reading: MarkdownReading, heading: MarkdownBlock) -> None:
    """Ask about a heading below an objective that names no section: a typing error, or a heading of another level."""
    if not heading.text:
        return
    title = reading.make_scalar(heading.text).text
    known = find_field(title, "objective")
    named = known is not None and (known in SECTIONS or known is OBJECTIVE.RETROSPECTIVE)
    if heading.level > 3:
        if named:
            message = f"“{title}” is a level-{heading.level} heading here, and so names no section."
            reading.report("OKR119", heading.text.place, message, "Write it with ###, right below the objective.")
        return
    if OBJECTIVE_PREFIX.match(heading.text.flat_text):
        message = f"“{title}” is a level-3 heading, and so a part of the objective above."
        reading.report("OKR119", heading.text.place, message, "Write it with ## to make it an objective of its own.")
    elif _KEY_RESULT_LINE.match(heading.text.flat_text):
        message = f"“{title}” is a heading, so it is read as plain text."
        hint = "Key results are bullets (- KR: …) or rows of a table."
        reading.report("OKR119", heading.text.place, message, hint)
    elif known is None and (meant := find_nearest(normalise_label(title), tuple(_SECTION_WORDS))):
        label = _SECTION_WORDS[meant].label
        message = f"“{title}” looks like the section “{label}”, and is read as plain text."
        reading.report("OKR118", heading.text.place, message, f"Write “### {label}” if that is what you mean.")


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
    if _KEY_RESULT_LINE.match(first.flat_text):
        what = "This looks like a key result"
    elif said and said.field and said.field.type is not PROSE:
        what = f"“{said.label.flat_text}” looks like a field"
    elif section is OBJECTIVE.CHECKINS and _DATED_LINE.match(first.flat_text):
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
    reading.report(
        "OKR118", place, message, "Head the columns with the words of the vocabulary, such as Title or Date."
    )


def ask_about_late_field(reading: MarkdownReading, item: MarkdownBlock, below_section: bool) -> None:
    """Ask about a bullet that would be a field if it stood right under the objective's heading."""
    said = split_label(item.text, "objective") if item.text else None
    if said and said.field and not (below_section and said.field.type is PROSE):
        message = f"“{said.label.flat_text}” looks like a field, but stands below other text and is read as plain text."
        hint = "Move the bullet up, right under the objective's heading."
        reading.report("OKR118", said.label.place, message, hint)


def ask_about_stray_fields(reading: MarkdownReading, blocks: list[MarkdownBlock]) -> None:
    """Ask about fields typed as bullets in a team's file, where only the front matter holds fields."""
    for item in (item for block in blocks[:1] if block.kind == "list" for item in block.children):
        said = split_label(item.text, "team") if item.text else None
        if said and said.field:
            message = f"“{said.label.flat_text}” is a field, but stands in the text and is read as plain text."
            hint = f"Write it between two lines of --- at the top of the file: {said.field.name}: …"
            reading.report("OKR118", said.label.place, message, hint)


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


def ask_about_top_heading(reading: MarkdownReading, heading: MarkdownBlock) -> None:
    """Ask about a level-1 heading that was meant as an objective: `# Objective 1: Grow`."""
    if heading.text and OBJECTIVE_PREFIX.match(heading.text.flat_text):
        message = f"“{heading.text.line}” is a level-1 heading, and so the file's title and no objective."
        reading.report("OKR119", heading.text.place, message, "Write it with ##.")


def report_misplaced_section(reading: MarkdownReading, heading: MarkdownBlock) -> bool:
    """Report `## Initiatives`, which is a level too high."""
    known = find_field(reading.make_scalar(heading.text).text, "objective") if heading.text else None
    if heading.text and known and known in (*SECTIONS, OBJECTIVE.RETROSPECTIVE):
        message = f"“{heading.text.line}” is a level-2 heading here, and so an objective of its own."
        hint = "Write it with ### to make it a part of the objective above."
        reading.report("OKR119", heading.text.place, message, hint)
        return True
    return False


def ask_whether_objective(reading: MarkdownReading, heading: MarkdownBlock) -> None:
    """Ask about a level-2 heading without any field, key result or id."""
    place: Place = heading.text.place if heading.text else reading.source.make_place(heading.start, heading.start)
    title = reading.make_scalar(heading.text).text if heading.text else ""
    message = f"“{title}” has no field, no key result and no id. Is this an objective?"
    hint = "Every level-2 heading is one. For other headings use ###"
    if heading.last - heading.first > 1:
        hint += "; put an empty line above a line of dashes that only divides"
    reading.report("OKR119", place, message, f"{hint}; or type - Id: or a key result below it.")
