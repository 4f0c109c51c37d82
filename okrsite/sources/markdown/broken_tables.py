"""Paragraphs that were meant as tables: reported, so that no key result is lost in silence."""

from __future__ import annotations

import re

from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.labels import normalise_label
from okrsite.sources.markdown.reading import MarkdownReading
from okrsite.sources.markdown.table_cells import DASHES, is_record_head, is_record_table, split_cells

_FEWEST_SIGNS = 2
"""Between the names of three columns."""
_WIDE_BLANK = re.compile(r" {2,}|\t+")


def _find_separator(head: str, record: str) -> str:
    """Return what divides the names of columns in a line; empty where they are none."""
    for sign, name in ((";", "“;”"), (",", "“,”"), (_WIDE_BLANK, "blanks")):
        if isinstance(sign, str) and head.count(sign) < _FEWEST_SIGNS:
            continue
        parts = head.split(sign) if isinstance(sign, str) else sign.split(head)
        if len(parts) > _FEWEST_SIGNS and is_record_head(
            [normalise_label(label.strip(" *_`\"'")) for label in parts], record
        ):
            return name
    return ""


def report_table_with_other_signs(reading: MarkdownReading, block: MarkdownBlock, record: str) -> bool:
    """Report a paragraph that was meant as a table, and has commas or blanks between its cells; return whether."""
    first = reading.source.get_line(block.first).strip()
    sign = _find_separator(first, record) if "|" not in first else ""
    if sign:
        place = reading.source.get_lines(block.first, block.first + 1).trim().place
        message = f"This looks like a table with {sign} between its cells, and is read as plain text."
        hint = "Put | between the cells, and a line of dashes below the head: | --- | --- |."
        reading.report("OKR120", place, message, hint)
    return bool(sign)


def report_broken_table(reading: MarkdownReading, block: MarkdownBlock, record: str) -> bool:
    """Report a paragraph that was meant as a table: without its line of dashes, or cut off by an empty line.

    Returns:
        Whether it was.
    """
    source = reading.source
    first = source.get_line(block.first).strip()
    if report_table_with_other_signs(reading, block, record):
        return True
    if not (first.startswith("|") and first.count("|") > 1) and not (
        "|" in first and is_record_table(source, block.first, record)
    ):
        return False
    below = source.get_line(block.first + 1) if block.first + 1 < block.last else ""
    place = source.get_lines(block.first, block.first + 1).trim().place
    if "-" in below and DASHES.fullmatch(below):
        heads, dashes = len(split_cells(source, block.first)), len(split_cells(source, block.first + 1))
        message = f"This is no table yet: its head has {heads} cells, the line of dashes below it {dashes}."
        reading.report("OKR120", place, message, "Give both the same number of cells.")
    else:
        message = "This row belongs to no table, so it is read as plain text."
        hint = "Put a line of dashes below a table's head (| --- | --- |), and no empty line between its rows."
        reading.report("OKR120", place, message, hint)
    return True
