"""Bytes to text, and which characters a text may hold.

Decides what counts as readable text (UTF-8, within a size) and which invisible characters are refused, and turns
offsets into places. It knows nothing of YAML or Markdown.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path

from okrsite.late_patterns import compile_late
from okrsite.problems import Place, Problem, create_problem

ReadLines = Callable[[str], Sequence[str]]
"""Returns the lines of a file by its path, as in `Place`; none for a file that can't be read."""

MAX_BYTES = 256 * 1024
"""No OKR file is larger; a larger one is an accident or an attack."""

MAX_REGISTER = 2 * 1024 * 1024
"""Of a register of the whole company, people.yml and kpis.yml: 1,000 people with roles and pictures make 200 KB."""

MAX_CHARACTER_PROBLEMS = 50
"""Per file: one pasted page of rubbish must not bury every other problem."""

_SAVE_AS_UTF8 = "Save the file as UTF-8: in most editors it is a choice in 'Save as', called 'Encoding'."

# The longer mark comes first: that of UTF-32 begins with that of UTF-16.
_FOREIGN_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe\x00\x00", "text in UTF-32"),
    (b"\x00\x00\xfe\xff", "text in UTF-32"),
    (b"\xff\xfe", "text in UTF-16 (Windows calls it 'Unicode')"),
    (b"\xfe\xff", "text in UTF-16 (Windows calls it 'Unicode')"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a Word, Excel or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x1f\x8b", "a compressed file"),
)

# A flag such as Scotland's is a black flag, letters or digits as tags, and the tag that ends it. The group holds what
# is refused; a flag is matched without it, so that its tags are passed over.
_REFUSED = re.compile(
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
    "|("
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"  # soft hyphen, joiner, Arabic mark, fillers
    "\u200b\u2028-\u202e\u2060-\u206f"  # zero-width space, separators, bidi, invisible operators
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufdd0-\ufdef\ufffe\uffff"  # fillers, lone BOM, annotations, no characters
    "\ud800-\udfff"  # half a character each
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # shorthand and music controls
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"  # tags; between them lie variation selectors
    ")"
)
_LINE_END = compile_late(r"\r\n|\n|\r")


class LineIndex:
    """The lines of a text, to say where an offset stands. Lines end with CRLF, LF or CR."""

    def __init__(self, path: str, text: str, first_line: int = 1) -> None:
        """Number the lines of `text` from `first_line`."""
        self._path = path
        self._text = text
        self._first_line = first_line
        self._starts: list[int] = []
        """Where lines begin, once somebody has asked."""

    def find_position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both counted in characters from 1."""
        if not self._starts:
            self._starts = [0, *(match.end() for match in _LINE_END.finditer(self._text))]
        line = bisect_right(self._starts, offset) - 1
        return line + self._first_line, offset - self._starts[line] + 1

    def make_place(self, start: int, end: int) -> Place:
        """Return the span from `start` up to, not including, `end`."""
        return Place(self._path, *self.find_position(start), *self.find_position(end))


def decode_file(path: str, data: bytes, limit: int = MAX_BYTES) -> tuple[str | None, list[Problem]]:
    """Read bytes as UTF-8; a byte order mark is dropped, line ends stay as they are.

    Args:
        path: The file's path, for places.
        data: What it holds; one byte more than `limit` is enough of a larger one.
        limit: Bytes that may be read.

    Returns:
        The text, or None with the problem that prevents reading it (OKR101, OKR105, OKR107).
    """
    start = Place(path)
    if len(data) > limit:
        hint = "Move long prose to a page of its own, and pictures into files of their own."
        sentence = f"This file is larger than {limit // 1024:,} KB, and no more is read."
        return None, [create_problem("OKR107", start, sentence, hint)]
    foreign = _name_foreign_format(data)
    if foreign:
        return None, [
            create_problem(
                "OKR101", start, f"This file can't be read: it looks like {foreign}.", _suggest_way_out(foreign)
            )
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, [_create_not_utf8_problem(path, data)]
    if not text:
        hint = "Type what belongs into it, or delete it."
        return None, [create_problem("OKR105", start, "This file is empty.", hint)]
    return text, []


def read_lines(base: Path, path: str) -> tuple[str, ...]:
    """Return the lines of a file as places count them, without the characters that are refused in them.

    A file that can't be read has none, and neither has one that isn't text.
    """
    try:
        with (base / path).open("rb") as stream:
            text, _ = decode_file(path, stream.read(MAX_REGISTER), MAX_REGISTER)
    except OSError:
        return ()
    return tuple(_LINE_END.split(remove_refused_characters(text))) if text is not None else ()


def find_refused_characters(path: str, text: str) -> list[Problem]:
    """Find every character that can make a text read differently from what it says (OKR115).

    Refused are bidirectional controls, zero-width characters, the soft hyphen, control characters but tab and line
    ends, and line separators that only some programs see. What scripts and emoji need is fine: LRM, RLM, no-break
    spaces, ZWJ, ZWNJ, variation selectors, and tags inside the emoji of a flag.
    """
    if text.isascii() and text.replace("\n", " ").isprintable():
        return []  # as most texts are; that is found out faster than by looking for each of them
    if not _may_be_refused(text):
        return []
    positions = [match.start(1) for match in _REFUSED.finditer(text) if match.group(1)]
    if not positions:
        return []
    lines = LineIndex(path, text)
    problems = [
        _create_character_problem(lines.make_place(at, at + 1), text[at]) for at in positions[:MAX_CHARACTER_PROBLEMS]
    ]
    if len(positions) > MAX_CHARACTER_PROBLEMS:
        at = positions[MAX_CHARACTER_PROBLEMS]
        more = len(positions) - MAX_CHARACTER_PROBLEMS
        sentence = f"From here on there are {more:,} more characters of this kind."
        problems.append(
            create_problem("OKR115", lines.make_place(at, at + 1), sentence, "Type the text anew in a plain editor.")
        )
    return problems


def has_refused_characters(text: str) -> bool:
    """Whether there is a character that `find_refused_characters` reports."""
    if text.isascii():  # as most texts are; that is found out faster than by looking for each of them
        return not text.isprintable() and _REFUSED.search(text) is not None
    return _may_be_refused(text) and any(match.group(1) for match in _REFUSED.finditer(text))


def _may_be_refused(text: str) -> bool:
    """Whether one of the few characters that a text is made of is refused, or is in the flag of some countries."""
    return _REFUSED.search("".join(set(text))) is not None


def remove_refused_characters(text: str) -> str:
    """Return the text without the characters that `find_refused_characters` reports."""
    return _REFUSED.sub(lambda match: "" if match.group(1) else match.group(), text)


def make_printable(name: str) -> str:
    """Return a file's name as a message may show it, on one line and with `�` for what is refused in text."""
    return _REFUSED.sub(lambda match: "�" if match.group(1) else match.group(), re.sub(r"[\t\r\n]", "�", name))


def name_character(character: str) -> str:
    """Name a character for a message: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    name = unicodedata.name(character, "CONTROL CHARACTER" if unicodedata.category(character) == "Cc" else "")
    return f"U+{ord(character):04X} {name}".strip()


def _create_character_problem(place: Place, character: str) -> Problem:
    if character == "\u00ad":
        sentence = f"A soft hyphen stands here ({name_character(character)}); search would not find the word."
    elif character in "\u2028\u2029\u0085\x0b\x0c":
        sentence = f"A line break of an unusual kind stands here ({name_character(character)})."
    else:
        sentence = f"An invisible character stands here ({name_character(character)})."
    hint = "It often comes along when text is pasted. Delete it: remove the characters around it and type them again."
    return create_problem("OKR115", place, sentence, hint)


def _name_foreign_format(data: bytes) -> str:
    """Say what the bytes look like if they are no UTF-8 text at all; empty where they may be."""
    for mark, what in _FOREIGN_STARTS:
        if data.startswith(mark):
            return what
    if b"\0" not in data:
        return ""
    # Text in UTF-16 without its mark: every other byte of Western text is zero.
    head = data[:512]
    if max(head[::2].count(0), head[1::2].count(0)) > len(head) * 0.3:
        return "text in UTF-16 (Windows calls it 'Unicode')"
    return "a binary file, not text"


def _suggest_way_out(foreign: str) -> str:
    if foreign.startswith("text"):
        return _SAVE_AS_UTF8
    return "Put the right file here. Objectives are plain text: a file saved as UTF-8 that ends in .md or .yml."


def _create_not_utf8_problem(path: str, data: bytes) -> Problem:
    # `utf-8-sig` counts from behind the mark in some versions and not in others: count ourselves.
    bare = data.removeprefix(b"\xef\xbb\xbf")
    before = bare[: _find_valid_prefix(bare)].decode("utf-8")
    at = len(before)
    byte = bare[len(before.encode("utf-8")) :][:1]
    guess = byte.decode("cp1252", "replace")
    reading = f", perhaps '{guess}' as older Windows programs save it" if guess.isalpha() else ""
    sentence = f"This file is not saved as UTF-8: the byte 0x{byte.hex().upper()} stands here{reading}."
    return create_problem("OKR101", LineIndex(path, before).make_place(at, at + 1), sentence, _SAVE_AS_UTF8)


def _find_valid_prefix(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        return wrong.start
    return len(data)
