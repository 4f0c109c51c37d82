"""Headings in a file of objectives: which begin an objective or one of its parts, and which were meant to.

A heading that is spelled or placed a little differently is read as what it can only mean, with a word about it; one
that could be a text's own is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrsite.field_types import PROSE
from okrsite.fields import Field
from okrsite.late_patterns import compile_late
from okrsite.problems import Place
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.labels import find_field, find_nearest, normalise_label, split_label
from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.sources.markdown.targets import names_target
from okrsite.vocabulary import OBJECTIVE

SECTIONS: dict[Field[object], str] = {
    OBJECTIVE.KEY_RESULTS: "key_result",
    OBJECTIVE.INITIATIVES: "initiative",
    OBJECTIVE.CHECKINS: "checkin",
}
"""Fields of an objective that are lists with a heading of their own, with the record of each item."""

# `Objective:`, `Objective 2:`, `O1:`, `O1 -`, `O1.`; not the `O2` of `O2 supply`.
OBJECTIVE_PREFIX = compile_late(
    r"(?:\*\*|__)?(?:Objective(?:\s?#?\d{1,3})?|O\s?\d{1,3})(?:\*\*|__)?\s{0,3}(?::|[-–—.)](?=\s|\*\*|__))(?:\*\*|__)?\s*",
    re.IGNORECASE,
)
# Stricter than in a bullet: `KR2 is the hardest of them` is a sentence.
KEY_RESULT_LINE = re.compile(r"(?:\*\*|__)?(?:KR|Key[ ]result)[ ]?#?\d{0,3}(?:\*\*|__)?\s?[:.)]", re.IGNORECASE)
_TYPED_HEADING = compile_late(r" {0,3}#")
DATED_LINE = re.compile(r"(?:\*\*|__)?\d{4}-\d{1,2}-\d{1,2}(?!\d)")
_DAY_ALONE = compile_late(r"\d{4}-\d\d-\d\d(?:[,:]?\s\(?[^\W\d][\w. ]{0,30}\)?)?\s?:?")
"""A day, perhaps with an author behind it."""
_OTHER_WORDS: dict[str, Field[object]] = {
    **dict.fromkeys(
        (
            "actions",
            "action items",
            "activities",
            "tasks",
            "to do",
            "to dos",
            "todo",
            "todos",
            "projects",
            "next steps",
        ),
        OBJECTIVE.INITIATIVES,
    ),
    **dict.fromkeys(
        ("results", "measures", "metrics", "targets", "measurements", "how we measure it"), OBJECTIVE.KEY_RESULTS
    ),
    **dict.fromkeys(
        ("log", "history", "news", "progress", "weekly", "status", "reports", "notes by week"), OBJECTIVE.CHECKINS
    ),
}
"""What others call a section; read as text where it holds no list."""
_SECTION_WORDS = {
    normalise_label(word): known
    for known in OBJECTIVE.fields
    if known in SECTIONS or known.type is PROSE
    for word in (known.name, *known.labels)
}


def find_section(words: str) -> Field[object] | None:
    """Return the field whose section a heading names; None for one that names no section."""
    known = find_field(words, "objective")
    return known if known is not None and (known in SECTIONS or known.type is PROSE) else None


def get_section_record(section: Field[object] | None) -> str:
    """Return the record whose items stand below a heading: key results where it names no other."""
    return SECTIONS.get(section, "key_result") if section else "key_result"


def ask_about_section(
    reading: MarkdownReading, heading: MarkdownBlock, below: Sequence[MarkdownBlock] = ()
) -> Field[object] | None:
    """Ask about a heading below an objective that names no section: a typing error, or a heading of another level.

    Returns:
        The section that was meant, where what stands `below` it is then asked about no more.
    """
    if not heading.text:
        return None
    title = reading.make_scalar(heading.text).text
    known = find_field(title, "objective")
    items = [item for block in below if block.kind == "list" for item in block.children if item.text]
    place = heading.text.place
    if OBJECTIVE_PREFIX.match(heading.text.flat_text):
        message = f"“{title}” is a level-{heading.level} heading, and so a part of the objective above."
        reading.report("OKR119", place, message, "Write it with ## to make it an objective of its own.")
    elif is_key_result_heading(heading):
        message = f"“{title}” is a heading, so it is read as plain text, with all below it."
        hint = "Key results are bullets (- KR: …), their fields are indented below them; or they are rows of a table."
        if heading.text and names_target(heading.text):
            hint += f" Write: - {heading.text.line}"
        reading.report("OKR119", place, message, hint)
        return OBJECTIVE.KEY_RESULTS if items else None
    elif _DAY_ALONE.fullmatch(heading.text.flat_text):
        message = f"“{title}” looks like a check-in, but is a heading, so it and what stands below are plain text."
        author = "" if "," in title else ", Anna"
        reading.report("OKR118", place, message, f"Write it as a bullet: - {title.rstrip(' :')}{author}: …")
    elif known is None and (meant := _find_meant_section(normalise_label(title), items)):
        called = capitalise_section(meant)
        message = f"“{title}” looks like the section “{called}”, and is read as plain text."
        hint = f"Write “### {called}” if that is what you mean."
        reading.report("OKR118", place, message, hint, correction=called)
        return meant
    return None


_AND_MORE = compile_late(r"(?P<name>[a-z -]{3,20}?)\s?(?:[&+/,]|and|und)\s.{1,40}")
"""`Initiatives & next steps`."""


def capitalise_section(section: Field[object]) -> str:
    """Return the name of a section as people write it: `Check-ins`."""
    return (section.labels[0] if section is OBJECTIVE.CHECKINS else section.name.replace("_", " ")).capitalize()


def _find_meant_section(title: str, items: Sequence[MarkdownBlock]) -> Field[object] | None:
    """Return the section that a heading means by its words, or by what stands below it."""
    if meant := find_nearest(title, tuple(_SECTION_WORDS)):
        return _SECTION_WORDS[meant]
    if items and (more := _AND_MORE.fullmatch(title)) and more["name"] in _SECTION_WORDS:
        return _SECTION_WORDS[more["name"]]
    if items and title in _OTHER_WORDS:
        return _OTHER_WORDS[title]
    if items and all(item.text and DATED_LINE.match(item.text.flat_text) for item in items):
        return OBJECTIVE.CHECKINS
    return None


def is_key_result_heading(heading: MarkdownBlock) -> bool:
    """Whether the words of a heading begin like a key result: `## KR: Repeat customers: 120 → 180`."""
    return heading.text is not None and KEY_RESULT_LINE.match(heading.text.flat_text) is not None


def ask_about_top_heading(reading: MarkdownReading, heading: MarkdownBlock) -> None:
    """Ask about a level-1 heading that was meant as an objective: `# Objective 1: Grow`."""
    if heading.text and OBJECTIVE_PREFIX.match(heading.text.flat_text):
        message = f"“{heading.text.line}” is a level-1 heading, and so the file's title and no objective."
        reading.report("OKR119", heading.text.place, message, "Write it with ##.")


def is_objective_heading(reading: MarkdownReading, blocks: Sequence[MarkdownBlock]) -> bool:
    """Whether a heading, the first of the blocks, is an objective's by what stands right below it: its fields."""
    heading, *below = blocks
    if heading.level == 2 or not below or below[0].kind != "list" or not heading.text:
        return heading.level == 2
    title = reading.make_scalar(heading.text).text
    if find_section(title) or KEY_RESULT_LINE.match(heading.text.flat_text):
        return False
    items = [item.text for item in below[0].children if item.text]
    labelled = [said.field for text in items if (said := split_label(text, "objective"))]
    fields = [known for known in labelled if known and known.type is not PROSE and known not in SECTIONS]
    return bool(fields) and fields[0] is labelled[0] and (len(fields) > 1 or OBJECTIVE.ID in fields)


def report_heading_level(reading: MarkdownReading, heading: MarkdownBlock) -> None:
    """Report an objective whose heading is of another level than the second."""
    if heading.text:
        message = f"The fields of an objective stand below this heading of level {heading.level}, so it is read as one."
        place = reading.source.get_lines(heading.first, heading.first + 1).trim().place
        correction = f"## {heading.text.line.lstrip('# ')}"
        reading.report(
            "OKR119", place, message, "The heading of an objective has two number signs.", correction=correction
        )


def report_lost_heading(reading: MarkdownReading, heading: MarkdownBlock) -> None:
    """Report an objective whose title stands on a line that is no heading, or not for everybody."""
    raw = reading.source.get_line(heading.first)
    if heading.text and not _TYPED_HEADING.match(raw) and heading.last - heading.first == 1:
        message = "The fields of an objective stand below this line, so it is read as the objective's heading."
        place = reading.source.get_lines(heading.first, heading.first + 1).trim().place
        words = reading.make_scalar(heading.text).text
        hint = "A heading begins with two number signs and a blank, and nothing stands before them."
        is_indented = raw.strip() == f"## {words}"
        if is_indented:
            hint = f"A heading begins in the first column: delete the blanks before `## {words}`."
        reading.report("OKR119", place, message, hint, correction=None if is_indented else f"## {words}")


def report_misplaced_section(reading: MarkdownReading, heading: MarkdownBlock) -> bool:
    """Report `## Initiatives`, which is a level too high, and return whether it was."""
    known = find_field(reading.make_scalar(heading.text).text, "objective") if heading.text else None
    if heading.text and known and known in (*SECTIONS, OBJECTIVE.RETROSPECTIVE):
        message = (
            f"“{heading.text.line}” has two number signs, as an objective has, and is read as a part of the one above."
        )
        place = reading.source.get_lines(heading.first, heading.first + 1).trim().place
        reading.report("OKR119", place, message, "A part has three.", correction=f"### {heading.text.line}")
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


def ask_about_other_section(reading: MarkdownReading, items: Sequence[MarkdownBlock]) -> None:
    """Ask about bullets below “Initiatives” of which one is the heading of another section, or which are check-ins."""
    texts = [item.text for item in items if item.text]
    heading = next((text for text in texts if find_section(text.flat_text) in SECTIONS), None)
    if heading is not None:
        message = f"“{heading.flat_text}” is read as an initiative, because the line begins like one."
        reading.report("OKR118", heading.place, message, f"If it is a heading, write: ### {heading.flat_text}")
        return
    checkin = next((text for text in texts if DATED_LINE.match(text.flat_text) and ":" in text.raw[10:90]), None)
    if checkin is not None:
        message = "This looks like a check-in, but stands below “Initiatives”, and is read as one of them."
        reading.report("OKR118", checkin.place, message, "Put a heading above it: ### Check-ins")
