"""Two lines of YAML that became one because the end of the first was deleted.

Quotation marks around what stands there would make a text of it that says neither of the two, so the second is told to
begin on a line of its own, and in which column: beside the fields with which it is one record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrsite import field_types as types
from okrsite.late_patterns import compile_late
from okrsite.problems import create_problem
from okrsite.sources.yaml_names import NAMES
from okrsite.sources.yaml_repairs import LineRepairs, YamlFault, measure_indentation
from okrsite.vocabulary import RECORDS

_MOST_LINE = 2_000
"""Characters of a line that is looked into."""
_SHORT = 3
"""Letters of a name that the end of a word may have by chance."""
_MOST_PLACES, _FURTHEST, _SHOWN = 12, 80, 60
"""Places of a line that are tried, lines around it that are looked at, characters of the second line that are shown."""
_HEAD = compile_late(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?:(?P<name>[\w.-]{1,40}):(?: +|\Z))?")
_SECOND = compile_late(
    rf"(?P<name>{'|'.join(sorted(NAMES, key=lambda name: (-len(name), name)))}|\d{{4}}-\d\d-\d\d):(?=\s|\Z)"
    r"|(?P<item>- +(?=[\w{\"'\[]))|(?<=[^\s:]\s)(?P<other>(?![a-z]+to:)[a-z][a-z0-9-]{0,40}):(?=\s|\Z)"
    r"|(?:(?<=[\]}])|(?<=[\]}]\s))(?P<closed>[a-z][a-z0-9-]{0,40}):(?=\s|\Z)"
    r"|(?<=\d)(?P<glued>[a-z][a-z-]{1,40}):(?=\s*\Z)"
)
_GLUED = compile_late(
    rf"(?<=[^\W\d_])(?P<name>now|{'|'.join(sorted(name for name in NAMES if len(name) > _SHORT))}):(?=\s|\Z)"
)
"""A field's name at the end of a word."""
_WHOLE = compile_late(
    r"[\]}\"']\s*\Z|(?:[-+−]?[$€£]?[\d.,]+\s?[%‰€$kM]?|\d{4}-\d\d-\d\d|true|false|yes|no)(?:\s{1,4}[A-Za-z]{1,12})?\s*\Z"
)
"""What a value ends in that is no text."""
_HOLDER = compile_late(
    r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<name>now|confidence|values|phases|levels|rubric): +"
    r"(?P<rest>[\w-]{1,40}:(?: .*)?)\Z"
)
"""A field that holds values by name, with the first of them on its own line."""
_NAME_AND_FIRST = compile_late(
    r"(?P<head> *(?:- +)*(?P<name>[a-z_]{2,20}):) +(?P<rest>- +\S.*|[a-z_]{2,20}:(?: .*)?)\Z"
)
_HOLDING = frozenset(
    field.name
    for record in RECORDS.values()
    for field in record.fields
    if field.record is not None or field.type in types.SEVERAL
)
"""Fields of which what they hold stands below."""
_BLOCK = compile_late(r"\s+[|>][-+]?\s*\Z")
_TEXTS = frozenset({types.TEXT, types.PROSE, types.TEXTS})
_TEXT_NAMES = frozenset(
    field.name
    for record in RECORDS.values()
    for field in record.fields
    if field.type in _TEXTS and field.name not in ("unit", "owner")
)
_NAMED = compile_late(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<name>[\w-]{1,40}):(?:\s|\Z)")
_DATE = compile_late(r"\d{4}-\d\d-\d\d\Z")


def find_joined_fields(repairs: LineRepairs, number: int, beyond: int) -> YamlFault | None:
    """Return what is wrong with a line on which a second one begins; None where that isn't plain to see.

    Args:
        repairs: The text.
        number: The line, from 0.
        beyond: The offset beyond which the text can be read when the two stand on lines of their own.
    """
    line = repairs.get_line(number)
    head = _HEAD.match(line)
    if head is None or not line.strip() or len(line) > _MOST_LINE:
        return None
    if fault := _find_first_beside_name(repairs, number, beyond) or _find_value_beside_holder(repairs, number, beyond):
        return fault
    for place, match in enumerate((*_SECOND.finditer(line, head.end()), *_GLUED.finditer(line, head.end()))):
        before, behind = line[: match.start()].rstrip(), line[match.start() :]
        if place >= _MOST_PLACES:
            break
        name = _get_name(match)
        is_long = len(name) > _SHORT or (head["name"], name) in (("from", "to"), ("to", "now"))
        is_glued = match.lastgroup == "name" and is_long and line[match.start() - 1].isalnum()
        value = line[head.end() : match.start()]
        if match.start() == head.end() or not (is_glued or _is_whole(value, head["name"] or "", match)):
            continue
        for column in _list_columns(repairs, number, head, name):
            if whole := repairs.try_line(number, f"{before}\n{' ' * column}{behind}", beyond):
                shown = behind.strip() if len(behind.strip()) <= _SHOWN else f"{behind.strip()[: _SHOWN - 1]}…"
                message = f"A second line begins within this one, at `{shown.partition(' ')[0]}`."
                hint = f"Begin it on a line of its own, in column {column + 1}: `{shown}`."
                spot = repairs.make_place(number, match.start(), len(line.rstrip()))
                return YamlFault(create_problem("OKR102", spot, message, hint), whole)
    return None


def _get_name(second: re.Match[str]) -> str:
    """Return the name with which a second line begins; '' for an item of a list."""
    return second[second.lastgroup] if second.lastgroup and second.lastgroup != "item" else ""


def _find_value_beside_holder(repairs: LineRepairs, number: int, beyond: int) -> YamlFault | None:
    """Find `now: calls: 6`, of which the second part belongs below the first."""
    line = repairs.get_line(number)
    match = _HOLDER.match(line)
    if match is None:
        return None
    below = repairs.get_line(number + 1) if number + 1 < repairs.line_count else ""
    own = len(match["indent"]) + len(match["dashes"])
    deeper = measure_indentation(below)
    column = deeper if below.strip() and deeper > own else own + 2
    whole = repairs.try_line(number, f"{line[: match.start('rest')].rstrip()}\n{' ' * column}{match['rest']}", beyond)
    if not whole:
        return None
    message = f"What belongs below `{match['name']}:` stands on the same line."
    hint = f"Begin it on the line below, in column {column + 1}: `{match['rest'].strip()[:_SHOWN]}`."
    spot = repairs.make_place(number, match.start("rest"), len(line.rstrip()))
    return YamlFault(create_problem("OKR102", spot, message, hint), whole)


def _find_first_beside_name(repairs: LineRepairs, number: int, beyond: int) -> YamlFault | None:
    """Find `objectives: - id: tea` and `session: date: 2026-09-24`, where the first of what is below is beside it."""
    match = _NAME_AND_FIRST.match(repairs.get_line(number))
    if match is None or match["name"] not in _HOLDING:
        return None
    below = next((at for at in range(number + 1, repairs.line_count) if repairs.get_line(at).strip()), number)
    line = repairs.get_line(below)
    column = measure_indentation(line)
    if below == number or column <= measure_indentation(match[0]):
        return None
    column -= 2 if match["rest"].startswith("- ") and not line.lstrip().startswith("- ") else 0
    whole = repairs.try_line(number, f"{match['head']}\n{' ' * column}{match['rest']}", beyond)
    if not whole:
        return None
    message = f"What belongs below `{match['name']}:` stands on the same line."
    hint = f"Begin it on the line below, in column {column + 1}: `{match['rest'].strip()[:_SHOWN]}`."
    spot = repairs.make_place(number, match.start("rest"), len(match[0].rstrip()))
    return YamlFault(create_problem("OKR102", spot, message, hint), whole)


def _is_whole(value: str, name: str, second: re.Match[str]) -> bool:
    """Whether a value is one by itself, so that what follows can't be a part of it."""
    if second.lastgroup == "name" and _BLOCK.match(second.string, second.end()):
        return True
    begins = second.lastgroup in ("name", "item") and second.string[second.end() :].lstrip()[:1] == "{"
    if begins and value.strip(" -"):  # a hyphen that stands twice is no value
        return True
    if not value.strip() or value.count("{") != value.count("}") or value.count("[") != value.count("]"):
        return False
    if value.lstrip()[:1] in "\"'":
        return value.rstrip()[-1:] == value.lstrip()[:1] and len(value.strip()) > 1
    if _WHOLE.search(value) and (second.lastgroup != "other" or name not in NAMES or value.rstrip()[-1] in "]}"):
        return True
    return second.lastgroup not in ("other", "item") and name in NAMES and name not in _TEXT_NAMES


def _list_columns(repairs: LineRepairs, number: int, head: re.Match[str], name: str) -> Iterator[int]:
    """Yield the columns, from 0, in which a second line may begin, the deepest first."""
    own = len(head["indent"]) + len(head["dashes"])
    if not name:  # an item of the same list
        yield len(head["indent"])
        for at in range(number, max(number - _FURTHEST, -1), -1):
            match = _HEAD.match(repairs.get_line(at))
            if match and match["dashes"] and len(match["indent"]) < len(head["indent"]) + len(head["dashes"]):
                yield len(match["indent"])
                return
        return
    columns = {own}
    ceiling = own
    for at in range(number - 1, max(number - _FURTHEST, -1), -1):
        match = _NAMED.match(repairs.get_line(at))
        if match is None or len(match["indent"]) > ceiling:
            continue
        ceiling = len(match["indent"])
        columns |= {match.start("name")} if match.start("name") <= own else set()
    for column in sorted(columns, reverse=True):
        if fits_beside(list_names_beside(repairs, number, column), name):
            yield column


def list_names_beside(repairs: LineRepairs, number: int, column: int) -> list[str]:
    """Return the names of the fields of the record to which a line in a column would belong."""
    names: list[str] = []
    for at in range(number, max(number - _FURTHEST, -1), -1):
        line = repairs.get_line(at)
        match = _NAMED.match(line)
        if line.strip() and measure_indentation(line) < column and (not match or match.start("name") < column):
            break
        if match and match.start("name") == column:
            names.append(match["name"])
            if match["dashes"]:
                break
    for at in range(number + 1, min(number + _FURTHEST, repairs.line_count)):
        line = repairs.get_line(at)
        match = _NAMED.match(line)
        if line.strip() and measure_indentation(line) < column:
            break
        if match and match.start("name") == column:
            if match["dashes"]:
                break
            names.append(match["name"])
    return names


def fits_beside(beside: list[str], name: str) -> bool:
    """Whether a field of a name can stand beside others: as another day, or in one record with them."""
    if name in beside or not beside:
        return False
    if _DATE.match(name):
        return all(_DATE.match(other) for other in beside)
    if name not in NAMES:  # of key results
        return not any(other in NAMES or _DATE.match(other) for other in beside)
    return any({name, *beside} <= {field.name for field in record.fields} for record in RECORDS.values())
