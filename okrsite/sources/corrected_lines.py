"""The line as it should be: what the hint of a problem shows when it is known what was meant.

A reader says with a problem what should stand in the place of what was typed (`Problem.correction`). Here, where the
file's text is at hand, that becomes the whole line, in the spelling of the file, so that it can be copied as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from okrsite.late_patterns import compile_late
from okrsite.problems import Problem
from okrsite.sources.tree import FileSpelling

_LINE_END = compile_late(r"\r\n|\n|\r")
_BLANKS = compile_late(r"(?<=\S)[ \t]{2,}(?=\S)")
_OF_VALUES = frozenset({"OKR201", "OKR203", "OKR204"})
"""What is said of a number, or of a column's name: on one line it is often said of several, and for one reason."""
_LONGEST = 300
"""Characters of a line that are shown; of a longer one only its part around the correction."""
_QUOTED = compile_late(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", re.DOTALL)
# What YAML reads as something else than this text, within braces too, where commas and brackets end it.
_NEEDS_QUOTES = compile_late(
    r"\A(?:[\s#&*!|>'\"%@`=~?:]|-(?:\s|\Z))|:(?:\s|\Z)|\s#|[,\[\]{}]|\s\Z|\A\Z|\A[^\"]*\"\Z|”\Z"
)


def add_corrected_lines(problems: Iterable[Problem], text: str, spelling: FileSpelling) -> Iterator[Problem]:
    """Give problems the corrected line as a part of their hint.

    Args:
        problems: The problems of one file, some with a correction.
        text: The file's text.
        spelling: How the file is spelled; decides how a corrected value is quoted.

    Yields:
        The problems in their order, none with a correction any more.
    """
    problems = list(problems)
    lines: list[str] | None = None
    by_line: dict[tuple[int, str], list[Problem]] = {}
    for problem in problems:
        if problem.correction is not None:
            by_line.setdefault((problem.place.line, problem.code), []).append(problem)
    for problem in problems:
        if problem.consequences:
            following = tuple(add_corrected_lines(problem.consequences, text, spelling))
            problem = replace(problem, consequences=following)
        if problem.correction is None:
            yield problem
            continue
        lines = _LINE_END.split(text) if lines is None else lines
        beside = by_line[problem.place.line, problem.code]
        whole = _write_line_with_all(beside, lines, spelling) if problem.code in _OF_VALUES and beside[1:] else ""
        line = whole or _write_corrected_line(problem, lines, spelling)
        hint = f"{problem.hint} Write: {line}".strip() if line else problem.hint
        yield replace(problem, hint=hint, correction=None)


def _write_line_with_all(problems: list[Problem], lines: list[str], spelling: FileSpelling) -> str:
    """Return a line with all its values corrected of which one thing is said; empty where they can't be told apart."""
    places = sorted((problem.place, problem.correction or "") for problem in problems)
    if any(place.line != place.end_line for place, _ in places) or not 0 < places[0][0].line <= len(lines):
        return ""
    typed, written, at = lines[places[0][0].line - 1], "", 0
    for place, correction in places:
        start, end = place.column - 1, place.end_column - 1
        if start < at:
            return ""
        value = quote_yaml_value(correction, typed[start:end]) if spelling == "yml" else correction
        written, at = written + typed[at:start] + value, end
    written = (written + typed[at:]).strip()
    return _BLANKS.sub(" ", written) if len(written) <= _LONGEST else ""


def _write_corrected_line(problem: Problem, lines: list[str], spelling: FileSpelling) -> str:
    """Return the line of a problem with its correction; empty where it can't be shown on one line."""
    place, correction = problem.place, problem.correction or ""
    if place.line != place.end_line or not 0 < place.line <= len(lines):
        return ""
    line = lines[place.line - 1]
    start, end = place.column - 1, max(place.column, place.end_column) - 1
    typed = line[start:end]
    if spelling == "yml" or place.line < _find_front_matter_end(lines):
        correction = quote_yaml_value(correction, typed)
    elif line.lstrip().startswith("|") and "|" not in typed:  # within a cell
        correction = correction.replace("|", "\\|")
    before, behind = line[:start].lstrip(), line[end:].rstrip()
    if len(before) + len(correction) + len(behind) > _LONGEST:
        before = f"…{before[-60:]}" if len(before) > 60 else before
        behind = f"{behind[:60]}…" if len(behind) > 60 else behind
    return _BLANKS.sub(" ", f"{before}{correction[:_LONGEST]}{behind}")


def _find_front_matter_end(lines: list[str]) -> int:
    """Return the number of the line that ends the front matter of a Markdown file; 0 where it has none."""
    if lines[0].rstrip() != "---":
        return 0
    return next((number for number, line in enumerate(lines[1:], 2) if line.rstrip() == "---"), 0)


def quote_yaml_value(value: str, typed: str = "") -> str:
    """Return a value as it can stand in YAML, in braces too; in the quotes that it was typed in, if it was."""
    quote = typed[:1] if _QUOTED.fullmatch(typed) else ""
    if not quote and not _NEEDS_QUOTES.search(value):
        return value
    if quote == "'":
        return "'" + value.replace("'", "''") + "'"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
