"""Front matter of Markdown: the fields between two lines of three hyphens at the top of a file.

Decides where it begins and ends, also where a line of hyphens is missing, stands too far down or is made of other
signs.
"""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.reading import MarkdownReading, RecordBuilder
from okrsite.sources.markdown.spans import SourceText
from okrsite.sources.yaml import read_yaml
from okrsite.vocabulary import CHECKIN_FILE, CYCLE_FILE, MEMO, TEAM

_FENCE = re.compile(r"---[ \t]*")
# What editors and word processors make of it.
_LOOSE_FENCE = compile_late(r"[ \t]*(?:[-–—―−_=]{1,7}|-[ ]-[ ]-|[*]{3}|[+]{3}|`{3}|~{3})[ \t]*")
_FRONT_FIELD = compile_late(r"[A-Za-z_]{2,20}[ \t]*:(?:[ \t]|$)")
_FURTHEST_FRONT = 40
"""Lines of a file in which front matter is looked for that stands too far down."""
_FRONT_NAMES = frozenset(known.name for record in (CYCLE_FILE, TEAM, MEMO, CHECKIN_FILE) for known in record.fields)
_CODE_FENCE = compile_late(r" {0,3}(?:`{3}|~{3})")
_HEADING_IN_COMMENT = compile_late(
    r" {0,3}(?P<signs>#{1,6})[ \t]+(?P<words>(?=[^\W\d_])(?![a-z])[^:#]{2,79}[^:#.!?\s])[ \t]*"
)
"""`# Dispatch`: the words of a heading, and no sentence, no field and nothing in small letters."""


def read_front_matter(reading: MarkdownReading, fields: RecordBuilder) -> int:
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


def ask_about_headings_in_comments(reading: MarkdownReading, first: int, title: str) -> None:
    """Ask about lines of front matter that are comments there, and headings everywhere else.

    Args:
        reading: The file.
        first: The first line behind the front matter, from 0.
        title: The name of the field that a heading would have given and nothing gives; empty where there is none, and
            a heading of the second level would begin an objective.
    """
    source = reading.source
    for number in range(first - 1):
        match = _HEADING_IN_COMMENT.fullmatch(source.get_line(number))
        if match is None or (len(match["signs"]) > 1) == bool(title):
            continue
        place = source.get_lines(number, number + 1).trim().place
        if title:
            message = f"In front matter “{match[0].strip()}” is a comment, and nothing gives this file a {title}."
            reading.report("OKR118", place, message, f"Write: {title}: {match['words']}")
        else:
            message = f"In front matter “{match[0].strip()}” is a comment, and begins no objective."
            hint = "Move it below the second line of ---; a comment begins with one #."
            reading.report("OKR118", place, message, hint)


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
