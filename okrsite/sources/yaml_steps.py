"""What is typed in YAML as in Markdown: `[x] Lease signed (due 2026-12-01, weight 2)`, `KR: Loaves: 4 → 9`."""

from __future__ import annotations

import re

from okrsite.late_patterns import compile_late
from okrsite.problems import create_problem
from okrsite.sources.corrected_lines import quote_yaml_value
from okrsite.sources.yaml_repairs import LineRepairs, YamlFault, measure_indentation

_BOX = compile_late(r"\[(?P<mark>[ xX])\]\s(?=\S)")
_DETAILS = compile_late(r"\((?P<inner>(?:due|weight)\s?:?\s\d[^()]{0,60})\)\Z", re.IGNORECASE)
_DETAIL = compile_late(r"\A(due|weight)\s?:?\s", re.IGNORECASE)
_TYPED = r"(?:(?:[A-Z]{3}|[$€£])\s?)?\d[^→>=(),]{0,30}?"
_RESULT = compile_late(
    rf"(?P<from>{_TYPED})\s*(?:→|->|=>|\bto\b)\s*(?P<to>{_TYPED})(?:,?\s*now\s(?P<now>{_TYPED}))?"
    r"(?:,?\s*\((?P<confidence>\d[^()]{0,10})\))?\s*\Z"
)
"""`20% → 85%, now 61% (70%)`."""
_KEY_RESULT = compile_late(r" *- +(?:KR ?\d{0,2}[:.)] *)?(?P<title>[^\s:{\[\"'][^:{\[]{0,200}): +(?P<value>\S.*)\Z")
_LONGEST_DETAILS = 80
"""Characters at the end of a text in which they are looked for."""


def explain_step(text: str) -> tuple[str, str] | None:
    """Return sentence and hint for a text with a box before it, or with day and weight behind it; None for others."""
    box = _BOX.match(text) if text[:1] == "[" else None
    details = _DETAILS.search(text, max(0, len(text) - _LONGEST_DETAILS)) if text[-1:] == ")" else None
    if box is None and details is None:
        return None
    shown = box[0].strip() if box else details[0] if details else ""
    title = text[box.end() if box else 0 : details.start() if details else None].strip()
    fields = [f"title: {quote_yaml_value(title)}"]
    fields += [f"done: {'false' if box['mark'] == ' ' else 'true'}"] if box else []
    fields += [_DETAIL.sub(r"\1: ", part.strip()) for part in details["inner"].split(",")] if details else []
    message = f"`{shown}` is read as a part of this text, as YAML has fields of their own for it."
    return message, f"For a step, the fields are: {{{', '.join(fields)}}}"


def explain_key_result(title: str, value: str) -> tuple[str, str] | None:
    """Return sentence and hint for a title with start and target behind it; None for other texts."""
    match = _RESULT.match(value)
    if match is None:
        return None
    fields = [f"title: {quote_yaml_value(title)}"]
    fields += [f"{name}: {quote_yaml_value(typed)}" for name, typed in match.groupdict().items() if typed]
    message = "This key result is written as in Markdown, and in YAML its parts are fields of their own."
    return message, f"Its fields are: {{{', '.join(fields)}}}, and an `id` if check-ins name one."


def find_key_result_line(repairs: LineRepairs, number: int) -> YamlFault | None:
    """Return what is wrong with `- KR: Loaves a day: 4 → 9` in a list; None for other lines."""
    line = repairs.get_line(number)
    match = _KEY_RESULT.match(line)
    told = explain_key_result(match["title"], match["value"]) if match else None
    if told is None:
        return None
    start = measure_indentation(line)
    whole = repairs.try_line(number, f"{' ' * start}- {quote_yaml_value(line.strip(' -'))}", repairs.get_offset(number))
    problem = create_problem("OKR102", repairs.make_place(number, start, len(line.rstrip())), *told)
    return YamlFault(problem, whole) if whole else None
