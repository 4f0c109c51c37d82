"""Lines that people mean as Markdown, and that Markdown takes for plain text.

Word processors make dashes and no-break spaces of what was typed, spreadsheets paste tabs, and a blank or an empty line
is soon forgotten. Where such a line can mean one thing only, the block parser is given the line as it was meant.
Positions don't suffer: the parser says on which lines blocks stand, and their words are taken from the file.
"""

from __future__ import annotations

import re
from itertools import takewhile

from okrsite.field_types import PROSE
from okrsite.sources.markdown.blocks import PreparedLines
from okrsite.sources.markdown.headings import (
    OBJECTIVE_PREFIX,
    SECTIONS,
    find_section,
)
from okrsite.sources.markdown.key_results import is_key_result_line
from okrsite.sources.markdown.labels import split_label
from okrsite.sources.markdown.loose_search import may_hold_loose_lines
from okrsite.sources.markdown.spans import BLANKS, BULLETS, SourceText, Span
from okrsite.sources.markdown.table_cells import LOOSE_DASHES, is_record_table, split_cells
from okrsite.sources.markdown.wrapped_lines import is_wrapped_number

_BULLET = re.compile(
    rf"(?P<indent>[ \t{BLANKS}]*)"
    rf"(?:[-*+{BULLETS}](?:[{BLANKS}\t ]+|(?=[^\W\d_]|\[|[*_]{{2}}))|-(?=\d{{4}}-\d)|-- "
    rf"|\d{{1,9}}[.)][{BLANKS}\t ]+)(?=\S)"
)
_MARKDOWN_BULLET = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_LOST_BULLET = re.compile(r"(?:(?:o|\\[-*+])[ \t]+)?(?=(?:\*\*|__)?KR\d{0,3}(?:\*\*|__)?[:.)](?:\*\*|__)?[ \t]\S)")
"""A key result among others that Markdown adds to the one above it."""
_NUMBERED, _NESTED = re.compile(r"\d{1,3}[.)] "), re.compile(r"  [-*+] ")
_BOX_OR_DAY = re.compile(r"\[|\d{4}-\d\d-\d\d")
_LISTED = re.compile(r"(?P<indent> *)[-*+] (?:\[|\d{4}-\d\d-\d\d)")
_OPENS_LIST = re.compile(r"(?:- [^:]{1,40}:[ \t]*|  - .*)  -")
"""A field without a value, or a value of one, with a line that begins with a dash indented below it."""
_MAY_BE_OF_LIST = re.compile(r"\s*(?:[-*+] |$)| ").match
_IDENTITY = re.compile(rf" ?[-*+{BULLETS}][ \t{BLANKS}]*[*_]{{0,2}}(?P<label>id|owner)\b[*_]{{0,2}}\s?:", re.IGNORECASE)
_STRONG_HEADING = re.compile(rf"[ \t{BLANKS}>\\`]*(?:[#＃]{{1,6}}[ \t{BLANKS}]*|<h[1-6]>)(?=[^\s#＃])")
_NO_TITLE = re.compile(
    rf"[ \t]*(?:[|~]|`{{3}}|<!--|[-*_=]{{3,}}[ \t]*$|[-*+{BULLETS}]?[ \t]*(?:\[|\d{{4}}-\d|[\w -]{{1,30}}:[ \t]))"
)
_LONGEST_TITLE = 200
_DASHES = re.compile(r":?-{1,200}:?")
_HEADING = re.compile(rf"(?P<signs>#{{1,6}})(?P<blanks>[{BLANKS}\t ]*)(?P<words>[^#\s].*)")
_HASHTAG = re.compile(r"#[a-z][\w-]*[ \t]*")
"""`#draft`, which is a tag, where a title has more than one word or a capital."""
_FENCE = re.compile(r" {0,3}(?P<signs>`{3,}|~{3,})(?P<info>[^`]*)$")
_COMMENT = re.compile(r" {0,3}<!--")
_RECORDS = ("key_result", "initiative", "checkin")


def prepare_lines(source: SourceText, first: int) -> PreparedLines:
    """Return the lines from `first` on as the block parser should see them; those above are empty."""
    rest = source.text[source.find_line_start(first) :]
    numbers = range(source.line_count)
    if not may_hold_loose_lines(rest):
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
        self._skipped = -1
        """The line that stands in the place of a table's line of dashes."""
        self._has_heading = False
        self._identity: set[str] = set()
        """Which of `id` and `owner` the present objective has said."""

    def add_line(self, number: int) -> None:
        """Add one line of the file."""
        line = self.source.get_line(number)
        if number == self._skipped:
            return
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
            if above.startswith("|") or not self._is_head(number):
                return False
            if above:
                self._append("", number)
            self._append(line, number)
            self._draw_rule(number)
        elif "\t" in line.strip() and "|" not in line and self._is_head(number):
            self._append("", number)
            self._columns = len(split_cells(self.source, number, at_tabs=True))
            self._append(self._draw_row(number), number)
            self._append("| --- " * self._columns + "|", number + 1)
            below = self.source.get_line(number + 1)
            if LOOSE_DASHES.fullmatch(below) and below.strip():
                self._skipped = number + 1  # only the head was pasted
        else:
            return False
        self._may_hold_fields = False
        return True

    def _draw_rule(self, head: int) -> None:
        """Add the line of dashes below a table's head where there is none that Markdown takes for one."""
        columns = len(split_cells(self.source, head))
        below = self.source.get_line(head + 1)
        cells = split_cells(self.source, head + 1) if below.lstrip()[:1] in ("|", "-", ":") else []
        if len(cells) == columns and all(_DASHES.fullmatch(cell.raw) for cell in cells):
            return
        self._append("| --- " * columns + "|", head + 1)
        if LOOSE_DASHES.fullmatch(below) and below.strip():
            self._skipped = head + 1

    def _is_head(self, number: int) -> bool:
        is_key_result = _LOST_BULLET.match(self.source.get_line(number).lstrip("-*+ \t")) is not None
        return not is_key_result and any(is_record_table(self.source, number, record) for record in _RECORDS)

    def _draw_row(self, number: int) -> str:
        """Return a row as GitHub types it; its cells are read from the file."""
        return "| x " * len(split_cells(self.source, number, at_tabs=True)) + "|"

    def _read_line(self, number: int, line: str) -> str:
        """Return a line as Markdown says what it means."""
        if not line.strip():
            return ""
        if identity := _IDENTITY.match(line):
            self._identity.add(identity["label"].casefold())
        elif words := self._find_lost_title(number, line):
            self._begin_objective()
            return f"## {words}"
        if number and is_wrapped_number(line, self.source.get_line(number - 1)):
            return f"{line[: len(line) - len(line.lstrip())]}x"
        heading = _HEADING.match(line) or self._match_indented_heading(number, line)
        if heading:
            is_tag = _HASHTAG.fullmatch(line) is not None
            is_meant = heading["blanks"] or len(heading["signs"]) > 1 or (not is_tag and self._has_field_below(number))
            if len(heading["signs"]) < 3 and not is_tag:
                self._begin_objective()
            self._may_hold_fields = bool(is_meant)
            return f"{heading['signs']} {heading['words']}" if is_meant else line
        if self._is_section_label(number, line):
            self._may_hold_fields = False
            return f"### {line.strip()}"
        if _MARKDOWN_BULLET.match(line):
            return self._straighten_bullet(number, line)
        above = self.lines[-1] if self.lines else ""
        if (lost := _LOST_BULLET.match(line)) and above[:1] in ("-", "*", "+", " ") and above.strip():
            return f"- {line[lost.end() :]}"
        bullet = _BULLET.match(line)
        if bullet and self._is_bullet(number, line, bullet):
            return self._straighten_bullet(number, f"{' ' * len(bullet['indent'])}- {line[bullet.end() :]}")
        if self._may_hold_fields and line[0] not in " \t":
            said = split_label(self.source.get_lines(number, number + 1), "objective")
            if said and said.field and said.field.type is not PROSE:
                return f"- {line}"
            self._may_hold_fields = False
        return line

    def _match_indented_heading(self, number: int, line: str) -> re.Match[str] | None:
        """Match a heading with blanks before it, which Markdown makes a part of the list above it."""
        heading = _HEADING.match(line.lstrip(" ")) if line[:1] == " " and line[:4].strip() else None
        if heading and (find_section(heading["words"].strip()) or self._has_field_below(number)):
            return heading
        return None

    def _straighten_bullet(self, number: int, line: str) -> str:
        """Return a bullet where it was meant: in line, or below a key result, with what is nested in it.

        A number and a tab are wider than the two blanks by which people indent what belongs to a bullet.
        """
        if line[1:2] == "\t" and line[0] in "-*+":
            return f"{line[0]} {line[1:].lstrip()}"
        if (numbered := _NUMBERED.match(line)) and _NESTED.match(self.source.get_line(number + 1)):
            text = self.source.get_lines(number, number + 1).cut_span(numbered.end())
            return f"- {line[numbered.end() :]}" if is_key_result_line(text) else line
        if line[:1] != " ":
            return line
        text = self.source.get_lines(number, number + 1)
        bullet = _BULLET.match(text.raw)
        words = text.cut_span(bullet.end() if bullet else 0)
        if line[1:2] == " ":
            return line.lstrip() if self._is_shifted(number, line, words) else line
        said = split_label(words, "key_result")
        is_inner = bool(said and said.field) and not self._may_hold_fields and not is_key_result_line(words)
        return f" {line}" if is_inner else line[1:]

    def _is_shifted(self, number: int, line: str, words: Span) -> bool:
        """Whether a bullet two or three blanks to the right is a record that stands below no other bullet.

        A box or a check-in is one only where the others of its list stand further left.
        """
        if line[:4].isspace() or not (is_key_result_line(words) or self._is_first_apart(number, line, words)):
            return False
        above = next(
            (at for at in range(number - 1, number - 4, -1) if at >= 0 and self.source.get_line(at).strip()), -1
        )
        return above < 0 or not (self.source.get_line(above)[:1] == " " or _BULLET.match(self.source.get_line(above)))

    def _is_first_apart(self, number: int, line: str, words: Span) -> bool:
        """Whether a box or a check-in right below a heading stands further right than those that follow."""
        above = next((at for at in (number - 1, number - 2) if at >= 0 and self.source.get_line(at).strip()), -1)
        if above < 0 or not _BOX_OR_DAY.match(words.raw) or not self.source.get_line(above).startswith("#"):
            return False
        margin = len(line) - len(line.lstrip())
        below = (self.source.get_line(at) for at in range(number + 1, min(number + 40, self.source.line_count)))
        starts = (match for other in takewhile(_MAY_BE_OF_LIST, below) if (match := _LISTED.match(other)))
        return next((len(match["indent"]) < margin for match in starts if len(match["indent"]) <= margin), False)

    def _begin_objective(self) -> None:
        self._has_heading, self._may_hold_fields = True, True
        self._identity.clear()

    def _find_lost_title(self, number: int, line: str) -> str:
        """Return the words of a line that is no heading, and of which only what stands below shows that it is one.

        Those are the fields of an objective: of another one, because the present one has said its own.
        """
        below = number + 1
        if not self.source.get_line(below).strip():
            below = next((at for at in (number + 2, number + 3) if self.source.get_line(at).strip()), number)
        identity = _IDENTITY.match(self.source.get_line(below)) if below > number else None
        if identity is None or (identity[0][:1] == " " and line[:1] != " "):
            return ""  # or a field of the bullet above it
        strong = _STRONG_HEADING.match(line)
        if strong and line.startswith("#"):
            return ""
        if not strong and (len(line) > _LONGEST_TITLE or (_NO_TITLE.match(line) and not OBJECTIVE_PREFIX.match(line))):
            return ""
        is_new = identity["label"].casefold() in self._identity or not self._has_heading
        return line[strong.end() :].strip() if strong else line.strip() if is_new else ""

    def _is_bullet(self, number: int, line: str, bullet: re.Match[str]) -> bool:
        """Whether a sign at the start of a line begins an item of a list."""
        is_dash = line.lstrip().startswith("--")
        before = self.lines[-1] if self.lines else ""
        if line[: bullet.end()][-1:].isspace() and (not is_dash or _OPENS_LIST.match(before + line[:3])):
            return True
        text = self.source.get_lines(number, number + 1).cut_span(bullet.end())
        said = (split_label(text, record) for record in ("objective", "key_result"))
        is_field = any(labelled is not None and labelled.field is not None for labelled in said)
        return is_field or bool(_BOX_OR_DAY.match(text.raw)) or is_key_result_line(text)

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
