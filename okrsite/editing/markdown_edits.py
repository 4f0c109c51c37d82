"""Where in a Markdown file a value or a bullet is put: between the lines that stand there, in their style."""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrsite.editing.typed_files import TextEdit, TypedFile
from okrsite.late_patterns import compile_late
from okrsite.problems import Place
from okrsite.sources.records import Scalar

_BULLET = compile_late(r"(?P<margin>[ \t]*)(?P<sign>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+)")
_HEADING = compile_late(r" {0,3}#{1,6}(?:[ \t]|\Z)|(?:=+|-+)[ \t]*\Z")
_EMPTY_LINE_ABOVE = compile_late(r"(?:\r\n|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r)\Z")
_NOTHING = compile_late(r"[ \t]*\Z")


def replace_markdown_value(file: TypedFile, value: Scalar, text: str) -> TextEdit:
    """Return the edit that puts a text in the place of a value; a table's cell keeps its width where it can."""
    start, end = file.find_span(value.place)
    line_start, line_end = file.find_line_start(start), file.find_line_end(end)
    if not is_row(file.text[line_start:line_end]):
        blank = " " if start == end and file.text[start - 1 : start] not in (" ", "\t") else ""
        return TextEdit(start, end, f"{blank}{text}")
    text = text.replace("|", "\\|")
    left = max(file.text.rfind("|", line_start, start), line_start - 1) + 1
    right = file.text.find("|", end, line_end)
    right = line_end if right < 0 else right
    width = right - left
    before = file.text[left:start]
    is_right_aligned = start < end and len(before) > 1 and len(file.text[end:right]) <= 1
    if is_right_aligned:
        return TextEdit(left, right, f"{text}{file.text[end:right]}".rjust(max(width, len(text) + 2)))
    before = " " if start == end else before
    return TextEdit(left, right, f"{before}{text} ".ljust(width))


def is_row(line: str) -> bool:
    """Whether a line is a row of a table."""
    return line.lstrip().startswith("|")


def match_bullet(file: TypedFile, line_start: int) -> re.Match[str] | None:
    """Return the `margin`, `sign` and `gap` of a bullet that begins at an offset; None where none does."""
    return _BULLET.match(file.text, line_start)


def add_bullets(file: TypedFile, heads: Sequence[Place], lines: Sequence[str], position: int) -> TextEdit:
    """Return the edit that adds a bullet to a list.

    Args:
        file: The file.
        heads: Where the texts of the list's bullets stand, in the order of the file; at least one.
        lines: The bullet's lines, without its sign; those below the first are indented.
        position: Before which bullet it is put; behind the last one where there is no such bullet.
    """
    neighbour = heads[min(position, len(heads) - 1)]
    start = file.find_line_start(file.find_span(neighbour)[0])
    match = match_bullet(file, start)
    margin, sign = (match["margin"], f"{match['sign']}{match['gap']}") if match else ("", "- ")
    written = [f"{margin}{sign}{lines[0]}", *(f"{margin}{' ' * len(sign)}{line}".rstrip() for line in lines[1:])]
    is_loose = _is_loose(file, heads)
    if position < len(heads):
        text = "".join(f"{line}{file.line_end}" for line in written)
        return TextEdit(start, start, text + (file.line_end if is_loose else ""))
    at = find_bullet_end(file, neighbour, len(margin))
    gap = file.line_end if is_loose else ""
    return TextEdit(at, at, gap + "".join(f"{file.line_end}{line}" for line in written))


def add_first_bullet(file: TypedFile, lines: Sequence[str], at: int) -> TextEdit:
    """Return the edit that begins a list behind the line that ends at an offset."""
    end = file.line_end
    written = [f"- {lines[0]}", *(f"  {line}".rstrip() for line in lines[1:])]
    return TextEdit(at, at, f"{end}{end}{end.join(written)}")


def add_section(file: TypedFile, title: str, lines: Sequence[str], at: int) -> TextEdit:
    """Return the edit that adds a section with one bullet.

    Args:
        file: The file.
        title: The words of its heading, of level 3.
        lines: The bullet's lines, without its sign.
        at: The offset behind the last line above it.
    """
    bullet = add_first_bullet(file, lines, at)
    return TextEdit(at, at, f"{file.line_end}{file.line_end}### {title}{bullet.replacement}")


def find_text_end(file: TypedFile, first: int, last: int) -> int:
    """Return the offset behind the last line between two offsets that isn't empty; blanks at its end are its own."""
    end = first + len(file.text[first:last].rstrip())
    return file.find_line_end(end) if end > first else first


def _is_loose(file: TypedFile, heads: Sequence[Place]) -> bool:
    """Whether empty lines divide the bullets of a list."""
    start = file.find_line_start(file.find_span(heads[-1])[0])
    return len(heads) > 1 and _EMPTY_LINE_ABOVE.search(file.text, max(0, start - 200), start) is not None


def find_bullet_end(file: TypedFile, head: Place, margin: int) -> int:
    """Return the offset behind the last line of a bullet, with what is indented below it."""
    end = file.find_line_end(file.find_span(head)[1])
    at = end
    while at < len(file.text):
        start = at + (2 if file.text.startswith("\r\n", at) else 1)
        at = file.find_line_end(start)
        line = file.text[start:at]
        if _NOTHING.match(line):
            continue
        indentation = len(line) - len(line.lstrip(" \t"))
        if indentation <= margin or _HEADING.match(line):
            break
        end = at
    return end
