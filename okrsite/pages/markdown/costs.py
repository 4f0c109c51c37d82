"""Which pages Python-Markdown would take minutes for: nobody writes such, and one would hold up every build.

Its time grows with the square, or worse, of a few things that pages hold little of. Looking for them takes one pass.
"""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late

_DEEPEST = 100
"""Brackets in brackets."""
_MOST_OPEN = 100
"""Addresses of links that never end, in one paragraph."""
_MOST_LINES = 3_000
"""Lines of one block, without an empty one between them."""
_MOST_MARKS = 2_000
"""Signs of emphasis and the like in one paragraph."""
_MOST_DEFINITIONS = 500
"""Abbreviations, or footnotes."""
_MOST_REFERENCES = 1_000
_BLANKS = compile_late(r"[ \t]{2000}")
_BREAK = compile_late(r"\n[ \t]*\n")
_MARKS = compile_late(r"[*_~^=+$:!{]")
_BRACKETS = compile_late(r"[\[\]]")
_DEFINITION = compile_late(r"^[ ]{0,3}(?:\*\[|\[\^)[^\]\n]*\]:", re.MULTILINE)
_TABLE_LINE = compile_late(r"^[ \t]*\|.*\|[ \t]*$|^[ \t]*$", re.MULTILINE)


def find_cost(text: str) -> str:
    """Return what of a page takes too long, in a few words; empty where nothing does."""
    if len(_DEFINITION.findall(text)) > _MOST_DEFINITIONS:
        return f"more than {_MOST_DEFINITIONS} footnotes or abbreviations"
    if text.count("[^") > _MOST_REFERENCES:
        return f"more than {_MOST_REFERENCES} references to footnotes"
    if _BLANKS.search(text):
        return "a line of blanks without an end"
    return next(filter(None, map(_find_cost_of_block, _BREAK.split(text))), "")


def _find_cost_of_block(block: str) -> str:
    lines = block.count("\n")
    if lines > _MOST_LINES and len(_TABLE_LINE.findall(block)) < lines - 1:
        return f"more than {_MOST_LINES} lines without an empty one"
    if len(block) < _MOST_MARKS:
        return _check_depth(block) if block.count("[") > _DEEPEST else ""
    if block.count("](") - block.count(")") > _MOST_OPEN:
        return "links without an end"
    is_code = block.lstrip().startswith(("```", "~~~")) or block.lstrip("\n").startswith(("    ", "\t"))
    if not is_code and "|" not in block and len(_MARKS.findall(block)) > _MOST_MARKS:
        return f"more than {_MOST_MARKS} marks in one paragraph"
    return _check_depth(block)


def _check_depth(block: str) -> str:
    depth = deepest = 0
    for bracket in _BRACKETS.findall(block):
        depth = depth + 1 if bracket == "[" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return f"brackets in brackets, {deepest} deep" if deepest > _DEEPEST else ""
