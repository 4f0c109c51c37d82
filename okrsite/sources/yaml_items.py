"""Items of a list in YAML that stand further left than the field to which they belong, or are none but fields."""

from __future__ import annotations

from okrsite.late_patterns import compile_late
from okrsite.problems import create_problem
from okrsite.sources.yaml_joined import fits_beside, list_names_beside
from okrsite.sources.yaml_names import NAMES, RECORD_NAMES
from okrsite.sources.yaml_repairs import LineRepairs, YamlFault, make_fault, measure_indentation, show_line

_ITEM = compile_late(r"(?P<indent> *)- +\S")
_OPEN_FIELD = compile_late(r"(?P<indent> *)(?P<dashes>(?:- +)*)[\w-]+:[ \t]*\Z")
_HYPHENED = compile_late(r"(?P<indent> *)- +(?P<rest>(?P<name>[\w.-]+):(?:\s.*)?)\Z")
_BESIDE = compile_late(r"(?P<indent> *)(?P<rest>(?P<name>[\w.-]+):(?:\s.*)?)\Z")
_VALUE_OF_RECORD = compile_late(
    rf"(?P<before> *(?:- +)*(?P<name>{'|'.join(sorted(RECORD_NAMES))}):) +(?P<value>[^\s|>&#{{\[].*)\Z"
)
_SHOWN = 40
MISSING_HYPHEN = "The hyphen of this item is missing: each item of a list begins with one."
_FURTHEST = 12
"""Lines above an error that are looked at."""
_FURTHEST_BESIDE = 200
"""The same, for a line beside it."""


def find_item_too_far_left(repairs: LineRepairs, number: int) -> YamlFault | None:
    """Return what is wrong with the first item of a list that begins further left than its field; None for none.

    Args:
        repairs: The text.
        number: The line at which the parser stopped, from 0.
    """
    for at in range(number - 1, max(number - _FURTHEST, -1), -1):
        line = repairs.get_line(at)
        item, above = _ITEM.match(line), repairs.find_line_above(at)
        field = _OPEN_FIELD.match(repairs.get_line(above)) if item and above >= 0 else None
        if item is None or field is None:
            continue
        own = len(field["indent"]) + len(field["dashes"])
        if len(item["indent"]) >= own:
            continue
        below = _ITEM.match(repairs.get_line(at + 1)) if at + 1 < repairs.line_count else None
        column = len(below["indent"]) if below and len(below["indent"]) >= own else own + 2
        whole = repairs.try_line(at, f"{' ' * column}{line.lstrip()}", repairs.get_offset(number))
        if whole:
            message = (
                f"This item begins further left than the field in line {repairs.name(above)}, and so is none of it."
            )
            place = repairs.make_place(at, len(item["indent"]), len(line.rstrip()))
            hint = f"Begin it in column {column + 1}: `{show_line(line)}`."
            return YamlFault(create_problem("OKR102", place, message, hint), whole)
    return None


def find_stray_hyphen(repairs: LineRepairs, number: int) -> YamlFault | None:
    """Return what is wrong with a field that has a hyphen, in line with fields that have none; None for none.

    It is the line at which the parser stopped, or the first line above it in its column.

    Args:
        repairs: The text.
        number: The line at which the parser stopped, from 0.
    """
    width = measure_indentation(repairs.get_line(number))
    above = _find_beside(repairs, number, width)
    for at, other in ((number, above), (above, number)):
        match = _HYPHENED.match(repairs.get_line(at)) if at >= 0 and other >= 0 else None
        if match is None or _BESIDE.match(repairs.get_line(other)) is None:
            continue
        if not fits_beside(list_names_beside(repairs, at, width), match["name"]):
            continue
        if at == above and match["name"] in NAMES:
            continue  # the first field of an item that stands too far to the right
        corrected = f"{match['indent']}{match['rest']}"
        message = f"A hyphen makes this line an item of a list, and line {repairs.name(other)} beside it has none."
        hint = f"Delete the hyphen. Write: {show_line(corrected)}"
        start, end = len(match["indent"]), match.start("rest")
        if fault := make_fault(repairs, at, number, corrected, start, end, message, hint):
            return fault
    return _find_lost_hyphen(repairs, number, above) if above >= 0 else None


def _find_lost_hyphen(repairs: LineRepairs, number: int, above: int) -> YamlFault | None:
    """Find the first field of an item without its hyphen, in line with the item above."""
    match, item = _BESIDE.match(repairs.get_line(number)), _HYPHENED.match(repairs.get_line(above))
    if match is None or item is None or match["name"] != item["name"]:
        return None
    corrected, start = f"{match['indent']}- {match['rest']}", match.start("rest")
    return make_fault(repairs, number, number, corrected, start, start + 1, MISSING_HYPHEN)


def find_value_above_fields(repairs: LineRepairs, number: int) -> YamlFault | None:
    """Return what is wrong with a value behind the name of a field of which the fields stand below; None for none.

    Args:
        repairs: The text.
        number: The line at which the parser stopped, from 0.
    """
    width = measure_indentation(repairs.get_line(number))
    for at in range(number - 1, max(number - _FURTHEST, -1), -1):
        line = repairs.get_line(at)
        if not line.strip() or measure_indentation(line) >= width:
            continue
        match = _VALUE_OF_RECORD.match(line)
        whole = repairs.try_line(at, match["before"], repairs.get_offset(number)) if match else ""
        if match is None or not whole:
            return None
        message = f"A value stands behind `{match['name']}:`, and its fields stand below."
        place = repairs.make_place(at, match.start("value"), len(line.rstrip()))
        hint = f"Delete `{match['value'].rstrip()[:_SHOWN]}`, or put it on a line below, behind a field's name."
        return YamlFault(create_problem("OKR102", place, message, hint), whole)
    return None


def _find_beside(repairs: LineRepairs, number: int, width: int) -> int:
    """Return the first line above one that begins in its column, before one further left; -1 for none."""
    for at in range(number - 1, max(number - _FURTHEST_BESIDE, -1), -1):
        line = repairs.get_line(at)
        column = measure_indentation(line)
        if line.strip() and column <= width:
            return at if column == width else -1
    return -1
