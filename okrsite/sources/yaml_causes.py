"""The line that is at fault where a YAML parser stops further below.

A parser stops at the first line that fits nowhere. Often a line above is the cause: it lost its hyphen, its colon or
its indentation, or two lines became one. Each cause is only told if the text can be read beyond the spot when that is
mended.
"""

from __future__ import annotations

from okrsite.late_patterns import compile_late
from okrsite.sources.yaml_flow_signs import explain_sign_for_colon
from okrsite.sources.yaml_indentation import (
    FURTHEST,
    NAMED,
    find_indented_start,
    find_line_too_far_left,
    find_uneven_first,
)
from okrsite.sources.yaml_items import MISSING_HYPHEN
from okrsite.sources.yaml_names import NAMES
from okrsite.sources.yaml_quotes import shorten
from okrsite.sources.yaml_repairs import (
    LineRepairs,
    YamlFault,
    is_content,
    make_fault,
    measure_indentation,
    show_line,
)

_OTHER_SIGN = compile_late(
    r"(?P<before> *(?:- +)?(?P<name>[A-Za-z][\w-]*|\d{4}-\d\d-\d\d))"
    r"(?P<sign> ?[;,=.：]| ?[-=]>| [-–—]|:(?=\S)|)(?P<blank>[ ]+|(?<=[：:]))"
    r"(?P<value>\S.*)\Z"
)
_BARE_NAME = compile_late(r"(?P<before> *(?:- +)?(?P<name>[A-Za-z][\w-]*))(?P<sign> ?[;,=.：]| ?[-=]>| [-–—]|)\s*\Z")
_JOINED = compile_late(
    r"(?P<before>(?P<indent> *)(?P<dash>(?:- +)?)(?P<name>[a-z_]{2,20})):(?P<rest>[^\s:/][^:]*:(?:\s.*)?)\Z"
)


def find_cause_above(repairs: LineRepairs, number: int) -> YamlFault | None:
    """Return the line above one, at which a parser stopped, that is the cause; None where none is found.

    Args:
        repairs: The text.
        number: The line at which the parser stopped, from 0.
    """
    width = measure_indentation(repairs.get_line(number))
    above, parent = repairs.find_line_above(number), _find_parent(repairs, number, width)
    if above < 0:
        return None
    return (
        _find_other_sign(repairs, number, above, width)
        or _find_name_without_colon(repairs, number, parent)
        or _find_joined_lines(repairs, number, parent)
        or find_line_too_far_left(repairs, number, parent, width)
        or _find_missing_hyphen(repairs, number, parent, width)
        or find_uneven_first(repairs, number, parent, width)
        or find_indented_start(repairs, number, width)
    )


def _find_parent(repairs: LineRepairs, number: int, width: int) -> int:
    """Return the nearest line above that begins further left; -1 where there is none."""
    for at in range(number - 1, max(number - FURTHEST, -1), -1):
        line = repairs.get_line(at)
        if is_content(line) and measure_indentation(line) < width:
            return at
    return -1


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
        return make_fault(repairs, above, number, corrected, start, end, "A space is missing behind the colon.")
    if not sign and not match["value"][0].isdigit():
        return None  # words, which need no colon between them
    message = explain_sign_for_colon(sign) if sign else f"A colon is missing behind `{match['name']}`."
    return make_fault(repairs, above, number, corrected, match.start("name"), match.start("blank"), message)


def _find_name_without_colon(repairs: LineRepairs, number: int, parent: int) -> YamlFault | None:
    """Find `stock-value` above what belongs to it."""
    match = _BARE_NAME.match(repairs.get_line(parent)) if parent >= 0 else None
    if match is None or not NAMED.match(repairs.get_line(number)):
        return None
    sign = match["sign"].strip()
    message = f"A colon is missing behind `{match['name']}`."
    if sign:
        message = f"Behind a name belongs a colon, and here stands `{sign}`."
    return make_fault(repairs, parent, number, f"{match['before']}:", match.start("name"), match.end("sign"), message)


def _find_joined_lines(repairs: LineRepairs, number: int, parent: int) -> YamlFault | None:
    """Find `kpis:orders:`, which was two lines."""
    match = _JOINED.match(repairs.get_line(parent)) if parent >= 0 else None
    if match is None or match["name"] not in NAMES:
        return None
    inner = f"{match['indent']}{' ' * len(match['dash'])}  "
    message = f"What belongs below `{match['name']}:` stands on the same line."
    hint = f"Begin `{shorten(match['rest'])}` on the line below, with two blanks more than `{match['name']}:`."
    return make_fault(
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
    is_record = NAMED.match(line) or line.lstrip().startswith("{")
    if first == number or not is_record or line.lstrip().startswith("-"):
        return None
    if parent < 0 or not repairs.get_line(parent).rstrip().endswith(":"):
        return None
    start = measure_indentation(line)
    hint = f"Begin it in column {width + 1}, as line {repairs.name(number)} does: `{show_line(f'- {line.lstrip()}')}`."
    return make_fault(repairs, first, number, f"{' ' * width}- {line.lstrip()}", start, start + 1, MISSING_HYPHEN, hint)
