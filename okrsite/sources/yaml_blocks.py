"""Blocks of text in YAML, behind `|` or `>`, that take in more than a text, or nothing."""

from __future__ import annotations

import re
from collections.abc import Container

from okrsite.late_patterns import compile_late
from okrsite.problems import Place, Problem, create_problem
from okrsite.sources.text import LineIndex
from okrsite.sources.yaml_names import NAMES

_SWALLOWED = compile_late(r"[ \t]*(?P<field>(?P<name>[a-z_]+):(?:\s.*)?)\Z")
_SWALLOWED_STRUCTURE = compile_late(
    r"(?<=[\r\n])[ ]{0,40}(?P<field>(?:-[ ]+)?(?:(?P<name>[a-z_]{2,20}):(?:[ ]*[|>][-+]?)?(?=[ ]*(?:[\r\n]|\Z))"
    r"|(?<=-[ ])(?P<item>title|id|date|to):[ ]))"
)
_CAPITAL_FIELD = compile_late(
    r"[|>][-+0-9]{0,2}[ ]*\r?\n[ ]*(?:[-*][ ])?(?P<name>Owner|Contributors|Ambition|Status|Tags"
    r"|Depends on|Contributes to|Supports|Continues)[ ]?:[ ]+(?P<value>[^\r\n]{1,80}?)[ ]*(?=\r?\n)"
)
_LINE = compile_late(r"[^\r\n]*")


def explain_block(
    text: str, lines: LineIndex, value: str, start: int, end: int, known: Container[str]
) -> Problem | None:
    """Return a question about a block of text that holds fields of the file, or nothing because it is none.

    Args:
        text: The whole text.
        lines: Its lines.
        value: What the block says.
        start: Where it begins, with its `|` or `>`.
        end: Where it ends.
        known: The names of the fields before it.
    """
    header = _LINE.match(text, start)
    if not value.strip() and header and re.match(r"[|>][+-]?\d", header[0]):
        message = f"`{header[0].strip()}` begins a text of several lines here, and none follows."
        header_place = lines.make_place(start, start + len(header[0].rstrip()))
        return create_problem("OKR103", header_place, message, correction=header[0].rstrip())
    if capital := _explain_capital_field(text, lines, start, end, known):
        return capital
    if structure := _explain_structure(text, lines, start, end):
        return structure
    place: Place | None = None
    last, name = end, ""
    while last > start:
        begin = max(text.rfind("\n", start, last - 1), text.rfind("\r", start, last - 1), start - 1) + 1
        line = _LINE.match(text, begin)
        words = line[0] if line else ""
        match = _SWALLOWED.match(words) if begin > start else None
        if words.strip() and (match is None or match["name"] not in NAMES or match["name"] in known):
            break
        if match:
            place, name = (
                lines.make_place(begin + match.start("field"), begin + match.end("field")),
                match["name"],
            )
        last = begin
    if place is None:
        return None
    above = lines.find_position(start)[0]
    message = f"`{name}:` is read as a part of the text that begins in line {above}, and as no field."
    hint = "If it is one, begin it in the column of the field to which the text belongs."
    return create_problem("OKR118", place, message, hint)


def _explain_capital_field(text: str, lines: LineIndex, start: int, end: int, known: Container[str]) -> Problem | None:
    """Return a question about the first line of a block that is a field as Markdown has it: `Owner: Ana`."""
    match = _CAPITAL_FIELD.match(text, start, end)
    name = match["name"].lower().replace(" ", "_") if match else ""
    if match is None or name in known:
        return None
    message = f"“{match['name']}” looks like a field, and is read as a part of the text."
    hint = f"In YAML it is typed outside of the text, in the column of its field: `{name}: {match['value']}`."
    return create_problem("OKR118", lines.make_place(match.start("name"), match.end("value")), message, hint)


def _explain_structure(text: str, lines: LineIndex, start: int, end: int) -> Problem | None:
    """Return a question about a line that can only be a field with a text of its own, or an item with a title."""
    match = _SWALLOWED_STRUCTURE.search(text, start, end)
    if match is None or (match["name"] not in NAMES and not match["item"]):
        return None
    place = lines.make_place(match.start("field"), match.end("field"))
    above = lines.find_position(start)[0]
    message = f"`{match['field']}` is read as a part of the text that begins in line {above}."
    hint = "If it is a part of the file, begin it further left, in line with those that it belongs to."
    return create_problem("OKR118", place, message, hint)
