"""Lines of fenced code in Markdown: what stands in them is shown as it is, and means nothing.

Decides which fences count. One that is never closed is an accident, and what stands behind it is read as ever.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt

from okrsite.late_patterns import compile_late

_MARKDOWN = MarkdownIt("commonmark")
_INDENTED = compile_late(r"(?P<blank> +)(?P<fence>`{3,}(?=[^`]*\Z)|~{3,})(?P<info>.*)")


def find_fenced_lines(text: str) -> set[int]:
    """Return the lines in fenced code, from 0; a fence that is never closed is an accident, and not one of them."""
    lines = text.splitlines()
    inside: set[int] = set()
    for token in _MARKDOWN.parse(text):
        if token.type == "fence" and token.map:
            first, last = token.map
            if last - first > 1 and last <= len(lines) and lines[last - 1].strip(" >\t").startswith(token.markup):
                inside.update(range(first, last))
    return inside


def find_indented_fenced_lines(lines: Sequence[str]) -> set[int]:
    """Return the lines in fenced code that is indented, as in tabs, admonitions and lists of ordinary pages.

    CommonMark knows no tabs and no admonitions, and takes what is indented below them for other things. A fence counts
    if nothing within is indented less, its end is the same fence, and no other one begins before; none in a comment
    does.

    Args:
        lines: The lines of a page.

    Returns:
        The numbers of the lines, from 0, with those of the fences.
    """
    inside: set[int] = set()
    opened: tuple[int, int, str] | None = None
    in_comment = False
    for number, typed in enumerate(lines):
        line = typed.expandtabs(4).rstrip()
        indent = len(line) - len(line.lstrip(" "))
        if opened is not None and line:
            first, least, fence = opened
            if indent < least:
                opened = None
            elif line.lstrip(" ") == fence:
                inside.update(range(first, number + 1))
                opened = None
                continue
        if not in_comment and (match := _INDENTED.fullmatch(line)):
            if opened is None or (match["info"].strip() and match["fence"].startswith(opened[2])):
                opened = number, indent, match["fence"]
        elif opened is None:
            in_comment = _ends_in_comment(line, in_comment)
    return inside


def _ends_in_comment(line: str, begins_in_comment: bool) -> bool:
    """Whether a comment of HTML is open behind a line."""
    begun, ended = line.rfind("<!--"), line.rfind("-->")
    return begun > ended or (begins_in_comment and ended < 0)
