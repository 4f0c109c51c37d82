"""The line that is at fault where a YAML parser stops further below.

A parser stops at the first line that fits nowhere. Often a line above is the cause: it lost its hyphen, its colon or
its indentation, or two lines became one. Each cause is only told if the text can be read beyond the spot when that is
mended.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from okrsite.problems import Problem, create_problem
from okrsite.sources.yaml_flow_signs import explain_other_colon
from okrsite.sources.yaml_joined import fits_beside, list_names_beside
from okrsite.sources.yaml_names import NAMES
from okrsite.sources.yaml_repairs import LineRepairs, YamlFault, show_line
from okrsite.vocabulary import RECORDS

_NAMED = re.compile(r" *(?:- +)*(?P<name>[\w-]+):(?:\s|\Z)")
_OTHER_SIGN = re.compile(
    r"(?P<before> *(?:- +)?(?P<name>[A-Za-z][\w-]*|\d{4}-\d\d-\d\d))"
    r"(?P<sign> ?[;,=.：]| ?[-=]>| [-–—]|:(?=\S)|)(?P<blank>[ ]+|(?<=[：:]))"
    r"(?P<value>\S.*)\Z"
)
_BARE_NAME = re.compile(r"(?P<before> *(?:- +)?(?P<name>[A-Za-z][\w-]*))(?P<sign> ?[;,=.：]| ?[-=]>| [-–—]|)\s*\Z")
_JOINED = re.compile(
    r"(?P<before>(?P<indent> *)(?P<dash>(?:- +)?)(?P<name>[a-z_]{2,20})):(?P<rest>[^\s:/][^:]*:(?:\s.*)?)\Z"
)
_FLOW_ITEM = re.compile(r" *- +\{")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_TEXT_NAME = re.compile(r"(?P<start> *(?:- +)*)(?P<name>[\w-]+):[ \t]+[|>][-+]?[ \t]*\Z")
_MOST_COLUMNS = 3
_FURTHEST = 200
"""Lines above an error that are looked at."""


def find_cause_above(repairs: LineRepairs, number: int) -> YamlFault | None:
    """Return the line above one, at which a parser stopped, that is the cause; None where none is found.

    Args:
        repairs: The text.
        number: The line at which the parser stopped, from 0.
    """
    width = _measure_indentation(repairs.get_line(number))
    above, parent = repairs.find_line_above(number), _find_parent(repairs, number, width)
    if above < 0:
        return None
    return (
        _find_other_sign(repairs, number, above, width)
        or _find_name_without_colon(repairs, number, parent)
        or _find_joined_lines(repairs, number, parent)
        or _find_line_too_far_left(repairs, number, parent, width)
        or _find_missing_hyphen(repairs, number, parent, width)
        or _find_uneven_first(repairs, number, parent, width)
        or _find_indented_start(repairs, number, width)
    )


def find_name_right_of_text(repairs: LineRepairs, number: int, beyond: int) -> YamlFault | None:
    """Find `notes: |` further right than its text, which so is none; None where the line above isn't one.

    Args:
        repairs: The text.
        number: A line at which the parser noticed, from 0: the first of the text.
        beyond: The line up to which the text can be read.
    """
    above = repairs.find_line_above(number)
    line = repairs.get_line(above) if above >= 0 else ""
    match = _TEXT_NAME.match(line)
    width = _measure_indentation(repairs.get_line(number))
    if match is None or width > match.end("start"):
        return None
    if width == match.end("start") and (fault := _indent_text(repairs, number, above, match)):
        return fault
    start = _measure_indentation(line)
    message = f"This line begins further right than the text in line {repairs.name(number)}, which so isn't its text."
    columns: dict[int, int] = {}
    for at in range(above - 1, max(above - _FURTHEST, -1), -1):
        column = _measure_indentation(repairs.get_line(at))
        if _is_content(repairs.get_line(at)) and column < width and not repairs.get_line(at).lstrip().startswith("-"):
            columns.setdefault(column, at)
    for column in sorted(columns, reverse=True)[:_MOST_COLUMNS]:
        hint = f"Begin it in column {column + 1}, as line {repairs.name(columns[column])} does."
        corrected = f"{' ' * column}{line.lstrip()}"
        if fault := _make_fault(repairs, above, beyond, corrected, start, len(line.rstrip()), message, hint):
            return fault
    hint = "Begin it further left, or its text further right."
    place = repairs.make_place(above, start, len(line.rstrip()))
    return YamlFault(create_problem("OKR102", place, message, hint))


def _indent_text(repairs: LineRepairs, number: int, above: int, named: re.Match[str]) -> YamlFault | None:
    """Find a text in the column of its field, which stands where such a field belongs."""
    column, name = named.end("start"), named["name"]
    if not fits_beside([other for other in list_names_beside(repairs, above, column) if other != name], name):
        return None
    line = repairs.get_line(number)
    message = f"This line begins in the column of `{name}:` in line {repairs.name(above)}, and so isn't its text."
    start, end = column, len(line.rstrip())
    corrected = f"{' ' * (column + 2)}{line.lstrip()}"
    return _make_fault(repairs, number, number, corrected, start, end, message, "Begin it two blanks further right.")


def _measure_indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _find_parent(repairs: LineRepairs, number: int, width: int) -> int:
    """Return the nearest line above that begins further left; -1 where there is none."""
    for at in range(number - 1, max(number - _FURTHEST, -1), -1):
        line = repairs.get_line(at)
        if _is_content(line) and _measure_indentation(line) < width:
            return at
    return -1


def _make_fault(
    repairs: LineRepairs, number: int, beyond: int, corrected: str, start: int, end: int, message: str, hint: str = ""
) -> YamlFault | None:
    whole = repairs.try_line(number, corrected, repairs.get_offset(beyond))
    if not whole:
        return None
    # Of a line that stands in the wrong column, nothing but that is wrong.
    same = corrected.strip() == repairs.get_line(number).strip()
    shown = "" if same or hint or "\n" in corrected else f" Write: {show_line(corrected)}"
    problem: Problem = create_problem(
        "OKR102", repairs.make_place(number, start, end), message, f"{hint}{shown}".strip()
    )
    return YamlFault(problem, whole, "" if "\n" in corrected else show_line(corrected))


def _find_other_sign(repairs: LineRepairs, number: int, above: int, width: int) -> YamlFault | None:
    """Find `known; 60%` in line with the line at which the parser stopped."""
    line = repairs.get_line(above)
    match = _OTHER_SIGN.match(line)
    if match is None or match.start("name") != width:
        return None
    sign = match["sign"].strip()
    corrected = f"{match['before']}: {match['value']}"
    if sign == ":":
        start, end = match.span("sign")
        return _make_fault(repairs, above, number, corrected, start, end, "A space is missing behind the colon.")
    if not sign and not match["value"][0].isdigit():
        return None  # words, which need no colon between them
    message = explain_other_colon(sign) if sign else f"A colon is missing behind `{match['name']}`."
    return _make_fault(repairs, above, number, corrected, match.start("name"), match.start("blank"), message)


def _find_name_without_colon(repairs: LineRepairs, number: int, parent: int) -> YamlFault | None:
    """Find `stock-value` above what belongs to it."""
    match = _BARE_NAME.match(repairs.get_line(parent)) if parent >= 0 else None
    if match is None or not _NAMED.match(repairs.get_line(number)):
        return None
    sign = match["sign"].strip()
    message = f"A colon is missing behind `{match['name']}`."
    if sign:
        message = f"Behind a name belongs a colon, and here stands `{sign}`."
    return _make_fault(repairs, parent, number, f"{match['before']}:", match.start("name"), match.end("sign"), message)


def _find_uneven_first(repairs: LineRepairs, number: int, parent: int, width: int) -> YamlFault | None:
    """Find the first of some records further right or left than the second, at which the parser stopped."""
    first = next((at for at in range(parent + 1, number) if _is_content(repairs.get_line(at))), number)
    above = repairs.find_line_above(parent) if parent >= 0 else -1
    # What seems to be the parent may stand right below a name without a value, and be the first below that.
    if above >= 0 and _measure_indentation(repairs.get_line(above)) < width:
        fault = _move_first(repairs, number, above, parent, width)
        if fault:
            return fault
    return _move_first(repairs, number, parent, first, width) if parent >= 0 else None


def _find_indented_start(repairs: LineRepairs, number: int, width: int) -> YamlFault | None:
    """Find the first line of a file further right than the one at which the parser stopped, in the first column."""
    first = next((at for at in range(number) if _is_content(repairs.get_line(at))), number)
    line = repairs.get_line(first)
    column = _measure_indentation(line)
    if width >= column or not _NAMED.match(line):
        return None
    message = f"The first line begins in column {column + 1}, and so further right than line {repairs.name(number)}."
    return _make_fault(repairs, first, number, line.lstrip(), column, len(line.rstrip()), message, "Delete the blanks.")


def _move_first(repairs: LineRepairs, number: int, parent: int, first: int, width: int) -> YamlFault | None:
    line = repairs.get_line(first)
    column, left = _measure_indentation(line), _measure_indentation(repairs.get_line(parent))
    is_record = _NAMED.match(line) or _FLOW_ITEM.match(line)
    if column == width or not is_record or not repairs.get_line(parent).rstrip().endswith(":"):
        return None
    # Either of the two may be wrong, and the one that begins as far to the right as other lines of the file do isn't.
    steps = _count_steps(repairs, parent)
    if steps[width - left] <= steps[column - left]:
        return None
    beside = f"line {repairs.name(number)}, which belongs beside it"
    message = f"This line begins in column {column + 1}, and {beside}, in column {width + 1}."
    hint = f"Begin it in column {width + 1} too."
    corrected = f"{' ' * width}{line.lstrip()}"
    return _make_fault(repairs, first, number, corrected, column, len(line.rstrip()), message, hint)


def _count_steps(repairs: LineRepairs, parent: int) -> Counter[int]:
    """Return how far further right lines begin than the line that they belong to, each with how often it is so.

    What belongs to the parent isn't counted.
    """
    steps: Counter[int] = Counter()
    around = range(max(parent - _FURTHEST, 0), min(parent + _FURTHEST, repairs.line_count))
    lines = [at for at in around if _is_content(repairs.get_line(at))]
    for above, below in pairwise(lines):
        if above != parent and repairs.get_line(above).rstrip().endswith(":"):
            steps[_measure_indentation(repairs.get_line(below)) - _measure_indentation(repairs.get_line(above))] += 1
    return steps


def _is_content(line: str) -> bool:
    """Whether a line of YAML is neither empty nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _find_joined_lines(repairs: LineRepairs, number: int, parent: int) -> YamlFault | None:
    """Find `kpis:orders:`, which was two lines."""
    match = _JOINED.match(repairs.get_line(parent)) if parent >= 0 else None
    if match is None or match["name"] not in NAMES:
        return None
    inner = f"{match['indent']}{' ' * len(match['dash'])}  "
    message = f"What belongs below `{match['name']}:` stands on the same line."
    rest = match["rest"] if len(match["rest"]) <= 40 else f"{match['rest'][:39]}…"
    hint = f"Begin `{rest}` on the line below, with two blanks more than `{match['name']}:`."
    return _make_fault(
        repairs,
        parent,
        number,
        f"{match['before']}:\n{inner}{match['rest']}",
        match.start("name"),
        match.end(),
        message,
        hint,
    )


def _find_missing_hyphen(repairs: LineRepairs, number: int, parent: int, width: int) -> YamlFault | None:
    """Find the first item of a list without its hyphen, where the parser stopped at the second."""
    if not repairs.get_line(number).lstrip().startswith("- "):
        return None
    first = next((at for at in range(parent + 1, number) if repairs.get_line(at).strip()), number)
    line = repairs.get_line(first)
    is_record = _NAMED.match(line) or line.lstrip().startswith("{")
    if first == number or not is_record or line.lstrip().startswith("-"):
        return None
    if parent < 0 or not repairs.get_line(parent).rstrip().endswith(":"):
        return None
    message = "The hyphen of this item is missing: each item of a list begins with one."
    start = _measure_indentation(line)
    hint = f"Begin it in column {width + 1}, as line {repairs.name(number)} does: `{show_line(f'- {line.lstrip()}')}`."
    return _make_fault(repairs, first, number, f"{' ' * width}- {line.lstrip()}", start, start + 1, message, hint)


def _find_line_too_far_left(repairs: LineRepairs, number: int, parent: int, width: int) -> YamlFault | None:
    """Find a field further left than those above and below it."""
    line = repairs.get_line(parent) if parent >= 0 else ""
    match = _NAMED.match(line)
    above = repairs.find_line_above(parent)
    if match is None or not _is_known(match["name"]) or above < 0:
        return None
    if _measure_indentation(repairs.get_line(above)) < width or _has_its_place(repairs, parent, match):
        return None
    start = _measure_indentation(line)
    message = f"This line begins further left than those above and below it, and so `{match['name']}:` belongs to none."
    for column, other in _list_columns(repairs, parent, number, match.start("name")):
        hint = f"Begin it in column {column + 1}, as line {repairs.name(other)} does."
        corrected = f"{' ' * column}{line.lstrip()}"
        if fault := _make_fault(repairs, parent, number, corrected, start, len(line.rstrip()), message, hint):
            return fault
    return None


def _list_columns(repairs: LineRepairs, number: int, below: int, left: int) -> list[tuple[int, int]]:
    """Return columns further right in which fields around a line begin, each with a line, at most three."""
    columns: dict[int, int] = {}
    for at in (below, *range(number - 1, max(number - _FURTHEST, -1), -1)):
        match = _NAMED.match(repairs.get_line(at))
        if match and match.start("name") > left and _is_known(match["name"]):
            columns.setdefault(match.start("name"), at)
        if len(columns) == _MOST_COLUMNS:
            break
    return list(columns.items())


def _is_known(name: str) -> bool:
    """Whether a name is that of a field, or a day with its value."""
    return name in NAMES or _DAY.match(name) is not None


def _has_its_place(repairs: LineRepairs, number: int, named: re.Match[str]) -> bool:
    """Whether a field belongs to one record with those above it that begin in its column."""
    column = named.start("name")
    names = {named["name"]}
    for at in range(number - 1, max(number - _FURTHEST, -1), -1):
        match = _NAMED.match(repairs.get_line(at))
        if match and match.start("name") <= column:
            if match.start("name") < column:
                break
            names.add(match["name"])
            if match.start("name") > _measure_indentation(repairs.get_line(at)):
                break  # behind a hyphen: the first field of its record
    return any(names <= {field.name for field in record.fields} for record in RECORDS.values())
