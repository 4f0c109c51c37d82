"""Versions read piece by piece: most versions of a file change one objective and repeat all the others.

Decides where a text may be cut so that each objective, read alone below the head of its file, says exactly what it says
in the whole; and reads each such piece once. A text that can't be cut with certainty is read as a whole, and so is one
in which anything is wrong: this is only ever an optimisation.
"""

from __future__ import annotations

import re
from hashlib import sha256

from okrsite.history.versions import (
    FileVersion,
    ParsedCycleFile,
    parse_version,
    read_cycle_version,
    remove_drafts,
)
from okrsite.late_patterns import compile_late
from okrsite.model.parsed_files import ParsedFile
from okrsite.sources.markdown.headings import KEY_RESULT_LINE, find_section
from okrsite.sources.tree import FileSpelling
from okrsite.vocabulary import CYCLE_FILE

_YAML_HEAD = compile_late(r"^objectives:[ \t]*\n(?=( *)- )", re.MULTILINE)
_MARKDOWN_OBJECTIVE = compile_late(r"^(?=## )", re.MULTILINE)
# What may reach beyond a heading: code, HTML (which may be a comment), and targets of links by name.
_MARKDOWN_FAR = compile_late(r"```|~~~|\]:|\r|^[ \t>*+\-0-9.)]*<", re.MULTILINE)
# What follows a title amid the objectives belongs to none of them.
_MARKDOWN_TITLE = compile_late(r"^ {0,3}(?:#[ \t\n]|=+[ \t]*$)", re.MULTILINE)


class IncrementalReader:
    """Reads versions, and remembers their pieces for as long as it lives."""

    def __init__(self, *, decimal_comma: bool, public: bool = False) -> None:
        """`decimal_comma` says how numbers are typed; `public` leaves out what was internal then."""
        self._decimal_comma = decimal_comma
        self._public = public
        self._known: dict[bytes, ParsedCycleFile | None] = {}

    def read(self, text: str, spelling: FileSpelling) -> FileVersion | None:
        """Read a cycle file's text; None for one that can't be read."""
        head, pieces = split_into_objectives(text, spelling)
        if len(pieces) > 1:
            parsed_cycle_files = [self._read_piece(head + piece, spelling) for piece in pieces]
            whole = _join_pieces([parsed_cycle_file for parsed_cycle_file in parsed_cycle_files if parsed_cycle_file])
            if None not in parsed_cycle_files and whole:
                return remove_drafts(whole)
        return self.read_parsed_file(parse_version(text, spelling, CYCLE_FILE.name))

    def read_parsed_file(self, parsed_file: ParsedFile) -> FileVersion | None:
        """Read a cycle file that is parsed already, as a whole; None for one that can't be read."""
        read = self._read_whole(parsed_file)
        return remove_drafts(read) if read else None

    def _read_whole(self, parsed_file: ParsedFile) -> ParsedCycleFile | None:
        return read_cycle_version(parsed_file, decimal_comma=self._decimal_comma, public=self._public)

    def _read_piece(self, text: str, spelling: FileSpelling) -> ParsedCycleFile | None:
        """Read one objective below its file's head; None where that doesn't give one objective."""
        key = sha256(f"{spelling} {text}".encode("utf-8", "surrogatepass")).digest()
        if key not in self._known:
            read = self._read_whole(parse_version(text, spelling, CYCLE_FILE.name))
            self._known[key] = read if read and len(read.objectives) == 1 else None
        return self._known[key]


def split_into_objectives(text: str, spelling: FileSpelling) -> tuple[str, list[str]]:
    """Return the head of a cycle file and one piece for each objective; no pieces where cutting isn't safe.

    A reader works from the beginning to the end, so what stands behind a cut can't change what stands before it; a
    quotation or a bracket that is open at the cut makes the piece before it unreadable, and the file is read whole.
    """
    if spelling == "yml":
        return _split_yaml(text)
    head, *pieces = _MARKDOWN_OBJECTIVE.split(text)
    if _MARKDOWN_FAR.search(text) or _MARKDOWN_TITLE.search(text, len(head)):
        return text, []
    # `## Check-ins` is a part of the objective above it, and so is `## KR: …`.
    titles = [piece.partition("\n")[0].strip("#*_ \t\r") for piece in pieces[1:]]
    if any(find_section(title) or KEY_RESULT_LINE.match(title) for title in titles):
        return text, []
    return head, pieces


def _split_yaml(text: str) -> tuple[str, list[str]]:
    match = _YAML_HEAD.search(text)
    if match is None or "\r" in text or "\t" in text:
        return text, []
    indent = len(match[1])
    body = text[match.end() :]
    # Every line must lie deeper than the signs of the items, but for those signs, comments and empty lines.
    astray = rf"^ {{{indent}}}(?! |#|\n|- |\Z)" + (rf"|^ {{0,{indent - 1}}}(?! |#|\n|\Z)" if indent else "")
    if re.search(astray, body, re.MULTILINE):
        return text, []
    pieces = re.split(rf"^(?= {{{indent}}}- )", body, flags=re.MULTILINE)
    return text[: match.end()], [piece for piece in pieces if piece]


def _join_pieces(pieces: list[ParsedCycleFile]) -> ParsedCycleFile | None:
    """Put pieces together; None where one's ids are another's, which is for the reader of the whole file to judge."""
    objectives = tuple(objective for piece in pieces for objective in piece.objectives)
    ids = [key for past_objective, _ in objectives for key in {past_objective.id, *past_objective.aliases}]
    return ParsedCycleFile(objectives, any(piece.draft for piece in pieces)) if len(ids) == len(set(ids)) else None
