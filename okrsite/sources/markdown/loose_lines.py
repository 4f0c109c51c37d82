"""Lines that people mean as Markdown, and that Markdown takes for plain text.

Word processors make dashes and no-break spaces of what was typed, spreadsheets paste tabs, and a blank or an empty line
is soon forgotten. Where such a line can mean one thing only, the block parser is given the line as it was meant.
Positions don't suffer: the parser says on which lines blocks stand, and their words are taken from the file.
"""

from __future__ import annotations

import re

from okrsite.field_types import PROSE
from okrsite.sources.markdown.blocks import PreparedLines
from okrsite.sources.markdown.headings import (
    SECTIONS,
    find_section,
)
from okrsite.sources.markdown.key_results import is_key_result_line
from okrsite.sources.markdown.labels import split_label
from okrsite.sources.markdown.spans import BLANKS, BULLETS, SourceText
from okrsite.sources.markdown.tables import is_record_table, split_cells

_LABEL = r"[*_]{0,2}[^\W\d_][\w '’-]{0,38}?[*_]{0,2}[ \t]{0,3}(?::|$)"
# Whatever isn't found by this is Markdown already, or prose.
_LOOSE = re.compile(
    rf"^[ \t{BLANKS}]*(?:[{BULLETS}][{BLANKS}\t ]|[-{BULLETS}](?:[^\W\d_]|\[|[*_]{{2}}))"
    rf"|^[ \t{BLANKS}]*(?:[-*+#]+|[0-9]{{1,9}}[.)]) ?[{BLANKS}]"
    rf"|^[ \t]*[{BLANKS}]"
    r"|^#{1,6}[^#\s]"
    r"|^[^\s|][^\n]*\n\|"
    r"|^[^\t|\n]+\t[^\t|\n]*\t"
    rf"|^{_LABEL}",
    re.MULTILINE,
)
_BULLET = re.compile(
    rf"(?P<indent>[ \t{BLANKS}]*)"
    rf"(?:[-*+{BULLETS}](?:[{BLANKS}\t ]+|(?=[^\W\d_]|\[|[*_]{{2}}))|\d{{1,9}}[.)][{BLANKS}\t ]+)(?=\S)"
)
_MARKDOWN_BULLET = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_HEADING = re.compile(rf"(?P<signs>#{{1,6}})(?P<blanks>[{BLANKS}\t ]*)(?P<words>[^#\s].*)")
_FENCE = re.compile(r" {0,3}(?P<signs>`{3,}|~{3,})(?P<info>[^`]*)$")
_COMMENT = re.compile(r" {0,3}<!--")
_RECORDS = ("key_result", "initiative", "checkin")


def prepare_lines(source: SourceText, first: int) -> PreparedLines:
    """Return the lines from `first` on as the block parser should see them; those above are empty."""
    rest = source.text[source.find_line_start(first) :]
    numbers = range(source.line_count)
    if not _LOOSE.search(rest):
        # Lines above are blanked out, not cut off, so that line numbers are those of the file.
        return PreparedLines("\n" * first + rest, numbers)
    preparation = _Preparation(source, first)
    for number in range(first, source.line_count):
        preparation.add_line(number)
    return PreparedLines("\n".join(preparation.lines), preparation.numbers)


class _Preparation:
    """The lines as they are prepared, one after the other."""

    def __init__(self, source: SourceText, first: int) -> None:
        self.source = source
        self.lines = [""] * first
        self.numbers = list(range(first))
        self._fence = ""
        """The signs that opened the code in which a line stands."""
        self._in_comment = False
        self._may_hold_fields = False
        """Whether all lines since the last heading are fields."""
        self._columns = 0
        """Of the table with tabs in which a line stands."""

    def add_line(self, number: int) -> None:
        """Add one line of the file."""
        line = self.source.get_line(number)
        if self._is_untouched(line):
            self._append(line, number)
            return
        if self._columns and "\t" in line.strip():
            self._append(self._draw_row(number), number)
            return
        self._columns = 0
        if self._begins_table(number, line):
            return
        self._append(self._read_line(number, line), number)

    def _append(self, line: str, number: int) -> None:
        self.lines.append(line)
        self.numbers.append(number)

    def _is_untouched(self, line: str) -> bool:
        """Whether a line is code or a comment, in which nothing is meant."""
        if self._in_comment:
            self._in_comment = "-->" not in line
            return True
        fence = _FENCE.match(line)
        if self._fence:
            if fence and fence["signs"].startswith(self._fence) and not fence["info"].strip():
                self._fence = ""
            return True
        if fence:
            self._fence = fence["signs"]
            return True
        if _COMMENT.match(line):
            self._in_comment = "-->" not in line
            return True
        return False

    def _begins_table(self, number: int, line: str) -> bool:
        """Add the head of a table that stands right below text, or that has tabs in the place of pipes."""
        if line.startswith("|"):
            above = self.lines[-1].strip() if self.lines else ""
            if not above or above.startswith("|") or not self._is_head(number):
                return False
            self._append("", number)
            self._append(line, number)
        elif "\t" in line.strip() and "|" not in line and self._is_head(number):
            self._append("", number)
            self._columns = len(split_cells(self.source, number, at_tabs=True))
            self._append(self._draw_row(number), number)
            self._append("| --- " * self._columns + "|", number + 1)
        else:
            return False
        self._may_hold_fields = False
        return True

    def _is_head(self, number: int) -> bool:
        return any(is_record_table(self.source, number, record) for record in _RECORDS)

    def _draw_row(self, number: int) -> str:
        """Return a row as GitHub types it; its cells are read from the file."""
        return "| x " * len(split_cells(self.source, number, at_tabs=True)) + "|"

    def _read_line(self, number: int, line: str) -> str:
        """Return a line as Markdown says what it means."""
        if not line.strip():
            return line
        heading = _HEADING.match(line)
        if heading:
            is_meant = heading["blanks"] or len(heading["signs"]) > 1 or self._has_field_below(number)
            self._may_hold_fields = bool(is_meant)
            return f"{heading['signs']} {heading['words']}" if is_meant else line
        if self._is_section_label(number, line):
            self._may_hold_fields = False
            return f"### {line.strip()}"
        if _MARKDOWN_BULLET.match(line):
            return line
        bullet = _BULLET.match(line)
        if bullet and self._is_bullet(number, line, bullet):
            return f"{' ' * len(bullet['indent'])}- {line[bullet.end() :]}"
        if self._may_hold_fields and line[0] not in " \t":
            said = split_label(self.source.get_lines(number, number + 1), "objective")
            if said and said.field and said.field.type is not PROSE:
                return f"- {line}"
            self._may_hold_fields = False
        return line

    def _is_bullet(self, number: int, line: str, bullet: re.Match[str]) -> bool:
        """Whether a sign at the start of a line begins an item of a list."""
        if line[: bullet.end()][-1:].isspace():
            return True
        text = self.source.get_lines(number, number + 1).cut_span(bullet.end())
        said = split_label(text, "objective") or split_label(text, "key_result")
        return bool(said and said.field) or text.raw.startswith("[") or is_key_result_line(text)

    def _has_field_below(self, number: int) -> bool:
        """Whether the next line that says something is a field of an objective."""
        for below in range(number + 1, min(number + 4, self.source.line_count)):
            text = self.source.get_lines(below, below + 1)
            if text.raw.strip():
                bullet = _BULLET.match(text.raw)
                said = split_label(text.cut_span(bullet.end()), "objective") if bullet else None
                return said is not None and said.field is not None
        return False

    def _is_section_label(self, number: int, line: str) -> bool:
        """Whether a line is nothing but the name of a section, with a list or a table below it."""
        words = line.strip(f" \t{BLANKS}*_")
        known = find_section(words) if len(words) < 40 and line[0] not in " \t" else None
        if known is None or known not in SECTIONS:
            return False
        for below in range(number + 1, min(number + 4, self.source.line_count)):
            text = self.source.get_line(below)
            if text.strip():
                return bool(_MARKDOWN_BULLET.match(text) or _BULLET.match(text) or text.startswith("|") or "\t" in text)
        return False
