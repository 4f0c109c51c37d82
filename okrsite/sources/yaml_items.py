"""Items of a list in YAML that stand further left than the field to which they belong."""

from __future__ import annotations

import re

from okrsite.problems import create_problem
from okrsite.sources.yaml_repairs import LineRepairs, YamlFault, show_line

_ITEM = re.compile(r"(?P<indent> *)- +\S")
_OPEN_FIELD = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)[\w-]+:[ \t]*\Z")
_FURTHEST = 12
"""Lines above an error that are looked at."""


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
