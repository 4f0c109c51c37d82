"""Lines of YAML that begin in the wrong column: further left or right than those beside which they belong.

Each is only told if the text can be read beyond the spot when the line begins where it should.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from okrsite.late_patterns import compile_late
from okrsite.problems import create_problem
from okrsite.sources.yaml_joined import fits_beside, list_names_beside
from okrsite.sources.yaml_names import NAMES
from okrsite.sources.yaml_repairs import LineRepairs, YamlFault, is_content, make_fault, measure_indentation
from okrsite.vocabulary import RECORDS

NAMED = compile_late(r" *(?:- +)*(?P<name>[\w-]+):(?:\s|\Z)")
"""A line that begins with a name."""
_FLOW_ITEM = compile_late(r" *- +\{")
_DAY = compile_late(r"\d{4}-\d\d-\d\d\Z")
_TEXT_NAME = compile_late(r"(?P<start> *(?:- +)*)(?P<name>[\w-]+):[ \t]+[|>][-+]?[ \t]*\Z")
_MOST_COLUMNS = 3
FURTHEST = 200
"""Lines above an error that are looked at."""


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
    width = measure_indentation(repairs.get_line(number))
    if match is None or width > match.end("start"):
        return None
    if width == match.end("start") and (fault := _find_unindented_text(repairs, number, above, match)):
        return fault
    start = measure_indentation(line)
    message = f"This line begins further right than the text in line {repairs.name(number)}, which so isn't its text."
    columns: dict[int, int] = {}
    for at in range(above - 1, max(above - FURTHEST, -1), -1):
        column = measure_indentation(repairs.get_line(at))
        if is_content(repairs.get_line(at)) and column < width and not repairs.get_line(at).lstrip().startswith("-"):
            columns.setdefault(column, at)
    for column in sorted(columns, reverse=True)[:_MOST_COLUMNS]:
        hint = f"Begin it in column {column + 1}, as line {repairs.name(columns[column])} does."
        corrected = f"{' ' * column}{line.lstrip()}"
        if fault := make_fault(repairs, above, beyond, corrected, start, len(line.rstrip()), message, hint):
            return fault
    hint = "Begin it further left, or its text further right."
    place = repairs.make_place(above, start, len(line.rstrip()))
    return YamlFault(create_problem("OKR102", place, message, hint))


def _find_unindented_text(repairs: LineRepairs, number: int, above: int, named: re.Match[str]) -> YamlFault | None:
    """Find a text in the column of its field, which stands where such a field belongs."""
    column, name = named.end("start"), named["name"]
    if not fits_beside([other for other in list_names_beside(repairs, above, column) if other != name], name):
        return None
    line = repairs.get_line(number)
    message = f"This line begins in the column of `{name}:` in line {repairs.name(above)}, and so isn't its text."
    start, end = column, len(line.rstrip())
    corrected = f"{' ' * (column + 2)}{line.lstrip()}"
    return make_fault(repairs, number, number, corrected, start, end, message, "Begin it two blanks further right.")


def find_uneven_first(repairs: LineRepairs, number: int, parent: int, width: int) -> YamlFault | None:
    """Find the first of some records further right or left than the second, at which the parser stopped."""
    first = next((at for at in range(parent + 1, number) if is_content(repairs.get_line(at))), number)
    above = repairs.find_line_above(parent) if parent >= 0 else -1
    # What seems to be the parent may stand right below a name without a value, and be the first below that.
    if above >= 0 and measure_indentation(repairs.get_line(above)) < width:
        fault = _move_first(repairs, number, above, parent, width)
        if fault:
            return fault
    return _move_first(repairs, number, parent, first, width) if parent >= 0 else None


def find_indented_start(repairs: LineRepairs, number: int, width: int) -> YamlFault | None:
    """Find the first line of a file further right than the one at which the parser stopped, in the first column."""
    first = next((at for at in range(number) if is_content(repairs.get_line(at))), number)
    line = repairs.get_line(first)
    column = measure_indentation(line)
    if width >= column or not NAMED.match(line):
        return None
    message = f"The first line begins in column {column + 1}, and so further right than line {repairs.name(number)}."
    return make_fault(repairs, first, number, line.lstrip(), column, len(line.rstrip()), message, "Delete the blanks.")


def _move_first(repairs: LineRepairs, number: int, parent: int, first: int, width: int) -> YamlFault | None:
    line = repairs.get_line(first)
    column, left = measure_indentation(line), measure_indentation(repairs.get_line(parent))
    is_record = NAMED.match(line) or _FLOW_ITEM.match(line)
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
    return make_fault(repairs, first, number, corrected, column, len(line.rstrip()), message, hint)


def _count_steps(repairs: LineRepairs, parent: int) -> Counter[int]:
    """Return how far further right lines begin than the line that they belong to, each with how often it is so.

    What belongs to the parent isn't counted.
    """
    steps: Counter[int] = Counter()
    around = range(max(parent - FURTHEST, 0), min(parent + FURTHEST, repairs.line_count))
    lines = [at for at in around if is_content(repairs.get_line(at))]
    for above, below in pairwise(lines):
        if above != parent and repairs.get_line(above).rstrip().endswith(":"):
            steps[measure_indentation(repairs.get_line(below)) - measure_indentation(repairs.get_line(above))] += 1
    return steps


def find_line_too_far_left(repairs: LineRepairs, number: int, parent: int, width: int) -> YamlFault | None:
    """Find a field further left than those above and below it."""
    line = repairs.get_line(parent) if parent >= 0 else ""
    match = NAMED.match(line)
    above = repairs.find_line_above(parent)
    if match is None or not _is_known(match["name"]) or above < 0:
        return None
    if measure_indentation(repairs.get_line(above)) < width or _has_its_place(repairs, parent, match):
        return None
    start = measure_indentation(line)
    message = f"This line begins further left than those above and below it, and so `{match['name']}:` belongs to none."
    for column, other in _list_columns(repairs, parent, number, match.start("name")):
        hint = f"Begin it in column {column + 1}, as line {repairs.name(other)} does."
        corrected = f"{' ' * column}{line.lstrip()}"
        if fault := make_fault(repairs, parent, number, corrected, start, len(line.rstrip()), message, hint):
            return fault
    return None


def _list_columns(repairs: LineRepairs, number: int, below: int, left: int) -> list[tuple[int, int]]:
    """Return columns further right in which fields around a line begin, each with a line, at most three."""
    columns: dict[int, int] = {}
    for at in (below, *range(number - 1, max(number - FURTHEST, -1), -1)):
        match = NAMED.match(repairs.get_line(at))
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
    for at in range(number - 1, max(number - FURTHEST, -1), -1):
        match = NAMED.match(repairs.get_line(at))
        if match and match.start("name") <= column:
            if match.start("name") < column:
                break
            names.add(match["name"])
            if match.start("name") > measure_indentation(repairs.get_line(at)):
                break  # behind a hyphen: the first field of its record
    return any(names <= {field.name for field in record.fields} for record in RECORDS.values())
