"""A file as somebody typed it, and edits of single spans of it.

Decides what of a file may be changed at all, and how it is replaced: whole, with the rights that it had, and only if
nobody has changed it meanwhile.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from okrsite.editing.refused_edits import EditRefusedError
from okrsite.late_patterns import compile_late
from okrsite.problems import Place
from okrsite.sources.text import decode_file, find_refused_characters
from okrsite.sources.tree import FoundFile, get_size_limit
from okrsite.whole_files import write_whole_file

_LINE_END = compile_late(r"\r\n|\n|\r")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class TextEdit(msgspec.Struct, frozen=True, order=True):
    """The characters from one offset of a text up to another, and what replaces them."""

    start: int
    end: int
    replacement: str


class TypedFile(msgspec.Struct, frozen=True, dict=True):
    """A file, and its text without a byte order mark; line ends are those that were typed."""

    found: FoundFile
    data: bytes
    text: str

    def find_offset(self, line: int, column: int) -> int:
        """Return the offset of a position as places count them: from 1, in characters."""
        starts: list[int] | None = self.__dict__.get("_starts")
        if starts is None:
            starts = self.__dict__["_starts"] = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        return starts[line - 1] + column - 1 if line <= len(starts) else len(self.text)

    def find_span(self, place: Place) -> tuple[int, int]:
        """Return the offsets at which a place begins and ends."""
        return self.find_offset(place.line, place.column), self.find_offset(place.end_line, place.end_column)

    def find_line_end(self, offset: int) -> int:
        """Return the offset behind the last character of the line in which an offset lies."""
        match = _LINE_END.search(self.text, offset)
        return match.start() if match else len(self.text)

    def find_line_start(self, offset: int) -> int:
        """Return the offset of the first character of the line in which an offset lies."""
        return max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1

    @property
    def line_end(self) -> str:
        """The characters that end its lines."""
        match = _LINE_END.search(self.text)
        return match.group() if match else "\n"


def open_typed_file(found: FoundFile) -> TypedFile:
    """Read a file that is to be edited.

    Raises:
        EditRefusedError: it is no text, or holds characters that nobody sees.
        OSError: it can't be read.
    """
    limit = get_size_limit(found.role)
    with found.absolute.open("rb") as stream:
        data = stream.read(limit + 1)
    text, problems = decode_file(found.path, data, limit)
    if text is None or (problems := find_refused_characters(found.path, text)):
        raise EditRefusedError(
            f"{found.path} can't be changed by a command: {problems[0].message}", problems[0].hint, tuple(problems)
        )
    return TypedFile(found, data, text)


def apply_edits(text: str, edits: Iterable[TextEdit]) -> str:
    """Return a text with edits applied to it; those at one offset in the order in which they come.

    Raises:
        ValueError: two of them overlap.
    """
    parts: list[str] = []
    seen = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < seen:
            raise ValueError("Two edits of a text overlap.")
        parts += (text[seen : edit.start], edit.replacement)
        seen = edit.end
    return "".join([*parts, text[seen:]])


def write_typed_file(file: TypedFile, text: str) -> None:
    """Replace a file by another text; its byte order mark and its rights stay.

    Raises:
        EditRefusedError: somebody has changed it since it was read.
        OSError: it can't be written; the old file is as it was.
    """
    path = file.found.absolute
    if path.read_bytes() != file.data:
        raise EditRefusedError(
            f"{file.found.path} was changed by somebody else meanwhile.", "Run the command again: nothing was written."
        )
    mark = _BYTE_ORDER_MARK if file.data.startswith(_BYTE_ORDER_MARK) else b""
    write_whole_file(path, [mark, text.encode("utf-8")], path.stat().st_mode & 0o777)


def format_changes(path: str | Path, before: str | None, after: str | None, around: int = 2) -> str:
    """Return what changes in a file as a unified diff, empty where nothing does; None for a file that isn't there.

    `around` are the unchanged lines that are shown before and behind.
    """
    names = ("/dev/null" if before is None else f"a/{path}", "/dev/null" if after is None else f"b/{path}")
    lines = difflib.unified_diff((before or "").splitlines(), (after or "").splitlines(), *names, lineterm="", n=around)
    return "".join(f"{line}\n" for line in lines)
