"""The cells of tables, and which tables hold records: that shows in the names of their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from okrsite.late_patterns import compile_late
from okrsite.sources.markdown.blocks import MarkdownBlock
from okrsite.sources.markdown.labels import find_field, normalise_label
from okrsite.sources.markdown.spans import SourceText, Span
from okrsite.sources.markdown.table_slips import has_doubled_pipes

_TAB = compile_late(r"\t")
_PIPE = re.compile(r"(?<!\\)\|")
_DOUBLED_PIPE = compile_late(r"\|\|")
DASHES = re.compile(r"[\s|:-]*")
"""The line below the head of a table."""
LOOSE_DASHES = compile_late(r"[\s|:+=_—–―−-]*")
"""What people type in the place of a table's line of dashes, and what programs make of it."""
_NUMBER = compile_late(r"[-−+]?(?:[A-Z]{3} ?|[$£€¥])?\.?\d")
_TITLES = frozenset({"key result", "key results", "kr", "krs"})
# Columns that only a table of key results has; two of them, or one and a title, are enough to know it.
_MEASURES = frozenset({"from", "to", "now", "keep", "kpi", "levels", "milestones", "confidence", "grade"})


def split_cells(source: SourceText, line: int, *, at_tabs: bool = False) -> list[Span]:
    """Return the cells of a row, as GitHub cuts them: at every pipe without a backslash before it, in code too.

    `at_tabs` cuts a row that was pasted from a spreadsheet.
    """
    row = source.get_lines(line, line + 1)
    if at_tabs:
        ends = [-1, *(match.start() for match in _TAB.finditer(row.raw)), len(row.raw)]
        return [row.cut_span(start + 1, end) for start, end in pairwise(ends)]
    row = row.trim()
    raw, ends = row.raw, [-1]
    if has_doubled_pipes(raw):
        pipes = [match.start() for match in _DOUBLED_PIPE.finditer(raw)]
        return [row.cut_span(start + 2, end) for start, end in pairwise(pipes)]
    ends += [match.start() for match in _PIPE.finditer(raw)]
    ends.append(len(raw))
    bounds = list(pairwise(ends))
    if bounds and bounds[0] == (-1, 0):
        bounds.pop(0)
    if bounds and bounds[-1][1] - bounds[-1][0] == 1:
        bounds.pop()
    return [row.cut_span(start + 1, end) for start, end in bounds]


def has_tabs(source: SourceText, line: int) -> bool:
    """Whether the cells of a row are divided by tabs: it has no pipe."""
    text = source.get_line(line)
    return "\t" in text.strip() and "|" not in text


def is_record_table(source: SourceText, line: int, record: str) -> bool:
    """Whether the row on a line is the head of a table of records."""
    cells = split_cells(source, line, at_tabs=has_tabs(source, line))
    return is_record_head([normalise_label(cell.line.strip("*_` ")) for cell in cells], record)


def is_record_head(labels: Sequence[str], record: str) -> bool:
    """Whether these are the names of the columns of a table of records, in lower case."""
    known = {field.name for label in labels if (field := find_field(label, record))}
    if record != "key_result":
        return len(known) > 1 or bool(known & {"title", "date"})
    if any(label in _TITLES for label in labels):
        return True
    measures = known & _MEASURES
    return len(measures) > 1 or bool(measures and "title" in known)


def holds_numbers(source: SourceText, block: MarkdownBlock) -> bool:
    """Whether a row of a table has two numbers or more."""
    rows = (split_cells(source, line) for line in range(block.first + 2, block.last))
    return any(sum(_NUMBER.match(cell.raw) is not None for cell in row) > 1 for row in rows)
