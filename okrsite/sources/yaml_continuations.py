"""Lines of YAML that a list takes for a part of the item above: their hyphen is missing, or stands further right.

An editor that breaks lines goes on in the middle of a sentence, and only where the next word wouldn't have fitted.
"""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late
from okrsite.problems import Problem, create_problem
from okrsite.sources.text import LineIndex

_SIGN = re.compile(r"[ \t]*(?:-{1,2}|[•‣▪●*+]|\d{1,2}[.)])[ \t]+(?=\S)")
_WORD = compile_late(r"[ \t]*(?P<word>[A-ZÀ-ÖØ-Þ0-9][^\s]*)")
_OPEN_END = compile_late(r"[,;:(–—-]\s*\Z|\b(?:the|a|an|of|in|on|at|by|to|for|from|with|and|or|as|is|are|our|we)\Z")
_SECOND_ITEM = compile_late(r"(?<=[\w.!?)])- (?=[A-ZÀ-ÖØ-Þ][\w’']*\s)")
_SHOWN = 60
_MOST_LINES = 200
"""Lines of one item that are looked at."""


def measure_widest_line(text: str) -> int:
    """Return how wide an editor makes the lines of a file; those with braces go on as long as they have to."""
    return max((len(line) for line in text.split("\n") if "{" not in line), default=0)


def explain_joined_item(lines: LineIndex, value: str, start: int, end: int) -> Problem | None:
    """Return a question about a second item within the text of one: the end of its line was deleted."""
    match = _SECOND_ITEM.search(value)
    if match is None:
        return None
    shown = value[match.start() :]
    message = "A second item seems to begin within this one, and is read as a part of it."
    hint = f"Begin it on a line of its own: {shown if len(shown) <= _SHOWN else f'{shown[: _SHOWN - 1]}…'}"
    return create_problem("OKR118", lines.make_place(start + match.start(), end), message, hint)


def explain_first_item(text: str, lines: LineIndex, start: int, end: int, *, is_list: bool) -> Problem | None:
    """Return a question about a text below its field that goes on with items: its own hyphen is missing."""
    line = text.rfind("\n", 0, start) + 1
    first, _, below = text[start:end].partition("\n")
    if _SIGN.match(below) is None:
        return None
    if text[line:start].strip():
        if not is_list:
            return None
        message = "Text stands behind this field's name, so the items below it are read as a part of that text."
        hint = (
            f"Make it the first item: begin `- {first.strip()[:_SHOWN]}` on a line of its own, in line with the others."
        )
        return create_problem("OKR118", lines.make_place(start, start + len(first.rstrip())), message, hint)
    sign = _SIGN.match(first)
    message = "This line has no hyphen, so the items below it are read as a part of it, and of one text."
    if sign:
        message = (
            f"`{sign[0].strip()}` begins no item, so the items below it are read as a part of it, and of one text."
        )
    place = lines.make_place(start, start + len(first.rstrip()))
    words = first[sign.end() if sign else 0 :].rstrip()
    column = len(below) - len(below.lstrip())
    hint = f"Begin it as the items below. Write: - {words}"
    if column != start - line:
        hint = f"Begin it in column {column + 1}, as the items below: `- {words}`."
    return create_problem("OKR118", place, message, hint)


def explain_continuation(text: str, lines: LineIndex, start: int, end: int, widest: int) -> Problem | None:
    """Return a question about the first line of an item's text that may be one more item; None where none may be.

    Args:
        text: The file.
        lines: Its lines.
        start: Where the text of the item begins, which has no quotes and goes on over several lines.
        end: Where it ends.
        widest: How wide an editor makes the lines of the file.
    """
    typed = text[start:end].split("\n", _MOST_LINES)[:_MOST_LINES]
    first = start - text.rfind("\n", 0, start) - 1
    at = start + len(typed[0]) + 1
    width = first + len(typed[0].rstrip())
    above = typed[0]
    for line in typed[1:]:
        sign, word = _SIGN.match(line), _WORD.match(line)
        fits = word is not None and width + 1 + len(word["word"]) <= widest
        if sign or (fits and not _OPEN_END.search(above.rstrip())):
            margin = first - 2
            words = line[sign.end() :] if sign else line.strip()
            place = lines.make_place(at + len(line) - len(line.lstrip()), at + len(line.rstrip()))
            message = "This line is read as a part of the item above it."
            if sign:
                message = (
                    f"`{sign[0].strip()}` begins no item here, so this line is read as a part of the item above it."
                )
            hint = (
                f"If it is one more, begin it in the column of the item above: {' ' * max(margin, 0)}- {words.rstrip()}"
            )
            return create_problem("OKR118", place, message, hint)
        at += len(line) + 1
        above, width = line, len(line.rstrip())
    return None
